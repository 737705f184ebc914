import { expect, test } from "vitest";
import type { TicketEvent } from "../wire";
import { newestFirst, sayActor, sayWhy } from "./events";

const event = (changes: Partial<TicketEvent>): TicketEvent => ({
  kind: "confirmed",
  at: "2026-11-03T15:00:00Z",
  actor: { kind: "agent", name: "Anna Keller" },
  text: "Anna Keller confirmed the inquiry.",
  data: {},
  ...changes,
});

test("what was put on record late stands where it happened, and of one moment the later comes first", () => {
  const events = [
    event({ text: "received", at: "2026-11-02T15:00:00Z" }),
    event({ text: "confirmed", at: "2026-11-03T15:00:00Z" }),
    event({ text: "claimed", at: "2026-11-03T15:00:00Z" }),
    event({ text: "at risk", at: "2026-11-02T22:00:00Z" }),
  ];
  expect(newestFirst(events).map(({ text }) => text)).toEqual(["claimed", "confirmed", "at risk", "received"]);
});

test("who did it is said once", () => {
  expect(sayActor(event({}))).toBe("");
  expect(sayActor(event({ text: "Back in the queue.", actor: { kind: "system", name: "The system" } }))).toBe(
    "By itself.",
  );
  expect(sayActor(event({ text: "It is our turn again.", actor: { kind: "shopper", name: "The shopper" } }))).toBe(
    "The shopper.",
  );
});

test("reasons, notes and evidence are told, and what the brief says is not", () => {
  expect(sayWhy(event({ data: { reason: "It is about a refund.", step: "proposing" } }))).toEqual([
    "It is about a refund.",
  ]);
  expect(sayWhy(event({ data: { checked: "Order A-17", found: "Not sent" } }))).toEqual([
    "Checked: Order A-17",
    "Found: Not sent",
  ]);
  expect(sayWhy(event({ kind: "received", data: { reason: "The form was sent." } }))).toEqual([]);
  expect(sayWhy(event({ data: { note: " " } }))).toEqual([]);
});
