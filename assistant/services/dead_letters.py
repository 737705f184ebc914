"""E-mails that could not be delivered: told on their tickets, seen by everybody who answers, sent again or seen to."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import structlog
from sqlalchemy import Connection

from assistant.core.errors import Conflict, Invalid, Malformed, NotFound, Unavailable
from assistant.core.people import User
from assistant.core.policy import Policy
from assistant.core.tickets import Person, Ticket
from assistant.services import casework
from assistant.services.desk import STAFF_ROOM, Desk, Done, News
from assistant.services.shapes import Shape, iso, mail_shape
from assistant.services.staff_mail import SUBJECTS as ALARMS
from assistant.services.tickets import person_of
from assistant.store import outbox
from assistant.store import tickets as store
from assistant.store.outbox import State, Stored

log = structlog.get_logger()

PAGE = 50
TOLD_AT_ONCE = 50

MAIL_CHANGED = News(STAFF_ROOM, "mail", {})
"""The number of undelivered mails is another one now."""


def page(desk: Desk, state: str, cursor: str | None) -> Shape:
    """One page of the mails that are dead or waiting, and how many there are of both. Raises ``Invalid``."""
    if state not in ("dead", "waiting"):
        message = "Choose dead or waiting."
        raise Invalid(message, fields={"state": message})
    wanted: State = "dead" if state == "dead" else "waiting"
    after = _read_cursor(cursor) if cursor else None

    def work(tx: Connection) -> Shape:
        found = outbox.page(tx, wanted, after, PAGE + 1)
        waiting, dead = outbox.waiting_and_dead(tx)
        return {
            "mails": [mail_shape(mail) for mail in found[:PAGE]],
            "next": _cursor(found[PAGE - 1], wanted) if len(found) > PAGE else None,
            "counts": {"waiting": waiting, "dead": dead},
        }

    return desk.db.read(work)


def count(desk: Desk) -> int:
    """How many mails could not be delivered and wait for a person."""
    return desk.db.read(outbox.count_dead)


def retry(desk: Desk, user: User, mail_id: str, at: datetime) -> Done[Shape]:
    """Send it again, to the address its ticket has now.

    Raises ``NotFound``, and ``Conflict`` where it is not dead (``not_dead``) or there is no address (``no_address``).
    """

    def send_again(tx: Connection, mail: Stored, ticket: Ticket | None) -> None:
        recipient = _present_address(mail, ticket)
        if not recipient:
            raise Conflict(
                "This ticket has no e-mail address. Correct it on the ticket first, then try again.", code="no_address"
            )
        if not outbox.send_again(tx, mail.id, recipient, at):
            raise _not_dead()

    def put_on_record(ticket: Ticket, by: Person, policy: Policy, mail: Stored) -> None:
        ticket.mail_sent_again(mail.id, mail.kind, by=by, at=at, policy=policy)

    return desk.db.write(partial(_seen_to, desk, user, mail_id, at, send_again, put_on_record))


def dismiss(desk: Desk, user: User, mail_id: str, note: str, at: datetime) -> Done[Shape]:
    """A person has seen to it otherwise; ``note`` says how, on the ticket's record.

    Raises ``NotFound``, ``Invalid`` (field ``note``), and ``Conflict`` where it is not dead.
    """
    if not note.strip():
        message = "Say what you did instead, such as a call."
        raise Invalid(message, code="missing_evidence", fields={"note": message})

    def dismiss_it(tx: Connection, mail: Stored, _ticket: Ticket | None) -> None:
        if not outbox.dismiss(tx, mail.id, at):
            raise _not_dead()

    def put_on_record(ticket: Ticket, by: Person, policy: Policy, mail: Stored) -> None:
        ticket.mail_dismissed(mail.id, mail.kind, note.strip(), by=by, at=at, policy=policy)

    return desk.db.write(partial(_seen_to, desk, user, mail_id, at, dismiss_it, put_on_record))


def tell(desk: Desk, at: datetime) -> list[News]:
    """Put every mail to a shopper that has died on its ticket's record, once, with the moment it died.

    A ticket that fails is logged and passed over.
    """
    news: list[News] = []
    for mail in desk.db.read(lambda tx: outbox.untold(tx, TOLD_AT_ONCE)):
        try:
            news += desk.db.write(partial(_tell, desk, mail, at))
        except Unavailable:
            raise
        except Exception as error:
            log.error("dead_letter_not_told", ticket=mail.ticket, error=type(error).__name__, exc_info=error)
    return news


def _seen_to(
    desk: Desk,
    user: User,
    mail_id: str,
    at: datetime,
    change: Callable[[Connection, Stored, Ticket | None], None],
    put_on_record: Callable[[Ticket, Person, Policy, Stored], None],
    tx: Connection,
) -> Done[Shape]:
    mail = outbox.find(tx, mail_id)
    if mail is None:
        raise NotFound("There is no such e-mail.")
    ticket = store.surviving(tx, casework.load(tx, mail.ticket)) if mail.ticket else None
    change(tx, mail, ticket)
    news = [MAIL_CHANGED]
    if ticket:
        put_on_record(ticket, person_of(user), desk.knowledge().policy, mail)
        news += casework.settle(tx, desk, ticket, at)
    after = outbox.find(tx, mail_id)
    assert after
    return Done(mail_shape(after), news)


def _tell(desk: Desk, mail: Stored, at: datetime, tx: Connection) -> list[News]:
    if not outbox.mark_told(tx, mail.id, at):
        return []
    if mail.ticket is None or mail.kind in ALARMS:
        return [MAIL_CHANGED]
    assert mail.dead_at
    ticket = store.surviving(tx, casework.load(tx, mail.ticket))
    ticket.mail_failed(mail.id, mail.kind, died_at=mail.dead_at, at=at, policy=desk.knowledge().policy)
    return [MAIL_CHANGED, *casework.settle(tx, desk, ticket, at)]


def _present_address(mail: Stored, ticket: Ticket | None) -> str:
    """Of a shopper the ticket's; a colleague's alarm goes where it went."""
    return mail.recipient if ticket is None or mail.kind in ALARMS else ticket.shopper.email


def _not_dead() -> Conflict:
    return Conflict("This e-mail does not wait for a person any more. Look at the list again.", code="not_dead")


def _cursor(mail: Stored, state: State) -> str:
    moment = mail.dead_at if state == "dead" else mail.next_attempt_at
    return base64.urlsafe_b64encode(json.dumps([iso(moment), mail.id]).encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[datetime, str]:
    try:
        moment, mail_id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(mail_id, str) or "\0" in mail_id:
            raise ValueError("no id")
        return datetime.fromisoformat(moment).astimezone(UTC), mail_id
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Malformed("This cursor is not one of ours. Start again without it.") from error
