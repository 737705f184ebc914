/** The queue on a narrow screen: the same tickets, each in a few short lines. */

import { Link } from "../navigation";
import { PromiseLine } from "../parts/promise";
import { UnseenMark } from "../parts/unseen";
import { ticketPath } from "../routes";
import { kindWords, stepWords } from "../words/labels";
import { sayThen } from "../words/promises";
import type { ListProps } from "./queue-table";
import { sayAssignee, sayDue, sayTopic, sayWaiting } from "./row";

export function QueueList({ tickets, selected, now, me }: ListProps) {
  return (
    <ol class="queue-list">
      {tickets.map((ticket) => (
        <li key={ticket.number} class={ticket.number === selected ? "selected" : ""}>
          <Link to={ticketPath(ticket.number)} data-number={ticket.number}>
            <span class="line">
              <strong>
                {ticket.number} <span class="name">{ticket.shopper.name}</span>
              </strong>
              {ticket.shopper.online && <span class="online">in chat</span>}
            </span>
            <UnseenMark ticket={ticket} now={now} />
            <span class="about">{ticket.subject || sayTopic(ticket)}</span>
            <PromiseLine said={sayDue(ticket, me.shop.time_zone, now)} />
            <span class="faint">
              {[
                sayThen(ticket, me.shop.time_zone, now),
                stepWords(ticket.step),
                kindWords(ticket.kind),
                sayAssignee(ticket, me),
                sayWaiting(ticket, me, now),
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
