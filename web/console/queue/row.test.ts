import { expect, test } from "vitest";
import { me, NEW_YORK, NOW, row } from "../fixtures";
import { sayAssignee, sayDue, sayLapse, sayWaiting } from "./row";

const anna = { id: "u-anna", name: "Anna Keller" };
const tom = { id: "u-tom", name: "Tom Okafor" };
const claim_lapses_at = "2026-11-03T17:00:00Z";

test("an untouched claim says when it goes back, to who holds it and to others", () => {
  expect(sayLapse(row("10001", { assignee: anna, claim_lapses_at }), me, NOW)).toBe(
    "Goes back to the queue Tue 3 Nov, 12:00 unless you do something",
  );
  expect(sayLapse(row("10001", { assignee: tom, claim_lapses_at }), me, NOW)).toBe(
    "Goes back to the queue Tue 3 Nov, 12:00 unless Tom Okafor does something",
  );
});

test("a claim that somebody works on, or that has lapsed, says nothing", () => {
  expect(sayLapse(row("10001", { assignee: anna }), me, NOW)).toBe("");
  expect(sayLapse(row("10001", { assignee: anna, claim_lapses_at: "2026-11-03T15:00:00Z" }), me, NOW)).toBe("");
  expect(sayWaiting(row("10001", { assignee: anna }), me, NOW)).toBe("");
});

test("a line of the queue says what it waits for, a snooze before the wait and the wait before the claim", () => {
  const waiting = { since: "2026-11-03T13:00:00Z", for: "consent" as const };
  const snoozed_until = "2026-11-04T14:00:00Z";
  expect(sayWaiting(row("10001", { claim_lapses_at }), me, NOW)).toBe("Goes back Tue 3 Nov, 12:00");
  expect(sayWaiting(row("10001", { claim_lapses_at, waiting }), me, NOW)).toBe("2 h, for consent");
  const long = { ...waiting, since: "2026-10-30T13:00:00Z" };
  expect(sayWaiting(row("10001", { waiting: long }), me, NOW)).toBe("Since Fri 30 Oct, for consent");
  expect(sayWaiting(row("10001", { waiting, snoozed_until }), me, NOW)).toBe("Snoozed until Wed 4 Nov, 09:00");
  expect(sayWaiting(row("10001", { held: true, snoozed_until }), me, NOW)).toBe("Perhaps spam");
});

test("where nothing is promised any more it says when the ticket closes by itself", () => {
  const done = row("10001", { step: "following_up", next: null, closes_by_itself_at: "2026-11-10T22:00:00Z" });
  expect(sayDue(done, NEW_YORK, NOW).text).toBe("Closes by itself Tue 10 Nov, 17:00");
  expect(sayDue({ ...done, closes_by_itself_at: null }, NEW_YORK, NOW).text).toBe("No promise is running");
});

test("who holds a ticket is said, and that it is offered to all the same", () => {
  expect(sayAssignee(row("10001"), me)).toBe("Nobody");
  expect(sayAssignee(row("10001", { assignee: tom }), me)).toBe("Tom Okafor");
  expect(sayAssignee(row("10001", { assignee: tom, offered_at: "2026-11-03T15:00:00Z" }), me)).toBe(
    "Tom Okafor, offered to all",
  );
  expect(sayAssignee(row("10001", { assignee: anna, offered_at: "2026-11-03T15:00:00Z" }), me)).toBe("You");
});
