"""Which tickets fall due when? Counted by the database, so that it costs what is due and not what there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from assistant.core.sla import PromiseName
from assistant.core.tickets import Person
from assistant.core.tickets.record import Rank
from assistant.store.tables import clocks, tickets

BEGINNING = 500
"""Characters of an inquiry that are fetched, enough for its first line."""


@dataclass(frozen=True, slots=True)
class FallsDue:
    """A ticket with the promise that must be kept next."""

    number: int
    shopper: str
    """Their name."""
    details: str
    """How the inquiry begins."""
    promise: PromiseName
    target: datetime
    limit: datetime
    assignee: Person | None
    waiting: bool


@dataclass(frozen=True, slots=True)
class Count:
    """So many tickets whose next promise is this one, with this limit."""

    limit: datetime
    promise: PromiseName
    tickets: int


def counts(tx: Connection, until: datetime) -> Sequence[Count]:
    """What falls due before ``until``, overdue ones too. Limits are closing times, so there are few rows."""
    found = (
        select(tickets.c.next_limit, tickets.c.due_promise, func.count())
        .where(tickets.c.due_promise.is_not(None), tickets.c.next_limit < until)
        .group_by(tickets.c.next_limit, tickets.c.due_promise)
        .order_by(tickets.c.next_limit, tickets.c.due_promise)
    )
    return [Count(limit, PromiseName(promise), number) for limit, promise, number in tx.execute(found)]


def closings(tx: Connection, since: datetime, until: datetime) -> Sequence[tuple[datetime, int]]:
    """How many tickets close by themselves at which moment from ``since`` on and before ``until``."""
    found = (
        select(tickets.c.closes_at, func.count())
        .where(tickets.c.closes_at.is_not(None), tickets.c.closes_at >= since, tickets.c.closes_at < until)
        .group_by(tickets.c.closes_at)
    )
    return [(moment, number) for moment, number in tx.execute(found)]


def first(tx: Connection, since: datetime | None, until: datetime, most: int) -> Sequence[FallsDue]:
    """The first tickets whose next limit is from ``since`` on (None: from the beginning) and before ``until``."""
    place = (tickets.c.next_limit, tickets.c.due_promise, tickets.c.received_at, tickets.c.number)
    conditions = [tickets.c.due_promise.is_not(None), tickets.c.next_limit < until]
    if since:
        conditions.append(tickets.c.next_limit >= since)
    found = select(*place, *_SHOWN).where(*conditions).order_by(*place).limit(most)
    rows = tx.execute(found).all()
    targets = _targets(tx, [row.number for row in rows])
    return [
        FallsDue(
            number=row.number,
            shopper=row.shopper,
            details=row.details,
            promise=PromiseName(row.due_promise),
            target=targets[row.number, row.due_promise],
            limit=row.next_limit,
            assignee=Person(row.assignee_id, row.assignee, row.role) if row.assignee_id else None,
            waiting=Rank(row.rank).is_waiting,
        )
        for row in rows
    ]


_SHOWN = (
    tickets.c.assignee_id,
    tickets.c.rank,
    tickets.c.body["shopper", "name"].as_string().label("shopper"),
    func.substr(tickets.c.body["details"].as_string(), 1, BEGINNING).label("details"),
    tickets.c.body["assignee", "name"].as_string().label("assignee"),
    tickets.c.body["assignee", "role"].as_string().label("role"),
)


def _targets(tx: Connection, numbers: Sequence[int]) -> Mapping[tuple[int, str], datetime]:
    """The target of each promise that is still open, by ticket.

    By ticket alone and on its own: asked for together with the tickets, SQLite goes through all open promises there are.
    """
    found = select(clocks.c.ticket, clocks.c.promise, clocks.c.target, clocks.c.stopped_at)
    rows = tx.execute(found.where(clocks.c.ticket.in_(numbers)))
    return {(row.ticket, row.promise): row.target for row in rows if row.stopped_at is None}
