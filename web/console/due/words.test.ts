import { expect, test } from "vitest";
import type { Day } from "./wire";
import { partsOf, sayClosing, sayCounts, sayDate, sayDaysOff } from "./words";

const day = (date: string, changes: Partial<Day> = {}): Day => ({
  date,
  business_day: true,
  day_off: null,
  peak: null,
  count: 0,
  by_promise: { confirmation: 0, resolution: 0, update: 0 },
  tickets: [],
  closes_by_itself: 0,
  ...changes,
});
const off = (date: string, day_off: string | null = null) => day(date, { business_day: false, day_off });

test("days off in a row are one line, and one on which something falls due is a day like others", () => {
  const promised = { ...off("2026-11-29"), count: 1 };
  const parts = partsOf([day("2026-11-25"), off("2026-11-26"), off("2026-11-28"), promised, day("2026-11-30")]);
  expect(parts.map((part) => (part.kind === "off" ? part.days.map(({ date }) => date) : part.day.date))).toEqual([
    "2026-11-25",
    ["2026-11-26", "2026-11-28"],
    "2026-11-29",
    "2026-11-30",
  ]);
});

test("days off are said with the name of their holiday", () => {
  const days = [off("2026-12-25", "Christmas Day"), off("2026-12-26"), off("2027-01-01", "New Year's Day")];
  expect(sayDaysOff(days, "2026-12-22")).toBe(
    "Fri 25 Dec, Christmas Day; Sat 26 Dec and Fri 1 Jan 2027, New Year's Day",
  );
  expect(sayDaysOff([off("2026-11-28"), off("2026-11-29")], "2026-11-23")).toBe("Sat 28 Nov and Sun 29 Nov");
  expect(sayDaysOff([off("2026-11-29")], "2026-11-29")).toBe("Today, Sun 29 Nov");
});

test("what falls due is counted in words, in the order of the promises", () => {
  const by_promise = { confirmation: 1, resolution: 0, update: 12 };
  expect(sayCounts(day("2026-11-26", { by_promise }))).toBe("1 confirmation, 12 updates");
  expect(sayCounts(day("2026-11-26"))).toBe("");
});

test("today and tomorrow are named, over the end of a month too", () => {
  expect(sayDate("2026-11-30", "2026-11-30")).toBe("Today, Mon 30 Nov");
  expect(sayDate("2026-12-01", "2026-11-30")).toBe("Tomorrow, Tue 1 Dec");
  expect(sayDate("2026-12-02", "2026-11-30")).toBe("Wed 2 Dec");
});

test("what closes by itself is told, and nothing of none", () => {
  expect(sayClosing(1)).toBe("1 ticket closes by itself if its shopper says nothing.");
  expect(sayClosing(3)).toBe("3 tickets close by themselves if their shoppers say nothing.");
  expect(sayClosing(0)).toBe("");
});
