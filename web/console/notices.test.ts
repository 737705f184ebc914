import { expect, test } from "vitest";
import { dismissed, noticed, sayUnheld, toastsOf } from "./notices";
import type { Counts, Notice } from "./wire";

const notice = (number: string, kind: Notice["kind"]): Notice => ({
  number,
  kind,
  text: "",
  at: "2026-11-03T15:00:00Z",
});
const said = (all: readonly Notice[]): string[] => all.map(({ number, kind }) => `${number} ${kind}`);

test("the newest notice comes first, and what a ticket's promise has come to replaces how it stood", () => {
  const first = noticed([], notice("10001", "at_risk"));
  const second = noticed(first, notice("10002", "new"));
  const third = noticed(second, notice("10001", "breached"));
  expect(said(third)).toEqual(["10001 breached", "10002 new"]);
  expect(said(dismissed(third, third.slice(0, 1)))).toEqual(["10002 new"]);
});

test("what a shopper does takes the place of no breach, only of what they did before", () => {
  const both = noticed([notice("10001", "shopper"), notice("10001", "breached")], notice("10001", "shopper"));
  expect(said(both)).toEqual(["10001 shopper", "10001 breached"]);
});

test("notices come by urgency, of equal urgency the newest first, and offers as one", () => {
  const all = [
    notice("10009", "new"),
    notice("10008", "offer"),
    notice("10007", "review"),
    notice("10006", "offer"),
    notice("10005", "shopper"),
    notice("10004", "at_risk"),
    notice("10003", "breached"),
    notice("10002", "breached"),
    notice("10001", "breached"),
  ];
  const toasts = toastsOf(all, (number) => number === "10002");
  expect(toasts.map(({ kind, about }) => `${kind} ${about.map(({ number }) => number).join("+")}`)).toEqual([
    "breached 10002",
    "breached 10003",
    "breached 10001",
    "at_risk 10004",
    "shopper 10005",
    "offer 10008+10006",
    "new 10009",
    "review 10007",
  ]);
});

const counts: Counts = {
  open: 9,
  mine: 0,
  unheld: 5,
  at_risk: 4,
  breached: 4,
  unheld_at_risk: 0,
  unheld_breached: 0,
  waiting: 0,
};

test("what nobody holds is said by how late it is, and nothing where somebody has it all", () => {
  expect(sayUnheld({ ...counts, unheld_breached: 2, unheld_at_risk: 3 })).toBe(
    "2 tickets are late and 3 at risk, and nobody holds them.",
  );
  expect(sayUnheld({ ...counts, unheld_breached: 1, unheld_at_risk: 3 })).toBe(
    "1 ticket is late and 3 at risk, and nobody holds them.",
  );
  expect(sayUnheld({ ...counts, unheld_breached: 1 })).toBe("1 ticket is late, and nobody holds it.");
  expect(sayUnheld({ ...counts, unheld_at_risk: 2 })).toBe("2 tickets are at risk, and nobody holds them.");
  expect(sayUnheld(counts)).toBe("");
});
