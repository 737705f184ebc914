import { expect, test } from "vitest";
import type { Day, DueDays } from "../due/wire";
import { sayDayOff } from "./days-off";

const day = (date: string, business_day: boolean, day_off: string | null = null): Day => ({
  date,
  business_day,
  day_off,
  peak: null,
  count: 0,
  by_promise: { confirmation: 0, resolution: 0, update: 0 },
  tickets: [],
  closes_by_itself: 0,
});
const known: Pick<DueDays, "today" | "days"> = {
  today: "2026-11-25",
  days: [
    day("2026-11-25", true),
    day("2026-11-26", false, "Thanksgiving Day"),
    day("2026-11-27", true),
    day("2026-11-28", false),
    day("2026-11-29", false),
  ],
};

test("a moment on a day off is said to be one, with its name and the day on which work goes on", () => {
  expect(sayDayOff("2026-11-26T10:00", known)).toBe(
    "Thu 26 Nov is a day off (Thanksgiving Day): the snooze ends while nobody works. The next business day is Fri 27 Nov.",
  );
  expect(sayDayOff("2026-11-29T10:00", known)).toBe("Sun 29 Nov is a day off: the snooze ends while nobody works.");
});

test("a business day, a day beyond what is known and no moment at all say nothing", () => {
  expect(sayDayOff("2026-11-27T10:00", known)).toBe("");
  expect(sayDayOff("2026-12-24T10:00", known)).toBe("");
  expect(sayDayOff("", known)).toBe("");
});
