import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../api";
import type { Hints, Live } from "../live";
import { DueFeed } from "./feed";
import type { DueDays } from "./wire";

const due: DueDays = { today: "2026-11-03", time_zone: "UTC", overdue: { count: 0, tickets: [] }, days: [] };

class FakeLive {
  private readonly listeners = new Map<keyof Hints, () => void>();

  on(name: keyof Hints, listener: () => void): () => void {
    this.listeners.set(name, listener);
    return () => this.listeners.delete(name);
  }

  hint(name: keyof Hints): void {
    this.listeners.get(name)?.();
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function started(load: () => Promise<DueDays>) {
  const live = new FakeLive();
  return { live, feed: new DueFeed(live as unknown as Live, load) };
}

test("many hints in a moment make one fetch, and none once the page is left", async () => {
  const load = vi.fn(async () => due);
  const { live, feed } = started(load);
  await vi.advanceTimersByTimeAsync(0);
  expect(load).toHaveBeenCalledTimes(1);
  for (let index = 0; index < 50; index++) live.hint("queue");
  await vi.advanceTimersByTimeAsync(2000);
  expect(load).toHaveBeenCalledTimes(2);
  feed.stop();
  live.hint("queue");
  await vi.advanceTimersByTimeAsync(120_000);
  expect(load).toHaveBeenCalledTimes(2);
});

test("the days last known stand while the server is away", async () => {
  const load = vi.fn<() => Promise<DueDays>>().mockResolvedValueOnce(due);
  load.mockRejectedValueOnce(new ApiError(0, "unreachable", "The server cannot be reached."));
  const { live, feed } = started(load);
  await vi.advanceTimersByTimeAsync(0);
  live.hint("back");
  await vi.advanceTimersByTimeAsync(0);
  expect(feed.state.value).toMatchObject({ due, fault: { code: "unreachable" } });
  feed.stop();
});
