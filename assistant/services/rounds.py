"""What has to be done as time passes: sweep the clocks, send the mail, forget what need not be kept."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from assistant.core.errors import Unavailable
from assistant.services import casework
from assistant.services.desk import Desk, News
from assistant.store import attachments, conversations, health, outbox, requests
from assistant.store import tickets as store
from assistant.store.database import Database
from assistant.store.outbox import Mail, NotNow, Refused
from assistant.store.tickets import Due

log = structlog.get_logger()

TICKETS_AT_ONCE = 100
MOST_CONVERSATIONS = 500
MOST_PICTURES = 50
PICTURES_WAIT = timedelta(days=1)
"""For the handoff that names them."""
MOST_REQUESTS = 500
REQUESTS_WAIT = timedelta(days=30)
"""For a browser that still has one to send again."""
LEASE = timedelta(minutes=15)
"""Longer than the slowest mail server can keep one mail: a dozen answers, each of which is waited for by itself."""
MOST_ATTEMPTS = 12
MARKED_AT_MOST = 3
"""How often it is tried to put on record that a mail has left."""
WORKER = "worker"

Publish = Callable[[Sequence[News]], None]
Send = Callable[[Mail], None]
"""Hands one mail over. Raises ``Refused`` or ``NotNow``."""


def sweep(desk: Desk, at: datetime, publish: Publish) -> None:
    """Put every date that has passed on record, with its true time. Several sweeps at once do no harm."""
    last = sweep_some(desk, at, publish, after=None)
    while last:
        last = sweep_some(desk, at, publish, after=last)


def sweep_some(desk: Desk, at: datetime, publish: Publish, after: Due | None) -> Due | None:
    """A stretch of a sweep: the tickets due longest that come ``after`` another. The last of them, None when all are done.

    A ticket that fails is logged and passed over: one must not stop the promises of all others.
    """
    found = desk.db.read(lambda tx: store.due(tx, at, after, TICKETS_AT_ONCE))
    for number in (each.number for each in found):
        try:
            publish(desk.db.write(partial(_swept, desk=desk, number=number, at=at)))
        except Unavailable:
            raise
        except Exception as error:
            log.error("ticket_not_swept", ticket=number, error=type(error).__name__, exc_info=error)
    return found[-1] if found else None


def send_mail(db: Database, send: Send, clock: Callable[[], datetime]) -> None:
    """Send everything that waits."""
    while send_next(db, send, clock):
        pass


def send_next(db: Database, send: Send, clock: Callable[[], datetime]) -> bool:
    """Send the mail that has waited longest, claimed under a lease and marked when it has left; False when none waits.

    ``clock`` is read before and after, since sending may take a while.
    """
    at = clock()
    mail = db.write(lambda tx: outbox.claim(tx, at, at + LEASE))
    if mail is None:
        return False
    _send_one(db, send, mail, clock)
    return True


def forget(db: Database, at: datetime, days: int) -> None:
    """Delete what led to no ticket: conversations that ended more than ``days`` ago, and pictures after a day; and what
    was kept lest it be done twice, a month after its ticket closed.
    """
    db.write(lambda tx: conversations.forget_before(tx, at - timedelta(days=days), MOST_CONVERSATIONS))
    db.write(lambda tx: attachments.forget_unattached(tx, at - PICTURES_WAIT, MOST_PICTURES))
    db.write(lambda tx: requests.forget_of_closed(tx, at - REQUESTS_WAIT, MOST_REQUESTS))


def beat(db: Database, at: datetime) -> None:
    """A sign of life of the worker."""
    db.write(lambda tx: health.beat(tx, WORKER, at))


def last_beat(db: Database) -> datetime | None:
    return db.read(lambda tx: health.last_beat(tx, WORKER))


def _swept(tx: Connection, *, desk: Desk, number: int, at: datetime) -> list[News]:
    ticket = casework.load(tx, number)
    ticket.sweep(at=at, policy=desk.knowledge().policy)
    return casework.settle(tx, desk, ticket, at)


def _send_one(db: Database, send: Send, mail: Mail, clock: Callable[[], datetime]) -> None:
    try:
        send(mail)
    except Refused as error:
        fault = str(error)
        db.write(lambda tx: outbox.mark_dead(tx, mail, clock(), fault))
    except NotNow as error:
        fault = str(error)
        db.write(lambda tx: _later(tx, mail, clock(), fault))
    except Exception as error:  # one mail that cannot be written must not keep the others waiting
        log.error("mail_failed", error=type(error).__name__, exc_info=error)
        kind = type(error).__name__
        db.write(lambda tx: _later(tx, mail, clock(), kind))
    else:
        _mark_sent(db, mail, clock())


def _mark_sent(db: Database, mail: Mail, at: datetime) -> None:
    """Marked twice does no harm, but not marked it is sent twice: tried again at once where the answer was lost."""
    for left in reversed(range(MARKED_AT_MOST)):
        try:
            return db.write(lambda tx: outbox.mark_sent(tx, mail, at))
        except Unavailable:
            if not left:
                raise


def _later(tx: Connection, mail: Mail, at: datetime, fault: str) -> None:
    """Wait longer after every attempt, from half a minute to some hours; then it is dead and waits for a person."""
    if mail.attempts >= MOST_ATTEMPTS:
        outbox.mark_dead(tx, mail, at, fault)
    else:
        outbox.try_again(tx, mail, at + min(timedelta(seconds=30) * 2**mail.attempts, timedelta(hours=4)), fault)
