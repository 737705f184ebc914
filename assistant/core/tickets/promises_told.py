"""What has become of each promise, as its shopper reads it?

Every date is one on record: of the clock itself, or of the event that moved or ended it. Nothing is counted again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal

from assistant.core.sla import Clock, ClockState, PromiseName
from assistant.core.tickets.parts import Event
from assistant.core.tickets.record import Record
from assistant.core.tickets.words import say_date

Became = Literal["owed", "paused", "late", "kept", "broken", "ended"]
"""``late`` is broken and still to be done; ``broken`` was done late, or never."""

SPOKE = ("confirmed", "proposed", "executed", "replied", "asked", "called")
"""What a person does that keeps a promise, be it late."""
ENDED = ("classified", "absorbed", "closed", "discarded", "only_thanks")
"""What ends a promise that was not kept."""
TOLD_BY = ("received", "extended", *SPOKE, *ENDED)
"""The events that tell what has become of the promises."""

WHAT = {
    PromiseName.CONFIRMATION: "A person confirms your message",
    PromiseName.RESOLUTION: "Your inquiry is solved",
    PromiseName.UPDATE: "You hear how it is going",
}
DONE = {
    PromiseName.CONFIRMATION: "Confirmed",
    PromiseName.RESOLUTION: "Our full reply went out",
    PromiseName.UPDATE: "You heard from us",
}
WHY_ENDED = {
    "classified": "We sorted your inquiry anew, and another promise took its place.",
    "absorbed": "Two of your inquiries became one, and the earlier date goes on.",
    "closed": "We closed your inquiry because we did not hear from you.",
    "discarded": "Your inquiry was closed.",
    "only_thanks": "You wrote to thank us, so nothing was left to do.",
}


@dataclass(frozen=True, slots=True)
class PromiseTold:
    """One promise in words."""

    promise: PromiseName
    became: Became
    what: str
    """What was promised: "A person confirms your message"."""
    said: str
    """What has become of it, with its dates."""
    brief: str = ""
    """Of what is still owed, the same after a colon: "by Thu 5 Nov, 17:00"."""
    notes: tuple[str, ...] = ()
    """Why the date is another one than before, or why nothing is owed any more: a sentence each."""


def promises_told(ticket: Record, events: Sequence[Event], zone: tzinfo) -> list[PromiseTold]:
    """All promises of a ticket: what is owed by its date, then what was, latest first. ``events`` may be all on record."""
    owed = sorted(ticket.open_clocks, key=lambda clock: clock.limit)
    past = [clock for clock in ticket.clocks if not clock.is_open]
    past.sort(key=lambda clock: (clock.stopped_at, clock.started_at), reverse=True)
    return [_told(clock, ticket, events, zone) for clock in (*owed, *past)]


def _told(clock: Clock, ticket: Record, events: Sequence[Event], zone: tzinfo) -> PromiseTold:
    became = _became(clock)
    by = say_date(clock.limit, zone)
    notes, brief = list(_moves(clock, events, zone)), ""
    if clock.peak:
        notes.append(f"It began in a busy period ({clock.peak}), and its date allows for that.")
    match became:
        case "owed":
            said, brief = f"By {by}.", f"by {by}"
        case "paused":
            assert clock.paused_at
            brief = f"has stood still since {say_date(clock.paused_at, zone)}, while it is your turn"
            said = f"It {brief}."
            notes.append(f"It was promised by {by}; the date moves on by the business days we wait for you.")
        case "late":
            said, brief = f"We promised it by {by} and are late. We are sorry.", f"late, promised by {by}"
            if not (ticket.waiting or ticket.held):
                notes.append("It comes before everything else now, and our team leads know of it.")
        case "kept":
            said = f"{DONE[clock.promise]} on {_stopped(clock, zone)}, promised by {by}."
        case "broken" if _is_done(clock, events):
            said = f"{DONE[clock.promise]} late, on {_stopped(clock, zone)}; promised by {by}. We are sorry."
        case "broken":
            said = f"We promised it by {by} and did not keep that. We are sorry."
            notes.extend(_why_ended(clock, events))
        case "ended":
            said = f"No longer owed since {_stopped(clock, zone)}."
            notes.extend(_why_ended(clock, events))
    return PromiseTold(clock.promise, became, WHAT[clock.promise], said, brief, tuple(notes))


def _became(clock: Clock) -> Became:
    match clock.state:
        case ClockState.RUNNING:
            return "owed"
        case ClockState.PAUSED:
            return "paused"
        case ClockState.KEPT:
            return "kept"
        case ClockState.BREACHED:
            return "late" if clock.is_open else "broken"
        case ClockState.SUPERSEDED | ClockState.VOID:
            return "ended"


def _is_done(clock: Clock, events: Sequence[Event]) -> bool:
    """Whether a person did it at the moment the clock stopped: a broken promise may also end undone."""
    return any(event.at == clock.stopped_at and _spoke(event) for event in events)


def _spoke(event: Event) -> bool:
    return event.kind in SPOKE and bool(event.data.get("reached", True))


def _why_ended(clock: Clock, events: Sequence[Event]) -> Iterator[str]:
    ended_by = (event.kind for event in events if event.at == clock.stopped_at and event.kind in ENDED)
    yield from (WHY_ENDED[kind] for kind in list(ended_by)[:1])


def _moves(clock: Clock, events: Sequence[Event], zone: tzinfo) -> Iterator[str]:
    """What moved its date, in order: extensions are on record, and what else there is between two dates is waiting."""
    last = _first_limit(clock, events)
    for event in events:
        if event.kind != "extended" or event.data["clock"] != clock.id:
            continue
        former = datetime.fromisoformat(event.data["former"])
        if last and last != former:
            yield _waited(last, zone)
        told = say_date(event.at, zone)
        yield f"On {told} we moved it from {say_date(former, zone)}, and wrote to you why."
        last = datetime.fromisoformat(event.data["limit"])
    if last and last != clock.limit:
        yield _waited(last, zone)


def _first_limit(clock: Clock, events: Sequence[Event]) -> datetime | None:
    """The date in the receipt; None for a promise made later."""
    for event in events:
        if event.kind == "received" and event.at == clock.started_at:
            told = event.data.get("promised", {}).get(clock.promise.value)
            return datetime.fromisoformat(told) if told else None
    return None


def _waited(former: datetime, zone: tzinfo) -> str:
    return f"It moved on from {say_date(former, zone)} by the business days we waited for you."


def _stopped(clock: Clock, zone: tzinfo) -> str:
    assert clock.stopped_at
    return say_date(clock.stopped_at, zone)
