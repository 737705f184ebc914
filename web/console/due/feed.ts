/** Keeps what falls due up to date while its page is open: after hints, every minute, and when the connection is back. */

import { ApiError, get } from "../api";
import { serverNow } from "../clock";
import { Refetcher } from "../feed";
import type { Live } from "../live";
import { Store } from "../store";
import type { DueDays } from "./wire";

export interface DueState {
  due: DueDays | null;
  /** By the server's clock. */
  loadedAt: number;
  fault: ApiError | null;
}

const EVERY_MS = 60_000;
/** Many hints in a busy minute make few fetches: nobody reads days by the second. */
const AFTER_A_HINT_MS = 2000;

export class DueFeed {
  readonly state = new Store<DueState>({ due: null, loadedAt: 0, fault: null });
  private readonly refetcher = new Refetcher(() => this.fetch(), AFTER_A_HINT_MS);
  private readonly leave: (() => void)[];

  constructor(
    live: Live,
    private readonly load: () => Promise<DueDays> = () => get<DueDays>("/api/v1/calendar"),
  ) {
    const timer = setInterval(() => void this.refetcher.now(), EVERY_MS);
    this.leave = [
      live.on("queue", () => this.refetcher.soon()),
      live.on("knowledge", () => this.refetcher.soon()),
      live.on("back", () => void this.refetcher.now()),
      () => clearInterval(timer),
    ];
    void this.refetcher.now();
  }

  stop(): void {
    this.refetcher.stop();
    for (const leave of this.leave) leave();
  }

  refetch(): void {
    void this.refetcher.now();
  }

  private async fetch(): Promise<void> {
    try {
      this.state.set({ due: await this.load(), loadedAt: serverNow(), fault: null });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.state.update((state) => ({ ...state, fault: error }));
    }
  }
}
