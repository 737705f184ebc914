"""Every list of the console, the calendar, take next and the sweep read an index of their own, in order, and no other row.

Asked of SQLite, which plans without figures, for each statement of a read; what PostgreSQL makes of them is for the
benchmark to tell.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from assistant.core.people import Role, User
from assistant.services.desk import Desk
from assistant.store import accounts, due_calendar, outbox, tickets
from assistant.store.database import Database, engine_for
from assistant.store.tickets import Filters
from tests.core import small_shop
from tests.services.desk import Shop, Staff

NOON = datetime(2026, 11, 2, 17, tzinfo=UTC)
ANN = "ann@shop.example"
HERS = "a-17"

CLOCKS = "ix_clocks_ticket, sorted"
"""Those of the tickets found, in their order; no more than a page has."""
NAMED = ["ix_tickets_shopper_email", "ix_tickets_order"]
"""Whether an e-mail address or an order number is what a search looks for."""

READS: dict[str, tuple[Callable[[Connection], object], list[str]]] = {
    "open": (lambda tx: page(tx, "open"), ["ix_tickets_queue", CLOCKS]),
    "mine": (lambda tx: page(tx, "mine"), ["ix_tickets_holder", CLOCKS]),
    "unheld": (lambda tx: page(tx, "unheld"), ["ix_tickets_unheld", CLOCKS]),
    "waiting": (lambda tx: page(tx, "waiting"), ["ix_tickets_queue", CLOCKS]),
    "closed": (lambda tx: page(tx, "closed"), ["ix_tickets_closed", CLOCKS]),
    "held": (lambda tx: page(tx, "held"), ["ix_tickets_held", CLOCKS]),
    # the table itself lies in the order of numbers, and is read from its end for as long as the page is not full
    "all": (lambda tx: page(tx, "all"), ["tickets row by row", CLOCKS]),
    "open, the page after": (lambda tx: page_after(tx, "open"), ["ix_tickets_queue", CLOCKS] * 2),
    "all, the page after": (lambda tx: page_after(tx, "all"), ["tickets row by row", CLOCKS, "by number", CLOCKS]),
    "open, of one kind": (lambda tx: page(tx, "open", kind="general"), ["ix_tickets_queue", CLOCKS]),
    "open, of a colleague": (lambda tx: page(tx, "open", assignee="sam"), ["ix_tickets_holder", CLOCKS]),
    "an e-mail address": (lambda tx: page(tx, "all", q=ANN), [*NAMED, NAMED[0], CLOCKS]),
    "an e-mail address, open": (lambda tx: page(tx, "open", q=ANN), [*NAMED, f"{NAMED[0]}, sorted", CLOCKS]),
    "an order number": (lambda tx: page(tx, "all", q=HERS), [*NAMED, NAMED[1], CLOCKS]),
    "an order number, open": (lambda tx: page(tx, "open", q=HERS), [*NAMED, f"{NAMED[1]}, sorted", CLOCKS]),
    "a number": (lambda tx: page(tx, "all", q="10001"), [*NAMED, "by number", "by number", CLOCKS]),
    "a number, open": (lambda tx: page(tx, "open", q="10001"), [*NAMED, "by number", "by number", CLOCKS]),
    "counts": (lambda tx: tickets.counts(tx, "sam"), ["ix_tickets_counted", "ix_tickets_held"]),
    "take next": (tickets.most_urgent_free, ["ix_tickets_free", CLOCKS]),
    "due": (lambda tx: tickets.due(tx, NOON, None, 100), ["ix_tickets_wake"]),
    "what falls due, counted": (lambda tx: due_calendar.counts(tx, NOON), ["ix_clocks_due"]),
    "what falls due, named": (lambda tx: due_calendar.first(tx, None, NOON, 20), ["ix_clocks_due, by number"]),
    "left behind": (tickets.left_behind, ["ix_tickets_holder, users row by row, sorted"]),
    "dead mails": (outbox.count_dead, ["ix_outbox_dead"]),
    "a page of dead mails": (lambda tx: outbox.page(tx, "dead", None, 50), ["ix_outbox_dead"]),
    "dead mails nobody was told of": (lambda tx: outbox.untold(tx, 50), ["ix_outbox_dead"]),
    "a page of waiting mails": (lambda tx: outbox.page(tx, "waiting", None, 50), ["ix_outbox_due, ties sorted"]),
    "waiting and dead mails": (outbox.waiting_and_dead, ["ix_outbox_due", "ix_outbox_dead"]),
}


@pytest.fixture(scope="module")
def engine(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Of a shop with two tickets in each list of the console, so that every statement of a read is asked."""
    url = f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path_factory.mktemp('indexes') / 'queue.sqlite')}"
    database = Database(url)
    shop = Shop(Desk(database, small_shop.knowledge, "http://shop.test"))
    sam = Staff(shop, User("sam", "sam@shop.example", "Sam", Role.AGENT))
    database.write(lambda tx: accounts.add_user(tx, sam.user, "none", NOON))
    for deed in ((), ("claim",), ("ask", "Which size?"), ("discard", "test")) * 2:
        number = shop.form(email=ANN, order_number=HERS)
        if deed:
            sam.do(number, *deed)
    for _ in range(2):
        shop.form(trapped="yes")
    database.close()
    engine = engine_for(url, pool_size=1, reads_only=True)
    yield engine
    engine.dispose()


def page(tx: Connection, view: str, **filters: str) -> tickets.Page:
    return tickets.page(tx, Filters(view=view, mine="sam", **filters), None, 50)


def page_after(tx: Connection, view: str) -> tickets.Page:
    first = tickets.page(tx, Filters(view=view), None, 1)
    return tickets.page(tx, Filters(view=view), first.next, 50)


@pytest.mark.parametrize("read", READS)
def test_each_statement_reads_its_own_index(read: str, engine: Engine) -> None:
    do, expected = READS[read]
    with engine.connect() as tx:
        with asked_of(engine) as asked:
            do(tx)
        plans = [tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all() for statement, values in asked]
    assert [", ".join(filter(None, (how(row[3]) for row in plan))) for plan in plans] == expected


@contextmanager
def asked_of(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """The statements the database is asked meanwhile, with their values."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Connection, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def how(step: str) -> str:
    """A step of a plan: the index it reads, the table it passes through, or that it sorts."""
    if step.startswith("USE TEMP B-TREE"):
        return "sorted" if step.endswith(" FOR ORDER BY") else "ties sorted"
    if "PRIMARY KEY" in step:
        return "by number"
    index = re.search(r" INDEX (\w+)", step)
    return index[1] if index else f"{step.removeprefix('SCAN ')} row by row" if step.startswith("SCAN") else ""
