/** Puts a figure's placeholder into the answer: the facts and promises with the words they stand for now. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ApiError } from "../../api";
import { Icon } from "../../parts/icons";
import { humanWords } from "../../words/labels";
import { roomApi } from "../room-api";
import type { Placeholders } from "../wire";

interface Figure {
  name: string;
  /** What it says now; null while the shop has not stated it. */
  said: string | null;
  /** What it is for. */
  hint: string;
}

const PROMISE_HINTS: Record<string, string> = {
  confirmation: "until a person confirms",
  resolution: "until it is solved",
  update: "between two updates in a dispute",
};

/** "returns.window_days" -> "Returns: window days". */
const humanName = (name: string): string => humanWords(name.replace(".", "/"));

const figuresOf = ({ facts, promises }: Placeholders): Figure[] => [
  ...facts.map(({ name, said, hint }) => ({ name, said, hint: hint ?? "" })),
  ...Object.entries(promises).map(([name, said]) => ({ name, said, hint: PROMISE_HINTS[name] ?? "" })),
];

export function FigurePicker({ onPick }: { onPick: (placeholder: string) => void }) {
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState("");
  const [figures, setFigures] = useState<readonly Figure[]>([]);
  const [fault, setFault] = useState("");
  const toggle = useRef<HTMLButtonElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    search.current?.focus();
    const load = async (): Promise<void> => {
      try {
        setFigures(figuresOf(await roomApi.figures()));
        setFault("");
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        setFault(error.message);
      }
    };
    void load();
  }, [open]);
  const close = (): void => {
    setOpen(false);
    setWords("");
  };
  const pick = (name: string): void => {
    close();
    onPick(`{{ ${name} }}`);
  };
  const wanted = words.toLowerCase().trim();
  const shown = figures.filter(({ name, said, hint }) =>
    `${name} ${humanName(name)} ${said ?? ""} ${hint}`.toLowerCase().includes(wanted),
  );
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
        Insert a figure
      </button>
      {open && (
        <div class="canned-list" id={id}>
          <label class="visually-hidden" for={`${id}-search`}>
            Search figures
          </label>
          <input
            id={`${id}-search`}
            ref={search}
            class="input"
            type="search"
            placeholder="Search figures"
            autocomplete="off"
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              if (shown[0]) pick(shown[0].name);
            }}
          />
          {fault && <p class="fault">{fault}</p>}
          <ul>
            {shown.map((figure) => (
              <li key={figure.name}>
                <button type="button" onClick={() => pick(figure.name)}>
                  <strong>{humanName(figure.name)}</strong>
                  <span class="faint">{[figure.said ?? "not stated yet", figure.hint].filter(Boolean).join(": ")}</span>
                </button>
              </li>
            ))}
          </ul>
          {shown.length === 0 && !fault && (
            <p class="faint">{figures.length === 0 ? "Loading ..." : "No figure fits."}</p>
          )}
        </div>
      )}
    </div>
  );
}
