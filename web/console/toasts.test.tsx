import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { me, row } from "./fixtures";
import type { Live } from "./live";
import { arrival, notices } from "./notices";
import type { QueueFeed } from "./queue/feed";
import { loaded, type QueueState, startOf } from "./queue/state";
import { SessionContext } from "./session";
import { Store } from "./store";
import { Drafts } from "./ticket/drafts";
import { Toasts } from "./toasts";
import type { Me, Notice } from "./wire";

afterEach(() => {
  cleanup();
  notices.set([]);
  arrival.set("");
  history.replaceState(null, "", "/console/");
  queueState = null;
});

const notice = (number: string, kind: Notice["kind"], text = ""): Notice => ({
  number,
  kind,
  text,
  at: "2026-11-03T15:00:00Z",
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
  queueState = new Store(loaded(startOf(open), open, { tickets: page, next: null, counts }, 0));
  shown(vi.fn(), ...offers);
  expect(screen.getByText("2 tickets are late or at risk, and nobody works on them now.")).toBeTruthy();
});

test("several offers are one notice, which hands out the most urgent one and goes", () => {
  const numbers = ["10007", "10008", "10009", "10010"];
  const { takeNext } = shown(vi.fn(), ...numbers.map((number) => notice(number, "offer", "One")));
  expect(screen.getAllByRole("button", { name: /^Dismiss/ })).toHaveLength(1);
  expect(screen.getByText("4 tickets are late or at risk, and nobody works on them now.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Take next" }));
  expect(takeNext).toHaveBeenCalled();
  expect(notices.value).toEqual([]);
});

test("what nobody holds is said on arriving, with the way to take it", () => {
  arrival.set("1 ticket is at risk, and nobody holds it.");
  const { takeNext } = shown(vi.fn());
  fireEvent.click(screen.getByRole("button", { name: "Take next" }));
  expect(takeNext).toHaveBeenCalled();
  expect(screen.queryByText(/nobody holds it/)).toBeNull();
});

test("a lead's own breach comes before those of others, which came later", () => {
  const lea = { ...me, user: { ...me.user, id: "u-lea", role: "lead" as const } };
  const open = { view: "open", q: "" } as const;
  const page = [row("10001", { assignee: { id: "u-lea", name: "Lea Brandt" } })];
  queueState = new Store(loaded(startOf(open), open, { tickets: page, next: null, counts }, 0));
  shownTo(lea, vi.fn(), notice("10002", "breached", "Theirs"), notice("10001", "breached", "Hers"));
  expect(screen.getAllByText(/Theirs|Hers/).map(({ textContent }) => textContent?.trim())).toEqual(["Hers", "Theirs"]);
});

const counts = {
  open: 3,
  mine: 0,
  unheld: 1,
  at_risk: 3,
  breached: 0,
  unheld_at_risk: 1,
  unheld_breached: 0,
  waiting: 0,
};
let queueState: Store<QueueState> | null = null;

const shown = (take: (number: string) => void, ...all: Notice[]) => shownTo(me, take, ...all);

function shownTo(who: Me, take: (number: string) => void, ...all: Notice[]) {
  notices.set(all);
  const queue = queueState && ({ state: queueState } as QueueFeed);
  const drafts = new Drafts(localStorage, who.user.id);
  const session = { me: who, live: {} as Live, drafts, queue, takeNext: vi.fn(), take };
  render(
    <SessionContext.Provider value={session}>
      <Toasts />
    </SessionContext.Provider>,
  );
  return session;
}
