"""What becomes of an e-mail that comes in? A reply on its ticket, a note, an event, word of a mail that came back, or nothing.

Each mail is taken once, by its Message-ID, however often it is fetched and by however many workers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hmac import compare_digest

from sqlalchemy import Connection

from assistant.core import dialogue
from assistant.core.errors import AssistantError
from assistant.core.intake import MOST_ATTACHMENTS, read_address
from assistant.core.mail import Incoming, read_mail
from assistant.core.tickets import Ticket
from assistant.services import casework, once
from assistant.services.casework import Wrote
from assistant.services.dead_letters import MAIL_CHANGED
from assistant.services.desk import Desk, Done, News
from assistant.services.letters import THREAD
from assistant.services.once import Request
from assistant.services.own_ticket import LONGEST_REPLY
from assistant.services.pictures import MOST_IN_CONVERSATION, read_picture
from assistant.services.staff_mail import SUBJECTS as ALARMS
from assistant.store import attachments, outbox, received
from assistant.store import tickets as store
from assistant.store.attachments import Picture
from assistant.store.outbox import Stored

MOST_PICTURES_OF_FORM = 6
"""Times the largest picture: more than a form of pictures can be, and as large as a mail may be."""
SMALLEST_SIDE = 64
"""Pixels; what is smaller both ways is a mark of the writer's mail program or company."""
NO_TEXT = "(an e-mail without text)"


class Became(StrEnum):
    """What was made of a mail."""

    REPLY = "reply"
    NOTE = "note"
    """It came from another address than the ticket's."""
    AUTOMATIC = "automatic"
    RETURNED = "returned"
    """A mail server's word about a mail of ours."""
    OURS = "ours"
    """A letter of our own, which came back to where it was sent from."""
    UNMATCHED = "unmatched"
    """It follows none of our letters, so it is left where it lies."""


@dataclass(frozen=True, slots=True)
class Received:
    """A mail that has been read, with its pictures encoded anew."""

    mail: Incoming
    pictures: tuple[Picture, ...]
    left_out: tuple[str, ...]
    """Names of what came along and is not taken."""


def most_bytes(desk: Desk) -> int:
    """How large a mail may be."""
    return MOST_PICTURES_OF_FORM * desk.upload_bytes


def read(raw: bytes, upload_bytes: int) -> Received:
    """The mail in ``raw``: work for the processor alone, so it can be done behind an event loop. Raises ``Unreadable``."""
    mail = read_mail(raw)
    pictures: list[Picture] = []
    left_out: list[str] = []
    for enclosed in mail.enclosed if mail.sort == "letter" else ():
        if not enclosed.is_picture or len(pictures) == MOST_ATTACHMENTS:
            left_out.append(enclosed.name)
            continue
        try:
            picture = read_picture(enclosed.name, enclosed.data, upload_bytes)
        except AssistantError:
            left_out.append(enclosed.name)
            continue
        if max(picture.about.width, picture.about.height) >= SMALLEST_SIDE:
            pictures.append(picture)
    return Received(mail, tuple(pictures), tuple(left_out))


def take(desk: Desk, came: Received, at: datetime) -> Done[Became]:
    """Do with a mail what has to be done, in one transaction."""
    mail = came.mail
    text = _cut(mail.text or mail.whole or NO_TEXT)
    only_thanks = mail.sort == "letter" and casework.is_only_thanks(dialogue.decide(desk.knowledge(), [text]))

    def work(tx: Connection) -> Done[Became]:
        done = _returned(tx, came, at) if mail.report else _taken(tx, desk, came, text, only_thanks, at)
        received.count(tx, done.value.value)
        return done

    return desk.db.write(work)


def _returned(tx: Connection, came: Received, at: datetime) -> Done[Became]:
    """The mail that a report is about becomes a dead letter; the next sweep tells its ticket."""
    report = came.mail.report
    assert report
    found = [letter for letter in outbox.by_message_ids(tx, report.about).values() if letter.ticket]
    if not found:
        return Done(Became.UNMATCHED)
    letter, asked = found[0], Request(came.mail.id, came.mail.id)
    assert letter.ticket
    # the same report must not strike the mail again once that has been sent elsewhere
    if not report.failed or once.is_done(tx, letter.ticket, asked):
        return Done(Became.RETURNED)
    outbox.mark_bounced(tx, letter.id, at, f"Returned: {report.reason}")
    once.remember(tx, letter.ticket, asked, at)
    return Done(Became.RETURNED, [MAIL_CHANGED])


def _taken(tx: Connection, desk: Desk, came: Received, text: str, only_thanks: bool, at: datetime) -> Done[Became]:
    mail, policy = came.mail, desk.knowledge().policy
    if mail.message_id and outbox.by_message_ids(tx, [mail.message_id]):
        return Done(Became.OURS)
    found = _ticket_of(tx, mail.answers)
    if found is None:
        return Done(Became.UNMATCHED)
    # kept with the ticket it was written to, which stays the same also after a merger
    asked = Request(mail.id, mail.id)
    ticket = store.surviving(tx, found)
    if once.is_done(tx, found.number, asked):
        return Done(_became(mail, found, ticket))
    became = _became(mail, found, ticket)
    if became is Became.REPLY:
        news = _reply(tx, desk, ticket, came, text, only_thanks, at)
    else:
        if became is Became.AUTOMATIC:
            ticket.answered_by_machine(at=at, policy=policy)
        else:
            names = [*(picture.about.name for picture in came.pictures), *came.left_out]
            ticket.somebody_wrote(mail.sender, mail.whole or NO_TEXT, at=at, policy=policy)
            if names:
                ticket.parts_left_out(names, at=at, policy=policy)
        news = casework.settle(tx, desk, ticket, at)
    once.remember(tx, found.number, asked, at)
    return Done(became, news)


def _became(mail: Incoming, *tickets: Ticket) -> Became:
    """``tickets``: the one that was written to, and the one that it was merged into."""
    if mail.sort == "automatic":
        return Became.AUTOMATIC
    is_shoppers = any(_is_same(mail.sender, ticket.shopper.email) for ticket in tickets)
    return Became.REPLY if is_shoppers else Became.NOTE


def _reply(
    tx: Connection, desk: Desk, ticket: Ticket, came: Received, text: str, only_thanks: bool, at: datetime
) -> Sequence[News]:
    mail = came.mail
    room = max(0, MOST_IN_CONVERSATION - attachments.count(tx, ticket.conversation_id))
    left_out = [*came.left_out, *(picture.about.name for picture in came.pictures[room:])]
    if left_out:
        ticket.parts_left_out(left_out, at=at, policy=desk.knowledge().policy)
    wrote = Wrote(
        # a Message-ID is unique, but our own ids are shorter
        id=f"mail-{mail.id[:40]}",
        text=text,
        through="mail",
        only_thanks=only_thanks and not came.pictures,
        whole=mail.whole if mail.whole != text else None,
        pictures=came.pictures[:room],
    )
    return casework.shopper_wrote(tx, desk, ticket, wrote, at)


def _ticket_of(tx: Connection, answers: Sequence[str]) -> Ticket | None:
    """The ticket whose letter is answered. Their ids are known to who has got one, so a number alone opens nothing."""
    letters = outbox.by_message_ids(tx, answers)
    for message_id in answers:
        letter = letters.get(message_id)
        if letter and _is_to_shopper(letter):
            assert letter.ticket
            return store.load(tx, letter.ticket)
        if ticket := _ticket_of_thread(tx, message_id):
            return ticket
    return None


def _ticket_of_thread(tx: Connection, message_id: str) -> Ticket | None:
    named = THREAD.match(message_id)
    ticket = store.load(tx, int(named["number"])) if named else None
    if named is None or ticket is None:
        return None
    return ticket if compare_digest(ticket.conversation_id, named["conversation"]) else None


def _is_to_shopper(letter: Stored) -> bool:
    return letter.ticket is not None and letter.kind not in ALARMS


def _is_same(one: str, other: str) -> bool:
    return bool(one and other) and _in_one_spelling(one) == _in_one_spelling(other)


def _in_one_spelling(address: str) -> str:
    return (read_address(address) or address).casefold()


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_REPLY else f"{text[: LONGEST_REPLY - 1].rstrip()}…"
