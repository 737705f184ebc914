"""How does a promise age?

A ``Clock`` is one promise made to one shopper. Its dates are fixed when it starts; its verdict compares the moment
something happened with those dates, never the moment somebody looked. At the very moment of a date it is still fine.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from assistant.core.calendar import BusinessCalendar
from assistant.core.errors import Conflict, Invalid
from assistant.core.policy import Peak, Policy

Kind = Literal["general", "complex"]


class PromiseName(StrEnum):
    """What is promised."""

    CONFIRMATION = "confirmation"
    RESOLUTION = "resolution"
    UPDATE = "update"


class ClockState(StrEnum):
    """What became of it. A breached clock runs on until what was promised is done; the breach stays."""

    RUNNING = "running"
    PAUSED = "paused"
    KEPT = "kept"
    BREACHED = "breached"
    SUPERSEDED = "superseded"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Transition:
    """A date that passed: ``at`` is that date itself, however late it was noticed."""

    kind: Literal["at_risk", "breached"]
    at: datetime


@dataclass(slots=True)
class Clock:
    """One promise to one shopper. All moments are UTC; ``target`` and ``limit`` are closing times."""

    promise: PromiseName
    started_at: datetime
    target: datetime
    limit: datetime
    peak: str | None = None
    """The busy period that moved the dates, if one did."""
    state: ClockState = ClockState.RUNNING
    paused_at: datetime | None = None
    stopped_at: datetime | None = None
    at_risk_at: datetime | None = None
    """The last target that passed; see ``is_at_risk``."""
    breached_at: datetime | None = None
    answerable: str | None = None
    """Id of the person who kept it, or who held the ticket when it broke; None for nobody, or as long as it runs."""
    id: str = field(default_factory=lambda: secrets.token_hex(16))

    @property
    def is_open(self) -> bool:
        """Whether what was promised is still to be done."""
        return self.stopped_at is None

    @property
    def is_at_risk(self) -> bool:
        """Whether its target has passed, and has not moved on since by an extension or a pause."""
        return self.at_risk_at is not None and self.at_risk_at >= self.target

    def transitions(self, at: datetime) -> Sequence[Transition]:
        """What has happened to it by ``at`` and is not marked yet, in order. Nothing happens while it is paused.

        Each happens once a clock: a target that was moved, and passes again, is none.
        """
        if self.stopped_at or self.state is ClockState.PAUSED:
            return ()
        passed = []
        if self.at_risk_at is None and self.target < at:
            passed.append(Transition("at_risk", self.target))
        if self.breached_at is None and self.limit < at:
            passed.append(Transition("breached", self.limit))
        return passed

    @property
    def next_date(self) -> datetime | None:
        """The date that passes next, None when none can."""
        if self.state is not ClockState.RUNNING:
            return None
        return self.limit if self.is_at_risk else self.target

    def pass_next_date(self, holder: str | None = None) -> Transition | None:
        """Mark the next date as passed. None where that is no news: a moved target, after which it is at risk again."""
        assert self.next_date
        if self.at_risk_at and not self.is_at_risk:
            self.at_risk_at = self.target
            return None
        passed = Transition("breached" if self.is_at_risk else "at_risk", self.next_date)
        self.mark(passed, holder)
        return passed

    def mark(self, passed: Transition, holder: str | None = None) -> None:
        """Put a passed date on record; ``holder`` is the id of who holds the ticket."""
        if passed.kind == "at_risk":
            self.at_risk_at = passed.at
        else:
            self.breached_at = passed.at
            self.state = ClockState.BREACHED
            self.answerable = holder

    def stop(self, at: datetime, by: str | None = None) -> None:
        """What was promised happened at this moment, by the person with this id."""
        self._end(ClockState.KEPT, at)
        if self.state is ClockState.KEPT and self.answerable is None:
            self.answerable = by

    def supersede(self, at: datetime) -> None:
        """Another promise takes its place."""
        self._end(ClockState.SUPERSEDED, at)

    def void(self, at: datetime) -> None:
        """Nothing is owed any more."""
        self._end(ClockState.VOID, at)

    def pause(self, at: datetime) -> None:
        """It is the shopper's turn. A clock that is breached has nothing left to pause."""
        self._settle(at)
        if self.state is ClockState.RUNNING:
            self.state = ClockState.PAUSED
            self.paused_at = at

    def resume(self, at: datetime, calendar: BusinessCalendar) -> None:
        """It is our turn again: the dates move by the business days that went by."""
        if self.paused_at is None:
            return
        went_by = calendar.business_days_between(calendar.local(self.paused_at).date(), calendar.local(at).date())
        self._move(went_by, calendar)
        self.state = ClockState.RUNNING
        self.paused_at = None

    def limit_if_resumed(self, at: datetime, calendar: BusinessCalendar) -> datetime:
        """The limit as it is, or as it would be if a pause ended at this moment."""
        seen = replace(self)
        seen.resume(at, calendar)
        return seen.limit

    def extend(self, until: datetime | date, at: datetime, calendar: BusinessCalendar) -> None:
        """Move the limit to a later closing time, and the target by as many business days.

        Raises ``Conflict`` for a clock that does not run or is past its limit, ``Invalid`` for an unfit moment.
        """
        self._settle(at)
        if self.state is not ClockState.RUNNING or at >= self.limit:
            raise Conflict("Only a running promise can be extended, before its limit.", code="not_running")
        day = calendar.local(until).date() if isinstance(until, datetime) else until
        closing = calendar.closing(day)
        if not calendar.is_business_day(day) or (isinstance(until, datetime) and until != closing):
            raise _wrong_until(f"Choose closing time ({calendar.closes:%H:%M}) of a business day.")
        later = calendar.business_days_between(calendar.local(self.limit).date(), day)
        if later < 1:
            raise _wrong_until("Choose a day later than the present limit.")
        self._move(later, calendar)
        self._settle(at)

    def _end(self, state: ClockState, at: datetime) -> None:
        if self.stopped_at:
            return
        self._settle(at)
        self.stopped_at = at
        self.paused_at = None
        if self.state is not ClockState.BREACHED:  # a breach that has happened stays a breach
            self.state = state

    def _settle(self, at: datetime) -> None:
        while self.next_date and self.next_date < at:
            self.pass_next_date()

    def _move(self, business_days: int, calendar: BusinessCalendar) -> None:
        if business_days:
            self.target = _later(self.target, business_days, calendar)
            self.limit = _later(self.limit, business_days, calendar)


def start(policy: Policy, promise: PromiseName, at: datetime) -> Clock:
    """Make a promise now: its dates follow from the policy as it is at this moment, and from a peak that covers it."""
    promised, peak = policy.promises[promise], _peak(policy, at)
    extra = peak.extra_business_days if peak else 0
    return Clock(
        promise=promise,
        started_at=at,
        target=policy.calendar.deadline(at, promised.target + extra),
        limit=policy.calendar.deadline(at, promised.limit + extra),
        peak=peak.name if peak else None,
    )


@dataclass(frozen=True, slots=True)
class Promised:
    """What a shopper is told before sending: the limits, in UTC, and the notice of a busy period."""

    confirmation_by: datetime
    resolution_by: datetime | None
    update_by: datetime | None
    notice: str | None


def promised(policy: Policy, kind: Kind, at: datetime) -> Promised:
    """The dates an inquiry of this kind would get if it were sent now."""
    clocks = {clock.promise: clock for clock in first_clocks(policy, kind, at)}
    resolution, update = clocks.get(PromiseName.RESOLUTION), clocks.get(PromiseName.UPDATE)
    peak = _peak(policy, at)
    return Promised(
        confirmation_by=clocks[PromiseName.CONFIRMATION].limit,
        resolution_by=resolution.limit if resolution else None,
        update_by=update.limit if update else None,
        notice=peak.notice if peak else None,
    )


def first_clocks(policy: Policy, kind: Kind, at: datetime) -> list[Clock]:
    """The clocks that start when an inquiry of this kind is received."""
    return [start(policy, PromiseName.CONFIRMATION, at), start(policy, main_promise(kind), at)]


def main_promise(kind: Kind) -> PromiseName:
    """What is promised beside the confirmation: a resolution, or for complex issues news every few days."""
    return PromiseName.UPDATE if kind == "complex" else PromiseName.RESOLUTION


def due(policy: Policy, received: datetime, kind: Kind) -> dict[str, Any]:
    """The dates of one inquiry as ``assistant sla due`` prints them, in the shop's local time."""
    clocks = {clock.promise: clock for clock in first_clocks(policy, kind, received)}
    peak = _peak(policy, received)
    dates: dict[str, Any] = {"day_zero": policy.calendar.day_zero(received).isoformat()}
    for name in PromiseName:
        clock = clocks.get(name)
        dates[name.value] = clock and {
            "target": policy.calendar.local(clock.target).isoformat(),
            "limit": policy.calendar.local(clock.limit).isoformat(),
        }
    return dates | {"peak": peak.name if peak else None}


def _peak(policy: Policy, at: datetime) -> Peak | None:
    return policy.peak_on(policy.calendar.local(at).date())


def _later(moment: datetime, business_days: int, calendar: BusinessCalendar) -> datetime:
    return calendar.closing(calendar.add(calendar.local(moment).date(), business_days))


def _wrong_until(message: str) -> Invalid:
    return Invalid(message, fields={"until": message})
