"""Who answers in a chat: the assistant, the queue or an agent, whatever happens at the same moment."""

from typing import Any

import pytest

from assistant.core import dialogue
from assistant.services.desk import Desk
from tests.services.desk import Shop


@pytest.fixture
def shop(desk: Desk) -> Shop:
    return Shop(desk)


def while_the_assistant_thinks(monkeypatch: pytest.MonkeyPatch, deed: Any) -> None:
    """Once: after the message was looked at and before anything is stored."""
    respond, deeds = dialogue.respond, [deed]

    def slowly(*given: Any) -> Any:
        if deeds:
            deeds.pop()()
        return respond(*given)

    monkeypatch.setattr(dialogue, "respond", slowly)


def test_an_agent_who_claims_while_the_assistant_thinks_is_not_talked_over(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat, sam = shop.chat(), shop.staff()
    number = chat.hand_off(details="Where is my parcel?")
    while_the_assistant_thinks(monkeypatch, lambda: sam.do(number, "claim"))
    assert chat.say("how long do i have to return something") == []
    assert shop.kinds(number)[-2:] == ["claimed", "wrote"]


def test_a_message_that_crosses_the_closing_is_answered_by_the_assistant(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat, sam = shop.chat(), shop.staff()
    number = chat.hand_off(details="Where is my parcel?")
    while_the_assistant_thinks(monkeypatch, lambda: sam.do(number, "discard", "test"))
    assert chat.say("what does delivery cost") == ["The shop has not said what it costs."]
    assert shop.kinds(number)[-1] == "discarded"


def test_a_message_that_crosses_a_merger_reaches_the_survivor(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    chat, sam = shop.chat(), shop.staff()
    number, survivor = chat.hand_off(details="Where is my parcel?"), shop.form("Where is my parcel?")
    while_the_assistant_thinks(monkeypatch, lambda: sam.merge(number, survivor))
    chat.say("it was the rose mist")
    assert shop.kinds(survivor)[-1] == "wrote"


def test_the_first_of_two_tickets_hears_the_chat_when_it_alone_is_reopened(shop: Shop) -> None:
    chat, sam = shop.chat(), shop.staff()
    first = chat.hand_off(details="Where is my parcel?")
    sam.close(first)
    second = chat.hand_off(details="And my refund?")
    sam.close(second)
    shop.write_on_page(first, "The parcel is still not here.")
    assert chat.stands() == ("agent", "Sam", first)
    chat.say("i live in boston")
    assert shop.kinds(first)[-1] == "wrote"


def test_the_chat_belongs_to_its_newest_open_ticket_and_falls_back_to_the_older_one(shop: Shop) -> None:
    chat, sam, kim = shop.chat(), shop.staff(), shop.staff(name="Kim")
    first = chat.hand_off(details="Where is my parcel?")
    sam.close(first)
    second = chat.hand_off(details="And my refund?")
    kim.do(second, "claim")
    shop.write_on_page(first, "The parcel is still not here.")
    assert chat.stands() == ("agent", "Kim", second)
    kim.close(second)
    assert chat.stands() == ("agent", "Sam", first)
    sam.close(first)
    assert chat.stands() == ("assistant", None, first)
