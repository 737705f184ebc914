/** A text of the answer, with a place for figures to be put into. */

import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { FieldFindings } from "../findings";
import { useTyped } from "../use-typed";
import type { Finding } from "../wire";
import { isFaulty } from "./field-findings";

/** What was written in last: there a figure goes, where the cursor was. */
export interface AnswerHandle {
  insert: (text: string) => void;
}

interface AnswerFieldProps {
  name: "answer" | "notStated";
  label: string;
  value: string;
  findings: readonly Finding[];
  handle: RefObject<AnswerHandle | null>;
  onInput: (value: string) => void;
  children: ComponentChildren;
}

/** Empty lines around are not part of the text, but are typed on the way to the next paragraph. */
const shaped = (typed: string, value: string): boolean => typed.replace(/^([ \t]*\n)+/, "").trimEnd() === value;

export function AnswerField({ name, label, value, findings, handle, onInput, children }: AnswerFieldProps) {
  const [typed, setTyped] = useTyped(value, shaped);
  const area = useRef<HTMLTextAreaElement>(null);
  const id = `entry-${name}`;
  const take = (text: string): void => {
    setTyped(text);
    onInput(text);
  };
  const insert = (text: string): void => {
    const element = area.current;
    if (!element) return;
    const { selectionStart: from, selectionEnd: to } = element;
    take(`${element.value.slice(0, from)}${text}${element.value.slice(to)}`);
    requestAnimationFrame(() => {
      element.focus();
      element.setSelectionRange(from + text.length, from + text.length);
    });
  };
  // Whoever inserts holds on to this field and not to what it said when it was drawn.
  const newest = useRef(insert);
  newest.current = insert;
  const becomeTarget = (): void => {
    handle.current = { insert: (text) => newest.current(text) };
  };
  useEffect(() => {
    if (name === "answer") becomeTarget();
  }, []);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        ref={area}
        class="input message-input"
        rows={6}
        value={typed}
        aria-invalid={isFaulty(findings)}
        aria-describedby={`${id}-hint ${id}-findings`}
        onFocus={becomeTarget}
        onInput={(event) => take(event.currentTarget.value)}
      />
      <p class="hint" id={`${id}-hint`}>
        {children}
      </p>
      <FieldFindings id={`${id}-findings`} findings={findings} />
    </div>
  );
}
