"""What agents are told beside a ticket and beside the queue: what else its shopper wrote, and what is late unheld."""

from collections.abc import Iterator

import pytest

from assistant.services import rounds
from assistant.services.desk import Desk
from assistant.store.database import Database
from tests.core import small_shop
from tests.core.shop import ny
from tests.services.desk import Shop


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


def test_a_ticket_names_the_others_of_its_address_the_newest_first_and_how_they_stand(any_shop: Shop) -> None:
    sam = any_shop.staff()
    done = any_shop.form("Where is my parcel?")
    sam.close(done)
    still_open = any_shop.form("The pump is broken.\nIt came so.", email="ANN@Shopper.example")
    any_shop.form("Do you sell soap?", email="bo@shopper.example")
    shown = any_shop.form("The lid is broken, too.")
    told = [(each["number"], each["subject"], each["step"], each["outcome"]) for each in sam.see(shown)["related"]]
    assert told == [
        (str(still_open), "The pump is broken.", "received", None),
        (str(done), "Where is my parcel?", "closed", "satisfied"),
    ]


def test_what_was_merged_into_a_ticket_is_not_told_beside_it(shop: Shop) -> None:
    sam = shop.staff()
    merged, survivor = shop.form("The lid is broken."), shop.form("The pump is broken.")
    assert sam.merge(merged, survivor)["related"] == []
    [other] = sam.see(merged)["related"]
    assert other["number"] == str(survivor)


def test_who_left_no_address_is_not_taken_for_others_who_left_none(shop: Shop) -> None:
    sam = shop.staff()
    nobody = {"email": "", "phone": "+1 555 0100"}
    shop.form("The lid is broken.", **nobody)
    assert sam.see(shop.form("The pump is broken.", **nobody))["related"] == []


def test_no_more_than_the_newest_ten_are_told(shop: Shop) -> None:
    sam = shop.staff()
    numbers = [shop.form(f"Where is parcel {n}?") for n in range(12)]
    told = [int(each["number"]) for each in sam.see(numbers[-1])["related"]]
    assert told == numbers[-2:-12:-1]


def test_the_queue_counts_what_is_late_and_held_by_nobody(shop: Shop) -> None:
    sam = shop.staff()
    held, at_risk = shop.form("The lid is broken."), shop.form("The pump is broken.")
    sam.do(held, "claim")
    sam.do(held, "note", "The warehouse knows.")
    rounds.sweep(shop.desk, ny("2026-11-05 09:00"), shop.news.extend)
    assert (sam.counts()["unheld_at_risk"], sam.counts()["unheld_breached"]) == (1, 0)
    rounds.sweep(shop.desk, ny("2026-11-05 17:01"), shop.news.extend)
    assert (sam.counts()["unheld_at_risk"], sam.counts()["unheld_breached"]) == (0, 1)
    shop.at = ny("2026-11-05 17:02")
    sam.do(at_risk, "claim")
    assert (sam.counts()["unheld_at_risk"], sam.counts()["unheld_breached"]) == (0, 0)
