"""A shop with as many tickets as one wants, quickly: some hundred real ones, and copies of them made by the database.

The real ones go through the services, so every copy is a row as the product writes it, with its conversation, clocks and
events. Copies differ in what must differ: numbers, ids, addresses, the moment of receipt. Closed tickets come first and
are spread over two years; open ones are the newest. Their promises end at closing times, so many end together.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, Engine, Table, create_engine, func, select, text, update

from assistant.services import rounds
from assistant.services.desk import Desk
from assistant.store import migrate, tables
from assistant.store.database import Database
from tests.core import small_shop
from tests.core.shop import ny
from tests.services.desk import Shop, Staff

AGENTS = 20
OPEN_ONES = 250
CLOSED_ONES = 50
TWO_YEARS = timedelta(days=730)
NOW = ny("2026-11-10 11:00")
"""When the open tickets stand as they were made: a Tuesday morning in the shop."""

COPIED = (tables.conversations, tables.messages, tables.tickets, tables.clocks, tables.ticket_events)
NUMBERS = ("number", "ticket")
IDS = ("conversations.id", "clocks.id", "conversation_id", "token", "token_hash", "request_id")
ADDRESSES = ("shopper_email", "search")
LITTLE = {"messages": "seq = 1 AND ", "ticket_events": "kind IN ('received', 'closed') AND "}
MOMENTS = (
    "received_at",
    "confirmed_at",
    "resolved_at",
    "closed_at",
    "started_at",
    "stopped_at",
    "breached_at",
    "last_at",
    "at",
)


@dataclass(frozen=True, slots=True)
class Size:
    tickets: int
    open: int

    def __str__(self) -> str:
        return f"{self.tickets:,} tickets ({self.open:,} open)"


@dataclass(frozen=True, slots=True)
class Crowd:
    """A desk with so many tickets, and who works at it."""

    desk: Desk
    staff: Sequence[Staff]
    size: Size
    seconds: float
    """To fill it."""

    @property
    def db(self) -> Database:
        return self.desk.db


@contextmanager
def crowd(url: str, size: Size) -> Iterator[Crowd]:
    """An empty database at ``url``, filled to ``size``."""
    began = time.monotonic()
    migrate.upgrade(url)
    database = Database(url)
    shop = Shop(Desk(database, small_shop.knowledge, "http://shop.test"))
    staff = [shop.staff(name=f"Agent{each}") for each in range(AGENTS)]
    closed = [_closed_ticket(shop, staff, each) for each in range(CLOSED_ONES)]
    opened = [_open_ticket(shop, staff, each) for each in range(OPEN_ONES)]
    rounds.sweep(shop.desk, NOW, lambda news: None)
    _multiply(url, size, (closed[0], closed[-1]), (opened[0], opened[-1]))
    try:
        yield Crowd(shop.desk, staff, size, time.monotonic() - began)
    finally:
        database.close()


def _closed_ticket(shop: Shop, staff: Sequence[Staff], place: int) -> int:
    shop.at = ny(f"2026-10-{1 + place % 28:02} 10:00")
    number, agent = _form(shop, place), staff[place % AGENTS]
    if place % 25 == 24:
        agent.do(number, "discard", "spam")
    else:
        agent.close(number)
    return number


STANDINGS: tuple[Callable[[Staff, int], object], ...] = (
    lambda agent, number: agent.do(number, "confirm", "We have your question."),
    lambda agent, number: agent.do(number, "ask", "Which size do you mean?"),
    lambda agent, number: agent.solve(number),
    lambda agent, number: agent.do(number, "claim"),
    lambda agent, number: agent.do(number, "snooze", min(NOW + timedelta(hours=3), agent.shop.at + timedelta(days=3))),
)
UNTOUCHED = 7


def _open_ticket(shop: Shop, staff: Sequence[Staff], place: int) -> int:
    """Of twelve, seven are as they came, and the others stand where agents have left them."""
    day, hour = divmod(place * 40 // OPEN_ONES, 8)
    shop.at = ny(f"2026-11-{(4, 5, 6, 9, 10)[day]:02} {9 + hour if day < 4 else 9:02}:{place % 59:02}")
    number = _form(shop, place, **({"trapped": "yes"} if place % 60 == 48 else {}))
    standing = place % (UNTOUCHED + len(STANDINGS))
    if standing >= UNTOUCHED:
        STANDINGS[standing - UNTOUCHED](staff[place % AGENTS], number)
    elif place % 50 == 0:
        staff[0].do(number, "classify", "complex", "a dispute")
    return number


def _form(shop: Shop, place: int, **fields: str) -> int:
    return shop.form(
        f"Does the mist number {place} come in a larger bottle?\nI use it every day.",
        name=f"Shopper {place}",
        email=f"shopper{place}@mail.example",
        order_number=f"A-{place:05}",
        **fields,
    )


def _multiply(url: str, size: Size, closed: tuple[int, int], opened: tuple[int, int]) -> None:
    times_closed, times_open = (size.tickets - size.open) // CLOSED_ONES, size.open // OPEN_ONES
    engine = create_engine(url)
    indexes = [index for table in COPIED for index in table.indexes]
    with engine.begin() as tx:
        for index in indexes:  # made at the end in one go
            index.drop(tx)
        tx.execute(text("CREATE TEMPORARY TABLE copies (ahead INTEGER, tag TEXT, back INTEGER)"))
        apart = int(TWO_YEARS.total_seconds()) // times_closed
        _copy(tx, closed, [(OPEN_ONES + CLOSED_ONES * k, k * apart) for k in range(1, times_closed)], closed=True)
        behind = CLOSED_ONES * (times_closed - 1)
        _copy(tx, opened, [(behind + OPEN_ONES * k, k * 7) for k in range(1, times_open)], closed=False)
        last = tx.execute(select(func.max(tables.tickets.c.number))).scalar_one()
        tx.execute(update(tables.counters).where(tables.counters.c.name == "ticket").values(value=last))
        for index in indexes:
            index.create(tx)
    _tidy(engine)
    engine.dispose()


def _copy(tx: Connection, originals: tuple[int, int], copies: Sequence[tuple[int, int]], *, closed: bool) -> None:
    """A copy for each of ``copies``: so many numbers ahead and received so many seconds earlier.

    Closed tickets are moved in time as a whole, and of their chats and events, which nobody reads here, little is copied.
    """
    tx.execute(text("DELETE FROM copies"))
    rows = [{"ahead": ahead, "tag": f"{ahead:08x}", "back": back} for ahead, back in copies]
    tx.execute(text("INSERT INTO copies VALUES (:ahead, :tag, :back)"), rows)
    within = {"first": originals[0], "last": originals[1]}
    moved = MOMENTS if closed else ("received_at",)
    for table in COPIED:
        columns = [column.name for column in table.columns if (table.name, column.name) != ("ticket_events", "id")]
        values = [_value(tx.dialect.name, table, name, moved) for name in columns]
        their = "o.number" if table is tables.tickets else "o.ticket"
        joined = f"{table.name} o, copies"
        if table is tables.messages:
            joined, their = "messages o JOIN conversations c ON c.id = o.conversation_id, copies", "c.ticket"
        if closed:
            their = LITTLE.get(table.name, "") + their
        names = ", ".join(f'"{name}"' for name in columns)
        chosen = f"SELECT {', '.join(values)} FROM {joined} WHERE {their} BETWEEN :first AND :last"
        tx.execute(text(f"INSERT INTO {table.name} ({names}) {chosen}"), within)


def _value(dialect: str, table: Table, name: str, moved: Sequence[str]) -> str:
    column = f'o."{name}"'
    if name in NUMBERS:
        return f"{column} + copies.ahead"
    if name in IDS or f"{table.name}.{name}" in IDS:
        return f"copies.tag || substr({column}, 9)"
    if name == "order_number":
        return f"{column} || '-' || copies.tag"
    if name in ADDRESSES:
        return f"replace({column}, '@', copies.tag || '@')"
    if name in moved:
        if dialect == "sqlite":
            return f"strftime('%Y-%m-%d %H:%M:%f000', {column}, -copies.back || ' seconds')"
        return f"{column} - make_interval(secs => copies.back)"
    return column


def _tidy(engine: Engine) -> None:
    """What both databases do by themselves in time."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        statement = "VACUUM (ANALYZE)" if engine.dialect.name == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)"
        connection.execute(text(statement))
