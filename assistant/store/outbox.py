"""Mail that waits to be sent: claimed with a lease, marked after it left, kept visibly when it cannot."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Update, func, insert, select, update

from assistant.store.tables import outbox


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail to one recipient, composed. ``message_id`` never changes, whatever number of attempts it takes."""

    id: str
    kind: str
    recipient: str
    subject: str
    text: str
    html: str
    message_id: str
    thread_id: str | None
    created_at: datetime
    ticket: int | None = None
    attempts: int = 0


class Refused(Exception):
    """The mail server will not take this mail, now or later."""


class NotNow(Exception):
    """The mail could not be handed over this time."""


def put(tx: Connection, mail: Mail) -> None:
    tx.execute(
        insert(outbox).values(
            id=mail.id,
            ticket=mail.ticket,
            kind=mail.kind,
            recipient=mail.recipient,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            message_id=mail.message_id,
            thread_id=mail.thread_id,
            created_at=mail.created_at,
            attempts=0,
            next_attempt_at=mail.created_at,
        )
    )


def claim(tx: Connection, at: datetime, lease_until: datetime) -> Mail | None:
    """The mail that has waited longest; until ``lease_until`` nobody else is given it."""
    waits = (outbox.c.sent_at.is_(None), outbox.c.dead_at.is_(None), outbox.c.next_attempt_at <= at)
    found = select(outbox).where(*waits).order_by(outbox.c.next_attempt_at, outbox.c.created_at, outbox.c.id).limit(1)
    row = tx.execute(found.with_for_update(skip_locked=True)).mappings().first()
    if row is None:
        return None
    claimed = tx.execute(
        update(outbox)
        .where(outbox.c.id == row["id"], outbox.c.attempts == row["attempts"], *waits)
        .values(attempts=row["attempts"] + 1, next_attempt_at=lease_until)
    )
    if claimed.rowcount != 1:
        return None
    fields = {name: row[name] for name in Mail.__dataclass_fields__}
    return Mail(**fields | {"attempts": row["attempts"] + 1})


def mark_sent(tx: Connection, mail: Mail, at: datetime) -> None:
    tx.execute(update(outbox).where(outbox.c.id == mail.id).values(sent_at=at, next_attempt_at=None, error=None))


def try_again(tx: Connection, mail: Mail, at: datetime, error: str) -> None:
    """Unless somebody else has claimed it meanwhile."""
    tx.execute(_still_ours(mail).values(next_attempt_at=at, error=error[:200]))


def mark_dead(tx: Connection, mail: Mail, at: datetime, error: str) -> None:
    """Unless somebody else has claimed it meanwhile."""
    tx.execute(_still_ours(mail).values(dead_at=at, next_attempt_at=None, error=error[:200]))


def waiting_and_dead(tx: Connection) -> tuple[int, int]:
    """How many mails wait, and how many could not be sent."""
    found = select(
        func.count().filter(outbox.c.sent_at.is_(None), outbox.c.dead_at.is_(None)),
        func.count().filter(outbox.c.dead_at.is_not(None)),
    ).select_from(outbox)
    waiting, dead = tx.execute(found).one()
    return waiting, dead


def _still_ours(mail: Mail) -> Update:
    return update(outbox).where(outbox.c.id == mail.id, outbox.c.attempts == mail.attempts)
