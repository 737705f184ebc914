/** Whose ticket it is, where it stands in the five steps, and what to do next. */

import { Link } from "../navigation";
import { Icon } from "../parts/icons";
import { PromiseLine } from "../parts/promise";
import { UnseenMark } from "../parts/unseen";
import { sayAssignee, sayDue, sayLapse, sayTopic } from "../queue/row";
import { queuePath, ticketPath } from "../routes";
import { useSession } from "../session";
import type { Ticket } from "../wire";
import { kindWords, STEPS, waitingWords } from "../words/labels";
import { sayThen } from "../words/promises";
import { saidMoment } from "../words/times";
import { NoAddress } from "./no-address";

export function TicketHead({ ticket, now }: { ticket: Ticket; now: number }) {
  const { me } = useSession();
  const lapse = sayLapse(ticket, me, now);
  return (
    <header class="ticket-head">
      <div class="ticket-who">
        <Link class="back" to={queuePath()}>
          <Icon name="back" />
          Queue
        </Link>
        <h1 tabIndex={-1}>
          <span class="figures">{ticket.number}</span> {ticket.shopper.name}
        </h1>
        <p class="ticket-marks">
          {ticket.topic && <span>{sayTopic(ticket)}</span>}
          <span>{kindWords(ticket.kind)}</span>
          <span>{ticket.assignee ? `Held by ${sayAssignee(ticket, me).replace("You", "you")}` : "Held by nobody"}</span>
          {ticket.shopper.online && <span class="online">In the chat now</span>}
        </p>
      </div>
      <StepTrack ticket={ticket} />
      <div class="ticket-next">
        {ticket.unseen && (
          <p>
            <UnseenMark ticket={ticket} now={now} />
          </p>
        )}
        {ticket.waiting && !onlyWaits(ticket) && <Wait ticket={ticket} now={now} />}
        {ticket.snoozed_until && Date.parse(ticket.snoozed_until) > now && (
          <p class="ticket-waiting">
            <Icon name="clock" /> Snoozed until {saidMoment(ticket.snoozed_until, me.shop.time_zone, now)}
          </p>
        )}
        {ticket.offered_at && ticket.assignee && ticket.assignee.id !== me.user.id && (
          <p class="ticket-waiting">
            <Icon name="clock" /> Offered to everybody, as a promise is at risk and {ticket.assignee.name} was away: you
            may claim it.
          </p>
        )}
        {lapse && (
          <p class="ticket-waiting">
            <Icon name="clock" /> {lapse}
          </p>
        )}
        {ticket.merged_into && (
          <p>
            Merged into <Link to={ticketPath(ticket.merged_into)}>ticket {ticket.merged_into}</Link>; go on there.
          </p>
        )}
        {ticket.guidance && !ticket.merged_into && <p class="guidance">{ticket.guidance}</p>}
        <NoAddress ticket={ticket} saidSo={ticket.guidance.includes("no e-mail address")} />
      </div>
    </header>
  );
}

/** What is promised next and by when, or what it waits for: in sight however far one scrolls. */
export function TicketDue({ ticket, now }: { ticket: Ticket; now: number }) {
  const { me } = useSession();
  const zone = me.shop.time_zone;
  const due = sayDue(ticket, zone, now);
  const then = sayThen(ticket, zone, now);
  return (
    <div class="ticket-due">
      {onlyWaits(ticket) ? (
        <Wait ticket={ticket} now={now} />
      ) : (
        <p>
          <PromiseLine said={due} />
          {due.tone === "breached" && ticket.next && !due.flag.includes("since") && (
            <span class="ticket-promised">, promised by {saidMoment(ticket.next.limit, zone, now)}</span>
          )}
          {then && <span class="ticket-promised">, {then}</span>}
        </p>
      )}
      <a class="to-desk" href="#desk">
        Next step
      </a>
    </div>
  );
}

/** A paused promise needs no words of its own where the wait is told. */
const onlyWaits = (ticket: Ticket): boolean =>
  ticket.waiting !== null && ticket.next?.state !== "running" && ticket.next?.state !== "breached";

function Wait({ ticket, now }: { ticket: Ticket; now: number }) {
  const { me } = useSession();
  if (!ticket.waiting) return null;
  return (
    <p class="ticket-waiting">
      <Icon name="pause" /> Waiting {waitingWords(ticket.waiting)} since{" "}
      {saidMoment(ticket.waiting.since, me.shop.time_zone, now)}
    </p>
  );
}

function StepTrack({ ticket }: { ticket: Ticket }) {
  const at = STEPS.findIndex(({ step }) => step === ticket.step);
  const reached = ticket.step === "closed" ? STEPS.length : at;
  return (
    <ol class="steps" aria-label="The five steps">
      {STEPS.map(({ step, label }, index) => (
        <li
          key={step}
          class={index < reached ? "done" : index === reached ? "now" : ""}
          aria-current={index === reached ? "step" : undefined}
        >
          <span class="step-mark">{index < reached ? <Icon name="check" /> : index + 1}</span>
          {label}
          {index < reached && ticket.step !== "closed" && <span class="visually-hidden"> (done)</span>}
        </li>
      ))}
    </ol>
  );
}
