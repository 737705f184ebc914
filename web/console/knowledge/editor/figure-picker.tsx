/** Puts a figure's placeholder into the answer: the facts and promises with the words they stand for now. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ApiError } from "../../api";
import { Icon } from "../../parts/icons";
import { roomApi } from "../room-api";
import type { Fact } from "../wire";

interface Figure {
  name: string;
  said: string | null;
}

const PROMISES: readonly { name: string; means: string }[] = [
  { name: "confirmation", means: "the promised time until a person confirms" },
  { name: "resolution", means: "the promised time until it is solved" },
  { name: "update", means: "how often news are promised in a dispute" },
];

export function FigurePicker({ onPick }: { onPick: (placeholder: string) => void }) {
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState("");
  const [facts, setFacts] = useState<readonly Fact[] | null>(null);
  const [fault, setFault] = useState("");
  const toggle = useRef<HTMLButtonElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    search.current?.focus();
    const load = async (): Promise<void> => {
      try {
        setFacts((await roomApi.figures()).facts);
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
  const fits = (text: string): boolean => text.toLowerCase().includes(wanted);
  const shownFacts = (facts ?? []).filter(({ name, said, hint }) => fits(`${name} ${said ?? ""} ${hint ?? ""}`));
  const shownPromises = PROMISES.filter(({ name, means }) => fits(`${name} ${means}`));
  const first = shownFacts[0]?.name ?? shownPromises[0]?.name;
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
              if (first) pick(first);
            }}
          />
          {fault && <p class="fault">{fault}</p>}
          <ul>
            {shownFacts.map((fact) => (
              <Row key={fact.name} figure={fact} hint={fact.hint ?? ""} onPick={pick} />
            ))}
            {shownPromises.map(({ name, means }) => (
              <Row key={name} figure={{ name, said: means }} hint="" onPick={pick} />
            ))}
          </ul>
          {!first && <p class="faint">No figure fits.</p>}
        </div>
      )}
    </div>
  );
}

function Row({ figure, hint, onPick }: { figure: Figure; hint: string; onPick: (name: string) => void }) {
  return (
    <li>
      <button type="button" onClick={() => onPick(figure.name)}>
        <strong>{figure.name}</strong>
        <span class="faint">
          {figure.said ?? "not stated yet"}
          {hint && !figure.said && `: ${hint}`}
        </span>
      </button>
    </li>
  );
}
