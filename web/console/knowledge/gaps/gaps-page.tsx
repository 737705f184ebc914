/** What shoppers asked in vain, the most wanted first, and the one step that mends it. */

import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../../api";
import { useNow } from "../../clock";
import { go, Link } from "../../navigation";
import { figurePath, filePath } from "../../routes";
import { useSession } from "../../session";
import { useStore } from "../../store";
import { counted } from "../../words/labels";
import { saidDay } from "../../words/times";
import { useRoom } from "../context";
import { entryFile } from "../names";
import { NewEntry } from "../overview/new-entry";
import { roomApi } from "../room-api";
import type { Gap, Gaps, Room } from "../wire";
import { AddPhrasing } from "./add-phrasing";

const PERIODS = [30, 90, 365] as const;

export function GapsPage() {
  const { feed } = useRoom();
  const { room } = useStore(feed.state);
  const [days, setDays] = useState<number>(90);
  const [gaps, setGaps] = useState<Gaps | null>(null);
  const [fault, setFault] = useState<ApiError | null>(null);
  const [from, setFrom] = useState<Gap | null>(null);
  const load = async (): Promise<void> => {
    try {
      setGaps(await roomApi.gaps(days));
      setFault(null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error);
    }
  };
  useEffect(() => void load(), [days, room?.fingerprint]);
  return (
    <div class="pages">
      <div class="room-head">
        <h1 tabIndex={-1}>Gaps</h1>
        <label class="period">
          <span>Asked in the last</span>{" "}
          <select class="input" value={days} onChange={(event) => setDays(Number(event.currentTarget.value))}>
            {PERIODS.map((period) => (
              <option key={period} value={period}>
                {period} days
              </option>
            ))}
          </select>
        </label>
      </div>
      {gaps && (
        <p class="lead">
          {gaps.in_vain === 0
            ? `Of ${counted(gaps.asked, "question")}, none was asked in vain.`
            : `${gaps.in_vain} of ${counted(gaps.asked, "question")} found no answer, were no help, or went to a person.`}
        </p>
      )}
      {fault && (
        <div class="empty" role="alert">
          <p>The gaps could not be loaded.</p>
          <p>{fault.message}</p>
          <p>
            <button type="button" class="button" onClick={() => void load()}>
              Try again
            </button>
          </p>
        </div>
      )}
      {!gaps && !fault && <p class="empty">Loading the gaps ...</p>}
      {gaps && (
        <>
          <GapList gaps={gaps.gaps.filter((gap) => !gap.off_topic)} room={room} onNew={setFrom} />
          {gaps.gaps.some((gap) => gap.off_topic) && (
            <details>
              <summary>What reads like no matter of this shop</summary>
              <GapList gaps={gaps.gaps.filter((gap) => gap.off_topic)} room={room} onNew={setFrom} />
            </details>
          )}
          {gaps.more > 0 && <p class="faint">And {counted(gaps.more, "gap")} more, each wanted less.</p>}
        </>
      )}
      {from && room && <NewEntry room={room} questions={from.examples} onClose={() => setFrom(null)} />}
    </div>
  );
}

interface GapListProps {
  gaps: readonly Gap[];
  room: Room | null;
  onNew: (gap: Gap) => void;
}

const GapList = ({ gaps, room, onNew }: GapListProps) => (
  <ol class="gaps">
    {gaps.map((gap) => (
      <GapItem key={gap.id} gap={gap} room={room} onNew={() => onNew(gap)} />
    ))}
  </ol>
);

function GapItem({ gap, room, onNew }: { gap: Gap; room: Room | null; onNew: () => void }) {
  const { me } = useSession();
  const { drafts } = useRoom();
  const now = useNow();
  const [first, ...others] = gap.examples;
  const id = `gap-${gap.id}`;
  return (
    <li class="gap" aria-labelledby={id}>
      <h2 id={id}>"{first ?? "..."}"</h2>
      <p>
        <strong>Asked {gap.count === 1 ? "once" : `${gap.count} times`}</strong>: {reasonWords(gap)}.{" "}
        <span class="faint">Last on {saidDay(gap.last_at, me.shop.time_zone, now)}.</span>
      </p>
      {others.length > 0 && (
        <ul class="asked">
          {others.map((example) => (
            <li key={example}>"{example}"</li>
          ))}
        </ul>
      )}
      {gap.missing_fact && (
        <p>
          The answer waits for a figure: <code>{gap.missing_fact}</code> is not stated yet
          {gap.nearest && (
            <>
              {" "}
              (<Link to={filePath(entryFile(gap.nearest.id))}>{gap.nearest.title}</Link>)
            </>
          )}
          .
        </p>
      )}
      {gap.missing_fact && (
        <p>
          <Link class="button" to={figurePath(gap.missing_fact)}>
            Fill it in
          </Link>
        </p>
      )}
      {room && !gap.missing_fact && (
        <AddPhrasing gap={gap} room={room} onAdded={(file) => go(filePath(file))} drafts={drafts} onNew={onNew} />
      )}
    </li>
  );
}

/** "3 found no answer, 2 went to a person": why these count as asked in vain; without a number where it was so for all. */
export function reasonWords({ count, reasons }: Pick<Gap, "count" | "reasons">): string {
  const told: [number, string][] = [
    [reasons.unanswered, "found no answer"],
    [reasons.unhelpful, "got an answer that did not help"],
    [reasons.handed_over, "went to a person"],
  ];
  const said = told.filter(([times]) => times > 0);
  return said.map(([times, words]) => (times === count ? words : `${times} ${words}`)).join(", ");
}
