"""Who may do what with a ticket now? The verbs ask here, and so does the console for its buttons."""

from dataclasses import dataclass
from datetime import datetime

from assistant.core.errors import AssistantError, Conflict, Forbidden, Invalid
from assistant.core.sla import ClockState
from assistant.core.tickets.parts import Outcome, Person, Step
from assistant.core.tickets.record import Record

UNSOLVED = frozenset({Step.RECEIVED, Step.VERIFYING, Step.PROPOSING, Step.EXECUTING})
OPEN = UNSOLVED | {Step.FOLLOWING_UP}
ALWAYS = OPEN | {Step.CLOSED}


@dataclass(frozen=True, slots=True)
class Gate:
    """In which steps a verb is possible, and what it asks of the person."""

    steps: frozenset[Step]
    holder: bool = True
    """Not while another agent holds the ticket; leads always may."""
    takes: bool = False
    """Speaks to the shopper or works on the case: on a ticket that nobody holds, it claims it."""


GATES = {
    "claim": Gate(OPEN),
    "release": Gate(OPEN),
    "transfer": Gate(OPEN),
    "confirm": Gate(frozenset({Step.RECEIVED}), takes=True),
    "verify": Gate(frozenset({Step.VERIFYING}), takes=True),
    "propose": Gate(frozenset({Step.PROPOSING, Step.EXECUTING}), takes=True),
    "answer": Gate(UNSOLVED - {Step.EXECUTING}, takes=True),
    "consent": Gate(frozenset({Step.EXECUTING})),
    "execute": Gate(frozenset({Step.EXECUTING}), takes=True),
    "follow-up": Gate(ALWAYS),
    "reply": Gate(OPEN, takes=True),
    "ask": Gate(UNSOLVED, takes=True),
    "answered": Gate(UNSOLVED),
    "call": Gate(OPEN, takes=True),
    "note": Gate(ALWAYS, holder=False),
    "correct": Gate(ALWAYS),
    "classify": Gate(UNSOLVED),
    "extend": Gate(UNSOLVED),
    "snooze": Gate(OPEN),
    "accept": Gate(ALWAYS),
    "discard": Gate(ALWAYS),
    "merge": Gate(ALWAYS),
    "reopen": Gate(ALWAYS - UNSOLVED),
    "only-thanks": Gate(UNSOLVED),
}
"""Every verb a person of the shop can use, by the name the API gives it."""

HANDLING = ("claim", "release", "transfer", "snooze")
"""What can be done with a ticket without having read it; anything else shows that somebody has."""

REVIEW = ("note", "accept", "discard")
"""What can be done with suspected spam."""

WHAT_FIRST = {
    Step.RECEIVED: "Confirm the inquiry to the shopper first.",
    Step.VERIFYING: "Record what you checked and what you found first.",
    Step.PROPOSING: "Send the shopper a solution first.",
    Step.EXECUTING: "Carry out the solution the shopper agreed to, or propose another one.",
    Step.FOLLOWING_UP: "The solution is carried out; reopen the inquiry if there is more to do.",
    Step.CLOSED: "It is closed; reopen it first.",
}


def allowed(ticket: Record, person: Person, at: datetime) -> tuple[str, ...]:
    """The verbs this person may use now."""
    return tuple(verb for verb in GATES if refusal(ticket, verb, person, at) is None)


def refusal(ticket: Record, verb: str, person: Person | None, at: datetime) -> AssistantError | None:
    """Why this verb is not possible now, None when it is. ``person`` is None for the shopper."""
    gate = GATES[verb]
    if person and person.role not in ("agent", "lead"):
        return Forbidden("Only agents and leads work on inquiries.")
    if ticket.merged_into is not None and verb != "note":
        return merged(ticket.merged_into)
    if ticket.step not in gate.steps:
        return wrong_step(WHAT_FIRST[ticket.step])
    if person and ticket.held and verb not in REVIEW:
        return Conflict("This may be spam: accept it as an inquiry first, or discard it.", code="held_for_review")
    holder = ticket.assignee
    may_take_over = verb == "claim" and ticket.offered_at is not None
    if person and holder and gate.holder and not may_take_over and _is_shut_out(person, holder, verb):
        return Conflict(f"{holder.name} holds this inquiry; ask for a transfer.", code="held_by_other")
    return _refused_by_state(ticket, verb, person, at) or _refused_to_agent(ticket, verb, person, at)


def wrong_step(message: str) -> Conflict:
    return Conflict(message, code="wrong_step")


def merged(into: int) -> Conflict:
    return Conflict(f"This inquiry was merged into {into}; go on there.", code="merged")


def past_target(ticket: Record, at: datetime) -> bool:
    """Whether the promise beside the confirmation has ever been past a target, also one that has moved since."""
    return any(
        clock.at_risk_at is not None or bool(clock.transitions(at))
        for clock in ticket.open_clocks
        if clock.promise != "confirmation"
    )


def consent_is_open(ticket: Record) -> bool:
    """Whether a solution waits for the shopper's decision."""
    solution = ticket.solution
    return ticket.step is Step.EXECUTING and solution is not None and solution.consent is None


def asks_for_satisfaction(ticket: Record) -> bool:
    """Whether the shopper's word on the result is still open; it is welcome after the time-out, too."""
    return ticket.step is Step.FOLLOWING_UP or ticket.outcome is Outcome.UNCONFIRMED


def _is_shut_out(person: Person, holder: Person, verb: str) -> bool:
    """Another person's ticket is theirs, unless a lead steps in; nobody claims it away, it is transferred or offered."""
    return holder.id != person.id and (verb == "claim" or not person.is_lead)


def _refused_by_state(ticket: Record, verb: str, person: Person | None, at: datetime) -> AssistantError | None:
    match verb:
        case "release" if ticket.assignee is None:
            return Conflict("Nobody holds this inquiry.", code="not_held")
        case "consent" if not consent_is_open(ticket):
            return Conflict("There is no solution that waits for the shopper's consent.", code="wrong_step")
        case "execute" if not _has_consent(ticket):
            message = "Record the shopper's consent to this solution first."
            return Invalid(message, code="missing_evidence", fields={"consent": message})
        case "follow-up" if not _can_be_judged(ticket, person):
            return wrong_step(WHAT_FIRST[ticket.step])
        case "answered" if ticket.waiting is None:
            return wrong_step("The inquiry does not wait for the shopper.")
        case "extend" if not any(c.state is ClockState.RUNNING and at < c.limit for c in ticket.open_clocks):
            return Conflict("No promise of this inquiry is running before its limit.", code="not_running")
        case "snooze" if ticket.waiting:
            return wrong_step("The inquiry waits for the shopper already.")
        case "accept" if not ticket.held:
            return wrong_step("This inquiry is not suspected to be spam.")
        case "discard" if ticket.outcome is Outcome.DISCARDED and not ticket.held:
            return wrong_step("This inquiry is discarded already.")
        case "merge" if ticket.outcome is Outcome.DISCARDED:
            return wrong_step("This inquiry is discarded; reopen it first.")
        case "only-thanks" if ticket.reopening is None:
            return wrong_step("This inquiry was not just reopened by a message.")
    return None


def _refused_to_agent(ticket: Record, verb: str, person: Person | None, at: datetime) -> AssistantError | None:
    if person is None or person.is_lead:
        return None
    if verb == "extend":
        return Forbidden("Only a lead can extend a promise.")
    if verb == "classify" and past_target(ticket, at):
        return Forbidden("After the target only a lead can change the kind of an inquiry.")
    return None


def _has_consent(ticket: Record) -> bool:
    return ticket.solution is not None and ticket.solution.consent == "accept"


def _can_be_judged(ticket: Record, person: Person | None) -> bool:
    """The shopper may also take a kind word back."""
    return asks_for_satisfaction(ticket) or (person is None and ticket.outcome is Outcome.SATISFIED)
