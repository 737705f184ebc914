"""How soon inquiries are usually confirmed: told from twenty cases on, where it is better than the promise."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select

from assistant.core.policy import Peak
from assistant.services.desk import Desk, new_token
from assistant.services.expectations import expected, remembered
from assistant.store.database import Database
from assistant.store.tables import tickets
from tests.core import small_shop
from tests.core.shop import ny
from tests.services.desk import Shop

NOW = ny("2026-11-03 12:00")


@pytest.fixture
def any_shop(desk: Desk) -> Shop:
    """On each kind of database."""
    return Shop(desk)


@pytest.fixture
def shop(sqlite_url: str) -> Iterator[Shop]:
    """On SQLite alone, for what no database has a say in."""
    database = Database(sqlite_url)
    yield Shop(Desk(database, small_shop.knowledge, "http://shop.test"))
    database.close()


def confirmed(shop: Shop, cases: int, hours: float, received: str = "2026-11-02 09:00", outcome: str = "") -> None:
    """So many tickets received at that moment, and confirmed so many hours later."""
    number, at = shop.form(), ny(received)
    one = shop.desk.db.read(lambda tx: tx.execute(select(tickets).where(tickets.c.number == number)).mappings().one())
    fresh = {"received_at": at, "confirmed_at": at + timedelta(hours=hours), "outcome": outcome or None}
    rows = [
        {**one, **fresh, "number": number * 1000 + place, "token": new_token(), "request_id": None}
        for place in range(cases)
    ]
    shop.desk.db.write(lambda tx: tx.execute(insert(tickets), rows))


def said(shop: Shop) -> str | None:
    found = expected(shop.desk, NOW)
    return found.said if found else None


def test_it_is_told_in_opening_hours_and_marked_as_an_estimate(any_shop: Shop) -> None:
    confirmed(any_shop, 11, 5)
    confirmed(any_shop, 10, 1)
    assert said(any_shop) == (
        "Most inquiries were confirmed within 5 working hours lately. "
        "This is an estimate from the last 30 days, not a promise."
    )


def test_fewer_than_twenty_cases_tell_nothing(shop: Shop) -> None:
    confirmed(shop, 19, 2)
    assert said(shop) is None


def test_twenty_cases_tell(shop: Shop) -> None:
    confirmed(shop, 20, 0.5)
    assert (said(shop) or "").startswith("Most inquiries were confirmed within a working hour lately.")


def test_nights_and_days_off_do_not_count_and_a_longer_time_is_told_in_days(shop: Shop) -> None:
    confirmed(shop, 20, 68, received="2026-10-30 13:00")  # until Monday, 09:00, on winter time by then
    assert (said(shop) or "").startswith("Most inquiries were confirmed within 4 working hours lately.")
    confirmed(shop, 40, 24, received="2026-10-28 10:00")
    _saved(shop)
    assert (said(shop) or "").startswith("Most inquiries were confirmed within 8 working hours lately.")
    confirmed(shop, 90, 25, received="2026-10-28 10:00")
    _saved(shop)
    assert (said(shop) or "").startswith("Most inquiries were confirmed within 2 working days lately.")


def test_what_is_no_better_than_the_promise_is_not_told(shop: Shop) -> None:
    confirmed(shop, 30, 48, received="2026-10-28 10:00")
    assert said(shop) is None


def test_what_is_older_and_what_was_no_inquiry_does_not_count(any_shop: Shop) -> None:
    confirmed(any_shop, 19, 2)
    confirmed(any_shop, 5, 2, received="2026-10-01 09:00")
    confirmed(any_shop, 5, 2, outcome="discarded")
    confirmed(any_shop, 5, 2, outcome="merged")
    assert said(any_shop) is None


def test_in_a_busy_period_nothing_is_told_of_the_days_before(shop: Shop) -> None:
    confirmed(shop, 20, 2)
    sale = Peak("Sale", date(2026, 11, 3), date(2026, 11, 5), 2, "It is our busiest time of the year.")
    known = replace(shop.desk.knowledge(), policy=replace(shop.desk.knowledge().policy, peaks=(sale,)))
    shop.desk = replace(shop.desk, knowledge=lambda: known)
    assert said(shop) is None
    assert expected(shop.desk, ny("2026-11-06 12:00")) is not None


def test_it_is_measured_every_few_minutes_and_remembered_in_between(shop: Shop) -> None:
    assert remembered(shop.desk, NOW) is None
    assert expected(shop.desk, NOW) is None
    confirmed(shop, 20, 2)
    assert expected(shop.desk, NOW + timedelta(minutes=4)) is None
    found = expected(shop.desk, NOW + timedelta(minutes=6))
    assert found is not None
    assert remembered(shop.desk, NOW + timedelta(minutes=20)) == found


def _saved(shop: Shop) -> None:
    """The same knowledge as another snapshot, so that it is measured anew."""
    known = replace(shop.desk.knowledge(), policy=replace(shop.desk.knowledge().policy))
    shop.desk = replace(shop.desk, knowledge=lambda: known)
