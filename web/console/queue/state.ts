/** What does the queue page know, and how does that change? Pure: the fetching is in feed.ts. */

import type { ApiError } from "../api";
import type { Counts, TicketPage, TicketRow, View } from "../wire";

export interface Query {
  view: View;
  q: string;
}

export interface Listing {
  tickets: readonly TicketRow[];
  next: string | null;
  /** By the server's clock. */
  loadedAt: number;
}

export interface QueueState {
  query: Query;
  /** The last known listing of every query looked at, so that going back shows it at once. */
  listings: Readonly<Record<string, Listing>>;
  counts: Counts | null;
  /** The ticket last pointed at; it stays so while the list moves around it. */
  selected: string | null;
  /** Why the last fetch brought nothing; what was known stands meanwhile. */
  fault: ApiError | null;
}

const LISTINGS_KEPT = 12;

export const startOf = (query: Query): QueueState => ({
  query,
  listings: {},
  counts: null,
  selected: null,
  fault: null,
});

export const keyOf = (query: Query): string => `${query.view} ${query.q}`;

export const shown = (state: QueueState): Listing | null => state.listings[keyOf(state.query)] ?? null;

export const asked = (state: QueueState, query: Query): QueueState =>
  keyOf(query) === keyOf(state.query) ? state : { ...state, query, selected: null, fault: null };

/** A fetch of `query` came back, perhaps after the agent moved on to another view. */
export function loaded(state: QueueState, query: Query, page: TicketPage, at: number): QueueState {
  const key = keyOf(query);
  const { [key]: before, ...others } = state.listings;
  const kept = Object.fromEntries(Object.entries(others).slice(-(LISTINGS_KEPT - 1)));
  const listings = { ...kept, [key]: { tickets: page.tickets, next: page.next, loadedAt: at } };
  const next = { ...state, listings, counts: page.counts };
  if (key !== keyOf(state.query)) return next;
  return { ...next, fault: null, selected: stillSelected(state.selected, before?.tickets ?? [], page.tickets) };
}

export const failed = (state: QueueState, query: Query, fault: ApiError): QueueState =>
  keyOf(query) === keyOf(state.query) ? { ...state, fault } : state;

export const select = (state: QueueState, number: string | null): QueueState =>
  state.selected === number ? state : { ...state, selected: number };

/** Down or up by one; from nowhere to the first or the last. Stops at the ends. */
export function move(state: QueueState, by: 1 | -1): QueueState {
  const tickets = shown(state)?.tickets ?? [];
  if (tickets.length === 0) return state;
  const at = tickets.findIndex((ticket) => ticket.number === state.selected);
  const to = at < 0 ? (by > 0 ? 0 : tickets.length - 1) : Math.min(Math.max(at + by, 0), tickets.length - 1);
  return select(state, tickets[to]?.number ?? null);
}

/** The same ticket while it is listed; when it left, whatever took its place. */
function stillSelected(
  selected: string | null,
  before: readonly TicketRow[],
  after: readonly TicketRow[],
): string | null {
  if (selected === null || after.some((ticket) => ticket.number === selected)) return selected;
  const at = before.findIndex((ticket) => ticket.number === selected);
  if (at < 0) return null;
  return after[Math.min(at, after.length - 1)]?.number ?? null;
}

/** What the page's title says first, as agents work in other tabs too: "2 breached, 1 at risk". */
export function alarm(counts: Counts | null): string {
  const parts: string[] = [];
  if (counts?.breached) parts.push(`${counts.breached} breached`);
  if (counts?.at_risk) parts.push(`${counts.at_risk} at risk`);
  return parts.join(", ");
}
