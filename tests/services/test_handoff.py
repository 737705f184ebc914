"""From chat or form to a ticket: its kind, its topic, and what it is about."""

import pytest

from assistant.core.errors import Invalid
from assistant.services.desk import Desk
from tests.services.desk import Shop


@pytest.fixture
def shop(desk: Desk) -> Shop:
    return Shop(desk)


def test_form_and_chat_with_the_same_details_make_the_same_kind_of_ticket(shop: Shop) -> None:
    details = "my payment failed, the card was declined twice"
    chat = shop.ticket(shop.chat().hand_off(details=details))
    form = shop.ticket(shop.form(details))
    assert (chat.kind, chat.topic) == (form.kind, form.topic) == ("complex", "payments")


def test_small_talk_after_a_payment_failure_does_not_make_it_a_plain_question(shop: Shop) -> None:
    chat = shop.chat()
    for said in ("my payment failed", "ok thanks", "hello?"):
        chat.say(said)
    ticket = shop.ticket(chat.hand_off())
    assert (ticket.kind, ticket.topic) == ("complex", "payments")
    assert ticket.details == "my payment failed"


def test_a_plain_question_after_a_settled_payment_makes_a_plain_ticket(shop: Shop) -> None:
    chat = shop.chat()
    for said in ("my payment failed", "how long does shipping take to my home"):
        chat.say(said)
    assert shop.ticket(chat.hand_off(name="Ann")).kind == "general"


def test_details_default_to_what_was_typed_without_taps_and_small_talk(shop: Shop) -> None:
    chat = shop.chat()
    chat.say("hello")
    chat.say("qwer zxcv")
    chat.choose("person")
    assert shop.ticket(chat.hand_off()).details == "qwer zxcv"


def test_who_only_said_hello_is_handed_over_with_that(shop: Shop) -> None:
    chat = shop.chat()
    chat.say("hello")
    assert shop.ticket(chat.hand_off()).details == "hello"


def test_a_long_chat_is_handed_over_with_the_last_8000_characters(shop: Shop) -> None:
    chat = shop.chat()
    for n in range(6):
        chat.say(f"message {n} " + "about the rose mist " * 90)
    details = shop.ticket(chat.hand_off()).details
    assert 6000 < len(details) <= 8000
    assert details.startswith("message 2 ")
    assert "message 5 " in details


def test_a_second_handoff_is_about_what_was_said_since_the_first(shop: Shop) -> None:
    chat, sam = shop.chat(), shop.staff()
    chat.say("my payment failed")
    first = chat.hand_off()
    chat.say("it was a visa card")
    sam.close(first)
    chat.say("do you ship to canada")
    second = chat.hand_off()
    assert shop.ticket(first).details == "my payment failed"
    assert shop.ticket(second).details == "do you ship to canada"
    assert shop.ticket(second).kind == "general"
    assert [asked["text"] for asked in sam.see(second)["brief"]["asked"]] == ["do you ship to canada"]


def test_a_second_handoff_with_nothing_new_said_asks_what_it_is_about(shop: Shop) -> None:
    chat, sam = shop.chat(), shop.staff()
    chat.say("my payment failed")
    sam.close(chat.hand_off())
    with pytest.raises(Invalid) as refused:
        chat.hand_off()
    assert list(refused.value.fields) == ["details"]


def test_asking_again_gives_the_open_ticket_back_whatever_the_card_says(shop: Shop) -> None:
    chat = shop.chat()
    number = chat.hand_off(details="Where is my parcel?")
    assert chat.hand_off(name="", email="") == number


def test_a_handoff_sent_again_gives_its_own_ticket_back_even_after_the_next_one(shop: Shop) -> None:
    chat, sam = shop.chat(), shop.staff()
    first = chat.hand_off(id="sent twice", details="Where is my parcel?")
    sam.close(first)
    sam.close(chat.hand_off(details="And my refund?"))
    assert chat.hand_off(id="sent twice", details="Where is my parcel?") == first


def test_a_ticket_is_about_the_message_that_led_to_it_and_its_details_are_the_whole_chat(shop: Shop) -> None:
    chat, sam = shop.chat(), shop.staff()
    for said in ("qwer zxcv", "do you ship to canada", "my payment failed", "ok thanks"):
        chat.say(said)
    number = chat.hand_off()
    story = sam.see(number)
    assert (story["subject"], story["brief"]["about"]) == ("my payment failed", "my payment failed")
    assert story["brief"]["details"] == "qwer zxcv\ndo you ship to canada\nmy payment failed"


def test_details_that_were_typed_say_themselves_what_it_is_about(shop: Shop) -> None:
    chat, sam = shop.chat(), shop.staff()
    chat.say("my payment failed")
    story = sam.see(chat.hand_off(details="Hello!\n\nMy parcel is lost.\nIt was blue."))
    assert (story["subject"], story["brief"]["about"]) == ("My parcel is lost.", None)


def test_who_only_said_hello_is_listed_by_that(shop: Shop) -> None:
    assert shop.staff().see(shop.form("Hello"))["subject"] == "Hello"
