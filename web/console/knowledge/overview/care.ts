/** What about an entry needs an editor's care, in words, and which entry needs it most. */

import { counted } from "../../words/labels";
import type { EntrySummary, Finding } from "../wire";

export interface Care {
  words: string;
  tone: "breached" | "risk";
  weight: number;
}

/** Fewer ratings than this say nothing about an answer. */
const ENOUGH = 5;
const HELPFUL_ENOUGH = 0.6;
const HANDED_OVER_MUCH = 0.3;

/** The share of shoppers who said that it helped; null where nobody said. */
export function helpfulShare({ health }: EntrySummary): number | null {
  const rated = health.helpful + health.unhelpful;
  return rated === 0 ? null : health.helpful / rated;
}

/** What to look at, the gravest first; empty for an entry in good health. */
export function caresOf(entry: EntrySummary, problems: readonly Finding[] = []): Care[] {
  const { health, missing_facts: missing } = entry;
  const found: Care[] = [];
  const errors = problems.filter(({ file, level }) => file === entry.file && level === "error").length;
  if (errors > 0) found.push({ words: counted(errors, "error"), tone: "breached", weight: 1000 });
  if (missing.length > 0) {
    const weight = 20 + health.handed_over;
    found.push({ words: `Waits for ${figureWords(missing, entry.topic)}`, tone: "risk", weight });
  }
  const share = helpfulShare(entry);
  if (share !== null && health.helpful + health.unhelpful >= ENOUGH && share < HELPFUL_ENOUGH) {
    found.push({ words: "Seldom helps", tone: "breached", weight: 40 + health.unhelpful });
  }
  if (health.thin) found.push({ words: "Thin: hard to find", tone: "risk", weight: 30 });
  if (health.alike.length > 0) found.push({ words: `Much like ${health.alike.join(", ")}`, tone: "risk", weight: 15 });
  if (entry.handoff !== "always" && health.answered >= ENOUGH && handedOverShare(entry) > HANDED_OVER_MUCH) {
    found.push({ words: "Often handed over", tone: "risk", weight: 15 + health.handed_over });
  }
  if (health.review_due) found.push({ words: "Review due", tone: "risk", weight: 10 });
  return found.sort((one, other) => other.weight - one.weight);
}

/** The entries that need care most first; among equals the most used. */
export function byCare(entries: readonly EntrySummary[], problems: readonly Finding[]): EntrySummary[] {
  const weight = new Map(
    entries.map((entry) => [entry.id, caresOf(entry, problems).reduce((sum, care) => sum + care.weight, 0)]),
  );
  const of = ({ id }: EntrySummary): number => weight.get(id) ?? 0;
  return [...entries].sort((one, other) => of(other) - of(one) || other.health.answered - one.health.answered);
}

/** The entries by their topics, in the order of the folder. */
export function byTopic(entries: readonly EntrySummary[]): { topic: string; entries: EntrySummary[] }[] {
  const topics = new Map<string, EntrySummary[]>();
  for (const entry of entries) topics.set(entry.topic, [...(topics.get(entry.topic) ?? []), entry]);
  return [...topics].map(([topic, found]) => ({ topic, entries: found }));
}

/** Those whose title, id, source or missing fact has every word. */
export function fitting(entries: readonly EntrySummary[], words: string): EntrySummary[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const all = [entry.title, entry.id, entry.source, ...entry.missing_facts].join(" ").toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
}

/** "a figure: cancel window", without the topic where the entry says it. */
function figureWords(names: readonly string[], topic: string): string {
  const plain = names.map((name) => name.replace(`${topic}.`, "").replaceAll(/[._]/g, " "));
  return `${plain.length === 1 ? "a figure" : "figures"}: ${plain.join(", ")}`;
}

const handedOverShare = ({ health }: EntrySummary): number => health.handed_over / health.answered;
