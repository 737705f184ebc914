/** What falls due in the next ten business days: overdue on top, then day by day. */

import { useEffect, useMemo } from "preact/hooks";
import { useNow } from "../clock";
import { Link } from "../navigation";
import { Icon } from "../parts/icons";
import { queuePath } from "../routes";
import { useSession } from "../session";
import { useStore } from "../store";
import { counted } from "../words/labels";
import { saidTime } from "../words/times";
import { DueTickets } from "./due-tickets";
import { DueFeed } from "./feed";
import type { Day, DueDays } from "./wire";
import { partsOf, sayClosing, sayCounts, sayDate, sayDaysOff } from "./words";

export function DuePage() {
  const { live, me } = useSession();
  const feed = useMemo(() => new DueFeed(live), [live]);
  useEffect(() => () => feed.stop(), [feed]);
  const { due, fault, loadedAt } = useStore(feed.state);
  return (
    <main id="main" class="due" tabIndex={-1}>
      <div class="due-head">
        <h1 tabIndex={-1}>Due</h1>
        <p class="faint">
          The next ten business days. A ticket stands on each day by which its shopper was promised something.
        </p>
      </div>
      <p class="stale" role="status">
        {fault &&
          due &&
          `These are the days as of ${saidTime(new Date(loadedAt).toISOString(), me.shop.time_zone)}. ${fault.passing ? "" : fault.message}`}
      </p>
      {due && <Days due={due} />}
      {!due && !fault && <p class="empty">Loading the days ...</p>}
      {!due && fault && (
        <div class="empty" role="alert">
          <p>The days could not be loaded.</p>
          <p>{fault.message}</p>
          <p>
            <button type="button" class="button" onClick={() => feed.refetch()}>
              Try again
            </button>
          </p>
        </div>
      )}
    </main>
  );
}

function Days({ due }: { due: DueDays }) {
  const now = useNow();
  const { overdue, days, today } = due;
  return (
    <>
      {overdue.count > 0 && (
        <section class="due-day due-overdue" aria-labelledby="overdue">
          <header class="due-date">
            <h2 id="overdue" class="promise tone-breached">
              <Icon name="alert" />
              Overdue
            </h2>
            <p>{counted(overdue.count, "promise")} broken and still to be kept.</p>
          </header>
          <div class="due-what">
            <DueTickets tickets={overdue.tickets} now={now} />
            <More shown={overdue.tickets.length} count={overdue.count} />
          </div>
        </section>
      )}
      {overdue.count === 0 && days.every(({ count }) => count === 0) && (
        <p class="empty">Nothing falls due in these days. What comes in appears here by itself.</p>
      )}
      {partsOf(days).map((part) =>
        part.kind === "day" ? (
          <DayPart key={part.day.date} day={part.day} today={today} now={now} />
        ) : (
          <p key={part.days[0]?.date} class="due-off faint">
            {sayDaysOff(part.days, today)}: closed
          </p>
        ),
      )}
    </>
  );
}

function DayPart({ day, today, now }: { day: Day; today: string; now: number }) {
  const id = `day-${day.date}`;
  const closing = sayClosing(day.closes_by_itself);
  return (
    <section class={`due-day ${day.date === today ? "due-today" : ""}`} aria-labelledby={id}>
      <header class="due-date">
        <h2 id={id}>{sayDate(day.date, today)}</h2>
        {!day.business_day && <p class="faint">Closed{day.day_off && `: ${day.day_off}`}. What was promised stays.</p>}
        {day.count > 0 && <p>{sayCounts(day)}</p>}
        {day.peak && (
          <p class="due-peak" title={day.peak.notice}>
            {day.peak.name}: what comes in gets {counted(day.peak.extra_business_days, "more day")}
          </p>
        )}
      </header>
      <div class="due-what">
        {day.count === 0 && !closing && (
          <p class="due-nothing faint">Nothing falls due{day.date === today && " any more"}.</p>
        )}
        <DueTickets tickets={day.tickets} now={now} />
        <More shown={day.tickets.length} count={day.count} />
        {closing && <p class="due-closing faint">{closing}</p>}
      </div>
    </section>
  );
}

const More = ({ shown, count }: { shown: number; count: number }) =>
  count > shown ? (
    <p class="due-more faint">
      and {count - shown} more, in their order in <Link to={queuePath()}>the queue</Link>
    </p>
  ) : null;
