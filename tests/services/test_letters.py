"""E-mails as they leave: who they are to, what their headers say, and that nothing else gets into them."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from assistant.core.people import Role, User
from assistant.mailer import as_message, mailer
from assistant.services import handoff, tickets
from assistant.services.desk import Desk
from assistant.services.handoff import Form
from assistant.store import outbox
from assistant.store.outbox import Mail, Refused
from tests.support.mail import SmtpSink
from tests.support.processes import free_port

AT, LATER = datetime(2026, 11, 2, 15, tzinfo=UTC), datetime(2026, 11, 2, 16, tzinfo=UTC)
ANN = User("a1", "ann@shop.test", "Ann", Role.AGENT)


def letter_to(recipient: str, text: str = "Good day") -> Mail:
    return Mail("1", "receipt", recipient, "We have your message", text, "<p>x</p>", "<1@shop.test>", None, AT)


def written(mail: Mail) -> EmailMessage:
    raw = as_message(mail, "support@shop.test", "Dewfern").as_bytes()
    return message_from_bytes(raw, policy=policy.default)


def letters(desk: Desk) -> list[Mail]:
    """All that waits in the outbox."""
    found = []
    while mail := desk.db.write(lambda tx: outbox.claim(tx, datetime.now(UTC), datetime(2099, 1, 1, tzinfo=UTC))):
        found.append(mail)
    return found


def test_every_letter_of_a_ticket_is_in_one_thread_and_has_an_id_of_its_own(desk: Desk) -> None:
    form = Form("form-0001", {"name": "Zoë Ünal", "email": "zoe@example.com", "details": "My cart is empty."})
    number = int(handoff.submit(desk, form, (), AT).value["number"])
    tickets.act(desk, ANN, number, lambda ticket, by, at, p: ticket.reply("Soon.", by=by, at=at, policy=p), LATER)
    receipt, reply = letters(desk)
    assert receipt.message_id != reply.message_id
    assert written(receipt)["References"] == written(reply)["In-Reply-To"] == receipt.thread_id
    assert (written(receipt)["Auto-Submitted"], written(reply)["Auto-Submitted"]) == ("auto-generated", "no")
    assert "Zoë Ünal" in receipt.text
    assert f"[ticket {number}]" in reply.subject and "http://shop.test/t/" in reply.text


def test_what_an_agent_writes_may_be_markdown_and_what_the_program_repeats_is_plain(desk: Desk) -> None:
    name = "*Zoe* [x](mailto:eve@example.com)"
    form = Form("form-0001", {"name": name, "email": "zoe@example.com", "details": "My cart is empty."})
    number = int(handoff.submit(desk, form, (), AT).value["number"])
    tickets.act(desk, ANN, number, lambda ticket, by, at, p: ticket.reply("*Soon*", by=by, at=at, policy=p), LATER)
    receipt, reply = letters(desk)
    assert name in receipt.html and "<em>" not in receipt.html
    assert "<em>Soon</em>" in reply.html


def test_no_line_break_gets_into_a_header() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        as_message(letter_to("a@b.de\r\nBcc: c@d.de"), "support@shop.test", "Dewfern")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("ann@example.com", "ann@example.com"),
        ("ann@münchen.example", "ann@xn--mnchen-3ya.example"),
        ("ünï@example.com", "ünï@example.com"),
    ],
)
def test_letters_are_addressed_as_mail_servers_know_the_name(address: str, told: str) -> None:
    assert written(letter_to(address))["To"] == told


def test_letters_with_other_letters_in_the_name_are_written_and_sent(tmp_path: Path, smtp_sink: SmtpSink) -> None:
    mailer("", tmp_path, "support@shop.test", "Dewfern")(letter_to("ünï@example.com", "Grüße"))
    [path] = tmp_path.glob("*.eml")
    assert "ünï@example.com" in path.read_text()
    send = mailer(smtp_sink.url, tmp_path, "support@shop.test", "Dewfern")
    send(letter_to("ann@münchen.example", "Grüße"))
    send(letter_to("ünï@example.com"))
    assert [each.recipients for each in smtp_sink.wait_for(2)] == [
        ("ann@xn--mnchen-3ya.example",),
        ("ünï@example.com",),
    ]


def test_a_server_that_takes_no_such_letters_refuses_for_good_and_is_not_tried_for_hours() -> None:
    plain = Controller(SmtpSink(), hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=False)
    plain.start()
    try:
        send = mailer(f"smtp://127.0.0.1:{plain.port}", Path("nowhere"), "support@shop.test", "Dewfern")
        with pytest.raises(Refused, match="no address with such letters"):
            send(letter_to("ünï@example.com"))
    finally:
        plain.stop()


def test_a_person_of_the_shop_is_named_under_their_own_words_only(desk: Desk) -> None:
    form = Form("form-0001", {"name": "Zoe", "email": "zoe@example.com", "details": "My cart is empty."})
    number = int(handoff.submit(desk, form, (), AT).value["number"])
    tickets.act(desk, ANN, number, lambda ticket, by, at, p: ticket.reply("Soon.", by=by, at=at, policy=p), LATER)
    receipt, reply = letters(desk)
    assert "\nAnn\n" not in receipt.text and "\nAnn\n" in reply.text
