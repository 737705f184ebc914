"""The rules of a ticket, sentence by sentence: steps, promises, waiting, endings, and who may do what."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from assistant.core.errors import AssistantError, Conflict, Forbidden, Invalid
from assistant.core.sla import ClockState
from assistant.core.tickets import (
    Contact,
    Outcome,
    Reopening,
    Solution,
    Step,
    allowed,
    from_json,
    guidance,
    next_for_shopper,
    say_date,
    step_name,
    to_json,
)
from assistant.core.tickets.gates import GATES
from assistant.core.tickets.record import Rank
from tests.core.shop import (
    ANA,
    EDI,
    KIM,
    LEA,
    NEW_YORK,
    PLAYED,
    POLICY,
    RECEIVED,
    SAM,
    WINTER_SALE,
    WITH_PEAK,
    Case,
    agreed,
    confirmed,
    dates,
    done,
    ny,
    proposed,
    said,
    verified,
)


def wrong_step(refused: pytest.ExceptionInfo[Conflict]) -> bool:
    return refused.value.code == "wrong_step"


# receipt


def test_the_receipt_in_a_peak_carries_the_notice_and_the_later_dates() -> None:
    (receipt,) = Case(at="2026-12-01 10:00", policy=WITH_PEAK).ticket.letters
    assert WINTER_SALE.notice in receipt.text
    assert "Tue 8 Dec, 17:00" in receipt.text


# the five steps


@pytest.mark.parametrize(
    ("verb", "values", "field"),
    [
        ("confirm", (" ",), "text"),
        ("verify", ("", "lost"), "checked"),
        ("verify", ("order A-17", ""), "found"),
        ("propose", ("", "refund", "customer-service#4", "nobody", "0"), "text"),
        ("propose", ("We pay it back.", "voucher", "customer-service#4", "nobody", "0"), "kind"),
        ("propose", ("We pay it back.", "refund", "section four", "nobody", "0"), "section"),
        ("propose", ("We pay it back.", "refund", "customer-service#4", "the weather", "0"), "fault"),
        ("propose", ("We pay it back.", "refund", "customer-service#4", "nobody", None), "cost"),
        ("answer", ("", "order A-17", "customer-service#4"), "text"),
        ("answer", ("It left today.", "", "customer-service#4"), "checked"),
        ("answer", ("It left today.", "order A-17", ""), "section"),
        ("execute", ("",), "text"),
    ],
)
def test_a_step_is_not_left_without_its_evidence(verb: str, values: tuple[str, ...], field: str) -> None:
    case = {"confirm": Case, "verify": confirmed, "propose": verified, "answer": Case, "execute": agreed}[verb]()
    step = case.ticket.step
    with pytest.raises(Invalid) as refused:
        getattr(case, verb)(*values, at="2026-11-04 09:00")
    assert list(refused.value.fields) == [field]
    assert case.ticket.step is step


def test_all_missing_evidence_is_named_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        verified().propose("", "", "", "", "", at="2026-11-04 09:00")
    assert list(refused.value.fields) == ["text", "kind", "section", "fault", "cost"]


def test_a_confirmation_is_not_sent_twice() -> None:
    with pytest.raises(Conflict) as refused:
        confirmed().confirm("Again.", at="2026-11-03 11:00")
    assert wrong_step(refused)


def test_an_answer_after_the_confirmation_does_not_confirm_again() -> None:
    case = confirmed()
    case.answer("It left today.", "order A-17", "customer-service#2", at="2026-11-03 12:00")
    assert said(case.ticket.confirmed_at) == "2026-11-03 10:00"
    assert len(case.happened("confirmed")) == 1


def test_a_second_click_on_satisfied_changes_nothing() -> None:
    case = done()
    case.follow_up(True, by=None, at="2026-11-05 09:00")
    case.follow_up(True, by=None, at="2026-11-05 09:01")
    assert len(case.happened("satisfied")) == 1


def test_not_satisfied_goes_back_to_proposing_with_a_fresh_resolution_clock() -> None:
    case = done()
    case.follow_up(False, by=None, at="2026-11-05 09:00")
    assert case.ticket.step is Step.PROPOSING
    assert case.clock("resolution", 0).state is ClockState.KEPT
    assert dates(case.clock("resolution")) == ("2026-11-10 17:00", "2026-11-13 17:00")
    assert case.ticket.letters[-1].kind == "notice"
    assert "Fri 13 Nov, 17:00" in case.ticket.letters[-1].text


def test_a_kind_word_after_the_time_out_is_still_recorded() -> None:
    case = done()
    case.follow_up(True, by=None, at="2026-11-20 09:00")
    assert case.ticket.outcome is Outcome.SATISFIED
    assert said(case.ticket.closed_at) == "2026-11-12 17:00"


# consent


def test_the_shopper_accepts_with_a_button_and_the_wait_is_over() -> None:
    case = agreed()
    assert case.ticket.solution
    assert case.ticket.solution.consent == "accept"
    assert case.ticket.waiting is None
    assert case.happened("accepted") == [("accepted", "2026-11-03 15:00")]


def test_a_shopper_must_say_which_version_they_mean() -> None:
    with pytest.raises(Conflict):
        proposed().consent("accept", by=None, at="2026-11-03 15:00")


def test_a_second_click_on_the_same_button_changes_nothing() -> None:
    case = agreed()
    case.consent("accept", version=1, by=None, at="2026-11-03 15:01")
    assert len(case.happened("accepted")) == 1


def test_a_decision_is_not_turned_around_by_a_second_click() -> None:
    with pytest.raises(Conflict):
        agreed().consent("decline", version=1, by=None, at="2026-11-03 15:01")


# updates


def test_an_update_that_came_late_stays_breached_and_the_next_one_starts_afresh() -> None:
    case = confirmed("complex")
    case.reply("Sorry for the silence.", at="2026-11-09 09:00")
    assert case.clock("update", 1).state is ClockState.BREACHED
    assert case.clock("update").state is ClockState.RUNNING
    assert case.happened("at_risk", "breached") == [("at_risk", "2026-11-05 17:00"), ("breached", "2026-11-06 17:00")]


# waiting for the shopper


def test_after_a_long_sleep_one_reminder_is_enough() -> None:
    case = confirmed()
    case.ask("Which shade was it?", at="2026-11-03 12:00")
    case.sweep("2026-11-12 09:00")
    assert case.letters().count("reminder") == 1


def test_no_reminder_follows_an_answer_that_came_before_the_sweep() -> None:
    case = confirmed()
    case.ask("Which shade was it?", at="2026-11-03 12:00")
    case.wrote("2026-11-06 09:00")
    case.sweep("2026-11-06 09:01")
    assert "reminder" not in case.letters()


def test_a_pause_that_nobody_ends_closes_as_no_answer_at_its_date() -> None:
    case = confirmed()
    case.ask("Which shade was it?", at="2026-11-03 12:00")
    case.sweep("2026-11-23 09:00")
    assert (case.ticket.outcome, said(case.ticket.closed_at)) == (Outcome.NO_ANSWER, "2026-11-13 17:00")
    assert case.clock("resolution").state is ClockState.VOID
    assert case.letters() == ["receipt", "confirmation", "question", "notice"], "no reminder: it is too late for one"
    assert case.ticket.next_wake is None


def test_asking_again_renews_the_reminders_and_keeps_the_pause() -> None:
    case = confirmed()
    case.ask("Which shade was it?", at="2026-11-03 12:00")
    case.ask("Or was it the cream?", at="2026-11-05 12:00")
    assert case.ticket.waiting
    assert said(case.ticket.waiting.closes) == "2026-11-17 17:00"
    assert said(case.clock("resolution").paused_at) == "2026-11-03 12:00"


def test_a_question_about_an_open_consent_still_waits_for_the_consent() -> None:
    case = proposed()
    case.wrote("2026-11-03 12:00")
    case.ask("Is that all right with you?", at="2026-11-03 13:00")
    assert case.ticket.waiting
    assert case.ticket.waiting.for_ == "consent"


def test_a_call_that_reached_them_answers_an_open_question_but_gives_no_consent() -> None:
    asked = confirmed()
    asked.ask("Which shade was it?", at="2026-11-03 12:00")
    asked.call(True, "it was rose", at="2026-11-04 09:00")
    assert asked.ticket.waiting is None
    waiting_for_consent = proposed()
    waiting_for_consent.call(True, "will think about it", at="2026-11-04 09:00")
    assert waiting_for_consent.ticket.waiting


def test_a_solution_after_an_answer_that_came_too_late_on_the_day_of_the_limit_breaks_the_promise_on_record() -> None:
    case = verified()
    case.ask("Which shade was it?", at="2026-11-09 16:00")
    case.answer("It is rose.", "the photo", "customer-service#2", at="2026-11-09 18:00")
    assert case.clock("resolution").state is ClockState.BREACHED
    assert case.happened("breached") == [("breached", "2026-11-09 17:00")]


def test_a_question_followed_by_a_solution_is_one_pause() -> None:
    case = verified()
    case.ask("Which shade was it?", at="2026-11-04 12:00")
    case.propose("We send it again.", "redelivery", "customer-service#6", "shop", "0", at="2026-11-06 12:00")
    case.consent("accept", version=1, by=None, at="2026-11-09 12:00")
    assert dates(case.clock("resolution")) == ("2026-11-10 17:00", "2026-11-13 17:00")


# promises that change


def test_a_ticket_that_waits_and_becomes_general_keeps_its_new_clock_paused() -> None:
    case = confirmed("complex")
    case.ask("Which shade was it?", at="2026-11-03 12:00")
    case.classify("general", "a plain question", at="2026-11-03 13:00")
    assert case.clock("resolution").state is ClockState.PAUSED


# reopening


def test_a_chat_message_after_closing_opens_nothing() -> None:
    case = done()
    case.follow_up(True, by=None, at="2026-11-05 09:00")
    case.wrote("2026-11-06 09:00", through="chat")
    assert case.ticket.is_closed


def test_a_correction_back_to_following_up_gives_the_shopper_time_anew() -> None:
    case = done()
    case.wrote("2026-11-12 16:00")
    case.only_thanks(at="2026-11-13 10:00")
    assert case.ticket.step is Step.FOLLOWING_UP
    assert said(case.ticket.follow_up_by) == "2026-11-20 17:00"


def test_a_reopening_cannot_be_taken_back_once_somebody_has_replied() -> None:
    case = done()
    case.wrote("2026-11-05 09:00")
    case.reply("Tell us more.", at="2026-11-05 09:30")
    with pytest.raises(Conflict):
        case.only_thanks(at="2026-11-05 10:00")


def test_a_reopening_cannot_be_taken_back_once_somebody_has_called() -> None:
    case = done()
    case.wrote("2026-11-05 09:00")
    case.call(True, "she wants her money back", at="2026-11-05 09:30")
    with pytest.raises(Conflict):
        case.only_thanks(at="2026-11-05 10:00")


def test_a_ticket_put_back_to_its_end_does_not_lapse_any_more() -> None:
    case = done()
    case.follow_up(True, by=None, at="2026-11-05 09:00")
    case.wrote("2026-11-06 09:00")
    case.transfer(KIM, "please look", by=LEA, at="2026-11-06 09:30")
    case.only_thanks(by=LEA, at="2026-11-06 10:00")
    assert case.ticket.next_wake is None
    case.sweep("2026-11-10 10:00")
    assert case.happened("released") == []


def test_dissatisfaction_cannot_be_taken_for_thanks() -> None:
    case = done()
    case.follow_up(False, by=None, at="2026-11-05 09:00")
    with pytest.raises(Conflict):
        case.only_thanks(at="2026-11-05 10:00")


def test_an_agent_reopens_with_a_reason_only() -> None:
    case = done()
    with pytest.raises(Invalid):
        case.reopen("", at="2026-11-05 09:00")
    case.reopen("the parcel came back", at="2026-11-05 09:00")
    assert case.ticket.step is Step.PROPOSING


def test_a_message_before_step_5_reopens_nothing() -> None:
    case = confirmed()
    case.wrote("2026-11-03 12:00")
    assert [clock.promise for clock in case.ticket.clocks] == ["confirmation", "resolution"]


# discarding, spam


def test_a_discarded_ticket_that_was_none_comes_back_with_fresh_promises() -> None:
    case = Case()
    case.discard("spam", at="2026-11-02 12:00")
    case.reopen("it was a real question", at="2026-11-10 10:00")
    assert case.ticket.step is Step.RECEIVED
    assert [clock.promise for clock in case.ticket.open_clocks] == ["confirmation", "resolution"]


def test_spam_that_answers_is_held_for_review_and_opens_nothing() -> None:
    case = Case()
    case.discard("spam", at="2026-11-02 12:00")
    case.wrote("2026-11-03 12:00")
    case.wrote("2026-11-03 12:30")
    assert case.ticket.is_closed
    assert case.ticket.held
    assert [event.kind for event in case.ticket.news][-3:] == ["wrote", "held", "wrote"]
    case.discard("spam", at="2026-11-03 13:00")
    assert not case.ticket.held


def test_suspected_spam_is_held_without_a_receipt_and_not_handed_out() -> None:
    case = Case(held=True)
    assert case.letters() == []
    assert not case.ticket.can_be_taken
    assert case.clock("confirmation").state is ClockState.RUNNING


def test_suspected_spam_that_is_none_gets_its_receipt_and_keeps_its_dates() -> None:
    case = Case(held=True)
    case.accept(at="2026-11-03 09:00")
    assert case.letters() == ["receipt"]
    assert "Thu 5 Nov, 17:00" in case.ticket.letters[0].text
    assert case.ticket.can_be_taken


def test_a_discarded_ticket_whose_shopper_was_real_opens_again_with_fresh_promises() -> None:
    case = Case()
    case.discard("spam", at="2026-11-02 12:00")
    case.wrote("2026-11-03 12:00")
    case.accept(at="2026-11-04 09:00")
    assert (case.ticket.step, case.ticket.held) == (Step.RECEIVED, False)
    assert dates(case.clock("confirmation")) == ("2026-11-06 17:00", "2026-11-09 17:00")
    assert case.letters() == ["receipt", "notice"]


@pytest.mark.parametrize("verb", ["claim", "confirm", "reply", "ask", "answer", "classify", "extend", "call"])
def test_suspected_spam_is_reviewed_before_anybody_works_on_it(verb: str) -> None:
    case = Case(held=True)
    with pytest.raises(Conflict) as refused:
        getattr(case, verb)(*PLAYED[verb], by=LEA, at="2026-11-03 09:00")
    assert refused.value.code == "held_for_review"
    assert allowed(case.ticket, SAM, ny("2026-11-03 09:00")) == ("note", "accept", "discard")
    case.accept(at="2026-11-03 09:00")
    getattr(case, verb)(*PLAYED[verb], by=LEA, at="2026-11-03 09:00")


# merging


def merged(survivor: Case, other: Case, at: str = "2026-11-04 12:00") -> None:
    other.merge(survivor.ticket, at=at)


def test_the_merged_ticket_leads_to_the_survivor() -> None:
    survivor, other = Case(number=10001), Case(number=10002)
    merged(survivor, other)
    assert survivor.ticket.absorbed == (10002,)
    assert (other.ticket.outcome, other.ticket.merged_into) == (Outcome.MERGED, 10001)
    with pytest.raises(Conflict, match="10001"):
        other.reply("Hello?", at="2026-11-04 13:00")
    with pytest.raises(Conflict, match="10001"):
        other.wrote("2026-11-04 13:00")


def test_a_breach_survives_merging() -> None:
    survivor, late = Case(at="2026-11-06 10:00", number=10002), Case(number=10001)
    merged(survivor, late, at="2026-11-06 12:00")
    assert survivor.ticket.ever_breached
    assert survivor.ticket.queue_key.rank == 0


def test_merging_a_dispute_into_a_question_makes_it_complex_and_keeps_the_update_date() -> None:
    survivor, dispute = Case(number=10001), Case("complex", number=10002)
    merged(survivor, dispute)
    assert survivor.ticket.kind == "complex"
    assert survivor.clock("resolution").state is ClockState.SUPERSEDED
    assert dates(survivor.clock("update")) == ("2026-11-04 17:00", "2026-11-05 17:00")


def test_a_confirmed_survivor_owes_no_second_confirmation() -> None:
    survivor, other = confirmed(number=10001), Case(number=10002)
    merged(survivor, other)
    assert survivor.ticket.open_clock(survivor.clock("confirmation").promise) is None


def test_merging_an_open_question_into_a_solved_ticket_takes_it_back_to_proposing() -> None:
    survivor, other = done(number=10001), Case(number=10002)
    merged(survivor, other)
    assert survivor.ticket.step is Step.PROPOSING
    assert survivor.ticket.follow_up_by is None


def test_a_paused_promise_runs_again_on_a_survivor_that_does_not_wait() -> None:
    survivor, asked = confirmed(number=10001, at="2026-11-03 09:00"), confirmed(number=10002)
    asked.ask("Which shade was it?", at="2026-11-03 12:00")
    merged(survivor, asked)
    assert {clock.state for clock in survivor.ticket.open_clocks} == {ClockState.RUNNING}


def test_a_promise_that_moves_to_a_waiting_survivor_waits_too() -> None:
    survivor, other = confirmed(number=10001, at="2026-11-03 09:00"), Case(number=10002)
    survivor.ask("Which shade was it?", at="2026-11-03 12:00")
    merged(survivor, other)
    assert {clock.state for clock in survivor.ticket.open_clocks} == {ClockState.PAUSED}


def test_a_solved_dispute_that_takes_over_a_plain_question_is_general() -> None:
    survivor, other = done("complex", number=10001), Case(number=10002)
    merged(survivor, other)
    assert survivor.ticket.kind == "general"
    assert [clock.promise for clock in survivor.ticket.open_clocks] == ["resolution"]


def test_the_shopper_is_told_of_a_merger_and_gaps_in_the_contact_are_filled() -> None:
    survivor = Case(number=10001)
    other = Case(number=10002, shopper=Contact("Ana Diaz", email="ANA@shopper.example", phone="555 0100"))
    merged(survivor, other)
    assert survivor.ticket.letters[-1].kind == "notice"
    assert "10002" in survivor.ticket.letters[-1].text
    assert survivor.ticket.shopper.phone == "555 0100"
    assert survivor.ticket.shopper.order_number == "A-17"


def test_tickets_of_different_shoppers_are_merged_by_a_lead_only() -> None:
    survivor = Case(number=10001)
    stranger = Case(number=10002, shopper=Contact("Bo Lind", email="bo@shopper.example"))
    with pytest.raises(Forbidden):
        merged(survivor, stranger)
    stranger.merge(survivor.ticket, by=LEA, at="2026-11-04 12:00")
    assert stranger.ticket.is_closed


def test_a_ticket_is_not_merged_into_itself_or_into_a_closed_one() -> None:
    case, closed = Case(number=10001), Case(number=10002)
    with pytest.raises(Conflict):
        merged(case, case)
    closed.discard("spam", at="2026-11-02 12:00")
    with pytest.raises(Conflict):
        merged(closed, case)


# exactly once, with true times


def test_sweeping_again_adds_nothing() -> None:
    case = Case()
    case.sweep("2026-11-23 09:00")
    before = list(case.ticket.news)
    case.sweep("2026-11-23 09:00")
    case.sweep("2026-11-20 09:00")
    assert case.ticket.news == before


def test_a_promise_cannot_break_after_the_ticket_closed_by_itself() -> None:
    case = confirmed("complex")
    case.ask("Which shade was it?", at="2026-11-03 12:00")
    case.reply("Take your time.", at="2026-11-12 12:00")
    case.sweep("2026-12-01 09:00")
    assert said(case.ticket.closed_at) == "2026-11-13 17:00"
    assert case.clock("update").state is ClockState.VOID


def test_happenings_of_a_long_sleep_are_recorded_in_the_order_of_their_dates() -> None:
    case = Case("complex")
    case.ask("Which shade was it?", at="2026-11-02 12:00")
    case.sweep("2026-12-01 09:00")
    moments = [moment for _, moment in case.happened("at_risk", "breached", "closed")]
    assert moments == sorted(moments, key=str)
    assert case.happened("closed") == [("closed", "2026-11-12 17:00")]


@pytest.mark.parametrize("start", [Case, confirmed, proposed, done])
def test_the_next_wake_is_the_first_date_at_which_anything_happens(start: type[Case]) -> None:
    case = start()
    for _ in range(20):
        wake = case.ticket.next_wake
        if wake is None:
            break
        news, letters = len(case.ticket.news), len(case.ticket.letters)
        case.ticket.sweep(at=wake, policy=POLICY)
        assert len(case.ticket.news) == news, "at the very moment it is still fine"
        case.ticket.sweep(at=wake + timedelta(microseconds=1), policy=POLICY)
        assert (len(case.ticket.news), len(case.ticket.letters)) > (news, letters)
    assert case.ticket.next_wake is None


# holding and the queue


def test_claiming_ones_own_ticket_again_changes_nothing() -> None:
    case = Case()
    case.claim(at="2026-11-02 11:00")
    case.claim(at="2026-11-02 11:01")
    assert len(case.happened("claimed")) == 1


def test_the_ticket_of_somebody_who_has_left_goes_back_into_the_queue() -> None:
    case = confirmed()
    case.ticket.lose_holder(at=ny("2026-11-04 18:00"), policy=POLICY)
    assert case.ticket.can_be_taken
    assert case.ticket.news[-1].text == "Back in the queue, since Sam's account is closed."
    case.ticket.lose_holder(at=ny("2026-11-04 19:00"), policy=POLICY)
    assert [event.kind for event in case.ticket.news].count("released") == 1


def test_even_a_lead_does_not_claim_a_ticket_away() -> None:
    case = confirmed()
    with pytest.raises(Conflict):
        case.claim(by=LEA, at="2026-11-03 11:00")


def test_working_on_a_ticket_that_nobody_holds_claims_it() -> None:
    assert confirmed().ticket.assignee == SAM


def test_an_agent_does_not_speak_on_a_colleagues_ticket() -> None:
    with pytest.raises(Conflict) as refused:
        confirmed().reply("Hello!", by=KIM, at="2026-11-03 12:00")
    assert refused.value.code == "held_by_other"


def test_a_lead_may_step_in_and_the_ticket_stays_whose_it_was() -> None:
    case = confirmed()
    case.reply("Hello!", by=LEA, at="2026-11-03 12:00")
    assert case.ticket.assignee == SAM


def test_a_note_may_be_left_on_a_colleagues_ticket() -> None:
    case = confirmed()
    case.note("I know this shopper.", by=KIM, at="2026-11-03 12:00")
    assert case.ticket.news[-1].data["text"] == "I know this shopper."


def test_an_editor_does_not_work_on_tickets() -> None:
    case = Case()
    with pytest.raises(Forbidden):
        case.claim(by=EDI, at="2026-11-02 11:00")
    assert case.actions(EDI) == ()


def test_a_released_ticket_can_be_taken_again() -> None:
    case = confirmed()
    case.release(at="2026-11-03 12:00")
    assert case.ticket.assignee is None
    assert case.ticket.can_be_taken


def test_a_transfer_needs_a_note_and_somebody_who_answers() -> None:
    case = confirmed()
    with pytest.raises(Invalid) as refused:
        case.transfer(KIM, "", at="2026-11-03 12:00")
    assert list(refused.value.fields) == ["note"]
    with pytest.raises(Invalid) as refused:
        case.transfer(EDI, "please", at="2026-11-03 12:00")
    assert list(refused.value.fields) == ["to"]
    case.transfer(KIM, "she is waiting for the carrier", at="2026-11-03 12:00")
    assert case.ticket.assignee == KIM


def test_of_two_equal_limits_the_one_received_first_comes_first() -> None:
    morning, noon = Case(at="2026-11-02 09:00"), Case(at="2026-11-02 12:00")
    assert morning.ticket.queue_key < noon.ticket.queue_key


def test_of_what_waits_for_the_shopper_that_comes_first_to_which_we_owe_something() -> None:
    nothing, update, late = confirmed(), confirmed("complex"), confirmed("complex")
    for case in (nothing, update, late):
        case.ask("Which one?", at="2026-11-03 12:00")
    late.sweep("2026-11-09 10:00")
    following, running, broken = done(), Case(), Case()
    broken.sweep("2026-11-06 10:00")
    in_order = [broken, running, following, late, update, nothing]
    assert [case.ticket.queue_key.rank for case in in_order] == list(Rank)
    assert [case.ticket.queue_key.rank.is_breached for case in in_order] == [True, False, False, True, False, False]
    assert [case.ticket.queue_key.rank.is_waiting for case in in_order] == [False] * 3 + [True] * 3


def test_an_extension_ends_the_risk_and_the_new_target_brings_it_back_with_no_second_event() -> None:
    case = confirmed()
    case.extend("resolution", ny("2026-11-12 17:00"), "It is slow.", "strike", by=LEA, at="2026-11-06 09:00")
    assert (case.ticket.is_at_risk, said(case.ticket.next_wake)) == (False, "2026-11-09 17:00")
    case.sweep("2026-11-10 09:00")
    assert (case.ticket.is_at_risk, said(case.ticket.next_wake)) == (True, "2026-11-12 17:00")
    assert case.happened("at_risk") == [("at_risk", "2026-11-05 17:00")]


def test_take_next_hands_out_nothing_that_is_held_waits_or_is_done() -> None:
    assert Case().ticket.can_be_taken
    assert not confirmed().ticket.can_be_taken
    asking = Case()
    asking.ask("Which shade was it?", at="2026-11-02 11:00")
    asking.release(at="2026-11-02 11:01")
    assert not asking.ticket.can_be_taken
    solved = done()
    solved.release(at="2026-11-04 11:00")
    assert not solved.ticket.can_be_taken


def test_the_clock_that_is_due_next_is_shown_before_a_paused_one() -> None:
    case = Case()
    case.ask("Which shade was it?", at="2026-11-02 11:00")
    assert case.ticket.next_clock
    assert case.ticket.next_clock.promise == "confirmation"


def test_a_paused_promise_comes_after_a_running_one_even_if_its_limit_is_earlier() -> None:
    case = Case()
    case.ask("Which shade was it?", at="2026-11-02 11:00")
    case.extend("confirmation", ny("2026-11-12 17:00"), "We are few.", "flu", by=LEA, at="2026-11-02 12:00")
    assert case.ticket.next_clock
    assert case.ticket.next_clock.promise == "confirmation"


def test_a_snooze_ends_when_the_work_is_done() -> None:
    case = agreed()
    case.snooze(ny("2026-11-05 09:00"), at="2026-11-03 16:00")
    case.execute("It left today.", at="2026-11-04 10:00")
    assert case.ticket.snoozed_until is None


def test_a_snooze_never_reaches_past_a_limit() -> None:
    case = confirmed()
    with pytest.raises(Invalid, match="Mon 9 Nov, 17:00"):
        case.snooze(ny("2026-11-09 17:01"), at="2026-11-03 12:00")
    case.snooze(ny("2026-11-09 17:00"), at="2026-11-03 12:00")
    assert said(case.ticket.snoozed_until) == "2026-11-09 17:00"


def test_a_snooze_leads_into_the_future() -> None:
    with pytest.raises(Invalid, match="future"):
        confirmed().snooze(ny("2026-11-03 12:00"), at="2026-11-03 12:00")


def test_what_waits_for_the_shopper_is_not_put_aside_as_well() -> None:
    with pytest.raises(Conflict):
        proposed().snooze(ny("2026-11-04 12:00"), at="2026-11-03 12:00")


def test_a_snooze_ends_when_a_nearer_promise_takes_its_place() -> None:
    reclassified, survivor = confirmed(), confirmed(at="2026-11-03 09:00", number=10002)
    for case in (reclassified, survivor):
        case.snooze(ny("2026-11-09 17:00"), at="2026-11-03 12:00")
    reclassified.classify("complex", "a dispute", at="2026-11-03 13:00")
    merged(survivor, Case(number=10001), at="2026-11-03 13:00")
    assert reclassified.ticket.snoozed_until is None
    assert survivor.ticket.snoozed_until is None


def test_an_overdue_ticket_is_not_put_aside() -> None:
    with pytest.raises(Invalid, match="overdue"):
        Case().snooze(ny("2026-11-10 17:00"), at="2026-11-06 12:00")


def test_thanks_do_not_wake_a_snoozed_ticket() -> None:
    case = Case()
    case.snooze(ny("2026-11-03 09:00"), at="2026-11-02 12:00")
    case.wrote("2026-11-02 13:00", only_thanks=True)
    assert said(case.ticket.snoozed_until) == "2026-11-03 09:00"
    assert not case.ticket.can_be_taken


def test_a_snoozed_ticket_comes_back_by_itself_or_when_the_shopper_writes() -> None:
    slept, woken = Case(), Case()
    for case in (slept, woken):
        case.snooze(ny("2026-11-03 09:00"), at="2026-11-02 12:00")
        assert not case.ticket.can_be_taken
    slept.sweep("2026-11-03 09:01")
    woken.wrote("2026-11-02 13:00")
    assert slept.ticket.can_be_taken
    assert woken.ticket.can_be_taken


# what a person can do, and is told


@pytest.mark.parametrize("person", [SAM, KIM, LEA, EDI], ids=lambda person: person.name)
@pytest.mark.parametrize("start", [Case, confirmed, verified, proposed, agreed, done], ids=lambda start: start.__name__)
def test_the_verbs_offered_are_exactly_those_that_work(start: type[Case], person: object) -> None:
    for verb, values in PLAYED.items():
        case = start()
        offered = verb.replace("_", "-") in case.actions(person, "2026-11-04 11:00")  # type: ignore[arg-type]
        named = {"note": "told me"} if verb == "consent" else {}
        try:
            getattr(case, verb)(*values, by=person, at="2026-11-04 11:00", **named)
            worked = True
        except AssistantError:
            worked = False
        assert (verb, worked) == (verb, offered)


def test_every_verb_is_offered_somewhere() -> None:
    assert {verb.replace("_", "-") for verb in PLAYED} | {"merge"} == set(GATES)


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (Case, "Review the inquiry and confirm it to Ana by Thu 5 Nov, 17:00."),
        (confirmed, "Check the order, product or transaction and record what you found by Mon 9 Nov, 17:00."),
        (verified, "Propose a solution to Ana by Mon 9 Nov, 17:00."),
        (proposed, "Waiting for a decision on the solution from Ana; without one it closes after Fri 13 Nov, 17:00."),
        (agreed, "Carry the solution out and tell Ana what was done by Mon 9 Nov, 17:00."),
        (done, "Nothing to do: Ana is asked whether all is well, and it closes by itself after Thu 12 Nov, 17:00."),
    ],
)
def test_guidance_says_what_to_do_next_and_by_when(start: type[Case], told: str) -> None:
    assert guidance(start().ticket, ny("2026-11-04 12:00"), POLICY) == told


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (Case, "Thu 5 Nov, 17:00. They left no e-mail address, so call as well."),
        (confirmed, "record what you found by Mon 9 Nov, 17:00."),
        (verified, "Mon 9 Nov, 17:00. They left no e-mail address, so call as well."),
        (proposed, "Fri 13 Nov, 17:00. They left no e-mail address: call them."),
        (agreed, "Mon 9 Nov, 17:00. They left no e-mail address, so call as well."),
    ],
)
def test_who_left_no_address_is_to_be_called_as_well(start: Any, told: str) -> None:
    case = start(shopper=replace(ANA, email="", phone="+1 555 0100"))
    assert guidance(case.ticket, ny("2026-11-04 12:00"), POLICY).endswith(told)


def test_guidance_says_since_when_it_is_overdue() -> None:
    told = guidance(Case().ticket, ny("2026-11-06 12:00"), POLICY)
    assert told == "Review the inquiry and confirm it to Ana, overdue since Thu 5 Nov, 17:00."


def test_guidance_on_a_complex_issue_names_the_next_update() -> None:
    told = guidance(verified("complex").ticket, ny("2026-11-04 12:00"), POLICY)
    assert told == "Propose a solution to Ana; the next update is due by Fri 6 Nov, 17:00."


def test_while_a_complex_issue_waits_an_update_is_still_owed() -> None:
    told = guidance(proposed("complex").ticket, ny("2026-11-04 12:00"), POLICY)
    assert told.endswith("Until then send an update by Fri 6 Nov, 17:00.")


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (Case, "One of us will review your inquiry and confirm it to you by Thu 5 Nov, 17:00."),
        (verified, "We will solve it and reply completely by Mon 9 Nov, 17:00."),
        (done, "Please tell us by Thu 12 Nov, 17:00 whether you are satisfied with the result."),
    ],
)
def test_the_shopper_is_told_what_happens_next_and_by_which_date(start: type[Case], told: str) -> None:
    assert next_for_shopper(start().ticket, POLICY) == told


def test_waiting_on_the_shopper_is_said_plainly() -> None:
    assert next_for_shopper(proposed().ticket, POLICY).startswith("It is your turn")


def test_dates_are_said_as_people_say_them_on_the_shops_clock() -> None:
    assert say_date(ny("2026-11-26 17:00"), NEW_YORK) == "Thu 26 Nov, 17:00"
    assert say_date(ny("2026-12-01 09:05"), NEW_YORK) == "Tue 1 Dec, 09:05"


def test_every_step_has_a_name_for_shoppers() -> None:
    assert [step_name(step) for step in Step][:2] == ["Received", "Being checked"]
    assert all(step_name(step) for step in Step)


# records


def test_every_event_says_who_and_when_in_a_sentence() -> None:
    case = done()
    for event in case.ticket.news:
        assert event.text.endswith(".")
        assert event.actor.name
        assert event.at <= ny("2026-11-04 10:00")


def test_events_name_the_shopper_by_role_only_so_that_they_can_stay_after_erasure() -> None:
    case = done()
    case.wrote("2026-11-05 09:00")
    assert "Ana" not in repr([(event.text, event.actor, event.data) for event in case.ticket.news])


def test_the_letters_of_a_person_carry_that_person_and_the_others_the_system() -> None:
    letters = [(letter.kind, letter.by.kind) for letter in done().ticket.letters]
    assert letters == [("receipt", "system"), ("confirmation", "agent"), ("solution", "agent"), ("executed", "agent")]


def test_parts_survive_the_way_to_json_and_back() -> None:
    case = proposed()
    case.wrote("2026-11-03 12:00")
    solution, waiting = case.ticket.solution, proposed().ticket.waiting
    reopening = Reopening(ny(RECEIVED), Step.CLOSED, Outcome.SATISFIED, ny(RECEIVED), None)
    for part in (ANA, SAM, solution, waiting, reopening, *case.ticket.clocks, *case.ticket.letters, *case.ticket.news):
        assert part
        assert from_json(type(part), to_json(part)) == part


def test_json_of_a_part_is_plain() -> None:
    solution = Solution(1, "We send it.", "other", "customer-service#6", "shop", "", ny(RECEIVED))
    assert to_json(solution) == {
        "version": 1,
        "text": "We send it.",
        "kind": "other",
        "section": "customer-service#6",
        "fault": "shop",
        "cost": "",
        "proposed_at": "2026-11-02T15:00:00+00:00",
        "consent": None,
    }


# a claim on which nothing happens


def test_a_claimed_ticket_on_which_nothing_is_done_for_four_opening_hours_goes_back_into_the_queue() -> None:
    case = Case()
    case.claim(at="2026-11-02 16:00")
    case.sweep(at="2026-11-03 12:00")
    assert case.ticket.assignee == SAM
    case.sweep(at="2026-11-03 15:00")
    assert case.ticket.assignee is None and case.ticket.can_be_taken
    released = case.ticket.news[-1]
    assert (released.kind, said(released.at)) == ("released", "2026-11-03 12:00")


def test_a_ticket_that_its_holder_has_worked_on_stays_theirs() -> None:
    case = Case()
    case.claim(at="2026-11-02 16:00")
    case.note("I have asked the warehouse.", at="2026-11-02 16:30")
    case.sweep(at="2026-11-06 12:00")
    assert case.ticket.assignee == SAM


def test_a_ticket_handed_over_and_left_untouched_goes_back_too() -> None:
    case = Case()
    case.claim(at="2026-11-02 11:00")
    case.transfer(KIM, "She knows the warehouse.", at="2026-11-02 12:00")
    case.note("Ask for the parcel number.", at="2026-11-02 13:00", by=LEA)
    case.sweep(at="2026-11-02 16:01")
    assert case.ticket.assignee is None


# who answers for a promise, and when it was resolved


def test_who_confirmed_answers_for_the_confirmation_and_who_held_it_for_a_breach() -> None:
    case = Case()
    case.confirm("We have read it.", at="2026-11-03 11:00", by=KIM)
    case.sweep(at="2026-11-10 09:00")
    case.transfer(SAM, "Please finish this.", at="2026-11-10 09:30", by=KIM)
    case.answer("It is on its way.", "the parcel", "customer-service#2", at="2026-11-10 10:00", by=SAM)
    assert [(clock.promise, clock.state, clock.answerable) for clock in case.ticket.clocks] == [
        ("confirmation", "kept", "kim"),
        ("resolution", "breached", "kim"),
    ]


def test_it_is_resolved_when_step_5_begins_and_no_longer_once_it_reopens() -> None:
    case = Case()
    case.answer("It is on its way.", "the parcel", "customer-service#2", at="2026-11-03 10:00")
    assert said(case.ticket.resolved_at) == "2026-11-03 10:00"
    case.wrote(at="2026-11-04 10:00")
    assert case.ticket.resolved_at is None
    case.only_thanks(at="2026-11-04 11:00")
    assert said(case.ticket.resolved_at) == "2026-11-03 10:00"
