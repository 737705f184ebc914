import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { me } from "./fixtures";
import type { Live } from "./live";
import { SessionContext } from "./session";
import { Drafts } from "./ticket/drafts";
import { dismissed, noticed, notices, Toasts } from "./toasts";
import type { Notice } from "./wire";

afterEach(() => {
  cleanup();
  notices.set([]);
});

const notice = (number: string, kind: Notice["kind"], text = ""): Notice => ({
  number,
  kind,
  text,
  at: "2026-11-03T15:00:00Z",
});

test("the newest notice comes first, and a ticket's later one replaces its earlier one", () => {
  const first = noticed([], notice("10001", "at_risk"));
  const second = noticed(first, notice("10002", "new"));
  const third = noticed(second, notice("10001", "breached"));
  expect(third.map(({ number, kind }) => `${number} ${kind}`)).toEqual(["10001 breached", "10002 new"]);
  expect(dismissed(third, "10001")).toEqual([notice("10002", "new")]);
});

test("an offered ticket is taken from its notice, exactly that one, and the notice goes", () => {
  const take = vi.fn();
  shown(take, notice("10007", "offer", "Ticket 10007: The confirmation is at risk."));
  expect(screen.getByText(/The confirmation is at risk. Nobody holds it./)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Take 10007" }));
  expect(take).toHaveBeenCalledWith("10007");
  expect(notices.value).toEqual([]);
});

test("what one holds already is no offer", () => {
  shown(vi.fn(), notice("10007", "at_risk", "Ticket 10007: The confirmation is at risk."));
  expect(screen.queryByRole("button", { name: "Take 10007" })).toBeNull();
  expect(screen.getByRole("link", { name: "Open 10007" })).toBeTruthy();
});

function shown(take: (number: string) => void, ...all: Notice[]): void {
  notices.set(all);
  const drafts = new Drafts(localStorage, me.user.id);
  const session = { me, live: {} as Live, drafts, queue: null, takeNext: vi.fn(), take };
  render(
    <SessionContext.Provider value={session}>
      <Toasts />
    </SessionContext.Provider>,
  );
}
