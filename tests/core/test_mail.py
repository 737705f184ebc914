"""E-mails as they come in: what a person wrote, what a machine says, and mails made to do harm."""

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from textwrap import dedent

import pytest

from assistant.core.mail import Incoming, Unreadable, bodies, incoming, read_mail
from assistant.core.mail.html import html_to_text
from assistant.core.mail.parsing import take_apart
from assistant.core.mail.wording import new_words

OURS = "<ticket-10001-0123456789abcdef0123456789abcdef@shop.example>"


def mail(text: str = "Thank you, it works.", **headers: str) -> bytes:
    given = {"From": "Ana Diaz <ana@shopper.example>", "Message-ID": "<1@phone.example>"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return f"{head}\r\n{text}".encode()


def read(text: str = "Thank you, it works.", **headers: str) -> Incoming:
    return read_mail(mail(text, **headers))


class TestWording:
    """Of each reply only what the shopper wrote anew is read."""

    @pytest.mark.parametrize(
        ("wrote", "new"),
        [
            ("It is the 30 ml.", "It is the 30 ml."),
            ("The 30 ml.\n\nOn Tue, 3 Nov 2026 at 10:00, Dewfern <s@x.example> wrote:\n> Which size?\n> -- \n> D", "The 30 ml."),
            ("The 30 ml.\n\nOn Tue, 3 Nov 2026 at 10:00, Dewfern\n<s@x.example> wrote:\n\n> Which size?", "The 30 ml."),
            ("The 30 ml.\n\nAm 03.11.2026 um 10:00 schrieb Dewfern <s@x.example>:\n> Which size?", "The 30 ml."),
            ("Les 30 ml.\n\nLe mar. 3 nov. 2026 à 10:00, Dewfern <s@x.example> a écrit :\n> Which size?", "Les 30 ml."),
            ("The 30 ml.\n\nFrom: Dewfern <s@x.example>\nSent: Tuesday, 3 November 2026 10:00\nTo: Ana\n\nWhich size?", "The 30 ml."),
            ("The 30 ml.\n\nVon: Dewfern\nGesendet: Dienstag\nAn: Ana\n\nWhich size?", "The 30 ml."),
            ("The 30 ml.\n\n-----Original Message-----\nWhich size?", "The 30 ml."),
            ("The 30 ml.\n\nOn 3 Nov 2026, at 10:00, Dewfern wrote:\n\nWhich size do you mean?", "The 30 ml."),
            ("> Which size?\n\nThe 30 ml.\n\n> And where?\n\nTo Boston.", "The 30 ml.\n\nTo Boston."),
            ("Thanks!\n\nSent from my iPhone", "Thanks!"),
            ("Thanks!\n\nVon meinem iPhone gesendet", "Thanks!"),
            ("Thanks!\n-- \nAna Diaz\n+1 555 0100", "Thanks!"),
        ],
    )  # fmt: skip
    def test_what_was_quoted_and_the_signature_are_left_out(self, wrote: str, new: str) -> None:
        assert new_words(wrote) == new

    @pytest.mark.parametrize(
        "wrote",
        [
            "From: my old address I wrote before.",
            "On my order of 3 Nov it says what I wrote: two bottles.\nBut one came.",
            "The label says:\nFrom: Dewfern\nTo: Ana\nIt was empty.",
            "I paid 20.\n---\nPlease look.",
            "I got this:\n\nOn top: 2 bottles",
            "> only what you wrote",
            "-- \nAna",
        ],
    )
    def test_in_doubt_nothing_is_left_out_and_never_everything(self, wrote: str) -> None:
        assert new_words(wrote).replace(" ", "") == wrote.replace(" ", "")

    def test_agents_can_still_read_all_of_it(self) -> None:
        told = read("The 30 ml.\r\n\r\n> Which size?")
        assert (told.text, told.whole) == ("The 30 ml.", "The 30 ml.\n\n> Which size?")


class TestBodies:
    """Plain text, HTML alone, many parts, odd letters."""

    def test_of_two_forms_the_plain_one_is_read(self) -> None:
        both = MIMEMultipart("alternative")
        both.attach(MIMEText("<b>The 30&nbsp;ml</b>", "html"))
        both.attach(MIMEText("The 30 ml", "plain"))
        both["From"] = "ana@shopper.example"
        assert read_mail(both.as_bytes()).text == "The 30 ml"

    def test_a_mail_that_is_html_alone_reads_as_it_is_seen(self) -> None:
        html = dedent("""\
            <html><head><title>x</title><style>p {color: red}</style></head><body><!-- hidden -->
            <p>The <b>30&nbsp;ml</b>, please.<br>Two of them:</p><ul><li>rose</li><li>mint</li></ul>
            <script>alert(1)</script><div>See <a href="https://shop.example/a">this page</a>.</div>
            <div class="gmail_quote"><div>On 3 Nov 2026 Dewfern wrote:</div><blockquote>Which <div>size?</div></blockquote></div>
            </body></html>""")
        told = read(html, Content_Type="text/html; charset=utf-8")
        assert told.text == (
            "The 30 ml, please.\nTwo of them:\n\n- rose\n- mint\n\nSee this page (https://shop.example/a)."
        )
        assert "> Which\n> size?" in told.whole

    def test_what_outlook_repeats_is_left_out(self) -> None:
        html = '<div>The 30 ml</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From: x</div><div>Which?</div>'
        assert read(html, Content_Type="text/html").text == "The 30 ml"

    def test_lines_that_flow_are_put_together(self) -> None:
        told = read("The bottle that came \r\nwas empty.\r\n", Content_Type="text/plain; format=flowed")
        assert told.text == "The bottle that came was empty."

    @pytest.mark.parametrize("charset", ["iso-8859-1", "no-such-charset", ""])
    def test_letters_of_any_age_are_read(self, charset: str) -> None:
        kind = f"text/plain; charset={charset}" if charset else "text/plain"
        raw = mail("", Content_Type=kind, Content_Transfer_Encoding="8bit") + "Grüße".encode("latin-1")
        assert read_mail(raw).text == "Grüße"

    def test_card_numbers_and_unseen_characters_are_not_kept(self) -> None:
        told = read("My card 4111 1111 1111 1111\u202e!\0")
        assert told.whole == "My card •••• 1111!"

    def test_what_comes_along_is_told_with_its_name(self) -> None:
        given = EmailMessage()
        given["From"] = "ana@shopper.example"
        given.set_content("See the picture.")
        given.add_attachment(b"png", maintype="image", subtype="png", filename="../pump 4111 1111 1111 1111.png")
        given.add_attachment("notes", subtype="plain", filename="notes.txt")
        told = read_mail(given.as_bytes())
        assert told.text == "See the picture."
        assert [(each.is_picture, each.data) for each in told.enclosed] == [(True, b"png"), (False, b"notes\n")]
        assert [each.name for each in told.enclosed] == ["../pump •••• 1111.png", "notes.txt"]


class TestWhoAndWhat:
    """The sender, the mails it answers, and whether a person wrote it."""

    def test_it_names_the_letters_it_answers_the_nearest_first(self) -> None:
        told = read(In_Reply_To="<c@x>", References=f"{OURS} <b@x>\r\n <c@x>")
        assert told.answers == ("<c@x>", "<b@x>", OURS)
        assert told.sender == "ana@shopper.example"

    def test_the_same_mail_is_the_same_by_whichever_way_it_comes(self) -> None:
        assert read().id == read(Received="from elsewhere").id != read(Message_ID="<2@phone.example>").id
        assert read(Message_ID="").id == read(Message_ID="", Received="from elsewhere").id

    @pytest.mark.parametrize(
        ("header", "value"),
        [
            ("Auto-Submitted", "auto-replied"),
            ("Auto-Submitted", "auto-generated; x=y"),
            ("Precedence", "auto_reply"),
            ("X-Autoreply", "yes"),
            ("Return-Path", "<>"),
            ("Subject", "Automatic reply: Your message"),
            ("Subject", "=?utf-8?q?R=C3=A9ponse_automatique?= : absence"),
            ("Subject", "Out of Office Re: Your message"),
        ],
    )
    def test_what_a_machine_sent_is_known(self, header: str, value: str) -> None:
        assert read(**{header: value}).sort == "automatic"

    @pytest.mark.parametrize(
        ("header", "value"),
        [("Auto-Submitted", "no"), ("Subject", "Re: Automatic pump broken"), ("X-Auto-Response-Suppress", "OOF")],
    )
    def test_what_a_person_sent_is_a_letter(self, header: str, value: str) -> None:
        assert read(**{header: value}).sort == "letter"

    @pytest.mark.parametrize(("header", "value"), [("Precedence", "bulk"), ("List-Id", "<family.example>")])
    def test_what_a_list_passed_on_may_be_a_persons(self, header: str, value: str) -> None:
        told = read("It is the blue one.", **{header: value})
        assert (told.sort, told.text) == ("passed_on", "It is the blue one.")


REPORT = dedent("""\
    From: Mail Delivery System <MAILER-DAEMON@mx.example>
    Content-Type: multipart/report; report-type=delivery-status; boundary="b"

    --b
    Content-Type: text/plain

    It could not be delivered.
    --b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.example

    Final-Recipient: rfc822; Ana@Shoper.Example
    Action: {action}
    Status: 5.1.1
    Diagnostic-Code: smtp; 550 5.1.1 No such
     mailbox

    --b
    Content-Type: message/rfc822

    From: support@shop.example
    Message-ID: {ours}
    Subject: Your message

    Thank you
    --b--
    """)


class TestReports:
    """What mail servers say about our own mail."""

    def test_a_report_names_the_mail_and_the_reason(self) -> None:
        report = read_mail(REPORT.format(action="failed", ours=OURS).encode()).report
        assert report is not None
        assert (report.about, report.failed) == ((OURS,), True)
        assert report.reason == "550 5.1.1 No such mailbox"

    def test_a_delay_is_no_failure(self) -> None:
        report = read_mail(REPORT.format(action="delayed", ours=OURS).encode()).report
        assert report is not None and not report.failed

    def test_a_server_that_only_writes_sentences_is_understood(self) -> None:
        said = f"I could not deliver it.\r\n\r\n--- Below is the mail ---\r\nMessage-ID: {OURS}\r\nSubject: x"
        told = read(said, From="MAILER-DAEMON@mx.example (Mail Delivery)", Subject="failure notice")
        assert told.sort == "report"
        assert told.report is not None and (told.report.about, told.report.failed) == ((OURS,), True)
        later = read(said, From="postmaster@mx.example", Subject="Delayed: Your message")
        assert later.report is not None and not later.report.failed

    @pytest.mark.parametrize("sender", ["not-postmaster@x.example", '"postmaster@x.example" <ana@x.example>'])
    def test_only_who_is_called_exactly_so_is_a_server(self, sender: str) -> None:
        assert read(From=sender).sort == "letter"

    def test_a_report_is_about_no_more_than_fifty_mails(self) -> None:
        many = " ".join(f"<{n}@x.example>" for n in range(900))
        listed = "\r\n".join(f"Message-ID: <{n}@y.example>" for n in range(900))
        told = read(listed, From="mailer-daemon@x.example", References=many)
        assert told.report is not None and len(told.report.about) == 50


class TestHarm:
    """Mails made to do harm are read or refused; one that took long would run into the time-out of the tests."""

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"\0\xff\xfe",
            b"no headers at all",
            mail(Content_Type='multipart/mixed; boundary="b"') + b"--b\r\n" * 5000,
            mail(Content_Type="multipart/mixed"),
            mail("=", Content_Type="text/plain", Content_Transfer_Encoding="base64"),
            mail("x", Content_Type='text/plain; charset="\'"; format=flowed'),
            mail(From="=?utf-8?b?////?= <=?x?q?=00?=@>"),
            mail(Subject="=?utf-8?q?" + "=00" * 3000 + "?="),
            mail(References="<" * 100_000),
            mail("<" * 200_000, Content_Type="text/html"),
            mail("<!--" * 50_000, Content_Type="text/html"),
            mail("<a href='" * 30_000, Content_Type="text/html"),
            mail("<blockquote>" * 20_000 + "x", Content_Type="text/html"),
            mail("<b>x</b>" * 30_000, Content_Type="text/html"),
            mail("&#x" * 100_000, Content_Type="text/html"),
            mail("On 3 wrote\n" * 20_000),
            mail("From: x\n" * 30_000),
            mail("> x\n" * 60_000),
            mail(" \n" * 100_000),
        ],
    )
    def test_nothing_crashes(self, raw: bytes) -> None:
        try:
            assert len(read_mail(raw).whole) <= 50_000
        except Unreadable as refused:
            assert str(refused)

    @pytest.mark.parametrize(
        "head",
        [
            "Subject: " + "=?utf-8?q?a?= " * 64_000,
            "X-Long: " + "x" * 100_000,
            "".join(f"X-{n}: x\r\n" for n in range(20_000)).strip(),
        ],
    )
    def test_headers_longer_than_any_mails_are_refused_before_they_are_parsed(self, head: str) -> None:
        with pytest.raises(Unreadable, match="headers"):
            read_mail(f"From: a@b.example\r\n{head}\r\n\r\nx".encode())

    def test_each_header_is_cut_before_it_is_decoded_in_inner_parts_too(self) -> None:
        long = 'text/plain; charset=utf-8; x="' + ";" * 60_000
        told = take_apart(
            mail(f"--b\r\nContent-Type: {long}\r\n\r\nHi\r\n--b--", Content_Type="multipart/mixed; boundary=b")
        )
        assert [len(part["Content-Type"]) for part in told.walk()] == [27, 2000]
        assert read(Subject="=?utf-8?q?a?= " * 4000, References="<1@x> " * 5000).answers == ("<1@x>",)

    def test_parts_are_counted_as_they_are_found_however_they_are_marked_off(self) -> None:
        parts = b"--b\r\n\r\nx\r\n"
        kind = mail("", Content_Type="multipart/mixed; boundary*0=b")
        assert len(list(take_apart(kind + parts * 90 + b"--b--").walk())) == 91
        with pytest.raises(Unreadable, match="too many parts"):
            read_mail(kind + parts * 200)

    def test_of_many_texts_no_more_is_read_than_of_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[int] = []

        def no_text(html: str) -> str:
            asked.append(len(html))
            return ""

        monkeypatch.setattr(bodies, "html_to_text", no_text)
        part = b"--b\r\nContent-Type: text/html\r\n\r\n" + b"<i>" * 30_000 + b"\r\n"
        read_mail(mail("", Content_Type="multipart/mixed; boundary=b") + part * 20 + b"--b--")
        assert sum(asked) == 300_000

    def test_of_a_text_no_more_is_searched_for_card_numbers_than_is_kept_twice(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        searched: list[int] = []

        def no_cards(text: str) -> str:
            searched.append(len(text))
            return text

        monkeypatch.setattr(incoming, "mask_cards", no_cards)
        assert len(read("41 " * 90_000).whole) <= 50_000
        assert searched == [100_000]

    def test_only_a_short_line_is_looked_at_for_who_wrote_a_quotation(self) -> None:
        long = "on " + "1" * 240
        assert new_words("\n".join([long] * 60)) == "\n".join([long] * 60)
        told = f"Yes.\n\nOn 3 Nov {'x' * 290} wrote:\n\nWhich size?"
        assert new_words(told) == told

    def test_no_control_character_is_left_in_anything(self) -> None:
        told = read("Message-ID: <z\0z@x>", From="mailer-daemon@x", Message_ID="<a\0b@x>", Subject="fail\0ed")
        assert told.report is not None
        assert (told.message_id, told.report.about, told.report.reason) == ("<ab@x>", ("<zz@x>",), "failed")
        enclosed = mail("x", Content_Type="image/p\0ng", In_Reply_To="<q\0q@x>", From="a=?utf-8?q?=00?=@x.example")
        assert read_mail(enclosed).enclosed[0].name == "image/png"
        assert (read_mail(enclosed).answers, "\0" in read_mail(enclosed).sender) == (("<qq@x>",), False)

    def test_a_thousand_mails_within_each_other_are_refused(self) -> None:
        raw = b"From: a@b.example\r\n"
        for n in range(1000):
            raw += f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n'.encode()
        with pytest.raises(Unreadable):
            read_mail(raw)

    def test_text_that_looks_like_markup_stays_text(self) -> None:
        assert html_to_text("1 &lt; 2 <b>&amp;</b> &lt;script&gt;") == "1 < 2 & <script>"
