/** Keeps one ticket up to date while its page is open. */

import { ApiError, api } from "../api";
import { serverNow } from "../clock";
import { Refetcher } from "../feed";
import type { Live } from "../live";
import { Store } from "../store";
import type { Ticket } from "../wire";

export interface TicketState {
  ticket: Ticket | null;
  /** By the server's clock. */
  loadedAt: number;
  fault: ApiError | null;
  /** The shopper is writing just now. */
  typing: boolean;
}

const EVERY_MS = 30_000;
const TYPING_LASTS_MS = 5000;

export class TicketFeed {
  readonly state = new Store<TicketState>({ ticket: null, loadedAt: 0, fault: null, typing: false });
  private readonly refetcher = new Refetcher(() => this.fetch());
  private readonly leave: (() => void)[] = [];
  private typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly number: string,
    live: Live,
    private readonly load: typeof api.ticket = api.ticket,
  ) {
    const timer = setInterval(() => void this.refetcher.now(), EVERY_MS);
    this.leave.push(
      live.watch(number),
      live.on("changed", (hint) => this.heard(hint)),
      live.on("back", () => void this.refetcher.now()),
      live.on("typing", (hint) => {
        if (hint.number === number && hint.who === "shopper") this.typing();
      }),
      () => clearInterval(timer),
      () => clearTimeout(this.typingTimer),
    );
    void this.refetcher.now();
  }

  stop(): void {
    this.refetcher.stop();
    for (const leave of this.leave) leave();
  }

  refetch(): Promise<void> {
    return this.refetcher.now();
  }

  /** The answer to an action is the newest there is, unless a fetch in between brought a newer one. */
  replace(ticket: Ticket): void {
    this.state.update((state) => taken(state, ticket, serverNow()));
  }

  private heard(hint: { number: string; version: number }): void {
    if (hint.number !== this.number) return;
    const known = this.state.value.ticket;
    if (!known || hint.version === undefined || hint.version > known.version) this.refetcher.soon();
  }

  private typing(): void {
    this.state.update((state) => ({ ...state, typing: true }));
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.state.update((state) => ({ ...state, typing: false })), TYPING_LASTS_MS);
  }

  private async fetch(): Promise<void> {
    try {
      this.replace(await this.load(this.number));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.state.update((state) => ({ ...state, fault: error }));
    }
  }
}

/** Never goes back to an older version; a message of the shopper's ends the typing that announced it. */
export function taken(state: TicketState, ticket: Ticket, at: number): TicketState {
  const known = state.ticket;
  if (known && known.number === ticket.number && ticket.version < known.version) return { ...state, fault: null };
  const wrote = shoppersMessages(ticket) > (known ? shoppersMessages(known) : 0);
  return { ticket, loadedAt: at, fault: null, typing: state.typing && !wrote };
}

const shoppersMessages = (ticket: Ticket): number =>
  ticket.messages.filter(({ author }) => author.kind === "shopper").length;
