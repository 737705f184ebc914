"""How soon were inquiries really confirmed lately? Told beside a promise, where it is better than that.

An estimate and never a promise: the median over the last days, in hours the shop was open. It is measured now and then by
each process and remembered, so that no shopper waits for it.
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from assistant.core.calendar import BusinessCalendar
from assistant.core.policy import Policy
from assistant.services.desk import Desk
from assistant.store.confirmed import confirmed_since
from assistant.store.database import Database

PERIOD = timedelta(days=30)
FEWEST = 20
"""Fewer cases tell nothing."""
MOST = 2000
"""The newest ones are enough for a median."""
REMEMBERED = timedelta(minutes=5)
AT_A_TIME = 200
"""Cases counted before others get their turn; a case takes some twenty microseconds."""

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Expectation:
    """How soon more than half of the inquiries were confirmed: ``usual`` is time the shop was open."""

    usual: timedelta
    said: str


@dataclass(slots=True)
class _Memory:
    """What one process measured last."""

    at: datetime
    policy: Policy
    found: Expectation | None = None


_memories: WeakKeyDictionary[Database, _Memory] = WeakKeyDictionary()


def expected(desk: Desk, at: datetime) -> Expectation | None:
    """What a shopper may expect, None where there is nothing better than the promise to tell.

    In a busy period nothing is told: the days before it were another time.
    """
    policy = desk.knowledge().policy
    memory = _memories.get(desk.db)
    if memory is None or memory.policy is not policy or abs(at - memory.at) > REMEMBERED:
        # put down first: whoever comes while this one measures makes do with what is known
        before, memory = memory, _Memory(at, policy)
        if before and before.policy is policy:
            memory.found = before.found
        _memories[desk.db] = memory
        try:
            memory.found = _measured(desk, policy, at)
        except BaseException:
            _memories.pop(desk.db, None)
            raise
    return _unless_busy(memory, at)


def told(desk: Desk, at: datetime) -> str | None:
    """The sentence for a page, None where there is nothing to tell."""
    found = expected(desk, at)
    return found.said if found else None


def remembered(desk: Desk, at: datetime) -> Expectation | None:
    """What was measured last, without looking: for who is in the middle of a transaction."""
    memory = _memories.get(desk.db)
    return _unless_busy(memory, at) if memory and memory.policy is desk.knowledge().policy else None


def _unless_busy(memory: _Memory, at: datetime) -> Expectation | None:
    busy = memory.policy.peak_on(memory.policy.calendar.local(at).date())
    return None if busy else memory.found


def _measured(desk: Desk, policy: Policy, at: datetime) -> Expectation | None:
    cases = desk.db.read(lambda tx: confirmed_since(tx, at - PERIOD, MOST))
    if len(cases) < FEWEST:
        return None
    taken = sorted(_open_times(cases, policy.calendar))
    # the higher of the two in the middle, so that it is true of more than half
    usual = taken[len(taken) // 2]
    a_day = _hours_open(policy.calendar)
    if usual >= policy.confirmation.target * a_day:
        return None
    return Expectation(usual, _said(usual, a_day))


def _open_times(cases: Sequence[tuple[datetime, datetime]], calendar: BusinessCalendar) -> list[timedelta]:
    taken = []
    for place, (received, confirmed) in enumerate(cases, 1):
        taken.append(calendar.open_time(received, confirmed))
        if place % AT_A_TIME == 0:
            time.sleep(0)  # where one thread serves everybody, they go on meanwhile
    return taken


def _hours_open(calendar: BusinessCalendar) -> timedelta:
    """Of a business day."""
    opens, closes = calendar.opens, calendar.closes
    return timedelta(hours=closes.hour - opens.hour, minutes=closes.minute - opens.minute)


def _said(usual: timedelta, a_day: timedelta) -> str:
    return (
        f"Most inquiries were confirmed within {_span(usual, a_day)} lately. "
        "This is an estimate from the last 30 days, not a promise."
    )


def _span(usual: timedelta, a_day: timedelta) -> str:
    """Rounded up: "a working hour", "5 working hours"; beyond a day "2 working days"."""
    if usual > a_day:
        return f"{math.ceil(usual / a_day)} working days"
    hours = max(1, math.ceil(usual / HOUR))
    return "a working hour" if hours == 1 else f"{hours} working hours"
