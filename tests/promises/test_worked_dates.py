"""The worked dates: New York, Monday to Friday, 09:00-17:00, US holidays; and that they agree with a walk over the days.

The walk is written once more, without the product's calendar: it goes from day to day on the wall clock of ``zoneinfo``
and asks the ``holidays`` library about each.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any, get_args
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.core import sla
from assistant.core.calendar import BusinessCalendar
from assistant.core.policy import Peak, Policy, Promise
from tests.core.shop import CALENDAR, POLICY, WITH_PEAK, ny

FIVE = "T17:00:00-05:00"


@pytest.mark.parametrize(
    ("received", "kind", "day_zero", "confirmation", "main"),
    [
        ("2026-11-02T10:00", "general", "2026-11-02", ("2026-11-04", "2026-11-05"), ("2026-11-05", "2026-11-09")),
        ("2026-11-06T18:30", "general", "2026-11-09", ("2026-11-12", "2026-11-13"), ("2026-11-13", "2026-11-17")),
        ("2026-11-24T07:00", "general", "2026-11-24", ("2026-11-27", "2026-11-30"), ("2026-11-30", "2026-12-02")),
        ("2026-11-02T10:00", "complex", "2026-11-02", ("2026-11-04", "2026-11-05"), ("2026-11-04", "2026-11-05")),
    ],
)
def test_worked_dates(
    received: str, kind: sla.Kind, day_zero: str, confirmation: tuple[str, str], main: tuple[str, str]
) -> None:
    def dates(target: str, limit: str) -> dict[str, str]:
        return {"target": target + FIVE, "limit": limit + FIVE}

    promise, other = ("update", "resolution") if kind == "complex" else ("resolution", "update")
    assert sla.due(POLICY, datetime.fromisoformat(received + ":00-05:00"), kind) == {
        "day_zero": day_zero,
        "confirmation": dates(*confirmation),
        promise: dates(*main),
        other: None,
        "peak": None,
    }


def test_veterans_day_and_thanksgiving_do_not_count() -> None:
    assert not CALENDAR.is_business_day(date(2026, 11, 11))
    assert not CALENDAR.is_business_day(date(2026, 11, 26))


@given(
    some.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=some.just(UTC)),
    some.timedeltas(timedelta(0), timedelta(days=40)),
    some.sampled_from(get_args(sla.Kind)),
)
def test_with_equal_extra_days_a_later_moment_never_gets_an_earlier_limit(
    received: datetime, later: timedelta, kind: sla.Kind
) -> None:
    first, second = (sla.first_clocks(WITH_PEAK, kind, at) for at in (received, received + later))
    for one, other in zip(first, second, strict=True):
        if one.peak == other.peak:
            assert one.limit <= other.limit
            assert one.target <= other.target


def test_across_the_end_of_a_peak_it_can() -> None:
    last = sla.first_clocks(WITH_PEAK, "general", ny("2026-12-31 10:00"))[1]
    first = sla.first_clocks(WITH_PEAK, "general", ny("2027-01-01 10:00"))[1]
    assert first.limit < last.limit


# the walk


@dataclass(frozen=True)
class Walk:
    """The same shop, by other means."""

    zone: ZoneInfo
    working_days: frozenset[int]
    closes: time
    country: str | None
    closed: frozenset[date]
    peaks: tuple[Peak, ...]
    known: dict[date, bool] = field(default_factory=dict)

    def due(self, received: datetime, kind: str, policy: Policy) -> dict[str, Any]:
        local = received.astimezone(self.zone)
        zero = local.date()
        if (local.hour, local.minute) >= (self.closes.hour, self.closes.minute):
            zero += timedelta(days=1)
        while not self.works(zero):
            zero += timedelta(days=1)
        peak = next((each for each in self.peaks if each.first <= local.date() <= each.last), None)
        extra = peak.extra_business_days if peak else 0
        told: dict[str, Any] = {"day_zero": zero.isoformat(), "peak": peak.name if peak else None}
        for name, promise in policy.promises.items():
            runs = name == "confirmation" or (name == "update") == (kind == "complex")
            days = {"target": promise.target + extra, "limit": promise.limit + extra}
            told[name] = {date: self.closing(zero, days[date]) for date in days} if runs else None
        return told

    def closing(self, day: date, business_days: int) -> str:
        while business_days:
            day += timedelta(days=1)
            business_days -= self.works(day)
        wall = datetime(day.year, day.month, day.day, self.closes.hour, self.closes.minute, tzinfo=self.zone)
        return wall.astimezone(UTC).astimezone(self.zone).isoformat()  # one that is skipped falls after the gap

    def works(self, day: date) -> bool:
        if day not in self.known:
            off = self.country is not None and day in _holidays_of(self.country)
            self.known[day] = day.weekday() in self.working_days and day not in self.closed and not off
        return self.known[day]


@cache
def _holidays_of(code: str) -> holidays.HolidayBase:
    country, _, subdivision = code.partition("-")
    return holidays.country_holidays(country, subdiv=subdivision or None)


ZONES = (
    *("America/New_York", "America/St_Johns", "America/Sao_Paulo", "America/Nuuk", "Europe/Berlin", "Europe/London"),
    *("Africa/Cairo", "Africa/Casablanca", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Tehran", "Asia/Jerusalem"),
    *("Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Apia", "Pacific/Chatham", "Pacific/Kiritimati", "UTC"),
)
COUNTRIES = (None, "US", "DE-BY", "EG", "CA-NL", "NZ-AUK", "WS", "NP", "IL", "JP", "GB-SCT")
FIRST, LAST = datetime(2022, 1, 1, tzinfo=UTC), datetime(2031, 12, 31, tzinfo=UTC)


@pytest.mark.parametrize("seed", range(4))
def test_dates_agree_with_an_independent_walk_over_the_days(seed: int) -> None:
    chance = Random(f"walk {seed}")
    for _ in range(25):
        policy, walk = _some_shop(chance)
        for _ in range(200):
            received, kind = _some_moment(chance, walk), chance.choice(("general", "complex"))
            assert sla.due(policy, received, kind) == walk.due(received, kind, policy), (policy.calendar, received)  # type: ignore[arg-type]


def _some_shop(chance: Random) -> tuple[Policy, Walk]:
    zone, country = chance.choice(ZONES), chance.choice(COUNTRIES)
    days = frozenset(chance.sample(range(7), chance.randint(1, 7)))
    opens = chance.choice([time(0), time(0, 30), time(7, 15), time(9)])
    closes = chance.choice([time(9, 30), time(12), time(17), time(17, 45), time(22), time(23, 30), time(23, 59)])
    closed = frozenset(FIRST.date() + timedelta(days=chance.randrange(3650)) for _ in range(chance.randint(0, 60)))
    peaks = _some_peaks(chance)
    policy = replace(
        POLICY,
        calendar=BusinessCalendar(zone, days, opens, closes, country, closed),
        confirmation=_some_promise(chance),
        resolution=_some_promise(chance),
        update=_some_promise(chance),
        peaks=peaks,
    )
    return policy, Walk(ZoneInfo(zone), days, closes, country, closed, peaks)


def _some_promise(chance: Random) -> Promise:
    target = chance.randint(1, 6)
    return Promise(target, target + chance.randint(0, 4), "")


def _some_peaks(chance: Random) -> tuple[Peak, ...]:
    """One after the other, some of them of a single day."""
    peaks, day = [], FIRST.date()
    for number in range(chance.randint(0, 12)):
        first = day + timedelta(days=chance.randint(1, 300))
        day = first + timedelta(days=chance.choice([0, 0, 3, 40]))
        peaks.append(Peak(f"Peak {number}", first, day, chance.randint(0, 5), "Busy."))
    return tuple(peaks)


def _some_moment(chance: Random, walk: Walk) -> datetime:
    """Any second; one in three close to closing time, to midnight, or to where the clock is changed."""
    at = FIRST + timedelta(seconds=chance.randrange(int((LAST - FIRST).total_seconds())))
    if chance.random() < 2 / 3:
        return at
    wall = chance.choice([walk.closes, time(0), time(1), time(2), time(3)])
    near = datetime.combine(at.date(), wall, walk.zone).astimezone(UTC)
    return near + timedelta(seconds=chance.choice([0, 0, -1, 1, -60, 60, 1800, -1800, 3600]))
