/** Everything the assistant knows, by topic, with how it does, and what is wrong with the folder. */

import { useEffect, useRef, useState } from "preact/hooks";
import { useKeys } from "../../keys";
import { go, Link } from "../../navigation";
import { Icon } from "../../parts/icons";
import { type EntryOrder, entriesPath } from "../../routes";
import { useSession } from "../../session";
import { useStore } from "../../store";
import { counted, humanWords } from "../../words/labels";
import { saidTime } from "../../words/times";
import { useRoom } from "../context";
import { errorsOf, FindingList } from "../findings";
import type { Room } from "../wire";
import { byCare, byTopic, caresOf, fitting } from "./care";
import { DraftList } from "./draft-list";
import { Entries } from "./entries";
import { NewEntry } from "./new-entry";
import { OtherFiles } from "./other-files";

export function OverviewPage({ q, order }: { q: string; order: EntryOrder }) {
  const { feed } = useRoom();
  const { me } = useSession();
  const { room, loadedAt, fault } = useStore(feed.state);
  const [making, setMaking] = useState(false);
  return (
    <>
      <div class="room-head">
        <h1 tabIndex={-1}>Knowledge</h1>
        <Search q={q} order={order} />
        <button type="button" class="button button-primary" disabled={!room} onClick={() => setMaking(true)}>
          New entry
        </button>
      </div>
      <p class="stale" role="status">
        {fault &&
          room &&
          `This is the knowledge as of ${saidTime(new Date(loadedAt).toISOString(), me.shop.time_zone)}. ${fault.passing ? "" : fault.message}`}
      </p>
      {room && <Folder room={room} q={q} order={order} />}
      {!room && !fault && <p class="empty">Loading the entries ...</p>}
      {!room && fault && (
        <div class="empty" role="alert">
          <p>The entries could not be loaded.</p>
          <p>{fault.message}</p>
          <p>
            <button type="button" class="button" onClick={() => feed.refetch()}>
              Try again
            </button>
          </p>
        </div>
      )}
      {making && room && <NewEntry room={room} onClose={() => setMaking(false)} />}
    </>
  );
}

function Folder({ room, q, order }: { room: Room; q: string; order: EntryOrder }) {
  const found = fitting(room.entries, q);
  const care = found.filter((entry) => caresOf(entry, room.problems).length > 0).length;
  return (
    <>
      <Problems room={room} />
      <DraftList />
      <div class="room-orders">
        <ul aria-label="Order">
          <li>
            <Link to={entriesPath(q, "topic")} aria-current={order === "topic" ? "page" : undefined}>
              By topic
            </Link>
          </li>
          <li>
            <Link to={entriesPath(q, "care")} aria-current={order === "care" ? "page" : undefined}>
              What needs care first
            </Link>
          </li>
        </ul>
        <p class="faint" role="status">
          {q ? `${found.length} of ${counted(room.entries.length, "entry", "entries")}` : summary(room, care)}
        </p>
      </div>
      {found.length === 0 && (
        <div class="empty">
          <p>{q ? `No entry fits "${q}".` : "There is no entry yet."}</p>
          <p>{q ? "Fewer words find more." : "New entry makes the first one."}</p>
        </div>
      )}
      {order === "care" ? (
        <Entries entries={byCare(found, room.problems)} room={room} label="Entries, those that need care first" />
      ) : (
        <div class="topics">
          {byTopic(found).map(({ topic, entries }) => (
            <section key={topic} aria-labelledby={`topic-${topic}`}>
              <h2 id={`topic-${topic}`} class="topic">
                {humanWords(topic)} <span class="count">{entries.length}</span>
              </h2>
              <Entries entries={entries} room={room} label={humanWords(topic)} />
            </section>
          ))}
        </div>
      )}
      {!q && <OtherFiles room={room} />}
    </>
  );
}

const summary = (room: Room, care: number): string =>
  `${counted(room.entries.length, "entry", "entries")}, ${care === 0 ? "none needs care" : `${care} to look at`}. Counted over the last ${room.period_days} days.`;

function Problems({ room }: { room: Room }) {
  const errors = errorsOf(room.problems);
  if (room.problems.length === 0) return null;
  if (!room.in_use || errors.length > 0) {
    return (
      <section class="notice notice-danger problems" aria-labelledby="problems-title">
        <h2 id="problems-title">The last save is not in use</h2>
        <p>
          {counted(errors.length, "error")} in the folder. Shoppers get the answers from before that save until it is
          mended.
        </p>
        <FindingList findings={errors} />
      </section>
    );
  }
  return (
    <details class="problems">
      <summary>
        <Icon name="clock" />
        {counted(room.problems.length, "finding")} of the check: the folder is in use, and these are worth a look
      </summary>
      <FindingList findings={room.problems} />
    </details>
  );
}

const SEARCH_AFTER_MS = 150;

function Search({ q, order }: { q: string; order: EntryOrder }) {
  const [text, setText] = useState(q);
  const input = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => input.current?.focus() });
  useEffect(() => {
    if (document.activeElement !== input.current) setText(q);
  }, [q]);
  useEffect(() => {
    if (text.trim() === q) return;
    const timer = setTimeout(() => go(entriesPath(text.trim(), order), { replace: true }), SEARCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <search class="queue-search">
      <label class="visually-hidden" for="entry-search">
        Find an entry
      </label>
      <Icon name="search" />
      <input
        id="entry-search"
        ref={input}
        class="input"
        type="search"
        autocomplete="off"
        placeholder="Title, topic, source, figure"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </search>
  );
}
