"""What does a mail server say about a mail of ours that it could not deliver?"""

import re
from dataclasses import dataclass
from email.message import Message
from itertools import islice

from assistant.core.redaction import mask_cards, without_unseen

POSTMASTERS = frozenset({"mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon"})
"""What stands before the @ of a mail server's own address."""
MOST_ABOUT = 50
LATER = re.compile(r"delay|will be retried|will keep trying|not yet|warning", re.IGNORECASE)
READ_AT_MOST = 200_000
"""Characters of a report without a form that are searched."""
LONGEST_REASON = 150


@dataclass(frozen=True, slots=True)
class Report:
    """Word of a mail server."""

    about: tuple[str, ...]
    """Message-IDs it may be about."""
    failed: bool
    """For good; False while it goes on trying, or where all is well."""
    reason: str
    """In the server's words."""
    has_form: bool
    """Whether it has the form that nobody but a mail server uses; otherwise only the sender's name tells."""


def read_report(mail: Message, sender: str, message_id: re.Pattern[str]) -> Report | None:
    """The report that a mail is, None for any other mail. ``sender``: its address, or what stands instead of one."""
    if mail.get_content_type() == "multipart/report" and mail.get_param("report-type") == "delivery-status":
        return _read_form(mail, message_id)
    name = sender or str(mail.get("From", ""))
    if name.rpartition("@")[0].lower() in POSTMASTERS or name.strip().lower() in POSTMASTERS:
        return _read_words(mail, message_id)
    return None


def _read_form(mail: Message, message_id: re.Pattern[str]) -> Report:
    """As RFC 3464 has it: a block for each recipient, and the mail or its headers at the end."""
    about: list[str] = []
    failures: list[str] = []
    for part in mail.walk():
        match part.get_content_type():
            case "message/delivery-status":
                failed = (block for block in _within(part) if str(block.get("Action", "")).strip().lower() == "failed")
                failures += [str(block.get("Diagnostic-Code") or block.get("Status", "")) for block in failed]
            case "message/rfc822":
                about += [id for each in _within(part) for id in message_id.findall(str(each.get("Message-ID", "")))]
            case "text/rfc822-headers":
                about += _named_in_headers(_plain(part), message_id)
    return Report(
        about=tuple(dict.fromkeys([*about, *_followed(mail, message_id)]))[:MOST_ABOUT],
        failed=bool(failures),
        reason=_shortened(next((failure for failure in failures if failure), "")),
        has_form=True,
    )


def _read_words(mail: Message, message_id: re.Pattern[str]) -> Report:
    """From servers that send no form but sentences and, mostly, the mail."""
    said = "\n".join(_plain(part) for part in mail.walk() if not part.is_multipart())[:READ_AT_MOST]
    within = [found for part in mail.walk() for found in message_id.findall(str(part.get("Message-ID", "")))]
    subject = str(mail.get("Subject", ""))
    own = message_id.findall(str(mail.get("Message-ID", "")))
    about = dict.fromkeys([*_followed(mail, message_id), *within, *_named_in_headers(said, message_id)])
    return Report(
        about=tuple(each for each in about if each not in own)[:MOST_ABOUT],
        failed=LATER.search(subject) is None,
        reason=_shortened(subject),
        has_form=False,
    )


def _followed(mail: Message, message_id: re.Pattern[str]) -> list[str]:
    return message_id.findall(f"{mail.get('In-Reply-To', '')} {mail.get('References', '')}")


def _named_in_headers(text: str, message_id: re.Pattern[str]) -> list[str]:
    named = re.finditer(r"^message-id:[ \t]*\r?\n?[ \t]*(\S{1,250})", text, re.IGNORECASE | re.MULTILINE)
    return [found for each in islice(named, MOST_ABOUT) for found in message_id.findall(each.group(1))]


def _within(part: Message) -> list[Message]:
    payload = part.get_payload()
    if not isinstance(payload, list):
        return []
    return [each for each in payload if isinstance(each, Message)]


def _plain(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return without_unseen(payload[:READ_AT_MOST].decode("utf-8", "replace")) if isinstance(payload, bytes) else ""


def _shortened(reason: str) -> str:
    """Without the kind of code in front: "smtp; 550 5.1.1 No such mailbox"."""
    return mask_cards(without_unseen(" ".join(reason.split(";", 1)[-1].split())))[:LONGEST_REASON]
