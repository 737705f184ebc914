import { describe, expect, test } from "vitest";
import { ApiError } from "../api";
import { NOW, row } from "../fixtures";
import type { Counts, TicketPage } from "../wire";
import { alarm, asked, failed, loaded, move, type QueueState, select, shown, startOf } from "./state";

const counts: Counts = {
  open: 3,
  mine: 1,
  unheld: 2,
  at_risk: 1,
  breached: 0,
  unheld_at_risk: 0,
  unheld_breached: 0,
  waiting: 0,
};
const page = (...numbers: string[]): TicketPage => ({
  tickets: numbers.map((number) => row(number)),
  next: null,
  counts,
});
const open = { view: "open", q: "" } as const;
const mine = { view: "mine", q: "" } as const;
const numbers = (state: QueueState): string[] | undefined => shown(state)?.tickets.map(({ number }) => number);
const start = loaded(startOf(open), open, page("10001", "10002", "10003"), NOW);

describe("the listing", () => {
  test("stands as the server orders it", () => {
    expect(numbers(loaded(start, open, page("10003", "10001"), NOW))).toEqual(["10003", "10001"]);
  });

  test("stands as last known while a fetch fails, and says why", () => {
    const fault = new ApiError(0, "unreachable", "The server cannot be reached.");
    const state = failed(start, open, fault);
    expect(numbers(state)).toEqual(["10001", "10002", "10003"]);
    expect(state.fault).toBe(fault);
    expect(loaded(state, open, page("10001"), NOW).fault).toBeNull();
  });

  test("of a view looked at before is there at once, and one never seen is not invented", () => {
    const elsewhere = asked(start, mine);
    expect(shown(elsewhere)).toBeNull();
    expect(numbers(asked(loaded(elsewhere, mine, page("10002"), NOW), open))).toEqual(["10001", "10002", "10003"]);
  });

  test("that comes back late goes to its own view, not to the one shown now", () => {
    const state = loaded(asked(start, mine), open, page("10009"), NOW);
    expect(shown(state)).toBeNull();
    expect(numbers(asked(state, open))).toEqual(["10009"]);
  });

  test("of at most twelve searches is remembered", () => {
    let state = start;
    for (let index = 0; index < 30; index++) {
      const query = { view: "open", q: `search ${index}` } as const;
      state = loaded(asked(state, query), query, page("10001"), NOW);
    }
    expect(Object.keys(state.listings)).toHaveLength(12);
    expect(numbers(state)).toEqual(["10001"]);
  });
});

describe("the selection", () => {
  test("begins at the first going down and at the last going up", () => {
    expect(move(start, 1).selected).toBe("10001");
    expect(move(start, -1).selected).toBe("10003");
  });

  test("stops at the ends", () => {
    expect(move(select(start, "10003"), 1).selected).toBe("10003");
    expect(move(select(start, "10001"), -1).selected).toBe("10001");
  });

  test("stays with its ticket when the list moves around it", () => {
    const state = loaded(select(start, "10002"), open, page("10009", "10003", "10002"), NOW);
    expect(state.selected).toBe("10002");
  });

  test("goes to what took its place when its ticket leaves the list", () => {
    expect(loaded(select(start, "10002"), open, page("10001", "10003"), NOW).selected).toBe("10003");
    expect(loaded(select(start, "10003"), open, page("10001", "10002"), NOW).selected).toBe("10002");
    expect(loaded(select(start, "10003"), open, page(), NOW).selected).toBeNull();
  });

  test("does nothing in an empty list", () => {
    const empty = loaded(startOf(open), open, page(), NOW);
    expect(move(empty, 1)).toBe(empty);
  });
});

test("the title says what is breached and at risk, and nothing when all is well", () => {
  expect(alarm({ ...counts, breached: 2 })).toBe("2 breached, 1 at risk");
  expect(alarm({ ...counts, at_risk: 0 })).toBe("");
  expect(alarm(null)).toBe("");
});
