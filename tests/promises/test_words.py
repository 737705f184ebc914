"""What the words of the rules mean: business day, day zero, N business days, target and limit, received and sent."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from assistant.content.errors import KnowledgeErrors
from assistant.content.policy_file import load_policy
from assistant.core import sla
from assistant.core.calendar import BusinessCalendar
from assistant.core.errors import Invalid
from assistant.core.policy import House
from assistant.core.sla import ClockState, PromiseName
from assistant.core.tickets import next_for_shopper
from assistant.services import handoff
from assistant.services.handoff import Form
from assistant.store import tickets as stored_tickets
from tests.content.shop import Folder
from tests.core.shop import CALENDAR, MINUTE, POLICY, RECEIVED, WEEKDAYS, Case, confirmed, dates, done, ny, said
from tests.services.desk import Shop

NINE, FIVE = time(9), time(17)


# business day


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2026, 11, 6), True),
        (date(2026, 11, 7), False),  # a Saturday
        (date(2026, 11, 26), False),  # Thanksgiving
        (date(2026, 12, 24), False),  # listed as closed
        (date(2026, 12, 23), True),
    ],
)
def test_a_business_day_is_a_working_day_that_is_neither_a_public_holiday_nor_listed_as_closed(
    day: date, is_one: bool
) -> None:
    shop = replace(CALENDAR, closed=frozenset({date(2026, 12, 24)}))
    assert shop.is_business_day(day) is is_one


def test_a_business_day_is_a_day_in_the_time_zone_of_the_shop() -> None:
    sunday_evening_in_new_york = ny("2026-11-01 18:00")
    auckland = BusinessCalendar("Pacific/Auckland", WEEKDAYS, NINE, FIVE)
    assert auckland.day_zero(sunday_evening_in_new_york) == date(2026, 11, 2)
    assert CALENDAR.local(sunday_evening_in_new_york).date() == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("code", "day", "is_one"),
    [
        ("DE-BY", date(2026, 1, 6), False),  # Epiphany is a holiday of Bavaria
        ("DE", date(2026, 1, 6), True),
        ("US", date(2026, 1, 6), True),
        (None, date(2026, 11, 26), True),
    ],
)
def test_public_holidays_are_those_of_a_country_or_a_subdivision(code: str | None, day: date, is_one: bool) -> None:
    shop = BusinessCalendar("Europe/Berlin", WEEKDAYS, NINE, FIVE, code)
    assert shop.is_business_day(day) is is_one


@pytest.mark.parametrize(
    "day",
    [date(2026, 7, 3), date(2027, 12, 31)],
    ids=["Independence Day 2026 falls on a Saturday", "New Year's Day 2028, in the year before"],
)
def test_days_on_which_a_holiday_is_observed_count_as_holidays(day: date) -> None:
    assert not CALENDAR.is_business_day(day)


def test_hours_are_one_span_within_a_day_with_opening_before_closing_and_closing_at_most_23_59(
    tmp_path: Path,
) -> None:
    for hours, fits in (
        ("09:00-17:00", True),
        ("00:00-23:59", True),
        ("17:00-09:00", False),
        ("09:00-09:00", False),
        ("09:00-24:00", False),
        ("22:00-02:00", False),
        ("09:00-12:00, 13:00-17:00", False),
    ):
        folder = Folder(tmp_path / hours.replace(":", ""))
        folder.change("policy.yaml", "09:00-17:00", hours)
        try:
            load_policy(folder.path)
        except KnowledgeErrors as refused:
            assert not fits, refused
            assert "calendar.hours" in str(refused)
        else:
            assert fits, hours
    with pytest.raises(Invalid):
        BusinessCalendar("America/New_York", WEEKDAYS, FIVE, NINE)


# day zero


@pytest.mark.parametrize(
    ("moment", "day_zero"),
    [
        ("2026-11-02 10:00", date(2026, 11, 2)),
        ("2026-11-02 00:00", date(2026, 11, 2)),  # before opening counts as that day
        ("2026-11-02 08:59", date(2026, 11, 2)),
        ("2026-11-02 16:59", date(2026, 11, 2)),
        ("2026-11-02 17:00", date(2026, 11, 3)),  # exactly at closing
        ("2026-11-02 23:59", date(2026, 11, 3)),
        ("2026-11-06 17:00", date(2026, 11, 9)),
        ("2026-11-07 10:00", date(2026, 11, 9)),  # before closing, but no business day
        ("2026-11-26 08:00", date(2026, 11, 27)),
        ("2026-12-31 17:00", date(2027, 1, 4)),
    ],
)
def test_day_zero_is_the_local_day_of_a_business_day_before_closing_and_otherwise_the_next_business_day(
    moment: str, day_zero: date
) -> None:
    assert CALENDAR.day_zero(ny(moment)) == day_zero


def test_a_shop_that_opens_in_the_evening_counts_the_morning_before_as_that_day() -> None:
    evenings = replace(CALENDAR, opens=time(18), closes=time(22))
    assert evenings.day_zero(ny("2026-11-02 06:00")) == date(2026, 11, 2)
    assert said(evenings.deadline(ny("2026-11-02 06:00"), 1)) == "2026-11-03 22:00"


# n business days


@pytest.mark.parametrize(
    ("moment", "days", "deadline"),
    [
        ("2026-11-02 10:00", 0, "2026-11-02 17:00"),
        ("2026-11-02 10:00", 1, "2026-11-03 17:00"),
        ("2026-11-06 16:59", 1, "2026-11-09 17:00"),
        ("2026-11-06 17:00", 1, "2026-11-10 17:00"),
        ("2026-11-24 10:00", 2, "2026-11-27 17:00"),  # Thanksgiving does not count
        ("2026-12-30 10:00", 5, "2027-01-07 17:00"),
        ("2026-10-30 10:00", 3, "2026-11-04 17:00"),  # the clock is set back in between
    ],
)
def test_n_business_days_from_a_moment_is_local_closing_time_of_the_nth_business_day_after_its_day_zero(
    moment: str, days: int, deadline: str
) -> None:
    assert said(CALENDAR.deadline(ny(moment), days)) == deadline


# target and limit


def test_a_promise_of_2_to_3_business_days_has_the_target_2_and_the_limit_3(tmp_path: Path) -> None:
    policy = load_policy(Folder(tmp_path).path)
    assert (policy.confirmation.target, policy.confirmation.limit) == (2, 3)
    assert dates(sla.start(policy, PromiseName.CONFIRMATION, ny(RECEIVED))) == ("2026-11-04 17:00", "2026-11-05 17:00")


def test_after_the_target_an_open_clock_is_at_risk_and_after_the_limit_breached() -> None:
    case = Case()
    case.sweep("2026-11-04 17:01")
    assert said(case.clock("confirmation").at_risk_at) == "2026-11-04 17:00"
    assert case.clock("confirmation").state is ClockState.RUNNING
    case.sweep("2026-11-05 17:01")
    assert case.clock("confirmation").state is ClockState.BREACHED


def test_at_the_very_moment_it_is_still_kept() -> None:
    looked_at, done_then, a_moment_late = Case(), Case(), Case()
    looked_at.sweep("2026-11-05 17:00")
    assert looked_at.clock("confirmation").breached_at is None
    done_then.confirm("We have your question.", at="2026-11-05 17:00")
    assert done_then.clock("confirmation").state is ClockState.KEPT
    a_moment_late.confirm("We have your question.", at="2026-11-05 17:00:00.000001")
    assert a_moment_late.clock("confirmation").state is ClockState.BREACHED


def test_what_ends_by_itself_at_the_very_moment_of_a_limit_has_not_broken_it() -> None:
    case = confirmed("complex")
    case.ask("Which shade was it?", at="2026-11-03 12:00")  # closes after Fri 13 Nov, 17:00
    case.reply("Take your time.", at="2026-11-05 12:00")
    case.reply("We are still here.", at="2026-11-09 12:00")  # the next update by Fri 13 Nov, 17:00
    case.sweep("2026-11-16 09:00")
    assert said(case.clock("update").limit) == said(case.ticket.closed_at) == "2026-11-13 17:00"
    assert (case.clock("update").state, case.clock("update").breached_at) == (ClockState.VOID, None)
    assert case.happened("breached") == []


def test_the_shopper_is_told_the_limit_as_a_date(shop: Shop) -> None:
    number = shop.form()
    (receipt,) = shop.messages(number, "system")
    for told in (receipt.text, next_for_shopper(shop.ticket(number), POLICY)):
        assert "Thu 5 Nov, 17:00" in told
        assert "4 Nov" not in told, "the target is for the team"


# received and sent


def test_received_is_the_moment_the_form_or_the_handoff_is_stored(shop: Shop) -> None:
    form = shop.form()
    assert shop.ticket(form).received_at == shop.at
    chat = shop.chat()
    chat.say("where is my parcel")
    handed_over = chat.hand_off()
    assert shop.ticket(handed_over).received_at == shop.at, "the assistant's time is not in it"
    assert {clock.started_at for clock in shop.ticket(handed_over).clocks} == {shop.at}


def test_a_form_that_is_sent_again_was_received_the_first_time(shop: Shop) -> None:
    at, fields = shop.now(), {"name": "Ann", "email": "ann@shopper.example", "details": "Is the mist vegan?"}
    first, again = (handoff.submit(shop.desk, Form("the same form", fields), (), when) for when in (at, shop.now()))
    assert first.value["number"] == again.value["number"]
    assert shop.ticket(int(again.value["number"])).received_at == at


def test_sent_is_the_moment_a_message_is_stored_in_the_conversation_and_where_there_is_an_address_in_the_outbox(
    shop: Shop,
) -> None:
    sam, by_mail, by_phone = shop.staff(), shop.form(), shop.form(email="", phone="+1 555 0100")
    for number in (by_mail, by_phone):
        sam.do(number, "confirm", "We have your question.")
        assert shop.messages(number, "agent")[-1].at == shop.at
        assert shop.ticket(number).clocks[0].stopped_at == shop.at
    assert [ticket for kind, ticket in shop.outbox() if kind == "confirmation"] == [by_mail]


def test_a_message_that_cannot_be_stored_is_not_sent_and_keeps_no_promise(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam, number = shop.staff(), shop.form()

    def fail(*_: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as broken, pytest.raises(RuntimeError):
        broken.setattr(stored_tickets, "save", fail)
        sam.do(number, "confirm", "We have your question.")
    assert shop.messages(number, "agent") == []
    assert [kind for kind, _ in shop.outbox()] == ["receipt"]
    assert shop.ticket(number).clocks[0].is_open


# one source of figures


def test_every_number_comes_from_the_policy_and_none_is_written_into_code() -> None:
    other = replace(
        POLICY,
        confirmation=replace(POLICY.confirmation, target=4, limit=6),
        resolution=replace(POLICY.resolution, target=7, limit=9),
        update=replace(POLICY.update, target=8, limit=10),
        house=House(follow_up=11, reminders=(1, 3), waiting_closes=12, claim_hours=2),
    )
    calendar, received = POLICY.calendar, ny(RECEIVED)
    case = Case(policy=other)
    for name, target, limit in (("confirmation", 4, 6), ("resolution", 7, 9)):
        assert case.clock(name).target == calendar.deadline(received, target)
        assert case.clock(name).limit == calendar.deadline(received, limit)
    update = Case("complex", policy=other).clock("update")
    assert (update.target, update.limit) == (calendar.deadline(received, 8), calendar.deadline(received, 10))
    assert done(policy=other).ticket.follow_up_by == calendar.deadline(ny("2026-11-04 10:00"), 11)
    asking = confirmed(policy=other)
    asking.ask("Which shade was it?", at="2026-11-03 12:00")
    assert asking.ticket.waiting
    asked = ny("2026-11-03 12:00")
    assert asking.ticket.waiting.reminders == tuple(calendar.deadline(asked, n) for n in (1, 3))
    assert asking.ticket.waiting.closes == calendar.deadline(asked, 12)
    case.claim(at="2026-11-02 11:00")
    case.sweep("2026-11-02 13:00")
    assert case.ticket.assignee
    case.ticket.sweep(at=ny("2026-11-02 13:00") + MINUTE, policy=other)
    assert case.ticket.assignee is None
