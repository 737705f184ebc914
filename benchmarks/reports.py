"""How long does a report take? ``python -m benchmarks.reports`` prints it for SQLite and for PostgreSQL.

A shop with 300,000 tickets of two years, 20,000 of them in the period looked at, and as many chats that led to none. Beside
it, in the same run: shorter and longer periods, and one before the first ticket, which shows what all that lies outside of
a period costs.

A hundred stories are played through the services, and the database copies them, each copy somewhat earlier.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import Column, Connection, create_engine, text

from assistant.core.reporting import Period
from assistant.services import reports
from assistant.services.desk import Desk
from assistant.store import migrate, tables
from assistant.store.database import Database
from assistant.store.tables import Moment
from tests.core import small_shop
from tests.core.shop import ny
from tests.services.desk import Shop, Staff
from tests.support import postgres

TICKETS, IN_PERIOD = 300_000, 20_000
STORIES = 50
"""Tickets, and as many chats without one."""
DAYS = 730
LAST = date(2026, 9, 30)
"""From the first of October on there are fewer: the stories themselves are of that month, and every copy is older."""
READ_AT = ny("2026-11-10 10:00")
ROUNDS = 5

COPIED = (tables.conversations, tables.messages, tables.tickets, tables.clocks, tables.ticket_events)
NUMBERS = ("number", "ticket")
IDS = ("conversation_id", "token", "token_hash", "request_id")

_TIDY = {"postgresql": ("VACUUM ANALYZE",), "sqlite": ("ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)")}
"""What both databases do by themselves in time."""

ASKED: tuple[tuple[str, ...], ...] = (
    ("do you take paypal",),
    ("do you take paypal", "how long does a refund take", "thank you"),
    ("do you recycle empty bottles",),
    ("how do i return something", "do you recycle empty bottles", "ok"),
    ("how long do i have to return something", "let me talk to a human"),
)


def main() -> None:
    """``python -m benchmarks.reports 30000`` does the same with fewer tickets, for a quick look."""
    tell(int(sys.argv[1]) if len(sys.argv) > 1 else TICKETS)


def tell(tickets: int) -> None:
    """Print what reports of a shop with so many tickets take, on both databases; PostgreSQL only where it is installed."""
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", f"sqlite:///{folder}/db", tickets)
    if postgres.find_binaries():
        with _postgres() as url:
            _measure("PostgreSQL", url, tickets)


def _measure(name: str, url: str, tickets: int) -> None:
    begun = time.perf_counter()
    database = _filled(url, tickets)
    print(f"{name}, {tickets:,} tickets and as many chats, made in {time.perf_counter() - begun:.0f} s", flush=True)
    for days, last in ((28, LAST), (DAYS * IN_PERIOD // TICKETS, LAST), (365, LAST), (28, date(2020, 1, 28))):
        took, work, told = [], [], 0
        for _ in range(ROUNDS):
            begun, worked = time.perf_counter(), time.process_time()
            period = Period(last - timedelta(days=days - 1), last)
            told = reports.report(database, small_shop.knowledge().policy, period, READ_AT)["tickets"]["received"]
            took.append(1000 * (time.perf_counter() - begun))
            work.append(1000 * (time.process_time() - worked))
        told_as = f"  {days:3} days to {last}, {told:7,} tickets:"
        print(f"{told_as} {median(took):6,.0f} ms, at best {min(took):,.0f}; own work {median(work):,.0f}", flush=True)
    database.close()


def _filled(url: str, tickets: int) -> Database:
    migrate.upgrade(url)
    database = Database(url)
    shop = Shop(Desk(database, small_shop.knowledge, "http://shop.test"))
    staff = [shop.staff(name=f"Agent{each}") for each in range(10)]
    for place in range(STORIES):
        shop.at = ny(f"2026-10-{1 + place % 28:02} {9 + place % 8:02}:00")
        _play_ticket(shop, staff[place % len(staff)], place)
        _play_chat(shop, place)
    engine, copies = create_engine(url), tickets // STORIES
    with engine.begin() as tx:
        tx.execute(text("CREATE TEMPORARY TABLE copies (ahead INTEGER, tag TEXT, back INTEGER)"))
        apart = DAYS * 86_400 // copies
        rows = [{"ahead": STORIES * each, "tag": f"{each:08x}", "back": each * apart} for each in range(1, copies)]
        tx.execute(text("INSERT INTO copies VALUES (:ahead, :tag, :back)"), rows)
        for table in COPIED:
            columns = [column for column in table.columns if (table.name, column.name) != ("ticket_events", "id")]
            names = ", ".join(f'"{column.name}"' for column in columns)
            values = ", ".join(_copied(tx, column) for column in columns)
            # the oldest first, so that what happened together lies together
            copied = f"SELECT {values} FROM {table.name} o, copies ORDER BY copies.back DESC"
            tx.execute(text(f"INSERT INTO {table.name} ({names}) {copied}"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in _TIDY[engine.dialect.name]:
            connection.execute(text(statement))
    engine.dispose()
    return database


def _play_ticket(shop: Shop, agent: Staff, place: int) -> None:
    """Of ten, one is spam, two are confirmed late, and one had to be solved again; one came from a chat."""
    if place % 10 == 0:
        agent.do(shop.form(), "discard", "spam")
        return
    if place % 10 == 1:
        chat = shop.chat()
        chat.say("where is my parcel")
        number = chat.hand_off()
    else:
        number = shop.form("Where is my parcel?" if place % 2 else "Does the mist come in a larger bottle?")
    shop.at += timedelta(days=5 if place % 10 in (2, 3) else place % 4, hours=1)
    agent.solve(number)
    if place % 10 == 4:
        shop.write_on_page(number, "But where is the button?")
        agent.solve(number)
    agent.do(number, "follow_up", True, note="said so on the phone")


def _play_chat(shop: Shop, place: int) -> None:
    chat = shop.chat()
    for said in ASKED[place % len(ASKED)]:
        chat.say(said)


def _copied(tx: Connection, column: Column[object]) -> str:
    """What a copy has in a column, in SQL: moments earlier, and what must be its own made its own."""
    own = f'o."{column.name}"'
    if isinstance(column.type, Moment):
        if tx.dialect.name == "sqlite":
            return f"strftime('%Y-%m-%d %H:%M:%f000', {own}, -copies.back || ' seconds')"
        return f"{own} - make_interval(secs => copies.back)"
    if column.name in NUMBERS:
        return f"{own} + copies.ahead"
    if column.name in IDS or (column.name == "id" and column.table is not tables.messages):
        return f"copies.tag || substr({own}, 9)"
    return own


@contextmanager
def _postgres() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        server = postgres.start(Path(folder), os.getpid())
        with server.database() as url:
            yield url


if __name__ == "__main__":
    main()
