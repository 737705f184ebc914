/** What does one line of the queue say? */

import type { Me, TicketRow } from "../wire";
import { humanWords } from "../words/labels";
import { type Said, sayNext } from "../words/promises";
import { saidDay, saidMoment, saidSpan } from "../words/times";

/** The next promise, or when it closes by itself; of a closed ticket, how and when it ended. */
export function sayDue(ticket: TicketRow, timeZone: string, now: number): Said {
  if (ticket.step !== "closed") {
    if (ticket.next || !ticket.closes_by_itself_at) return sayNext(ticket.next, timeZone, now);
    return {
      tone: "quiet",
      flag: "",
      text: `Closes by itself ${saidMoment(ticket.closes_by_itself_at, timeZone, now)}`,
      beside: "",
    };
  }
  const how = ticket.outcome ? humanWords(ticket.outcome) : "Closed";
  const when = ticket.closed_at ? `, ${saidMoment(ticket.closed_at, timeZone, now)}` : "";
  return { tone: "quiet", flag: "", text: `${how}${when}`, beside: "" };
}

/** "Returns": the topic of the answer that led here, if one did. */
export const sayTopic = (ticket: TicketRow): string => (ticket.topic ? humanWords(ticket.topic) : "");

export function sayAssignee(ticket: TicketRow, me: Me): string {
  if (!ticket.assignee) return "Nobody";
  if (ticket.assignee.id === me.user.id) return "You";
  return ticket.offered_at ? `${ticket.assignee.name}, offered to all` : ticket.assignee.name;
}

/** "2 h, for consent", "Since Fri 30 Oct, for consent", "Goes back Tue 3 Nov, 12:00"; empty for a ticket that somebody works on. */
export function sayWaiting(ticket: TicketRow, me: Me, now: number): string {
  const zone = me.shop.time_zone;
  if (ticket.held) return "Perhaps spam";
  if (isAhead(ticket.snoozed_until, now)) return `Snoozed until ${saidMoment(ticket.snoozed_until, zone, now)}`;
  if (ticket.waiting) {
    return `${sayHowLong(ticket.waiting.since, zone, now)}, for ${ticket.waiting.for === "consent" ? "consent" : "an answer"}`;
  }
  return isAhead(ticket.claim_lapses_at, now) ? `Goes back ${saidMoment(ticket.claim_lapses_at, zone, now)}` : "";
}

/** Within a day in hours, then with its day: nobody counts hours over a weekend. */
function sayHowLong(since: string, timeZone: string, now: number): string {
  const passed = now - Date.parse(since);
  return passed < A_DAY_MS ? saidSpan(passed) || "Just now" : `Since ${saidDay(since, timeZone, now)}`;
}

const A_DAY_MS = 86_400_000;

/** "Goes back to the queue Tue 3 Nov, 12:00 unless you do something"; empty once something was done. */
export function sayLapse(ticket: TicketRow, me: Me, now: number): string {
  if (!ticket.assignee || !isAhead(ticket.claim_lapses_at, now)) return "";
  const when = saidMoment(ticket.claim_lapses_at, me.shop.time_zone, now);
  const who = ticket.assignee.id === me.user.id ? "you do" : `${ticket.assignee.name} does`;
  return `Goes back to the queue ${when} unless ${who} something`;
}

const isAhead = (moment: string | null, now: number): moment is string => moment !== null && Date.parse(moment) > now;
