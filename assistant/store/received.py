"""How many e-mails have come in, by what became of them?"""

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.store.database import Stale
from assistant.store.tables import counters

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
