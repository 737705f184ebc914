import { describe, expect, test } from "vitest";
import { confirmation, NEW_YORK, NOW, resolution } from "../fixtures";
import type { NextPromise } from "../wire";
import { oneLine, sayClock, sayNext, sayThen } from "./promises";

const at = (iso: string): number => Date.parse(iso);
const line = (next: NextPromise | null, now = NOW): string => oneLine(sayNext(next, NEW_YORK, now));

describe("the promise that is due next", () => {
  test("is a deed with its date and how close it is", () => {
    expect(line(confirmation)).toBe("Confirm by Thu 5 Nov, 17:00 · in 2 days");
    expect(line(resolution)).toBe("Resolve by Mon 9 Nov, 17:00 · in 6 days");
    expect(line({ ...confirmation, promise: "update" })).toBe("Send an update by Thu 5 Nov, 17:00 · in 2 days");
  });

  test("says in words that it is at risk, once the server or the clock says so", () => {
    const told = sayNext({ ...confirmation, at_risk: true }, NEW_YORK, NOW);
    expect(told.tone).toBe("risk");
    expect(oneLine(told)).toBe("At risk: confirm by Thu 5 Nov, 17:00 · in 2 days");
    expect(line(confirmation, at("2026-11-05T19:00:00Z"))).toBe("At risk: confirm by Thu 5 Nov, 17:00 · in 3 h");
  });

  test("is at risk only after its target, not at it", () => {
    expect(sayNext(confirmation, NEW_YORK, at("2026-11-04T22:00:00Z")).tone).toBe("calm");
  });

  test("says in words how long ago it was breached and what is still to do", () => {
    const told = sayNext({ ...confirmation, state: "breached" }, NEW_YORK, at("2026-11-06T00:10:00Z"));
    expect(told.tone).toBe("breached");
    expect(oneLine(told)).toBe("Breached 2 h ago: confirm");
  });

  test("says since when it is breached once that is a day ago", () => {
    expect(line(confirmation, at("2026-11-09T14:00:00Z"))).toBe("Breached since Thu 5 Nov, 17:00: confirm");
  });

  test("is kept at its limit and breached after it, before any sweep has looked", () => {
    expect(sayNext(confirmation, NEW_YORK, at("2026-11-05T22:00:00Z")).tone).toBe("risk");
    expect(line(confirmation, at("2026-11-05T22:00:01Z"))).toBe("Breached just now: confirm");
  });

  test("says that it is paused, and that none is running", () => {
    expect(line({ ...resolution, state: "paused" }, at("2026-12-01T00:00:00Z"))).toBe("Resolution is paused");
    expect(line(null)).toBe("No promise is running");
  });
});

describe("what is promised after it", () => {
  const two = { next: confirmation, clocks: [confirmation, resolution] };

  test("is told by its day", () => {
    expect(sayThen(two, NEW_YORK, NOW)).toBe("then resolve by Mon 9 Nov");
    const update = { ...resolution, promise: "update" as const };
    expect(sayThen({ ...two, clocks: [confirmation, update] }, NEW_YORK, NOW)).toBe("then send an update by Mon 9 Nov");
  });

  test("is said to be late where both are", () => {
    expect(sayThen(two, NEW_YORK, at("2026-11-10T14:00:00Z"))).toBe("and resolve, overdue since Mon 9 Nov");
  });

  test("is nothing where it is paused, kept, due with it or the one that is due next", () => {
    const together = { ...confirmation, promise: "update" as const };
    expect(sayThen({ ...two, clocks: [confirmation, together] }, NEW_YORK, NOW)).toBe("");
    const others = [{ state: "paused" as const }, { state: "kept" as const, stopped_at: "2026-11-03T14:00:00Z" }];
    for (const change of others) {
      expect(sayThen({ ...two, clocks: [confirmation, { ...resolution, ...change }] }, NEW_YORK, NOW)).toBe("");
    }
    expect(sayThen({ next: resolution, clocks: [resolution] }, NEW_YORK, NOW)).toBe("");
    expect(sayThen({ next: { ...confirmation, state: "paused" }, clocks: [resolution] }, NEW_YORK, NOW)).toBe("");
  });
});

describe("what became of a clock", () => {
  const stopped_at = "2026-11-03T14:00:00Z";
  test.each([
    [{ ...confirmation, state: "kept" as const, stopped_at }, "kept", "Kept, Tue 3 Nov, 09:00"],
    [{ ...confirmation, state: "breached" as const, stopped_at }, "breached", "Breached; done late, Tue 3 Nov, 09:00"],
    [{ ...confirmation, state: "breached" as const }, "breached", "Breached and still open"],
    [
      { ...confirmation, state: "superseded" as const, stopped_at },
      "quiet",
      "Replaced by another promise, Tue 3 Nov, 09:00",
    ],
    [{ ...confirmation, state: "void" as const }, "quiet", "Void: the ticket was discarded"],
    [{ ...confirmation, state: "paused" as const }, "quiet", "Paused while we wait for the shopper"],
    [confirmation, "calm", "Running, the limit is in 2 days"],
    [{ ...confirmation, at_risk: true }, "risk", "At risk, the limit is in 2 days"],
  ])("%#: is said plainly", (clock, tone, text) => {
    expect(sayClock(clock, NEW_YORK, NOW)).toEqual({ tone, text });
  });
});
