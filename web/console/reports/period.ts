/** Which days does a report look at? Local days of the shop, both ends included. */

export type Period = { weeks: 4 | 13 } | { from: string; to: string };

export const USUAL_PERIOD: Period = { weeks: 4 };

/** What an address says; the usual one where it says nothing that can be read. */
export function periodIn(query: URLSearchParams): Period {
  const [from, to] = [query.get("from") ?? "", query.get("to") ?? ""];
  if (isDay(from) && isDay(to)) return { from, to };
  return query.get("weeks") === "13" ? { weeks: 13 } : USUAL_PERIOD;
}

/** The first and the last day, `today` being the last one of "the last 4 weeks". */
export function daysOf(period: Period, today: string): { from: string; to: string } {
  if ("from" in period) return period;
  return { from: dayAfter(today, 1 - 7 * period.weeks), to: today };
}

/** What is wrong with days that somebody picked; empty for nothing. */
export function faultOf({ from, to }: { from: string; to: string }): string {
  if (!isDay(from) || !isDay(to)) return "Choose the first and the last day.";
  return from > to ? "The last day is before the first." : "";
}

export const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

function dayAfter(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}
