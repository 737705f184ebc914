/** One ticket: what was said, what is to be done next and by when, and everything one needs to know for it. */

import { useEffect, useMemo } from "preact/hooks";
import { useNow } from "../clock";
import { useKeys } from "../keys";
import { DeadMails } from "../mail/dead-mails";
import { arrived, go, Link } from "../navigation";
import { queuePath } from "../routes";
import { useSession } from "../session";
import { useStore } from "../store";
import { saidTime } from "../words/times";
import { Brief } from "./brief";
import { Clocks } from "./clocks";
import { Contact } from "./contact";
import { Conversation } from "./conversation";
import { Desk } from "./desk";
import { TicketFeed } from "./feed";
import { History } from "./history";
import { TicketDue, TicketHead } from "./ticket-head";

export function TicketPage({ number }: { number: string }) {
  const { live, me } = useSession();
  const feed = useMemo(() => new TicketFeed(number, live), [number]);
  useEffect(() => () => feed.stop(), [feed]);
  const { ticket, fault, loadedAt, typing } = useStore(feed.state);
  const now = useNow();
  const loaded = ticket !== null;
  useEffect(() => {
    // The heading that had the focus was that of the page while it loaded.
    if (loaded && arrived.value && document.activeElement === document.body) {
      document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
    }
  }, [loaded]);
  useKeys({ u: () => go(queuePath()) });

  if (!ticket) {
    return (
      <main id="main" class="reading" tabIndex={-1}>
        <h1 tabIndex={-1}>Ticket {number}</h1>
        {!fault && <p class="lead">Loading the ticket ...</p>}
        {fault && (
          <div role="alert">
            <p class="lead">{fault.status === 404 ? `There is no ticket ${number}.` : fault.message}</p>
            <p class="actions">
              {fault.passing && (
                <button type="button" class="button" onClick={() => void feed.refetch()}>
                  Try again
                </button>
              )}
              <Link class="button" to={queuePath()}>
                Back to the queue
              </Link>
            </p>
          </div>
        )}
      </main>
    );
  }
  return (
    <main id="main" class="ticket" tabIndex={-1}>
      <TicketHead ticket={ticket} now={now} />
      <TicketDue ticket={ticket} now={now} />
      <DeadMails ticket={ticket} onDone={() => void feed.refetch()} />
      <p class="stale" role="status">
        {fault &&
          `This is the ticket as of ${saidTime(new Date(loadedAt).toISOString(), me.shop.time_zone)}. ${fault.passing ? "" : fault.message}`}
      </p>
      <div class="ticket-body">
        <Conversation ticket={ticket} typing={typing} now={now} />
        <Desk ticket={ticket} feed={feed} now={now} />
        <div class="facts">
          <Brief ticket={ticket} now={now} />
          <Contact ticket={ticket} />
          <Clocks ticket={ticket} now={now} />
          <History ticket={ticket} now={now} />
        </div>
      </div>
    </main>
  );
}
