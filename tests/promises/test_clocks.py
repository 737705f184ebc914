"""The three clocks: what starts and stops them, what moves them, and what becomes of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from assistant.content.errors import KnowledgeErrors
from assistant.content.policy_file import load_policy
from assistant.core import dialogue
from assistant.core.errors import Conflict, Forbidden, Invalid, NotFound
from assistant.core.knowledge import Knowledge
from assistant.core.policy import Peak
from assistant.core.sla import ClockState
from assistant.core.tickets import Outcome, Step
from assistant.services import casework, rounds
from assistant.services.desk import News
from assistant.services.shapes import promises_shape
from tests.content.shop import Folder
from tests.core.shop import (
    CALENDAR,
    KIM,
    LEA,
    MINUTE,
    POLICY,
    RECEIVED,
    SAM,
    WINTER_SALE,
    WITH_PEAK,
    Case,
    confirmed,
    dates,
    done,
    ny,
    proposed,
    said,
    verified,
)
from tests.services.desk import Shop

# what starts and stops each clock


@pytest.mark.parametrize("kind", ["general", "complex"])
def test_the_confirmation_clock_runs_on_every_ticket_from_the_moment_it_is_received(kind: Any) -> None:
    clock = Case(kind).clock("confirmation")
    assert said(clock.started_at) == RECEIVED
    assert dates(clock) == ("2026-11-04 17:00", "2026-11-05 17:00")


def test_it_stops_when_an_agent_has_reviewed_the_inquiry_and_the_confirmation_was_sent() -> None:
    case = Case()
    case.reply("Hello!", at="2026-11-02 11:00")
    case.ask("Which shade was it?", at="2026-11-02 11:03")
    case.note("called the carrier", at="2026-11-02 11:05")
    case.call(True, "told her we are on it", at="2026-11-02 11:10")
    assert case.clock("confirmation").is_open
    case.confirm("We have your question.", at="2026-11-03 10:00")
    assert case.clock("confirmation").state is ClockState.KEPT
    assert case.letters()[-1] == "confirmation"


def test_the_resolution_clock_runs_on_general_inquiries_from_the_moment_they_are_received() -> None:
    clock = Case().clock("resolution")
    assert said(clock.started_at) == RECEIVED
    assert dates(clock) == ("2026-11-05 17:00", "2026-11-09 17:00")
    assert [each.promise for each in Case("complex").ticket.clocks] == ["confirmation", "update"]


def test_it_stops_when_step_5_begins_with_the_complete_reply_or_word_of_the_carried_out_solution() -> None:
    answered, carried_out = confirmed(), proposed()
    answered.answer("It left today.", "order A-17", "customer-service#2", at="2026-11-04 10:00")
    carried_out.consent("accept", version=1, by=None, at="2026-11-03 15:00")
    assert carried_out.clock("resolution").is_open
    carried_out.execute("It left today.", at="2026-11-04 10:00")
    for case in (answered, carried_out):
        assert case.clock("resolution").state is ClockState.KEPT
        assert said(case.clock("resolution").stopped_at) == "2026-11-04 10:00"


def test_the_update_clock_runs_on_complex_issues_from_receipt_and_again_with_every_update_sent() -> None:
    case = Case("complex")
    case.confirm("We have your question.", at="2026-11-03 10:00")
    case.reply("We are looking.", at="2026-11-05 09:00")
    case.reply("We are still looking.", at="2026-11-09 18:00")
    assert [said(clock.started_at) for clock in case.ticket.clocks if clock.promise == "update"] == [
        RECEIVED,
        "2026-11-03 10:00",
        "2026-11-05 09:00",
        "2026-11-09 18:00",
    ]
    assert dates(case.clock("update")) == ("2026-11-13 17:00", "2026-11-16 17:00"), "from Tue 10 over Veterans Day"
    assert [said(clock.stopped_at) for clock in case.ticket.clocks if clock.promise == "update"][:3] == [
        "2026-11-03 10:00",
        "2026-11-05 09:00",
        "2026-11-09 18:00",
    ]


def test_it_stops_with_the_next_update_or_when_step_5_begins() -> None:
    case = done("complex")
    assert {clock.state for clock in case.ticket.clocks} == {ClockState.KEPT}
    case.reply("Anything else?", at="2026-11-04 11:00")
    assert case.ticket.open_clocks == [], "after step 5 no update is owed"


@pytest.mark.parametrize(("every", "target"), [(1, 1), (2, 1), (3, 2), (10, 9)])
def test_the_target_of_an_update_is_one_business_day_before_its_limit_but_at_least_1(
    every: int, target: int, tmp_path: Path
) -> None:
    folder = Folder(tmp_path)
    folder.change("policy.yaml", "every_business_days: 3", f"every_business_days: {every}")
    policy = load_policy(folder.path)
    clock = Case("complex", policy=policy).clock("update")
    assert clock.target == CALENDAR.deadline(ny(RECEIVED), target)
    assert clock.limit == CALENDAR.deadline(ny(RECEIVED), every)


# the receipt


def test_an_automatic_receipt_with_the_ticket_number_and_the_promised_dates_goes_out_at_once(shop: Shop) -> None:
    number = shop.form()
    (receipt,) = shop.messages(number, "system")
    for told in (str(number), "Thu 5 Nov, 17:00", "Mon 9 Nov, 17:00"):
        assert told in receipt.text
    assert receipt.at == shop.at
    assert shop.outbox() == [("receipt", number)]


def test_the_receipt_of_a_complex_issue_says_when_and_how_often_there_is_news() -> None:
    (receipt,) = Case("complex").ticket.letters
    assert "by Thu 5 Nov, 17:00, and then every 3 business days" in receipt.text


def test_the_receipt_is_not_the_confirmation() -> None:
    case = Case()
    assert case.letters() == ["receipt"]
    assert case.clock("confirmation").state is ClockState.RUNNING
    case.sweep("2026-11-06 09:00")
    assert case.clock("confirmation").state is ClockState.BREACHED


# updates


UPDATES: dict[str, tuple[Callable[..., Case], str, tuple[Any, ...]]] = {
    "a reply": (confirmed, "reply", ("We are still looking.",)),
    "a question": (confirmed, "ask", ("Which shade was it?",)),
    "a confirmation": (Case, "confirm", ("We have your question.",)),
    "a solution": (verified, "propose", ("We pay it back.", "refund", "customer-service#4", "nobody", "0")),
    "a logged call that reached them": (confirmed, "call", (True, "told her where it stands")),
}


@pytest.mark.parametrize("which", UPDATES)
def test_an_update_is_a_message_that_a_person_sent_to_the_shopper(which: str) -> None:
    start, verb, values = UPDATES[which]
    case = start("complex")
    getattr(case, verb)(*values, at="2026-11-04 09:00")
    assert said(case.clock("update").started_at) == "2026-11-04 09:00"
    assert case.clock("update", -2).state is ClockState.KEPT


NO_UPDATES: dict[str, Callable[[Case], None]] = {
    "a note": lambda case: case.note("asked the carrier", at="2026-11-04 09:00"),
    "a call that did not reach them": lambda case: case.call(False, "nobody answered", at="2026-11-04 09:00"),
    "what was checked": lambda case: case.verify("order A-17", "lost", at="2026-11-04 09:00"),
    "a transfer": lambda case: case.transfer(KIM, "your turn", at="2026-11-04 09:00"),
    "a notice of an extension": lambda case: case.extend(
        "update", ny("2026-11-10 17:00"), "It is slow.", "strike", by=LEA, at="2026-11-04 09:00"
    ),
    "what the shopper writes": lambda case: case.wrote("2026-11-04 09:00"),
}


@pytest.mark.parametrize("which", NO_UPDATES)
def test_notes_receipts_reminders_and_notices_are_none(which: str) -> None:
    case = confirmed("complex")
    NO_UPDATES[which](case)
    assert said(case.clock("update").started_at) == "2026-11-03 10:00"


def test_receipts_and_reminders_are_none() -> None:
    received, asked = Case("complex"), confirmed("complex")
    assert received.letters() == ["receipt"]
    assert [clock.promise for clock in received.ticket.clocks] == ["confirmation", "update"]
    asked.ask("Which shade was it?", at="2026-11-04 09:00")
    asked.sweep("2026-11-06 17:01")
    assert asked.letters()[-1] == "reminder"
    assert said(asked.clock("update").started_at) == "2026-11-04 09:00"


def test_a_notice_of_a_merger_is_none() -> None:
    survivor, other = confirmed("complex"), Case("complex", number=10002)
    other.merge(survivor.ticket, at="2026-11-04 09:00")
    assert survivor.letters()[-1] == "notice"
    assert said(survivor.clock("update").started_at) == "2026-11-03 10:00"


# general and complex


@pytest.mark.parametrize(
    ("details", "kind"),
    [
        ("you only refunded half and i want to dispute the refund", "complex"),
        ("my payment failed, the card was declined twice", "complex"),
        ("how long does shipping take to my home", "general"),
        ("qwer zxcv", "general"),
    ],
)
def test_a_ticket_starts_complex_when_the_message_or_the_details_match_such_an_entry_and_otherwise_general(
    details: str, kind: str, shop: Shop
) -> None:
    by_message = shop.chat()
    by_message.say(details)
    for number in (shop.form(details), shop.chat().hand_off(details=details), by_message.hand_off()):
        assert shop.ticket(number).kind == kind


def test_complex_is_what_an_agent_marks_so_with_a_reason() -> None:
    case = confirmed()
    with pytest.raises(Invalid) as refused:
        case.classify("complex", " ", at="2026-11-03 12:00")
    assert list(refused.value.fields) == ["reason"]
    case.classify("complex", "it is a dispute", at="2026-11-03 12:00")
    assert case.ticket.kind == "complex"
    assert case.ticket.news[-1].data["reason"] == "it is a dispute"


def test_an_agent_reclassifies_up_to_the_target_and_after_it_only_a_lead() -> None:
    in_time, late = confirmed(), confirmed()
    in_time.classify("complex", "it is a dispute", at="2026-11-05 17:00")
    with pytest.raises(Forbidden):
        late.classify("complex", "it is a dispute", at="2026-11-05 17:00:00.000001")
    late.classify("complex", "it is a dispute", by=LEA, at="2026-11-05 17:01")
    assert in_time.ticket.kind == late.ticket.kind == "complex"


def test_the_target_is_that_of_the_promise_which_is_replaced_and_not_the_confirmations() -> None:
    case = Case()
    case.classify("complex", "it is a dispute", at="2026-11-05 09:00")
    assert said(case.clock("confirmation").at_risk_at) == "2026-11-04 17:00"
    assert case.ticket.kind == "complex"


def test_once_at_risk_only_a_lead_reclassifies_also_after_an_extension() -> None:
    case = confirmed()
    case.extend("resolution", ny("2026-11-12 17:00"), "It is slow.", "strike", by=LEA, at="2026-11-06 09:00")
    with pytest.raises(Forbidden):
        case.classify("complex", "it is a dispute", at="2026-11-06 10:00")


def test_a_lead_too_gives_a_reason_for_reclassifying() -> None:
    with pytest.raises(Invalid):
        confirmed().classify("complex", "", by=LEA, at="2026-11-06 09:00")


@pytest.mark.parametrize(
    ("kind", "other", "date"), [("general", "complex", "Fri 6 Nov, 17:00"), ("complex", "general", "Tue 10 Nov, 17:00")]
)
def test_the_shopper_is_told_of_the_new_kind_and_its_date(kind: Any, other: Any, date: str) -> None:
    case = confirmed(kind)
    case.classify(other, "looked again", at="2026-11-03 12:00")
    assert case.ticket.letters[-1].kind == "notice"
    assert date in case.ticket.letters[-1].text


def test_general_made_complex_ends_the_resolution_as_superseded_and_starts_an_update_clock_then() -> None:
    case = confirmed()
    case.classify("complex", "it is a dispute", at="2026-11-03 12:00")
    assert case.clock("resolution").state is ClockState.SUPERSEDED
    assert said(case.clock("resolution").stopped_at) == "2026-11-03 12:00"
    assert said(case.clock("update").started_at) == "2026-11-03 12:00"


def test_complex_made_general_supersedes_the_update_clock_and_starts_a_resolution_clock_then() -> None:
    case = confirmed("complex")
    case.classify("general", "a plain question", at="2026-11-03 12:00")
    assert case.clock("update").state is ClockState.SUPERSEDED
    assert said(case.clock("resolution").started_at) == "2026-11-03 12:00"
    assert dates(case.clock("resolution")) == ("2026-11-06 17:00", "2026-11-10 17:00")


def test_a_paused_resolution_is_superseded_as_it_is_and_an_update_is_owed_from_then_on() -> None:
    case = confirmed()
    case.ask("Which shade was it?", at="2026-11-03 12:00")
    case.classify("complex", "it is a dispute", at="2026-11-12 12:00")
    assert case.clock("resolution").state is ClockState.SUPERSEDED
    assert case.clock("resolution").breached_at is None, "nothing passes while it is paused"
    assert case.ticket.waiting
    assert case.clock("update").state is ClockState.RUNNING


def test_a_breach_that_has_happened_stays_a_breach() -> None:
    general, complex_ = confirmed(), confirmed("complex")
    general.classify("complex", "it is a dispute", by=LEA, at="2026-11-10 09:00")
    complex_.classify("general", "a plain question", by=LEA, at="2026-11-10 09:00")
    for case, promise, broken in (
        (general, "resolution", "2026-11-09 17:00"),
        (complex_, "update", "2026-11-06 17:00"),
    ):
        assert case.clock(promise).state is ClockState.BREACHED
        assert said(case.clock(promise).breached_at) == broken
        assert not case.clock(promise).is_open


# busy periods


@pytest.mark.parametrize(
    ("received", "limit", "peak"),
    [
        ("2026-11-26 23:59", "2026-12-02 17:00", None),
        ("2026-11-27 00:00", "2026-12-04 17:00", "Winter sale"),
        ("2026-12-31 23:59", "2027-01-11 17:00", "Winter sale"),  # the end is inclusive
        ("2027-01-01 00:00", "2027-01-07 17:00", None),
    ],
)
def test_a_clock_that_starts_on_a_local_date_inside_a_peak_gets_its_extra_days_on_target_and_limit(
    received: str, limit: str, peak: str | None
) -> None:
    calm, busy = Case(at=received).clock("confirmation"), Case(at=received, policy=WITH_PEAK).clock("confirmation")
    assert (said(busy.limit), busy.peak) == (limit, peak)
    if peak:
        later = CALENDAR.local(calm.target).date()
        assert busy.target == CALENDAR.closing(CALENDAR.add(later, 2))


def test_a_peak_that_covers_the_start_alone_moves_the_dates_and_one_that_covers_the_rest_does_not() -> None:
    on_the_day = replace(POLICY, peaks=(Peak("Monday", date(2026, 11, 2), date(2026, 11, 2), 2, "Busy."),))
    from_then_on = replace(POLICY, peaks=(Peak("Week", date(2026, 11, 3), date(2026, 11, 30), 2, "Busy."),))
    assert dates(Case(policy=on_the_day).clock("confirmation")) == ("2026-11-06 17:00", "2026-11-09 17:00")
    assert dates(Case(policy=from_then_on).clock("confirmation")) == ("2026-11-04 17:00", "2026-11-05 17:00")


def test_the_date_of_the_moment_decides_about_a_peak_and_not_day_zero() -> None:
    evening_before_the_sale = Case(at="2026-11-26 20:00", policy=WITH_PEAK).clock("confirmation")
    assert evening_before_the_sale.peak is None


def test_peaks_do_not_overlap(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    written = (folder.path / "policy.yaml").read_text(encoding="utf-8").split("peaks:")[0]
    peak = '  - {{name: "{}", from: {}, to: {}, extra_business_days: 1, notice: "Busy."}}\n'
    one, other = peak.format("A", "2026-11-02", "2026-11-06"), peak.format("B", "2026-11-06", "2026-11-09")
    next_day = peak.format("B", "2026-11-07", "2026-11-09")
    folder.write("policy.yaml", f"{written}peaks:\n{one}{next_day}")
    assert len(load_policy(folder.path).peaks) == 2
    folder.write("policy.yaml", f"{written}peaks:\n{one}{other}")
    with pytest.raises(KnowledgeErrors, match="peaks"):
        load_policy(folder.path)


def test_the_shopper_sees_the_notice_and_the_later_dates_before_sending_and_again_in_the_receipt(shop: Shop) -> None:
    sale = Peak("Sale", date(2026, 11, 2), date(2026, 11, 3), 2, "It is our busiest time of the year.")
    knowledge = shop.desk.knowledge()
    busy = replace(knowledge, policy=replace(knowledge.policy, peaks=(sale,)))
    shop.desk = replace(shop.desk, knowledge=lambda: busy)
    before_sending = promises_shape(busy.policy, shop.at)
    number = shop.form()
    limit = shop.ticket(number).clocks[0].limit
    assert said(limit) == "2026-11-09 17:00"
    assert before_sending["notice"] == sale.notice
    assert before_sending["promises"]["general"]["confirmation_by"] == limit.isoformat()
    (receipt,) = shop.messages(number, "system")
    assert sale.notice in receipt.text
    assert "Mon 9 Nov, 17:00" in receipt.text


def test_the_receipt_of_an_inquiry_held_as_spam_tells_the_peak_its_promises_were_made_in() -> None:
    announced_later, over_since = Case(held=True), Case(at="2026-12-01 10:00", held=True, policy=WITH_PEAK)
    announced_later.policy = replace(POLICY, peaks=(replace(WINTER_SALE, first=date(2026, 11, 1)),))
    announced_later.accept(at="2026-11-03 09:00")
    over_since.accept(at="2026-12-02 09:00")
    assert WINTER_SALE.notice not in announced_later.ticket.letters[0].text
    assert WINTER_SALE.notice in over_since.ticket.letters[0].text


def test_every_restart_of_an_update_clock_looks_anew() -> None:
    case = confirmed("complex", at="2026-11-02 10:00", policy=WITH_PEAK)
    case.reply("We are still looking.", at="2026-11-25 10:00")
    assert case.clock("update").peak is None
    case.reply("We are still looking.", at="2026-11-27 10:00")
    assert case.clock("update").peak == "Winter sale"
    assert dates(case.clock("update")) == ("2026-12-03 17:00", "2026-12-04 17:00")


def test_running_clocks_do_not_change_with_a_peak() -> None:
    case = Case()
    before = [dates(clock) for clock in case.ticket.clocks]
    case.policy = replace(POLICY, peaks=(Peak("Sale", date(2026, 11, 1), date(2026, 11, 30), 5, "Busy."),))
    case.note("the sale has begun", at="2026-11-03 12:00")
    case.sweep("2026-11-04 12:00")
    assert [dates(clock) for clock in case.ticket.clocks] == before


# extension


def extended(
    case: Case, clock: str = "resolution", until: Any = None, at: str = "2026-11-04 09:00", **given: Any
) -> None:
    until = until or ny("2026-11-12 17:00")
    text, reason = given.pop("text", "The carrier is slow."), given.pop("reason", "strike")
    case.extend(clock, until, text, reason, at=at, **({"by": LEA} | given))


def test_a_running_clock_is_extended_only_by_a_lead() -> None:
    case = confirmed()
    with pytest.raises(Forbidden):
        extended(case, by=SAM)
    extended(case, by=LEA)
    assert case.ticket.news[-1].actor.name == "Lea"


def test_only_a_running_clock_is_extended() -> None:
    paused, kept = proposed(), confirmed()
    for case, clock in ((paused, "resolution"), (kept, "confirmation"), (kept, "update")):
        with pytest.raises((Conflict, NotFound)):
            extended(case, clock)


def test_a_clock_is_extended_before_its_limit() -> None:
    just_before, at_the_limit = confirmed(), confirmed()
    extended(just_before, at="2026-11-09 16:59")
    with pytest.raises(Conflict):
        extended(at_the_limit, at="2026-11-09 17:00")
    beside_another_that_runs = Case()
    with pytest.raises(Conflict):
        extended(beside_another_that_runs, "confirmation", at="2026-11-05 17:00")


@pytest.mark.parametrize(
    "until",
    [ny("2026-11-12 16:00"), ny("2026-11-14 17:00"), date(2026, 11, 11), ny("2026-11-09 17:00"), date(2026, 11, 6)],
    ids=["not closing time", "a Saturday", "Veterans Day", "the present limit", "an earlier day"],
)
def test_a_clock_is_extended_to_a_later_closing_time(until: Any) -> None:
    case = confirmed()
    with pytest.raises(Invalid) as refused:
        extended(case, until=until)
    assert list(refused.value.fields) == ["until"]
    assert dates(case.clock("resolution")) == ("2026-11-05 17:00", "2026-11-09 17:00")


def test_a_later_hour_of_the_same_day_is_no_later_date() -> None:
    case = confirmed()
    case.policy = replace(POLICY, calendar=replace(CALENDAR, closes=CALENDAR.closes.replace(hour=18)))
    with pytest.raises(Invalid):
        extended(case, until=ny("2026-11-09 18:00"))


def test_a_clock_is_extended_with_a_reason_and_together_with_a_message_that_names_the_new_date() -> None:
    case = confirmed()
    extended(case)
    assert case.ticket.news[-1].data["reason"] == "strike"
    assert case.letters()[-1] == "notice"
    assert "Thu 12 Nov, 17:00" in case.ticket.letters[-1].text
    named_already = "The carrier is slow; you have it by Thu 12 Nov, 17:00."
    other = confirmed()
    extended(other, text=named_already)
    assert other.ticket.letters[-1].text == named_already


def test_target_and_limit_move_by_the_same_number_of_business_days() -> None:
    case = confirmed()
    extended(case)  # two, over Veterans Day
    assert dates(case.clock("resolution")) == ("2026-11-09 17:00", "2026-11-12 17:00")


def test_a_target_that_has_passed_moves_too_and_is_not_at_risk_a_second_time() -> None:
    case = confirmed()
    extended(case, at="2026-11-06 09:00")
    assert dates(case.clock("resolution")) == ("2026-11-09 17:00", "2026-11-12 17:00")
    case.sweep("2026-11-30 09:00")
    assert case.happened("at_risk", "breached") == [("at_risk", "2026-11-05 17:00"), ("breached", "2026-11-12 17:00")]


@pytest.mark.parametrize("clock", ["update", "confirmation"])
def test_nothing_restarts_with_an_extension(clock: str) -> None:
    case = Case("complex")
    extended(case, clock, until=ny("2026-11-10 17:00"))
    assert said(case.clock(clock).started_at) == RECEIVED
    assert len(case.ticket.clocks) == 2


@pytest.mark.parametrize(("text", "reason", "field"), [("", "strike", "text"), ("Slow.", "", "reason")])
def test_there_is_no_extension_without_notice(text: str, reason: str, field: str) -> None:
    case = confirmed()
    with pytest.raises(Invalid) as refused:
        extended(case, text=text, reason=reason)
    assert list(refused.value.fields) == [field]
    assert dates(case.clock("resolution")) == ("2026-11-05 17:00", "2026-11-09 17:00")


# waiting for the shopper


def test_waiting_is_explicit_a_question_that_waits_or_a_solution_that_needs_consent() -> None:
    asked, asks_consent = confirmed(), proposed()
    asked.ask("Which shade was it?", at="2026-11-03 12:00")
    for case, awaited in ((asked, "answer"), (asks_consent, "consent")):
        assert case.ticket.waiting
        assert case.ticket.waiting.for_ == awaited
        assert case.clock("resolution").state is ClockState.PAUSED
    only_written = confirmed()
    only_written.reply("Which shade was it?", at="2026-11-03 12:00")
    assert only_written.ticket.waiting is None
    assert only_written.clock("resolution").state is ClockState.RUNNING


ENDS: dict[str, Callable[[Case], None]] = {
    "the shopper writes on the page": lambda case: case.wrote("2026-11-05 09:00"),
    "the shopper writes by e-mail": lambda case: case.wrote("2026-11-05 09:00", through="mail"),
    "the shopper writes in the chat": lambda case: case.wrote("2026-11-05 09:00", through="chat"),
    "the shopper accepts": lambda case: case.consent("accept", version=1, by=None, at="2026-11-05 09:00"),
    "the shopper declines": lambda case: case.consent("decline", version=1, by=None, at="2026-11-05 09:00"),
    "an agent records an answer": lambda case: case.answered("on a postcard: yes", at="2026-11-05 09:00"),
    "an agent records consent": lambda case: case.consent("accept", note="said yes", at="2026-11-05 09:00"),
}


@pytest.mark.parametrize("how", ENDS)
def test_it_pauses_the_resolution_until_the_shopper_writes_or_decides_or_an_agent_records_that_they_did(
    how: str,
) -> None:
    case = proposed()  # on Tue 3 Nov
    case.sweep("2026-11-05 08:59")
    assert case.clock("resolution").state is ClockState.PAUSED
    ENDS[how](case)
    assert case.ticket.waiting is None
    assert case.clock("resolution").state is ClockState.RUNNING
    assert dates(case.clock("resolution")) == ("2026-11-09 17:00", "2026-11-12 17:00")


@pytest.mark.parametrize(
    ("paused", "resumed", "moved"),
    [
        ("2026-11-03 09:00", "2026-11-03 16:59", 0),  # within a day
        ("2026-11-03 12:00", "2026-11-05 09:00", 2),
        ("2026-11-03 23:59", "2026-11-04 00:00", 1),  # dates count, not hours
        ("2026-11-05 12:00", "2026-11-08 20:00", 1),  # into a weekend: Friday alone
        ("2026-11-06 12:00", "2026-11-08 20:00", 0),  # Friday to Sunday
        ("2026-11-07 12:00", "2026-11-09 09:00", 1),  # from Saturday, the Monday counts
        ("2026-11-09 09:00", "2026-11-12 09:00", 2),  # over Veterans Day
        ("2026-11-05 09:00", "2026-11-11 09:00", 3),  # up to Veterans Day
    ],
)
def test_target_and_limit_move_by_the_business_days_after_the_day_of_the_pause_up_to_the_day_of_the_resume(
    paused: str, resumed: str, moved: int
) -> None:
    clock = Case(at="2026-11-02 18:00").clock("resolution")  # from Tue 3 Nov: Fri 6 and Tue 10 Nov
    before = clock.target, clock.limit
    clock.pause(ny(paused))
    clock.resume(ny(resumed), CALENDAR)
    assert (clock.target, clock.limit) == tuple(
        CALENDAR.closing(CALENDAR.add(CALENDAR.local(each).date(), moved)) for each in before
    )


def test_a_pause_across_daylight_saving_moves_by_days_and_keeps_closing_time() -> None:
    case = confirmed(at="2026-10-29 10:00")
    case.ask("Which shade was it?", at="2026-11-03 12:00")
    spring = Case(at="2026-03-05 10:00").clock("resolution")  # the clock goes forward on Sun 8 Mar
    spring.pause(ny("2026-03-06 23:30"))
    spring.resume(ny("2026-03-09 00:30"), CALENDAR)
    assert dates(spring) == ("2026-03-11 17:00", "2026-03-13 17:00")
    autumn = Case(at="2026-10-29 10:00").clock("resolution")  # and back on Sun 1 Nov
    autumn.pause(ny("2026-10-30 23:30"))
    autumn.resume(ny("2026-11-02 00:30"), CALENDAR)
    assert dates(autumn) == ("2026-11-04 17:00", "2026-11-06 17:00")


def test_confirmation_and_update_clocks_never_pause() -> None:
    case = Case("complex")
    case.ask("Which shade was it?", at="2026-11-02 12:00")
    assert {clock.state for clock in case.ticket.open_clocks} == {ClockState.RUNNING}
    case.sweep("2026-11-06 09:00")
    assert case.clock("confirmation").state is ClockState.BREACHED
    assert case.clock("update").state is ClockState.BREACHED


def test_reminders_go_out_after_the_business_days_of_the_house_and_name_the_end() -> None:
    case = confirmed()
    case.ask("Which shade was it?", at="2026-11-03 12:00")
    case.sweep("2026-11-05 17:00")
    assert case.letters().count("reminder") == 0
    case.sweep("2026-11-05 17:01")
    assert case.letters().count("reminder") == 1
    assert "Fri 13 Nov, 17:00" in case.ticket.letters[-1].text
    case.sweep("2026-11-09 17:01")
    case.sweep("2026-11-10 12:00")
    assert case.letters().count("reminder") == 2


def test_then_the_ticket_closes_as_no_answer_with_one_button_to_reopen() -> None:
    case = confirmed()
    case.ask("Which shade was it?", at="2026-11-03 12:00")
    case.sweep("2026-11-13 17:00")
    assert not case.ticket.is_closed
    case.sweep("2026-11-23 09:00")
    assert (case.ticket.outcome, said(case.ticket.closed_at)) == (Outcome.NO_ANSWER, "2026-11-13 17:00")
    assert case.clock("resolution").state is ClockState.VOID
    case.reopen("", by=None, at="2026-11-23 09:00")
    assert case.ticket.step is Step.VERIFYING, "nothing was checked yet, and steps are not skipped"
    assert dates(case.clock("resolution")) == ("2026-11-27 17:00", "2026-12-01 17:00")


def test_an_answer_at_the_very_moment_of_closing_counts() -> None:
    case = confirmed()
    case.ask("Which shade was it?", at="2026-11-03 12:00")
    case.wrote("2026-11-13 17:00")
    assert not case.ticket.is_closed
    assert case.clock("resolution").state is ClockState.RUNNING


# reopening


def dissatisfied(case: Case) -> None:
    case.follow_up(False, by=None, at="2026-11-05 09:00")


def wrote(case: Case) -> None:
    case.wrote("2026-11-05 09:00")


def wrote_by_mail(case: Case) -> None:
    case.wrote("2026-11-05 09:00", through="mail")


def wrote_after_a_good_word(case: Case) -> None:
    case.follow_up(True, by=None, at="2026-11-04 12:00")
    wrote(case)


def wrote_by_mail_after_a_good_word(case: Case) -> None:
    case.follow_up(True, by=None, at="2026-11-04 12:00")
    wrote_by_mail(case)


def took_a_good_word_back(case: Case) -> None:
    case.follow_up(True, by=None, at="2026-11-04 12:00")
    dissatisfied(case)


@pytest.mark.parametrize(
    "how",
    [
        dissatisfied,
        wrote,
        wrote_by_mail,
        wrote_after_a_good_word,
        wrote_by_mail_after_a_good_word,
        took_a_good_word_back,
    ],
)
@pytest.mark.parametrize(("kind", "promise"), [("general", "resolution"), ("complex", "update")])
def test_reopening_leads_back_to_proposing_with_a_fresh_resolution_or_update_clock_from_that_moment(
    how: Callable[[Case], None], kind: Any, promise: str
) -> None:
    case = done(kind)
    how(case)
    assert (case.ticket.step, case.ticket.outcome) == (Step.PROPOSING, None)
    (fresh,) = case.ticket.open_clocks
    assert (fresh.promise, said(fresh.started_at)) == (promise, "2026-11-05 09:00")
    assert case.letters()[-1] == "notice"


def test_a_message_to_a_ticket_that_closed_by_itself_reopens_it() -> None:
    unconfirmed, no_answer = done(), verified()
    no_answer.ask("Which shade was it?", at="2026-11-03 12:00")
    for case in (unconfirmed, no_answer):
        case.wrote("2026-11-23 09:00")
        assert case.happened("closed") != []
        assert case.ticket.step is Step.PROPOSING
        assert [said(clock.started_at) for clock in case.ticket.open_clocks] == ["2026-11-23 09:00"]


def test_earlier_clocks_stay_on_record() -> None:
    case = done()
    earlier = [(clock.promise, clock.state, clock.stopped_at) for clock in case.ticket.clocks]
    case.wrote("2026-11-05 09:00")
    assert [(clock.promise, clock.state, clock.stopped_at) for clock in case.ticket.clocks][:-1] == earlier


def test_a_ticket_that_was_never_confirmed_reopens_with_a_fresh_confirmation_too() -> None:
    case = Case()
    case.ask("Which shade was it?", at="2026-11-02 11:00")
    case.sweep("2026-11-20 09:00")
    case.wrote("2026-11-20 10:00")
    assert case.ticket.step is Step.RECEIVED
    assert [clock.promise for clock in case.ticket.open_clocks] == ["confirmation", "resolution"]
    assert case.clock("confirmation", 0).state is ClockState.BREACHED


THANKS = ["Thank you!", "thanks a lot, bye", "Great, thank you so much :)", "Perfect, thanks. Have a nice day!"]

NOT_ONLY_THANKS = [
    "Thank you, but the pump is broken again.",
    "Thanks, when will the money be on my card?",
    "Thanks for nothing.",
    "Thank you. It still leaks.",
    "Thanks, and I also want to return the serum.",
    "ok",
    "Thank you for the refund, however it is less than I paid",
    "Thanks, one more thing: my address has changed",
    "no thanks, I want my money back",
]


@pytest.mark.parametrize("text", THANKS)
def test_a_message_that_is_only_thanks_or_goodbye_is_read_so_with_high_confidence(
    text: str, shipped: Knowledge
) -> None:
    assert casework.is_only_thanks(dialogue.decide(shipped, [text]))


def test_it_is_stored_and_shown_starts_nothing_and_is_no_statement_of_satisfaction(shop: Shop) -> None:
    number, sam = shop.form(), shop.staff()
    sam.solve(number)
    clocks = shop.ticket(number).clocks
    shop.write_on_page(number, "thanks a lot")
    ticket = shop.ticket(number)
    assert [message.text for message in shop.page(number).messages if message.author_kind == "shopper"][-1] == (
        "thanks a lot"
    )
    assert (ticket.step, ticket.outcome, ticket.clocks) == (Step.FOLLOWING_UP, None, clocks)
    assert shop.page(number).asks_satisfaction
    shop.at = ny("2026-11-20 09:00")
    rounds.sweep(shop.desk, shop.now(), lambda _: None)
    assert shop.ticket(number).outcome is Outcome.UNCONFIRMED


@pytest.mark.parametrize("text", NOT_ONLY_THANKS)
def test_in_doubt_it_reopens(text: str, shipped: Knowledge) -> None:
    assert not casework.is_only_thanks(dialogue.decide(shipped, [text]))


def test_the_agent_corrects_it_in_one_step() -> None:
    case = done()
    case.follow_up(True, by=None, at="2026-11-05 09:00")
    case.wrote("2026-11-06 09:00")
    case.only_thanks(at="2026-11-06 10:00")
    assert (case.ticket.outcome, said(case.ticket.closed_at)) == (Outcome.SATISFIED, "2026-11-05 09:00")
    assert case.clock("resolution").state is ClockState.VOID
    assert case.ticket.executed == "It left today."


# a promise made is kept


def test_editing_the_policy_changes_new_clocks_only() -> None:
    case = confirmed("complex")
    before = dates(case.clock("update"))
    case.policy = replace(POLICY, update=replace(POLICY.update, target=9, limit=10))
    case.note("the figures have changed", at="2026-11-03 12:00")
    assert dates(case.clock("update")) == before
    case.reply("We are still looking.", at="2026-11-04 09:00")
    assert dates(case.clock("update")) == ("2026-11-18 17:00", "2026-11-19 17:00")


def test_a_clock_never_started_is_never_breached() -> None:
    case = done()
    case.follow_up(True, by=None, at="2026-11-05 09:00")
    complex_ = Case("complex")
    for each in (case, complex_):
        each.sweep("2027-11-05 09:00")
    assert case.happened("at_risk", "breached") == []
    assert {event.data["promise"] for event in complex_.ticket.news if event.kind == "breached"} == {
        "confirmation",
        "update",
    }


def breached() -> Case:
    """The confirmation in time, the resolution (Mon 9 Nov) not."""
    case = verified()
    case.sweep("2026-11-10 09:00")
    return case


def reopened() -> Case:
    case = breached()
    case.answer("It left today.", "order A-17", "customer-service#2", at="2026-11-10 12:00")
    case.wrote("2026-11-10 13:00")
    return case


def reassigned() -> Case:
    case = breached()
    case.transfer(KIM, "your turn", at="2026-11-10 12:00")
    case.release(by=KIM, at="2026-11-10 12:30")
    return case


def reclassified() -> Case:
    case = breached()
    case.classify("complex", "a dispute", by=LEA, at="2026-11-10 12:00")
    return case


def merged() -> Case:
    survivor = Case(at="2026-11-09 10:00", number=10002)
    breached().merge(survivor.ticket, at="2026-11-10 12:00")
    return survivor


def discarded() -> Case:
    case = breached()
    case.discard("duplicate", at="2026-11-10 12:00")
    return case


@pytest.mark.parametrize("what", [reopened, reassigned, reclassified, merged, discarded])
def test_a_breach_survives_reopening_reassignment_reclassification_and_merging(what: Callable[[], Case]) -> None:
    case = what()
    broken = [clock for clock in case.ticket.clocks if clock.breached_at]
    assert [(clock.promise, clock.state, said(clock.breached_at)) for clock in broken] == [
        ("resolution", "breached", "2026-11-09 17:00")
    ]


# exactly once


def test_restarts_several_workers_and_jumping_clocks_never_lose_or_double_a_transition(shop: Shop) -> None:
    numbers = [shop.form(email=f"shopper{n}@shopper.example") for n in range(3)]
    chance = Random(7)
    moments = [ny(RECEIVED) + timedelta(hours=chance.randint(-40, 400)) for _ in range(12)]  # forwards and back
    for at in [*moments, ny("2026-11-23 09:00"), ny("2026-11-01 09:00"), ny("2026-11-23 09:00")]:
        rounds.sweep(shop.desk, at, shop.news.extend)
    for number in numbers:
        passed = [(e.kind, said(e.at)) for e in shop.events(number) if e.kind in ("at_risk", "breached")]
        assert passed == [
            ("at_risk", "2026-11-04 17:00"),
            ("breached", "2026-11-05 17:00"),
            ("at_risk", "2026-11-05 17:00"),
            ("breached", "2026-11-09 17:00"),
        ]
    assert len(shop.notices("breached")) == 6


def test_a_second_worker_that_comes_in_between_doubles_nothing(shop: Shop) -> None:
    numbers, at = [shop.form(email=f"shopper{n}@shopper.example") for n in range(3)], ny("2026-11-06 09:00")

    def sweep_the_rest_first(news: Sequence[News]) -> None:
        """The first worker has read all three numbers, and done one."""
        shop.news.extend(news)
        rounds.sweep(shop.desk, at, shop.news.extend)

    rounds.sweep(shop.desk, at, sweep_the_rest_first)
    for number in numbers:
        assert [kind for kind in shop.kinds(number) if kind == "breached"] == ["breached"]
    assert len(shop.notices("breached")) == 3


def test_each_happens_once_a_clock_in_that_order_with_its_true_time_also_while_nothing_ran() -> None:
    case = Case()
    case.sweep("2026-11-23 09:00")
    case.sweep("2026-11-23 09:00")
    assert case.happened("at_risk", "breached") == [
        ("at_risk", "2026-11-04 17:00"),
        ("breached", "2026-11-05 17:00"),
        ("at_risk", "2026-11-05 17:00"),
        ("breached", "2026-11-09 17:00"),
    ]


def test_each_is_on_record_at_the_latest_one_sweep_after_it() -> None:
    case = Case()
    for passed, at in (("at_risk", "2026-11-04 17:00"), ("breached", "2026-11-05 17:00")):
        assert said(case.ticket.next_wake) == at
        case.sweep(at)
        assert case.happened(passed) == []
        case.ticket.sweep(at=ny(at) + MINUTE, policy=POLICY)
        assert case.happened(passed)[0] == (passed, at)


def test_verdicts_compare_when_things_happened_and_never_when_the_sweep_looked() -> None:
    in_time, late = Case(), Case()
    in_time.confirm("We have your question.", at="2026-11-05 17:00")
    late.confirm("We have your question.", at="2026-11-05 17:01")
    for case in (in_time, late):
        case.sweep("2026-11-06 09:00")
    assert in_time.clock("confirmation").state is ClockState.KEPT
    assert late.clock("confirmation").state is ClockState.BREACHED
    assert late.happened("breached", "confirmed") == [
        ("breached", "2026-11-05 17:00"),
        ("confirmed", "2026-11-05 17:01"),
    ]


def test_each_is_an_event_on_the_ticket_in_the_console_and_by_notification_to_assignee_and_leads(shop: Shop) -> None:
    sam, _lea, number = shop.staff(), shop.staff("lead", "Lea"), shop.form()
    sam.do(number, "claim")
    sam.do(number, "note", "I look into it.")
    shop.news.clear()
    rounds.sweep(shop.desk, ny("2026-11-05 09:00"), shop.news.extend)
    assert rooms(shop.news, "at_risk") == [f"user:{sam.user.id}"]
    assert rooms(shop.news, "breached") == []
    rounds.sweep(shop.desk, ny("2026-11-06 09:00"), shop.news.extend)
    assert "leads" in rooms(shop.news, "breached")
    assert {"at_risk", "breached"} <= set(shop.kinds(number))
    assert set(shop.mails("at_risk")) == {"sam@shop.example"}
    assert shop.mails("breached") == ["lea@shop.example"]


def rooms(news: Sequence[News], kind: str) -> list[str]:
    return [each.room for each in news if each.event == "notice" and each.data["kind"] == kind]
