/** The form of one action: filled in, sent once, and kept as it is when sending fails. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, api } from "../api";
import { useSession } from "../session";
import type { Ticket, Verb } from "../wire";
import { ActionField } from "./action-field";
import { DayOff } from "./day-off";
import type { Values } from "./drafts";
import { type Around, costAsked, faultsOf, formOf, payloadOf, RESPECT_REASON, valuesAtFirst } from "./forms";
import { isToldByMail, NoAddress } from "./no-address";

interface ActionFormProps {
  verb: Verb;
  primary: boolean;
  around: Around;
  onDone: (verb: Verb, ticket: Ticket) => void;
  /** The ticket is not what this form took it for: why, in words. The form itself may be gone in a moment. */
  onLost: (why: string) => void;
  /** It is not known whether the server got it. */
  onUnsure: () => void;
}

interface Refusal {
  code: string;
  message: string;
  fields: Readonly<Record<string, string>>;
}

const TYPING_EVERY_MS = 2500;

export function ActionForm({ verb, primary, around, onDone, onLost, onUnsure }: ActionFormProps) {
  const { drafts, live, me } = useSession();
  const { ticket } = around;
  const { number } = ticket;
  const form = formOf(verb, around);
  const first = valuesAtFirst(verb, around);
  const [edited, setEdited] = useState<Values | null>(() => drafts.read(number, verb));
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const typedAt = useRef(0);
  const values = { ...first, ...edited };
  const mayRelease = me.user.role === "lead" && (refusal?.code === "disrespectful" || Boolean(values.respect_reason));
  const fields = [
    ...form.fields.filter((field) => field.name !== "cost" || costAsked(values)),
    ...(mayRelease ? [RESPECT_REASON] : []),
  ];

  useEffect(() => {
    // The answer to sending was lost, but it is done: it must not be sent again.
    if (!drafts.settle(number, verb, ticket.requests)) return;
    setEdited(null);
    setRefusal(null);
    onDone(verb, ticket);
  }, [ticket.version]);

  const edit = (name: string, value: string): void => {
    const now = { ...values, [name]: value };
    setEdited(now);
    const asItComes = Object.keys(first).every((key) => now[key] === first[key]);
    drafts.write(number, verb, asItComes ? null : now);
    if (form.reaches && name === "text" && Date.now() - typedAt.current > TYPING_EVERY_MS) {
      typedAt.current = Date.now();
      live.typing(number);
    }
  };

  const send = async (): Promise<void> => {
    if (busy) return;
    const faults = faultsOf(verb, values, around);
    if (Object.keys(faults).length > 0) {
      setRefusal({ code: "incomplete", message: "Not sent yet:", fields: faults });
      return;
    }
    setBusy(true);
    setRefusal(null);
    try {
      const payload = payloadOf(verb, values, around);
      const id = drafts.requestId(number, verb, JSON.stringify(payload));
      const after = await api.act(number, verb, { id, ...payload });
      drafts.drop(number, verb);
      setEdited(null);
      onDone(verb, after);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const kept = edited ? " What you wrote is still here." : "";
      if (error.status === 409) onLost(`${error.message}${kept}`);
      else setRefusal(refusalOf(error, kept));
      if (error.passing) onUnsure();
    } finally {
      setBusy(false);
    }
  };

  useEffect(() => {
    if (refusal) focusFirstFault(element.current, refusal);
  }, [refusal]);

  return (
    <form
      ref={element}
      class="action-form"
      noValidate
      aria-label={form.name}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void send();
        }
      }}
    >
      <p class="purpose">{form.purpose}</p>
      {isToldByMail(verb) && <NoAddress ticket={ticket} />}
      {form.caution && <p class="notice notice-warning">{form.caution}</p>}
      {refusal && <Summary refusal={refusal} fields={fields} verb={verb} />}
      {fields.map((field) => (
        <ActionField
          key={field.name}
          id={fieldId(verb, field.name)}
          field={field}
          value={values[field.name] ?? ""}
          fault={refusal?.fields[field.name]}
          disabled={busy}
          ticket={ticket}
          onInput={(value) => edit(field.name, value)}
        />
      ))}
      {verb === "snooze" && <DayOff until={values.until ?? ""} />}
      {verb === "propose" && !costAsked(values) && (
        <p class="notice">Our mistake, so it is free of charge for the shopper.</p>
      )}
      <p class="actions">
        <button type="submit" class={`button ${buttonClass(primary, form.danger)}`} aria-disabled={busy}>
          {busy ? "Sending ..." : form.submit}
        </button>
        {edited && !busy && (
          <button
            type="button"
            class="link-button"
            onClick={() => {
              drafts.drop(number, verb);
              setEdited(null);
              setRefusal(null);
            }}
          >
            Start over
          </button>
        )}
      </p>
    </form>
  );
}

const buttonClass = (primary: boolean, danger = false): string =>
  danger ? "button-danger" : primary ? "button-primary" : "";

const fieldId = (verb: Verb, name: string): string => `${verb}-${name}`;

function refusalOf({ code, message, fields, passing }: ApiError, kept: string): Refusal {
  if (passing) return { code, message: `${message}${kept}`, fields };
  // Where each fault stands at its field, the same words need not be said twice.
  const said = Object.values(fields).join(" ") === message ? "Not sent yet:" : message;
  return { code, message: said, fields };
}

function Summary({
  refusal,
  fields,
  verb,
}: {
  refusal: Refusal;
  fields: readonly { name: string; label: string }[];
  verb: Verb;
}) {
  const entries = Object.entries(refusal.fields);
  return (
    <div class="notice notice-danger summary" role="alert" tabIndex={-1}>
      <p>{refusal.message}</p>
      {entries.length > 0 && (
        <ul>
          {entries.map(([name, fault]) => {
            const field = fields.find((known) => known.name === name);
            if (!field) return <li key={name}>{fault}</li>;
            return (
              <li key={name}>
                <a
                  href={`#${fieldId(verb, name)}`}
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(fieldId(verb, name))?.focus();
                  }}
                >
                  {field.label}
                </a>
                : {fault}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

function focusFirstFault(form: HTMLFormElement | null, refusal: Refusal): void {
  const faulty = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  const named = Object.keys(refusal.fields).length > 0 && faulty;
  (named || form?.querySelector<HTMLElement>(".summary"))?.focus();
}
