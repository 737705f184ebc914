"""What did shoppers ask lately, and what was said to it? A bounded stretch of the newest chats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from assistant.core.gaps import Line
from assistant.store.tables import conversations, messages, tickets

MOST_LINES = 10_000
"""Of one page."""

Cursor = tuple[datetime, str]

_COLUMNS = ("conversation_id", "id", "author_kind", "text", "at", "reply_to", "picked", "entry", "helpful", "judged")


@dataclass(frozen=True, slots=True)
class Page:
    """Some chats, and where the next ones begin; None after the last."""

    stories: Sequence[Sequence[Line]]
    next: Cursor | None


def stories_since(tx: Connection, since: datetime, after: Cursor | None, most: int) -> Page:
    """What shoppers asked the assistant and its replies, chat by chat, the liveliest first; at most so many chats.

    ``after`` goes on where a page ended. A chat of thousands of messages is told as far as they go.
    """
    chats = select(conversations.c.last_at, conversations.c.id).where(conversations.c.last_at >= since)
    if after:
        at, id = after
        older = and_(conversations.c.last_at == at, conversations.c.id < id)
        chats = chats.where(or_(conversations.c.last_at < at, older))
    found = tx.execute(chats.order_by(conversations.c.last_at.desc(), conversations.c.id.desc()).limit(most)).all()
    stories = _stories(tx, [id for _, id in found], messages.c.at >= since)
    ordered = [stories[id] for _, id in found if id in stories]
    return Page(ordered, (found[-1].last_at, found[-1].id) if len(found) == most else None)


def stories_of(tx: Connection, chats: Sequence[str]) -> Sequence[Sequence[Line]]:
    """What was asked in these chats, and the assistant's replies; a few hundred chats at once."""
    return list(_stories(tx, chats).values())


def handed_over_since(tx: Connection, since: datetime, most: int) -> Mapping[str, Sequence[datetime]]:
    """When each chat became a ticket, oldest first, of the newest so many tickets."""
    newest = (
        select(tickets.c.conversation_id, tickets.c.received_at)
        .where(tickets.c.received_at >= since)
        .order_by(tickets.c.received_at.desc())
        .limit(most)
    )
    found: dict[str, list[datetime]] = {}
    for conversation, at in reversed(tx.execute(newest).all()):
        found.setdefault(conversation, []).append(at)
    return found


def _stories(tx: Connection, chats: Sequence[str], *conditions: ColumnElement[bool]) -> Mapping[str, Sequence[Line]]:
    told = (
        select(*(messages.c[name] for name in _COLUMNS))
        .where(
            messages.c.conversation_id.in_(chats),
            *conditions,
            or_(
                messages.c.judged.is_not(None),
                and_(messages.c.author_kind == "assistant", messages.c.reply_to.is_not(None)),
            ),
        )
        .order_by(messages.c.conversation_id, messages.c.seq)
        .limit(MOST_LINES)
    )
    lines = (
        Line(conversation, id, author == "shopper", text, at, reply_to, picked, entry, helpful, judged)
        for conversation, id, author, text, at, reply_to, picked, entry, helpful, judged in tx.execute(told)
    )
    return {chat: list(story) for chat, story in groupby(lines, key=lambda line: line.conversation)}
