/** The tickets of one day: which one, what is promised and by when, who holds it. */

import { Link } from "../navigation";
import { PromiseLine } from "../parts/promise";
import { ticketPath } from "../routes";
import { useSession } from "../session";
import { sayNext } from "../words/promises";
import { saidTime } from "../words/times";
import type { FallsDue } from "./wire";

export function DueTickets({ tickets, now }: { tickets: readonly FallsDue[]; now: number }) {
  const { me } = useSession();
  const held = ({ assignee }: FallsDue): string =>
    !assignee ? "Nobody's" : assignee.id === me.user.id ? "Yours" : assignee.name;
  return (
    <ul class="due-tickets">
      {tickets.map((ticket) => (
        <li key={`${ticket.number} ${ticket.promise}`}>
          <Link to={ticketPath(ticket.number)}>
            <strong class="figures">{ticket.number}</strong> {ticket.shopper}
          </Link>
          <span class="due-about">{ticket.subject}</span>
          <span class="due-promise">
            <PromiseLine said={sayNext({ ...ticket, state: "running" }, me.shop.time_zone, now, saidTime)} />
            {ticket.waiting && <span class="faint"> · waits for the shopper</span>}
          </span>
          <span class={ticket.assignee ? "" : "faint"}>{held(ticket)}</span>
        </li>
      ))}
    </ul>
  );
}
