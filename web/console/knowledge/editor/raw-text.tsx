/** The file as it is written, with its findings by line. */

import { FindingList } from "../findings";
import type { Finding } from "../wire";

interface RawTextProps {
  file: string;
  text: string;
  findings: readonly Finding[];
  onText: (text: string) => void;
}

export function RawText({ file, text, findings, onText }: RawTextProps) {
  const errors = findings.some(({ level }) => level === "error");
  return (
    <div class="field">
      <label for="raw-text">Text of {file}</label>
      <textarea
        id="raw-text"
        class="input raw"
        spellcheck={file.endsWith(".md")}
        rows={Math.min(40, Math.max(12, text.split("\n").length + 1))}
        value={text}
        aria-invalid={errors}
        aria-describedby={findings.length > 0 ? "raw-findings" : undefined}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      {findings.length > 0 && (
        <div id="raw-findings">
          <FindingList findings={findings} place={(finding) => (finding.line ? lineOf(finding.line) : null)} />
        </div>
      )}
    </div>
  );
}

/** Selects a line, which brings it into view. */
function lineOf(line: number): { words: string; go: () => void } {
  return {
    words: `Line ${line}`,
    go: () => selectLine(document.getElementById("raw-text"), line),
  };
}

export function selectLine(area: HTMLElement | null, line: number): void {
  if (!(area instanceof HTMLTextAreaElement)) return;
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
}
