/** Keeps the queue up to date: after hints, every 30 seconds, and when the connection is back. */

import { ApiError, api } from "../api";
import { serverNow } from "../clock";
import { Refetcher } from "../feed";
import type { Live } from "../live";
import { Store } from "../store";
import type { TicketPage, TicketRow } from "../wire";
import { asked, failed, loaded, move, type Query, type QueueState, select, startOf } from "./state";

const PAGE = 50;
const EVERY_MS = 30_000;

export class QueueFeed {
  readonly state: Store<QueueState>;
  /** Where the page was scrolled to, for the way back from a ticket. */
  scrolledTo = 0;
  private pages = 1;
  private readonly refetcher = new Refetcher(() => this.fetch());

  constructor(
    query: Query,
    live: Live,
    private readonly list: typeof api.tickets = api.tickets,
  ) {
    this.state = new Store(startOf(query));
    live.on("queue", () => this.refetcher.soon());
    live.on("changed", () => this.refetcher.soon());
    live.on("back", () => void this.refetcher.now());
    setInterval(() => void this.refetcher.now(), EVERY_MS);
    void this.refetcher.now();
  }

  show(query: Query): void {
    const before = this.state.value;
    this.state.update((state) => asked(state, query));
    if (this.state.value === before) return;
    this.pages = 1;
    this.scrolledTo = 0;
    void this.refetcher.now();
  }

  refetch(): void {
    void this.refetcher.now();
  }

  more(): void {
    this.pages += 1;
    void this.refetcher.now();
  }

  select(number: string | null): void {
    this.state.update((state) => select(state, number));
  }

  move(by: 1 | -1): void {
    this.state.update((state) => move(state, by));
  }

  private async fetch(): Promise<void> {
    const { view, q } = this.state.value.query;
    const query = { view, q };
    try {
      const page = await this.fetchPages(query);
      this.state.update((state) => loaded(state, query, page, serverNow()));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.state.update((state) => failed(state, query, error));
    }
  }

  /** As many pages as the agent has opened, as one. */
  private async fetchPages(query: Query): Promise<TicketPage> {
    let page = await this.list({ ...query, limit: PAGE });
    const tickets = new Map<string, TicketRow>(page.tickets.map((ticket) => [ticket.number, ticket]));
    for (let fetched = 1; fetched < this.pages && page.next; fetched++) {
      page = await this.list({ ...query, limit: PAGE, cursor: page.next });
      for (const ticket of page.tickets) tickets.set(ticket.number, ticket);
    }
    return { ...page, tickets: [...tickets.values()] };
  }
}
