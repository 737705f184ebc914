"""Whoever sends many inquiries in another person's name: they are held for review, and no receipt bothers that person."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from assistant.core.people import Role, User
from assistant.services import chat, handoff, tickets
from assistant.services.chat import Heard
from assistant.services.desk import Desk
from assistant.store.tables import outbox
from assistant.store.tickets import Filters
from tests.services.test_rounds import RECEIVED, file

SAM = User("sam", "sam@shop.test", "Sam", Role.AGENT)


@pytest.fixture
def careful(desk: Desk) -> Desk:
    """A desk that sends two receipts an hour to one address."""
    return replace(desk, receipts_an_hour=2)


def test_the_third_inquiry_within_an_hour_is_held_without_a_receipt(careful: Desk) -> None:
    first, second, third = (file(careful, "ann@shop.example", minutes(n)) for n in (0, 10, 20))
    assert held(careful) == [third]
    assert receipts(careful) == [first, second]


def test_other_addresses_are_served_as_ever(careful: Desk) -> None:
    for n in (0, 10, 20):
        file(careful, "ann@shop.example", minutes(n))
    ben = file(careful, "ben@shop.example", minutes(21))
    assert ben in receipts(careful)


def test_the_same_address_in_capitals_is_the_same(careful: Desk) -> None:
    for n, email in enumerate(("ann@shop.example", "Ann@shop.example", "ANN@shop.example")):
        file(careful, email, minutes(n))
    assert len(receipts(careful)) == 2


def test_an_hour_later_receipts_go_out_again(careful: Desk) -> None:
    for n in (0, 10, 20):
        file(careful, "ann@shop.example", minutes(n))
    later = file(careful, "ann@shop.example", minutes(71))
    assert later in receipts(careful)


def test_handing_over_chats_counts_as_the_form_does(careful: Desk) -> None:
    file(careful, "ann@shop.example", minutes(0))
    file(careful, "ann@shop.example", minutes(1))
    conversation = chat.enter(careful, None, minutes(2)).conversation_id
    chat.say(careful, conversation, Heard("message-0001", "where is my parcel"), minutes(2))
    fields = {"name": "Ann Lee", "email": "ann@shop.example"}
    done = handoff.hand_off(careful, conversation, "request-0001", fields, (), minutes(3))
    assert held(careful) == [int(done.value["number"])]


def test_the_agent_reads_why_it_is_held_and_can_accept_it(careful: Desk) -> None:
    third = [file(careful, "ann@shop.example", minutes(n)) for n in (0, 10, 20)][-1]
    shown = tickets.show(careful, SAM, third, minutes(30))
    assert shown["brief"]["reason"] == "Held, because many inquiries gave this e-mail address within an hour."
    tickets.act(careful, SAM, third, lambda t, by, at, policy: t.accept(by=by, at=at, policy=policy), minutes(30))
    assert held(careful) == []
    assert third in receipts(careful)


def test_without_a_limit_nothing_is_held(desk: Desk) -> None:
    for n in range(4):
        file(desk, "ann@shop.example", minutes(n))
    assert held(desk) == []


def minutes(n: int) -> datetime:
    return RECEIVED + timedelta(minutes=n)


def held(desk: Desk) -> list[int]:
    shown = tickets.page(desk, SAM, Filters(view="held"), None, 50)
    return [int(ticket["number"]) for ticket in shown["tickets"]]


def receipts(desk: Desk) -> list[int]:
    """The tickets whose receipt is in the outbox, in their order."""
    found = select(outbox.c.ticket).where(outbox.c.kind == "receipt").order_by(outbox.c.ticket)
    return desk.db.read(lambda tx: list(tx.execute(found).scalars()))
