"""Mail that waits to be sent: claimed with a lease, marked after it left, kept visibly when it cannot.

Waiting is what has a next attempt; dead is what could not be delivered, until a person has seen to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, RowMapping, Update, case, func, insert, null, or_, select, update
from sqlalchemy import tuple_ as row_of

from assistant.store.tables import outbox

MOST_EARLIER = 10
"""Mails named in a header as those this one follows."""

State = Literal["dead", "waiting"]

_WAITS = outbox.c.next_attempt_at.is_not(None)
_IS_DEAD = (outbox.c.dead_at.is_not(None), outbox.c.dismissed_at.is_(None))


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
    """Since it was put here, or since a person had it sent again."""
    claims: int = 0
    """How often it has been given out or taken back: which of those who were given it still has it."""
    earlier: tuple[str, ...] = ()
    """Message-IDs of those before it in its thread, oldest first."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A mail with what has become of it."""

    id: str
    kind: str
    recipient: str
    subject: str
    created_at: datetime
    ticket: int | None
    attempts: int
    next_attempt_at: datetime | None
    dead_at: datetime | None
    sent_at: datetime | None
    dismissed_at: datetime | None
    error: str | None

    @property
    def is_dead(self) -> bool:
        return self.dead_at is not None and self.dismissed_at is None


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
            claims=0,
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
        .where(outbox.c.id == row["id"], outbox.c.claims == row["claims"], *waits)
        .values(attempts=row["attempts"] + 1, claims=row["claims"] + 1, next_attempt_at=lease_until)
    )
    if claimed.rowcount != 1:
        return None
    mail = Mail(**{name: row[name] for name in Mail.__dataclass_fields__ if name != "earlier"})
    return replace(mail, attempts=mail.attempts + 1, claims=mail.claims + 1, earlier=_earlier(tx, mail))


def mark_sent(tx: Connection, mail: Mail, at: datetime) -> None:
    """Unless somebody else has claimed it meanwhile. What has come back before this was said stays dead."""
    error = case((outbox.c.dead_at.is_(None), null()), else_=outbox.c.error)
    tx.execute(_still_ours(mail).values(sent_at=at, next_attempt_at=None, error=error))


def try_again(tx: Connection, mail: Mail, at: datetime, error: str) -> None:
    """Unless somebody else has claimed it meanwhile, or it has come back."""
    later = _still_ours(mail).where(outbox.c.dead_at.is_(None))
    tx.execute(later.values(next_attempt_at=at, error=error[:200]))


def mark_dead(tx: Connection, mail: Mail, at: datetime, error: str) -> None:
    """Unless somebody else has claimed it meanwhile, or it has come back."""
    dead = _still_ours(mail).where(outbox.c.dead_at.is_(None))
    tx.execute(dead.values(dead_at=at, next_attempt_at=None, error=error[:200]))


def mark_bounced(tx: Connection, mail_id: str, at: datetime, error: str) -> bool:
    """The mail had left and came back, maybe before whoever sent it could say so.

    False where that is known already, or where it waits to be sent anew.
    """
    left = (outbox.c.attempts > 0, outbox.c.dead_at.is_(None))
    bounced = update(outbox).where(outbox.c.id == mail_id, *left)
    return tx.execute(bounced.values(dead_at=at, next_attempt_at=None, error=error[:200])).rowcount == 1


def send_again(tx: Connection, mail_id: str, recipient: str, at: datetime) -> bool:
    """A dead mail waits again, as if it were new. False where it is not dead.

    Who was sending it before has no say any more.
    """
    fresh = {"attempts": 0, "claims": outbox.c.claims + 1, "next_attempt_at": at, "error": None}
    fresh |= dict.fromkeys(("sent_at", "dead_at", "told_at"))
    again = update(outbox).where(outbox.c.id == mail_id, *_IS_DEAD).values(recipient=recipient, **fresh)
    return tx.execute(again).rowcount == 1


def dismiss(tx: Connection, mail_id: str, at: datetime) -> bool:
    """A person has seen to a dead mail. False where it is not dead."""
    dismissed = update(outbox).where(outbox.c.id == mail_id, *_IS_DEAD).values(dismissed_at=at)
    return tx.execute(dismissed).rowcount == 1


def redirect(tx: Connection, tickets: Sequence[int], recipient: str, *, but: Sequence[str]) -> None:
    """What still waits to be sent about these tickets goes to another address, but for these kinds."""
    theirs = (outbox.c.ticket.in_(tickets), outbox.c.kind.not_in(but), _WAITS)
    tx.execute(update(outbox).where(*theirs).values(recipient=recipient))


def relink(tx: Connection, ticket: int, former: str, token: str) -> None:
    """What waits to be sent about a ticket, or may be sent again, opens its page with another token."""
    text, html = (func.replace(column, former, token) for column in (outbox.c.text, outbox.c.html))
    not_there = or_(_WAITS, outbox.c.dead_at.is_not(None))
    tx.execute(update(outbox).where(outbox.c.ticket == ticket, not_there).values(text=text, html=html))


def untold(tx: Connection, most: int) -> list[Stored]:
    """Dead mails of which nobody has been told yet."""
    found = select(outbox).where(*_IS_DEAD, outbox.c.told_at.is_(None)).order_by(outbox.c.dead_at, outbox.c.id)
    return [_stored(row) for row in tx.execute(found.limit(most)).mappings()]


def mark_told(tx: Connection, mail_id: str, at: datetime) -> bool:
    """False where somebody else has told it."""
    told = update(outbox).where(outbox.c.id == mail_id, outbox.c.told_at.is_(None), *_IS_DEAD).values(told_at=at)
    return tx.execute(told).rowcount == 1


def find(tx: Connection, mail_id: str) -> Stored | None:
    row = tx.execute(select(outbox).where(outbox.c.id == mail_id)).mappings().first()
    return _stored(row) if row else None


def by_message_ids(tx: Connection, message_ids: Sequence[str]) -> dict[str, Stored]:
    """Those of these mails that are ours, by their Message-IDs."""
    if not message_ids:
        return {}
    found = tx.execute(select(outbox).where(outbox.c.message_id.in_(message_ids))).mappings()
    return {row["message_id"]: _stored(row) for row in found}


def dead_of(tx: Connection, tickets: Sequence[int]) -> list[Stored]:
    """The dead mails of these tickets, oldest first."""
    found = select(outbox).where(outbox.c.ticket.in_(tickets), *_IS_DEAD).order_by(outbox.c.dead_at, outbox.c.id)
    return [_stored(row) for row in tx.execute(found).mappings()]


def page(tx: Connection, state: State, after: tuple[datetime, str] | None, limit: int) -> list[Stored]:
    """Dead ones, the latest first, or waiting ones, the next first; those behind the (moment, id) in ``after``."""
    if state == "dead":
        place = row_of(outbox.c.dead_at, outbox.c.id)
        found = select(outbox).where(*_IS_DEAD).order_by(outbox.c.dead_at.desc(), outbox.c.id.desc())
        found = found.where(place < after) if after else found
    else:
        place = row_of(outbox.c.next_attempt_at, outbox.c.id)
        found = select(outbox).where(_WAITS).order_by(outbox.c.next_attempt_at, outbox.c.id)
        found = found.where(place > after) if after else found
    return [_stored(row) for row in tx.execute(found.limit(limit)).mappings()]


def waiting_and_dead(tx: Connection) -> tuple[int, int]:
    """How many mails wait, and how many could not be delivered and wait for a person."""
    counted = select(func.count()).select_from(outbox)
    return tx.execute(counted.where(_WAITS)).scalar_one(), count_dead(tx)


def count_dead(tx: Connection) -> int:
    return tx.execute(select(func.count()).select_from(outbox).where(*_IS_DEAD)).scalar_one()


def _earlier(tx: Connection, mail: Mail) -> tuple[str, ...]:
    if mail.ticket is None or mail.thread_id is None:
        return ()
    before = row_of(outbox.c.created_at, outbox.c.id) < (mail.created_at, mail.id)
    found = (
        select(outbox.c.message_id)
        .where(outbox.c.ticket == mail.ticket, outbox.c.thread_id == mail.thread_id, before)
        .order_by(outbox.c.created_at.desc(), outbox.c.id.desc())
        .limit(MOST_EARLIER)
    )
    return tuple(tx.execute(found).scalars())[::-1]


def _stored(row: RowMapping) -> Stored:
    return Stored(**{name: row[name] for name in Stored.__dataclass_fields__})


def _still_ours(mail: Mail) -> Update:
    return update(outbox).where(outbox.c.id == mail.id, outbox.c.claims == mail.claims)
