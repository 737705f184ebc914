/** Everything that happened to the ticket, the newest first: when, who, and why. */

import { Fragment } from "preact";
import { useSession } from "../session";
import type { Ticket } from "../wire";
import { saidDay, saidTime } from "../words/times";
import { newestFirst, sayActor, sayWhy } from "./events";
import { Panel } from "./panel";

export function History({ ticket, now }: { ticket: Ticket; now: number }) {
  const { me } = useSession();
  const zone = me.shop.time_zone;
  let day = "";
  return (
    <Panel title="History" count={ticket.events.length} folded>
      <ol class="events">
        {newestFirst(ticket.events).map((event, index) => {
          const happenedOn = saidDay(event.at, zone, now);
          const newDay = happenedOn !== day;
          day = happenedOn;
          return (
            <Fragment key={ticket.events.length - index}>
              {newDay && <li class="day">{happenedOn}</li>}
              <li class="event">
                <time dateTime={event.at}>{saidTime(event.at, zone)}</time>
                <div>
                  <p>
                    {event.text} {sayActor(event) && <span class="faint">{sayActor(event)}</span>}
                  </p>
                  {sayWhy(event).map((why) => (
                    <p key={why} class="event-why plain">
                      {why}
                    </p>
                  ))}
                </div>
              </li>
            </Fragment>
          );
        })}
      </ol>
    </Panel>
  );
}
