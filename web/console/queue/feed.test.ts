import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { TicketQuery } from "../api";
import { row } from "../fixtures";
import type { Hints, Live } from "../live";
import type { Counts, TicketPage } from "../wire";
import { QueueFeed } from "./feed";
import { shown } from "./state";

const counts: Counts = {
  open: 120,
  mine: 0,
  unheld: 0,
  at_risk: 0,
  breached: 0,
  unheld_at_risk: 0,
  unheld_breached: 0,
  waiting: 0,
};

class FakeLive {
  private readonly listeners = new Map<string, () => void>();
  on(name: keyof Hints, listener: () => void): () => void {
    this.listeners.set(name, listener);
    return () => undefined;
  }
  hint(name: keyof Hints): void {
    this.listeners.get(name)?.();
  }
}

let live: FakeLive;
let asked: TicketQuery[];
const list = async (query: TicketQuery): Promise<TicketPage> => {
  asked.push(query);
  const from = Number(query.cursor ?? 0);
  const tickets = Array.from({ length: 50 }, (_, index) => row(String(10000 + from + index)));
  return { tickets, next: from + 50 < 120 ? String(from + 50) : null, counts };
};
const start = (): QueueFeed => new QueueFeed({ view: "open", q: "" }, live as unknown as Live, list);

beforeEach(() => {
  vi.useFakeTimers();
  live = new FakeLive();
  asked = [];
});
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
});

describe("the queue", () => {
  test("is fetched well within a second of a hint, and once for many hints", async () => {
    start();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(1);
    live.hint("queue");
    live.hint("changed");
    live.hint("queue");
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toHaveLength(2);
  });

  test("is fetched every 30 seconds without any hint, and at once when the connection is back", async () => {
    start();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(asked).toHaveLength(2);
    live.hint("back");
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(3);
  });

  test("keeps every page the agent has opened when it is fetched again", async () => {
    const feed = start();
    await vi.advanceTimersByTimeAsync(0);
    feed.more();
    await vi.advanceTimersByTimeAsync(0);
    expect(shown(feed.state.value)?.tickets).toHaveLength(100);
    live.hint("queue");
    await vi.advanceTimersByTimeAsync(200);
    expect(shown(feed.state.value)?.tickets).toHaveLength(100);
    expect(asked.slice(-2).map(({ cursor }) => cursor)).toEqual([undefined, "50"]);
  });

  test("asks for view and words alone, whatever else its caller's query holds", async () => {
    const feed = start();
    const route = { page: "queue", view: "open", q: "nora" } as const;
    feed.show(route);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.at(-1)).toEqual({ view: "open", q: "nora", limit: 50 });
  });

  test("begins at the first page in another view", async () => {
    const feed = start();
    await vi.advanceTimersByTimeAsync(0);
    feed.more();
    await vi.advanceTimersByTimeAsync(0);
    feed.show({ view: "mine", q: "" });
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.at(-1)).toEqual({ view: "mine", q: "", limit: 50 });
    expect(shown(feed.state.value)?.tickets).toHaveLength(50);
  });
});
