"""Every letter says where a reply is read: on the ticket page. Nobody reads the mailbox it comes from."""

from datetime import timedelta

from sqlalchemy import select

from assistant.core.people import Role, User
from assistant.services import rounds, tickets
from assistant.services.desk import Desk
from assistant.store.tables import outbox
from tests.services.test_rounds import RECEIVED, Told, file

SAM = User("sam", "sam@shop.test", "Sam", Role.AGENT)


def test_from_receipt_to_closing_every_letter_asks_to_reply_on_the_ticket_page(desk: Desk) -> None:
    number, at = file(desk, "ann@shop.example"), RECEIVED + timedelta(hours=1)
    tickets.act(desk, SAM, number, lambda t, by, at, p: t.confirm("We have it.", by=by, at=at, policy=p), at)
    tickets.act(desk, SAM, number, lambda t, by, at, p: t.ask("Which size?", by=by, at=at, policy=p), at)
    for days in (3, 30):
        rounds.sweep(desk, at + timedelta(days=days), Told())
    letters = desk.db.read(lambda tx: list(tx.execute(select(outbox).order_by(outbox.c.created_at))))
    assert {letter.kind for letter in letters} == {"receipt", "confirmation", "question", "reminder", "notice"}
    for letter in letters:
        for body in (letter.text, letter.html):
            assert "http://shop.test/t/" in body
            assert "Please do not answer this e-mail: nobody reads that mailbox." in body
            assert "simply answer" not in body
