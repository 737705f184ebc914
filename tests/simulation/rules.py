"""What the simulated shop promises, as plain figures, and a calendar that walks from day to day.

Knows nothing of the product: the simulated shop is built from these figures, and the recount counts by them.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
ONE_DAY = timedelta(days=1)

HOLIDAYS = frozenset(
    {
        date(2026, 10, 12),  # Columbus Day
        date(2026, 11, 11),  # Veterans Day
        date(2026, 11, 26),  # Thanksgiving
        date(2026, 12, 25),
        date(2027, 1, 1),
        date(2027, 1, 18),  # Martin Luther King Day
        date(2027, 2, 15),  # Presidents' Day
    }
)
"""Public holidays of the United States in the months of the simulation, written down by hand."""


@dataclass(frozen=True)
class Busy:
    """A busy period, both days included."""

    name: str
    first: date
    last: date
    extra: int


@dataclass(frozen=True)
class Rules:
    """The figures in force from a moment on. Times to promise are (target, limit) in business days."""

    since: datetime
    opens: time
    closes: time
    closed: frozenset[date]
    confirmation: tuple[int, int]
    resolution: tuple[int, int]
    update: tuple[int, int]
    follow_up: int
    reminders: tuple[int, ...]
    waiting_closes: int
    claim_hours: int
    busy: tuple[Busy, ...]

    def works(self, day: date) -> bool:
        return day.weekday() < 5 and day not in HOLIDAYS and day not in self.closed

    def day_zero(self, at: datetime) -> date:
        local = at.astimezone(NEW_YORK)
        day = local.date()
        if not self.works(day) or local.time() >= self.closes:
            day += ONE_DAY
            while not self.works(day):
                day += ONE_DAY
        return day

    def closing(self, day: date) -> datetime:
        return datetime.combine(day, self.closes, NEW_YORK).astimezone(UTC)

    def deadline(self, at: datetime, days: int) -> datetime:
        """Closing time, so many business days after the day zero of a moment."""
        return self.closing(self._walked(self.day_zero(at), days))

    def later(self, moment: datetime, days: int) -> datetime:
        """A closing time moved by so many business days; one that does not move stays as it was."""
        return self.closing(self._walked(moment.astimezone(NEW_YORK).date(), days)) if days else moment

    def days_gone_by(self, start: datetime, end: datetime) -> int:
        """Business days after the local day of one moment, up to and with that of the other."""
        day, last, gone = start.astimezone(NEW_YORK).date(), end.astimezone(NEW_YORK).date(), 0
        while day < last:
            day += ONE_DAY
            gone += self.works(day)
        return gone

    def after_opening_hours(self, start: datetime, hours: int) -> datetime:
        """When the shop has been open for so many hours since a moment."""
        left, day = timedelta(hours=hours), start.astimezone(NEW_YORK).date()
        while True:
            if self.works(day):
                opening = max(datetime.combine(day, self.opens, NEW_YORK).astimezone(UTC), start)
                open_for = self.closing(day) - opening
                if open_for >= left:
                    return opening + left
                left -= max(open_for, timedelta(0))
            day += ONE_DAY

    def days_taken(self, start: datetime, end: datetime) -> int:
        """Within how many business days of one moment did the other come?"""
        days = 0
        while self.deadline(start, days) < end:
            days += 1
        return days

    def open_hours(self, start: datetime, end: datetime) -> float:
        """For how many hours the shop was open between two moments."""
        day, last, seconds = start.astimezone(NEW_YORK).date(), end.astimezone(NEW_YORK).date(), 0.0
        while day <= last:
            if self.works(day):
                opening = max(datetime.combine(day, self.opens, NEW_YORK).astimezone(UTC), start)
                seconds += max((min(self.closing(day), end) - opening).total_seconds(), 0)
            day += ONE_DAY
        return seconds / 3600

    def is_open(self, at: datetime) -> bool:
        local = at.astimezone(NEW_YORK)
        return self.works(local.date()) and self.opens <= local.time() < self.closes

    def opening_after(self, at: datetime) -> datetime:
        """The next moment at which the shop opens."""
        day = at.astimezone(NEW_YORK).date()
        while not (self.works(day) and datetime.combine(day, self.opens, NEW_YORK).astimezone(UTC) > at):
            day += ONE_DAY
        return datetime.combine(day, self.opens, NEW_YORK).astimezone(UTC)

    def busy_at(self, at: datetime) -> Busy | None:
        day = at.astimezone(NEW_YORK).date()
        return next((busy for busy in self.busy if busy.first <= day <= busy.last), None)

    def _walked(self, day: date, days: int) -> date:
        while days:
            day += ONE_DAY
            days -= self.works(day)
        return day


def ny(text: str) -> datetime:
    """A moment on New York's clock, in UTC: ``ny("2026-11-02 10:00")``."""
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).astimezone(UTC)


FROM = ny("2026-10-26 00:00")
"""A Monday; the clocks go back on the Sunday after it."""

_AT_FIRST = Rules(
    since=FROM,
    opens=time(9),
    closes=time(17),
    closed=frozenset(),
    confirmation=(2, 3),
    resolution=(3, 5),
    update=(2, 3),
    follow_up=5,
    reminders=(2, 4),
    waiting_closes=7,
    claim_hours=4,
    busy=(Busy("Lights week", date(2026, 10, 29), date(2026, 10, 30), 1),),
)
_STRICTER = replace(
    _AT_FIRST,
    since=ny("2026-11-04 12:00"),
    closes=time(16, 30),
    closed=frozenset({date(2026, 11, 13), date(2026, 12, 24)}),
    confirmation=(1, 2),
    resolution=(2, 4),
    update=(1, 2),
    follow_up=3,
    reminders=(1, 3),
    waiting_closes=4,
    claim_hours=3,
    busy=(*_AT_FIRST.busy, Busy("Winter sale", date(2026, 11, 27), date(2026, 12, 31), 2)),
)
_AS_BEFORE = replace(
    _STRICTER,
    since=ny("2026-12-10 10:00"),
    closes=time(18),
    confirmation=(2, 3),
    resolution=(3, 5),
    update=(2, 3),
    follow_up=5,
    waiting_closes=7,
)
TIMES = (_AT_FIRST, _STRICTER, _AS_BEFORE)
"""What was in force, and from when on: ``policy.yaml`` is edited twice."""


def rules_at(at: datetime) -> Rules:
    return next(rules for rules in reversed(TIMES) if rules.since <= at or rules is TIMES[0])
