/** What saving this draft would change for shoppers: asked for on demand, told in words, what breaks first. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../../api";
import { Link } from "../../navigation";
import { filePath } from "../../routes";
import { counted } from "../../words/labels";
import { useOverview } from "../context";
import { errorsOf, FindingList } from "../findings";
import { entryFile } from "../names";
import { roomApi } from "../room-api";
import type { Change, Effect, EffectKind, Finding, Outcome, Room } from "../wire";
import { alike, type Group, headingOf, plain, summaryOf } from "./effect-words";

const KINDS: readonly EffectKind[] = ["broken", "no_longer", "other", "text_changed", "now_answered"];
/** Questions of a group that are shown at once; the others open. */
const SHOWN = 3;

interface EffectPanelProps {
  changes: readonly Change[];
  onClose: () => void;
}

/** Asks once, when it is put on the page. While the server compares, whoever writes goes on writing. */
export function EffectPanel({ changes, onClose }: EffectPanelProps) {
  const asked = useRef(changes);
  const heading = useRef<HTMLHeadingElement>(null);
  const [found, setFound] = useState<Effect | null>(null);
  const [fault, setFault] = useState<{ message: string; findings: readonly Finding[] } | null>(null);
  const compare = async (): Promise<void> => {
    asked.current = changes;
    setFound(null);
    setFault(null);
    try {
      setFound(await roomApi.effect(changes));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const told = (error.body ?? {}) as { findings?: Finding[] };
      setFault({ message: error.message, findings: errorsOf(told.findings ?? []) });
    }
  };
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest("section")?.scrollIntoView({ block: "start" });
    void compare();
  }, []);
  const busy = !found && !fault;
  const stale = !busy && textsOf(asked.current) !== textsOf(changes);
  return (
    <section class="effect" aria-labelledby="effect-title" aria-busy={busy}>
      <div class="effect-top">
        <h2 id="effect-title" tabIndex={-1} ref={heading}>
          What would change for shoppers
        </h2>
        <button type="button" class="link-button" onClick={onClose}>
          Close
        </button>
      </div>
      <div role="status">
        {busy && (
          <p class="faint">
            Asking your draft what shoppers asked in the last 90 days. This can take a minute; you can go on writing.
          </p>
        )}
        {found && <p>{summaryOf(found)}</p>}
        {fault && <p class="fault">{fault.message}</p>}
      </div>
      {fault && <FindingList findings={fault.findings} />}
      {stale && <p class="faint">You have written on since then.</p>}
      {(stale || fault) && (
        <p>
          <button type="button" class="button" onClick={() => void compare()}>
            Look again
          </button>
        </p>
      )}
      {found && KINDS.map((kind) => <Kind key={kind} kind={kind} found={found} />)}
    </section>
  );
}

const textsOf = (changes: readonly Change[]): string => JSON.stringify(changes.map(({ file, text }) => [file, text]));

function Kind({ kind, found }: { kind: EffectKind; found: Effect }) {
  const room = useOverview();
  // What breaks stands first, and not a second time.
  const shown = found[kind].filter(({ breaks }) => breaks === (kind === "broken"));
  if (shown.length === 0) return null;
  const count = kind === "broken" ? found.counts.broken : found.counts[kind] - (found[kind].length - shown.length);
  return (
    <section class="effect-kind" aria-labelledby={`effect-${kind}`}>
      <h3 id={`effect-${kind}`}>{headingOf(kind, count)}</h3>
      <ul class="effect-groups">
        {alike(shown).map((group) => (
          <li key={group.questions[0]?.question} class="effect-group">
            <Questions questions={group.questions} room={kind === "broken" ? room : null} />
            <div class="effect-sides">
              <Side name="Before" outcome={group.before} />
              <Side name="After" outcome={group.after} />
            </div>
          </li>
        ))}
      </ul>
      {count > shown.length && <p class="faint">And {count - shown.length} more, each asked less often.</p>}
    </section>
  );
}

/** The room is there to say what was expected. */
function Questions({ questions, room }: { questions: Group["questions"]; room: Room | null }) {
  const line = ({ question, times, expected }: Group["questions"][number]) => (
    <li key={question}>
      <q>{question}</q>
      {times > 1 && <span class="faint"> asked {times} times</span>}
      {room && expected && (
        <span class="faint"> should find {expected.map((id) => titleOf(room, id)).join(" and ")}</span>
      )}
    </li>
  );
  const rest = questions.slice(SHOWN);
  return (
    <>
      <ul class="effect-questions">{questions.slice(0, SHOWN).map(line)}</ul>
      {rest.length > 0 && (
        <details>
          <summary>{counted(rest.length, "more question")} with the same answer</summary>
          <ul class="effect-questions">{rest.map(line)}</ul>
        </details>
      )}
    </>
  );
}

const titleOf = (room: Room, id: string): string =>
  id === "none" ? "no entry" : (room.entries.find((entry) => entry.id === id)?.title ?? id);

function Side({ name, outcome }: { name: string; outcome: Outcome }) {
  const { entries, stated, text } = outcome;
  return (
    <div>
      <h4>{name}</h4>
      {entries.length === 0 && <p>{outcome.decision === "clarify" ? "It asks back." : "It has no answer."}</p>}
      {entries.length > 0 && (
        <p>
          {outcome.decision === "hand_off" && "To a person: "}
          {entries.map(({ id, title }, at) => (
            <span key={id}>
              {at > 0 && " and "}
              <Link to={filePath(entryFile(id))}>{title}</Link>
            </span>
          ))}
        </p>
      )}
      {entries.length > 0 && !stated && <p class="faint">A figure is missing, so this is no full answer.</p>}
      {text && <p class="effect-text">{plain(text)}</p>}
    </div>
  );
}
