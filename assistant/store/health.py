"""Signs of life that other processes can see, and numbers for the metrics."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.store.database import Stale
from assistant.store.tables import heartbeats, tickets


def beat(tx: Connection, name: str, at: datetime) -> None:
    """Raises ``Stale`` when another process gives the very first one at the same moment."""
    if tx.execute(update(heartbeats).where(heartbeats.c.name == name).values(at=at)).rowcount == 0:
        try:
            tx.execute(insert(heartbeats).values(name=name, at=at))
        except IntegrityError:
            raise Stale from None


def last_beat(tx: Connection, name: str) -> datetime | None:
    return tx.execute(select(heartbeats.c.at).where(heartbeats.c.name == name)).scalar()


def open_tickets_by_step(tx: Connection) -> Mapping[str, int]:
    found = select(tickets.c.step, func.count()).where(tickets.c.open).group_by(tickets.c.step)
    return {step: number for step, number in tx.execute(found)}
