"""The five steps: what a ticket needs to leave each, who decides, and how it ends in other ways."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from assistant.core.errors import AssistantError, Conflict, Forbidden, Invalid
from assistant.core.sla import ClockState
from assistant.core.tickets import Outcome, Step
from assistant.services import own_ticket, rounds
from tests.core.shop import (
    KIM,
    LEA,
    PLAYED,
    RECEIVED,
    SAM,
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
from tests.services.desk import Shop

START: dict[Step, Callable[..., Case]] = {
    Step.RECEIVED: Case,
    Step.VERIFYING: confirmed,
    Step.PROPOSING: verified,
    Step.EXECUTING: proposed,
    Step.FOLLOWING_UP: done,
}


def test_the_steps_follow_each_other_from_received_to_closed() -> None:
    case, steps = Case(), [Step.RECEIVED]
    for deed in (
        lambda: case.confirm("We have your question.", at="2026-11-03 10:00"),
        lambda: case.verify("order A-17", "lost", at="2026-11-03 10:30"),
        lambda: case.propose(
            "We send it again.", "redelivery", "customer-service#6", "shop", "0", at="2026-11-03 11:00"
        ),
        lambda: case.consent("accept", version=1, by=None, at="2026-11-03 15:00"),
        lambda: case.execute("It left today.", at="2026-11-04 10:00"),
        lambda: case.follow_up(True, by=None, at="2026-11-05 10:00"),
    ):
        deed()
        steps += [case.ticket.step] if case.ticket.step != steps[-1] else []
    assert steps == ["received", "verifying", "proposing", "executing", "following_up", "closed"]


# what each step needs


def needs(case: Case, verb: str, *values: Any, field: str) -> None:
    """Without this field the verb is refused, and the ticket stays in its step."""
    step = case.ticket.step
    with pytest.raises(Invalid) as refused:
        getattr(case, verb)(*values, at="2026-11-04 09:00")
    assert refused.value.code == "missing_evidence"
    assert list(refused.value.fields) == [field]
    assert case.ticket.step is step


def test_to_leave_received_it_needs_an_agents_confirmation_to_the_shopper() -> None:
    needs(Case(), "confirm", " \n", field="text")
    case = Case()
    case.confirm("We have your question about order A-17.", at="2026-11-03 10:00")
    assert case.ticket.step is Step.VERIFYING
    letter = case.ticket.letters[-1]
    assert (letter.kind, letter.by.name, letter.text) == (
        "confirmation",
        "Sam",
        "We have your question about order A-17.",
    )


def test_to_leave_verifying_it_needs_what_was_checked_and_what_was_found() -> None:
    needs(confirmed(), "verify", "", "lost", field="checked")
    needs(confirmed(), "verify", "order A-17", " ", field="found")
    case = verified()
    assert case.ticket.step is Step.PROPOSING
    assert case.ticket.verification
    assert (case.ticket.verification.checked, case.ticket.verification.found) == (
        "order A-17 and the carrier's records",
        "lost on its way",
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (("", "refund", "customer-service#4", "nobody", "0"), "text"),
        (("We pay it back.", "voucher", "customer-service#4", "nobody", "0"), "kind"),
        (("We pay it back.", "", "customer-service#4", "nobody", "0"), "kind"),
        (("We pay it back.", "refund", "", "nobody", "0"), "section"),
        (("We pay it back.", "refund", "section four", "nobody", "0"), "section"),
        (("We pay it back.", "refund", "customer-service#4", "the weather", "0"), "fault"),
        (("We pay it back.", "refund", "customer-service#4", "", "0"), "fault"),
        (("We pay it back.", "refund", "customer-service#4", "nobody", None), "cost"),
        (("We pay it back.", "refund", "customer-service#4", "nobody", " "), "cost"),
    ],
)
def test_to_leave_proposing_it_needs_a_solution_sent_with_its_kind_section_fault_and_cost(
    values: tuple[Any, ...], field: str
) -> None:
    needs(verified(), "propose", *values, field=field)


@pytest.mark.parametrize("kind", ["information", "guidance", "refund", "redelivery", "replacement", "other"])
@pytest.mark.parametrize("fault", ["shop", "shopper", "carrier", "nobody"])
def test_a_solution_is_of_one_of_six_kinds_and_somebodys_fault_or_nobodys(kind: str, fault: str) -> None:
    case = verified()
    case.propose("This is what we do.", kind, "customer-service#6", fault, "0", at="2026-11-04 09:00")
    assert case.ticket.solution
    assert (case.ticket.solution.kind, case.ticket.solution.fault) == (kind, fault)
    assert case.letters()[-1] == "solution"


@pytest.mark.parametrize("kind", ["refund", "replacement", "guidance"])
@pytest.mark.parametrize(
    "cost", ["5", "USD 4.90", "EUR 5 for shipping", "0 now, you pay the return label", "the label"]
)
def test_at_fault_shop_a_cost_is_refused(kind: str, cost: str) -> None:
    needs(verified(), "propose", "We do it.", kind, "customer-service#6", "shop", cost, field="cost")
    for fault in ("shopper", "carrier", "nobody"):
        case = verified()
        case.propose("We do it.", kind, "customer-service#6", fault, cost, at="2026-11-04 09:00")
        assert case.ticket.solution
        assert case.ticket.solution.cost == cost


@pytest.mark.parametrize("cost", ["0", "$0", "0 USD", "free", "no charge", "0,00 EUR", "-", "none", "Free of charge."])
def test_at_fault_shop_nothing_is_no_cost_however_it_is_written(cost: str) -> None:
    case = verified()
    case.propose("We send it again.", "redelivery", "customer-service#6", "shop", cost, at="2026-11-04 09:00")
    assert case.ticket.solution
    assert case.ticket.solution.cost == ""


def test_to_leave_executing_it_needs_the_shoppers_consent_and_then_what_was_done() -> None:
    needs(proposed(), "execute", "Done.", field="consent")
    needs(agreed(), "execute", "", field="text")
    case = agreed()
    case.execute("It left today.", at="2026-11-04 10:00")
    assert (case.ticket.step, case.ticket.executed) == (Step.FOLLOWING_UP, "It left today.")


def test_consent_is_to_this_version_and_a_changed_solution_asks_again() -> None:
    case = agreed()
    case.propose("We pay it back.", "refund", "customer-service#6", "shop", "0", at="2026-11-03 16:00")
    assert case.ticket.waiting
    needs(case, "execute", "Paid back.", field="consent")
    with pytest.raises(Conflict) as refused:
        case.consent("accept", version=1, by=None, at="2026-11-04 09:30")
    assert refused.value.code == "changed"
    with pytest.raises(Conflict):
        case.consent("accept", version=1, note="said yes on the phone", at="2026-11-04 09:30")
    case.consent("accept", version=2, by=None, at="2026-11-04 09:40")
    case.execute("Paid back.", at="2026-11-04 10:00")
    assert case.ticket.step is Step.FOLLOWING_UP


def test_consent_to_the_same_words_sent_anew_is_asked_again_too() -> None:
    case = agreed()
    case.propose("We send it again.", "redelivery", "customer-service#6", "shop", "0", at="2026-11-03 16:00")
    needs(case, "execute", "Sent.", field="consent")


@pytest.mark.parametrize("kind", ["information", "guidance"])
def test_information_and_guidance_need_neither_and_go_straight_on_to_following_up(kind: str) -> None:
    case = verified()
    case.propose("Use it at night.", kind, "customer-service#2", "nobody", "0", at="2026-11-04 09:00")
    assert (case.ticket.step, case.ticket.waiting) == (Step.FOLLOWING_UP, None)
    assert case.clock("resolution").state is ClockState.KEPT


@pytest.mark.parametrize("kind", ["refund", "redelivery", "replacement", "other"])
def test_every_other_kind_waits_for_consent(kind: str) -> None:
    case = verified()
    case.propose("This is what we can do.", kind, "customer-service#4", "carrier", "USD 5", at="2026-11-04 09:00")
    assert case.ticket.step is Step.EXECUTING
    assert case.ticket.waiting
    assert case.ticket.waiting.for_ == "consent"


def test_declined_it_goes_back_to_proposing() -> None:
    case = proposed()
    case.consent("decline", version=1, by=None, at="2026-11-03 15:00")
    assert (case.ticket.step, case.ticket.waiting) == (Step.PROPOSING, None)
    with pytest.raises(Conflict):
        case.execute("Done.", at="2026-11-04 09:00")


def test_satisfied_closes_it_and_not_satisfied_goes_back_to_proposing() -> None:
    happy, unhappy = done(), done()
    happy.follow_up(True, by=None, note="Lovely!", at="2026-11-05 09:00")
    assert (happy.ticket.step, happy.ticket.outcome) == (Step.CLOSED, Outcome.SATISFIED)
    assert said(happy.ticket.closed_at) == "2026-11-05 09:00"
    unhappy.follow_up(False, by=None, at="2026-11-05 09:00")
    assert (unhappy.ticket.step, unhappy.ticket.outcome) == (Step.PROPOSING, None)


def test_without_an_answer_it_closes_as_unconfirmed_at_closing_time_after_the_days_of_the_house() -> None:
    case = done()  # on Wed 4 Nov; five business days over Veterans Day
    case.sweep("2026-11-12 17:00")
    assert case.ticket.step is Step.FOLLOWING_UP
    case.sweep("2026-11-16 09:00")
    assert (case.ticket.outcome, said(case.ticket.closed_at)) == (Outcome.UNCONFIRMED, "2026-11-12 17:00")


def test_a_word_at_the_very_moment_of_the_time_out_counts() -> None:
    case = done()
    case.follow_up(False, by=None, at="2026-11-12 17:00")
    assert case.ticket.step is Step.PROPOSING
    assert case.happened("closed") == []


# steps are not skipped


@pytest.mark.parametrize("step", START)
def test_steps_are_not_skipped(step: Step) -> None:
    own = {
        Step.RECEIVED: {"confirm", "answer"},
        Step.VERIFYING: {"verify", "answer"},
        Step.PROPOSING: {"propose", "answer"},
        Step.EXECUTING: {"propose", "consent"},  # and execute, once there is consent
        Step.FOLLOWING_UP: {"follow_up"},
    }
    for verb in ("confirm", "verify", "propose", "answer", "consent", "execute", "follow_up"):
        case = START[step]()
        named = {"note": "told me"} if verb == "consent" else {}
        try:
            getattr(case, verb)(*PLAYED[verb], at="2026-11-04 11:00", **named)
        except (Conflict, Invalid):
            assert verb not in own[step], verb
        else:
            assert verb in own[step], verb


def test_answer_does_confirm_check_and_solve_in_one_action_and_records_all_three() -> None:
    case = Case()
    case.answer("It left today.", "order A-17", "customer-service#2", at="2026-11-02 12:00")
    assert [kind for kind, _ in case.happened()] == ["received", "claimed", "confirmed", "verified", "proposed"]
    assert case.letters() == ["receipt", "answer"]
    assert said(case.ticket.confirmed_at) == "2026-11-02 12:00"
    assert case.ticket.verification
    assert case.ticket.verification.checked == "order A-17"
    assert case.ticket.solution
    assert (case.ticket.solution.kind, case.ticket.solution.section) == ("information", "customer-service#2")
    assert case.ticket.step is Step.FOLLOWING_UP
    assert {clock.state for clock in case.ticket.clocks} == {ClockState.KEPT}


@pytest.mark.parametrize("start", [Case, confirmed, verified, proposed, agreed, done], ids=lambda start: start.__name__)
def test_nothing_closes_but_the_follow_up_answer_its_time_out_or_a_recorded_discard(start: Callable[..., Case]) -> None:
    for verb, values in PLAYED.items():
        case = start()
        with suppress(AssistantError):
            getattr(case, verb)(*values, by=LEA, at="2026-11-04 11:00")
        assert case.ticket.is_closed == (verb == "discard" or (start, verb) == (done, "follow_up")), verb


# decided by a button that posts, or recorded by an agent


def test_consent_and_satisfaction_happen_by_a_button_that_posts_never_by_opening_a_link(shop: Shop) -> None:
    sam, number = shop.staff(), shop.form()
    sam.do(number, "confirm", "We have your question.")
    sam.do(number, "verify", "order A-17", "lost")
    sam.do(number, "propose", "We send it again.", "redelivery", "customer-service#5", "shop", "0")
    before = shop.ticket(number)
    for _ in range(3):
        assert shop.page(number).asks_consent
    assert shop.ticket(number) == before
    shop.done(own_ticket.consent(shop.desk, shop.token(number), "accept", 1, shop.now()))
    sam.do(number, "execute", "It left today.")
    before = shop.ticket(number)
    assert shop.page(number).asks_satisfaction
    assert shop.ticket(number) == before
    shop.done(own_ticket.satisfaction(shop.desk, shop.token(number), True, "", shop.now()))
    assert shop.ticket(number).outcome is Outcome.SATISFIED


@pytest.mark.parametrize("by", [SAM, LEA], ids=["an agent", "a lead"])
def test_an_agent_may_record_consent_given_in_chat_or_by_phone_with_a_note(by: Any) -> None:
    case = proposed()
    with pytest.raises(Invalid) as refused:
        case.consent("accept", by=by, note=" ", at="2026-11-03 15:00")
    assert list(refused.value.fields) == ["note"]
    case.consent("accept", by=by, note="said yes on the phone", at="2026-11-03 15:00")
    recorded = case.ticket.news[-1]
    assert (recorded.actor.name, recorded.data["note"], recorded.data["version"]) == (
        by.name,
        "said yes on the phone",
        1,
    )
    case.execute("It left today.", at="2026-11-04 10:00")


# discarding


@pytest.mark.parametrize("reason", ["spam", "test", "duplicate"])
@pytest.mark.parametrize("step", [*START, Step.CLOSED])
def test_from_any_step_it_can_be_discarded_as_spam_test_or_duplicate_with_who_and_why(step: Step, reason: str) -> None:
    case = START.get(step, done)()
    if step is Step.CLOSED:
        case.follow_up(True, by=None, at="2026-11-04 11:00")
    case.discard(reason, note="see 10002", at="2026-11-04 12:00")
    assert (case.ticket.step, case.ticket.outcome) == (Step.CLOSED, Outcome.DISCARDED)
    event = case.ticket.news[-1]
    assert (event.actor.name, event.data["reason"], event.data["note"]) == ("Sam", reason, "see 10002")
    assert said(event.at) == "2026-11-04 12:00"


def test_it_cannot_be_discarded_without_a_reason_or_for_another() -> None:
    for reason in ("", "too difficult"):
        with pytest.raises(Invalid) as refused:
            Case().discard(reason, at="2026-11-02 12:00")
        assert list(refused.value.fields) == ["reason"]


@pytest.mark.parametrize("kind", ["general", "complex"])
def test_its_clocks_end_as_void_and_what_was_kept_or_broken_stays(kind: Any) -> None:
    fresh, worked_on, late = Case(kind), confirmed(kind), Case(kind)
    for case, at in ((fresh, "2026-11-02 12:00"), (worked_on, "2026-11-04 12:00"), (late, "2026-11-05 17:01")):
        case.discard("spam", at=at)
        assert case.ticket.open_clocks == []
        assert case.letters()[-1] in ("receipt", "confirmation"), "no letter tells of it"
    assert {clock.state for clock in fresh.ticket.clocks} == {ClockState.VOID}
    assert worked_on.clock("confirmation").state is ClockState.KEPT
    assert late.clock("confirmation").state is ClockState.BREACHED


def test_a_paused_clock_of_a_discarded_ticket_is_void() -> None:
    case = proposed()
    case.discard("duplicate", at="2026-11-13 12:00")
    assert case.clock("resolution").state is ClockState.VOID
    assert case.clock("resolution").breached_at is None


# merging


def merged(survivor: Case, other: Case, at: str = "2026-11-04 12:00", **given: Any) -> None:
    other.merge(survivor.ticket, at=at, **given)


def test_merging_moves_everything_to_the_surviving_ticket_and_the_old_link_leads_there(shop: Shop) -> None:
    sam = shop.staff()
    survivor, other = shop.form("Where is my parcel?"), shop.form("Where is my parcel? It is late.")
    old_link = shop.token(other)
    sam.merge(other, survivor)
    assert shop.ticket(other).clocks == []
    assert len(shop.ticket(survivor).clocks) == 4
    assert own_ticket.current_token(shop.desk, old_link) == shop.token(survivor)
    (absorbed,) = sam.see(survivor)["brief"]["absorbed"]
    assert (absorbed["number"], absorbed["details"]) == (str(other), "Where is my parcel? It is late.")
    shop.done(own_ticket.reply(shop.desk, old_link, "Any news?", shop.now()))
    assert "wrote" in shop.kinds(survivor)


def test_the_survivor_keeps_the_earliest_receipt_and_dates() -> None:
    survivor, earlier = Case(at="2026-11-04 10:00", number=10002), Case(number=10001)
    merged(survivor, earlier)
    assert said(survivor.ticket.received_at) == RECEIVED
    assert {dates(clock) for clock in survivor.ticket.open_clocks} == {
        ("2026-11-04 17:00", "2026-11-05 17:00"),
        ("2026-11-05 17:00", "2026-11-09 17:00"),
    }


def test_the_earliest_dates_are_kept_whichever_survives() -> None:
    late, early = Case(at="2026-11-04 10:00", number=10002), Case(number=10001)
    merged(early, late)
    assert said(early.ticket.received_at) == RECEIVED
    assert [said(clock.limit) for clock in early.ticket.open_clocks] == ["2026-11-05 17:00", "2026-11-09 17:00"]


def test_of_a_promise_that_waits_and_one_that_runs_the_earlier_is_the_one_that_would_be_due_first_now() -> None:
    waiting, running = confirmed(number=10001), confirmed(number=10002, at="2026-11-03 09:00")
    waiting.ask("Which shade was it?", at="2026-11-03 12:00")  # due Mon 9 Nov, and later by every day it waits
    running.merge(waiting.ticket, at="2026-11-06 12:00")  # due Tue 10 Nov
    (kept,) = waiting.ticket.open_clocks
    assert kept.state is ClockState.PAUSED, "the survivor waits"
    waiting.wrote("2026-11-06 13:00")
    assert said(kept.limit) == "2026-11-10 17:00", "and not Thu 13 Nov, until when the one that waited would have moved"


def test_a_promise_that_waited_and_is_still_earlier_goes_on() -> None:
    waiting, running = confirmed(number=10001), confirmed(number=10002, at="2026-11-03 09:00")
    waiting.ask("Which shade was it?", at="2026-11-03 12:00")
    running.merge(waiting.ticket, at="2026-11-03 15:00")
    waiting.wrote("2026-11-04 09:00")
    (kept,) = waiting.ticket.open_clocks
    assert said(kept.limit) == "2026-11-10 17:00", "Mon 9 Nov and the Wednesday it waited"


def test_what_reopened_the_survivor_cannot_be_taken_back_together_with_anothers_promises() -> None:
    survivor, other = done(number=10001), Case(number=10002, at="2026-11-05 10:00")
    survivor.wrote("2026-11-05 09:00")
    merged(survivor, other, at="2026-11-05 11:00")
    with pytest.raises(Conflict):
        survivor.only_thanks(at="2026-11-05 12:00")
    assert [clock.promise for clock in survivor.ticket.open_clocks] == ["resolution"]


def test_what_was_discarded_and_opened_again_is_not_put_back_to_an_earlier_end() -> None:
    case = done()
    case.wrote("2026-11-05 09:00")
    case.discard("duplicate", at="2026-11-05 10:00")
    case.reopen("it was none", at="2026-11-05 11:00")
    with pytest.raises(Conflict):
        case.only_thanks(at="2026-11-05 12:00")


# spam


def test_suspected_spam_is_held_for_review_and_never_dropped(shop: Shop) -> None:
    sam, number = shop.staff(), shop.form("Buy our watches.", trapped="yes")
    assert shop.ticket(number).held
    assert shop.outbox() == []
    assert sam.take_next() is None
    assert number in sam.listed("held")
    shop.at += timedelta(days=60)
    rounds.sweep(shop.desk, shop.now(), shop.news.extend)
    assert number in sam.listed("held"), "nobody has looked, so it is still there"
    assert [clock.promise for clock in shop.ticket(number).clocks] == ["confirmation", "resolution"]


# on record


def test_every_move_is_an_event_with_who_when_and_why() -> None:
    case = agreed()
    case.classify("complex", "a dispute", at="2026-11-04 09:00")
    case.extend("update", ny("2026-11-12 17:00"), "It is slow.", "strike", by=LEA, at="2026-11-04 09:30")
    case.transfer(KIM, "she knows the carrier", at="2026-11-04 10:00")
    case.execute("It left today.", by=KIM, at="2026-11-04 11:00")
    case.wrote("2026-11-05 09:00")
    case.discard("duplicate", note="see 10002", by=KIM, at="2026-11-05 10:00")
    told = [(event.kind, event.actor.name, said(event.at)) for event in case.ticket.news]
    assert told == [
        ("received", "The shopper", RECEIVED),
        ("claimed", "Sam", "2026-11-03 10:00"),
        ("confirmed", "Sam", "2026-11-03 10:00"),
        ("verified", "Sam", "2026-11-03 10:30"),
        ("proposed", "Sam", "2026-11-03 11:00"),
        ("accepted", "The shopper", "2026-11-03 15:00"),
        ("classified", "Sam", "2026-11-04 09:00"),
        ("extended", "Lea", "2026-11-04 09:30"),
        ("transferred", "Sam", "2026-11-04 10:00"),
        ("executed", "Kim", "2026-11-04 11:00"),
        ("wrote", "The shopper", "2026-11-05 09:00"),
        ("reopened", "The shopper", "2026-11-05 09:00"),
        ("discarded", "Kim", "2026-11-05 10:00"),
    ]
    reasons = {event.kind: event.data.get("reason") or event.data.get("note") for event in case.ticket.news}
    assert reasons["classified"] == "a dispute"
    assert reasons["extended"] == "strike"
    assert reasons["transferred"] == "she knows the carrier"
    assert reasons["discarded"] == "duplicate"


def test_leads_alone_extend_and_reclassify_late_and_always_with_a_reason() -> None:
    until, late = ny("2026-11-12 17:00"), "2026-11-06 09:00"
    for by, reason, refused in ((SAM, "strike", Forbidden), (LEA, " ", Invalid)):
        with pytest.raises(refused):
            confirmed().extend("resolution", until, "It is slow.", reason, by=by, at=late)
        with pytest.raises(refused):
            confirmed().classify("complex", reason, by=by, at=late)


def test_an_event_never_changes_afterwards(shop: Shop) -> None:
    sam, number = shop.staff(), shop.form()
    sam.do(number, "confirm", "We have your question.")
    before = list(shop.events(number))
    sam.solve(number)
    sam.do(number, "discard", "duplicate")
    assert shop.events(number)[: len(before)] == before
