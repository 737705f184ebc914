"""How many e-mails have come in, by what became of them and for one ticket, and has anybody looked at them?"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from assistant.store.database import Stale
from assistant.store.tables import counters, done_requests, ticket_events

PREFIX = "mail:"


def count(tx: Connection, became: str) -> None:
    """One more. Raises ``Stale`` when another process has just counted the first of its kind."""
    name = f"{PREFIX}{became}"
    one_more = update(counters).where(counters.c.name == name).values(value=counters.c.value + 1)
    if tx.execute(one_more).rowcount:
        return
    try:
        tx.execute(insert(counters).values(name=name, value=1))
    except IntegrityError:
        raise Stale from None


def counts(tx: Connection) -> Mapping[str, int]:
    """By what became of them, since the database was made."""
    found = select(counters.c.name, counters.c.value).where(counters.c.name.startswith(PREFIX))
    return {name.removeprefix(PREFIX): value for name, value in tx.execute(found)}


def taken_since(tx: Connection, ticket: int, since: datetime) -> int:
    """How many mails to this ticket were taken after ``since``. Of what is done once, only mails answer for themselves."""
    its = (done_requests.c.ticket == ticket, done_requests.c.at > since)
    mails = select(func.count()).where(*its, done_requests.c.id == done_requests.c.fingerprint)
    return tx.execute(mails).scalar_one()


def waits_to_be_looked_at(tx: Connection, ticket: int) -> bool:
    """Whether a mail from elsewhere has been told to colleagues, and none of them has done anything on the ticket since."""
    telling = or_(ticket_events.c.kind == "somebody_wrote", ticket_events.c.actor_kind == "agent")
    last = select(ticket_events.c.kind).where(ticket_events.c.ticket == ticket, telling)
    return tx.execute(last.order_by(ticket_events.c.id.desc()).limit(1)).scalar() == "somebody_wrote"
