"""What becomes of an e-mail that comes in? A reply on its ticket, a note, an event, word of a mail that came back, or nothing.

Each mail is taken once, by its Message-ID, however often it is fetched and by however many workers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from assistant.core import dialogue
from assistant.core.errors import AssistantError, TooMany
from assistant.core.intake import MOST_ATTACHMENTS, read_address
from assistant.core.mail import Incoming, read_mail
from assistant.core.tickets import Ticket
from assistant.services import casework, once
from assistant.services.casework import Wrote
from assistant.services.dead_letters import MAIL_CHANGED
from assistant.services.desk import Desk, Done, News
from assistant.services.letters import THREAD, is_thread_of
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
MOST_AN_HOUR = 30
"""Mails that one ticket takes; those of machines that answer each other too."""
HOUR = timedelta(hours=1)
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
    for enclosed in mail.enclosed if mail.sort != "automatic" else ():
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
    """Do with a mail what has to be done, in one transaction. Raises ``TooMany``.

    What it belongs to is looked up before: mails that belong to nothing may come in any number, and keep no writer waiting.
    """
    mail = came.mail
    match = desk.db.read(lambda tx: _match(tx, mail))
    if isinstance(match, Became):
        return desk.db.write(lambda tx: _counted(tx, Done(match)))
    text = _cut(mail.text or mail.whole or NO_TEXT)
    may_be_thanks = match.returned is None and mail.sort != "automatic"
    only_thanks = may_be_thanks and casework.is_only_thanks(dialogue.decide(desk.knowledge(), [text]))
    # kept with the ticket it was written to, which stays the same also after a merger
    asked = Request(mail.id, mail.id)

    def work(tx: Connection) -> Done[Became]:
        found = casework.load(tx, match.ticket)
        ticket = store.surviving(tx, found)
        became = Became.RETURNED if match.returned else _became(mail, found, ticket)
        if once.is_done(tx, found.number, asked):
            return Done(became)
        if match.returned:
            news = _returned(tx, match.returned, mail, at)
        else:
            _refuse_a_flood(tx, found.number, at)
            news = _taken(tx, desk, ticket, came, became, text, only_thanks, at)
        once.remember(tx, found.number, asked, at)
        return _counted(tx, Done(became, news))

    return desk.db.write(work)


@dataclass(frozen=True, slots=True)
class _Match:
    """What a mail belongs to."""

    ticket: int
    """The one it was written to, before any merger."""
    returned: Stored | None = None
    """The letter of ours that a mail server's report is about."""


def _match(tx: Connection, mail: Incoming) -> _Match | Became:
    """Each kind of thing is looked up once, however many ids a mail names."""
    ours = outbox.by_message_ids(tx, list(filter(None, (mail.message_id, *mail.answers))))
    number = _ticket_of(tx, mail.answers, ours)
    if mail.report and not (number and not mail.report.has_form and _is_from_shopper(tx, mail, number)):
        named = outbox.by_message_ids(tx, mail.report.about)
        found = (named[each] for each in mail.report.about if each in named)
        return next((_Match(each.ticket, each) for each in found if each.ticket), Became.UNMATCHED)
    if mail.message_id in ours:
        return Became.OURS
    return _Match(number) if number else Became.UNMATCHED


def _ticket_of(tx: Connection, answers: Sequence[str], ours: Mapping[str, Stored]) -> int | None:
    """The ticket whose letter is answered. Their ids are known to who has got one, so a number alone opens nothing."""
    threads = {each: int(named["number"]) for each in answers if (named := THREAD.match(each))}
    tokens = store.tokens_of(tx, list(threads.values())) if threads else {}
    for message_id in answers:
        letter = ours.get(message_id)
        if letter and letter.ticket is not None and letter.kind not in ALARMS:
            return letter.ticket
        number = threads.get(message_id)
        if number in tokens and is_thread_of(message_id, number, tokens[number]):
            return number
    return None


def _is_from_shopper(tx: Connection, mail: Incoming, number: int) -> bool:
    """A person may have an address that is called as those of mail servers are."""
    found = casework.load(tx, number)
    return any(_is_same(mail.sender, ticket.shopper.email) for ticket in (found, store.surviving(tx, found)))


def _became(mail: Incoming, *tickets: Ticket) -> Became:
    """``tickets``: the one that was written to, and the one that it was merged into."""
    if mail.sort == "automatic":
        return Became.AUTOMATIC
    if any(_is_same(mail.sender, ticket.shopper.email) for ticket in tickets):
        return Became.REPLY
    return Became.AUTOMATIC if mail.sort == "passed_on" else Became.NOTE


def _refuse_a_flood(tx: Connection, ticket: int, at: datetime) -> None:
    if received.taken_since(tx, ticket, at - HOUR) >= MOST_AN_HOUR:
        message = f"This ticket has had {MOST_AN_HOUR} e-mails within an hour. Please send this one again later."
        raise TooMany(message, retry_after=int(HOUR.total_seconds()))


def _returned(tx: Connection, letter: Stored, mail: Incoming, at: datetime) -> Sequence[News]:
    """The mail that a report is about becomes a dead letter; the next sweep tells its ticket.

    Told again, the same report must not strike a mail that has been sent elsewhere since.
    """
    assert mail.report
    if not mail.report.failed or not outbox.mark_bounced(tx, letter.id, at, f"Returned: {mail.report.reason}"):
        return []
    return [MAIL_CHANGED]


def _taken(
    tx: Connection,
    desk: Desk,
    ticket: Ticket,
    came: Received,
    became: Became,
    text: str,
    only_thanks: bool,
    at: datetime,
) -> Sequence[News]:
    mail, policy = came.mail, desk.knowledge().policy
    if became is Became.REPLY:
        return _reply(tx, desk, ticket, came, text, only_thanks, at)
    if became is Became.AUTOMATIC:
        ticket.answered_by_machine(mail.whole or NO_TEXT, at=at, policy=policy)
        return casework.settle(tx, desk, ticket, at)
    alarm = not received.waits_to_be_looked_at(tx, ticket.number)
    ticket.somebody_wrote(mail.sender, mail.whole or NO_TEXT, alarm=alarm, at=at, policy=policy)
    names = [*(picture.about.name for picture in came.pictures), *came.left_out]
    if names:
        ticket.parts_left_out(names, at=at, policy=policy)
    return casework.settle(tx, desk, ticket, at)


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


def _is_same(one: str, other: str) -> bool:
    return bool(one and other) and _in_one_spelling(one) == _in_one_spelling(other)


def _in_one_spelling(address: str) -> str:
    return (read_address(address) or address).casefold()


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_REPLY else f"{text[: LONGEST_REPLY - 1].rstrip()}…"


def _counted(tx: Connection, done: Done[Became]) -> Done[Became]:
    received.count(tx, done.value.value)
    return done
