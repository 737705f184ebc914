import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { me, row } from "./fixtures";
import type { Live } from "./live";
import type { QueueFeed } from "./queue/feed";
import { loaded, type QueueState, startOf } from "./queue/state";
import { SessionContext } from "./session";
import { Store } from "./store";
import { Drafts } from "./ticket/drafts";
import { dismissed, noticed, notices, Toasts } from "./toasts";
import type { Notice } from "./wire";

afterEach(() => {
  cleanup();
  notices.set([]);
  queueState = null;
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
  expect(screen.getByText(/The confirmation is at risk. Nobody works on it now./)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Take 10007" }));
  expect(take).toHaveBeenCalledWith("10007");
  expect(notices.value).toEqual([]);
});

test("what one holds already is no offer", () => {
  shown(vi.fn(), notice("10007", "at_risk", "Ticket 10007: The confirmation is at risk."));
  expect(screen.queryByRole("button", { name: "Take 10007" })).toBeNull();
  expect(screen.getByRole("link", { name: "Open 10007" })).toBeTruthy();
});

test("an offer goes when the queue shows that somebody has taken it, and stays while its holder is away", () => {
  const offers = [notice("10007", "offer", "One"), notice("10008", "offer", "Two"), notice("10009", "offer", "Three")];
  const tom = { id: "u-tom", name: "Tom Okafor" };
  const page = [
    row("10007", { assignee: tom }),
    row("10008", { assignee: tom, offered_at: "2026-11-03T15:00:00Z" }),
    row("10009"),
  ];
  const open = { view: "open", q: "" } as const;
  const counts = { open: 3, mine: 0, unheld: 1, at_risk: 3, breached: 0, waiting: 0 };
  queueState = new Store(loaded(startOf(open), open, { tickets: page, next: null, counts }, 0));
  shown(vi.fn(), ...offers);
  const buttons = screen.getAllByRole("button", { name: /^Take/ });
  expect(buttons.map(({ textContent }) => textContent)).toEqual(["Take 10008", "Take 10009"]);
});

let queueState: Store<QueueState> | null = null;

function shown(take: (number: string) => void, ...all: Notice[]): void {
  notices.set(all);
  const queue = queueState && ({ state: queueState } as QueueFeed);
  const drafts = new Drafts(localStorage, me.user.id);
  const session = { me, live: {} as Live, drafts, queue, takeNext: vi.fn(), take };
  render(
    <SessionContext.Provider value={session}>
      <Toasts />
    </SessionContext.Provider>,
  );
}
