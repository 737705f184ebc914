import { expect, it } from "vitest";
import { promised, timeOf } from "./when";

it("says a promised date as people do", () => {
  expect(promised("2026-11-26T17:00:00-05:00", "America/New_York", "America/New_York")).toBe("Thu 26 Nov, 17:00");
});

it("names the shop's zone to a reader whose clock shows another time", () => {
  expect(promised("2026-11-26T17:00:00-05:00", "America/New_York", "Europe/Berlin")).toBe("Thu 26 Nov, 17:00 EST");
});

it("writes September with three letters, and midnight as 00:00", () => {
  expect(promised("2026-09-03T00:00:00+00:00", "UTC", "UTC")).toBe("Thu 3 Sep, 00:00");
});

it("says only the time for a message of today", () => {
  const now = new Date(2026, 10, 2, 18, 0);
  expect(timeOf(new Date(2026, 10, 2, 9, 5).toISOString(), now)).toBe("09:05");
  expect(timeOf(new Date(2026, 10, 1, 9, 5).toISOString(), now)).toBe("Sun 1 Nov, 09:05");
});
