"""The queue: its order, what it hands out and offers, and the words that must not go out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest

from assistant.core.errors import AssistantError, Conflict, Forbidden, Invalid
from assistant.core.tone import disrespectful, require_respect
from assistant.entry.verbs import VERBS, Said
from assistant.services import rounds
from tests.core.shop import KIM, LEA, PLAYED, SAM, Case, agreed, confirmed, done, ny, proposed, verified
from tests.services.desk import Shop, Staff


def test_open_tickets_are_ordered_by_next_limit_breached_first_and_those_that_wait_for_the_shopper_last() -> None:
    late, soon, later = Case(at="2026-10-26 10:00"), Case(at="2026-11-02 10:00"), Case(at="2026-11-03 10:00")
    following = Case(at="2026-10-19 10:00")
    following.answer("It left.", "order A-17", "customer-service#2", at="2026-10-19 11:00")
    asking = confirmed(at="2026-10-30 10:00")
    asking.ask("Which shade was it?", at="2026-11-03 10:30")
    for case in (late, soon, later, asking):
        case.sweep("2026-11-03 11:00")
    cases = {"asking": asking, "later": later, "following": following, "late": late, "soon": soon}
    ordered = sorted(cases, key=lambda name: cases[name].ticket.queue_key)
    assert ordered == ["late", "soon", "later", "following", "asking"]


def test_an_update_that_is_due_sooner_comes_before_a_resolution_received_earlier(shop: Shop) -> None:
    sam = shop.staff()
    general, complex_ = shop.form(), shop.form("my payment failed, the card was declined twice")
    for number in (general, complex_):
        sam.do(number, "confirm", "We have your question.")
    assert sam.listed("open") == [complex_, general]


def test_take_next_hands_out_the_most_urgent_that_nobody_holds_and_that_does_not_wait(shop: Shop) -> None:
    sam, kim = shop.staff(), shop.staff(name="Kim")
    first, held, waiting, last = (shop.form(email=f"shopper{n}@shopper.example") for n in range(4))
    kim.do(held, "confirm", "We have your question.")
    kim.do(waiting, "ask", "Which shade was it?")
    kim.do(waiting, "release")
    taken = [sam.take_next(), sam.take_next()]
    assert [int(ticket["number"]) for ticket in taken] == [first, last]
    assert {ticket["assignee"]["name"] for ticket in taken} == {"Sam"}
    assert sam.take_next() is None


def test_two_agents_never_get_the_same_one(shop: Shop) -> None:
    agents = [shop.staff(name=name) for name in ("Sam", "Kim", "Pat", "Lou")]
    numbers = [shop.form(email=f"shopper{n}@shopper.example") for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        taken = [int(ticket["number"]) for ticket in pool.map(Staff.take_next, agents * 2)]
    assert sorted(taken) == numbers


def test_two_agents_never_claim_the_same_one() -> None:
    case = Case()
    case.claim(at="2026-11-02 11:00")
    for verb, values in (("claim", ()), ("reply", ("Hello!",)), ("confirm", ("We have it.",))):
        with pytest.raises(Conflict) as refused:
            getattr(case, verb)(*values, by=LEA if verb == "claim" else KIM, at="2026-11-02 11:00")
        assert refused.value.code == "held_by_other"
    assert case.ticket.assignee == SAM


def test_at_risk_and_unheld_it_is_offered_to_every_agent_who_is_online(shop: Shop) -> None:
    number = shop.form()
    rounds.sweep(shop.desk, ny("2026-11-04 18:00"), shop.news.extend)
    (offer,) = [each for each in shop.news if each.event == "notice" and each.data["kind"] == "offer"]
    assert (offer.room, offer.data["number"]) == ("staff", str(number))


def test_at_risk_and_held_it_is_told_to_who_holds_it_and_not_yet_to_the_leads(shop: Shop) -> None:
    sam, number = shop.staff(), shop.form()
    sam.do(number, "reply", "We look into it.")
    shop.news.clear()
    rounds.sweep(shop.desk, ny("2026-11-04 18:00"), shop.news.extend)
    told = [(each.room, each.data["kind"]) for each in shop.news if each.event == "notice"]
    assert (f"user:{sam.user.id}", "at_risk") in told
    assert "leads" not in [room for room, _ in told]


@pytest.mark.parametrize("held", [True, False])
def test_breached_it_is_told_to_the_leads_too(held: bool, shop: Shop) -> None:
    sam, number = shop.staff(), shop.form()
    if held:
        sam.do(number, "reply", "We look into it.")
    rounds.sweep(shop.desk, ny("2026-11-05 18:00"), shop.news.extend)
    rooms = [each.room for each in shop.news if each.event == "notice" and each.data["kind"] in ("breached", "offer")]
    assert "leads" in rooms
    assert (f"user:{sam.user.id}" if held else "staff") in rooms


# respect


def test_before_a_reply_goes_out_words_of_disrespect_are_shown_to_the_agent_who_rewords() -> None:
    with pytest.raises(Invalid) as refused:
        require_respect("Don't be stupid, that is not our problem.", by=SAM)
    assert refused.value.code == "disrespectful"
    assert '"stupid", "not our problem"' in refused.value.fields["text"]
    assert require_respect("Let us find out together.", by=SAM) == ()


def test_they_are_whole_words_and_phrases() -> None:
    assert disrespectful("Shut up!") == ("Shut up",)
    assert disrespectful("The lid was shut; up to then it was tight. Our classic foolproof pump.") == ()


def test_they_are_never_looked_for_in_what_is_quoted_from_the_shopper() -> None:
    lines = "> your stupid shop\n  > is run by idiots\n\nI am sorry that you feel so."
    assert disrespectful(lines) == ()
    assert disrespectful(lines + "\nBut that is stupid.") == ("stupid",)
    marks = 'You wrote "your stupid shop", and I am sorry.'
    assert disrespectful(marks, heard=["Your STUPID shop is run by idiots!"]) == ()
    assert disrespectful(marks, heard=["Where is my parcel?"]) == ("stupid",)


def test_a_lead_can_release_it_with_a_reason_and_nobody_else() -> None:
    with pytest.raises(Invalid):
        require_respect("Don't be stupid.", by=LEA)
    with pytest.raises(Forbidden):
        require_respect("Don't be stupid.", by=SAM, reason="a song title")
    assert require_respect("Don't be stupid.", by=LEA, reason="a song title") == ("stupid",)


def test_the_release_goes_on_record_with_its_reason() -> None:
    case = confirmed()
    case.respect_released(["stupid"], "quotes the product's name", by=LEA, at="2026-11-03 12:00")
    assert case.ticket.news[-1].data == {"words": ["stupid"], "reason": "quotes the product's name"}
    assert case.ticket.news[-1].actor.name == "Lea"


@pytest.mark.parametrize("start", [Case, confirmed, verified, proposed, agreed, done], ids=lambda start: start.__name__)
def test_every_verb_that_lets_an_agent_speak_to_a_shopper_is_checked(start: Callable[..., Case]) -> None:
    for verb, values in PLAYED.items():
        case: Any = start()
        before = len(case.ticket.letters)
        with suppress(AssistantError):
            getattr(case, verb)(*values, by=LEA, at="2026-11-04 11:00", **({"note": "x"} if verb == "consent" else {}))
        if any(letter.by.kind == "agent" for letter in case.ticket.letters[before:]):
            assert issubclass(VERBS[verb].model, Said), verb
