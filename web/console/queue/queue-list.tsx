/** The queue on a narrow screen: the same tickets, each in a few short lines. */

import { Link } from "../navigation";
import { PromiseLine } from "../parts/promise";
import { UnseenMark } from "../parts/unseen";
import { ticketPath } from "../routes";
import type { TicketRow } from "../wire";
import { kindWords, stepWords } from "../words/labels";
import { sayThen } from "../words/promises";
import type { ListProps } from "./queue-table";
import { sayAssignee, sayDue, sayTopic, sayWaiting } from "./row";

export function QueueList({ tickets, selected, now, me }: ListProps) {
  return (
    <ol class="queue-list">
      {tickets.map((ticket) => (
        <li key={ticket.number} class={ticket.number === selected ? "selected" : ""}>
          <Entry ticket={ticket} now={now} me={me} />
        </li>
      ))}
    </ol>
  );
}

function Entry({ ticket, now, me }: Pick<ListProps, "now" | "me"> & { ticket: TicketRow }) {
  const zone = me.shop.time_zone;
  const then = sayThen(ticket, zone, now);
  const rest = [
    stepWords(ticket.step),
    kindWords(ticket.kind),
    sayAssignee(ticket, me),
    sayWaiting(ticket, me, now),
  ].filter(Boolean);
  return (
    <Link to={ticketPath(ticket.number)} data-number={ticket.number}>
      <span class="line">
        <strong>
          {ticket.number} <span class="name">{ticket.shopper.name}</span>
        </strong>
        {ticket.shopper.online && <span class="online">in chat</span>}
      </span>
      <UnseenMark ticket={ticket} now={now} />
      <span class="about">{ticket.subject || sayTopic(ticket)}</span>
      <PromiseLine said={sayDue(ticket, zone, now)} />
      {then && <span class="second">{then}</span>}
      <span class="faint">{rest.join(" · ")}</span>
    </Link>
  );
}
