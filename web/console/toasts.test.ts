import { expect, test } from "vitest";
import { dismissed, noticed } from "./toasts";
import type { Notice } from "./wire";

const notice = (number: string, kind: Notice["kind"]): Notice => ({
  number,
  kind,
  text: "",
  at: "2026-11-03T15:00:00Z",
});

test("the newest notice comes first, and a ticket's later one replaces its earlier one", () => {
  const first = noticed([], notice("10001", "at_risk"));
  const second = noticed(first, notice("10002", "new"));
  const third = noticed(second, notice("10001", "breached"));
  expect(third.map(({ number, kind }) => `${number} ${kind}`)).toEqual(["10001 breached", "10002 new"]);
  expect(dismissed(third, "10001")).toEqual([notice("10002", "new")]);
});
