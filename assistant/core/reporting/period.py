"""Which days does a report look at, and which moments are they?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from assistant.core.errors import Invalid

USUAL_DAYS = 28
MOST_DAYS = 400

_DAY = re.compile(r"[12]\d{3}-\d\d-\d\d")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Week:
    """As much of one week as lies in a period."""

    monday: date
    begins: datetime
    ends: datetime
    """In UTC; the first moment that no longer belongs to it."""


@dataclass(frozen=True, slots=True)
class Period:
    """Local days of the shop, both ends included. Raises ``Invalid`` for the wrong order and for more than 400 days."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Invalid(
                "The period ends before it begins. Choose a later last day, or an earlier first one.",
                fields={"to": "This is before the first day."},
            )
        if (self.last - self.first).days >= MOST_DAYS:
            message = f"A report looks at {MOST_DAYS} days at most. Choose a shorter period."
            raise Invalid(message, fields={"from": message})

    def begins(self, zone: ZoneInfo) -> datetime:
        return _start(self.first, zone)

    def ends(self, zone: ZoneInfo) -> datetime:
        """The first moment that no longer belongs to it."""
        return _start(self.last + _ONE_DAY, zone)

    def weeks(self, zone: ZoneInfo) -> Sequence[Week]:
        """The weeks it touches, from Monday to Sunday on the shop's wall clock, in order."""
        found, day = [], self.first
        while day <= self.last:
            monday = day - timedelta(days=day.weekday())
            following = min(monday + timedelta(days=7), self.last + _ONE_DAY)
            found.append(Week(monday, _start(day, zone), _start(following, zone)))
            day = following
        return found


def period(first: str | None, last: str | None, today: date) -> Period:
    """The period between two days as people write them; without them the last 28 days up to today.

    One end alone is enough: the other is today, or 28 days back. Raises ``Invalid`` with its fields, ``from`` and ``to``.
    """
    read = {"from": _read(first), "to": _read(last)}
    told = {"from": first, "to": last}
    faults = {name: "Write the day like this: 2026-11-30." for name in told if told[name] and not read[name]}
    if faults:
        raise Invalid(f"Please check these days: {', '.join(faults)}. Write them like 2026-11-30.", fields=faults)
    until = read["to"] or max(today, read["from"] or today)
    return Period(read["from"] or until - timedelta(days=USUAL_DAYS - 1), until)


def _read(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text and _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _start(day: date, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which a local day begins."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
