/** How is a moment said? Always in the shop's time zone, as people say it, with how far off it is beside. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "Thu 26 Nov, 17:00", with the year where it is not this one. */
export function saidMoment(iso: string, timeZone: string, now: number): string {
  const at = partsOf(Date.parse(iso), timeZone);
  return `${saidDayOf(at, timeZone, now)}, ${at.hour}:${at.minute}`;
}

/** "Thu 26 Nov". */
export function saidDay(iso: string, timeZone: string, now: number): string {
  return saidDayOf(partsOf(Date.parse(iso), timeZone), timeZone, now);
}

/** The local day 2026-11-26 as "Thu 26 Nov", with the year where it is not that of `today`. */
export function saidDate(date: string, today: string): string {
  return saidDayOf(partsOf(Date.parse(date), "UTC"), "UTC", Date.parse(today));
}

/** The local day it is now, as 2026-11-26. */
export const todayAt = (now: number, timeZone: string): string =>
  wallTimeOf(new Date(now).toISOString(), timeZone).slice(0, 10);

/** "17:00". */
export function saidTime(iso: string, timeZone: string): string {
  const at = partsOf(Date.parse(iso), timeZone);
  return `${at.hour}:${at.minute}`;
}

/** "2 h ago" within a day, then "since Fri 27 Nov, 17:00": nobody counts hours over a weekend. Empty below one minute. */
export function saidSince(iso: string, timeZone: string, now: number): string {
  const passed = now - Date.parse(iso);
  if (passed >= DAY) return `since ${saidMoment(iso, timeZone, now)}`;
  const span = saidSpan(passed);
  return span && `${span} ago`;
}

/** "in 3 h", "2 days ago", "now": the largest unit that fits, whole, never more than is left. */
export function relative(iso: string, now: number): string {
  const away = Date.parse(iso) - now;
  const span = saidSpan(Math.abs(away));
  if (!span) return "now";
  return away > 0 ? `in ${span}` : `${span} ago`;
}

/** "45 min", "3 h", "1 day", "2 days"; empty below one minute. */
export function saidSpan(milliseconds: number): string {
  if (milliseconds < MINUTE) return "";
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min`;
  if (milliseconds < DAY) return `${Math.floor(milliseconds / HOUR)} h`;
  const days = Math.floor(milliseconds / DAY);
  return `${days} ${days === 1 ? "day" : "days"}`;
}

/** What an input of type datetime-local holds, as a moment. A wall time that a clock change skips is read as the hour after. */
export function momentOfWallTime(wall: string, timeZone: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(wall)) return null;
  const asUtc = Date.parse(`${wall.slice(0, 16)}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const guess = asUtc - offsetAt(asUtc, timeZone);
  // The offset at the guess can differ from that at the wall time read as UTC, around a clock change.
  return new Date(asUtc - offsetAt(guess, timeZone)).toISOString();
}

/** A moment as an input of type datetime-local wants it. */
export function wallTimeOf(iso: string, timeZone: string): string {
  const at = partsOf(Date.parse(iso), timeZone);
  return `${at.year}-${at.monthNumber}-${at.day.padStart(2, "0")}T${at.hour}:${at.minute}`;
}

interface Parts {
  weekday: string;
  day: string;
  month: string;
  monthNumber: string;
  year: string;
  hour: string;
  minute: string;
}

function saidDayOf(at: Parts, timeZone: string, now: number): string {
  const year = at.year === partsOf(now, timeZone).year ? "" : ` ${at.year}`;
  return `${at.weekday} ${at.day} ${at.month}${year}`;
}

function offsetAt(moment: number, timeZone: string): number {
  const at = partsOf(moment, timeZone);
  const wall = Date.UTC(+at.year, +at.monthNumber - 1, +at.day, +at.hour, +at.minute);
  return wall - Math.floor(moment / MINUTE) * MINUTE;
}

// Written out, as engines differ in "Sep" and "Sept".
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function partsOf(moment: number, timeZone: string): Parts {
  const found: Record<string, string> = {};
  for (const part of formatter(timeZone).formatToParts(moment)) found[part.type] = part.value;
  const monthNumber = found.month ?? "";
  return {
    weekday: found.weekday ?? "",
    day: String(Number(found.day)),
    month: MONTHS[Number(monthNumber) - 1] ?? "",
    monthNumber,
    year: found.year ?? "",
    hour: found.hour ?? "",
    minute: found.minute ?? "",
  };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let found = formatters.get(timeZone);
  if (!found) {
    found = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      day: "2-digit",
      month: "2-digit",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    formatters.set(timeZone, found);
  }
  return found;
}
