"""How does a mail leave? By SMTP where the operator has set it, as .eml files otherwise."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, formataddr
from pathlib import Path
from textwrap import wrap
from urllib.parse import unquote, urlsplit

from email_validator import EmailNotValidError, validate_email

from assistant.store.outbox import Mail, NotNow, Refused

TIMEOUT = 20
"""Seconds for each answer of the mail server."""
AUTOMATIC = ("receipt", "reminder", "notice", "at_risk", "breached", "somebody_wrote")
"""Kinds of mail that no person wrote."""
LONGEST_LINE = 72

Send = Callable[[Mail], None]


def mailer(smtp_url: str, folder: Path, sender: str, sender_name: str, *, takes_replies: bool = False) -> Send:
    """A function that sends one mail or raises ``Refused`` or ``NotNow``."""

    def written(mail: Mail) -> EmailMessage:
        return as_message(mail, sender, sender_name, takes_replies=takes_replies)

    if not smtp_url:
        return lambda mail: _write(folder, mail, written(mail))
    return lambda mail: _send(smtp_url, mail, written(mail))


def as_message(mail: Mail, sender: str, sender_name: str, *, takes_replies: bool = False) -> EmailMessage:
    """The mail with its headers. The library refuses line breaks in them."""
    recipient = _deliverable(mail.recipient)
    message = EmailMessage(policy=SMTP if recipient.isascii() else SMTPUTF8)
    message["From"] = formataddr((sender_name, sender))
    message["To"] = recipient
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = mail.message_id
    if takes_replies:
        message["Reply-To"] = sender
    if mail.thread_id and mail.thread_id != mail.message_id:
        thread = dict.fromkeys((mail.thread_id, *mail.earlier))
        message["In-Reply-To"] = next(reversed(thread))
        message["References"] = " ".join(thread)
    if mail.kind in AUTOMATIC:
        message["Auto-Submitted"] = "auto-generated"
        # Exchange asks for this one before it answers that somebody is out of office; reports of failures are welcome
        message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message.set_content(flowed(mail.text), params={"format": "flowed"})
    message.add_alternative(mail.html, subtype="html")
    return message


def flowed(text: str) -> str:
    """The text in lines as long as old programs show, which others put together again (RFC 3676)."""
    return "".join(f"{line}\n" for paragraph in text.splitlines() for line in _flowing(paragraph))


def _flowing(paragraph: str) -> list[str]:
    quote = "> " if paragraph.startswith(">") else ""
    # what would look like a quotation or the head of another mail gets a space in front, which readers take away
    stuffing = " " if paragraph.startswith((" ", "From ")) else ""
    lines = wrap(
        paragraph.removeprefix(quote).rstrip(),
        LONGEST_LINE,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )
    if len(lines) < 2:
        return [f"{stuffing}{paragraph.rstrip()}"]
    return [f"{stuffing}{quote}{line} " for line in lines[:-1]] + [f"{stuffing}{quote}{lines[-1]}"]


def _deliverable(address: str) -> str:
    """The address as mail servers know it: the name of the domain in its ASCII spelling."""
    try:
        read = validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return address
    return read.ascii_email or f"{read.local_part}@{read.ascii_domain}"


def _write(folder: Path, mail: Mail, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{mail.created_at:%Y%m%d-%H%M%S}-{mail.kind}-{mail.id[:8]}.eml"
    kept.write_bytes(message.as_bytes())


def _send(smtp_url: str, mail: Mail, message: EmailMessage) -> None:
    url = urlsplit(smtp_url)
    try:
        with _connected(url.scheme, url.hostname or "localhost", url.port) as server:
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            server.send_message(message)
    except smtplib.SMTPNotSupportedError as error:
        raise Refused("the mail server takes no address with such letters") from error
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise (Refused if code >= 500 else NotNow)(f"{code} {_words(said)}") from error
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        raise (Refused if error.smtp_code >= 500 else NotNow)(
            f"{error.smtp_code} {_words(error.smtp_error)}"
        ) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotNow(type(error).__name__) from error


def _connected(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=context)
    server = smtplib.SMTP(host, port or 587, timeout=TIMEOUT)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=context)
        server.ehlo()
    return server


def _words(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said
