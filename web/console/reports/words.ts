/** How are the numbers of a report said? */

import { counted } from "../words/labels";
import { saidDate } from "../words/times";
import type { Tally, Times } from "./wire";

/** "96 %"; never all or nothing unless it is, and a dash where there is nothing to share out. */
export function sayShare(share: number | null): string {
  if (share === null) return "–";
  const percent = Math.round(share * 100);
  const shown = share < 1 ? Math.min(percent, 99) : percent;
  return `${share > 0 ? Math.max(shown, 1) : 0}\u00a0%`;
}

/** "12 of 13 promises were kept."; what one look at the period should leave. */
export function sayPromises(all: readonly Tally[]): string {
  const kept = all.reduce((sum, tally) => sum + tally.kept, 0);
  const broken = all.reduce((sum, tally) => sum + tally.broken, 0);
  if (kept + broken === 0) return "No promise fell due in this time.";
  if (broken === 0) return kept === 1 ? "The one promise that was due was kept." : `All ${kept} promises were kept.`;
  return `${kept} of ${counted(kept + broken, "promise")} ${kept + broken === 1 ? "was" : "were"} kept, ${broken} ${broken === 1 ? "was" : "were"} broken.`;
}

/** "3 superseded, 1 void": what was neither kept nor broken. */
export function sayOthers(all: readonly Tally[]): string {
  const sum = (of: "superseded" | "void"): number => all.reduce((total, tally) => total + tally[of], 0);
  return `${sum("superseded")} superseded, ${sum("void")} void.`;
}

/** "Half of the 31 tickets took 1.5 business days or less (11.3 opening hours or less)." */
export function sayTimes({ count, median_business_days: days, median_open_hours: hours }: Times): string {
  if (count === 0 || days === null || hours === null) return "None in this time.";
  if (count === 1) return `One ticket: ${sayDays(days)}, ${sayHours(hours)}.`;
  const open = hours < 1 ? "less than an opening hour" : `${sayHours(hours)} or less`;
  return days === 0
    ? `Half of the ${count} tickets were done on the business day they came in (${open}).`
    : `Half of the ${count} tickets took ${sayDays(days)} or less (${open}).`;
}

export const sayDays = (days: number): string => counted(rounded(days), "business day");
const sayHours = (hours: number): string => counted(rounded(hours), "opening hour");

/** To one place, and none where it says nothing: 2.5, 3. */
const rounded = (value: number): number => Math.round(value * 10) / 10;

/** "23 Nov": a week by its Monday. */
export const sayWeek = (monday: string): string => saidDate(monday, monday).split(" ").slice(1).join(" ");

const DAY_MS = 86_400_000;

/** The Mondays of all weeks from the first to the last of these, also of those in which nothing was. */
export function weeksThrough(mondays: readonly string[]): readonly string[] {
  const [first, last] = [mondays[0], mondays.at(-1)];
  const weeks: string[] = [];
  if (!first || !last) return weeks;
  for (let at = Date.parse(first); at <= Date.parse(last); at += 7 * DAY_MS) {
    weeks.push(new Date(at).toISOString().slice(0, 10));
  }
  return weeks;
}
