import { expect, test } from "vitest";
import { sayWeeks } from "./promises";
import { columnsOf, sayDistribution } from "./waits";
import type { Tally, Times } from "./wire";
import { sayOthers, sayPromises, sayShare, sayTimes, sayWeek, weeksThrough } from "./words";

const tally = (kept: number, broken: number): Tally => ({
  kept,
  broken,
  superseded: 0,
  void: 0,
  share_kept: kept + broken > 0 ? kept / (kept + broken) : null,
});
const times = (within: [number, number][], median_business_days: number, median_open_hours: number): Times => ({
  count: within.reduce((sum, [, count]) => sum + count, 0),
  median_business_days,
  median_open_hours,
  within: within.map(([business_days, count]) => ({ business_days, count })),
});
const promised = { target: 2, limit: 3 };

test("a share is all only where none is broken, and a dash where none was due", () => {
  expect(sayShare(0.9583)).toBe("96\u00a0%");
  expect(sayShare(0.999)).toBe("99\u00a0%");
  expect(sayShare(1)).toBe("100\u00a0%");
  expect(sayShare(0.001)).toBe("1\u00a0%");
  expect(sayShare(0)).toBe("0\u00a0%");
  expect(sayShare(null)).toBe("–");
});

test("one sentence says how the promises were kept", () => {
  expect(sayPromises([tally(40, 2), tally(20, 0), tally(0, 1)])).toBe("60 of 63 promises were kept, 3 were broken.");
  expect(sayPromises([tally(0, 1)])).toBe("0 of 1 promise was kept, 1 was broken.");
  expect(sayPromises([tally(5, 0)])).toBe("All 5 promises were kept.");
  expect(sayPromises([tally(1, 0)])).toBe("The one promise that was due was kept.");
  expect(sayPromises([tally(0, 0)])).toBe("No promise fell due in this time.");
});

test("what was superseded or void is told apart", () => {
  expect(
    sayOthers([
      { ...tally(1, 0), superseded: 2 },
      { ...tally(0, 0), superseded: 1, void: 4 },
    ]),
  ).toBe("3 superseded, 4 void.");
});

test("waiting times are said in business days and opening hours", () => {
  expect(
    sayTimes(
      times(
        [
          [0, 9],
          [1, 8],
        ],
        0,
        0.4,
      ),
    ),
  ).toBe("Half of the 17 tickets were done on the business day they came in (less than an opening hour).");
  expect(
    sayTimes(
      times(
        [
          [1, 4],
          [2, 4],
        ],
        1.5,
        11.26,
      ),
    ),
  ).toBe("Half of the 8 tickets took 1.5 business days or less (11.3 opening hours or less).");
  expect(sayTimes(times([[1, 1]], 1, 1))).toBe("One ticket: 1 business day, 1 opening hour.");
  expect(sayTimes({ count: 0, median_business_days: null, median_open_hours: null, within: [] })).toBe(
    "None in this time.",
  );
});

test("days up to the target, up to the limit and after it are told apart", () => {
  const columns = columnsOf(
    times(
      [
        [0, 3],
        [2, 5],
        [3, 2],
        [5, 1],
      ],
      2,
      9,
    ),
    promised,
  );
  expect(columns.map(({ label, parts }) => [label, parts[0]?.value, parts[0]?.tone])).toEqual([
    ["0", 3, "kept"],
    ["1", 0, "kept"],
    ["2", 5, "kept"],
    ["3", 2, "risk"],
    ["4", 0, "broken"],
    ["5", 1, "broken"],
  ]);
  expect(columnsOf(times([[0, 3]], 0, 1), promised).map(({ label }) => label)).toEqual(["0", "1", "2", "3", "4"]);
});

test("the longest waits share one column", () => {
  const last = columnsOf(
    times(
      [
        [1, 2],
        [15, 1],
        [40, 2],
      ],
      1,
      9,
    ),
    promised,
  ).at(-1);
  expect(last).toEqual({ label: "15+", parts: [{ value: 3, tone: "broken" }] });
});

test("a plot is told in a sentence", () => {
  expect(
    sayDistribution(
      times(
        [
          [0, 3],
          [2, 5],
          [3, 2],
          [5, 1],
        ],
        2,
        9,
      ),
      promised,
      "confirmed",
    ),
  ).toBe("11 tickets by the business days until they were confirmed: 8 within 2, 2 more within 3, 1 later.");
  const weeks = [
    { week: "2026-11-02", ...tally(9, 1) },
    { week: "2026-11-16", ...tally(4, 1) },
  ];
  expect(sayWeeks(weeks)).toBe(
    "Promises kept and broken by week, from 2 Nov to 16 Nov. The lowest share is in the week of 16 Nov: 80\u00a0% kept.",
  );
  expect(sayWeeks([{ week: "2026-11-02", ...tally(9, 0) }])).toBe(
    "Promises kept and broken in the week of 2 Nov. None was broken.",
  );
});

test("weeks in which nothing was stand between those in which something was", () => {
  expect(weeksThrough(["2026-10-19", "2026-11-09"])).toEqual(["2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09"]);
  expect(weeksThrough([])).toEqual([]);
  expect(sayWeek("2026-11-02")).toBe("2 Nov");
});
