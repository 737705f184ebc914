"""What staff leave behind, and what they may cite."""

from threading import Event

import pytest

from assistant.core.errors import Invalid
from assistant.services.desk import Desk
from assistant.worker import Worker
from tests.services.desk import Shop


@pytest.fixture
def shop(desk: Desk) -> Shop:
    return Shop(desk)


def test_the_tickets_of_a_disabled_account_go_back_into_the_queue(shop: Shop) -> None:
    chat, sam, kim = shop.chat(), shop.staff(), shop.staff(name="Kim")
    number, done, hers = chat.hand_off(details="Where is my parcel?"), shop.form(), shop.form()
    sam.do(number, "claim")
    sam.close(done)
    kim.do(hers, "claim")
    sam.disable()
    sweep(shop)
    assert chat.stands() == ("queue", None, number)
    released = shop.events(number)[-1]
    assert (released.kind, released.actor.kind) == ("released", "system")
    assert released.text == "Back in the queue, since Sam's account is closed."
    assert int(kim.take_next()["number"]) == number
    assert [shop.ticket(each).assignee.name for each in (done, hers)] == ["Sam", "Kim"]  # type: ignore[union-attr]
    sweep(shop)
    assert shop.kinds(number).count("released") == 1


def sweep(shop: Shop) -> None:
    """A pass of the worker."""
    Worker(shop.desk, lambda mail: None, shop.news.extend, shop.now, 15, 30).sweep(Event())


@pytest.mark.parametrize("section", ["customer-service#99", "no-such-policy#2"])
def test_a_section_that_is_not_in_our_policies_is_refused(shop: Shop, section: str) -> None:
    number, sam = shop.form(), shop.staff()
    with pytest.raises(Invalid) as refused:
        sam.do(number, "answer", "You find it under Orders.", "the page", section)
    assert list(refused.value.fields) == ["section"]
    assert shop.kinds(number) == ["received"]
    sam.do(number, "answer", "You find it under Orders.", "the page", "customer-service#5")
