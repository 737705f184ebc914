/** The queue: what is open, how urgent it is, and who has it. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useNow } from "../clock";
import { useKeys } from "../keys";
import { go } from "../navigation";
import { Icon } from "../parts/icons";
import { useMedia } from "../parts/media";
import { queuePath } from "../routes";
import { useSession } from "../session";
import { useStore } from "../store";
import { saidTime } from "../words/times";
import type { QueueFeed } from "./feed";
import { QueueList } from "./queue-list";
import { QueueTable } from "./queue-table";
import { type Query, shown } from "./state";
import { Views } from "./views";

export function QueuePage({ query, feed }: { query: Query; feed: QueueFeed }) {
  const { me, takeNext } = useSession();
  const state = useStore(feed.state);
  const now = useNow();
  const wide = useMedia("(min-width: 75rem)");
  const search = useRef<HTMLInputElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const listing = shown(state);
  const tickets = listing?.tickets ?? [];

  useEffect(() => feed.show(query), [query.view, query.q]);
  useScrollKept(feed, listing !== null);
  useFocusKept(body, state.selected);

  const step = (by: 1 | -1): void => {
    feed.move(by);
    focusTicket(body.current, feed.state.value.selected);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    "/": () => search.current?.focus(),
  });

  const List = wide ? QueueTable : QueueList;
  return (
    <main id="main" class="queue" tabIndex={-1}>
      <div class="queue-head">
        <h1 tabIndex={-1}>Queue</h1>
        <Search key={query.view} query={query} input={search} />
        <button type="button" class="button button-primary" aria-keyshortcuts="n" onClick={takeNext}>
          Take next
        </button>
      </div>
      <Views current={query} counts={state.counts} />
      <p class="stale" role="status">
        {state.fault &&
          listing &&
          `This is the queue as of ${saidTime(iso(listing.loadedAt), me.shop.time_zone)}. ${state.fault.passing ? "" : state.fault.message}`}
      </p>
      <div ref={body} onFocusIn={(event) => feed.select(numberAt(event.target) ?? state.selected)}>
        {tickets.length > 0 && <List tickets={tickets} selected={state.selected} now={now} me={me} />}
        {listing && tickets.length === 0 && <Nothing query={query} />}
        {!listing && (state.fault ? <NotLoaded feed={feed} /> : <p class="empty">Loading the queue ...</p>)}
      </div>
      {listing?.next && (
        <p class="more">
          <button type="button" class="button" onClick={() => feed.more()}>
            Show more
          </button>
        </p>
      )}
    </main>
  );
}

const SEARCH_AFTER_MS = 250;

function Search({ query, input }: { query: Query; input: { current: HTMLInputElement | null } }) {
  const [text, setText] = useState(query.q);
  useEffect(() => {
    // Another address, not this field, asked for other words.
    if (document.activeElement !== input.current) setText(query.q);
  }, [query.q]);
  useEffect(() => {
    if (text.trim() === query.q) return;
    const timer = setTimeout(() => go(queuePath(query.view, text.trim()), { replace: true }), SEARCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <search class="queue-search">
      <label class="visually-hidden" for="queue-search">
        Search these tickets
      </label>
      <Icon name="search" />
      <input
        id="queue-search"
        ref={input}
        class="input"
        type="search"
        autocomplete="off"
        placeholder="Number, name, e-mail, order"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
    </search>
  );
}

function Nothing({ query }: { query: Query }) {
  if (query.q) {
    return (
      <div class="empty">
        <p>No ticket here fits "{query.q}".</p>
        <p>Search looks at the view you are in. Try another view, or fewer words.</p>
      </div>
    );
  }
  const [first, second] = EMPTY[query.view];
  return (
    <div class="empty">
      <p>{first}</p>
      <p>{second}</p>
    </div>
  );
}

const EMPTY: Record<Query["view"], [string, string]> = {
  open: ["Nothing is open.", "New tickets appear here by themselves, the most urgent first."],
  mine: ["You hold no ticket.", "Take next gives you the most urgent one that nobody holds."],
  unheld: ["Every open ticket has somebody.", "New tickets appear here by themselves."],
  waiting: ["No ticket waits for a shopper.", "Tickets come here when you ask and wait, or when consent is out."],
  held: ["Nothing is held back.", "What may be spam comes here until somebody has looked at it."],
  closed: ["No ticket is closed yet.", "Tickets come here after the follow-up."],
};

function NotLoaded({ feed }: { feed: QueueFeed }) {
  return (
    <div class="empty" role="alert">
      <p>The queue could not be loaded.</p>
      <p>{feed.state.value.fault?.message}</p>
      <p>
        <button type="button" class="button" onClick={() => feed.refetch()}>
          Try again
        </button>
      </p>
    </div>
  );
}

/** Back from a ticket, the queue is where it was. */
function useScrollKept(feed: QueueFeed, ready: boolean): void {
  useLayoutEffect(() => {
    if (ready) scrollTo(0, feed.scrolledTo);
  }, [ready]);
  useEffect(() => {
    const keep = (): void => {
      feed.scrolledTo = scrollY;
    };
    addEventListener("scroll", keep, { passive: true });
    return () => removeEventListener("scroll", keep);
  }, []);
}

/** Where a list moved under the focus, the focus goes to what is selected now, not to the top of the page. */
function useFocusKept(body: { current: HTMLElement | null }, selected: string | null): void {
  const had = useRef(false);
  useLayoutEffect(() => {
    if (had.current && document.activeElement === document.body) focusTicket(body.current, selected);
    had.current = body.current?.contains(document.activeElement) ?? false;
  });
}

export function focusTicket(body: HTMLElement | null, number: string | null): void {
  if (number) body?.querySelector<HTMLElement>(`a[data-number="${CSS.escape(number)}"]`)?.focus();
}

const numberAt = (target: EventTarget | null): string | null =>
  target instanceof HTMLElement ? (target.closest<HTMLElement>("[data-number]")?.dataset.number ?? null) : null;

const iso = (moment: number): string => new Date(moment).toISOString();
