"""Where does a ticket stand in the five steps, as its shopper reads it?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.core.tickets.gates import consent_is_open
from assistant.core.tickets.parts import Outcome, Step
from assistant.core.tickets.record import Record

StepState = Literal["done", "now", "ahead", "skipped"]

TITLES = {
    Step.RECEIVED: "We have your message",
    Step.VERIFYING: "We look into it",
    Step.PROPOSING: "We find a solution",
    Step.EXECUTING: "We carry it out",
    Step.FOLLOWING_UP: "Did it help?",
}
NOW = {
    Step.RECEIVED: "A person reads it and confirms it to you.",
    Step.VERIFYING: "We check your order, the product and our records.",
    Step.PROPOSING: "We work it out from what we found and from our policies.",
    Step.EXECUTING: "You have agreed, and we are at it.",
    Step.FOLLOWING_UP: "You tell us whether you are satisfied.",
}


@dataclass(frozen=True, slots=True)
class StepTold:
    """One of the five steps. ``mark`` is a word or two beside its title, ``text`` a sentence under the present one."""

    step: Step
    state: StepState
    title: str
    mark: str
    text: str = ""


def steps_told(ticket: Record) -> list[StepTold]:
    """The five steps in order."""
    return list(_closed(ticket) if ticket.is_closed else _open(ticket))


def _open(ticket: Record) -> Iterator[StepTold]:
    order = list(TITLES)
    for step in order:
        if step is ticket.step:
            agree = step is Step.EXECUTING and consent_is_open(ticket)
            text = "We begin once you agree to our solution." if agree else NOW[step]
            yield StepTold(step, "now", TITLES[step], "Now", text)
        elif order.index(step) > order.index(ticket.step):
            yield StepTold(step, "ahead", TITLES[step], "Still to come")
        else:
            yield _past(ticket, step)


def _past(ticket: Record, step: Step) -> StepTold:
    if step is Step.EXECUTING and ticket.solution and not ticket.solution.needs_consent:
        return StepTold(step, "skipped", TITLES[step], "Not needed")
    return StepTold(step, "done", TITLES[step], "Done")


def _closed(ticket: Record) -> Iterator[StepTold]:
    """A ticket may close from any step: what was not done is not called done."""
    was_resolved = ticket.outcome in (Outcome.SATISFIED, Outcome.UNCONFIRMED)
    proven = {
        Step.RECEIVED: ticket.confirmed_at is not None,
        Step.VERIFYING: ticket.verification is not None,
        Step.PROPOSING: ticket.solution is not None and ticket.solution.consent != "decline",
        Step.EXECUTING: ticket.executed is not None,
        Step.FOLLOWING_UP: ticket.outcome is Outcome.SATISFIED,
    }
    mark = "No word from you" if was_resolved else "Closed here"
    for step, title in TITLES.items():
        if proven[step] or (was_resolved and step is not Step.FOLLOWING_UP):
            yield _past(ticket, step)
        else:
            yield StepTold(step, "skipped", title, mark)
            mark = "Not done"
