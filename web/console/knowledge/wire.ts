/** What the server tells editors: the shapes of /api/v1/knowledge. */

import type { KnowledgeProblem } from "../wire";

export type Finding = KnowledgeProblem;
export type EntryKind = "general" | "complex";
export type HandoffRule = "never" | "offer" | "always";

export interface Health {
  /** How often it was said within the period. */
  answered: number;
  helpful: number;
  unhelpful: number;
  handed_over: number;
  /** Too few or too narrow questions to be found. */
  thin: boolean;
  review_due: boolean;
  /** Entries that its questions could be taken for. */
  alike: string[];
}

export interface EntrySummary {
  id: string;
  topic: string;
  title: string;
  file: string;
  kind: EntryKind;
  handoff: HandoffRule;
  source: string | null;
  review_by: string | null;
  questions: number;
  missing_facts: string[];
  health: Health;
}

export interface Section {
  ref: string;
  title: string;
}

export interface Room {
  fingerprint: string;
  /** False while the last save of the folder has errors: then the one before it is in use. */
  in_use: boolean;
  problems: Finding[];
  period_days: number;
  entries: EntrySummary[];
  policies: { name: string; title: string; file: string; sections: Section[] }[];
  other_files: { file: string; title: string }[];
}

/** A file as it lies in the folder. */
export interface StoredFile {
  file: string;
  text: string;
  hash: string;
  saved_at: string | null;
  saved_by: string | null;
}

/** The section an answer rests on; `title` is the policy's. */
export interface SourceLine {
  policy: string;
  section: number | string;
  title: string;
}

export interface Preview {
  title: string;
  html: string;
  /** What is said while a fact is missing; null where no fact is quoted. */
  html_without_facts: string | null;
  source: SourceLine | null;
  options: string[];
  questions: string[];
  findings: Finding[];
}

/** `text` null deletes the file; `base` is the hash the editor started from, null for a new file. */
export interface Change {
  file: string;
  text: string | null;
  base: string | null;
}

export interface Saved {
  files: { file: string; hash: string | null }[];
  versions: string[];
  findings: Finding[];
}

/** A file that changed underneath; `text` and `hash` are null where somebody deleted it. */
export interface Theirs {
  file: string;
  text: string | null;
  hash: string | null;
  saved_at: string | null;
  saved_by: string | null;
}

export interface Candidate {
  id: string;
  title: string;
  confidence: number;
  phrasing: string;
}

export interface Signal {
  name: string;
  value: number;
  says: string;
}

export interface SaidReply {
  html: string;
  entry: string | null;
  source: SourceLine | null;
  options: string[];
  handoff: HandoffRule | null;
}

export interface Explained {
  decision: "answer" | "clarify" | "hand_off" | "no_match";
  kind: EntryKind;
  reason: string;
  /** The same in plain sentences; empty where there is nothing to tell. */
  says: { read: string; decision: string; closest: string; sureness: string };
  /** The question as it was read. */
  read: string;
  repaired: [was: string, now: string][];
  candidates: Candidate[];
  signals: Signal[];
  thresholds: { answer: number; clarify: number };
  entries: { id: string; confidence: number }[];
  replies: SaidReply[];
}

/** What a question leads to. `text` is what its entries say; `stated` is false while one of them waits for a fact. */
export interface Outcome {
  decision: Explained["decision"];
  entries: { id: string; title: string }[];
  stated: boolean;
  text: string;
}

export type EffectKind = "now_answered" | "no_longer" | "other" | "text_changed" | "broken";

/** A question that gets another answer, or an expectation of questions.yaml that is met no more. */
export interface Difference {
  question: string;
  /** How many shoppers asked it; 0 for an expectation. */
  times: number;
  /** Ids, or "none"; null for a question of shoppers. */
  expected: string[] | null;
  breaks: boolean;
  before: Outcome;
  after: Outcome;
}

/** What changes do to the answers: how many questions, and of each kind the first fifty. */
export interface Effect extends Record<EffectKind, Difference[]> {
  compared: { asked: number; expected: number };
  counts: Record<EffectKind, number>;
}

export interface Version {
  id: string;
  file: string;
  at: string;
  by: { kind: "user" | "file"; name: string | null };
  note: string | null;
  deleted: boolean;
  added: number;
  removed: number;
}

export interface VersionPage {
  versions: Version[];
  next: string | null;
}

export interface DiffLine {
  kind: "same" | "added" | "removed";
  text: string;
}

export interface VersionText {
  id: string;
  file: string;
  at: string;
  by: Version["by"];
  note: string | null;
  text: string | null;
  before: string | null;
  diff: DiffLine[];
}

export interface Gap {
  id: string;
  count: number;
  reasons: { unanswered: number; unhelpful: number; handed_over: number };
  /** What shoppers wrote, without what could name them. */
  examples: string[];
  nearest: { id: string; title: string; confidence: number } | null;
  missing_fact: string | null;
  /** It reads like no matter of a shop: weather, banking, chit-chat. */
  off_topic: boolean;
  last_at: string;
}

export interface Gaps {
  period_days: number;
  asked: number;
  in_vain: number;
  gaps: Gap[];
  /** Gaps beyond those listed, each wanted less. */
  more: number;
}

export interface Fact {
  name: string;
  /** As a placeholder says it; null while the shop has not said. */
  said: string | null;
  hint: string | null;
}

/** What the editor needs of the figures: the words that placeholders stand for. */
export interface Placeholders {
  facts: Fact[];
  /** What the promises say, by name: "2-3 business days". */
  promises: Record<string, string>;
}
