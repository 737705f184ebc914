"""What the new release finds of the tickets that the last one has left."""

from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from assistant.services import rounds
from assistant.services.desk import Desk
from assistant.store.tables import tickets
from tests.core.shop import ny
from tests.services.desk import Shop

MIGRATION: Any = import_module("assistant.store.migrations.versions.0003_promises_kept")


@pytest.fixture
def shop(desk: Desk) -> Shop:
    return Shop(desk)


def kept(shop: Shop) -> Sequence[Any]:
    found = select(tickets.c.number, tickets.c.rank, tickets.c.at_risk, tickets.c.next_wake).order_by(tickets.c.number)
    return shop.desk.db.read(lambda tx: tx.execute(found).all())


def test_what_waits_and_what_is_at_risk_take_their_places_in_the_queue(shop: Shop) -> None:
    sam, lea = shop.staff(), shop.staff("lead", "Lea")
    waiting, complex_, late, extended, _, following = (shop.form(email=f"shopper{n}@shop.example") for n in range(6))
    for number in (waiting, complex_, late, extended):
        sam.do(number, "confirm", "We have it.")
    for number in (complex_, late):
        lea.do(number, "classify", "complex", "a dispute")
    for number in (waiting, late):
        sam.do(number, "ask", "Which one?")
    sam.solve(following)
    shop.at = ny("2026-11-06 09:00")
    rounds.sweep(shop.desk, shop.at, shop.news.extend)
    sam.do(complex_, "ask", "Which one?")
    lea.do(extended, "extend", "resolution", ny("2026-11-13 17:00"), "It is slow.", "strike")
    before = kept(shop)
    assert [row.rank for row in before] == [5, 4, 3, 1, 0, 2]
    assert [row.at_risk for row in before] == [False, False, True, False, True, False]
    old = (
        "UPDATE tickets SET rank = 3 WHERE rank > 3",
        f"UPDATE tickets SET at_risk = NOT at_risk, next_wake = next_limit WHERE number = {extended}",
    )
    for statement in map(text, old):
        shop.desk.db.write(partial(Connection.execute, statement=statement))
    assert kept(shop) != before
    shop.desk.db.write(MIGRATION.fill_in_queue)
    assert kept(shop) == before
