"""What a shopper can do on the page of their ticket."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.core.policy import Peak
from assistant.services import own_ticket
from assistant.services.desk import Desk
from tests.core.shop import ny
from tests.services.desk import Shop, Staff


@pytest.fixture
def shop(desk: Desk) -> Shop:
    return Shop(desk)


def proposed(sam: Staff, number: int) -> None:
    sam.do(number, "confirm", "We have your question.")
    sam.do(number, "verify", "order A-17", "lost")
    sam.do(number, "propose", "We send it again.", "redelivery", "customer-service#5", "shop", "0")


def test_the_buttons_of_an_open_consent_stay_after_the_shopper_has_written(shop: Shop) -> None:
    number = shop.form()
    proposed(shop.staff(), number)
    shop.write_on_page(number, "When would it arrive?")
    assert shop.ticket(number).waiting is None
    assert shop.page(number).asks_consent
    shop.done(own_ticket.consent(shop.desk, shop.token(number), "accept", 1, shop.now()))
    assert not shop.page(number).asks_consent


def test_a_late_word_on_the_result_is_asked_for_after_the_time_out(shop: Shop) -> None:
    number = shop.form()
    assert not shop.page(number).asks_satisfaction
    shop.staff().solve(number)
    assert shop.page(number).asks_satisfaction
    shop.at = ny("2026-11-20 10:00")
    shop.done(own_ticket.satisfaction(shop.desk, shop.token(number), True, "", shop.now()))
    assert shop.ticket(number).outcome == "satisfied"
    assert "unconfirmed" in [event.data.get("outcome") for event in shop.events(number)]
    assert not shop.page(number).asks_satisfaction


def test_a_ticket_closed_by_time_out_still_asks(shop: Shop) -> None:
    number, sam = shop.form(), shop.staff()
    sam.solve(number)
    shop.at = ny("2026-11-20 10:00")
    sam.do(number, "note", "no word")
    assert shop.ticket(number).outcome == "unconfirmed"
    assert shop.page(number).asks_satisfaction


def test_the_page_shows_the_peak_the_ticket_was_received_in_and_not_todays(shop: Shop) -> None:
    calm = shop.form()
    sale = Peak("Sale", date(2026, 11, 2), date(2026, 11, 2), 2, "It is our busiest time of the year.")
    policy = replace(shop.desk.knowledge().policy, peaks=(sale,))
    known = replace(shop.desk.knowledge(), policy=policy)
    shop.desk = replace(shop.desk, knowledge=lambda: known)
    busy = shop.form("Is the pump broken, or is it me?")
    assert shop.page(calm).notice is None
    assert shop.page(busy).notice == "It is our busiest time of the year."


def test_a_clock_that_is_set_back_does_not_shuffle_a_chat(shop: Shop) -> None:
    chat, sam = shop.chat(), shop.staff()
    number = chat.hand_off(details="Where is my parcel?")
    sam.do(number, "claim")
    chat.say("first")
    sam.do(number, "note", "a note")
    shop.at = ny("2026-11-02 09:00")
    chat.say("second")
    shop.at = ny("2026-11-02 12:00")
    chat.say("third")
    assert [each.text for each in shop.page(number).messages][-3:] == ["first", "second", "third"]
    told = [message["text"] for message in sam.see(number)["messages"]]
    assert told[-4:] in (["first", "a note", "second", "third"], ["first", "second", "a note", "third"])
