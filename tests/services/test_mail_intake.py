"""E-mails that come in: a reply does what a reply on the page does, once; nobody else's mail is taken for the shopper's."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import Engine, event, select

from assistant.core.errors import TooMany
from assistant.services import dead_letters, mail_intake, rounds
from assistant.services.desk import Desk
from assistant.services.mail_intake import Became
from assistant.store import received
from assistant.store.database import Database
from assistant.store.tables import outbox
from tests.core import small_shop
from tests.core.shop import ny
from tests.services.desk import Shop
from tests.services.letters import ANN, last_letter, mailed, reply_to


@pytest.fixture
def any_shop(desk: Desk) -> Shop:
    """On each kind of database."""
    return Shop(replace(desk, takes_mail=True))


@pytest.fixture
def shop(sqlite_url: str) -> Iterator[Shop]:
    """On SQLite alone, for what no database has a say in."""
    database = Database(sqlite_url)
    yield Shop(Desk(database, small_shop.knowledge, "http://shop.test", takes_mail=True))
    database.close()


def said(shop: Shop, number: int) -> list[str]:
    """What the shopper said."""
    return [message.text for message in shop.page(number).messages if message.author_kind == "shopper"][1:]


def picture(side: int = 100) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), "pink").save(out, "PNG")
    return out.getvalue()


class TestReplies:
    """A reply by e-mail is a reply on the ticket page."""

    def test_it_stands_in_the_conversation_and_ends_a_wait(self, any_shop: Shop) -> None:
        number, sam = any_shop.form(), any_shop.staff()
        sam.do(number, "ask", "Which size?")
        became = mailed(any_shop, reply_to(last_letter(any_shop, number), "The 30 ml.\r\n\r\n> Which size?"))
        assert became is Became.REPLY
        assert said(any_shop, number) == ["The 30 ml."]
        assert any_shop.ticket(number).waiting is None
        [wrote] = [event for event in any_shop.events(number) if event.kind == "wrote"]
        assert (wrote.text, wrote.data["through"]) == ("The shopper wrote by e-mail.", "mail")

    def test_agents_can_unfold_all_of_it_and_the_shopper_sees_what_they_wrote(self, shop: Shop) -> None:
        number, sam = shop.form(), shop.staff()
        mailed(shop, reply_to(last_letter(shop, number), "The 30 ml.\r\n\r\n> Which size?"))
        last = sam.see(number)["messages"][-1]
        assert (last["text"], last["whole"]) == ("The 30 ml.", "The 30 ml.\n\n> Which size?")
        assert "whole" not in [data for data in shop.news if data.event == "message"][-1].data

    def test_it_opens_a_closed_ticket_again(self, shop: Shop) -> None:
        number, sam = shop.form(), shop.staff()
        sam.close(number)
        mailed(shop, reply_to(last_letter(shop, number), "It leaks again."))
        assert shop.ticket(number).step == "proposing"

    def test_thanks_reopen_nothing_however_they_are_signed(self, shop: Shop) -> None:
        number, sam = shop.form(), shop.staff()
        sam.close(number)
        thanks = (
            "Thank you!\r\n\r\nSent from my iPhone\r\n\r\nOn 3 Nov 2026, at 10:00, Shop wrote:\r\n\r\n> It is done."
        )
        assert mailed(shop, reply_to(last_letter(shop, number), thanks)) is Became.REPLY
        assert shop.ticket(number).is_closed
        assert said(shop, number) == ["Thank you!"]

    def test_any_letter_of_the_ticket_can_be_answered_also_when_only_its_thread_is_named(self, shop: Shop) -> None:
        number, sam = shop.form(), shop.staff()
        receipt = last_letter(shop, number)
        sam.do(number, "reply", "Soon.")
        assert mailed(shop, reply_to(receipt, "First.", id="1")) is Became.REPLY
        assert mailed(shop, reply_to("", "Second.", id="2", References=f"{receipt} <x@y>")) is Became.REPLY
        assert said(shop, number) == ["First.", "Second."]

    def test_after_a_merger_the_survivor_gets_it(self, any_shop: Shop) -> None:
        merged, survivor = any_shop.form(), any_shop.form()
        letter = last_letter(any_shop, merged)
        any_shop.staff().merge(merged, survivor)
        raw = reply_to(letter, "Any news?")
        assert [mailed(any_shop, raw), mailed(any_shop, raw)] == [Became.REPLY, Became.REPLY]
        assert said(any_shop, survivor).count("Any news?") == 1

    def test_after_a_merger_of_two_addresses_both_are_the_shoppers(self, shop: Shop) -> None:
        merged, survivor = shop.form(email="ann@work.example"), shop.form()
        letter = last_letter(shop, merged)
        shop.staff("lead", "Lea").merge(merged, survivor)
        assert mailed(shop, reply_to(letter, "From work.", From="ann@work.example")) is Became.REPLY
        assert said(shop, survivor)[-1] == "From work."

    def test_the_same_address_may_be_written_in_other_letters(self, shop: Shop) -> None:
        number = shop.form()
        assert mailed(shop, reply_to(last_letter(shop, number), "Hi", From="ANN@Shopper.Example")) is Became.REPLY

    def test_pictures_come_along_without_marks_of_programs_and_what_is_not_taken_is_told(self, any_shop: Shop) -> None:
        number, sam = any_shop.form(), any_shop.staff()
        given = EmailMessage()
        given["From"], given["In-Reply-To"] = ANN, last_letter(any_shop, number)
        given.set_content("See the pictures.")
        for name, data in (("leak.png", picture()), ("logo.png", picture(16)), ("broken.png", b"no picture")):
            given.add_attachment(data, maintype="image", subtype="png", filename=name)
        given.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="invoice.pdf")
        assert mailed(any_shop, given.as_bytes()) is Became.REPLY
        [kept] = any_shop.page(number).pictures
        assert kept.name == "leak.png"
        told = sam.see(number)["messages"]
        assert told[-2]["attachments"][0]["id"] == kept.id
        assert "attachments that we do not take: broken.png, invoice.pdf" in told[-1]["text"]

    def test_a_mail_without_words_and_one_with_too_many_are_taken(self, shop: Shop) -> None:
        number = shop.form()
        mailed(shop, reply_to(last_letter(shop, number), "", id="1"))
        mailed(shop, reply_to(last_letter(shop, number), "word " * 3000, id="2"))
        nothing, much = said(shop, number)
        assert nothing == "(an e-mail without text)"
        assert len(much) <= 8000 and much.endswith("…")


class TestOnce:
    """Every mail is taken once."""

    def test_fetched_twice_it_is_stored_once_and_answered_alike(self, any_shop: Shop) -> None:
        number = any_shop.form()
        raw = reply_to(last_letter(any_shop, number), "Any news?")
        assert [mailed(any_shop, raw), mailed(any_shop, b"Received: from elsewhere\r\n" + raw)] == [Became.REPLY] * 2
        assert said(any_shop, number) == ["Any news?"]

    def test_two_workers_at_once_take_it_once(self, any_shop: Shop) -> None:
        number = any_shop.form()
        came = mail_intake.read(reply_to(last_letter(any_shop, number), "Any news?"), any_shop.desk.upload_bytes)
        with ThreadPoolExecutor(4) as workers:
            done = list(workers.map(lambda _: mail_intake.take(any_shop.desk, came, any_shop.at), range(4)))
        assert {each.value for each in done} == {Became.REPLY}
        assert said(any_shop, number) == ["Any news?"]
        assert any_shop.kinds(number).count("wrote") == 1

    def test_what_became_of_them_is_counted(self, any_shop: Shop) -> None:
        number = any_shop.form()
        mailed(any_shop, reply_to(last_letter(any_shop, number), "Any news?"))
        for id in ("2", "3"):
            mailed(any_shop, reply_to("<nothing@of.ours>", "Buy!", id=id))
        mailed(any_shop, reply_to(last_letter(any_shop, number), "Any news?"))
        assert any_shop.desk.db.read(received.counts) == {"reply": 1, "unmatched": 2}

    def test_a_mail_that_belongs_to_nothing_is_looked_up_before_anything_is_written_and_in_few_questions(
        self, shop: Shop
    ) -> None:
        many = " ".join(f"<{n}@x> <ticket-{n}-{n:032x}@x>" for n in range(1, 200))
        report = reply_to("", many, From="mailer-daemon@evil.example", Subject="failure", References=many)
        with asked_of_databases() as asked:
            assert mailed(shop, report) is Became.UNMATCHED
        looked_up = [each for each in asked if each.startswith(("SELECT outbox", "SELECT tickets"))]
        assert len(looked_up) == 3

    def test_a_ticket_takes_only_so_many_mails_in_an_hour(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(mail_intake, "MOST_AN_HOUR", 3)
        number = shop.form()
        letter = last_letter(shop, number)
        given = [{"From": "eve@x.example"}, {"Auto_Submitted": "auto-replied"}, {}, {}]
        raws = [reply_to(letter, "Hello", id=str(n), **headers) for n, headers in enumerate(given)]
        for raw in raws[:3]:
            mailed(shop, raw)
        with pytest.raises(TooMany):
            mailed(shop, raws[3])
        assert mailed(shop, raws[0]) is Became.NOTE
        shop.at += timedelta(hours=1)
        assert mailed(shop, raws[3]) is Became.REPLY


class TestStrangers:
    """Whoever is not the shopper speaks for nobody."""

    def test_another_address_makes_a_note_and_wakes_who_holds_it(self, shop: Shop) -> None:
        number, sam = shop.form(), shop.staff()
        sam.do(number, "ask", "Which size?")
        raw = reply_to(last_letter(shop, number), "The 30 ml. 4111 1111 1111 1111", From="ann@work.example")
        assert mailed(shop, raw) is Became.NOTE
        assert said(shop, number) == [] and shop.ticket(number).waiting is not None
        note = sam.see(number)["messages"][-1]
        assert note["author"] == {"kind": "note", "name": "The system"}
        assert note["text"] == (
            "E-mail from another address than the one of this inquiry (at work.example):\n\nThe 30 ml. •••• 1111"
        )
        assert shop.mails("somebody_wrote") == [sam.user.email]
        assert shop.notices("somebody_wrote") == [
            f"Ticket {number}: Somebody answered our e-mail from another address."
        ]

    def test_colleagues_hear_of_strangers_once_until_one_of_them_acts(self, shop: Shop) -> None:
        number, sam = shop.form(), shop.staff()
        sam.do(number, "claim")
        letter = last_letter(shop, number)
        for n in range(3):
            mailed(shop, reply_to(letter, f"Let me in {n}", id=str(n), From="eve@x.example"))
        assert len(shop.mails("somebody_wrote")) == len(shop.notices("somebody_wrote")) == 1
        assert shop.kinds(number).count("noted") == 3
        sam.do(number, "note", "Seen.")
        mailed(shop, reply_to(letter, "Still here", id="4", From="eve@x.example"))
        assert len(shop.mails("somebody_wrote")) == 2

    def test_of_a_stranger_neither_the_address_nor_more_than_a_page_stays_on_record(self, shop: Shop) -> None:
        number = shop.form()
        mailed(shop, reply_to(last_letter(shop, number), "word " * 5000, From="eve@x.example"))
        on_record = "".join(f"{event.text}{event.data}" for event in shop.events(number))
        assert "eve@" not in on_record and "(at x.example)" in on_record
        assert len(on_record) < 3000

    def test_who_knows_the_conversation_alone_opens_nothing(self, shop: Shop) -> None:
        number = shop.form()
        guessed = f"<ticket-{number}-{shop.ticket(number).conversation_id}@shop.test>"
        assert mailed(shop, reply_to(guessed, "Let me in")) is Became.UNMATCHED
        assert shop.ticket(number).conversation_id not in last_letter(shop, number)

    def test_on_a_ticket_nobody_holds_the_leads_hear_of_it(self, shop: Shop) -> None:
        number, lea = shop.form(), shop.staff("lead", "Lea")
        mailed(shop, reply_to(last_letter(shop, number), "Hello", From="eve@x.example"))
        assert shop.mails("somebody_wrote") == [lea.user.email]

    @pytest.mark.parametrize(
        "answers", ["", "<1@x>", "<ticket-{n}-@shop.test>", f"<ticket-{{n}}-{'0' * 32}@shop.test>"]
    )
    def test_a_number_alone_opens_nothing(self, shop: Shop, answers: str) -> None:
        number = shop.form()
        raw = reply_to(answers.format(n=number), "Let me in", Subject=f"Re: Your message [ticket {number}]")
        assert mailed(shop, raw) is Became.UNMATCHED
        assert shop.kinds(number) == ["received"]

    def test_an_alarm_that_a_colleague_answers_is_no_letter_to_the_shopper(self, shop: Shop) -> None:
        number, lea = shop.form(), shop.staff("lead", "Lea")
        shop.at += timedelta(days=14)
        rounds.sweep(shop.desk, shop.at, lambda news: None)
        alarm = select(outbox.c.message_id).where(outbox.c.kind == "breached").limit(1)
        message_id = shop.desk.db.read(lambda tx: tx.execute(alarm).scalar_one())
        assert mailed(shop, reply_to(message_id, "I see to it", From=lea.user.email)) is Became.UNMATCHED
        assert "noted" not in shop.kinds(number)

    def test_our_own_letter_that_comes_back_to_us_is_no_reply(self, shop: Shop) -> None:
        number, sam = shop.form(), shop.staff()
        receipt = last_letter(shop, number)
        sam.do(number, "reply", "Soon.")
        own = reply_to(receipt, "Soon.", Message_ID=last_letter(shop, number))
        assert mailed(shop, own) is Became.OURS
        assert said(shop, number) == []


class TestMachines:
    """Programs start nothing."""

    def test_out_of_office_is_on_record_and_nothing_else(self, shop: Shop) -> None:
        number, sam = shop.form(), shop.staff()
        sam.close(number)
        raw = reply_to(last_letter(shop, number), "I am away.", Auto_Submitted="auto-replied")
        assert [mailed(shop, raw), mailed(shop, raw)] == [Became.AUTOMATIC] * 2
        assert shop.ticket(number).is_closed and said(shop, number) == []
        assert shop.kinds(number)[-1] == "answered_by_machine"
        assert shop.kinds(number).count("answered_by_machine") == 1

    def test_an_automatic_reply_can_be_read_by_agents(self, shop: Shop) -> None:
        number, sam = shop.form(), shop.staff()
        mailed(shop, reply_to(last_letter(shop, number), "I am away. Call Ben.", Auto_Submitted="auto-replied"))
        assert sam.see(number)["messages"][-1]["text"] == "An automatic reply to our e-mail:\n\nI am away. Call Ben."

    def test_the_shoppers_own_words_are_a_reply_though_a_list_passed_them_on(self, shop: Shop) -> None:
        number = shop.form()
        letter = last_letter(shop, number)
        assert mailed(shop, reply_to(letter, "The blue one.", List_Id="<family.example>")) is Became.REPLY
        others = reply_to(letter, "Hi", id="2", From="eve@x.example", Precedence="list")
        assert mailed(shop, others) is Became.AUTOMATIC
        assert said(shop, number) == ["The blue one."]

    def test_a_shopper_may_be_called_postmaster(self, shop: Shop) -> None:
        number = shop.form(email="postmaster@ann.example")
        rounds.send_mail(shop.desk.db, lambda mail: None, shop.now)
        letter = last_letter(shop, number)
        raw = reply_to(letter, "Send it to 5 Elm Road", From="Ann <postmaster@ann.example>", Subject="Re: yours")
        assert mailed(shop, raw) is Became.REPLY
        assert said(shop, number) == ["Send it to 5 Elm Road"]
        elsewhere = reply_to(letter, "No such mailbox", id="2", From="postmaster@mx.example", Subject="Failure")
        assert mailed(shop, elsewhere) is Became.RETURNED

    def test_a_report_that_overtakes_the_note_that_it_was_sent_is_not_lost(self, any_shop: Shop) -> None:
        number, sam = any_shop.form(), any_shop.staff()
        report = returned(last_letter(any_shop, number))
        came_back: list[Became] = []
        rounds.send_mail(any_shop.desk.db, lambda mail: came_back.append(mailed(any_shop, report)), any_shop.now)
        assert came_back == [Became.RETURNED]
        assert [mail["error"] for mail in sam.see(number)["dead_mails"]] == ["Returned: 550 5.1.1 No such mailbox"]

    def test_control_characters_are_taken_the_same_by_both_databases(self, any_shop: Shop) -> None:
        number = any_shop.form()
        letter = last_letter(any_shop, number)
        assert mailed(any_shop, reply_to("<a\0b@x>", "x", id="a\0b")) is Became.UNMATCHED
        assert mailed(any_shop, reply_to(f"{letter} <q\0q@x>", "Hi\0", id="c\0d")) is Became.REPLY
        rounds.send_mail(any_shop.desk.db, lambda mail: None, any_shop.now)
        failed = reply_to(letter, "Message-ID: <z\0z@x>", id="e", From="mailer-daemon@x.example", Subject="No\0!")
        assert mailed(any_shop, failed) is Became.RETURNED

    def test_a_mail_that_comes_back_becomes_a_dead_letter_on_its_ticket(self, any_shop: Shop) -> None:
        number, sam = any_shop.form(), any_shop.staff()
        rounds.send_mail(any_shop.desk.db, lambda mail: None, any_shop.now)
        assert mailed(any_shop, returned(last_letter(any_shop, number))) is Became.RETURNED
        dead_letters.tell(any_shop.desk, any_shop.now())
        [mail] = sam.see(number)["dead_mails"]
        assert mail["error"] == "Returned: 550 5.1.1 No such mailbox"
        assert any_shop.kinds(number)[-1] == "mail_failed"

    def test_a_report_told_twice_or_after_it_was_sent_elsewhere_changes_nothing(self, shop: Shop) -> None:
        number, sam = shop.form(), shop.staff()
        rounds.send_mail(shop.desk.db, lambda mail: None, shop.now)
        report = returned(last_letter(shop, number))
        assert [mailed(shop, report), mailed(shop, report)] == [Became.RETURNED] * 2
        [mail] = sam.see(number)["dead_mails"]
        sam.do(number, "correct", {"email": "ann@home.example"})
        dead_letters.retry(shop.desk, sam.user, mail["id"], shop.now())
        rounds.send_mail(shop.desk.db, lambda mail: None, shop.now)
        mailed(shop, report)
        assert sam.see(number)["dead_mails"] == []

    def test_a_report_about_no_mail_of_ours_is_left_alone(self, shop: Shop) -> None:
        assert mailed(shop, returned("<nothing@of.ours>")) is Became.UNMATCHED

    def test_a_reply_long_after_the_follow_up_ran_out_still_lands(self, shop: Shop) -> None:
        number, sam = shop.form(), shop.staff()
        sam.solve(number)
        shop.at = ny("2026-12-20 10:00")
        assert mailed(shop, reply_to(last_letter(shop, number), "It broke after all.")) is Became.REPLY
        assert shop.ticket(number).step == "proposing"


@contextmanager
def asked_of_databases() -> Iterator[list[str]]:
    """Every statement."""
    asked: list[str] = []

    def hear(*told: Any) -> None:
        asked.append(told[2])

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def returned(message_id: str, to: str = ANN) -> bytes:
    """A delivery report for good."""
    return (
        "From: MAILER-DAEMON@mx.example\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {to}\r\nAction: failed\r\nDiagnostic-Code: smtp; 550 5.1.1 No such mailbox\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {message_id}\r\n\r\nThank you\r\n--b--\r\n"
    ).encode()
