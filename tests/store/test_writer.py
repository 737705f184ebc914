"""One writer commits what has gathered, and nobody's unit suffers from a neighbour's."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from textwrap import dedent

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, insert, select, text
from sqlalchemy.exc import IntegrityError

from assistant.core.errors import Unavailable
from assistant.store.database import Database
from assistant.store.tables import counters
from assistant.store.writer import MOST_IN_ONE_COMMIT, Writer
from tests.support.processes import wait_until


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def writer(database: Database) -> Writer:
    return database._writer


@pytest.fixture
def engine(database: Database) -> Engine:
    return database._writer_engine


def test_units_that_gather_share_one_commit(writer: Writer, engine: Engine) -> None:
    with commits_of(engine) as commits, at_work(writer) as work:
        answers = [work(keep(f"unit-{number}", number)) for number in range(30)]
        commits.clear()

    assert [answer.result(10) for answer in answers] == list(range(30))
    # the one that held the writer up, and the thirty together
    assert len(commits) == 2


def test_no_more_than_two_hundred_units_share_a_commit(writer: Writer, engine: Engine, database: Database) -> None:
    with commits_of(engine) as commits, at_work(writer) as work:
        for number in range(MOST_IN_ONE_COMMIT + 1):
            work(keep(f"unit-{number}", number))
        commits.clear()

    assert len(kept(database)) == MOST_IN_ONE_COMMIT + 1
    assert len(commits) == 3


def test_a_unit_that_fails_fails_alone_and_its_own_caller_hears_why(writer: Writer, database: Database) -> None:
    with at_work(writer) as work:
        first = work(keep("apple", 1))
        same_again = work(keep("apple", 2))
        refused = work(refuse)
        last = work(keep("pear", 3))

    assert first.result(10) == 1
    with pytest.raises(IntegrityError):
        same_again.result(10)
    with pytest.raises(ValueError, match="no such fruit"):
        refused.result(10)
    assert last.result(10) == 3
    assert kept(database) == {"apple": 1, "pear": 3}


def test_what_a_failing_unit_wrote_before_it_failed_is_not_kept(writer: Writer, database: Database) -> None:
    def half(tx: Connection) -> None:
        keep("half", 1)(tx)
        refuse(tx)

    with at_work(writer) as work:
        work(keep("whole", 2))
        failed = work(half)

    assert isinstance(failed.exception(10), ValueError)
    assert kept(database) == {"whole": 2}


def test_when_the_common_commit_fails_every_unit_is_tried_again_apart(
    writer: Writer, engine: Engine, database: Database
) -> None:
    checked_at_commit(engine)

    with at_work(writer) as work:
        before = work(keep("before", 1))
        orphan = work(lambda tx: tx.execute(text("INSERT INTO promises VALUES (1, 'nobody')")).rowcount)
        after = work(keep("after", 2))

    assert before.result(10) == 1
    with pytest.raises(IntegrityError):
        orphan.result(10)
    assert after.result(10) == 2
    assert kept(database) == {"before": 1, "after": 2}


def test_units_run_in_the_order_they_came(writer: Writer) -> None:
    ran: list[int] = []

    def unit(number: int) -> Callable[[Connection], None]:
        return lambda tx: ran.append(number)

    with at_work(writer) as work:
        for number in range(50):
            work(unit(number))

    assert ran == list(range(50))


def test_a_unit_sees_what_the_units_before_it_have_written(writer: Writer) -> None:
    def count_on(tx: Connection) -> int:
        last = tx.execute(text("SELECT max(value) FROM counters WHERE name LIKE 'step-%'")).scalar() or 0
        return keep(f"step-{last + 1}", last + 1)(tx)

    with at_work(writer) as work:
        answers = [work(count_on) for _ in range(10)]

    assert [answer.result(10) for answer in answers] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]


def test_closing_commits_what_waits(database_url: str) -> None:
    database = Database(database_url)
    with at_work(database._writer) as work:
        waiting = [work(keep(f"unit-{number}", number)) for number in range(5)]
        closing = threading.Thread(target=database.close)
        closing.start()
    closing.join(10)

    assert [each.result(10) for each in waiting] == [0, 1, 2, 3, 4]
    reopened = Database(database_url)
    assert kept(reopened) == {"unit-0": 0, "unit-1": 1, "unit-2": 2, "unit-3": 3, "unit-4": 4}
    reopened.close()


def test_who_comes_after_closing_is_told_so_and_does_not_wait_forever(database: Database, writer: Writer) -> None:
    writer.run(keep("before", 1))
    database.close()

    with pytest.raises(Unavailable, match="stopping"):
        writer.run(keep("after", 2))


def test_under_gevent_the_loop_goes_on_while_sqlite_waits_for_its_lock(sqlite_url: str) -> None:
    script = f"""
        from gevent import monkey; monkey.patch_all()
        import sqlite3, gevent
        from sqlalchemy import insert
        from assistant.store.database import Database
        from assistant.store.tables import counters

        database = Database({sqlite_url!r})
        database.write(lambda tx: None)
        other = sqlite3.connect({sqlite_url.removeprefix("sqlite:///")!r}, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        write = gevent.spawn(database.write, lambda tx: tx.execute(insert(counters).values(name="late", value=1)).rowcount)
        for _ in range(50):
            gevent.sleep(0.005)
        waited = not write.ready()
        other.execute("COMMIT")
        print(waited, write.get(timeout=8))
        database.close()
    """
    ran = subprocess.run(
        [sys.executable, "-c", dedent(script)], capture_output=True, text=True, timeout=60, check=False
    )
    # a blocked loop would have reached COMMIT only after SQLite had given up waiting for it
    assert (ran.stdout.strip(), ran.stderr) == ("True 1", "")


def test_under_gevent_hundreds_of_units_at_once_are_all_kept(database_url: str) -> None:
    script = f"""
        from gevent import monkey; monkey.patch_all()
        import gevent
        from sqlalchemy import func, insert, select
        from assistant.store.database import Database
        from assistant.store.tables import counters

        database = Database({database_url!r})
        def unit(number):
            return lambda tx: tx.execute(insert(counters).values(name=f"n{{number}}", value=number)) and number
        writes = [gevent.spawn(database.write, unit(number)) for number in range(500)]
        gevent.joinall(writes, timeout=30, raise_error=True)
        assert [write.value for write in writes] == list(range(500))
        print(database.read(lambda tx: tx.execute(select(func.count()).select_from(counters)).scalar_one()))
        database.close()
    """
    ran = subprocess.run(
        [sys.executable, "-c", dedent(script)], capture_output=True, text=True, timeout=60, check=False
    )
    # one is there from the start, for ticket numbers
    assert (ran.stdout.strip(), ran.stderr) == ("501", "")


Hand = Callable[[Callable[[Connection], object]], "Future[object]"]


@contextmanager
def at_work(writer: Writer) -> Iterator[Hand]:
    """Keeps the writer busy while units gather, in the order they are handed over; at the end it takes them up."""
    busy, go_on = threading.Event(), threading.Event()

    def held_up(_tx: Connection) -> None:
        busy.set()
        go_on.wait(10)

    with ThreadPoolExecutor(300) as callers:
        callers.submit(writer.run, held_up)
        assert busy.wait(10)

        def hand_over(unit: Callable[[Connection], object]) -> "Future[object]":
            waiting = writer._waiting.qsize()
            answer = callers.submit(writer.run, unit)
            wait_until(lambda: writer._waiting.qsize() > waiting, what="a unit in the queue")
            return answer

        try:
            yield hand_over
        finally:
            go_on.set()


@contextmanager
def commits_of(engine: Engine) -> Iterator[list[Connection]]:
    seen: list[Connection] = []
    event.listen(engine, "commit", seen.append)
    yield seen


def keep(name: str, value: int) -> Callable[[Connection], int]:
    def unit(tx: Connection) -> int:
        tx.execute(insert(counters).values(name=name, value=value))
        return value

    return unit


def refuse(_tx: Connection) -> None:
    raise ValueError("no such fruit")


def kept(database: Database) -> dict[str, int]:
    found = database.read(lambda tx: tx.execute(select(counters).where(counters.c.name != "ticket")).all())
    return {name: value for name, value in found}


def checked_at_commit(engine: Engine) -> None:
    """A table whose rows are checked only when the transaction commits."""
    own = create_engine(engine.url)
    with own.begin() as connection:
        connection.execute(text("CREATE TABLE people (name VARCHAR(20) PRIMARY KEY)"))
        connection.execute(
            text(
                "CREATE TABLE promises (id INTEGER PRIMARY KEY,"
                " made_by VARCHAR(20) REFERENCES people (name) DEFERRABLE INITIALLY DEFERRED)"
            )
        )
    own.dispose()
