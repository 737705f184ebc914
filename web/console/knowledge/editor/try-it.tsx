/** A shopper's question, tried on what is written here: what would be said, and why. */

import { useState } from "preact/hooks";
import { ApiError } from "../../api";
import { Link } from "../../navigation";
import { filePath } from "../../routes";
import { entryFile } from "../names";
import { roomApi } from "../room-api";
import type { Candidate, Change, Explained } from "../wire";
import { Bubble } from "./bubble";

export function TryIt({ changes }: { changes: readonly Change[] }) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<{ drafted: boolean; why: Explained } | null>(null);
  const [fault, setFault] = useState("");
  const ask = async (): Promise<void> => {
    const asked = text.trim();
    if (!asked || busy) return;
    setBusy(true);
    setFault("");
    try {
      setTold({ drafted: changes.length > 0, why: await roomApi.ask(asked, changes) });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setTold(null);
      setFault(
        error.status === 422 ? "The draft has errors that keep it from being tried. Mend them first." : error.message,
      );
    } finally {
      setBusy(false);
    }
  };
  return (
    <section class="beside-part" aria-labelledby="try-title">
      <h2 id="try-title">Try it</h2>
      <form
        class="try-form"
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <label class="visually-hidden" for="try-text">
          A question, as a shopper types it
        </label>
        <input
          id="try-text"
          class="input"
          autocomplete="off"
          maxLength={2000}
          placeholder="Ask as a shopper would"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="button" aria-disabled={busy || !text.trim()}>
          {busy ? "Asking ..." : "Ask"}
        </button>
      </form>
      <div class="told" aria-live="polite">
        {fault && <p class="fault">{fault}</p>}
        {told && <Told {...told} />}
      </div>
    </section>
  );
}

function Told({ drafted, why }: { drafted: boolean; why: Explained }) {
  const { says, candidates, entries, thresholds, signals } = why;
  const confidence = entries[0]?.confidence ?? 0;
  return (
    <>
      <p>
        <strong>{says.decision}</strong> <span class="faint">{drafted ? "With your draft." : "As it is now."}</span>
      </p>
      {why.replies.map((reply) => (
        <Bubble
          key={reply.html}
          html={reply.html}
          source={reply.source}
          options={reply.options}
          related={reply.entry !== null}
        />
      ))}
      <p>{says.read}</p>
      {says.closest && <p>{says.closest}</p>}
      {says.sureness && <Sureness words={says.sureness} confidence={confidence} thresholds={thresholds} />}
      {signals.length > 0 && (
        <details>
          <summary>Why it is as sure as that</summary>
          <ul class="signals">
            {signals.map(({ name, says: sentence }) => (
              <li key={name}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
      {candidates.length > 1 && <Others candidates={candidates.slice(1, 5)} />}
    </>
  );
}

interface SurenessProps {
  words: string;
  confidence: number;
  thresholds: Explained["thresholds"];
}

/** How sure it is, with the marks from where on it asks back and answers: the words say it, the bar repeats it. */
function Sureness({ words, confidence, thresholds }: SurenessProps) {
  return (
    <div class="sureness">
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect class="sureness-rail" width="100" height="8" />
        <rect class="sureness-bar" width={100 * confidence} height="8" />
        {[thresholds.clarify, thresholds.answer].map((threshold) => (
          <g key={threshold}>
            <rect class="sureness-gap" x={100 * threshold - 0.9} width="1.8" height="8" />
            <rect class="sureness-mark" x={100 * threshold - 0.3} width="0.6" height="8" />
          </g>
        ))}
      </svg>
      <p>{words}</p>
    </div>
  );
}

function Others({ candidates }: { candidates: readonly Candidate[] }) {
  return (
    <details>
      <summary>What else came close</summary>
      <ol class="signals">
        {candidates.map(({ id, title, confidence, phrasing }) => (
          <li key={id}>
            <Link to={filePath(entryFile(id))}>{title}</Link>, {percent(confidence)}: "{phrasing}"
          </li>
        ))}
      </ol>
    </details>
  );
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;
