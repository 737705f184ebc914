/** Picks a canned reply: those for the topic at hand, searchable, inserted where the cursor is. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Icon } from "../parts/icons";
import type { Canned } from "../wire";
import { fitting } from "./canned";

interface CannedPickerProps {
  canned: readonly Canned[];
  topic: string;
  onPick: (text: string) => void;
}

export function CannedPicker({ canned, topic, onPick }: CannedPickerProps) {
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState("");
  const [all, setAll] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    if (open) search.current?.focus();
  }, [open]);
  const { near, far } = fitting(canned, topic, words);
  const listed = all || near.length === 0 ? [...near, ...far] : near;
  const close = (): void => {
    setOpen(false);
    setWords("");
    setAll(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what the button inside has opened
    <div
      class="canned"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        close();
        toggle.current?.focus();
      }}
    >
      <button
        ref={toggle}
        type="button"
        class="button button-quiet button-small"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => (open ? close() : setOpen(true))}
      >
        <Icon name="lines" />
        Canned replies
      </button>
      {open && (
        <div class="canned-list" id={id}>
          <label class="visually-hidden" for={`${id}-search`}>
            Search canned replies
          </label>
          <input
            id={`${id}-search`}
            ref={search}
            class="input"
            type="search"
            placeholder="Search canned replies"
            autocomplete="off"
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
            onKeyDown={(event) => {
              // Enter takes the first, and must not send the form around it.
              if (event.key !== "Enter") return;
              event.preventDefault();
              const first = listed[0];
              if (!first) return;
              close();
              onPick(first.text);
            }}
          />
          <ul>
            {listed.map((reply) => (
              <li key={reply.name}>
                <button
                  type="button"
                  onClick={() => {
                    close();
                    onPick(reply.text);
                  }}
                >
                  <strong>{reply.title}</strong>
                  <span class="faint">{reply.text}</span>
                </button>
              </li>
            ))}
          </ul>
          {listed.length === 0 && <p class="faint">No canned reply fits.</p>}
          {!all && near.length > 0 && far.length > 0 && (
            <button type="button" class="link-button" onClick={() => setAll(true)}>
              Show those for other topics ({far.length})
            </button>
          )}
        </div>
      )}
    </div>
  );
}
