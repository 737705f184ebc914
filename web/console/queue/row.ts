/** What does one line of the queue say? */

import type { Me, TicketRow } from "../wire";
import { humanWords } from "../words/labels";
import { type Said, sayNext } from "../words/promises";
import { saidMoment, saidSpan } from "../words/times";

/** The next promise; of a closed ticket, how and when it ended. */
export function sayDue(ticket: TicketRow, timeZone: string, now: number): Said {
  if (ticket.step !== "closed") return sayNext(ticket.next, timeZone, now);
  const how = ticket.outcome ? humanWords(ticket.outcome) : "Closed";
  const when = ticket.closed_at ? `, ${saidMoment(ticket.closed_at, timeZone, now)}` : "";
  return { tone: "quiet", flag: "", text: `${how}${when}`, beside: "" };
}

/** "Returns": the topic of the answer that led here, if one did. */
export const sayTopic = (ticket: TicketRow): string => (ticket.topic ? humanWords(ticket.topic) : "");

export function sayAssignee(ticket: TicketRow, me: Me): string {
  if (!ticket.assignee) return "Nobody";
  return ticket.assignee.id === me.user.id ? "You" : ticket.assignee.name;
}

/** "2 h, for consent"; empty for a ticket that waits for us. */
export function sayWaiting(ticket: TicketRow, timeZone: string, now: number): string {
  if (ticket.held) return "Perhaps spam";
  if (ticket.snoozed_until && Date.parse(ticket.snoozed_until) > now) {
    return `Snoozed until ${saidMoment(ticket.snoozed_until, timeZone, now)}`;
  }
  if (!ticket.waiting) return "";
  const span = saidSpan(now - Date.parse(ticket.waiting.since)) || "just now";
  return `${span}, for ${ticket.waiting.for === "consent" ? "consent" : "an answer"}`;
}
