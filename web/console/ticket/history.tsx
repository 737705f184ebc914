/** Everything that happened to the ticket, the newest first: who, when and why. */

import { useSession } from "../session";
import type { Ticket, TicketEvent } from "../wire";
import { saidMoment } from "../words/times";
import { Panel } from "./panel";

export function History({ ticket, now }: { ticket: Ticket; now: number }) {
  const { me } = useSession();
  return (
    <Panel title="History" count={ticket.events.length} folded>
      <ol class="events">
        {[...ticket.events].reverse().map((event, index) => (
          <li key={ticket.events.length - index}>
            <p>{event.text}</p>
            {sayWhy(event) && <p class="plain">{sayWhy(event)}</p>}
            <p class="faint">
              {sayActor(event)} · <time dateTime={event.at}>{saidMoment(event.at, me.shop.time_zone, now)}</time>
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** The reason or note that was given with it. */
function sayWhy({ data }: TicketEvent): string {
  const given = [data.reason, data.note].filter(
    (text): text is string => typeof text === "string" && text.trim() !== "",
  );
  return given.join(". ");
}

const ACTORS: Record<string, string> = {
  shopper: "The shopper",
  assistant: "The assistant",
  system: "By itself",
  worker: "By itself",
};

const sayActor = ({ actor }: TicketEvent): string => actor.name || ACTORS[actor.kind] || actor.kind;
