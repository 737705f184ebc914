"""Is the queue as quick with a million tickets, 50,000 of them open, as with ten thousand? ``python -m benchmarks.queue``

On SQLite and on PostgreSQL with durable commits, both shops by turns in one run, through the services that the console
calls. ``--quick`` takes ten thousand tickets and one thousand instead. Fails when two agents are handed the same ticket.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from sqlalchemy import Connection, select, text, update

from assistant.services import rounds, tickets
from assistant.services.desk import Desk
from assistant.services.due_calendar import due_days
from assistant.store import tables
from assistant.store import tickets as store
from assistant.store.database import Database
from assistant.store.tickets import Filters
from benchmarks.many_tickets import NOW, Crowd, Size, crowd
from tests.services.desk import Staff
from tests.support import postgres

FULL = (Size(10_000, 500), Size(1_000_000, 50_000))
QUICK = (Size(1_000, 500), Size(10_000, 2_500))
PAGE = 50
LOOKS = 40
SEARCHES = 3
TAKEN_ALONE = 100
AGENTS_AT_ONCE = 8
TAKEN_EACH = 10
PAGES_IN = 40

Deed = Callable[[], object]


def main(sizes: tuple[Size, Size]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        for kind, urls in _databases(Path(folder)):
            with urls as (first, second), crowd(first, sizes[0]) as little, crowd(second, sizes[1]) as large:
                filled = f"filled in {little.seconds:.0f} and {large.seconds:.0f} s"
                print(f"\n{kind}: {sizes[0]} and {sizes[1]}, {filled}; milliseconds\n")
                print(f"  {'':44s} {'p50':>7s} {'p99':>7s}   {'p50':>7s} {'p99':>7s}   times")
                _tell_everything(little, large)


def _tell_everything(little: Crowd, large: Crowd) -> None:
    for view in tickets.VIEWS:
        _compare(f"a page: {view}", little, large, partial(_first_page, view))
    _compare(f"a page {PAGES_IN} pages in, without its counts", little, large, _deep_page, needs=PAGE * (PAGES_IN + 1))
    _compare("the counts alone", little, large, lambda shop: partial(_counts, shop, store.counts))
    _compare("the same, one query for each", little, large, lambda shop: partial(_counts, shop, _counts_one_by_one))
    for sort, words in _SEARCHED.items():
        _compare(f"search: {sort}", little, large, partial(_search, words))
    for view in ("open", "all"):
        _compare(f"search: part of a word, {view}", little, large, partial(_substring, view), looks=SEARCHES)
    _compare("open a ticket", little, large, _opened)
    _compare("take next: the query", little, large, lambda shop: partial(shop.db.read, store.most_urgent_free))
    _compare(
        "take next: the query without its index", little, large, lambda shop: partial(shop.db.read, _free_unindexed)
    )
    _compare("take next", little, large, lambda shop: partial(_take, shop.desk, shop.staff[0]), looks=TAKEN_ALONE)
    _tell(f"take next, {AGENTS_AT_ONCE} agents at once", _taken_at_once(little), _taken_at_once(large))
    _compare("what falls due in ten days", little, large, lambda shop: partial(due_days, shop.desk, 10, NOW))
    _compare("whose account was closed?", little, large, lambda shop: partial(shop.db.read, store.left_behind))
    for due in (0, 100, 5_000):
        _tell_sweep(due, little, large)


def _compare(
    what: str, little: Crowd, large: Crowd, made: Callable[[Crowd], Deed], looks: int = LOOKS, needs: int = 0
) -> None:
    """The same in both shops by turns; in the large one alone where the little one has not as much as it ``needs``."""
    shops = [shop for shop in (little, large) if shop.size.open >= needs]
    deeds = {shop.size: made(shop) for shop in shops}
    took: dict[Size, list[float]] = {size: [] for size in deeds}
    for deed in deeds.values():
        deed()  # what is made once is not counted
    for _ in range(looks):
        for size, deed in deeds.items():
            took[size].append(_milliseconds(deed))
    _tell(what, took.get(little.size), took.get(large.size))


def _tell(what: str, little: list[float] | None, large: list[float] | None) -> None:
    times = f"{median(large) / median(little):6.1f}" if little and large else ""
    print(f"  {what:44s} {_percentiles(little)}   {_percentiles(large)}   {times}", flush=True)


def _percentiles(took: list[float] | None) -> str:
    if not took:
        return f"{'':15s}"
    return f"{median(took):7.1f} {quantiles(took, n=100, method='inclusive')[98]:7.1f}"


def _milliseconds(deed: Deed) -> float:
    began = time.perf_counter()
    deed()
    return (time.perf_counter() - began) * 1000


def _page(shop: Crowd, filters: Filters, cursor: str | None = None) -> Any:
    viewer = shop.staff[0].user
    return tickets.page(shop.desk, viewer, replace(filters, mine=viewer.id), cursor, PAGE)


def _first_page(view: str, shop: Crowd) -> Deed:
    return lambda: _page(shop, Filters(view=view))


def _deep_page(shop: Crowd) -> Deed:
    cursor = None
    for _ in range(PAGES_IN):
        cursor = _page(shop, Filters(), cursor)["next"]
    return lambda: shop.db.read(lambda tx: store.page(tx, Filters(), cursor, PAGE))


def _counts(shop: Crowd, count: Callable[[Connection, str], dict[str, int]]) -> dict[str, int]:
    return shop.db.read(lambda tx: count(tx, shop.staff[0].user.id))


def _counts_one_by_one(tx: Connection, user_id: str) -> dict[str, int]:
    """What the console shows, counted in the plain way."""
    base = "SELECT count(*) FROM tickets WHERE open AND NOT held"
    sorts = {"open": "", "mine": " AND assignee_id = :user", "unheld": " AND assignee_id IS NULL"}
    sorts |= {
        "waiting": " AND rank >= 3",
        "breached": " AND rank IN (0, 3)",
        "at_risk": " AND at_risk AND rank NOT IN (0, 3)",
    }
    told = {"user": user_id}
    return {sort: tx.execute(text(base + condition), told).scalar_one() for sort, condition in sorts.items()}


_SEARCHED = {"a number": "{last}", "an order number": "A-00042", "an address": "shopper7@mail.example"}


def _search(words: str, shop: Crowd) -> Deed:
    last = _page(shop, Filters(view="all"))["tickets"][0]["number"]
    filters = Filters(view="all", q=words.format(last=last))
    assert shop.db.read(lambda tx: store.page(tx, filters, None, PAGE)).tickets
    return lambda: shop.db.read(lambda tx: store.page(tx, filters, None, PAGE))


def _substring(view: str, shop: Crowd) -> Deed:
    return lambda: shop.db.read(lambda tx: store.page(tx, Filters(view=view, q="nobody wrote this"), None, PAGE))


def _opened(shop: Crowd) -> Deed:
    number = shop.db.read(lambda tx: tx.execute(select(tables.tickets.c.number).where(tables.tickets.c.open)).scalar())
    assert number
    return partial(tickets.show, shop.desk, shop.staff[0].user, number, NOW)


def _free_unindexed(tx: Connection) -> object:
    """The query of *take next* as it was without an index of free tickets."""
    order = "ORDER BY rank, next_limit, received_at, number LIMIT 1"
    if tx.dialect.name == "sqlite":
        return tx.execute(text(f"SELECT number FROM tickets NOT INDEXED WHERE free {order}")).scalar()
    # a column that is computed has no index
    return tx.execute(text(f"SELECT number FROM tickets WHERE (free AND number > 0) IS TRUE {order}")).scalar()


def _take(desk: Desk, agent: Staff) -> str:
    taken = tickets.take_next(desk, agent.user, NOW).value
    assert taken
    return str(taken["number"])


def _taken_at_once(shop: Crowd) -> list[float]:
    """Each agent takes one ticket after the other; on PostgreSQL from a process's connection of their own."""
    shared = shop.db.dialect == "sqlite"
    desks = [shop.desk if shared else replace(shop.desk, db=Database(shop.db.url)) for _ in range(AGENTS_AT_ONCE)]
    took: list[float] = []
    numbers: list[str] = []

    def work(place: int) -> None:
        for _ in range(TAKEN_EACH):
            took.append(_milliseconds(lambda: numbers.append(_take(desks[place], shop.staff[place]))))

    with ThreadPoolExecutor(AGENTS_AT_ONCE) as at_once:
        for done in [at_once.submit(work, place) for place in range(AGENTS_AT_ONCE)]:
            done.result()
    for desk in desks:
        if desk is not shop.desk:
            desk.db.close()
    if len(set(numbers)) != AGENTS_AT_ONCE * TAKEN_EACH:
        raise SystemExit("Two agents were handed the same ticket.")
    return took


def _tell_sweep(due: int, little: Crowd, large: Crowd) -> None:
    """A whole sweep, and what it costs for each ticket that is due."""
    told = []
    for shop in (little, large):
        if shop.size.open * 2 // 5 < due:
            told.append(f"{'':15s}")
            continue
        shop.db.write(partial(_make_due, due=due))
        took = _milliseconds(lambda shop=shop: rounds.sweep(shop.desk, NOW, lambda news: None))  # type: ignore[misc]
        each = f"{took / due:.1f} each" if due else ""
        told.append(f"{took:7.1f} {each:>10s}")
    print(f"  {f'a sweep with {due} due':44s} {'   '.join(told)}", flush=True)


def _make_due(tx: Connection, due: int) -> None:
    """So many tickets that nobody holds have passed their target a minute ago."""
    chosen = select(tables.tickets.c.number).where(
        tables.tickets.c.free, ~tables.tickets.c.at_risk, tables.tickets.c.rank == 1
    )
    numbers = list(tx.execute(chosen.order_by(tables.tickets.c.number).limit(due)).scalars())
    passed = NOW - timedelta(minutes=1)
    for some in (numbers[first : first + 500] for first in range(0, len(numbers), 500)):
        tx.execute(update(tables.tickets).where(tables.tickets.c.number.in_(some)).values(next_wake=passed))
        tx.execute(update(tables.clocks).where(tables.clocks.c.ticket.in_(some)).values(target=passed))


def _databases(folder: Path) -> Iterator[tuple[str, Any]]:
    yield "SQLite", _sqlite(folder)
    if postgres.find_binaries():
        yield "PostgreSQL", _postgres(folder)


@contextmanager
def _sqlite(folder: Path) -> Iterator[tuple[str, str]]:
    paths = [folder / f"{name}.sqlite" for name in ("little", "large")]
    yield f"sqlite:///{paths[0]}", f"sqlite:///{paths[1]}"
    for left in folder.glob("*.sqlite*"):
        left.unlink()


@contextmanager
def _postgres(folder: Path) -> Iterator[tuple[str, str]]:
    server = postgres.start(folder, os.getpid())
    with ExitStack() as made:
        urls = [made.enter_context(server.database()) for _ in range(2)]
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.execute(f"ALTER SYSTEM SET {setting} = on")
        server.execute("SELECT pg_reload_conf()")
        yield urls[0], urls[1]


if __name__ == "__main__":
    main(QUICK if "--quick" in sys.argv[1:] else FULL)
