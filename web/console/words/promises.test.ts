import { describe, expect, test } from "vitest";
import { confirmation, NEW_YORK, NOW, resolution } from "../fixtures";
import type { NextPromise } from "../wire";
import { oneLine, sayClock, sayNext } from "./promises";

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

  test("is kept at its limit and breached after it, before any sweep has looked", () => {
    expect(sayNext(confirmation, NEW_YORK, at("2026-11-05T22:00:00Z")).tone).toBe("risk");
    expect(line(confirmation, at("2026-11-05T22:00:01Z"))).toBe("Breached just now: confirm");
  });

  test("says that it is paused, and that none is running", () => {
    expect(line({ ...resolution, state: "paused" }, at("2026-12-01T00:00:00Z"))).toBe("Resolution is paused");
    expect(line(null)).toBe("No promise is running");
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
