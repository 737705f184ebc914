"""What the numbers of a period say: which days, which verdicts, how long it took."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.core.calendar import BusinessCalendar
from assistant.core.errors import Invalid
from assistant.core.reporting import Decided, Period, Tally, Times, Verdict, Waits, period, tallied
from assistant.core.sla import PromiseName
from tests.core.shop import CALENDAR, NEW_YORK, WEEKDAYS, ny, said

MONDAY = date(2026, 11, 2)


# the period


def test_without_days_it_is_the_last_28_up_to_today() -> None:
    assert period(None, None, date(2026, 11, 22)) == Period(date(2026, 10, 26), date(2026, 11, 22))


def test_with_one_end_alone_the_other_is_today_or_28_days_back() -> None:
    today = date(2026, 11, 22)
    assert period("2026-11-01", None, today) == Period(date(2026, 11, 1), today)
    assert period(None, "2026-10-31", today) == Period(date(2026, 10, 4), date(2026, 10, 31))
    assert period("2027-01-05", None, today) == Period(date(2027, 1, 5), date(2027, 1, 5))


@pytest.mark.parametrize("text", ["yesterday", "2026-11", "20261101", "2026-W44-1", "2026-02-30", "0001-01-01", "=1"])
def test_what_is_no_day_is_named_by_its_field(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        period(text, "2026-11-30", MONDAY)
    assert refused.value.fields == {"from": "Write the day like this: 2026-11-30."}
    with pytest.raises(Invalid) as refused:
        period(text, text, MONDAY)
    assert list(refused.value.fields) == ["from", "to"]


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        period("2026-11-03", "2026-11-02", MONDAY)
    assert list(refused.value.fields) == ["to"]


def test_four_hundred_days_are_the_most() -> None:
    assert period("2025-01-01", "2026-02-04", MONDAY)
    with pytest.raises(Invalid) as refused:
        period("2025-01-01", "2026-02-05", MONDAY)
    assert refused.value.fields == {"from": "A report looks at 400 days at most. Choose a shorter period."}


def test_a_day_begins_and_ends_at_midnight_of_the_shop() -> None:
    one_day = Period(MONDAY, MONDAY)
    assert (said(one_day.begins(NEW_YORK)), said(one_day.ends(NEW_YORK))) == ("2026-11-02 00:00", "2026-11-03 00:00")


def test_a_day_without_a_midnight_begins_when_its_clocks_do() -> None:
    skipped = Period(date(2026, 4, 24), date(2026, 4, 24))
    assert skipped.begins(ZoneInfo("Africa/Cairo")) == datetime(2026, 4, 23, 22, tzinfo=UTC)


def test_weeks_begin_on_monday_and_the_first_and_last_are_cut_to_the_period() -> None:
    weeks = Period(date(2026, 10, 31), date(2026, 11, 10)).weeks(NEW_YORK)
    assert [(week.monday.isoformat(), said(week.begins), said(week.ends)) for week in weeks] == [
        ("2026-10-26", "2026-10-31 00:00", "2026-11-02 00:00"),
        ("2026-11-02", "2026-11-02 00:00", "2026-11-09 00:00"),
        ("2026-11-09", "2026-11-09 00:00", "2026-11-11 00:00"),
    ]


# verdicts


def decided(promise: str, verdict: str, count: int, kind: str = "general") -> Decided:
    return Decided(MONDAY, PromiseName(promise), kind, "orders", None, Verdict(verdict), count)


def test_superseded_and_void_promises_count_neither_as_kept_nor_as_broken() -> None:
    rows = [
        decided("resolution", "kept", 3),
        decided("resolution", "broken", 1),
        decided("resolution", "superseded", 4, kind="complex"),
        decided("resolution", "void", 5),
    ]
    (told,) = tallied(rows, lambda each: each.promise).values()
    assert told == Tally(kept=3, broken=1, superseded=4, void=5)
    assert told.share_kept == 0.75


def test_where_nothing_could_be_kept_there_is_no_share() -> None:
    assert Tally(superseded=2, void=3).share_kept is None


def test_a_tally_is_made_for_each_value_that_occurs() -> None:
    rows = [decided("update", "kept", 2, kind="complex"), decided("confirmation", "kept", 1)]
    assert tallied(rows, lambda each: each.kind) == {"complex": Tally(kept=2), "general": Tally(kept=1)}


# how long it took


def waited(*pairs: tuple[str, str], calendar: BusinessCalendar = CALENDAR) -> Times:
    waits = Waits(calendar)
    for start, end in pairs:
        waits.add(ny(start), ny(end))
    return waits.times()


def test_times_are_counted_in_business_days_and_opening_hours() -> None:
    told = waited(
        ("2026-11-02 10:00", "2026-11-02 16:30"),  # the same day
        ("2026-11-06 18:30", "2026-11-09 09:15"),  # Friday after closing, so Monday is day zero
        ("2026-11-06 10:00", "2026-11-09 10:00"),  # over a weekend
    )
    assert told == Times(3, 0, 6.5, [(0, 2), (1, 1)])


def test_the_median_of_two_lies_between_them() -> None:
    told = waited(("2026-11-02 10:00", "2026-11-02 11:00"), ("2026-11-02 10:00", "2026-11-03 10:00"))
    assert (told.median_business_days, told.median_open_hours) == (0.5, 4.5)


def test_days_that_no_ticket_took_are_told_too() -> None:
    assert waited(("2026-11-02 10:00", "2026-11-04 10:00")).within == [(0, 0), (1, 0), (2, 1)]


def test_of_nothing_there_is_no_median() -> None:
    assert waited() == Times(0, None, None, [])


ZONES = ["America/New_York", "Africa/Cairo", "America/St_Johns", "Pacific/Auckland", "Asia/Kathmandu"]
MOMENTS = some.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=some.just(UTC))


@given(
    some.sampled_from(ZONES),
    some.lists(some.tuples(MOMENTS, some.timedeltas(timedelta(0), timedelta(days=20))), min_size=1, max_size=5),
)
def test_each_wait_is_what_the_calendar_says(zone: str, given_waits: list[tuple[datetime, timedelta]]) -> None:
    shop = BusinessCalendar(zone, WEEKDAYS, time(0, 30), time(17), "US")
    for start, length in given_waits:
        waits = Waits(shop)
        waits.add(start, start + length)
        told = waits.times()
        assert told.median_business_days == shop.days_taken(start, start + length)
        assert told.median_open_hours == round(shop.open_time(start, start + length) / timedelta(hours=1), 1)
