"""How long did it take, counted as promises are?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from assistant.core.calendar import BusinessCalendar

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

    def add(self, start: datetime, end: datetime) -> None:
        """One shopper waited from ``start`` to ``end``."""
        self._days[self._calendar.days_taken(start, end)] += 1
        self._hours.append(self._calendar.open_time(start, end) / _HOUR)

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
