"""What is on record of a period? Counted by the database, as far as it can.

A stretch of time runs from ``begins`` up to ``ends``, which no longer belongs to it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, case, func, or_, select

from assistant.core.reporting import Decided, Verdict, Week
from assistant.core.sla import PromiseName
from assistant.core.tickets import Outcome
from assistant.store.tables import clocks, conversations, messages, ticket_events, tickets, users

Wait = tuple[datetime, datetime]
"""When an inquiry was received, and when what the shopper waited for came."""

CHATS_AT_ONCE = 500

_NO_INQUIRY = (Outcome.DISCARDED.value, Outcome.MERGED.value)
_OPENED_AGAIN = ("reopened", "dissatisfied")


@dataclass(frozen=True, slots=True)
class Chats:
    """Chats in which the assistant answered something, by what became of them."""

    handed_over: int
    """A ticket came of them."""
    in_vain: int
    """An answer got a thumbs-down, or what was asked for last was a person."""
    answered: int
    """What was asked for last was answered."""
    open_ended: Sequence[str]
    """Ids of those that ended with something else: a courtesy, or a question in vain. The words tell which."""


def decided(tx: Connection, week: Week) -> list[Decided]:
    """The promises that were decided in a week: broken ones at their limit, the others when they ended."""
    broken = _alike().where(_within(clocks.c.breached_at, week.begins, week.ends))
    ended = _alike(clocks.c.state).where(
        clocks.c.breached_at.is_(None), _within(clocks.c.stopped_at, week.begins, week.ends)
    )
    rows = [(*alike, Verdict.BROKEN, count) for *alike, count in tx.execute(broken)]
    rows += [(*alike, Verdict(state), count) for *alike, state, count in tx.execute(ended)]
    return [
        Decided(week.monday, PromiseName(promise), kind, topic, agent, verdict, count)
        for promise, kind, topic, agent, verdict, count in rows
    ]


def waits_for_confirmation(tx: Connection, begins: datetime, ends: datetime) -> Sequence[Wait]:
    """Of the inquiries that were confirmed then, discarded and merged ones left out."""
    return _waits(tx, tickets.c.confirmed_at, begins, ends)


def waits_for_resolution(tx: Connection, begins: datetime, ends: datetime) -> Sequence[Wait]:
    """Of the inquiries that were resolved then and have not been opened again, discarded and merged ones left out."""
    return _waits(tx, tickets.c.resolved_at, begins, ends)


def words_on_results(tx: Connection, begins: datetime, ends: datetime) -> Mapping[str, int]:
    """How many shoppers said then that they are ``satisfied``, or ``dissatisfied``."""
    return _counts(tx, _events("satisfied", "dissatisfied", begins=begins, ends=ends))


def thumbs(tx: Connection, begins: datetime, ends: datetime) -> Mapping[bool, int]:
    """How many of the answers given then helped, and how many did not."""
    rated = _per(messages.c.helpful).where(
        messages.c.entry.is_not(None), messages.c.helpful.is_not(None), _within(messages.c.at, begins, ends)
    )
    return _counts(tx, rated)


def received(tx: Connection, begins: datetime, ends: datetime) -> int:
    """How many tickets were received, whatever became of them."""
    found = select(func.count()).select_from(tickets).where(_within(tickets.c.received_at, begins, ends))
    return tx.execute(found).scalar_one()


def reopened(tx: Connection, begins: datetime, ends: datetime) -> int:
    """How often a ticket was opened again, but for what an agent found to be only thanks."""
    later = ticket_events.alias("later")
    what_came_next = (
        select(later.c.kind)
        .where(
            later.c.ticket == ticket_events.c.ticket,
            later.c.id > ticket_events.c.id,
            later.c.kind.in_((*_OPENED_AGAIN, "only_thanks")),
        )
        .order_by(later.c.id)
        .limit(1)
        .scalar_subquery()
    )
    found = _events(*_OPENED_AGAIN, begins=begins, ends=ends).where(func.coalesce(what_came_next, "") != "only_thanks")
    return sum(_counts(tx, found).values())


def endings(tx: Connection, begins: datetime, ends: datetime) -> Mapping[str, int]:
    """How many tickets were closed then, by outcome. One that has been opened again since is none of them."""
    return _counts(tx, _per(tickets.c.outcome).where(_within(tickets.c.closed_at, begins, ends)))


def discarded(tx: Connection, begins: datetime, ends: datetime) -> Mapping[str, int]:
    """Those that were discarded, by reason."""
    why = (
        _per(ticket_events.c.data["reason"].as_string())
        .join(tickets, and_(tickets.c.number == ticket_events.c.ticket, tickets.c.closed_at == ticket_events.c.at))
        .where(
            ticket_events.c.kind == "discarded",
            _within(ticket_events.c.at, begins, ends),
            tickets.c.outcome == Outcome.DISCARDED.value,
        )
    )
    return _counts(tx, why)


def chats(tx: Connection, begins: datetime, ends: datetime) -> Chats:
    """The chats in which the shopper wrote last within this stretch, and in which the assistant had an answer."""
    # who wrote last within the stretch came before its end, and nothing happened later than what happened last
    lively = select(conversations.c.id).where(conversations.c.last_at >= begins, conversations.c.created_at < ends)
    became: Counter[str] = Counter()
    open_ended: list[str] = []
    # by a few hundred, each looked up by its id: asked for all at once, PostgreSQL would rather read all messages there are
    for ids in tx.execute(lively).scalars().partitions(CHATS_AT_ONCE):
        for fate, chat in tx.execute(_fates(ids, begins, ends)):
            became[fate] += 1
            if fate == "open_ended":
                open_ended.append(chat)
    return Chats(became["handed_over"], became["in_vain"], became["answered"], open_ended)


def not_swept(tx: Connection, since: datetime) -> int:
    """How many tickets have had a date pass before ``since`` that is not on record yet."""
    found = select(func.count()).select_from(tickets).where(tickets.c.next_wake < since)
    return tx.execute(found).scalar_one()


def names_of(tx: Connection, ids: Sequence[str]) -> Mapping[str, str]:
    """The names of colleagues, also of those whose accounts are closed."""
    found = tx.execute(select(users.c.id, users.c.name).where(users.c.id.in_(ids)))
    return {id: name for id, name in found}


def _fates(ids: Sequence[str], begins: datetime, ends: datetime) -> Select[Any]:
    """What became of those of these chats that count, as far as it can be told without their words; and their ids."""
    decision, about = messages.c.judged["decision"].as_string(), messages.c.judged["entry"].as_string()
    chat = (
        select(
            messages.c.conversation_id.label("id"),
            func.max(case((messages.c.author_kind == "shopper", messages.c.at))).label("last_wrote"),
            func.max(case((messages.c.entry.is_not(None), 1))).label("had_an_answer"),
            func.max(case((messages.c.helpful.is_(False), 1))).label("did_not_help"),
            _last(and_(decision == "answer", about.not_like("chat/%"))).label("answered"),
            _last(decision == "hand_off").label("to_a_person"),
            _last(decision.in_(("clarify", "no_match"))).label("undecided"),
        )
        .where(messages.c.conversation_id.in_(ids))
        .group_by(messages.c.conversation_id)
        .subquery()
    )
    fate = case(
        (conversations.c.ticket.is_not(None), "handed_over"),
        (or_(chat.c.did_not_help == 1, chat.c.to_a_person > chat.c.answered), "in_vain"),
        (chat.c.undecided > chat.c.answered, "open_ended"),
        else_="answered",
    )
    counts = (_within(chat.c.last_wrote, begins, ends), chat.c.had_an_answer == 1)
    return select(fate, chat.c.id).join(conversations, conversations.c.id == chat.c.id).where(*counts)


def _alike(*more: Column[Any]) -> Select[Any]:
    """Promises for which all this is the same, counted."""
    alike = (clocks.c.promise, tickets.c.kind, tickets.c.topic, clocks.c.answerable, *more)
    return select(*alike, func.count()).join(tickets, tickets.c.number == clocks.c.ticket).group_by(*alike)


def _waits(tx: Connection, reached: Column[datetime], begins: datetime, ends: datetime) -> Sequence[Wait]:
    counts = or_(tickets.c.outcome.is_(None), tickets.c.outcome.not_in(_NO_INQUIRY))
    found = select(tickets.c.received_at, reached).where(_within(reached, begins, ends), counts)
    return [(start, end) for start, end in tx.execute(found)]


def _events(*kinds: str, begins: datetime, ends: datetime) -> Select[Any]:
    return _per(ticket_events.c.kind).where(ticket_events.c.kind.in_(kinds), _within(ticket_events.c.at, begins, ends))


def _per(what: ColumnElement[Any]) -> Select[Any]:
    return select(what, func.count()).group_by(what)


def _counts(tx: Connection, counted: Select[Any]) -> Mapping[Any, int]:
    return {value: count for value, count in tx.execute(counted)}


def _last(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """The ``seq`` of the shopper's last message for which this holds, 0 where there is none."""
    return func.coalesce(func.max(case((condition, messages.c.seq))), 0)


def _within(moment: ColumnElement[datetime], begins: datetime, ends: datetime) -> ColumnElement[bool]:
    return and_(moment >= begins, moment < ends)
