/** Is a day chosen on which nobody works, and when does work go on? */

import type { DueDays } from "../due/wire";
import { saidDate } from "../words/times";

/** "Thu 26 Nov is a day off (Thanksgiving): ..."; empty for a business day, and for days that are not known. */
export function sayDayOff(wallTime: string, { today, days }: Pick<DueDays, "today" | "days">): string {
  const chosen = days.find(({ date }) => date === wallTime.slice(0, 10));
  if (!chosen || chosen.business_day) return "";
  const why = chosen.day_off ? ` (${chosen.day_off})` : "";
  const next = days.find(({ date, business_day }) => date > chosen.date && business_day);
  const then = next ? ` The next business day is ${saidDate(next.date, today)}.` : "";
  return `${saidDate(chosen.date, today)} is a day off${why}: the snooze ends while nobody works.${then}`;
}
