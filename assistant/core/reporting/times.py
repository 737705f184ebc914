"""How long did it take, counted as promises are?

``BusinessCalendar.days_taken`` and ``open_time`` for thousands of tickets: what lies between two days is counted once, and
not once for each ticket.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from statistics import median

from assistant.core.calendar import BusinessCalendar

_NOTHING = timedelta(0)
_ONE_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Times:
    """Of some tickets; the medians are None where there is none."""

    count: int
    median_business_days: float | None
    median_open_hours: float | None
    """Hours in which the shop was open, to a tenth."""
    within: Sequence[tuple[int, int]]
    """Business days and how many tickets took so many, from 0 up to the most that one took."""


class Waits:
    """Gathers how long shoppers waited."""

    def __init__(self, calendar: BusinessCalendar) -> None:
        self._calendar = calendar
        self._days: Counter[int] = Counter()
        self._hours: list[float] = []
        self._day_after, self._limit = cache(self._find_day_after), cache(self._find_limit)
        self._span, self._open_between = cache(self._find_span), cache(self._find_open_between)

    def add(self, start: datetime, end: datetime) -> None:
        """One shopper waited from ``start`` to ``end``."""
        self._days[self._days_taken(start, end)] += 1
        self._hours.append(self._open_time(start, end) / _HOUR)

    def times(self) -> Times:
        """All that was gathered."""
        count = len(self._hours)
        most = max(self._days, default=-1)
        return Times(
            count=count,
            median_business_days=median(self._days.elements()) if count else None,
            median_open_hours=round(median(self._hours), 1) if count else None,
            within=[(days, self._days[days]) for days in range(most + 1)],
        )

    def _days_taken(self, start: datetime, end: datetime) -> int:
        local = self._calendar.local(start)
        counts = self._span(local.date()) is not None and local.time() < self._calendar.closes
        day_zero = local.date() if counts else self._day_after(local.date())
        days, limit = self._limit(day_zero, self._calendar.local(end).date())
        return days if end <= limit else days + 1

    def _open_time(self, start: datetime, end: datetime) -> timedelta:
        first, last = self._calendar.local(start).date(), self._calendar.local(end).date()
        ends = (first, last) if first < last else (first,)
        return sum((self._open_on(day, start, end) for day in ends), self._open_between(first, last))

    def _open_on(self, day: date, start: datetime, end: datetime) -> timedelta:
        span = self._span(day)
        return max(min(span[1], end) - max(span[0], start), _NOTHING) if span else _NOTHING

    def _find_day_after(self, day: date) -> date:
        return self._calendar.add(day, 1)

    def _find_limit(self, day_zero: date, last: date) -> tuple[int, datetime]:
        """The business days from one day to another, and the end of the last of them."""
        days = self._calendar.business_days_between(day_zero, last)
        return days, self._calendar.closing(self._calendar.add(day_zero, days))

    def _find_span(self, day: date) -> tuple[datetime, datetime] | None:
        return self._calendar.span(day) if self._calendar.is_business_day(day) else None

    def _find_open_between(self, first: date, last: date) -> timedelta:
        """How long the shop was open on the days between two days."""
        days = (first + n * _ONE_DAY for n in range(1, (last - first).days))
        return sum((span[1] - span[0] for day in days if (span := self._span(day))), _NOTHING)
