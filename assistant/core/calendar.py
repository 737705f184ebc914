"""Which days and hours does the shop work, and when is it N business days later?

Dates are counted on the shop's own wall clock and handed out as moments in UTC. Where daylight saving touches a closing
time the wall clock still decides: a closing time that happens twice is the first of the two, one that is skipped is
read with the offset from before the change (so it falls just as long after the gap).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays as public_holidays

from assistant.core.errors import Invalid

ONE_DAY = timedelta(days=1)
NOTHING = timedelta(0)

DAYS_KEPT = 4096
"""Thousands of tickets wait over the same days: what lies between two days is counted once, and not for each of them."""

LONGEST_PAUSE = 1000
"""Days. A shop without a business day for so long has a mistake in its calendar."""


@dataclass(frozen=True)
class BusinessCalendar:
    """The shop's working week in its own time zone. Raises ``Invalid``, with the fault at its field."""

    time_zone: str
    """An IANA name: ``America/New_York``."""
    working_days: frozenset[int]
    """Monday is 0."""
    opens: time
    closes: time
    """Local wall time, later than ``opens``."""
    holidays: str | None = None
    """A country or subdivision, ``US`` or ``DE-BY``, whose public holidays (observed ones too) are days off."""
    closed: frozenset[date] = frozenset()
    """Further days off."""
    zone: ZoneInfo = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.working_days:
            raise _wrong("working_days", "Name at least one working day.")
        if not self.working_days <= set(range(7)):
            raise _wrong("working_days", "Working days are mon, tue, wed, thu, fri, sat and sun.")
        if self.opens >= self.closes:
            raise _wrong("hours", f"Opening ({self.opens:%H:%M}) must be before closing ({self.closes:%H:%M}).")
        object.__setattr__(self, "zone", _zone(self.time_zone))
        if self.holidays is not None:
            _days_off(self.holidays, 2000)

    @property
    def place(self) -> str:
        """The place whose time it is, as people say it: "New York"."""
        return self.time_zone.rpartition("/")[2].replace("_", " ")

    def local(self, at: datetime) -> datetime:
        """The moment on the shop's wall clock."""
        if at.tzinfo is None:
            raise _wrong("at", "Give the moment with its offset from UTC, such as 2026-11-02T10:00:00-05:00.")
        try:
            return at.astimezone(self.zone)
        except OverflowError:
            raise _wrong("at", "This moment is too far away to be counted from.") from None

    def is_business_day(self, day: date) -> bool:
        """Whether the shop works on this local day."""
        if day.weekday() not in self.working_days or day in self.closed:
            return False
        return day not in self._public_holidays(day.year)

    def is_open(self, at: datetime) -> bool:
        """Whether somebody is at the counter at this moment."""
        local = self.local(at)
        return self.is_business_day(local.date()) and self.opens <= local.time() < self.closes

    def day_zero(self, at: datetime) -> date:
        """The local day a moment counts from: that day until closing, from then on the next business day."""
        local = self.local(at)
        day = local.date()
        if self.is_business_day(day) and local.time() < self.closes:
            return day
        return self.add(day, 1)

    def days_off(self, first: date, days: int) -> Mapping[date, str]:
        """The next ``days`` days from ``first`` on that would be working days and are none, in order.

        Each with the name of its public holiday, empty for a further day off.
        """
        found = {}
        for day in (first + timedelta(days=n) for n in range(days)):
            if day.weekday() in self.working_days and not self.is_business_day(day):
                found[day] = self._public_holidays(day.year).get(day, "")
        return found

    def add(self, day: date, business_days: int) -> date:
        """The Nth business day after ``day``; ``day`` itself for 0."""
        pause = 0
        while business_days > 0:
            if pause > LONGEST_PAUSE:
                raise _wrong("closed", f"The calendar has no business day in the {LONGEST_PAUSE} days before {day}.")
            day = _next(day)
            if self.is_business_day(day):
                business_days -= 1
                pause = 0
            else:
                pause += 1
        return day

    def closing(self, day: date) -> datetime:
        """The moment, in UTC, at which the shop closes on a local day."""
        return datetime.combine(day, self.closes, self.zone).astimezone(UTC)

    def span(self, day: date) -> tuple[datetime, datetime]:
        """The moments, in UTC, between which the shop is open on a business day."""
        return datetime.combine(day, self.opens, self.zone).astimezone(UTC), self.closing(day)

    def deadline(self, at: datetime, business_days: int) -> datetime:
        """N business days from a moment: closing time, in UTC, of the Nth business day after its day zero."""
        return self.closing(self.add(self.day_zero(at), business_days))

    def business_days_between(self, first: date, last: date) -> int:
        """How many business days lie after ``first``, up to and with ``last``."""
        days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        return sum(1 for day in days if self.is_business_day(day))

    def days_taken(self, start: datetime, end: datetime) -> int:
        """Within how many business days of ``start`` did ``end`` come? The least N whose deadline is not before it.

        Counted as promises are: 0 until closing time of day zero, 3 until the limit of "3 business days".
        """
        days, limit = _days_and_limit(self, self.day_zero(start), self.local(end).date())
        return days if end <= limit else days + 1

    def open_time(self, start: datetime, end: datetime) -> timedelta:
        """How long the shop was open between two moments; nothing if ``end`` is not later."""
        first, last = self.local(start).date(), self.local(end).date()
        spans = (_opening(self, day) for day in ((first, last) if first < last else (first,)))
        on_both = (max(min(span[1], end) - max(span[0], start), NOTHING) for span in spans if span)
        return sum(on_both, _open_between(self, first, last))

    def after_open_time(self, start: datetime, span: timedelta) -> datetime:
        """The moment, in UTC, at which the shop has been open for ``span`` since ``start``. ``span`` is positive."""
        day = self.local(start).date()
        if not self.is_business_day(day):
            day = self.add(day, 1)
        while True:
            opens, closes = self.span(day)
            begins = max(opens, start.astimezone(UTC))
            if begins + span <= closes:
                return begins + span
            span -= max(closes - begins, timedelta(0))
            day = self.add(day, 1)

    def _public_holidays(self, year: int) -> Mapping[date, str]:
        return _days_off(self.holidays, year) if self.holidays else {}


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise _wrong("time_zone", f'"{name}" is no known time zone; write one such as America/New_York.') from None


@lru_cache(maxsize=1024)
def _days_off(code: str, year: int) -> Mapping[date, str]:
    """The public holidays of a year, by name. The neighbours are asked too: a New Year's Day may be observed in December."""
    country, _, subdivision = code.partition("-")
    try:
        found = public_holidays.country_holidays(
            country, subdiv=subdivision or None, years=(year - 1, year, year + 1), observed=True
        )
    except NotImplementedError:
        raise _wrong(
            "holidays", f'"{code}" is no known country or subdivision; write one such as US or DE-BY.'
        ) from None
    return {day: name for day, name in found.items() if day.year == year}


@lru_cache(maxsize=DAYS_KEPT)
def _opening(calendar: BusinessCalendar, day: date) -> tuple[datetime, datetime] | None:
    return calendar.span(day) if calendar.is_business_day(day) else None


@lru_cache(maxsize=DAYS_KEPT)
def _open_between(calendar: BusinessCalendar, first: date, last: date) -> timedelta:
    """How long the shop is open on the days that lie between two days."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days))
    return sum((span[1] - span[0] for day in days if (span := _opening(calendar, day))), NOTHING)


@lru_cache(maxsize=DAYS_KEPT)
def _days_and_limit(calendar: BusinessCalendar, day_zero: date, last: date) -> tuple[int, datetime]:
    """The business days from one day to another, and the moment at which the last of them ends."""
    days = calendar.business_days_between(day_zero, last)
    return days, calendar.closing(calendar.add(day_zero, days))


def _next(day: date) -> date:
    try:
        return day + ONE_DAY
    except OverflowError:
        raise _wrong("at", "This moment is too far away to be counted from.") from None


def _wrong(field_name: str, message: str) -> Invalid:
    return Invalid(message, fields={field_name: message})
