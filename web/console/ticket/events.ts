/** What does the history say of an event: in which order, who did it, and why? */

import type { TicketEvent } from "../wire";

/** By when it happened: a date that passed while nobody looked was put on record later. */
export const newestFirst = (events: readonly TicketEvent[]): readonly TicketEvent[] =>
  [...events].reverse().sort((one, other) => Date.parse(other.at) - Date.parse(one.at));

/** Who did it, where the sentence itself does not say so. */
export function sayActor({ actor, text }: TicketEvent): string {
  if (actor.kind === "system" || actor.kind === "worker") return "By itself.";
  const name = actor.name ?? "";
  return name && !text.includes(name) ? `${name}.` : "";
}

const WHYS: readonly [string, string][] = [
  ["reason", ""],
  ["note", ""],
  ["text", ""],
  ["checked", "Checked: "],
  ["found", "Found: "],
  ["comment", ""],
];

/** The reason, the note or the evidence that was given with it. */
export function sayWhy({ kind, data }: TicketEvent): readonly string[] {
  // Why it came is told in the brief.
  if (kind === "received") return [];
  return WHYS.flatMap(([name, label]) => {
    const given = data[name];
    return typeof given === "string" && given.trim() !== "" ? [`${label}${given}`] : [];
  });
}
