"""E-mails that could not be delivered: told once, seen by all, sent again to the right address or seen to by a person."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.core.errors import Conflict, Invalid, Malformed, NotFound
from assistant.mailer import mailer
from assistant.services import dead_letters, rounds
from assistant.services.desk import Desk
from assistant.store import outbox
from assistant.store.outbox import Mail, Refused
from tests.services.desk import Shop
from tests.services.test_rounds import break_ticket
from tests.support.mail import SmtpSink

WRONG, RIGHT = "ana@shoper.example", "ana@shopper.example"


@pytest.fixture
def shop(desk: Desk) -> Shop:
    return Shop(desk)


def send(shop: Shop, sink: SmtpSink) -> None:
    rounds.send_mail(shop.desk.db, mailer(sink.url, Path(), "support@shop.example", "Rosewater"), shop.now)


def refuse(shop: Shop) -> None:
    """Every mail that waits is refused."""

    def turn_away(mail: Mail) -> None:
        raise Refused(f"550 5.1.1 <{mail.recipient}>: no such mailbox")

    rounds.send_mail(shop.desk.db, turn_away, shop.now)
    shop.news += dead_letters.tell(shop.desk, shop.now())


def dead(shop: Shop) -> list[dict[str, Any]]:
    return list(dead_letters.page(shop.desk, "dead", None)["mails"])


def test_a_mail_that_died_is_told_once_on_its_ticket_without_the_address(shop: Shop) -> None:
    number, sam = shop.form(email=WRONG), shop.staff()
    sam.do(number, "claim")
    refuse(shop)
    shop.news += dead_letters.tell(shop.desk, shop.now())
    [event] = [event for event in shop.events(number) if event.kind == "mail_failed"]
    [mail] = dead(shop)
    assert (event.at.isoformat(), event.data) == (mail["dead_at"], {"mail": mail["id"], "kind": "receipt"})
    assert "@" not in event.text
    assert shop.notices("mail_failed") == [f"Ticket {number}: An e-mail did not reach the shopper."]
    [shown] = sam.see(number)["dead_mails"]
    assert (shown["recipient"], shown["error"]) == (WRONG, f"550 5.1.1 <{WRONG}>: no such mailbox")


def test_a_ticket_that_cannot_be_read_keeps_no_other_from_being_told(shop: Shop) -> None:
    broken, whole = shop.form(email="a@shoper.example"), shop.form(email="b@shoper.example")
    break_ticket(shop.desk, broken)
    refuse(shop)
    assert shop.kinds(whole)[-1] == "mail_failed"


def test_with_the_address_corrected_it_is_sent_again_and_arrives(shop: Shop, smtp_sink: SmtpSink) -> None:
    number, sam = shop.form(email=WRONG), shop.staff()
    smtp_sink.refuse(WRONG)
    send(shop, smtp_sink)
    [mail] = dead(shop)
    sam.do(number, "correct", {"email": RIGHT})
    waits = shop.done(dead_letters.retry(shop.desk, sam.user, mail["id"], shop.now()))
    assert (waits["recipient"], waits["dead_at"], waits["attempts"], waits["error"]) == (RIGHT, None, 0, None)
    send(shop, smtp_sink)
    assert len(smtp_sink.to(RIGHT)) == 1
    assert dead_letters.page(shop.desk, "dead", None)["counts"] == {"waiting": 0, "dead": 0}
    assert shop.kinds(number)[-2:] == ["corrected", "mail_sent_again"]


def test_a_mail_that_dies_again_is_told_again(shop: Shop) -> None:
    number, sam = shop.form(email=WRONG), shop.staff()
    refuse(shop)
    dead_letters.retry(shop.desk, sam.user, dead(shop)[0]["id"], shop.now())
    refuse(shop)
    assert shop.kinds(number).count("mail_failed") == 2


def test_who_has_called_instead_says_so_and_the_list_is_empty(shop: Shop) -> None:
    number, sam = shop.form(email=WRONG, phone="+1 555 0100"), shop.staff()
    refuse(shop)
    [mail] = dead(shop)
    with pytest.raises(Invalid):
        dead_letters.dismiss(shop.desk, sam.user, mail["id"], "  ", shop.now())
    dead_letters.dismiss(shop.desk, sam.user, mail["id"], "Told her on the phone.", shop.now())
    assert dead(shop) == [] and sam.see(number)["dead_mails"] == []
    last = shop.events(number)[-1]
    assert (last.kind, last.actor.name, last.data["note"]) == ("mail_dismissed", "Sam", "Told her on the phone.")


def test_what_is_not_dead_is_neither_sent_again_nor_dismissed(shop: Shop) -> None:
    shop.form()
    sam = shop.staff()
    [waits] = dead_letters.page(shop.desk, "waiting", None)["mails"]
    with pytest.raises(Conflict, match="does not wait for a person"):
        dead_letters.retry(shop.desk, sam.user, waits["id"], shop.now())
    with pytest.raises(Conflict, match="does not wait for a person"):
        dead_letters.dismiss(shop.desk, sam.user, waits["id"], "called", shop.now())
    with pytest.raises(NotFound):
        dead_letters.retry(shop.desk, sam.user, "nothing", shop.now())


def test_without_an_address_nothing_can_be_sent_again(shop: Shop) -> None:
    number, sam = shop.form(email=WRONG, phone="+1 555 0100"), shop.staff()
    refuse(shop)
    sam.do(number, "correct", {"email": ""})
    with pytest.raises(Conflict, match="no e-mail address"):
        dead_letters.retry(shop.desk, sam.user, dead(shop)[0]["id"], shop.now())


def test_what_still_waits_goes_to_the_corrected_address(shop: Shop) -> None:
    number = shop.form(email=WRONG)
    shop.staff().do(number, "correct", {"email": RIGHT})
    assert shop.mails("receipt") == [RIGHT]


def test_what_still_waits_of_a_merged_ticket_goes_to_the_corrected_address_too(shop: Shop) -> None:
    merged, survivor, sam = shop.form(email=WRONG), shop.form(email=WRONG), shop.staff()
    sam.merge(merged, survivor)
    sam.do(survivor, "correct", {"email": RIGHT})
    waiting = dead_letters.page(shop.desk, "waiting", None)["mails"]
    assert {(mail["ticket"], mail["recipient"]) for mail in waiting} >= {(str(merged), RIGHT), (str(survivor), RIGHT)}
    assert all(mail["recipient"] != WRONG for mail in waiting)


def test_a_mail_that_came_back_while_it_was_sent_stays_dead(shop: Shop) -> None:
    shop.form(email=WRONG)

    def send_and_hear_at_once(mail: Mail) -> None:
        assert shop.desk.db.write(lambda tx: outbox.mark_bounced(tx, mail.id, shop.now(), "Returned: 550"))

    rounds.send_mail(shop.desk.db, send_and_hear_at_once, shop.now)
    [mail] = dead(shop)
    assert (mail["error"], mail["attempts"]) == ("Returned: 550", 1)


def test_who_sent_it_before_has_no_say_once_it_is_sent_again(shop: Shop) -> None:
    number, sam = shop.form(email=WRONG), shop.staff()
    db, at = shop.desk.db, shop.now()
    before = db.write(lambda tx: outbox.claim(tx, at, at + rounds.LEASE))
    assert before
    db.write(lambda tx: outbox.mark_bounced(tx, before.id, at, "Returned: 550"))
    sam.do(number, "correct", {"email": RIGHT})
    dead_letters.retry(shop.desk, sam.user, before.id, shop.now())
    again = db.write(lambda tx: outbox.claim(tx, shop.now(), shop.now() + rounds.LEASE))
    assert again and (again.recipient, again.attempts) == (RIGHT, 1)
    db.write(lambda tx: outbox.mark_sent(tx, before, shop.now()))
    db.write(lambda tx: outbox.mark_dead(tx, before, shop.now(), "refused"))
    stored = db.read(lambda tx: outbox.find(tx, before.id))
    assert stored and (stored.sent_at, stored.dead_at) == (None, None)
    db.write(lambda tx: outbox.mark_sent(tx, again, shop.now()))
    stored = db.read(lambda tx: outbox.find(tx, before.id))
    assert stored and stored.sent_at == shop.at


def test_an_alarm_to_a_colleague_that_died_is_listed_and_no_matter_of_the_shopper(shop: Shop) -> None:
    number, lea = shop.form(), shop.staff("lead", "Lea")
    rounds.send_mail(shop.desk.db, lambda mail: None, shop.now)
    shop.at += timedelta(days=14)
    rounds.sweep(shop.desk, shop.at, lambda news: None)
    refuse(shop)
    assert {(mail["kind"], mail["recipient"]) for mail in dead(shop)} == {("breached", lea.user.email)}
    assert "mail_failed" not in shop.kinds(number)
    dead_letters.retry(shop.desk, lea.user, dead(shop)[0]["id"], shop.now())
    assert shop.mails("breached")[0] == lea.user.email


def test_the_mails_of_a_merged_ticket_are_the_survivors_matter(shop: Shop) -> None:
    merged, survivor = shop.form(email=WRONG), shop.form(email=RIGHT)
    lea = shop.staff("lead", "Lea")
    refuse(shop)
    lea.merge(merged, survivor)
    assert {mail["ticket"] for mail in lea.see(survivor)["dead_mails"]} == {str(merged), str(survivor)}
    [mail] = [mail for mail in dead(shop) if mail["ticket"] == str(merged)]
    again = shop.done(dead_letters.retry(shop.desk, lea.user, mail["id"], shop.now()))
    assert again["recipient"] == RIGHT
    assert shop.kinds(survivor)[-1] == "mail_sent_again"


def test_a_long_list_comes_page_by_page(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dead_letters, "PAGE", 2)
    numbers = [shop.form(email=f"ana{n}@shoper.example") for n in range(3)]
    refuse(shop)
    first = dead_letters.page(shop.desk, "dead", None)
    rest = dead_letters.page(shop.desk, "dead", first["next"])
    assert [mail["ticket"] for mail in (*first["mails"], *rest["mails"])] == [str(each) for each in reversed(numbers)]
    assert rest["next"] is None
    for cursor in ("x", "WyJhIl0", "bnVsbA"):
        with pytest.raises(Malformed):
            dead_letters.page(shop.desk, "dead", cursor)
    with pytest.raises(Invalid):
        dead_letters.page(shop.desk, "lost", None)
