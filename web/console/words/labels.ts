/** The words on labels: steps, kinds, endings, reasons. */

import type { Kind, Role, Step, Waiting } from "../wire";

export const STEPS: readonly { step: Step; label: string }[] = [
  { step: "received", label: "Receipt" },
  { step: "verifying", label: "Verification" },
  { step: "proposing", label: "Solution" },
  { step: "executing", label: "Execution" },
  { step: "following_up", label: "Follow-up" },
];

const STEP_WORDS: Record<Step, string> = {
  received: "Received",
  verifying: "Verifying",
  proposing: "Proposing",
  executing: "Executing",
  following_up: "Following up",
  closed: "Closed",
};

const KIND_WORDS: Record<Kind, string> = { general: "General", complex: "Complex" };
const ROLE_WORDS: Record<Role, string> = { agent: "Agent", editor: "Editor", lead: "Lead" };

export const stepWords = (step: Step): string => STEP_WORDS[step] ?? step;
export const kindWords = (kind: Kind): string => KIND_WORDS[kind] ?? kind;
export const roleWords = (role: Role): string => ROLE_WORDS[role] ?? role;

export const waitingWords = (waiting: Waiting): string =>
  waiting.for === "consent" ? "for the shopper's consent" : "for the shopper's answer";

/** "no_answer" -> "No answer"; "returns/start" -> "Returns: start". For words that the server keeps as identifiers. */
export function humanWords(identifier: string): string {
  const words = identifier.replaceAll(/[_-]/g, " ").replace("/", ": ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "1 ticket", "3 tickets". */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
