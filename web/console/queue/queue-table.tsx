/** The queue on a wide screen: one line a ticket, aligned, to be scanned from top to bottom. */

import { go, Link, opensElsewhere } from "../navigation";
import { PromiseLine } from "../parts/promise";
import { UnseenMark } from "../parts/unseen";
import { ticketPath } from "../routes";
import type { Me, TicketRow } from "../wire";
import { kindWords, stepWords } from "../words/labels";
import { sayThen } from "../words/promises";
import { sayAssignee, sayDue, sayTopic, sayWaiting } from "./row";

export interface ListProps {
  tickets: readonly TicketRow[];
  selected: string | null;
  now: number;
  me: Me;
}

export function QueueTable({ tickets, selected, now, me }: ListProps) {
  const zone = me.shop.time_zone;
  return (
    <table class="queue-table">
      <caption class="visually-hidden">Tickets, the most urgent first</caption>
      <thead>
        <tr>
          <th scope="col">Number</th>
          <th scope="col">Shopper</th>
          <th scope="col">About</th>
          <th scope="col">Step</th>
          <th scope="col">Kind</th>
          <th scope="col">Next promise</th>
          <th scope="col">Held by</th>
        </tr>
      </thead>
      <tbody>
        {tickets.map((ticket) => (
          // The keyboard has the link in the first cell.
          <tr
            key={ticket.number}
            data-number={ticket.number}
            class={ticket.number === selected ? "selected" : ""}
            onClick={(event) => {
              if (!opensElsewhere(event) && !getSelection()?.toString()) go(ticketPath(ticket.number));
            }}
          >
            <th scope="row">
              <Link to={ticketPath(ticket.number)} data-number={ticket.number}>
                {ticket.number}
              </Link>
            </th>
            <td class="cell-name">
              {ticket.shopper.name}
              {ticket.shopper.online && <span class="online">in chat</span>}
            </td>
            <td class="cell-about" title={ticket.subject}>
              <UnseenMark ticket={ticket} now={now} />
              <span class="about">{ticket.subject || sayTopic(ticket)}</span>
            </td>
            <td>{stepWords(ticket.step)}</td>
            <td>{kindWords(ticket.kind)}</td>
            <td class="cell-due">
              <PromiseLine said={sayDue(ticket, zone, now)} />
              <Second said={sayThen(ticket, zone, now)} />
            </td>
            <td>
              <span class={ticket.assignee ? "" : "faint"}>{sayAssignee(ticket, me)}</span>
              <Second said={sayWaiting(ticket, me, now)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What comes second in a cell, below what comes first. */
const Second = ({ said }: { said: string }) => (said ? <span class="second">{said}</span> : null);
