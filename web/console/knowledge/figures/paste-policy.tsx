/** A policy as it was pasted, and beside it what becomes of it: numbered sections, to look at before anything is saved. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../../api";
import { counted } from "../../words/labels";
import { slug } from "../names";
import { describedBy, Fault } from "./fault";
import { figuresApi } from "./figures-api";
import type { NewPolicy } from "./forms";
import { markdownOf } from "./pasted";
import type { Arranged } from "./wire";

interface PastePolicyProps {
  /** Empty for one that is new. */
  name: string;
  policy: NewPolicy | null;
  /** Names that there are already. */
  taken: readonly string[];
  onDone: (name: string, policy: NewPolicy) => void;
  onCancel: () => void;
}

const AFTER_TYPING_MS = 300;
const TITLES = ["Shipping Policy", "Refund Policy", "Privacy Policy"];

export function PastePolicy({ name: known, policy, taken, onDone, onCancel }: PastePolicyProps) {
  const [title, setTitle] = useState(policy?.title ?? "");
  const [text, setText] = useState(policy?.text ?? "");
  const [tried, setTried] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const { arranged, current, fault } = useArranged(text, title);
  useEffect(() => box.current?.focus(), []);
  const shownTitle = title || arranged?.title || "";
  const name = known || arranged?.name || slug(shownTitle);
  const faults = {
    title: shownTitle ? "" : "Give it a title, such as Shipping Policy.",
    text: text.trim() ? (arranged?.findings[0]?.message ?? "") : "Paste the text of the policy.",
    name:
      !known && taken.includes(name) ? `There is a policy called ${name} already: give this one another title.` : "",
  };
  const wrong = Object.values(faults).some(Boolean);
  const done = (): void => {
    setTried(true);
    if (wrong || !arranged || !current) return;
    onDone(name, { title: shownTitle, text, markdown: arranged.markdown });
  };
  const shown = (field: keyof typeof faults): string | undefined =>
    tried || text ? faults[field] || undefined : undefined;
  return (
    <section class="paste" aria-label={policy ? `Edit ${policy.title}` : "Paste a policy"}>
      <div class="paste-text">
        <div class="field">
          <label for="paste-title">Title</label>
          <input
            id="paste-title"
            class="input"
            list="paste-titles"
            autocomplete="off"
            maxLength={120}
            placeholder={arranged?.title || "Shipping Policy"}
            value={title}
            aria-invalid={Boolean(shown("title") || shown("name"))}
            aria-describedby={describedBy("paste-title-fault", "paste-name-fault")}
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
          <datalist id="paste-titles">
            {TITLES.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
          <Fault id="paste-title-fault" text={shown("title")} />
          <Fault id="paste-name-fault" text={shown("name")} />
        </div>
        <div class="field">
          <label for="paste-text">Text, from your website or a document</label>
          <textarea
            ref={box}
            id="paste-text"
            class="input paste-box"
            rows={14}
            value={text}
            aria-invalid={Boolean(shown("text"))}
            aria-describedby={describedBy("paste-rules", "paste-text-fault")}
            onPaste={(event) => {
              const markdown = markdownOf(event.clipboardData?.getData("text/html") ?? "");
              if (!markdown) return;
              event.preventDefault();
              insertAtCursor(event.currentTarget, markdown);
              setText(event.currentTarget.value);
            }}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <Fault id="paste-text-fault" text={shown("text")} />
          <p class="hint" id="paste-rules">
            A line that begins with ## is a heading. If none does, numbered lines such as "1. Returns" are; or else
            short lines that have text below them.
          </p>
          {arranged && arranged.markdown !== text && (
            <p>
              <button type="button" class="link-button" onClick={() => setText(arranged.markdown)}>
                Put the sections into the box, to edit them there
              </button>
            </p>
          )}
        </div>
      </div>
      <div class="paste-shown">
        <p role="status" class="hint">
          {fault ?? (arranged?.markdown ? `${counted(arranged.sections.length, "section")} found.` : "")}
        </p>
        {arranged?.markdown && (
          <div class="section-text">
            <h3>{shownTitle}</h3>
            <div dangerouslySetInnerHTML={{ __html: arranged.intro_html }} />
            {arranged.sections.map((section) => (
              <div key={section.number}>
                <h4>
                  {section.number}. {section.title}
                </h4>
                <div dangerouslySetInnerHTML={{ __html: section.html }} />
              </div>
            ))}
          </div>
        )}
      </div>
      <p class="actions">
        <button type="button" class="button" aria-disabled={!current} onClick={done}>
          {policy ? "Take this text" : "Add this policy"}
        </button>
        <button type="button" class="link-button" onClick={onCancel}>
          Cancel
        </button>
        <span class="hint">Nothing is saved yet.</span>
      </p>
    </section>
  );
}

/** What becomes of the text, asked for a moment after the last keystroke; `current` once it is of this very text. */
function useArranged(
  text: string,
  title: string,
): { arranged: Arranged | null; current: boolean; fault: string | null } {
  const [found, setFound] = useState<{ of: string; arranged: Arranged } | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const of = `${title}\n${text}`;
  useEffect(() => {
    let wanted = true;
    const look = async (): Promise<void> => {
      try {
        const arranged = await figuresApi.arrange(text, title);
        if (!wanted) return;
        setFound({ of, arranged });
        setFault(null);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (wanted) setFault(error.message);
      }
    };
    const timer = setTimeout(() => void look(), AFTER_TYPING_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [of]);
  return { arranged: found?.arranged ?? null, current: found?.of === of, fault };
}

function insertAtCursor(box: HTMLTextAreaElement, text: string): void {
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
}
