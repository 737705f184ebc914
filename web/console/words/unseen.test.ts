import { expect, test } from "vitest";
import { NEW_YORK, NOW, row } from "../fixtures";
import type { Unseen } from "../wire";
import { sayUnseen } from "./unseen";

const said = (what: Unseen["what"], at: string, name = "Bo Lind"): string | undefined => {
  const told = sayUnseen(
    row("10001", { unseen: { what, at }, shopper: { ...row("10001").shopper, name } }),
    NEW_YORK,
    NOW,
  );
  return told ? [told.text, told.when].filter(Boolean).join(" · ") : undefined;
};

test("what a shopper did is said with their first name, within a day in hours, then with its day", () => {
  expect(said("declined", "2026-11-03T13:00:00Z")).toBe("Bo declined · 2 h ago");
  expect(said("wrote", "2026-11-03T14:59:30Z")).toBe("Bo wrote");
  expect(said("reopened", "2026-10-30T13:00:00Z")).toBe("Bo opened this again · Fri 30 Oct");
  expect(said("accepted", "2026-11-03T14:00:00Z")).toBe("Bo agreed · 1 h ago");
  expect(said("dissatisfied", "2026-11-03T14:00:00Z", "")).toBe("The shopper is not satisfied · 1 h ago");
});

test("a call that is due is a thing to do, whenever it came about", () => {
  const due = "Call Bo: a reminder is due and there is no e-mail address";
  expect(said("call", "2026-10-30T13:00:00Z")).toBe(due);
});

test("a ticket on which somebody has acted says nothing", () => {
  expect(sayUnseen(row("10001"), NEW_YORK, NOW)).toBeNull();
});
