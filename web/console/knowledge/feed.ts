/** Keeps the overview of the knowledge up to date: after hints, every 30 seconds, and when the connection is back. */

import { ApiError } from "../api";
import { serverNow } from "../clock";
import { Refetcher } from "../feed";
import type { Live } from "../live";
import { Store } from "../store";
import { roomApi } from "./room-api";
import type { Room } from "./wire";

export interface RoomState {
  room: Room | null;
  loadedAt: number;
  fault: ApiError | null;
}

const EVERY_MS = 30_000;

export class RoomFeed {
  readonly state = new Store<RoomState>({ room: null, loadedAt: 0, fault: null });
  private readonly refetcher = new Refetcher(() => this.fetch());
  private readonly leave: (() => void)[];

  constructor(
    live: Live,
    private readonly load: typeof roomApi.room = roomApi.room,
  ) {
    const timer = setInterval(() => void this.refetcher.now(), EVERY_MS);
    this.leave = [
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
      const room = await this.load();
      this.state.set({ room, loadedAt: serverNow(), fault: null });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.state.update((state) => ({ ...state, fault: error }));
    }
  }
}
