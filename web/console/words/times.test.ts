import { describe, expect, test } from "vitest";
import { NEW_YORK, NOW } from "../fixtures";
import { momentOfWallTime, relative, saidDay, saidMoment, saidSince, saidTime, wallTimeOf } from "./times";

describe("a moment", () => {
  test("is said in the shop's time zone, wherever the agent sits", () => {
    expect(saidMoment("2026-11-05T22:00:00Z", NEW_YORK, NOW)).toBe("Thu 5 Nov, 17:00");
    expect(saidMoment("2026-11-05T22:00:00Z", "Asia/Tokyo", NOW)).toBe("Fri 6 Nov, 07:00");
  });

  test("says the year when it is not this one", () => {
    expect(saidMoment("2027-01-04T22:00:00Z", NEW_YORK, NOW)).toBe("Mon 4 Jan 2027, 17:00");
  });

  test("says September with three letters and midnight as 00:00", () => {
    expect(saidMoment("2026-09-08T04:00:00Z", NEW_YORK, NOW)).toBe("Tue 8 Sep, 00:00");
  });

  test("can be said as a day or as a time alone", () => {
    expect(saidDay("2026-11-05T22:00:00Z", NEW_YORK, NOW)).toBe("Thu 5 Nov");
    expect(saidTime("2026-11-05T14:05:00Z", NEW_YORK)).toBe("09:05");
  });
});

describe("how far off a moment is", () => {
  test.each([
    ["2026-11-03T15:00:30Z", "now"],
    ["2026-11-03T15:45:00Z", "in 45 min"],
    ["2026-11-03T18:59:00Z", "in 3 h"],
    ["2026-11-04T14:59:00Z", "in 23 h"],
    ["2026-11-05T14:00:00Z", "in 1 day"],
    ["2026-11-05T22:00:00Z", "in 2 days"],
    ["2026-11-03T13:00:00Z", "2 h ago"],
    ["2026-10-27T15:00:00Z", "7 days ago"],
  ])("%s is %s", (iso, said) => {
    expect(relative(iso, NOW)).toBe(said);
  });
});

test("what has lasted a day or more is said with its date, not in hours", () => {
  const breached = "2026-11-27T22:00:00Z";
  const at = (iso: string): string => saidSince(breached, NEW_YORK, Date.parse(iso));
  expect(at("2026-11-27T22:00:30Z")).toBe("");
  expect(at("2026-11-28T14:00:00Z")).toBe("16 h ago");
  expect(at("2026-11-30T14:00:00Z")).toBe("since Fri 27 Nov, 17:00");
});

describe("a wall time that somebody picked", () => {
  test("is read on the shop's clock", () => {
    expect(momentOfWallTime("2026-11-05T17:00", NEW_YORK)).toBe("2026-11-05T22:00:00.000Z");
    expect(momentOfWallTime("2026-07-01T17:00", NEW_YORK)).toBe("2026-07-01T21:00:00.000Z");
  });

  test("is right on the days when clocks change", () => {
    expect(momentOfWallTime("2026-11-01T12:00", NEW_YORK)).toBe("2026-11-01T17:00:00.000Z");
    expect(momentOfWallTime("2026-03-08T00:30", NEW_YORK)).toBe("2026-03-08T05:30:00.000Z");
    expect(momentOfWallTime("2026-03-08T12:00", NEW_YORK)).toBe("2026-03-08T16:00:00.000Z");
  });

  test("comes back as it was picked, also in a zone half an hour off", () => {
    const moment = momentOfWallTime("2026-11-05T17:00", "America/St_Johns");
    expect(moment).toBe("2026-11-05T20:30:00.000Z");
    expect(wallTimeOf(moment as string, "America/St_Johns")).toBe("2026-11-05T17:00");
  });

  test("is nothing when it is no time", () => {
    expect(momentOfWallTime("", NEW_YORK)).toBeNull();
    expect(momentOfWallTime("tomorrow", NEW_YORK)).toBeNull();
    expect(momentOfWallTime("2026-13-45T99:00", NEW_YORK)).toBeNull();
  });
});
