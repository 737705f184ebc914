"""Tickets with their clocks and events, and the order of the queue."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, RowMapping, bindparam, func, insert, or_, select, update
from sqlalchemy import tuple_ as row_of
from sqlalchemy.exc import IntegrityError

from assistant.core.errors import Malformed
from assistant.core.sla import Clock, ClockState, PromiseName
from assistant.core.tickets import (
    Actor,
    Contact,
    Event,
    Outcome,
    Person,
    Reopening,
    Solution,
    Step,
    Ticket,
    Unseen,
    Verification,
    Waiting,
)
from assistant.core.tickets.as_json import from_json, to_json
from assistant.core.tickets.record import Rank
from assistant.store.database import Stale
from assistant.store.tables import Moment, clocks, counters, ticket_events, tickets, users

LARGEST_INTEGER = 2**31 - 1
LONGEST_ORDER_NUMBER = 60

_FIRST_WAITING = min(rank for rank in Rank if rank.is_waiting)
_QUEUE = (tickets.c.rank, tickets.c.next_limit, tickets.c.received_at, tickets.c.number)
_NEWEST = (tickets.c.number,)

_BY_NUMBER = select(tickets).where(tickets.c.number == bindparam("number"))
_CLOCKS_OF = (
    select(clocks)
    .where(clocks.c.ticket.in_(bindparam("numbers", expanding=True)))
    .order_by(clocks.c.started_at, clocks.c.promise)
)
_SORT = (tickets.c.rank, tickets.c.at_risk, tickets.c.assignee_id)
_SORTS = select(*_SORT, func.count().label("many")).where(tickets.c.open, ~tickets.c.held).group_by(*_SORT)
_HELD = select(func.count()).select_from(tickets).where(tickets.c.held)
_FREE = select(tickets).where(tickets.c.free).order_by(*_QUEUE).limit(1).with_for_update(skip_locked=True)
_NEXT_VERSION = (
    update(tickets)
    .where(tickets.c.number == bindparam("its_number"), tickets.c.version == bindparam("seen"))
    .values(version=tickets.c.version + 1)
)
_ADD_EVENTS = insert(ticket_events)

_IN_BODY: Mapping[str, type[Any]] = {
    "shopper": Contact,
    "assignee": Person,
    "waiting": Waiting,
    "verification": Verification,
    "solution": Solution,
    "reopening": Reopening,
    "unseen": Unseen,
}
_PLAIN_IN_BODY = ("details", "about", "executed", "merged_into", "absorbed")
_MOMENTS_IN_BODY = ("follow_up_by", "snoozed_until", "claim_lapses_at", "offered_at")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which tickets a list shows. ``view`` is open, mine, unheld, waiting, closed, held or all."""

    view: str = "open"
    mine: str = ""
    q: str = ""
    kind: str = ""
    step: str = ""
    assignee: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    tickets: Sequence[Ticket]
    tokens: Mapping[int, str]
    """By ticket number."""
    next: str | None


@dataclass(frozen=True, slots=True)
class Due:
    """A ticket of which a date has passed, and which."""

    since: datetime
    number: int


def next_number(tx: Connection) -> int:
    """A number for a new ticket, used up only if the transaction commits."""
    taken = update(counters).where(counters.c.name == "ticket").values(value=counters.c.value + 1)
    number: int = tx.execute(taken.returning(counters.c.value)).scalar_one()
    return number


def add(tx: Connection, ticket: Ticket, *, token: str, request_id: str | None, brief: Mapping[str, Any]) -> None:
    """Make room for a new ticket; ``save`` then stores it with its clocks and news.

    Raises ``Stale`` if another process has just stored the same request.
    """
    new = {"number": ticket.number, "token": token, "request_id": request_id, "brief": dict(brief)}
    try:
        tx.execute(insert(tickets).values(_columns(ticket, ticket.next_wake) | new | {"version": ticket.version}))
    except IntegrityError as error:
        raise Stale from error


def save(tx: Connection, ticket: Ticket) -> None:
    """Store what has changed, with its news. Raises ``Stale`` if somebody else has saved it since it was loaded."""
    saved = tx.execute(
        update(tickets)
        .where(tickets.c.number == ticket.number, tickets.c.version == ticket.version)
        .values(_columns(ticket, ticket.next_wake) | {"version": ticket.version + 1})
    )
    if saved.rowcount != 1:
        raise Stale
    ticket.version += 1
    _save_parts(tx, ticket)


def add_news(tx: Connection, ticket: Ticket) -> None:
    """Store the news of a ticket on which nothing else has changed. Raises ``Stale`` as ``save`` does."""
    seen = {"its_number": ticket.number, "seen": ticket.version}
    if tx.execute(_NEXT_VERSION, seen).rowcount != 1:
        raise Stale
    ticket.version += 1
    tx.execute(_ADD_EVENTS, [_event_row(ticket.number, event) for event in ticket.news])


def load(tx: Connection, number: int) -> Ticket | None:
    return next(iter(_with_clocks(tx, tx.execute(_BY_NUMBER, {"number": number}).mappings().all())), None)


def by_token(tx: Connection, token: str) -> Ticket | None:
    return next(iter(_tickets(tx, tickets.c.token == token)), None)


def surviving(tx: Connection, ticket: Ticket) -> Ticket:
    """The ticket that this one was merged into, at the end; itself if it was not."""
    while ticket.merged_into:
        into = load(tx, ticket.merged_into)
        assert into is not None
        ticket = into
    return ticket


def conversations_of(tx: Connection, ticket: Ticket) -> list[str]:
    """Ids of the conversations a ticket came from: its own, then those of the tickets merged into it."""
    if not ticket.absorbed:
        return [ticket.conversation_id]
    found = select(tickets.c.conversation_id).where(tickets.c.number.in_(ticket.absorbed)).order_by(tickets.c.number)
    return list(dict.fromkeys([ticket.conversation_id, *tx.execute(found).scalars()]))


def newest_open_of(tx: Connection, conversation_id: str, *, but: int) -> Ticket | None:
    """The newest open ticket that came from a conversation, by a merger too; never the one numbered ``but``."""
    made = _tickets(tx, tickets.c.conversation_id == conversation_id)
    led_to = (surviving(tx, ticket) for ticket in made)
    still_open = [ticket for ticket in led_to if ticket.number != but and not ticket.is_closed]
    return max(still_open, key=lambda ticket: ticket.number, default=None)


def open_held_by(tx: Connection, user_id: str) -> list[int]:
    """The open tickets somebody holds, the most urgent first."""
    theirs = select(tickets.c.number).where(tickets.c.open, tickets.c.assignee_id == user_id)
    return list(tx.execute(theirs.order_by(*_QUEUE)).scalars())


def left_behind(tx: Connection) -> list[int]:
    """Open tickets held by somebody whose account is closed."""
    gone = select(users.c.id).where(users.c.disabled_at.is_not(None))
    theirs = (tickets.c.open, tickets.c.assignee_id.is_not(None), tickets.c.assignee_id.in_(gone))
    return list(tx.execute(select(tickets.c.number).where(*theirs).order_by(tickets.c.number)).scalars())


def number_by_request(tx: Connection, request_id: str) -> int | None:
    return tx.execute(select(tickets.c.number).where(tickets.c.request_id == request_id)).scalar()


def receipts_since(tx: Connection, email: str, since: datetime) -> int:
    """How many tickets of this address were received after ``since`` and not held back."""
    theirs = (tickets.c.shopper_email == email.lower(), tickets.c.received_at > since, ~tickets.c.held)
    return tx.execute(select(func.count()).select_from(tickets).where(*theirs)).scalar_one()


def token_of(tx: Connection, number: int) -> str:
    token: str = tx.execute(select(tickets.c.token).where(tickets.c.number == number)).scalar_one()
    return token


def tokens_of(tx: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """The tokens of those of these tickets that there are, by number."""
    found = select(tickets.c.number, tickets.c.token).where(tickets.c.number.in_(numbers))
    return {row.number: row.token for row in tx.execute(found)}


def renew_token(tx: Connection, number: int, token: str) -> None:
    """From now on this token opens the ticket's page, and the one before opens nothing."""
    tx.execute(update(tickets).where(tickets.c.number == number).values(token=token))


def stored_with_another_address(tx: Connection, numbers: Sequence[int], email: str) -> list[int]:
    """Which of these tickets have an e-mail address, and not this one."""
    others = (tickets.c.number.in_(numbers), tickets.c.shopper_email != email.lower())
    return list(tx.execute(select(tickets.c.number).where(*others).order_by(tickets.c.number)).scalars())


def brief_of(tx: Connection, number: int) -> dict[str, Any]:
    brief: dict[str, Any] = tx.execute(select(tickets.c.brief).where(tickets.c.number == number)).scalar_one()
    return brief


def events_of(tx: Connection, numbers: Sequence[int], kinds: Sequence[str] = ()) -> list[Event]:
    """What is on record of these tickets, as it was put there: all of it, or events of these kinds alone."""
    found = select(ticket_events).where(ticket_events.c.ticket.in_(numbers)).order_by(ticket_events.c.id)
    rows = tx.execute(found.where(ticket_events.c.kind.in_(kinds)) if kinds else found)
    return [
        Event(row.kind, row.at, Actor(row.actor_kind, row.actor_id or "", row.actor_name), row.text, row.data)
        for row in rows
    ]


def page(tx: Connection, filters: Filters, cursor: str | None, limit: int) -> Page:
    """One page, in the queue's order (closed ones: newest first); ``cursor`` is what the page before gave as ``next``."""
    newest_first = filters.view in ("closed", "all")
    place = _NEWEST if newest_first else _QUEUE
    conditions = _conditions(tx, filters)
    if cursor:
        seen = _read_cursor(cursor, place)
        conditions.append(row_of(*place) < seen if newest_first else row_of(*place) > seen)
    order = [column.desc() if newest_first else column.asc() for column in place]
    rows = tx.execute(select(tickets).where(*conditions).order_by(*order).limit(limit + 1)).mappings().all()
    shown, more = rows[:limit], len(rows) > limit
    tokens = {row["number"]: row["token"] for row in shown}
    return Page(_with_clocks(tx, shown), tokens, _cursor(shown[-1], place) if more else None)


def counts(tx: Connection, user_id: str) -> dict[str, int]:
    """How many open tickets there are, and of which sort; one pass over an index, and one over what may be spam."""
    sorts = tx.execute(_SORTS).all()
    breached = [row for row in sorts if Rank(row.rank).is_breached]
    at_risk = [row for row in sorts if row.at_risk and not Rank(row.rank).is_breached]
    return {
        "open": sum(row.many for row in sorts),
        "mine": sum(row.many for row in sorts if row.assignee_id == user_id),
        "unheld": sum(row.many for row in sorts if row.assignee_id is None),
        "waiting": sum(row.many for row in sorts if Rank(row.rank).is_waiting),
        "at_risk": sum(row.many for row in at_risk),
        "breached": sum(row.many for row in breached),
        "unheld_at_risk": sum(row.many for row in at_risk if _is_free(row)),
        "unheld_breached": sum(row.many for row in breached if _is_free(row)),
        "held": tx.execute(_HELD).scalar_one(),
    }


def _is_free(row: Row[Any]) -> bool:
    return row.assignee_id is None and not Rank(row.rank).is_waiting


def most_urgent_free(tx: Connection) -> Ticket | None:
    """The ticket *take next* hands out; on PostgreSQL one that nobody else is looking at."""
    return next(iter(_with_clocks(tx, tx.execute(_FREE).mappings().all())), None)


def due(tx: Connection, at: datetime, after: Due | None, most: int) -> list[Due]:
    """Tickets the sweep must look at, since a date of theirs has passed: the first ones that come ``after`` another."""
    found = select(tickets.c.next_wake, tickets.c.number).where(tickets.c.next_wake < at)
    if after:
        found = found.where(row_of(tickets.c.next_wake, tickets.c.number) > (after.since, after.number))
    rows = tx.execute(found.order_by(tickets.c.next_wake, tickets.c.number).limit(most))
    return [Due(row.next_wake, row.number) for row in rows]


def _conditions(tx: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    views: Mapping[str, list[ColumnElement[bool]]] = {
        "open": [tickets.c.open, ~tickets.c.held],
        "mine": [tickets.c.open, tickets.c.assignee_id == filters.mine],
        "unheld": [tickets.c.open, ~tickets.c.held, tickets.c.assignee_id.is_(None)],
        "waiting": [tickets.c.open, tickets.c.rank >= _FIRST_WAITING],
        "closed": [~tickets.c.open],
        "held": [tickets.c.held],
        "all": [],
    }
    conditions = list(views[filters.view])
    if filters.kind:
        conditions.append(tickets.c.kind == filters.kind)
    if filters.step:
        conditions.append(tickets.c.step == filters.step)
    if filters.assignee:
        conditions.append(tickets.c.assignee_id == filters.assignee)
    if filters.q:
        conditions.append(_found(tx, filters.q.lower(), conditions))
    return conditions


def _found(tx: Connection, words: str, among: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    """What a search finds: the tickets that have it as number, order number or e-mail address; where none does, those
    that have it anywhere. The first is read from indexes, the second from every ticket of the view.
    """
    exactly = [tickets.c.shopper_email == words, tickets.c.order_number == words]
    if _is_number(words):
        exactly.append(tickets.c.number == int(words))
    named = [each for each in exactly if tx.execute(select(tickets.c.number).where(each, *among).limit(1)).first()]
    if named:
        return or_(*named)
    words = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return tickets.c.search.like(f"%{words}%", escape="\\")


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) < 10


def _cursor(row: RowMapping, place: Sequence[Column[Any]]) -> str:
    values = [row[column.name] for column in place]
    told = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def _read_cursor(cursor: str, place: Sequence[Column[Any]]) -> tuple[Any, ...]:
    try:
        told = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return tuple(_value_in(column, value) for column, value in zip(place, told, strict=True))
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Malformed("This cursor is not one of ours. Start again without it.") from error


def _value_in(column: Column[Any], value: Any) -> Any:
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value).astimezone(UTC)
    if not isinstance(value, int) or abs(value) > LARGEST_INTEGER:
        raise ValueError("no number that a column holds")
    return value


def _tickets(tx: Connection, condition: ColumnElement[bool]) -> list[Ticket]:
    return _with_clocks(tx, tx.execute(select(tickets).where(condition)).mappings().all())


def _with_clocks(tx: Connection, rows: Sequence[RowMapping]) -> list[Ticket]:
    numbers = [row["number"] for row in rows]
    of: dict[int, list[Clock]] = {number: [] for number in numbers}
    for row in tx.execute(_CLOCKS_OF, {"numbers": numbers}).mappings() if numbers else ():
        of[row["ticket"]].append(clock_of(row))
    return [_ticket(row, of[row["number"]]) for row in rows]


def _ticket(row: RowMapping, its_clocks: list[Clock]) -> Ticket:
    body = row["body"]
    inside: dict[str, Any] = {name: body.get(name) for name in _PLAIN_IN_BODY}
    inside["absorbed"] = tuple(inside["absorbed"] or ())
    inside |= {name: from_json(kind, body[name]) if body.get(name) else None for name, kind in _IN_BODY.items()}
    inside |= {name: datetime.fromisoformat(body[name]) if body.get(name) else None for name in _MOMENTS_IN_BODY}
    return Ticket(
        number=row["number"],
        conversation_id=row["conversation_id"],
        kind=row["kind"],
        topic=row["topic"],
        received_at=row["received_at"],
        step=Step(row["step"]),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        closed_at=row["closed_at"],
        confirmed_at=row["confirmed_at"],
        resolved_at=row["resolved_at"],
        held=row["held"],
        clocks=its_clocks,
        version=row["version"],
        **inside,
    )


def _columns(ticket: Ticket, wake: datetime | None) -> dict[str, Any]:
    place = ticket.queue_key
    inside = (*_IN_BODY, *_PLAIN_IN_BODY, *_MOMENTS_IN_BODY)
    about = ticket.shopper
    searched = (
        about.name,
        about.email,
        about.phone,
        about.order_number,
        about.product,
        about.sku,
        ticket.details[:500],
    )
    return {
        "conversation_id": ticket.conversation_id,
        "kind": ticket.kind,
        "topic": ticket.topic,
        "step": ticket.step.value,
        "outcome": ticket.outcome.value if ticket.outcome else None,
        "received_at": ticket.received_at,
        "closed_at": ticket.closed_at,
        "confirmed_at": ticket.confirmed_at,
        "resolved_at": ticket.resolved_at,
        "assignee_id": ticket.assignee.id if ticket.assignee else None,
        "open": not ticket.is_closed,
        "rank": place.rank,
        "next_limit": place.limit,
        "next_wake": wake,
        "closes_at": ticket.closes_by_itself_at,
        "free": ticket.can_be_taken,
        "at_risk": ticket.is_at_risk,
        "held": ticket.held,
        "shopper_email": about.email.lower() or None,
        "order_number": about.order_number.lower()[:LONGEST_ORDER_NUMBER] or None,
        "search": "\n".join(searched).lower(),
        "body": {name: to_json(getattr(ticket, name)) for name in inside if getattr(ticket, name) is not None},
    }


def _save_parts(tx: Connection, ticket: Ticket) -> None:
    rows = [_clock_row(ticket, clock) for clock in ticket.clocks]
    stored = tx.execute(select(clocks).where(clocks.c.id.in_([row["id"] for row in rows]))).mappings()
    known = {row["id"]: dict(row) for row in stored}
    fresh = [row for row in rows if row["id"] not in known]
    others = [row for row in rows if known.get(row["id"], row) != row]
    changed = [{f"new_{name}": value for name, value in row.items()} for row in others]
    if fresh:
        tx.execute(insert(clocks), fresh)
    if changed:
        tx.execute(_CHANGE_CLOCK, changed)
    if ticket.news:
        tx.execute(_ADD_EVENTS, [_event_row(ticket.number, event) for event in ticket.news])


_CLOCK_FIELDS = (
    "promise",
    "started_at",
    "target",
    "limit",
    "state",
    "paused_at",
    "stopped_at",
    "at_risk_at",
    "breached_at",
    "answerable",
)
_CHANGE_CLOCK = (
    update(clocks)
    .where(clocks.c.id == bindparam("new_id"))
    .values({name: bindparam(f"new_{name}") for name in ("ticket", *_CLOCK_FIELDS, "peak", "falls_due")})
)


def clock_of(row: RowMapping) -> Clock:
    """The clock that a row of its table holds."""
    values = {name: row[name] for name in (*_CLOCK_FIELDS, "peak", "id")}
    return Clock(**values | {"promise": PromiseName(row["promise"]), "state": ClockState(row["state"])})


def _clock_row(ticket: Ticket, clock: Clock) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(clock, name) for name in (*_CLOCK_FIELDS, "peak", "id")}
    values |= {"ticket": ticket.number, "falls_due": ticket.falls_due(clock)}
    return values | {"promise": clock.promise.value, "state": clock.state.value}


def _event_row(number: int, event: Event) -> dict[str, Any]:
    return {
        "ticket": number,
        "kind": event.kind,
        "at": event.at,
        "actor_kind": event.actor.kind,
        "actor_id": event.actor.id or None,
        "actor_name": event.actor.name,
        "text": event.text,
        "data": dict(event.data),
    }
