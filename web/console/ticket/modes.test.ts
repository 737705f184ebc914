import { describe, expect, test } from "vitest";
import { ticket } from "../fixtures";
import type { Ticket, Verb } from "../wire";
import { modeAtFirst, modesOf } from "./modes";

const nothing = (): boolean => false;
const solution: NonNullable<Ticket["solution"]> = {
  version: 1,
  text: "We send a new one.",
  kind: "redelivery",
  section: "customer-service#6",
  fault: "shop",
  cost: "",
  consent: null,
  proposed_at: "2026-11-03T15:00:00Z",
};

describe("the one primary action", () => {
  test.each<[string, Partial<Ticket>, string | null]>([
    ["claims what nobody holds", { assignee: null, actions: ["claim", "confirm", "note"] }, "claim"],
    ["confirms what was received", { step: "received", actions: ["answer", "confirm"] }, "confirm"],
    ["records the verification", { step: "verifying", actions: ["verify", "answer"] }, "verify"],
    ["proposes a solution", { step: "proposing", actions: ["propose", "answer"] }, "propose"],
    ["records consent while it is out", { step: "executing", solution, actions: ["propose", "consent"] }, "consent"],
    [
      "executes what was agreed to",
      { step: "executing", solution: { ...solution, consent: "accept" }, actions: ["propose", "execute"] },
      "execute",
    ],
    ["records the follow-up", { step: "following_up", actions: ["follow-up", "reopen"] }, "follow-up"],
    ["looks at what may be spam first", { held: true, actions: ["accept", "discard", "confirm"] }, "accept"],
    ["is none on a closed ticket", { step: "closed", actions: ["note", "reopen"] }, null],
    ["is none where another person holds it", { step: "verifying", actions: ["note"] }, null],
  ])("%s", (_, changes, primary) => {
    expect(modesOf(ticket(changes)).primary).toBe(primary);
  });
});

test("only what the server allows is offered, each once, and what cannot be taken back comes last", () => {
  const { primary, beside, more } = modesOf(ticket());
  expect(primary).toBe("confirm");
  expect(beside).toEqual(["answer", "reply", "ask", "call", "note"]);
  expect(more).toEqual(["transfer", "release", "snooze", "discard"]);
});

test("a ticket opens at what was begun and not sent, else at its next step", () => {
  expect(modeAtFirst(ticket(), nothing)).toBe("confirm");
  expect(modeAtFirst(ticket(), (verb) => verb === "note")).toBe("note");
  expect(modeAtFirst(ticket({ step: "closed", actions: ["note", "reopen"] }), nothing)).toBeNull();
  expect(modeAtFirst(ticket({ step: "verifying", actions: ["note"] }), nothing)).toBe("note");
});

test("a colleague's ticket can be claimed while it is offered, and one's own need not be", () => {
  const tom = { id: "u-tom", name: "Tom Okafor" };
  const actions: Verb[] = ["claim", "note"];
  expect(modesOf(ticket({ assignee: tom, offered_at: "2026-11-03T15:00:00Z", actions })).beside).toEqual([
    "claim",
    "note",
  ]);
  const mine = modesOf(ticket({ actions }));
  expect([...mine.beside, ...mine.more]).toEqual(["note"]);
});
