"""The queue as the databases keep it: the core's order, hand-outs and claims by several processes, searches."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine

from assistant.core.errors import AssistantError, Conflict
from assistant.core.tickets.record import Rank
from assistant.services import rounds, tickets
from assistant.services.desk import Desk
from assistant.store import tickets as store
from assistant.store.database import Database
from assistant.store.tickets import Filters
from tests.core import small_shop
from tests.core.shop import ny
from tests.services.desk import Shop, Staff

PROCESSES = 4


@pytest.fixture
def shop(desk: Desk) -> Shop:
    return Shop(desk)


@pytest.fixture
def processes(shop: Shop) -> Iterator[list[Desk]]:
    """Desks that share nothing but the database, as several processes do."""
    with ExitStack() as opened:
        databases = [opened.enter_context(closing(Database(shop.desk.db.url))) for _ in range(PROCESSES)]
        yield [replace(shop.desk, db=database) for database in databases]


def test_the_databases_order_and_hand_out_exactly_as_the_core_does(shop: Shop) -> None:
    chance = random.Random(5)
    sam, lea = shop.staff(), shop.staff("lead", "Lea")
    numbers = [_played(shop, sam, lea, chance) for _ in range(24)]
    rounds.sweep(shop.desk, ny("2026-11-06 18:00"), shop.news.extend)
    shop.at = ny("2026-11-06 18:01")
    standing = sorted((shop.ticket(each) for each in numbers), key=lambda ticket: (ticket.queue_key, ticket.number))
    in_order = [ticket.number for ticket in standing if not ticket.is_closed and not ticket.held]
    free = [ticket.number for ticket in standing if ticket.can_be_taken]
    assert {ticket.queue_key.rank for ticket in standing} == set(Rank) and 1 < len(free) < len(in_order)
    assert sam.listed("open") == _read_in_pages(shop, sam) == in_order
    ranks = {ticket.number: ticket.queue_key.rank for ticket in standing}
    assert sam.listed("waiting") == [number for number in in_order if ranks[number].is_waiting]
    counted = {"waiting": len(sam.listed("waiting")), "breached": sum(ranks[each].is_breached for each in in_order)}
    assert sam.counts() == sam.counts() | counted
    taken = iter(sam.take_next, None)
    assert [int(ticket["number"]) for ticket in taken] == free


DEEDS: tuple[Callable[[Staff, Staff, int], object], ...] = (
    lambda sam, lea, number: None,
    lambda sam, lea, number: sam.do(number, "claim"),
    lambda sam, lea, number: sam.do(number, "confirm", "We have it."),
    lambda sam, lea, number: sam.do(number, "ask", "Which shade was it?"),
    lambda sam, lea, number: sam.solve(number),
    lambda sam, lea, number: lea.do(number, "classify", "complex", "a dispute"),
    lambda sam, lea, number: lea.do(number, "snooze", lea.shop.at + timedelta(days=2)),
    lambda sam, lea, number: lea.do(number, "release"),
    lambda sam, lea, number: lea.do(number, "discard", "test"),
)


def _played(shop: Shop, sam: Staff, lea: Staff, chance: random.Random) -> int:
    """A ticket received some time in the week, to which something has been done."""
    shop.at = ny(f"2026-11-0{chance.randint(2, 5)} {chance.randint(9, 16):02}:{chance.randint(0, 59):02}")
    spam = {"trapped": "yes"} if chance.random() < 0.1 else {}
    number = shop.form(email=f"shopper{chance.random()}@shopper.example", **spam)
    for deed in chance.choices(DEEDS, k=3):
        with suppress(AssistantError):
            deed(sam, lea, number)
    return number


def _read_in_pages(shop: Shop, sam: Staff) -> list[int]:
    numbers: list[int] = []
    cursor, more = None, True
    while more:
        page = tickets.page(shop.desk, sam.user, Filters(), cursor, 5)
        numbers += [int(row["number"]) for row in page["tickets"]]
        cursor = page["next"]
        more = cursor is not None
    return numbers


def test_take_next_in_several_processes_hands_out_each_ticket_once(shop: Shop, processes: list[Desk]) -> None:
    agents = [shop.staff(name=f"Agent{place}") for place in range(PROCESSES)]
    numbers = [shop.form(email=f"shopper{n}@shopper.example") for n in range(3 * PROCESSES)]
    at = shop.now()

    def take(place: int) -> Any:
        return tickets.take_next(processes[place], agents[place].user, at).value

    with ThreadPoolExecutor(PROCESSES) as at_once:
        taken = list(at_once.map(take, list(range(PROCESSES)) * 3))
    assert sorted(int(ticket["number"]) for ticket in taken) == numbers
    assert take(0) is None


def test_of_several_processes_that_claim_at_once_one_wins(shop: Shop, processes: list[Desk]) -> None:
    agents = [shop.staff(name=f"Agent{place}") for place in range(PROCESSES)]
    number, at = shop.form(), shop.now()

    def claim(place: int) -> str:
        try:
            done = tickets.act(
                processes[place], agents[place].user, number, lambda t, by, at, p: t.claim(by=by, at=at, policy=p), at
            )
        except Conflict as refused:
            return refused.code
        return str(done.value["assignee"]["name"])

    with ThreadPoolExecutor(PROCESSES) as at_once:
        told = list(at_once.map(claim, range(PROCESSES)))
    (winner,) = [name for name in told if name != "held_by_other"]
    holder = shop.ticket(number).assignee
    assert holder and holder.name == winner
    assert shop.kinds(number).count("claimed") == 1


def test_take_next_waits_for_nobody_who_is_just_taking_another(postgres_url: str) -> None:
    with closing(Database(postgres_url)) as database:
        shop = Shop(Desk(database, small_shop.knowledge, "http://shop.test"))
        sam, first, second = shop.staff(), shop.form(), shop.form()
        engine = create_engine(postgres_url)
        with engine.begin() as neighbour:
            looked_at = store.most_urgent_free(neighbour)
            assert looked_at and looked_at.number == first
            assert int(sam.take_next()["number"]) == second
        engine.dispose()
        assert int(sam.take_next()["number"]) == first


def test_a_search_finds_what_is_named_exactly_before_what_only_contains_it(shop: Shop) -> None:
    sam = shop.staff()
    whole = shop.form("About order A-1", order_number="A-1", email="ann@shopper.example")
    longer = shop.form("About order A-17", order_number="A-17", email="joann@shopper.example")

    def found(words: str) -> list[int]:
        page = tickets.page(shop.desk, sam.user, Filters(q=words), None, 50)
        return [int(row["number"]) for row in page["tickets"]]

    assert found("a-1") == found("Ann@Shopper.example") == found(str(whole)) == [whole]
    assert found("A-17") == [longer]
    assert found("a-") == found("ann@shopper") == found("About order") == [whole, longer]
    assert found("A-171") == []
    sam.do(whole, "discard", "test")
    assert found("a-1") == [longer]  # the view comes first
