/** What is said of the days in which something falls due? */

import type { PromiseName } from "../wire";
import { counted } from "../words/labels";
import { PROMISES } from "../words/promises";
import { saidDate } from "../words/times";
import type { Day } from "./wire";

const NOUN: Record<PromiseName, [string, string]> = {
  confirmation: ["confirmation", "confirmations"],
  resolution: ["resolution", "resolutions"],
  update: ["update", "updates"],
};

/** "3 confirmations, 1 update"; empty where nothing falls due. */
export function sayCounts({ by_promise }: Day): string {
  return PROMISES.filter((promise) => by_promise[promise] > 0)
    .map((promise) => counted(by_promise[promise], ...NOUN[promise]))
    .join(", ");
}

/** "Today, Thu 26 Nov". */
export function sayDate(date: string, today: string): string {
  const said = saidDate(date, today);
  if (date === today) return `Today, ${said}`;
  return isDayAfter(date, today) ? `Tomorrow, ${said}` : said;
}

/** "2 tickets close by themselves, if their shoppers say nothing"; empty for none. */
export const sayClosing = (count: number): string =>
  count === 0
    ? ""
    : count === 1
      ? "1 ticket closes by itself if its shopper says nothing."
      : `${count} tickets close by themselves if their shoppers say nothing.`;

/** Days on which the shop is closed and nothing falls due, one after the other, are told in one line. */
export type Part = { kind: "day"; day: Day } | { kind: "off"; days: readonly Day[] };

export function partsOf(days: readonly Day[]): readonly Part[] {
  const parts: Part[] = [];
  for (const day of days) {
    const before = parts.at(-1);
    if (day.business_day || day.count > 0 || day.closes_by_itself > 0) parts.push({ kind: "day", day });
    else if (before?.kind === "off") parts[parts.length - 1] = { kind: "off", days: [...before.days, day] };
    else parts.push({ kind: "off", days: [day] });
  }
  return parts;
}

/** "Sat 28 and Sun 29 Nov", "Thu 26 Nov, Thanksgiving". */
export function sayDaysOff(days: readonly Day[], today: string): string {
  const named = days.map(({ date, day_off }) => [sayDate(date, today), day_off].filter(Boolean).join(", "));
  const last = named.pop() ?? "";
  return named.length > 0 ? `${named.join("; ")} and ${last}` : last;
}

const isDayAfter = (date: string, today: string): boolean => Date.parse(date) - Date.parse(today) === 86_400_000;
