"""Which promises fall due when? Counted by the database, so that it costs what is due and not what there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from assistant.core.sla import Clock, PromiseName
from assistant.core.tickets import Person
from assistant.core.tickets.record import Rank
from assistant.store.tables import clocks, tickets
from assistant.store.tickets import clock_of

BEGINNING = 500
"""Characters of an inquiry that are fetched, enough for its first line."""


@dataclass(frozen=True, slots=True)
class FallsDue:
    """A promise that must be kept, and whose ticket it is of."""

    number: int
    shopper: str
    """Their name."""
    details: str
    """How the inquiry begins."""
    clock: Clock
    assignee: Person | None
    waiting: bool


@dataclass(frozen=True, slots=True)
class Count:
    """So many promises of this sort with this limit."""

    limit: datetime
    promise: PromiseName
    many: int


def counts(tx: Connection, until: datetime) -> Sequence[Count]:
    """What falls due before ``until``, overdue ones too. Limits are closing times, so there are few rows."""
    found = (
        select(clocks.c.limit, clocks.c.promise, func.count())
        .where(clocks.c.falls_due, clocks.c.limit < until)
        .group_by(clocks.c.limit, clocks.c.promise)
        .order_by(clocks.c.limit, clocks.c.promise)
    )
    return [Count(limit, PromiseName(promise), many) for limit, promise, many in tx.execute(found)]


def closings(tx: Connection, since: datetime, until: datetime) -> Sequence[tuple[datetime, int]]:
    """How many tickets close by themselves at which moment from ``since`` on and before ``until``."""
    found = (
        select(tickets.c.closes_at, func.count())
        .where(tickets.c.closes_at.is_not(None), tickets.c.closes_at >= since, tickets.c.closes_at < until)
        .group_by(tickets.c.closes_at)
    )
    return [(moment, number) for moment, number in tx.execute(found)]


def first(tx: Connection, since: datetime | None, until: datetime, most: int) -> Sequence[FallsDue]:
    """The first promises whose limit is from ``since`` on (None: from the beginning) and before ``until``."""
    conditions = [clocks.c.falls_due, clocks.c.limit < until]
    if since:
        conditions.append(clocks.c.limit >= since)
    order = (clocks.c.limit, clocks.c.promise, clocks.c.ticket)
    found = select(clocks, *_SHOWN).join(tickets, tickets.c.number == clocks.c.ticket).where(*conditions)
    return [
        FallsDue(
            number=row["ticket"],
            shopper=row["shopper"],
            details=row["details"],
            clock=clock_of(row),
            assignee=Person(row["assignee_id"], row["assignee"], row["role"]) if row["assignee_id"] else None,
            waiting=Rank(row["rank"]).is_waiting,
        )
        for row in tx.execute(found.order_by(*order).limit(most)).mappings()
    ]


_SHOWN = (
    tickets.c.assignee_id,
    tickets.c.rank,
    tickets.c.body["shopper", "name"].as_string().label("shopper"),
    func.substr(
        func.coalesce(tickets.c.body["about"].as_string(), tickets.c.body["details"].as_string()), 1, BEGINNING
    ).label("details"),
    tickets.c.body["assignee", "name"].as_string().label("assignee"),
    tickets.c.body["assignee", "role"].as_string().label("role"),
)
