/** What differs between two texts: words say what was added and removed, colour only repeats it. */

import { counted } from "../words/labels";
import type { DiffLine } from "./wire";

/** Lines around a change that are shown with it. */
const AROUND = 2;

interface DiffViewProps {
  lines: readonly DiffLine[];
  /** Whose lines these are, where two texts are compared. */
  words?: { added: string; removed: string };
}

export function DiffView({ lines, words = { added: "Added", removed: "Removed" } }: DiffViewProps) {
  const groups = grouped(lines);
  if (!groups.some(({ kind }) => kind !== "same")) return <p class="faint">Nothing differs.</p>;
  return (
    <div class="diff">
      {groups.map((group, at) => {
        const key = `${at}:${group.kind}`;
        if (group.kind === "same") {
          return <Same key={key} lines={group.lines} first={at === 0} last={at === groups.length - 1} />;
        }
        const Mark = group.kind === "added" ? "ins" : "del";
        return (
          <div key={key} class={`diff-part diff-${group.kind}`}>
            <p class="diff-label">{words[group.kind]}</p>
            <Mark>
              <Lines lines={group.lines} sign={group.kind === "added" ? "+" : "−"} />
            </Mark>
          </div>
        );
      })}
    </div>
  );
}

interface Group {
  kind: DiffLine["kind"];
  lines: string[];
}

function grouped(lines: readonly DiffLine[]): Group[] {
  const groups: Group[] = [];
  for (const { kind, text } of lines) {
    const last = groups.at(-1);
    if (last?.kind === kind) last.lines.push(text);
    else groups.push({ kind, lines: [text] });
  }
  return groups;
}

/** What stayed: a few lines beside each change, the rest folded away. */
function Same({ lines, first, last }: { lines: readonly string[]; first: boolean; last: boolean }) {
  const head = first ? 0 : AROUND;
  const tail = last ? 0 : AROUND;
  const hidden = lines.slice(head, lines.length - tail);
  if (hidden.length <= 1) return <Lines lines={lines} sign=" " />;
  return (
    <>
      <Lines lines={lines.slice(0, head)} sign=" " />
      <details class="diff-same">
        <summary>{counted(hidden.length, "line")} without a change</summary>
        <Lines lines={hidden} sign=" " />
      </details>
      <Lines lines={tail === 0 ? [] : lines.slice(-tail)} sign=" " />
    </>
  );
}

function Lines({ lines, sign }: { lines: readonly string[]; sign: string }) {
  return (
    <>
      {lines.map((line, at) => (
        <span class="diff-line" key={at}>
          <span class="diff-sign" aria-hidden="true">
            {sign}
          </span>
          {line || " "}
        </span>
      ))}
    </>
  );
}
