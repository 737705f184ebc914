/** One field of an action's form, with its label, hint and fault. */

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useSession } from "../session";
import type { Ticket } from "../wire";
import { insert } from "./canned";
import { CannedPicker } from "./canned-picker";
import type { Field } from "./forms";

interface ActionFieldProps {
  id: string;
  field: Field;
  value: string;
  fault: string | undefined;
  disabled: boolean;
  ticket: Ticket;
  onInput: (value: string) => void;
}

export function ActionField(props: ActionFieldProps) {
  if (props.field.as === "choice") return <ChoiceField {...props} />;
  if (props.field.as === "message") return <MessageField {...props} />;
  return (
    <Labelled {...props}>
      <Control {...props} />
    </Labelled>
  );
}

function Labelled({
  id,
  field,
  fault,
  children,
  beside,
}: ActionFieldProps & { children: ComponentChildren; beside?: ComponentChildren }) {
  return (
    <div class="field">
      <div class="field-top">
        <label for={id}>
          {field.label} {field.optional && <span class="optional">(optional)</span>}
        </label>
        {beside}
      </div>
      {children}
      <Hint id={id} field={field} />
      <Fault id={id} fault={fault} />
    </div>
  );
}

function Control({ id, field, value, fault, disabled, onInput }: ActionFieldProps) {
  const common = {
    id,
    class: "input",
    value,
    disabled,
    "aria-invalid": Boolean(fault),
    "aria-describedby": describedBy(id, field, fault),
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
  };
  switch (field.as) {
    case "area":
      return <textarea {...common} rows={3} />;
    case "pick":
      return (
        <select {...common}>
          <option value="">Choose ...</option>
          {field.choices?.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      );
    case "moment":
      return <input {...common} type="datetime-local" max={field.latest} />;
    case "day":
      return <input {...common} type="date" />;
    case "ticket":
      return <input {...common} type="text" inputMode="numeric" autocomplete="off" />;
    default:
      return <input {...common} type="text" autocomplete="off" />;
  }
}

function MessageField(props: ActionFieldProps) {
  const { id, field, value, fault, disabled, ticket, onInput } = props;
  const { me } = useSession();
  const area = useRef<HTMLTextAreaElement>(null);
  const pick = (text: string): void => {
    const element = area.current;
    if (!element) return;
    // A text nobody has touched yet has its cursor nowhere in particular: what is picked goes to its end.
    const at = { from: element.selectionStart, to: element.selectionEnd };
    const inserted = insert(value, at, text);
    onInput(inserted.text);
    requestAnimationFrame(() => {
      element.focus();
      element.setSelectionRange(inserted.from, inserted.to);
    });
  };
  const picker = me.canned.length > 0 && <CannedPicker canned={me.canned} topic={ticket.topic} onPick={pick} />;
  return (
    <Labelled {...props} beside={picker}>
      <textarea
        ref={area}
        id={id}
        class="input message-input"
        rows={7}
        value={value}
        disabled={disabled}
        aria-invalid={Boolean(fault)}
        aria-describedby={describedBy(id, field, fault)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Labelled>
  );
}

function ChoiceField({ id, field, value, fault, disabled, onInput }: ActionFieldProps) {
  return (
    <fieldset class="field" id={id} tabIndex={-1} aria-describedby={describedBy(id, field, fault)} disabled={disabled}>
      <legend>
        {field.label} {field.optional && <span class="optional">(optional)</span>}
      </legend>
      <div class="choices">
        {field.choices?.map((choice) => (
          <label key={choice.value} class="choice">
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onInput(choice.value)}
            />
            {choice.label}
          </label>
        ))}
      </div>
      <Hint id={id} field={field} />
      <Fault id={id} fault={fault} />
    </fieldset>
  );
}

const Hint = ({ id, field }: { id: string; field: Field }) =>
  field.hint ? (
    <p class="hint" id={`${id}-hint`}>
      {field.hint}
    </p>
  ) : null;

const Fault = ({ id, fault }: { id: string; fault: string | undefined }) =>
  fault ? (
    <p class="fault" id={`${id}-fault`}>
      {fault}
    </p>
  ) : null;

const describedBy = (id: string, field: Field, fault: string | undefined): string | undefined =>
  [field.hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ") || undefined;
