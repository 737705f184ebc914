import { expect, test } from "vitest";
import { message, NOW, ticket } from "../fixtures";
import { type TicketState, taken } from "./feed";

const known = ticket({ version: 5 });
const state: TicketState = { ticket: known, loadedAt: NOW, fault: null, typing: true };

test("a fetch that started before an action never brings back the ticket from before it", () => {
  expect(taken(state, ticket({ version: 4 }), NOW + 1).ticket).toBe(known);
  const newer = ticket({ version: 6 });
  expect(taken(state, newer, NOW + 1).ticket).toBe(newer);
});

test("the shopper's message ends the typing that announced it; an agent's does not", () => {
  const fromShopper = message("m1", { author: { kind: "shopper", name: "Jane" } });
  expect(taken(state, ticket({ version: 6, messages: [fromShopper] }), NOW).typing).toBe(false);
  expect(taken(state, ticket({ version: 6, messages: [message("m2")] }), NOW).typing).toBe(true);
});
