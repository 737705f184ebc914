/** Findings of the check, each with the way to its place. */

import { Link } from "../navigation";
import { Icon } from "../parts/icons";
import { filePath } from "../routes";
import type { Finding } from "./wire";

interface FindingListProps {
  findings: readonly Finding[];
  /** Of the open file: where a finding belongs to, in words, and how to get there. */
  place?: (finding: Finding) => { words: string; go: () => void } | null;
}

export function FindingList({ findings, place }: FindingListProps) {
  if (findings.length === 0) return null;
  return (
    <ol class="findings">
      {findings.map((finding) => (
        <li class="finding" key={keyOf(finding)}>
          <FindingLine finding={finding}>
            <Place finding={finding} place={place} />
          </FindingLine>
        </li>
      ))}
    </ol>
  );
}

/** What is wrong and what to do, at the field it is about. */
export function FieldFindings({ id, findings }: { id: string; findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul class="field-findings" id={id}>
      {findings.map((finding) => (
        <li key={keyOf(finding)}>
          <FindingLine finding={finding} />
        </li>
      ))}
    </ul>
  );
}

function FindingLine({ finding, children }: { finding: Finding; children?: preact.ComponentChildren }) {
  const error = finding.level === "error";
  return (
    <>
      <p class={`promise ${error ? "tone-breached" : "tone-risk"}`}>
        <Icon name={error ? "alert" : "clock"} />
        <span>
          <strong>{error ? "Error: " : "Warning: "}</strong>
          {finding.message}
        </span>
      </p>
      {finding.mend && <p class="mend">To mend it, {finding.mend}.</p>}
      {children && <p class="finding-place">{children}</p>}
    </>
  );
}

function Place({ finding, place }: { finding: Finding; place: FindingListProps["place"] }) {
  const within = place?.(finding);
  if (within) {
    return (
      <button type="button" class="link-button" onClick={within.go}>
        {within.words}
      </button>
    );
  }
  const words = finding.line ? `${finding.file}, line ${finding.line}` : finding.file;
  return isFile(finding.file) ? <Link to={filePath(finding.file, finding.line)}>{words}</Link> : <span>{words}</span>;
}

const isFile = (file: string): boolean => /\.(md|ya?ml)$/.test(file);

export const keyOf = ({ file, line, level, message }: Finding): string => `${file}:${line}:${level}:${message}`;

/** What keeps a text from being used; the rest is only worth a look. */
export const errorsOf = (findings: readonly Finding[]): Finding[] => findings.filter(({ level }) => level === "error");

/** Each finding once, though several checks may tell it. */
export function once(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [keyOf(finding), finding])).values()];
}
