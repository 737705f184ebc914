"""Which inquiries were confirmed lately, and how long had they waited?"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, or_, select

from assistant.core.tickets import Outcome
from assistant.store.tables import tickets

_NO_CASES = (Outcome.DISCARDED.value, Outcome.MERGED.value)
"""What was no inquiry, or went on as another."""


def confirmed_since(tx: Connection, since: datetime, most: int) -> Sequence[tuple[datetime, datetime]]:
    """When they were received and when confirmed: of those confirmed after ``since`` the latest ones."""
    found = (
        select(tickets.c.received_at, tickets.c.confirmed_at)
        .where(tickets.c.confirmed_at > since)
        .where(or_(tickets.c.outcome.is_(None), tickets.c.outcome.not_in(_NO_CASES)))
        .order_by(tickets.c.confirmed_at.desc())
        .limit(most)
    )
    return [(received, confirmed) for received, confirmed in tx.execute(found)]
