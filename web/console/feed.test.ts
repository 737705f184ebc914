import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Refetcher } from "./feed";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a hint during a fetch is not lost: it fetches once more afterwards, and never two at once", async () => {
  let running = 0;
  let most = 0;
  let fetched = 0;
  const refetcher = new Refetcher(async () => {
    running += 1;
    most = Math.max(most, running);
    fetched += 1;
    await new Promise((resolve) => setTimeout(resolve, 500));
    running -= 1;
  });
  void refetcher.now();
  await vi.advanceTimersByTimeAsync(100);
  void refetcher.now();
  refetcher.soon();
  await vi.advanceTimersByTimeAsync(2000);
  expect(fetched).toBe(2);
  expect(most).toBe(1);
});

test("nothing is fetched after the end", async () => {
  let fetched = 0;
  const refetcher = new Refetcher(async () => {
    fetched += 1;
  });
  refetcher.soon();
  refetcher.stop();
  await refetcher.now();
  await vi.advanceTimersByTimeAsync(1000);
  expect(fetched).toBe(0);
});
