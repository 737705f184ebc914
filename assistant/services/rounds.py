"""What has to be done as time passes: sweep the clocks, send the mail, forget what need not be kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from assistant.services import casework
from assistant.services.desk import Desk, News
from assistant.store import conversations, health, outbox
from assistant.store import tickets as store
from assistant.store.database import Database
from assistant.store.outbox import Mail, NotNow, Refused

log = structlog.get_logger()

MOST_TICKETS = 500
MOST_MAILS = 100
MOST_CONVERSATIONS = 500
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 12
WORKER = "worker"

Send = Callable[[Mail], None]
"""Hands one mail over. Raises ``Refused`` or ``NotNow``."""


def sweep(desk: Desk, at: datetime) -> list[News]:
    """Put every date that has passed on record, with its true time. Several sweeps at once do no harm."""
    news: list[News] = []
    for number in desk.db.read(lambda tx: store.due(tx, at, MOST_TICKETS)):
        news += desk.db.write(partial(_swept, desk=desk, number=number, at=at))
    return news


def send_mail(db: Database, send: Send, at: datetime, clock: Callable[[], datetime]) -> int:
    """Send what waits, each once: claimed under a lease, marked when it has left; how many left.

    ``clock`` gives the time after each attempt, which may take a while.
    """
    sent = 0
    for _ in range(MOST_MAILS):
        mail = db.write(lambda tx: outbox.claim(tx, at, at + LEASE))
        if mail is None:
            break
        sent += _send_one(db, send, mail, clock)
    return sent


def forget(desk: Desk, at: datetime, days: int) -> int:
    """Delete conversations that led to no ticket and ended more than ``days`` ago; how many."""
    return desk.db.write(lambda tx: conversations.forget_before(tx, at - timedelta(days=days), MOST_CONVERSATIONS))


def beat(db: Database, at: datetime) -> None:
    """A sign of life of the worker."""
    db.write(lambda tx: health.beat(tx, WORKER, at))


def last_beat(db: Database) -> datetime | None:
    return db.read(lambda tx: health.last_beat(tx, WORKER))


def _swept(tx: Connection, *, desk: Desk, number: int, at: datetime) -> list[News]:
    ticket = casework.load(tx, number)
    ticket.sweep(at=at, policy=desk.knowledge().policy)
    return casework.settle(tx, desk, ticket, at)


def _send_one(db: Database, send: Send, mail: Mail, clock: Callable[[], datetime]) -> bool:
    try:
        send(mail)
    except Refused as error:
        fault = str(error)
        db.write(lambda tx: outbox.mark_dead(tx, mail.id, clock(), fault))
        return False
    except NotNow as error:
        fault = str(error)
        db.write(lambda tx: _later(tx, mail, clock(), fault))
        return False
    except Exception as error:  # one mail that cannot be written must not keep the others waiting
        log.error("mail_failed", error=type(error).__name__, exc_info=error)
        kind = type(error).__name__
        db.write(lambda tx: _later(tx, mail, clock(), kind))
        return False
    db.write(lambda tx: outbox.mark_sent(tx, mail.id, clock()))
    return True


def _later(tx: Connection, mail: Mail, at: datetime, fault: str) -> None:
    """Wait longer after every attempt, from half a minute to some hours; then it is dead and waits for a person."""
    if mail.attempts >= MOST_ATTEMPTS:
        outbox.mark_dead(tx, mail.id, at, fault)
    else:
        outbox.try_again(tx, mail.id, at + min(timedelta(seconds=30) * 2**mail.attempts, timedelta(hours=4)), fault)
