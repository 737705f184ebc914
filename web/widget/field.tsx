// A labelled line or box of a form, with its hint and its fault tied to it.

import type { JSX } from "preact";
import { texts } from "../shared/texts";

interface Props {
  name: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  fault?: string | undefined;
  hint?: string;
  optional?: boolean;
  type?: "text" | "email" | "tel";
  autocomplete?: "off" | "name" | "email" | "tel";
  longest: number;
  rows?: number;
}

export function Field(props: Props): JSX.Element {
  const {
    name,
    label,
    value,
    onChange,
    fault,
    hint,
    optional,
    type = "text",
    autocomplete = "off",
    longest,
    rows,
  } = props;
  const id = `intake-${name}`;
  const described = [fault && `${id}-fault`, hint && `${id}-hint`].filter(Boolean).join(" ");
  const shared = {
    class: "input",
    id,
    name,
    value,
    maxLength: longest,
    ...(described ? { "aria-describedby": described } : {}),
    ...(fault ? { "aria-invalid": true } : {}),
    ...(optional ? {} : { "aria-required": true }),
  };
  return (
    <div class="field">
      <label for={id}>
        {label} {optional && <span class="optional">{texts.optional}</span>}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {rows ? (
        <textarea {...shared} rows={rows} onInput={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <input
          {...shared}
          type={type as "text"}
          autocomplete={autocomplete}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}
