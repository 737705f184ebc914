"""What became of each entry's answers? Counted from the messages and tickets of a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, case, func, or_, select

from assistant.store.tables import messages, tickets


@dataclass(frozen=True, slots=True)
class Use:
    """Of one entry."""

    answered: int = 0
    """Times it was said."""
    helpful: int = 0
    unhelpful: int = 0
    """Thumbs up and down."""
    handed_over: int = 0
    """Chats that became a ticket while it was what they were about."""


def use_since(tx: Connection, since: datetime) -> Mapping[str, Use]:
    """By entry id; who was not asked for is absent.

    A chat that was handed over is about the entry its last question was read as. A question that found nothing is
    about none, and neither is a form, for nobody was answered there.
    """
    handed_over = _handed_over(tx, since)
    rows = tx.execute(_ANSWERED.where(messages.c.at >= since)).all()
    answered = {entry: (count, helpful or 0, unhelpful or 0) for entry, count, helpful, unhelpful in rows}
    return {
        entry: Use(*answered.get(entry, (0, 0, 0)), handed_over.get(entry, 0))
        for entry in sorted({*answered, *handed_over})
    }


_ANSWERED = (
    select(
        messages.c.entry,
        func.count(),
        func.sum(case((messages.c.helpful.is_(True), 1), else_=0)),
        func.sum(case((messages.c.helpful.is_(False), 1), else_=0)),
    )
    .where(messages.c.entry.is_not(None))
    .group_by(messages.c.entry)
)


def _handed_over(tx: Connection, since: datetime) -> Mapping[str, int]:
    entry, decision = messages.c.judged["entry"].as_string(), messages.c.judged["decision"].as_string()
    last_question = (
        select(case((decision != "no_match", entry)))
        .where(
            messages.c.conversation_id == tickets.c.conversation_id,
            messages.c.at <= tickets.c.received_at,
            messages.c.judged.is_not(None),
            # a wish for a person and small talk are about nothing, and a question in vain is the end of the search
            or_(decision == "no_match", and_(entry.is_not(None), entry.not_like("chat/%"))),
        )
        .order_by(messages.c.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    asked = select(last_question.label("entry")).where(tickets.c.received_at >= since).subquery()
    found = select(asked.c.entry, func.count()).where(asked.c.entry.is_not(None)).group_by(asked.c.entry)
    return {entry: count for entry, count in tx.execute(found)}
