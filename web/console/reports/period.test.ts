import { expect, test } from "vitest";
import { daysOf, faultOf, periodIn } from "./period";

const said = (search: string) => periodIn(new URLSearchParams(search));

test("an address names the last 13 weeks or own days, and otherwise the last 4 weeks", () => {
  expect(said("weeks=13")).toEqual({ weeks: 13 });
  expect(said("from=2026-11-01&to=2026-11-30")).toEqual({ from: "2026-11-01", to: "2026-11-30" });
  for (const search of ["", "weeks=5", "from=2026-11-01", "from=yesterday&to=today", "from=2026-13-01&to=2026-13-02"]) {
    expect(said(search)).toEqual({ weeks: 4 });
  }
});

test("the last weeks end today, and count whole weeks back over months and years", () => {
  expect(daysOf({ weeks: 4 }, "2026-11-22")).toEqual({ from: "2026-10-26", to: "2026-11-22" });
  expect(daysOf({ weeks: 13 }, "2026-01-05")).toEqual({ from: "2025-10-07", to: "2026-01-05" });
  expect(daysOf({ from: "2026-11-01", to: "2026-11-30" }, "2026-12-24")).toEqual({
    from: "2026-11-01",
    to: "2026-11-30",
  });
});

test("days in the wrong order, or none, are told", () => {
  expect(faultOf({ from: "2026-11-02", to: "2026-11-01" })).toBe("The last day is before the first.");
  expect(faultOf({ from: "", to: "2026-11-01" })).toBe("Choose the first and the last day.");
  expect(faultOf({ from: "2026-11-01", to: "2026-11-01" })).toBe("");
});
