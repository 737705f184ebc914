"""What did shoppers ask lately, and what was said to it? A bounded stretch of the newest chats."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, and_, or_, select

from assistant.core.gaps import Line
from assistant.store.tables import conversations, messages, tickets

_COLUMNS = ("conversation_id", "id", "author_kind", "text", "at", "reply_to", "picked", "entry", "helpful", "judged")


def stories_since(tx: Connection, since: datetime, most: int) -> list[Sequence[Line]]:
    """What shoppers asked the assistant and its replies, chat by chat, the liveliest first; at most so many messages."""
    lately = (
        select(*(messages.c[name] for name in _COLUMNS))
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .where(
            # the index of the conversations leads to the newest ones, however long the history is
            conversations.c.last_at >= since,
            messages.c.at >= since,
            or_(
                messages.c.judged.is_not(None),
                and_(messages.c.author_kind == "assistant", messages.c.reply_to.is_not(None)),
            ),
        )
        .order_by(conversations.c.last_at.desc(), messages.c.conversation_id, messages.c.seq)
        .limit(most)
    )
    lines = (
        Line(conversation, id, author == "shopper", text, at, reply_to, picked, entry, helpful, judged)
        for conversation, id, author, text, at, reply_to, picked, entry, helpful, judged in tx.execute(lately)
    )
    return [list(story) for _, story in groupby(lines, key=lambda line: line.conversation)]


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
