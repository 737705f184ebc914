"""What is to be done next, by whom and by when? One sentence for the agent, one for the shopper."""

from datetime import datetime, tzinfo

from assistant.core.policy import Policy
from assistant.core.sla import Clock, ClockState, PromiseName
from assistant.core.tickets.gates import consent_is_open
from assistant.core.tickets.owed import COMES_FIRST, say_owed
from assistant.core.tickets.parts import Outcome, Step
from assistant.core.tickets.record import Record
from assistant.core.tickets.words import say_date

NO_ADDRESS = "They left no e-mail address"
"""What we write is read by nobody who is not in the chat or on the ticket's page."""


def guidance(ticket: Record, at: datetime, policy: Policy) -> str:
    """What an agent does next with this ticket: "Review the inquiry and confirm it to Ana by Thu 5 Nov, 17:00."."""
    zone = policy.calendar.zone
    if ticket.held:
        return "This may be spam. Read it, then accept it as an inquiry or discard it."
    if ticket.is_closed:
        return _closed_for_agents(ticket)
    if ticket.waiting:
        return _waiting_for_agents(ticket, at, zone) + ("" if ticket.shopper.email else f" {NO_ADDRESS}: call them.")
    speaks = ticket.step in (Step.RECEIVED, Step.PROPOSING, Step.EXECUTING) and not ticket.shopper.email
    return _to_do(ticket, at, zone) + (f" {NO_ADDRESS}, so call as well." if speaks else "")


def next_for_shopper(ticket: Record, policy: Policy) -> str:
    """What happens next and by which date, as the shopper reads it on the ticket page and in every e-mail."""
    zone = policy.calendar.zone
    if ticket.is_closed:
        return _closed_for_shopper(ticket)
    if ticket.waiting:
        wish = "your answer" if ticket.waiting.for_ == "answer" else "your decision on our solution"
        closes = say_date(ticket.waiting.closes, zone)
        return f"It is your turn: we are waiting for {wish}. Without it we will close your inquiry after {closes}."
    if ticket.step is Step.FOLLOWING_UP and ticket.follow_up_by:
        return f"Please tell us by {say_date(ticket.follow_up_by, zone)} whether you are satisfied with the result."
    owed = ticket.next_clock
    promise = say_owed(owed, zone) if owed else "We are working on it."
    if ticket.held:
        return f"A person looks at your message before our receipt goes out. {promise}"
    if any(clock.state is ClockState.BREACHED for clock in ticket.open_clocks):
        return f"{promise} {COMES_FIRST}"
    if consent_is_open(ticket):
        return f"Our solution waits for your decision. {promise}"
    return promise


def promise_named_next(ticket: Record) -> Clock | None:
    """The promise that ``next_for_shopper`` names with its date; None where something else comes next."""
    if ticket.is_closed or ticket.waiting or (ticket.step is Step.FOLLOWING_UP and ticket.follow_up_by):
        return None
    return ticket.next_clock


def _to_do(ticket: Record, at: datetime, zone: tzinfo) -> str:
    name = ticket.shopper.first_name
    when = _when(ticket.next_clock, at, zone)
    match ticket.step:
        case Step.RECEIVED:
            return f"Review the inquiry and confirm it to {name}{when}."
        case Step.VERIFYING:
            return f"Check the order, product or transaction and record what you found{when}."
        case Step.PROPOSING if ticket.solution and ticket.solution.consent == "decline":
            return f"{name} declined the last solution: propose another one{when}."
        case Step.PROPOSING:
            return f"Propose a solution to {name}{when}."
        case Step.EXECUTING if consent_is_open(ticket):
            return f"Read what {name} wrote: record the consent, answer, or propose another solution{when}."
        case Step.EXECUTING:
            return f"Carry the solution out and tell {name} what was done{when}."
        case _ if ticket.follow_up_by:
            by = say_date(ticket.follow_up_by, zone)
            return f"Nothing to do: {name} is asked whether all is well, and it closes by itself after {by}."
    return "Nothing to do."


def _when(clock: Clock | None, at: datetime, zone: tzinfo) -> str:
    """The date of the next promise; an update is named, since any word to the shopper keeps it."""
    if clock is None:
        return ""
    date, late = say_date(clock.limit, zone), clock.limit < at
    if clock.promise is PromiseName.UPDATE:
        return f"; the next update is {'overdue since' if late else 'due by'} {date}"
    return f", overdue since {date}" if late else f" by {date}"


def _waiting_for_agents(ticket: Record, at: datetime, zone: tzinfo) -> str:
    assert ticket.waiting
    wish = "an answer" if ticket.waiting.for_ == "answer" else "a decision on the solution"
    closes = say_date(ticket.waiting.closes, zone)
    sentence = f"Waiting for {wish} from {ticket.shopper.first_name}; without one it closes after {closes}"
    running = next((clock for clock in ticket.open_clocks if clock.paused_at is None), None)
    if running is None:
        return f"{sentence}."
    deed = "confirm it" if running.promise is PromiseName.CONFIRMATION else "send an update"
    date = say_date(running.limit, zone)
    return f"{sentence}. Until then {deed}" + (f", overdue since {date}." if running.limit < at else f" by {date}.")


def _closed_for_agents(ticket: Record) -> str:
    name = ticket.shopper.first_name
    match ticket.outcome:
        case Outcome.SATISFIED:
            return f"Closed: {name} is satisfied."
        case Outcome.UNCONFIRMED:
            return f"Closed without a word from {name} on the result."
        case Outcome.NO_ANSWER:
            return f"Closed, because {name} did not answer."
        case Outcome.MERGED:
            return f"Merged into {ticket.merged_into}; go on there."
        case _:
            return "Discarded; reopen it if that was a mistake."


def _closed_for_shopper(ticket: Record) -> str:
    match ticket.outcome:
        case Outcome.MERGED:
            return f"This inquiry goes on under the number {ticket.merged_into}."
        case Outcome.DISCARDED if ticket.held:
            return "This inquiry is closed. One of us will read what you have written since."
        case Outcome.DISCARDED:
            return "This inquiry is closed, and nobody works on it. If that is a mistake, tell us on its page: one of us reads it."
        case _:
            return "This inquiry is closed. If anything is left to do, write to us on its page and it opens again."
