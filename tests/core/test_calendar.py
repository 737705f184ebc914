"""Business days, day zero and closing times."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.core.calendar import BusinessCalendar
from assistant.core.errors import Invalid
from tests.core.shop import CALENDAR, WEEKDAYS, ny

NINE, FIVE = time(9), time(17)
ZONES = ["America/New_York", "Africa/Cairo", "America/St_Johns", "Pacific/Auckland", "Europe/Berlin", "Asia/Kathmandu"]


def calendar(zone: str = "America/New_York", days: frozenset[int] = WEEKDAYS, **given: object) -> BusinessCalendar:
    hours = {"opens": NINE, "closes": FIVE}
    return BusinessCalendar(zone, days, **(hours | given))  # type: ignore[arg-type]


# business days


def test_the_next_days_off_are_told_with_the_names_of_holidays_and_without_weekends() -> None:
    shop = calendar(holidays="US", closed=frozenset({date(2026, 12, 24), date(2026, 12, 26)}))
    assert shop.days_off(date(2026, 11, 26), 40) == {
        date(2026, 11, 26): "Thanksgiving Day",
        date(2026, 12, 24): "",
        date(2026, 12, 25): "Christmas Day",
        date(2027, 1, 1): "New Year's Day",
    }


def test_business_days_between_leave_out_the_first_day_and_count_the_last() -> None:
    assert CALENDAR.business_days_between(date(2026, 11, 6), date(2026, 11, 9)) == 1
    assert CALENDAR.business_days_between(date(2026, 11, 6), date(2026, 11, 8)) == 0
    assert CALENDAR.business_days_between(date(2026, 11, 9), date(2026, 11, 6)) == 0


# day zero


def test_day_zero_is_counted_in_the_shops_zone_and_not_in_utc() -> None:
    late_on_monday_in_utc = datetime(2026, 11, 2, 22, 30, tzinfo=UTC)
    assert CALENDAR.day_zero(late_on_monday_in_utc) == date(2026, 11, 3)
    assert calendar("Pacific/Auckland").day_zero(datetime(2026, 11, 1, 20, 0, tzinfo=UTC)) == date(2026, 11, 2)


def test_it_is_open_from_opening_until_closing_on_business_days() -> None:
    assert CALENDAR.is_open(ny("2026-11-02 09:00"))
    assert not CALENDAR.is_open(ny("2026-11-02 08:59"))
    assert not CALENDAR.is_open(ny("2026-11-02 17:00"))
    assert not CALENDAR.is_open(ny("2026-11-07 12:00"))


# daylight saving


def test_closing_keeps_its_wall_time_across_daylight_saving() -> None:
    assert CALENDAR.closing(date(2026, 10, 30)).isoformat() == "2026-10-30T21:00:00+00:00"
    assert CALENDAR.closing(date(2026, 11, 2)).isoformat() == "2026-11-02T22:00:00+00:00"


def test_a_closing_time_that_happens_twice_is_the_first_of_the_two() -> None:
    cairo = calendar("Africa/Cairo", frozenset({6, 0, 1, 2, 3}), closes=time(23, 30))
    # on Thursday 29 October 2026 the clock goes back from midnight to 23:00
    assert cairo.closing(date(2026, 10, 29)).isoformat() == "2026-10-29T20:30:00+00:00"


def test_in_the_hour_that_happens_twice_the_wall_clock_decides() -> None:
    cairo = calendar("Africa/Cairo", frozenset({6, 0, 1, 2, 3}), closes=time(23, 30))
    assert cairo.day_zero(datetime(2026, 10, 29, 20, 15, tzinfo=UTC)) == date(2026, 10, 29), "23:15, the first time"
    assert cairo.day_zero(datetime(2026, 10, 29, 20, 45, tzinfo=UTC)) == date(2026, 11, 1), "23:45, the first time"
    assert cairo.day_zero(datetime(2026, 10, 29, 21, 15, tzinfo=UTC)) == date(2026, 10, 29), "23:15 again"


def test_a_closing_time_that_is_skipped_falls_as_long_after_the_gap() -> None:
    cairo = calendar("Africa/Cairo", frozenset({4}), opens=time(0), closes=time(0, 30))
    # on Friday 24 April 2026 the clock goes from midnight straight to 01:00
    closing = cairo.closing(date(2026, 4, 24))
    assert closing.isoformat() == "2026-04-23T22:30:00+00:00"
    assert cairo.local(closing).isoformat() == "2026-04-24T01:30:00+03:00"


def test_half_hour_zones_count_by_their_own_clock() -> None:
    st_johns = calendar("America/St_Johns", holidays="CA-NL")
    assert st_johns.closing(date(2026, 11, 2)).isoformat() == "2026-11-02T20:30:00+00:00"


# calendars that cannot be


@pytest.mark.parametrize(
    ("given", "at_fault"),
    [
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": "America"}, "time_zone"),
        ({"time_zone": "../etc/passwd"}, "time_zone"),
        ({"working_days": frozenset()}, "working_days"),
        ({"working_days": frozenset({7})}, "working_days"),
        ({"opens": FIVE, "closes": NINE}, "hours"),
        ({"opens": NINE, "closes": NINE}, "hours"),
        ({"holidays": "XX"}, "holidays"),
        ({"holidays": "DE-XX"}, "holidays"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_at_its_field(given: dict[str, object], at_fault: str) -> None:
    good = {"time_zone": "America/New_York", "working_days": WEEKDAYS, "opens": NINE, "closes": FIVE}
    BusinessCalendar(**good)  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        BusinessCalendar(**(good | given))  # type: ignore[arg-type]
    assert list(refused.value.fields) == [at_fault]


def test_a_calendar_whose_working_days_are_all_closed_says_so_instead_of_searching_for_ever() -> None:
    mondays = frozenset(date(2026, 1, 5) + timedelta(weeks=n) for n in range(300))
    with pytest.raises(Invalid, match="no business day"):
        calendar(days=frozenset({0}), closed=mondays).deadline(ny("2026-03-03 10:00"), 1)


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(Invalid, match="offset"):
        CALENDAR.day_zero(datetime(2026, 11, 2, 10, 0))


@pytest.mark.parametrize("moment", [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)])
def test_a_moment_at_the_end_of_time_is_refused_in_words(moment: datetime) -> None:
    with pytest.raises(Invalid, match="too far away"):
        CALENDAR.deadline(moment, 3)


# laws

calendars = some.builds(
    BusinessCalendar,
    time_zone=some.sampled_from(ZONES),
    working_days=some.frozensets(some.integers(0, 6), min_size=1),
    opens=some.just(time(7, 15)),
    closes=some.sampled_from([time(8), time(16, 30), time(17), time(22)]),
    holidays=some.sampled_from([None, "US", "DE-BY", "EG", "CA-NL", "NZ-AUK"]),
    closed=some.frozensets(some.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=30),
)
moments = some.datetimes(datetime(2025, 12, 1), datetime(2027, 2, 1)).map(lambda naive: naive.replace(tzinfo=UTC))
counts = some.integers(1, 30)


@given(calendars, moments, some.timedeltas(timedelta(0), timedelta(days=10)), counts)
def test_a_later_moment_never_gets_an_earlier_limit(
    shop: BusinessCalendar, at: datetime, later: timedelta, n: int
) -> None:
    assert shop.deadline(at, n) <= shop.deadline(at + later, n)


@given(calendars, moments, counts)
def test_a_deadline_is_the_closing_time_of_a_business_day_after_the_moment(
    shop: BusinessCalendar, at: datetime, n: int
) -> None:
    deadline = shop.deadline(at, n)
    local = shop.local(deadline)
    assert local.time() == shop.closes
    assert shop.is_business_day(local.date())
    assert at < deadline


@given(calendars, some.dates(date(2026, 1, 1), date(2026, 12, 31)), counts)
def test_adding_business_days_and_counting_them_agree(shop: BusinessCalendar, day: date, n: int) -> None:
    assert shop.business_days_between(day, shop.add(day, n)) == n


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-11-02 10:00", "2026-11-02 16:59", 0),
        ("2026-11-02 10:00", "2026-11-02 18:00", 1),
        ("2026-11-02 10:00", "2026-11-05 17:00", 3),
        ("2026-11-02 10:00", "2026-11-05 17:01", 4),
        ("2026-11-06 18:30", "2026-11-07 12:00", 0),
        ("2026-11-24 07:00", "2026-11-30 09:00", 3),
    ],
)
def test_the_days_taken_are_counted_as_promises_are(start: str, end: str, days: int) -> None:
    assert CALENDAR.days_taken(ny(start), ny(end)) == days


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-02 10:00", "2026-11-02 12:30", 2.5),
        ("2026-11-02 16:00", "2026-11-03 10:00", 2),
        ("2026-11-06 16:00", "2026-11-09 08:00", 1),
        ("2026-11-07 10:00", "2026-11-08 10:00", 0),
        ("2026-11-03 10:00", "2026-11-02 10:00", 0),
    ],
)
def test_open_time_counts_opening_hours_only(start: str, end: str, hours: float) -> None:
    assert CALENDAR.open_time(ny(start), ny(end)) == timedelta(hours=hours)


touched_by_the_clock = some.builds(
    BusinessCalendar,
    time_zone=some.sampled_from([*ZONES, "Pacific/Apia", "America/Nuuk", "Australia/Lord_Howe"]),
    working_days=some.frozensets(some.integers(0, 6), min_size=1),
    opens=some.sampled_from([time(0), time(0, 15), time(1, 30), time(9)]),
    closes=some.sampled_from([time(9, 30), time(17), time(22, 30), time(23, 30), time(23, 59)]),
    holidays=some.sampled_from([None, "US", "EG"]),
)
"""Shops open at hours that are skipped, or happen twice, where the clock is changed."""

CHANGES = [  # in UTC: Cairo, Nuuk, New York, St John's, Berlin, Auckland, Lord Howe
    *(datetime(2026, 4, 23, 22), datetime(2026, 10, 29, 21), datetime(2026, 3, 29, 1), datetime(2026, 10, 25, 1)),
    *(datetime(2026, 3, 8, 7), datetime(2026, 11, 1, 6), datetime(2026, 4, 4, 14), datetime(2026, 9, 26, 14)),
]
near_changes = some.builds(
    lambda change, minutes: change.replace(tzinfo=UTC) + timedelta(minutes=minutes),
    some.sampled_from(CHANGES),
    some.integers(-4000, 4000),
)
at_any_time = moments | near_changes
for_days = some.timedeltas(timedelta(0), timedelta(days=9))


@given(touched_by_the_clock, at_any_time, for_days)
def test_the_days_taken_are_the_fewest_whose_deadline_has_not_passed(
    shop: BusinessCalendar, start: datetime, took: timedelta
) -> None:
    end = start + took
    fewest = next(n for n in range(20) if end <= shop.deadline(start, n))
    assert shop.days_taken(start, end) == fewest


@given(touched_by_the_clock, at_any_time, for_days, for_days)
def test_open_time_adds_up(shop: BusinessCalendar, start: datetime, first: timedelta, then: timedelta) -> None:
    between, end = start + first, start + first + then
    assert shop.open_time(start, between) + shop.open_time(between, end) == shop.open_time(start, end)


@given(calendars, at_any_time, some.integers(0, 3000))
def test_open_time_is_what_somebody_counts_who_looks_every_minute(
    shop: BusinessCalendar, start: datetime, minutes: int
) -> None:
    start = start.replace(second=0, microsecond=0)
    seen = sum(shop.is_open(start + timedelta(minutes=n)) for n in range(minutes))
    assert shop.open_time(start, start + timedelta(minutes=minutes)) == timedelta(minutes=seen)


@given(touched_by_the_clock, at_any_time, some.timedeltas(timedelta(minutes=1), timedelta(hours=60)))
def test_after_so_much_open_time_exactly_so_much_has_passed_and_not_before(
    shop: BusinessCalendar, start: datetime, span: timedelta
) -> None:
    end = shop.after_open_time(start, span)
    assert shop.open_time(start, end) == span
    assert shop.open_time(start, end - timedelta(microseconds=1)) < span


@given(calendars, at_any_time, some.timedeltas(timedelta(minutes=1), timedelta(hours=60)))
def test_so_much_open_time_ends_while_it_is_open(shop: BusinessCalendar, start: datetime, span: timedelta) -> None:
    assert shop.is_open(shop.after_open_time(start, span) - timedelta(microseconds=1))
