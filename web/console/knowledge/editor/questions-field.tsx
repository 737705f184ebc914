/** How shoppers ask it: one field each. Enter begins the next, Backspace in an empty one ends it, pasted lines part. */

import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../../parts/icons";
import { FieldFindings } from "../findings";
import { useTyped } from "../use-typed";
import type { Finding } from "../wire";
import { isFaulty } from "./field-findings";

interface QuestionsFieldProps {
  questions: readonly string[];
  findings: readonly Finding[];
  /** By the question's place, from 0. */
  itemFindings: ReadonlyMap<number, readonly Finding[]>;
  onChange: (questions: string[]) => void;
}

/** What the typed rows mean: an empty one is only on its way. */
const meant = (rows: readonly string[]): string[] => rows.map((row) => row.trim()).filter(Boolean);

const same = (rows: readonly string[], questions: readonly string[]): boolean =>
  JSON.stringify(meant(rows)) === JSON.stringify(questions);

export function QuestionsField({ questions, findings, itemFindings, onChange }: QuestionsFieldProps) {
  const [rows, setRows] = useTyped<readonly string[]>(questions, same);
  const list = useRef<HTMLOListElement>(null);
  const next = useRef<number | null>(null);
  useLayoutEffect(() => {
    // Before the next key, which whoever types fast means for the new row.
    if (next.current !== null) list.current?.querySelectorAll("input")[Math.max(next.current, 0)]?.focus();
    next.current = null;
  });
  const take = (changed: readonly string[], focus: number | null = null): void => {
    setRows(changed);
    onChange(meant(changed));
    next.current = focus;
  };
  const changed = (at: number, text: string): void => take(rows.map((row, place) => (place === at ? text : row)));
  const begin = (at: number): void => take([...rows.slice(0, at), "", ...rows.slice(at)], at);
  const end = (at: number): void =>
    take(
      rows.filter((_, place) => place !== at),
      at - 1,
    );
  const paste = (at: number, event: ClipboardEvent): void => {
    const lines = meant((event.clipboardData?.getData("text") ?? "").split(/\r?\n/));
    if (lines.length < 2) return;
    event.preventDefault();
    take([...rows.slice(0, at), ...(rows[at]?.trim() ? [rows[at]] : []), ...lines, ...rows.slice(at + 1)], at);
  };
  const keys = (at: number, event: KeyboardEvent & { currentTarget: HTMLInputElement }): void => {
    const fields = list.current?.querySelectorAll("input") ?? [];
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      begin(at + 1);
    } else if (event.key === "Backspace" && event.currentTarget.value === "" && rows.length > 1) {
      event.preventDefault();
      end(at);
    } else if (event.key === "ArrowDown") fields[at + 1]?.focus();
    else if (event.key === "ArrowUp") fields[at - 1]?.focus();
  };
  // A finding counts written questions, a row may be empty.
  let written = -1;
  return (
    <fieldset class="field" id="entry-questions" tabIndex={-1} aria-describedby="entry-questions-hint">
      <legend>
        How shoppers ask it <span class="count">{meant(rows).length}</span>
      </legend>
      <p class="hint" id="entry-questions-hint">
        As they type: short, chatty, angry, misspelled. Fifteen that differ help more than fifty that swap a word. Enter
        begins the next one.
      </p>
      <FieldFindings id="entry-questions-findings" findings={findings} />
      <ol class="questions" ref={list}>
        {rows.map((row, at) => {
          if (row.trim()) written += 1;
          const found = row.trim() ? (itemFindings.get(written) ?? []) : [];
          return (
            <li key={at}>
              <div class="question">
                <input
                  id={`question-${row.trim() ? written : `new-${at}`}`}
                  class="input"
                  autocomplete="off"
                  value={row}
                  aria-label={`Question ${at + 1}`}
                  aria-invalid={isFaulty(found)}
                  aria-describedby={found.length > 0 ? `question-${at}-findings` : undefined}
                  onInput={(event) => changed(at, event.currentTarget.value)}
                  onPaste={(event) => paste(at, event)}
                  onKeyDown={(event) => keys(at, event)}
                />
                <button
                  type="button"
                  class="icon-button"
                  aria-label={`Remove question ${at + 1}${row.trim() ? `: ${row.trim()}` : ""}`}
                  onClick={() => end(at)}
                >
                  <Icon name="close" />
                </button>
              </div>
              <FieldFindings id={`question-${at}-findings`} findings={found} />
            </li>
          );
        })}
      </ol>
      <p>
        <button type="button" class="button button-small" onClick={() => begin(rows.length)}>
          Add a question
        </button>
      </p>
    </fieldset>
  );
}
