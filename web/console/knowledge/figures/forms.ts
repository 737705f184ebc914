/** The forms for the figures: what was typed, what of it differs from what lies in the folder, and in which order. Pure. */

import { counted } from "../../words/labels";
import type { Fact, Figures, Peak, PeakForm, SentForms } from "./wire";

export interface FactForm {
  value: string;
  /** A section, "shipping#1"; empty for "in no policy". */
  source: string;
}

/** A policy that was pasted and is not saved yet. */
export interface NewPolicy {
  title: string;
  /** What stands in the box. */
  text: string;
  /** What is saved: the same in numbered sections. */
  markdown: string;
}

/** What was touched. The rest is as it lies in the folder. */
export interface Forms {
  facts: Readonly<Record<string, FactForm>>;
  peaks: readonly PeakForm[] | null;
  closed: readonly string[] | null;
  policies: Readonly<Record<string, NewPolicy>>;
}

/** What lay in the folder when somebody began to type there. */
export interface Seen {
  facts: Readonly<Record<string, FactForm>>;
  peaks: readonly PeakForm[] | null;
  closed: readonly string[] | null;
}

export interface Draft {
  forms: Forms;
  seen: Seen;
}

export const UNTOUCHED: Draft = {
  forms: { facts: {}, peaks: null, closed: null, policies: {} },
  seen: { facts: {}, peaks: null, closed: null },
};

export const storedFact = (fact: Fact): FactForm => ({ value: fact.said ?? "", source: fact.source ?? "" });

export const storedPeaks = (peaks: readonly Peak[]): PeakForm[] =>
  peaks.map((peak) => ({ ...peak, extra_business_days: String(peak.extra_business_days) }));

export const factForm = (forms: Forms, fact: Fact): FactForm => forms.facts[fact.name] ?? storedFact(fact);

export const peakForms = (forms: Forms, stored: Figures): readonly PeakForm[] =>
  forms.peaks ?? storedPeaks(stored.peaks);

export const closedDays = (forms: Forms, stored: Figures): readonly string[] => forms.closed ?? stored.calendar.closed;

export function withFact({ forms, seen }: Draft, fact: Fact, typed: FactForm): Draft {
  const stored = storedFact(fact);
  if (same(typed, stored)) {
    return {
      forms: { ...forms, facts: without(forms.facts, fact.name) },
      seen: { ...seen, facts: without(seen.facts, fact.name) },
    };
  }
  return {
    forms: { ...forms, facts: { ...forms.facts, [fact.name]: typed } },
    seen: { ...seen, facts: { [fact.name]: stored, ...seen.facts } },
  };
}

export function withPeaks({ forms, seen }: Draft, stored: Figures, typed: readonly PeakForm[]): Draft {
  const before = storedPeaks(stored.peaks);
  const peaks = same(typed, before) ? null : typed;
  return { forms: { ...forms, peaks }, seen: { ...seen, peaks: peaks && (seen.peaks ?? before) } };
}

export function withClosed({ forms, seen }: Draft, stored: Figures, typed: readonly string[]): Draft {
  const days = [...new Set(typed)].sort();
  const closed = same(days, stored.calendar.closed) ? null : days;
  return { forms: { ...forms, closed }, seen: { ...seen, closed: closed && (seen.closed ?? stored.calendar.closed) } };
}

/** A new policy, another text for it, or (null) none after all: then no fact can come from it. */
export function withPolicy({ forms, seen }: Draft, name: string, policy: NewPolicy | null): Draft {
  if (policy) return { forms: { ...forms, policies: { ...forms.policies, [name]: policy } }, seen };
  const facts = Object.entries(forms.facts).map(
    ([fact, form]) => [fact, form.source.startsWith(`${name}#`) ? { ...form, source: "" } : form] as const,
  );
  return {
    forms: { ...forms, facts: Object.fromEntries(facts), policies: without(forms.policies, name) },
    seen,
  };
}

/**
 * The draft against what lies in the folder now. What has come to be as typed is no draft any more; what somebody else
 * changed since the typing began is told, field by field.
 */
export function rebased(draft: Draft, stored: Figures): { draft: Draft; overtaken: string[] } {
  let result: Draft = draft;
  const overtaken: string[] = [];
  for (const fact of stored.facts) {
    const typed = draft.forms.facts[fact.name];
    if (!typed) continue;
    if (same(typed, storedFact(fact))) result = withFact(result, fact, typed);
    else if (!same(draft.seen.facts[fact.name], storedFact(fact))) overtaken.push(`facts.${fact.name}`);
  }
  const known = new Set(stored.facts.map(({ name }) => name));
  for (const name of Object.keys(draft.forms.facts)) {
    if (!known.has(name)) result = { ...result, forms: { ...result.forms, facts: without(result.forms.facts, name) } };
  }
  if (draft.forms.peaks) {
    result = withPeaks(result, stored, draft.forms.peaks);
    if (result.forms.peaks && !same(draft.seen.peaks, storedPeaks(stored.peaks))) overtaken.push("peaks");
  }
  if (draft.forms.closed) {
    result = withClosed(result, stored, draft.forms.closed);
    if (result.forms.closed && !same(draft.seen.closed, stored.calendar.closed)) overtaken.push("closed");
  }
  return { draft: result, overtaken };
}

export const isTouched = ({ facts, peaks, closed, policies }: Forms): boolean =>
  Object.keys(facts).length > 0 || peaks !== null || closed !== null || Object.keys(policies).length > 0;

export function sent({ facts, peaks, closed, policies }: Forms): SentForms {
  return {
    facts: Object.fromEntries(
      Object.entries(facts).map(([name, { value, source }]) => [name, { value, source: source || null }]),
    ),
    ...(peaks && { peaks: [...peaks] }),
    ...(closed && { closed: [...closed] }),
    policies: Object.fromEntries(Object.entries(policies).map(([name, { markdown }]) => [name, markdown])),
  };
}

/** "2 facts, the peaks and 1 policy". */
export function touchedWords({ facts, peaks, closed, policies }: Forms): string {
  const [some, added] = [Object.keys(facts).length, Object.keys(policies).length];
  const parts = [
    some > 0 && counted(some, "fact"),
    peaks && "the peaks",
    closed && "the days off",
    added > 0 && counted(added, "new policy", "new policies"),
  ].filter((part): part is string => Boolean(part));
  const last = parts.pop() ?? "";
  return parts.length > 0 ? `${parts.join(", ")} and ${last}` : last;
}

export interface Progress {
  filled: number;
  /** With what was typed. */
  soon: number;
  all: number;
}

export function progress(stored: Figures, forms: Forms): Progress {
  const filled = stored.facts.filter(({ said }) => said !== null).length;
  const soon = stored.facts.filter((fact) => factForm(forms, fact).value.trim() !== "").length;
  return { filled, soon, all: stored.facts.length };
}

export interface Topic {
  name: string;
  facts: readonly Fact[];
}

const TOPICS = ["orders", "shipping", "products", "returns", "refunds", "payments"];

/** The facts by topic, in each the empty ones first, and of these the most wanted. */
export function byTopic(facts: readonly Fact[]): Topic[] {
  const topics = new Map<string, Fact[]>(TOPICS.map((topic) => [topic, []]));
  for (const fact of facts) {
    const topic = fact.name.split(".")[0] as string;
    topics.set(topic, [...(topics.get(topic) ?? []), fact]);
  }
  return [...topics]
    .filter(([, some]) => some.length > 0)
    .map(([name, some]) => ({ name, facts: [...some].sort(byWant) }));
}

/** The empty facts that most chats were handed over for. */
export const mostWanted = (facts: readonly Fact[], most: number): Fact[] =>
  facts
    .filter(({ said, handovers }) => said === null && handovers > 0)
    .sort(byWant)
    .slice(0, most);

const byWant = (one: Fact, other: Fact): number =>
  Number(one.said !== null) - Number(other.said !== null) || (one.said === null ? other.handovers - one.handovers : 0);

/** "1 entry waits for this; its questions led to 12 handovers in the last 30 days." */
export function turnsOn(fact: Fact, days: number): string {
  const entries = fact.entries.length;
  if (entries === 0) return "No entry quotes this.";
  const waits = fact.said === null ? (entries === 1 ? "waits for" : "wait for") : entries === 1 ? "quotes" : "quote";
  const quoted = `${counted(entries, "entry", "entries")} ${waits} this`;
  if (fact.handovers === 0) return `${quoted}.`;
  const whose = entries === 1 ? "its" : "their";
  return `${quoted}; ${whose} questions led to ${counted(fact.handovers, "handover")} in the last ${days} days.`;
}

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** "Mon to Fri", or "Mon, Wed, Thu". */
export function weekWords(days: readonly string[]): string {
  const places = days.map((day) => WEEK.indexOf(day));
  const names = days.map((day) => day.charAt(0).toUpperCase() + day.slice(1));
  const inARow = places.every((place, at) => at === 0 || place === (places[at - 1] ?? 0) + 1);
  return inARow && days.length > 2 ? `${names[0]} to ${names.at(-1)}` : names.join(", ");
}

/** "shipping.cost" -> "Shipping: cost", for a fact without a sentence. */
export function plainName(name: string): string {
  const [topic = "", ...rest] = name.replaceAll("_", " ").split(".");
  return `${topic.charAt(0).toUpperCase()}${topic.slice(1)}${rest.length > 0 ? `: ${rest.join(" ")}` : ""}`;
}

/** The draft without what was sent and saved; what was typed meanwhile stays. */
export function afterSaving(draft: Draft, saved: Forms): Draft {
  const { facts, peaks, closed, policies } = draft.forms;
  const rest = <T>(now: Readonly<Record<string, T>>, then: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(now).filter(([name, value]) => !same(value, then[name])));
  return {
    forms: {
      facts: rest(facts, saved.facts),
      peaks: same(peaks, saved.peaks) ? null : peaks,
      closed: same(closed, saved.closed) ? null : closed,
      policies: rest(policies, saved.policies),
    },
    seen: draft.seen,
  };
}

function same(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  const [mine, theirs] = [Object.entries(one), Object.entries(other)];
  return (
    mine.length === theirs.length &&
    mine.every(([key, value]) => Object.hasOwn(other, key) && same(value, (other as Record<string, unknown>)[key]))
  );
}

const without = <T>(values: Readonly<Record<string, T>>, name: string): Record<string, T> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
