"""Every list of the console, the calendar, take next and the sweep read an index of their own, in order, and no other row.

Asked of SQLite, which plans without figures; what PostgreSQL makes of them is for the benchmark to tell.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, event

from assistant.store import due_calendar, outbox, tickets
from assistant.store.database import engine_for
from assistant.store.tickets import Filters

NOON = datetime(2026, 11, 2, 17, tzinfo=UTC)
READS: dict[str, tuple[Callable[[Connection], object], str]] = {
    "open": (lambda tx: page(tx, "open"), "ix_tickets_queue"),
    "mine": (lambda tx: page(tx, "mine"), "ix_tickets_holder"),
    "unheld": (lambda tx: page(tx, "unheld"), "ix_tickets_unheld"),
    "waiting": (lambda tx: page(tx, "waiting"), "ix_tickets_queue"),
    "closed": (lambda tx: page(tx, "closed"), "ix_tickets_closed"),
    "held": (lambda tx: page(tx, "held"), "ix_tickets_held"),
    "counts": (lambda tx: tickets.counts(tx, "sam"), "ix_tickets_counted"),
    "take next": (tickets.most_urgent_free, "ix_tickets_free"),
    "due": (lambda tx: tickets.due(tx, NOON, None, 100), "ix_tickets_wake"),
    "what falls due, counted": (lambda tx: due_calendar.counts(tx, NOON), "ix_clocks_due"),
    "what falls due, named": (lambda tx: due_calendar.first(tx, None, NOON, 20), "ix_clocks_due"),
    "left behind": (tickets.left_behind, "ix_tickets_holder"),
    "dead mails": (outbox.count_dead, "ix_outbox_dead"),
    "a page of dead mails": (lambda tx: outbox.page(tx, "dead", None, 50), "ix_outbox_dead"),
    "dead mails nobody was told of": (lambda tx: outbox.untold(tx, 50), "ix_outbox_dead"),
    "waiting mails": (outbox.waiting_and_dead, "ix_outbox_due"),
    "an e-mail address": (lambda tx: page(tx, "all", q="ann@shop.example"), "ix_tickets_shopper_email"),
}


def page(tx: Connection, view: str, q: str = "") -> object:
    return tickets.page(tx, Filters(view=view, mine="sam", q=q), None, 50)


@pytest.mark.parametrize("read", READS)
def test_each_reads_its_own_index(read: str, sqlite_url: str) -> None:
    do, index = READS[read]
    asked: list[tuple[str, Any]] = []
    engine = engine_for(sqlite_url, pool_size=1, reads_only=True)
    with engine.connect() as tx:
        event.listen(engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
        do(tx)
        statement, values = asked[0]
        steps = [row[3] for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    engine.dispose()
    assert f" INDEX {index}" in " ".join(steps), steps
    assert read == "left behind" or not any("TEMP B-TREE" in step for step in steps), steps
