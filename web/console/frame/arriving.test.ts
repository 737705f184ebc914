import { afterEach, expect, test } from "vitest";
import type { Hints, Live } from "../live";
import { arrival } from "../notices";
import { loaded, type QueueState, startOf } from "../queue/state";
import { Store } from "../store";
import type { Counts } from "../wire";
import { tellOnArriving } from "./arriving";

afterEach(() => arrival.set(""));

const open = { view: "open", q: "" } as const;
const counts = (unheld_at_risk: number): Counts => ({
  open: 3,
  mine: 0,
  unheld: 2,
  at_risk: 2,
  breached: 0,
  unheld_at_risk,
  unheld_breached: 0,
  waiting: 0,
});

function arrived() {
  const state = new Store<QueueState>(startOf(open));
  let back = (): void => undefined;
  const on = (name: keyof Hints, listener: () => void) => {
    if (name === "back") back = listener;
    return () => undefined;
  };
  tellOnArriving({ state }, { on } as unknown as Pick<Live, "on">);
  return {
    counted: (atRisk: number) =>
      state.update((before) => loaded(before, open, { tickets: [], next: null, counts: counts(atRisk) }, 0)),
    select: () => state.update((before) => ({ ...before, selected: "10001" })),
    back: () => back(),
  };
}

test("what nobody holds is said with the first counts, and not again with each that follows", () => {
  const here = arrived();
  here.counted(2);
  expect(arrival.value).toBe("2 tickets are at risk, and nobody holds them.");
  arrival.set("");
  here.counted(3);
  expect(arrival.value).toBe("");
});

test("while it stands it counts what is left, and goes once somebody has everything", () => {
  const here = arrived();
  here.counted(2);
  here.counted(1);
  expect(arrival.value).toBe("1 ticket is at risk, and nobody holds it.");
  here.counted(0);
  expect(arrival.value).toBe("");
});

test("once the connection is back it is said anew, from counts that are newer than that", () => {
  const here = arrived();
  here.counted(2);
  arrival.set("");
  here.back();
  here.select();
  expect(arrival.value).toBe("");
  here.counted(1);
  expect(arrival.value).toBe("1 ticket is at risk, and nobody holds it.");
});
