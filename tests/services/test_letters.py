"""E-mails as they leave: who they are to, what their headers say, and that nothing else gets into them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from assistant.core.mail import read_mail
from assistant.core.people import Role, User
from assistant.core.policy import Policy
from assistant.core.tickets import Person, Ticket
from assistant.mailer import as_message, flowed, mailer
from assistant.services import handoff, rounds, tickets
from assistant.services.desk import Desk
from assistant.services.handoff import Form
from assistant.store import outbox
from assistant.store.outbox import Mail, Refused
from tests.services.desk import knowledge
from tests.support.mail import SmtpSink
from tests.support.processes import free_port

AT, LATER = datetime(2026, 11, 2, 15, tzinfo=UTC), datetime(2026, 11, 2, 16, tzinfo=UTC)
EVEN_LATER = datetime(2026, 11, 2, 17, tzinfo=UTC)
SOME_DAY = datetime(2098, 1, 1, tzinfo=UTC)
"""Every mail is due then."""
SECTION = "customer-service#5"
ANN = User("a1", "ann@shop.test", "Ann", Role.AGENT)


def letter_to(recipient: str, text: str = "Good day") -> Mail:
    return Mail("1", "receipt", recipient, "We have your message", text, "<p>x</p>", "<1@shop.test>", None, AT)


def written(mail: Mail) -> EmailMessage:
    raw = as_message(mail, "support@shop.test", "Dewfern").as_bytes()
    return message_from_bytes(raw, policy=policy.default)


def letters(desk: Desk) -> list[Mail]:
    """All that waits in the outbox."""
    found = []
    while mail := desk.db.write(lambda tx: outbox.claim(tx, SOME_DAY, SOME_DAY + timedelta(days=1))):
        found.append(mail)
    return found


def test_the_letters_of_a_ticket_are_one_thread_and_each_names_those_before_it(desk: Desk) -> None:
    form = Form("form-0001", {"name": "Zoë Ünal", "email": "zoe@example.com", "details": "My cart is empty."})
    number = int(handoff.submit(desk, form, (), AT).value["number"])
    tickets.act(desk, ANN, number, lambda t, by, at, p: t.reply("Soon.", by=by, at=at, policy=p), LATER)
    tickets.act(desk, ANN, number, lambda t, by, at, p: t.reply("Today.", by=by, at=at, policy=p), EVEN_LATER)
    receipt, first, second = letters(desk)
    assert receipt.message_id == receipt.thread_id
    assert (written(receipt)["In-Reply-To"], written(receipt)["References"]) == (None, None)
    assert written(first)["References"] == written(first)["In-Reply-To"] == receipt.message_id
    assert written(second)["In-Reply-To"] == first.message_id
    assert written(second)["References"] == f"{receipt.message_id} {first.message_id}"
    # some mail programs go by the subject
    assert receipt.subject == f"Your message to Small Shop [ticket {number}]"
    assert {first.subject, second.subject} == {f"Re: {receipt.subject}"}


def test_what_the_program_wrote_says_so_to_programs_that_answer_by_themselves(desk: Desk) -> None:
    form = Form("form-0001", {"name": "Zoë Ünal", "email": "zoe@example.com", "details": "My cart is empty."})
    number = int(handoff.submit(desk, form, (), AT).value["number"])
    tickets.act(desk, ANN, number, lambda ticket, by, at, p: ticket.reply("Soon.", by=by, at=at, policy=p), LATER)
    receipt, reply = letters(desk)
    assert (written(receipt)["Auto-Submitted"], written(reply)["Auto-Submitted"]) == ("auto-generated", None)
    assert written(receipt)["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert written(receipt)["Date"].datetime == AT
    assert "Zoë Ünal" in receipt.text and "http://shop.test/t/" in reply.text


def test_every_letter_says_the_stage_what_comes_next_and_all_that_is_promised(desk: Desk) -> None:
    form = Form("form-0001", {"name": "Zoe", "email": "zoe@example.com", "details": "My cart is empty."})
    number = int(handoff.submit(desk, form, (), AT).value["number"])
    tickets.act(desk, ANN, number, lambda t, by, at, p: t.reply("Soon.", by=by, at=at, policy=p), LATER)
    tickets.act(desk, ANN, number, lambda t, by, at, p: t.ask("Which one?", by=by, at=at, policy=p), EVEN_LATER)
    receipt, reply, question = letters(desk)
    for body in (receipt.text, receipt.html):
        assert f"Ticket {number}: Received" in body
        assert "One of us will review your inquiry and confirm it to you by Thu 5 Nov, 17:00." in body
        assert "We will solve it and reply completely by Mon 9 Nov, 17:00." in body
    for body in (reply.text, reply.html):
        assert "One of us will review your inquiry and confirm it to you by Thu 5 Nov, 17:00." in body
        assert "What else we have promised" in body
        assert "Your inquiry is solved: by Mon 9 Nov, 17:00" in body
    for body in (question.text, question.html):
        assert f"Ticket {number}: Waiting for your answer" in body
        assert "What we have promised" in body
        assert "A person confirms your message: by Thu 5 Nov, 17:00" in body
        assert "Your inquiry is solved: has stood still since Mon 2 Nov, 12:00, while it is your turn" in body


def test_no_date_stands_twice_in_a_mail_and_each_names_the_place_of_its_times_once(desk: Desk) -> None:
    form = Form("form-0001", {"name": "Zoe", "email": "zoe@example.com", "details": "My cart is empty."})
    number = int(handoff.submit(desk, form, (), AT).value["number"])
    tickets.act(desk, ANN, number, lambda t, by, at, p: t.reply("Soon.", by=by, at=at, policy=p), LATER)
    for mail in letters(desk):
        for body in (mail.text, mail.html):
            assert body.count("Thu 5 Nov, 17:00") == body.count("Mon 9 Nov, 17:00") == 1
            assert body.count("Times are New York time.") == 1


def test_what_is_late_is_said_once_with_an_apology(desk: Desk) -> None:
    form = Form("form-0001", {"name": "Zoe", "email": "zoe@example.com", "details": "My cart is empty."})
    number = int(handoff.submit(desk, form, (), AT).value["number"])
    late, later = datetime(2026, 11, 6, 15, tzinfo=UTC), datetime(2026, 11, 6, 16, tzinfo=UTC)
    tickets.act(desk, ANN, number, lambda t, by, at, p: t.reply("Soon.", by=by, at=at, policy=p), late)
    tickets.act(desk, ANN, number, lambda t, by, at, p: t.ask("Which one?", by=by, at=at, policy=p), later)
    _, reply, question = letters(desk)
    assert "We are sorry: we promised to confirm your inquiry by Thu 5 Nov, 17:00 and are late." in reply.text
    assert "A person confirms your message: late, promised by Thu 5 Nov, 17:00" in question.text
    for mail in (reply, question):
        assert mail.text.count("Thu 5 Nov, 17:00") == 1
        assert mail.text.lower().count("sorry") == 1


def test_a_reminder_and_the_word_that_a_ticket_is_closed_say_it_once(desk: Desk) -> None:
    form = Form("form-0001", {"name": "Zoe", "email": "zoe@example.com", "details": "My cart is empty."})
    number = int(handoff.submit(desk, form, (), AT).value["number"])
    tickets.act(desk, ANN, number, lambda t, by, at, p: t.ask("Which one?", by=by, at=at, policy=p), LATER)
    for at in (datetime(2026, 11, 6, 15, tzinfo=UTC), datetime(2026, 11, 30, 15, tzinfo=UTC)):
        rounds.sweep(desk, at, lambda _news: None)
    _, _, reminder, closed = letters(desk)
    assert reminder.text.count("we will close your inquiry") == 1
    assert reminder.text.count("Wed 11 Nov, 17:00") == 1
    assert "open it again on its page" in closed.text and "This inquiry is closed" not in closed.text


def test_the_mail_that_asks_for_consent_says_the_cost_and_that_a_link_decides_nothing(desk: Desk) -> None:
    form = Form("form-0001", {"name": "Zoe", "email": "zoe@example.com", "details": "My cart is empty."})
    number = int(handoff.submit(desk, form, (), AT).value["number"])

    def propose(ticket: Ticket, by: Person, at: datetime, policy: Policy) -> None:
        ticket.confirm("We have it.", by=by, at=at, policy=policy)
        ticket.verify("order", "lost", by=by, at=at, policy=policy)
        ticket.propose("Again?", "redelivery", SECTION, "carrier", "USD 3", by=by, at=at, policy=policy)

    tickets.act(replace(desk, knowledge=knowledge), ANN, number, propose, LATER)
    solution = letters(desk)[-1]
    for body in (solution.text, solution.html.replace("&#39;", "'")):
        assert "Waiting for your decision" in body
        assert "It costs you USD 3. You decide with a button on your ticket's page;" in body
        assert "just opening the link does not count as a yes" in body


def test_where_replies_are_read_letters_ask_for_them(desk: Desk) -> None:
    form = Form("form-0001", {"name": "Zoe", "email": "zoe@example.com", "details": "My cart is empty."})
    handoff.submit(replace(desk, takes_mail=True), form, (), AT)
    [receipt] = letters(desk)
    for body in (receipt.text, receipt.html.replace("’", "'")):
        assert "Just reply to this e-mail, or use your ticket's page" in body
        assert "do not answer" not in body
    with_replies = as_message(receipt, "support@shop.test", "Dewfern", takes_replies=True)
    assert (with_replies["Reply-To"], written(receipt)["Reply-To"]) == ("support@shop.test", None)


def test_plain_text_is_wrapped_so_that_programs_can_put_it_together_again() -> None:
    link = "http://shop.test/t/" + "x" * 80
    text = f"From here on {'word ' * 20}end.\n> {'quoted ' * 15}end.\n\n{link}\n  - an item\n"
    lines = flowed(text).split("\n")
    assert all(len(line) <= 76 for line in lines if link not in line)
    assert lines[0].startswith(" From here") and lines[0].endswith(" ")
    assert [line[:9] for line in lines if line.startswith(">")] == ["> quoted ", "> quoted "]
    assert link in lines and "   - an item" in lines
    message = written(letter_to("ann@example.com", text))
    assert message.get_body(("plain",))["Content-Type"].params["format"] == "flowed"  # type: ignore[index]


def test_what_came_in_reads_as_it_was_written_before_it_was_wrapped() -> None:
    text = f"From here on {'word ' * 20}end.\n\n  - an item"
    assert read_mail(as_message(letter_to("ann@example.com", text), "a@b.de", "D").as_bytes()).whole == text


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
