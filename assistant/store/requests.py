"""Which requests about a ticket have been done? Kept by the id their sender gave them."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy import tuple_ as row_of
from sqlalchemy.exc import IntegrityError

from assistant.store.database import Stale
from assistant.store.tables import done_requests, tickets


def fingerprint_of(tx: Connection, ticket: int, request_id: str) -> str | None:
    """What was asked for under this id, None when nothing was done under it."""
    its = select(done_requests.c.fingerprint).where(done_requests.c.ticket == ticket, done_requests.c.id == request_id)
    return tx.execute(its).scalar_one_or_none()


def ids_of(tx: Connection, ticket: int) -> list[str]:
    """Everything that was done to a ticket under an id."""
    its = select(done_requests.c.id).where(done_requests.c.ticket == ticket).order_by(done_requests.c.at)
    return list(tx.execute(its).scalars())


def add(tx: Connection, ticket: int, request_id: str, fingerprint: str, at: datetime) -> None:
    """Raises ``Stale`` when another process has just done it."""
    done = {"ticket": ticket, "id": request_id, "fingerprint": fingerprint, "at": at}
    try:
        tx.execute(insert(done_requests).values(done))
    except IntegrityError:
        raise Stale from None


def forget_of_closed(tx: Connection, before: datetime, most: int) -> int:
    """Delete requests of tickets that closed ``before``, at most so many; how many were deleted."""
    key = (done_requests.c.ticket, done_requests.c.id)
    # asked for after the closing they are as good as any, so both moments have passed
    past = (done_requests.c.at < before, tickets.c.closed_at < before)
    old = select(*key).join(tickets, tickets.c.number == done_requests.c.ticket).where(*past).limit(most)
    return tx.execute(delete(done_requests).where(row_of(*key).in_(old))).rowcount
