"""How a promise ages: the worked dates, verdicts, pauses, extensions, peaks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.core import sla
from assistant.core.errors import Conflict
from assistant.core.policy import Peak, Policy, Promise
from assistant.core.sla import Clock, ClockState, PromiseName
from tests.core.shop import CALENDAR, POLICY, RECEIVED, WINTER_SALE, WITH_PEAK, dates, ny, said

CONFIRMATION, RESOLUTION, UPDATE = PromiseName.CONFIRMATION, PromiseName.RESOLUTION, PromiseName.UPDATE


def clock(promise: PromiseName = RESOLUTION, at: str = RECEIVED, policy: Policy = POLICY) -> Clock:
    """The resolution of a Monday: target Thu 5 Nov, limit Mon 9 Nov, 17:00."""
    return sla.start(policy, promise, ny(at))


def passed(clock: Clock, at: str) -> list[tuple[str, str | None]]:
    return [(transition.kind, said(transition.at)) for transition in clock.transitions(ny(at))]


# verdicts


def test_a_late_reply_between_two_sweeps_is_breached_though_nobody_looked() -> None:
    late = clock(CONFIRMATION)
    late.stop(ny("2026-11-05 17:00") + timedelta(seconds=1))
    assert late.state is ClockState.BREACHED
    assert said(late.breached_at) == "2026-11-05 17:00"
    assert late.stopped_at == ny("2026-11-05 17:00") + timedelta(seconds=1)


def test_at_the_very_moment_of_target_and_limit_nothing_has_passed() -> None:
    running = clock()
    assert passed(running, "2026-11-05 17:00") == []
    running.mark(running.transitions(ny("2026-11-05 17:01"))[0])
    assert passed(running, "2026-11-09 17:00") == []


def test_at_risk_and_breached_come_in_order_with_their_true_times() -> None:
    slept_over = clock()
    assert passed(slept_over, "2026-11-20 09:00") == [("at_risk", "2026-11-05 17:00"), ("breached", "2026-11-09 17:00")]


def test_at_risk_and_breached_happen_once_a_clock() -> None:
    running = clock()
    for transition in running.transitions(ny("2026-11-20 09:00")):
        running.mark(transition)
    assert passed(running, "2026-11-21 09:00") == []
    assert running.state is ClockState.BREACHED
    assert running.is_open


def test_a_target_that_is_the_limit_still_gives_both_in_order() -> None:
    daily = replace(POLICY, update=Promise(1, 1, "1 business day"))
    assert [kind for kind, _ in passed(clock(UPDATE, policy=daily), "2026-11-04 09:00")] == ["at_risk", "breached"]


def test_a_stopped_clock_passes_nothing_any_more() -> None:
    kept = clock()
    kept.stop(ny("2026-11-04 09:00"))
    assert passed(kept, "2026-12-31 09:00") == []


@pytest.mark.parametrize("ending", ["stop", "supersede", "void"])
def test_a_breach_survives_every_ending(ending: str) -> None:
    late = clock()
    getattr(late, ending)(ny("2026-11-10 09:00"))
    assert late.state is ClockState.BREACHED
    assert not late.is_open


@pytest.mark.parametrize(("ending", "state"), [("supersede", "superseded"), ("void", "void"), ("stop", "kept")])
def test_before_the_limit_a_clock_ends_as_it_was_ended(ending: str, state: str) -> None:
    ended = clock()
    getattr(ended, ending)(ny("2026-11-06 09:00"))
    assert ended.state == state
    assert said(ended.stopped_at) == "2026-11-06 09:00"


def test_an_ended_clock_cannot_end_again() -> None:
    kept = clock()
    kept.stop(ny("2026-11-04 09:00"))
    kept.void(ny("2026-11-20 09:00"))
    assert (kept.state, said(kept.stopped_at)) == (ClockState.KEPT, "2026-11-04 09:00")


def test_a_clock_that_jumps_back_breaks_no_promise() -> None:
    kept = clock()
    kept.stop(ny("2026-11-01 09:00"))
    assert kept.state is ClockState.KEPT


# waiting


def test_a_pause_that_ends_after_closing_on_the_day_of_the_limit_moves_nothing_and_so_ends_too_late() -> None:
    paused = clock()
    paused.pause(ny("2026-11-09 16:00"))
    paused.resume(ny("2026-11-09 18:00"), CALENDAR)
    assert passed(paused, "2026-11-09 18:00") == [("breached", "2026-11-09 17:00")]


def test_nothing_passes_while_a_clock_is_paused() -> None:
    paused = clock()
    paused.pause(ny("2026-11-03 12:00"))
    assert passed(paused, "2026-12-31 12:00") == []
    assert paused.next_date is None


def test_what_passed_before_a_pause_is_on_record_with_its_true_time() -> None:
    paused = clock()
    paused.pause(ny("2026-11-06 12:00"))
    assert said(paused.at_risk_at) == "2026-11-05 17:00"


def test_a_clock_that_was_at_risk_before_a_pause_is_not_at_risk_a_second_time() -> None:
    paused = clock()
    paused.pause(ny("2026-11-06 12:00"))
    paused.resume(ny("2026-11-12 12:00"), CALENDAR)
    assert passed(paused, "2026-12-31 12:00") == [("breached", "2026-11-13 17:00")]


def test_after_a_pause_that_moved_its_target_it_is_not_at_risk_until_that_has_passed() -> None:
    paused = clock()
    paused.pause(ny("2026-11-06 12:00"))
    assert paused.is_at_risk
    paused.resume(ny("2026-11-12 12:00"), CALENDAR)
    assert (paused.is_at_risk, said(paused.next_date)) == (False, "2026-11-10 17:00")


def test_an_extension_ends_the_risk_and_the_new_target_brings_it_back_without_news() -> None:
    extended = clock()
    extended.extend(date(2026, 11, 12), ny("2026-11-06 09:00"), CALENDAR)
    assert (extended.is_at_risk, said(extended.next_date)) == (False, "2026-11-09 17:00")
    assert passed(extended, "2026-11-10 09:00") == []
    assert extended.pass_next_date() is None
    assert (extended.is_at_risk, said(extended.at_risk_at)) == (True, "2026-11-09 17:00")
    assert said(extended.next_date) == "2026-11-12 17:00"


def test_it_stays_at_risk_where_the_moved_target_lies_in_the_past_as_well() -> None:
    extended = clock()
    extended.extend(date(2026, 11, 10), ny("2026-11-09 16:00"), CALENDAR)
    assert (said(extended.target), extended.is_at_risk) == ("2026-11-06 17:00", True)


def test_a_breached_clock_does_not_pause() -> None:
    late = clock()
    late.pause(ny("2026-11-10 12:00"))
    assert (late.state, late.paused_at) == (ClockState.BREACHED, None)


# extension


def test_an_extension_may_be_given_as_a_day() -> None:
    extended = clock()
    extended.extend(date(2026, 11, 10), ny("2026-11-04 09:00"), CALENDAR)
    assert dates(extended) == ("2026-11-06 17:00", "2026-11-10 17:00")


def test_a_paused_clock_is_not_extended() -> None:
    paused = clock()
    paused.pause(ny("2026-11-03 12:00"))
    with pytest.raises(Conflict):
        paused.extend(ny("2026-11-12 17:00"), ny("2026-11-04 09:00"), CALENDAR)


# peaks


def test_the_shopper_sees_the_notice_and_the_later_dates_before_sending() -> None:
    told = sla.promised(WITH_PEAK, "general", ny("2026-12-01 10:00"))
    assert said(told.confirmation_by) == "2026-12-08 17:00"
    assert said(told.resolution_by) == "2026-12-10 17:00"
    assert told.update_by is None
    assert told.notice == WINTER_SALE.notice


def test_the_shopper_of_a_complex_issue_is_told_when_the_next_update_comes() -> None:
    told = sla.promised(POLICY, "complex", ny(RECEIVED))
    assert (said(told.update_by), told.resolution_by, told.notice) == ("2026-11-05 17:00", None, None)


def test_due_names_the_peak() -> None:
    assert sla.due(WITH_PEAK, ny("2026-12-01 10:00"), "general")["peak"] == "Winter sale"


# laws

received_moments = some.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(
    lambda naive: naive.replace(tzinfo=UTC)
)
kinds = some.sampled_from(["general", "complex"])


def promises(policy: Policy, received: datetime, kind: sla.Kind) -> list[Clock]:
    return sla.first_clocks(policy, kind, received)


@given(received_moments, kinds, some.booleans())
def test_a_target_is_never_after_its_limit(received: datetime, kind: sla.Kind, peak: bool) -> None:
    for started in promises(WITH_PEAK if peak else POLICY, received, kind):
        assert received < started.target <= started.limit


@given(received_moments, kinds, some.booleans())
def test_target_and_limit_are_closing_times_of_business_days(received: datetime, kind: sla.Kind, peak: bool) -> None:
    for started in promises(WITH_PEAK if peak else POLICY, received, kind):
        for moment in (started.target, started.limit):
            local = CALENDAR.local(moment)
            assert local.time() == CALENDAR.closes
            assert CALENDAR.is_business_day(local.date())


@given(received_moments, some.timedeltas(timedelta(0), timedelta(days=15)))
def test_the_verdict_is_whether_it_happened_after_the_limit(received: datetime, took: timedelta) -> None:
    stopped = sla.start(POLICY, RESOLUTION, received)
    limit = stopped.limit
    stopped.stop(received + took)
    assert (stopped.state is ClockState.BREACHED) == (received + took > limit)


@given(received_moments, some.timedeltas(timedelta(0), timedelta(days=20)), some.timedeltas(timedelta(0)))
def test_a_pause_never_brings_a_limit_nearer(received: datetime, after: timedelta, pause: timedelta) -> None:
    paused = sla.start(POLICY, RESOLUTION, received)
    limit = paused.limit
    paused.pause(received + after)
    paused.resume(received + after + min(pause, timedelta(days=300)), CALENDAR)
    assert paused.limit >= limit
    assert CALENDAR.local(paused.limit).time() == CALENDAR.closes


@given(received_moments, some.lists(some.timedeltas(timedelta(0), timedelta(days=9)), max_size=6))
def test_however_often_somebody_looks_each_date_passes_once_and_in_order(
    received: datetime, gaps: list[timedelta]
) -> None:
    watched = sla.start(POLICY, RESOLUTION, received)
    seen = []
    at = received
    for gap in gaps:
        at += gap
        for transition in watched.transitions(at):
            watched.mark(transition)
            seen.append((transition.kind, transition.at))
    due = [("at_risk", watched.target), ("breached", watched.limit)]
    assert seen == [(kind, moment) for kind, moment in due if moment < at]


@given(
    some.lists(some.integers(0, 400), min_size=2, max_size=2, unique=True),
    some.integers(0, 5),
    some.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1)),
)
def test_extra_days_of_a_peak_are_added_to_target_and_limit_alike(
    ends: list[int], extra: int, moment: datetime
) -> None:
    first, last = (date(2026, 1, 1) + timedelta(days=n) for n in sorted(ends))
    busy = replace(POLICY, peaks=(Peak("Sale", first, last, extra, "Busy."),))
    received = moment.replace(tzinfo=UTC)
    added = extra if first <= CALENDAR.local(received).date() <= last else 0
    started = sla.start(busy, RESOLUTION, received)
    assert started.target == CALENDAR.deadline(received, 3 + added)
    assert started.limit == CALENDAR.deadline(received, 5 + added)
