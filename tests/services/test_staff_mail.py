"""Mail to the shop's own people when a promise is in danger: at risk to who holds it, broken to the leads."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Row, select

from assistant.core.people import Role, User
from assistant.services import handoff, rounds, tickets
from assistant.services.desk import Desk
from assistant.services.handoff import Form
from assistant.store import accounts
from assistant.store.tables import outbox
from tests.core.shop import ny
from tests.services.desk import Shop, Staff
from tests.services.test_rounds import RECEIVED, Told, file

SAM = User("sam", "sam@shop.test", "Sam", Role.AGENT)
KIM = User("kim", "kim@shop.test", "Kim", Role.AGENT)
LEA = User("lea", "lea@shop.test", "Lea", Role.LEAD)
LOU = User("lou", "lou@shop.test", "Lou", Role.LEAD)
EDI = User("edi", "edi@shop.test", "Edi", Role.EDITOR)

AT_RISK, BROKEN = ny("2026-11-04 18:00"), ny("2026-11-05 18:00")


def test_at_risk_reaches_who_holds_it_once_and_nobody_else(desk: Desk) -> None:
    employ(desk, SAM, KIM, LEA, EDI)
    claim(desk, file(desk, "ann@shop.example"), SAM)
    sweep(desk, AT_RISK, AT_RISK)
    assert alarms(desk) == [("at_risk", "sam@shop.test")]


def test_at_risk_and_held_by_nobody_is_offered_in_the_console_alone(desk: Desk) -> None:
    employ(desk, SAM, LEA)
    file(desk, "ann@shop.example")
    sweep(desk, AT_RISK)
    assert alarms(desk) == []


def test_a_broken_promise_reaches_every_lead_who_still_works_here(desk: Desk) -> None:
    employ(desk, SAM, LEA, LOU, EDI)
    desk.db.write(lambda tx: accounts.disable(tx, LOU.id, RECEIVED))
    claim(desk, file(desk, "ann@shop.example"), SAM)
    sweep(desk, BROKEN, BROKEN)
    assert [to for kind, to in alarms(desk) if kind == "breached"] == ["lea@shop.test"]


def test_what_was_broken_while_it_was_held_as_spam_reaches_the_leads_once_it_is_accepted(desk: Desk) -> None:
    shop = Shop(desk)
    employ(desk, SAM, LEA)
    number = shop.form(trapped="yes")
    sweep(desk, BROKEN)
    assert alarms(desk) == []
    shop.at = BROKEN
    Staff(shop, SAM).do(number, "accept")
    assert alarms(desk) == [("breached", "lea@shop.test")]
    assert shop.notices("breached") == [f"Ticket {number}: The confirmation promise is broken."]
    sweep(desk, BROKEN + timedelta(hours=2))
    assert alarms(desk) == [("breached", "lea@shop.test")]


def test_spam_that_is_discarded_after_its_limit_alarms_nobody_whether_it_was_swept_before_or_not(desk: Desk) -> None:
    shop = Shop(desk)
    employ(desk, SAM, LEA)
    swept, unswept = shop.form(trapped="yes"), shop.form(trapped="yes", email="b@shopper.example")
    shop.at = BROKEN
    Staff(shop, SAM).do(unswept, "discard", "spam")
    sweep(desk, BROKEN)
    Staff(shop, SAM).do(swept, "discard", "spam")
    assert alarms(desk) == []


def test_what_passed_while_nobody_looked_is_one_mail_to_each_with_no_past_date_as_one_to_come(desk: Desk) -> None:
    employ(desk, SAM, LEA, LOU)
    claim(desk, file(desk, "ann@shop.example"), SAM)
    sweep(desk, ny("2026-11-10 09:00"))
    assert sorted(alarms(desk)) == [
        ("at_risk", "sam@shop.test"),
        ("breached", "lea@shop.test"),
        ("breached", "lou@shop.test"),
    ]
    told = {mail.recipient: mail.text for mail in mails(desk)}
    assert "The confirmation of ticket 10001 was promised by Thu 5 Nov, 17:00 and has not" in told["lea@shop.test"]
    assert "The resolution of ticket 10001 was promised by Mon 9 Nov, 17:00 and has not" in told["lea@shop.test"]
    assert (
        "gone out by Wed 4 Nov, 17:00. It was promised by Thu 5 Nov, 17:00, and that has passed as well."
        in told["sam@shop.test"]
    )
    subjects = {mail.subject for mail in mails(desk) if mail.kind in ("at_risk", "breached")}
    assert subjects == {"Promise broken [ticket 10001]"}


def test_a_lead_who_holds_it_is_told_of_the_breach_alone_when_both_dates_have_passed(desk: Desk) -> None:
    employ(desk, LEA)
    claim(desk, file(desk, "ann@shop.example"), LEA)
    sweep(desk, BROKEN)
    (mail,) = [mail for mail in mails(desk) if mail.kind in ("at_risk", "breached")]
    assert mail.kind == "breached"
    assert (
        "The confirmation of ticket 10001 was promised by Thu 5 Nov, 17:00 and has not gone out in time." in mail.text
    )
    assert "should have gone out by Wed 4 Nov" not in mail.text


def test_a_promise_found_broken_by_an_agents_late_answer_reaches_the_leads_too(desk: Desk) -> None:
    employ(desk, SAM, LEA)
    number = file(desk, "ann@shop.example")
    confirm = lambda ticket, by, at, policy: ticket.confirm("We have it.", by=by, at=at, policy=policy)
    tickets.act(desk, SAM, number, confirm, BROKEN)
    assert ("breached", "lea@shop.test") in alarms(desk)


def test_what_may_be_spam_alarms_nobody(desk: Desk) -> None:
    employ(desk, SAM, LEA)
    fields = {"name": "Bot", "email": "bot@shop.example", "details": "Buy our watches."}
    handoff.submit(desk, Form("form-of-a-bot", fields, trapped=True), (), RECEIVED)
    sweep(desk, BROKEN)
    assert alarms(desk) == []


def test_the_mail_says_which_ticket_and_by_when_and_nothing_of_the_shopper(desk: Desk) -> None:
    employ(desk, SAM, LEA)
    number = file(desk, "ann@shop.example")
    claim(desk, number, SAM)
    sweep(desk, AT_RISK, BROKEN)
    at_risk, *_ = [mail for mail in mails(desk) if mail.kind == "at_risk"]
    (broken,) = [mail for mail in mails(desk) if mail.kind == "breached"]
    assert at_risk.subject == f"Promise at risk [ticket {number}]"
    assert f"The confirmation of ticket {number} should have gone out by Wed 4 Nov, 17:00." in at_risk.text
    assert "It is promised by Thu 5 Nov, 17:00." in at_risk.text
    assert broken.subject == f"Promise broken [ticket {number}]"
    assert "was promised by Thu 5 Nov, 17:00 and has not gone out in time" in broken.text
    assert "You hold it." in at_risk.text and "Sam holds the ticket." in broken.text
    for mail in (at_risk, broken):
        for body in (mail.text, mail.html):
            assert f"http://shop.test/console/tickets/{number}" in body
            assert body.count("Times are New York time.") == 1
            for hidden in ("Ann", "Lee", "ann@", "rose mist", "/t/"):
                assert hidden not in body


def employ(desk: Desk, *users: User) -> None:
    for user in users:
        desk.db.write(partial(accounts.add_user, user=user, password_hash="none", at=RECEIVED))


def claim(desk: Desk, number: int, user: User) -> None:
    """Take it and do something with it, so that it stays theirs."""
    note = lambda ticket, by, at, policy: ticket.note("I look into it.", by=by, at=at, policy=policy)
    tickets.act(desk, user, number, lambda ticket, by, at, policy: ticket.claim(by=by, at=at, policy=policy), RECEIVED)
    tickets.act(desk, user, number, note, RECEIVED)


def sweep(desk: Desk, *moments: datetime) -> None:
    for at in moments:
        rounds.sweep(desk, at, Told())


def mails(desk: Desk) -> list[Row[Any]]:
    return desk.db.read(lambda tx: list(tx.execute(select(outbox).order_by(outbox.c.created_at, outbox.c.id))))


def alarms(desk: Desk) -> list[tuple[str, str]]:
    return [(mail.kind, mail.recipient) for mail in mails(desk) if mail.kind in ("at_risk", "breached")]
