import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import { ticket } from "../fixtures";
import type { Related, Verb } from "../wire";
import { Contact, sayStanding } from "./contact";
import { wanted } from "./wanted";

afterEach(() => {
  cleanup();
  wanted.set(null);
});

const other = (number: string, changes: Partial<Related> = {}): Related => ({
  number,
  subject: "Where is my parcel?",
  step: "proposing",
  outcome: null,
  received_at: "2026-11-02T15:00:00Z",
  ...changes,
});

test("other tickets of the same shopper are a link away, and open ones one step from being merged", () => {
  const actions: Verb[] = ["merge"];
  const related = [other("10016"), other("10017", { step: "closed", outcome: "satisfied" })];
  render(<Contact ticket={ticket({ related, actions })} />);
  const links = screen.getAllByRole("link").map((link) => link.getAttribute("href"));
  expect(links).toEqual(["/console/tickets/10016", "/console/tickets/10017"]);
  expect(screen.getAllByRole("button", { name: /^Merge/ })).toHaveLength(1);
  fireEvent.click(screen.getByRole("button", { name: "Merge this ticket into 10016" }));
  expect(wanted.value).toEqual({ verb: "merge", values: { into: "10016" } });
});

test("who may not merge is offered none", () => {
  render(<Contact ticket={ticket({ related: [other("10016")], actions: ["note"] })} />);
  expect(screen.queryByRole("button", { name: /^Merge/ })).toBeNull();
});

test("how another ticket stands is said in a word or two", () => {
  expect(sayStanding(other("10016"))).toBe("open");
  expect(sayStanding(other("10016", { step: "closed", outcome: "satisfied" }))).toBe("closed");
  expect(sayStanding(other("10016", { step: "closed", outcome: "no_answer" }))).toBe("closed, no answer");
});
