// The form that hands the conversation to a person: asks for what is missing, tells the dates before anything is sent.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Chat, ChatState } from "../shared/chat";
import { newId } from "../shared/ids";
import { faultsOf, LONGEST } from "../shared/intake";
import { knownFrom } from "../shared/known";
import type { Intake, IntakeField, Promises } from "../shared/protocol";
import { texts } from "../shared/texts";
import { promised } from "../shared/when";
import { Field } from "./field";
import { Screenshots } from "./screenshots";

const ASKABLE = ["order_number", "product", "sku"] as const;

interface Props {
  chat: Chat;
  state: ChatState;
  timeZone: string | undefined;
  /** The shopper asked for the form; otherwise it came by itself and must not take the focus. */
  takeFocus: boolean;
  onDone: () => void;
  onPutOff: () => void;
}

export function IntakeCard({ chat, state, timeZone, takeFocus, onDone, onPutOff }: Props): JSX.Element {
  const form = useRef<HTMLFormElement>(null);
  const [handoffId] = useState(newId);
  const [values, setValues] = useState(() => ({
    name: "",
    phone: "",
    product: "",
    sku: "",
    ...knownFrom(state.timeline.messages),
  }));
  const [byPhone, setByPhone] = useState(false);
  const [attachments, setAttachments] = useState<string[]>([]);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState("");
  const [refusals, setRefusals] = useState(0);
  const [sending, setSending] = useState(false);
  const asks = asked(state);

  useEffect(() => {
    // The dates shown are those of now, however long the chat has been open.
    void chat.catchUp();
  }, [chat]);

  useEffect(() => {
    if (!takeFocus) return;
    form.current?.scrollIntoView({ block: "start" });
    form.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  }, [takeFocus]);

  // The first field at fault takes the focus once it is shown as such.
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [refusals]);

  const set = (field: keyof typeof values) => (value: string) => {
    setValues({ ...values, [field]: value });
    setFaults(({ [field]: _, ...others }) => others);
  };
  const field = (name: IntakeField) => ({
    name,
    label: texts[name],
    value: values[name],
    fault: faults[name],
    longest: LONGEST[name],
    onChange: set(name),
  });

  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (sending) return;
    const given = { ...values, ...(byPhone ? { email: "" } : { phone: "" }) };
    const wrong = byPhone ? atPhone(faultsOf(given)) : faultsOf(given);
    if (Object.keys(wrong).length > 0) {
      refuse(wrong, texts.checkFields);
      return;
    }
    setTrouble("");
    setSending(true);
    const ack = await chat.handOff(handoffId, filledOnly(given, attachments));
    setSending(false);
    if (ack?.ok) onDone();
    else refuse(ack?.error.fields ?? {}, ack?.error.message ?? texts.noAnswer);
  };

  const refuse = (wrong: Record<string, string>, sentence: string): void => {
    // What is at fault must be in sight: the other way to be reached, or a field this form does not have.
    if (wrong.phone && !wrong.email) setByPhone(true);
    const unseen = Object.keys(wrong).filter((name) => !(name in values));
    setFaults(wrong);
    setTrouble([sentence, ...unseen.map((name) => wrong[name])].join(" "));
    setRefusals((before) => before + 1);
  };

  return (
    <form class="card" ref={form} onSubmit={(event) => void send(event)} noValidate aria-labelledby="handoff-title">
      <h2 id="handoff-title">{texts.handoffTitle}</h2>
      <p class="hint">{texts.handoffWhy}</p>
      <Field {...field("name")} autocomplete="name" />
      <div>
        {byPhone ? (
          <Field {...field("phone")} type="tel" autocomplete="tel" />
        ) : (
          <Field {...field("email")} type="email" autocomplete="email" />
        )}
        <button
          class="link-button"
          type="button"
          onClick={() => {
            setByPhone(!byPhone);
            setFaults({});
            setTrouble("");
          }}
        >
          {byPhone ? texts.emailInstead : texts.phoneInstead}
        </button>
      </div>
      <Field {...field("details")} rows={3} {...(values.details ? { hint: texts.detailsHint } : {})} />
      {asks.map((name) => (
        <Field key={name} {...field(name)} optional />
      ))}
      <Screenshots chat={chat} conversation={state.conversation?.id ?? ""} onChange={setAttachments} />
      {state.promises && <Dates promises={state.promises} expectation={state.expectation} timeZone={timeZone} />}
      <p class="fault" role="alert">
        {trouble}
      </p>
      <div class="card-actions">
        <button class="button button-primary" type="submit" aria-disabled={sending}>
          {sending ? texts.handingOff : texts.handOff}
        </button>
        <button class="button button-quiet" type="button" onClick={onPutOff}>
          {texts.notNow}
        </button>
      </div>
    </form>
  );
}

interface DatesProps {
  promises: Promises;
  expectation: string | null;
  timeZone: string | undefined;
}

function Dates({ promises, expectation, timeZone }: DatesProps): JSX.Element {
  const say = (iso: string): string => promised(iso, timeZone);
  const { general, complex } = promises;
  return (
    <div class="card-dates">
      <p>{texts.datesGeneral(say(general.confirmation_by), say(general.resolution_by))}</p>
      {expectation && <p class="hint">{expectation}</p>}
      <p class="hint">{texts.datesComplex(say(complex.update_by))}</p>
    </div>
  );
}

/** The optional fields that the latest answers found worth asking for. */
function asked(state: ChatState): (typeof ASKABLE)[number][] {
  const latest = state.timeline.messages.slice(-6).flatMap((message) => message.asks);
  const written = knownFrom(state.timeline.messages);
  return ASKABLE.filter((name) => latest.includes(name) || (name === "order_number" && written.order_number !== ""));
}

function atPhone(faults: ReturnType<typeof faultsOf>): Record<string, string> {
  const { email, ...rest } = faults;
  return email ? { ...rest, phone: email } : rest;
}

function filledOnly(values: Record<IntakeField, string>, attachments: string[]): Intake {
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ""));
  return { ...(filled as unknown as Intake), ...(attachments.length > 0 ? { attachments } : {}) };
}
