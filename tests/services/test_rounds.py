"""What is done as time passes: clocks, also beside a ticket that is broken, and mail, also by two workers at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from assistant.core.conversations import Attachment
from assistant.core.errors import NotFound, Unavailable
from assistant.mailer import mailer
from assistant.services import chat, handoff, pictures, rounds
from assistant.services.desk import Desk, News, new_id
from assistant.services.handoff import Form
from assistant.services.once import Request
from assistant.services.tickets import act
from assistant.store.attachments import Picture
from assistant.store.outbox import Mail, NotNow, Refused
from assistant.store.tables import conversations, outbox, ticket_events, tickets
from tests.core.shop import ny
from tests.services.desk import Shop
from tests.support.mail import SmtpSink

RECEIVED = ny("2026-11-02 10:00")
AFTER_TARGET = ny("2026-11-04 18:00")
"""Every ticket received then is at risk."""


def test_a_ticket_that_cannot_be_loaded_holds_up_no_other(desk: Desk) -> None:
    first, broken, last = (file(desk, f"shopper{n}@shop.example") for n in range(3))
    break_ticket(desk, broken)
    told = Told()
    rounds.sweep(desk, AFTER_TARGET, told)
    assert told.at_risk() == [first, last]
    assert at_risk(desk) == {first, last}


def test_what_was_committed_is_told_even_if_the_database_then_goes_away(desk: Desk) -> None:
    first, _second = file(desk, "ann@shop.example"), file(desk, "ben@shop.example")
    told = Told()

    def go_away_after_the_first(news: Sequence[News]) -> None:
        told(news)
        desk.db.close()

    with pytest.raises(Unavailable):
        rounds.sweep(desk, AFTER_TARGET, go_away_after_the_first)
    assert told.at_risk() == [first]


def test_one_sweep_does_all_that_has_gathered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "TICKETS_AT_ONCE", 2)
    filed = {file(desk, f"shopper{n}@shop.example") for n in range(5)}
    rounds.sweep(desk, AFTER_TARGET, Told())
    assert at_risk(desk) == filed


def test_two_workers_and_a_slow_mail_server_send_every_mail_once(desk: Desk) -> None:
    for n in range(20):
        file(desk, f"shopper{n}@shop.example")
    watch, sent = Watch(), []

    def slowly(mail: Mail) -> None:
        sent.append(mail.recipient)
        if len(sent) == 10:  # three minutes after it began, another worker starts
            rounds.send_mail(desk.db, lambda other: sent.append(other.recipient), watch)
        watch.pass_(seconds=19)

    rounds.send_mail(desk.db, slowly, watch)
    assert sorted(sent) == sorted(f"shopper{n}@shop.example" for n in range(20))


def test_a_mail_whose_worker_died_is_sent_by_the_next(desk: Desk) -> None:
    file(desk, "ann@shop.example")
    watch, sent = Watch(), []

    def die(_mail: Mail) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rounds.send_next(desk.db, die, watch)
    rounds.send_mail(desk.db, lambda mail: sent.append(mail.recipient), watch)
    assert sent == []
    watch.pass_(seconds=rounds.LEASE.total_seconds() + 1)
    rounds.send_mail(desk.db, lambda mail: sent.append(mail.recipient), watch)
    assert sent == ["ann@shop.example"]


@pytest.mark.parametrize("failure", [Refused("550 no such mailbox"), NotNow("451 later")])
def test_a_late_failure_changes_nothing_about_a_mail_that_another_worker_has_sent(
    desk: Desk, failure: Exception
) -> None:
    file(desk, "ann@shop.example")
    watch, sent = Watch(), []

    def much_too_slowly(_mail: Mail) -> None:
        watch.pass_(seconds=rounds.LEASE.total_seconds() + 1)
        rounds.send_mail(desk.db, lambda mail: sent.append(mail.recipient), watch)
        raise failure

    rounds.send_mail(desk.db, much_too_slowly, watch)
    assert sent == ["ann@shop.example"]
    row = desk.db.read(lambda tx: tx.execute(select(outbox)).one())
    assert row.sent_at is not None
    assert (row.dead_at, row.next_attempt_at) == (None, None)


def test_mail_waits_for_a_server_that_turns_it_away_for_now(desk: Desk, smtp_sink: SmtpSink) -> None:
    file(desk, "ann@shop.example")
    watch, send = Watch(), real_mailer(smtp_sink)
    smtp_sink.fail_temporarily(1)
    rounds.send_mail(desk.db, send, watch)
    assert smtp_sink.deliveries == []
    watch.pass_(seconds=61)
    rounds.send_mail(desk.db, send, watch)
    assert len(smtp_sink.to("ann@shop.example")) == 1


def test_an_address_that_does_not_exist_becomes_a_visible_dead_letter(desk: Desk, smtp_sink: SmtpSink) -> None:
    file(desk, "nobody@shop.example")
    smtp_sink.refuse("nobody@shop.example")
    rounds.send_mail(desk.db, real_mailer(smtp_sink), Watch())
    row = desk.db.read(lambda tx: tx.execute(select(outbox)).one())
    assert row.dead_at is not None
    assert row.error.startswith("550")


def test_pictures_that_joined_no_ticket_are_kept_for_a_day(desk: Desk) -> None:
    conversation = chat.enter(desk, None, RECEIVED).conversation_id
    given, left = (pictures.keep(desk, conversation, picture(), RECEIVED).id for _ in range(2))
    fields = {"name": "Ann Lee", "email": "ann@shop.example", "details": "The pump leaks."}
    handoff.hand_off(desk, conversation, "request-0001", fields, (given,), RECEIVED)
    rounds.forget(desk.db, RECEIVED + timedelta(hours=23), 365)
    assert pictures.find(desk, left)
    rounds.forget(desk.db, RECEIVED + timedelta(hours=25), 365)
    assert pictures.find(desk, given)
    with pytest.raises(NotFound):
        pictures.find(desk, left)


def test_conversations_without_a_ticket_are_forgotten_in_the_end(desk: Desk) -> None:
    forgotten, kept = (chat.enter(desk, None, RECEIVED).conversation_id for _ in range(2))
    fields = {"name": "Ann Lee", "email": "ann@shop.example", "details": "The pump leaks."}
    handoff.hand_off(desk, kept, "request-0001", fields, (), RECEIVED)
    rounds.forget(desk.db, RECEIVED + timedelta(days=31), 30)
    found = desk.db.read(lambda tx: set(tx.execute(select(conversations.c.id)).scalars()))
    assert (forgotten in found, kept in found) == (False, True)


def test_requests_are_forgotten_a_month_after_their_ticket_closed(desk: Desk) -> None:
    shop = Shop(desk)
    closed, going_on, sam = shop.form(), shop.form(), shop.staff()
    for number in (closed, going_on):
        asked, at = Request(f"note-{number}", "the same"), shop.now()
        act(shop.desk, sam.user, number, lambda t, by, at, p: t.note("Hm.", by=by, at=at, policy=p), at, asked=asked)
    sam.close(closed)
    month = timedelta(days=30)
    rounds.forget(desk.db, shop.at + month - timedelta(minutes=5), 365)
    assert (sam.see(closed)["requests"], sam.see(going_on)["requests"]) == ([f"note-{closed}"], [f"note-{going_on}"])
    rounds.forget(desk.db, shop.at + month + timedelta(minutes=5), 365)
    assert (sam.see(closed)["requests"], sam.see(going_on)["requests"]) == ([], [f"note-{going_on}"])


class Told:
    """Takes the news of a sweep."""

    def __init__(self) -> None:
        self.news: list[News] = []

    def __call__(self, news: Sequence[News]) -> None:
        self.news += news

    def at_risk(self) -> list[int]:
        """The numbers of tickets offered as at risk, in order."""
        return [int(each.data["number"]) for each in self.news if each.event == "notice"]


class Watch:
    """A clock that goes on only when told to. It starts long after every ticket of these tests."""

    def __init__(self) -> None:
        self.at = AFTER_TARGET

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, *, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def picture() -> Picture:
    return Picture(Attachment(new_id(), "pump.png", 3, 1, 1), "", "image/png", b"png")


def real_mailer(sink: SmtpSink) -> rounds.Send:
    return mailer(sink.url, Path(), "support@shop.example", "Rosewater")


def file(desk: Desk, email: str, at: datetime = RECEIVED) -> int:
    """Sends the official form; the ticket's number."""
    fields = {"name": "Ann Lee", "email": email, "details": "Does the rose mist come in a larger bottle?"}
    return int(handoff.submit(desk, Form(f"form of {email} at {at}", fields), (), at).value["number"])


def break_ticket(desk: Desk, number: int) -> None:
    """As if a later version had written it: its shopper has a field we do not know."""
    body = {"shopper": {"name": "Ann", "faxes": ["1"]}}
    desk.db.write(lambda tx: tx.execute(update(tickets).where(tickets.c.number == number).values(body=body)))


def at_risk(desk: Desk) -> set[int]:
    found = select(ticket_events.c.ticket).where(ticket_events.c.kind == "at_risk")
    rows = desk.db.read(lambda tx: list(tx.execute(found).scalars()))
    assert len(rows) == len(set(rows))
    return set(rows)
