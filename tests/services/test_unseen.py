"""What the shopper did reaches whoever has to deal with it, and stands in the queue until somebody has."""

import pytest

from assistant.core.tickets import Unseen
from assistant.services import own_ticket, rounds
from assistant.services.desk import Desk
from tests.core.shop import ny
from tests.services.desk import Shop


@pytest.fixture
def shop(desk: Desk) -> Shop:
    return Shop(desk)


def rooms(shop: Shop) -> list[tuple[str, str]]:
    """Who was told what about shoppers, in order."""
    told = (each for each in shop.news if each.event == "notice" and each.data["kind"] == "shopper")
    return [(each.room, each.data["text"]) for each in told]


def test_a_declined_solution_is_told_to_who_holds_it_and_stands_in_the_queue(shop: Shop) -> None:
    number, sam = shop.form(), shop.staff()
    sam.do(number, "confirm", "We have it.")
    sam.do(number, "verify", "the order", "lost")
    sam.do(number, "propose", "We pay it back.", "refund", "customer-service#2", "nobody", "0")
    shop.done(own_ticket.consent(shop.desk, shop.token(number), "decline", 1, shop.now()))
    assert rooms(shop) == [(f"user:{sam.user.id}", f"Ticket {number}: the shopper declined the solution.")]
    assert dict(shop.news[-1].data) | {"at": None} == {
        "kind": "shopper",
        "what": "declined",
        "number": str(number),
        "text": f"Ticket {number}: the shopper declined the solution.",
        "at": None,
    }
    assert sam.see(number)["unseen"] == {"what": "declined", "at": shop.at.isoformat()}
    assert sam.do(number, "reply", "We look for another way.")["unseen"] is None


def test_what_nobody_holds_is_told_to_all_once_however_much_is_written(shop: Shop) -> None:
    number = shop.form()
    for _ in range(3):
        shop.write_on_page(number, "Where is it?")
    assert rooms(shop) == [("staff", f"Ticket {number}: the shopper wrote.")]


def test_of_a_chat_that_goes_on_the_first_line_is_marked_and_told_and_the_others_only_kept(shop: Shop) -> None:
    chat, sam = shop.chat(), shop.staff()
    number = chat.hand_off(details="Where is it?")
    sam.do(number, "confirm", "We have it.")
    chat.say("It was a parcel.")
    first = shop.ticket(number).unseen
    chat.say("A blue one.")
    assert first == shop.ticket(number).unseen == Unseen("wrote", shop.events(number)[-2].at)
    assert len(rooms(shop)) == 1
    sam.do(number, "reply", "Thank you.")
    chat.say("And heavy.")
    assert len(rooms(shop)) == 2


def test_who_cannot_be_reminded_by_mail_is_to_be_called(shop: Shop) -> None:
    number, sam = shop.form(email="", phone="+1 555 0100"), shop.staff()
    sam.do(number, "confirm", "We have it.")
    assert sam.see(number)["guidance"].endswith("by Mon 9 Nov, 17:00.")
    sam.do(number, "ask", "Which one?")
    assert sam.see(number)["guidance"].endswith("They left no e-mail address: call them.")
    rounds.sweep(shop.desk, ny("2026-11-05 18:00"), shop.news.extend)
    told = f"Ticket {number}: call the shopper: we are waiting for them, and they left no e-mail address."
    assert rooms(shop) == [(f"user:{sam.user.id}", told)]
    assert shop.ticket(number).unseen == Unseen("call", ny("2026-11-05 18:00"))
