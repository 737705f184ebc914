"""What does an e-mail say, who says it, and which of our letters does it answer?

The bytes may come from anybody: what is read of them is bounded, nothing in them is trusted, and what cannot be read is
told as ``Unreadable`` instead of failing in some way of its own. No control character leaves this module: one database
would store it and the other refuse.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from typing import Literal

from assistant.core.mail.bodies import body_of, is_enclosed, payload_of
from assistant.core.mail.parsing import Unreadable, take_apart
from assistant.core.mail.reports import Report, read_report
from assistant.core.mail.wording import new_words
from assistant.core.redaction import mask_cards, without_unseen

MOST_ANSWERED = 50
MOST_OF_A_HEADER = 5
"""Headers of one name that are read."""
LONGEST_WHOLE = 50_000
"""Characters kept of all that a mail says."""

MESSAGE_ID = re.compile(r"<[^<>\s]{3,200}>")

Sort = Literal["letter", "passed_on", "automatic", "report"]
"""``passed_on``: by a mailing list or in bulk. Whether a person wrote it only the address it comes from can tell."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that came with an e-mail."""

    name: str
    content_type: str
    data: bytes

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One e-mail as it came in."""

    id: str
    """The same for the same mail, however often and by whichever way it comes: 64 hexadecimal digits."""
    message_id: str
    """Empty where it has none."""
    sort: Sort
    sender: str
    """The address in ``From``, empty where there is none."""
    answers: tuple[str, ...]
    """Message-IDs of the mails it follows, the nearest first."""
    text: str
    """What is new in it: without what it quotes, and without a signature. Never empty where it says anything."""
    whole: str
    """All it says."""
    enclosed: tuple[Enclosed, ...]
    report: Report | None = None
    """What a mail server says about a mail of ours. Where it is no more than its name that tells, a person may bear that
    name, so the rest of the mail is there as well.
    """


def read_mail(raw: bytes) -> Incoming:
    """The e-mail in ``raw``. Raises ``Unreadable``."""
    try:
        return _read(raw)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        # the library fails in many ways over mails made to make it fail
        raise Unreadable(type(error).__name__) from error


def _read(raw: bytes) -> Incoming:
    mail = take_apart(raw)
    if not mail.keys():
        raise Unreadable("no headers")
    sender = _sender(mail)
    report = read_report(mail, sender, MESSAGE_ID)
    whole = _tidy(body_of(mail)[: 2 * LONGEST_WHOLE])[:LONGEST_WHOLE].rstrip()
    return Incoming(
        id=_identity(mail, whole),
        message_id=_message_id(mail),
        sort="report" if report else _sort(mail),
        sender=sender,
        answers=_answers(mail),
        text=new_words(whole),
        whole=whole,
        enclosed=() if report and report.has_form else tuple(_enclosed(mail)),
        report=report,
    )


def _identity(mail: Message, whole: str) -> str:
    written = [*(_header(mail, name) for name in ("From", "Date", "Subject")), whole]
    said = _message_id(mail) or "\n".join(written)
    return hashlib.sha256(said.encode()).hexdigest()


def _message_id(mail: Message) -> str:
    given = MESSAGE_ID.search(_header(mail, "Message-ID"))
    return given.group() if given else ""


def _sender(mail: Message) -> str:
    found = [address for _, address in getaddresses([_header(mail, "From")]) if "@" in address]
    return found[0][:254] if found else ""


def _answers(mail: Message) -> tuple[str, ...]:
    nearest = MESSAGE_ID.findall(str(mail.get("In-Reply-To", "")))
    thread = MESSAGE_ID.findall(str(mail.get("References", "")))
    return tuple(dict.fromkeys([*nearest, *reversed(thread)]))[:MOST_ANSWERED]


OUT_OF_OFFICE = re.compile(
    r"\s*(automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office|abwesenheitsnotiz|automatische antwort"
    r"|réponse automatique|respuesta automática|risposta automatica|automatisch antwoord)\b",
    re.IGNORECASE,
)


def _sort(mail: Message) -> Sort:
    if _is_automatic(mail):
        return "automatic"
    in_bulk = _header(mail, "Precedence").strip().lower() in ("bulk", "junk", "list")
    return "passed_on" if in_bulk or mail.get("List-Id") is not None else "letter"


def _is_automatic(mail: Message) -> bool:
    """Whether a machine sent it: it says so, or nobody could answer it."""
    submitted = _header(mail, "Auto-Submitted").split(";")[0].strip().lower()
    return (
        submitted not in ("", "no")
        or _header(mail, "Precedence").strip().lower() == "auto_reply"
        or any(mail.get(name) is not None for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponse"))
        or _header(mail, "Return-Path").strip() == "<>"
        or mail.get_content_type() == "multipart/report"
        or OUT_OF_OFFICE.match(_header(mail, "Subject")) is not None
    )


def _enclosed(mail: Message) -> Iterator[Enclosed]:
    for part in mail.walk():
        if is_enclosed(part):
            name = mask_cards(_decoded(part.get_filename() or "").replace("\n", " ")).strip()[:120]
            yield Enclosed(name or part.get_content_type(), part.get_content_type(), payload_of(part))


def _header(mail: Message, name: str) -> str:
    """A header's values, decoded; what was written in no alphabet that is known is left out."""
    return " ".join(_decoded(str(value)) for value in (mail.get_all(name) or [])[:MOST_OF_A_HEADER])


def _decoded(value: str) -> str:
    try:
        decoded = str(make_header(decode_header(value)))
    except (MessageError, ValueError, LookupError):
        decoded = value
    return without_unseen(decoded)


def _tidy(text: str) -> str:
    return mask_cards(without_unseen(text)).strip()
