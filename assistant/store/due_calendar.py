"""Which tickets fall due when? Counted by the database, so that it costs what is due and not what there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, select

from assistant.core.sla import PromiseName
from assistant.core.tickets import Person
from assistant.store.tables import clocks, tickets
from assistant.store.tickets import WAITING_RANK

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
    place = (tickets.c.next_limit, tickets.c.received_at, tickets.c.number)
    conditions = [tickets.c.due_promise.is_not(None), tickets.c.next_limit < until]
    if since:
        conditions.append(tickets.c.next_limit >= since)
    chosen = (
        select(
            *(*place, tickets.c.due_promise, tickets.c.assignee_id, tickets.c.rank),
            tickets.c.body["shopper", "name"].as_string().label("shopper"),
            func.substr(tickets.c.body["details"].as_string(), 1, BEGINNING).label("details"),
            tickets.c.body["assignee", "name"].as_string().label("assignee"),
            tickets.c.body["assignee", "role"].as_string().label("role"),
        )
        .where(*conditions)
        .order_by(*place)
        .limit(most)
        .subquery()
    )
    its_clock = and_(
        clocks.c.ticket == chosen.c.number,
        clocks.c.promise == chosen.c.due_promise,
        clocks.c.limit == chosen.c.next_limit,
        clocks.c.stopped_at.is_(None),
    )
    order = (chosen.c.next_limit, chosen.c.received_at, chosen.c.number)
    rows = tx.execute(select(chosen, clocks.c.target).join(clocks, its_clock).order_by(*order))
    return [
        FallsDue(
            number=row.number,
            shopper=row.shopper,
            details=row.details,
            promise=PromiseName(row.due_promise),
            target=row.target,
            limit=row.next_limit,
            assignee=Person(row.assignee_id, row.assignee, row.role) if row.assignee_id else None,
            waiting=row.rank == WAITING_RANK,
        )
        for row in rows
    ]
