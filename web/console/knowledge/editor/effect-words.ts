/** What a draft changes for shoppers, in words, and put together where it changes alike. */

import { counted } from "../../words/labels";
import type { Difference, Effect, EffectKind, Outcome } from "../wire";

/** Questions that went from one answer to the same other one. */
export interface Group {
  questions: Difference[];
  before: Outcome;
  after: Outcome;
}

/** In the order they come, the most asked first. */
export function alike(differences: readonly Difference[]): Group[] {
  const groups = new Map<string, Group>();
  for (const one of differences) {
    const key = JSON.stringify([one.before, one.after]);
    const group = groups.get(key) ?? { questions: [], before: one.before, after: one.after };
    group.questions.push(one);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What was looked at, and how much of it gets another answer. */
export function summaryOf({ compared, counts }: Effect): string {
  const asked = `${counted(compared.asked, "question")} that shoppers asked in the last 90 days`;
  const looked = `Compared: ${asked}, and ${counted(compared.expected, "question")} of questions.yaml.`;
  const changed = counts.now_answered + counts.no_longer + counts.other + counts.text_changed;
  if (changed === 0 && counts.broken === 0) return `${looked} All of them get the answer they get now.`;
  const others = `${changed === 0 ? "None" : changed} would get another answer.`;
  if (counts.broken === 0) return `${looked} ${others}`;
  return `${looked} ${others} ${counts.broken} would no longer be as questions.yaml expects, so a save is refused.`;
}

const HEADINGS: Record<EffectKind, string> = {
  broken: "No longer as questions.yaml expects",
  no_longer: "No longer answered",
  other: "Answered from another entry",
  text_changed: "Answered in other words",
  now_answered: "Now answered",
};

export const headingOf = (kind: EffectKind, count: number): string =>
  `${HEADINGS[kind]}: ${counted(count, "question")}`;

/** Markdown as a person reads it in passing: without stars and addresses, and with the lines of a paragraph in one. */
export function plain(text: string): string {
  return text
    .replaceAll(/\*\*|__/g, "")
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/(?<!\n)\n(?!\n|\s*([-*]|\d+\.)\s)/g, " ");
}
