"""Consent and satisfaction in the chat: the same as on the ticket page, once, and for the solution that was read."""

from collections.abc import Iterator
from typing import Any

import pytest

from assistant.core.errors import Conflict, NotFound
from assistant.services import deciding
from assistant.services.deciding import of_chat
from assistant.services.desk import Desk
from assistant.store.database import Database
from tests.core import small_shop
from tests.core.shop import ny
from tests.services.desk import Chat, Shop, Staff


@pytest.fixture
def any_shop(desk: Desk) -> Shop:
    """On each kind of database."""
    return Shop(desk)


@pytest.fixture
def shop(sqlite_url: str) -> Iterator[Shop]:
    """On SQLite alone, for what no database has a say in."""
    database = Database(sqlite_url)
    yield Shop(Desk(database, small_shop.knowledge, "http://shop.test"))
    database.close()


def proposed(sam: Staff, number: int, cost: str = "0") -> None:
    sam.do(number, "confirm", "We have your question.")
    sam.do(number, "verify", "order A-17", "lost")
    sam.do(number, "propose", "We send it again.", "redelivery", "customer-service#5", "carrier", cost)


def decide(chat: Chat, decision: str, version: int = 1, id: str = "decision-1") -> Any:
    shop = chat.shop
    done = deciding.consent(shop.desk, of_chat(chat.id), decision, version, shop.now(), through="chat", asked=id)
    return shop.done(done)


def satisfied(chat: Chat, yes: bool, comment: str = "", id: str = "word-1") -> Any:
    shop = chat.shop
    done = deciding.satisfaction(shop.desk, of_chat(chat.id), yes, comment, shop.now(), through="chat", asked=id)
    return shop.done(done)


def states(shop: Shop) -> list[Any]:
    return [each.data for each in shop.news if each.event == "state"]


def handed_over(shop: Shop) -> tuple[Chat, int]:
    chat = shop.chat()
    return chat, chat.hand_off(details="Where is my parcel?")


def test_a_solution_is_accepted_in_the_chat_and_the_record_says_so(any_shop: Shop) -> None:
    chat, number = handed_over(any_shop)
    sam = any_shop.staff()
    proposed(sam, number, cost="USD 4.90")
    asked = states(any_shop)[-1]["ticket"]
    assert asked["asks"] == {"kind": "consent", "version": 1, "cost": "USD 4.90"}
    assert asked["waiting"] == "consent" and asked["next"].startswith("It is your turn")
    told = decide(chat, "accept")
    assert (told["step"], told["asks"], told["waiting"]) == ("executing", None, None)
    assert any_shop.ticket(number).waiting is None
    assert any_shop.events(number)[-1].text == "The shopper accepted the solution in the chat."
    assert states(any_shop)[-1]["ticket"] == told  # the other tabs hear it


def test_the_same_decision_again_does_nothing_more(any_shop: Shop) -> None:
    chat, number = handed_over(any_shop)
    proposed(any_shop.staff(), number)
    first = decide(chat, "decline")
    on_record = any_shop.kinds(number)
    assert decide(chat, "decline") == first
    assert any_shop.kinds(number) == on_record


def test_one_id_for_two_decisions_is_refused(shop: Shop) -> None:
    chat, number = handed_over(shop)
    proposed(shop.staff(), number)
    decide(chat, "accept")
    with pytest.raises(Conflict) as refused:
        decide(chat, "decline")
    assert refused.value.code == "id_reused"


def test_a_solution_that_has_changed_is_not_accepted_by_an_old_button(shop: Shop) -> None:
    chat, number = handed_over(shop)
    sam = shop.staff()
    proposed(sam, number)
    sam.do(number, "propose", "We refund it.", "refund", "customer-service#5", "carrier", "0")
    with pytest.raises(Conflict) as refused:
        decide(chat, "accept", version=1)
    assert refused.value.code == "changed"
    assert decide(chat, "accept", version=2, id="decision-2")["step"] == "executing"


def test_the_word_on_the_result_closes_it_or_opens_it_again(any_shop: Shop) -> None:
    chat, number = handed_over(any_shop)
    sam = any_shop.staff()
    sam.solve(number)
    told = satisfied(chat, False, "It is not there.")
    assert (told["step"], told["asks"]) == ("proposing", None)
    sam.do(number, "answer", "Now it is.", "the page", "customer-service#2")
    told = satisfied(chat, True, "Lovely, card 4111 1111 1111 1111", id="word-2")
    assert (told["step"], told["asks"]) == ("closed", None)
    last = any_shop.events(number)[-1]
    assert last.text == "The shopper is satisfied with the result, as they told us in the chat."
    assert last.data["note"] == "Lovely, card •••• 1111"


def test_a_result_can_be_judged_in_the_chat_after_the_time_out(shop: Shop) -> None:
    chat, number = handed_over(shop)
    shop.staff().solve(number)
    shop.at = ny("2026-11-20 10:00")
    assert satisfied(chat, True)["step"] == "closed"
    assert shop.ticket(number).outcome == "satisfied"


def test_a_chat_decides_on_the_ticket_that_its_own_was_merged_into(shop: Shop) -> None:
    chat, merged = handed_over(shop)
    sam, survivor = shop.staff(), shop.form()
    sam.merge(merged, survivor)
    proposed(sam, survivor)
    assert decide(chat, "accept")["number"] == str(survivor)


@pytest.mark.parametrize("what", ["consent", "satisfaction"])
def test_what_the_ticket_does_not_ask_for_is_refused_in_words_for_shoppers(shop: Shop, what: str) -> None:
    chat, _ = handed_over(shop)
    with pytest.raises(Conflict) as refused:
        decide(chat, "accept") if what == "consent" else satisfied(chat, True)
    assert refused.value.message.endswith("This is how your ticket stands now.")


def test_a_chat_without_a_ticket_has_nothing_to_decide(shop: Shop) -> None:
    with pytest.raises(NotFound) as refused:
        decide(shop.chat(), "accept")
    assert refused.value.code == "no_ticket"
