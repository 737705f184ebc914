"""Reading, writing and deciding anew; a database that goes away and comes back; the shape the migrations give it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from random import Random
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, ForeignKey, Table, create_engine, insert, inspect, make_url, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from assistant.core.errors import Unavailable
from assistant.store.database import Database, Stale
from assistant.store.migrate import is_current, upgrade
from assistant.store.tables import counters, metadata
from tests.simulation.faults import UnsteadyDatabase, Weather
from tests.support.line import Line, line_to
from tests.support.processes import wait_until


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def line(postgres_url: str) -> Iterator[Line]:
    url = make_url(postgres_url)
    with line_to(url.host or "127.0.0.1", url.port or 5432) as line:
        yield line


@pytest.fixture
def distant(postgres_url: str, line: Line) -> Iterator[Database]:
    """PostgreSQL at the far end of a line that can be cut."""
    url = make_url(postgres_url).set(host="127.0.0.1", port=line.port)
    database = Database(url.render_as_string(hide_password=False))
    yield database
    database.close()


def test_what_was_written_can_be_read(database: Database) -> None:
    database.write(keep("apples", 3))
    assert database.read(count_of("apples")) == 3


def test_a_long_look_sees_one_state_while_others_write(database: Database) -> None:
    database.write(keep("apples", 3))

    def look(tx: Connection) -> list[int | None]:
        before = count_of("apples")(tx)
        database.write(change("apples", 3, 10))
        return [before, count_of("apples")(tx)]

    assert database.read_one_state(look) == [3, 3]
    assert database.read(count_of("apples")) == 10


def test_what_a_failing_unit_raises_reaches_its_caller_and_nothing_is_kept(database: Database) -> None:
    def fail(tx: Connection) -> None:
        keep("apples", 3)(tx)
        raise ValueError("no such fruit")

    with pytest.raises(ValueError, match="no such fruit"):
        database.write(fail)
    assert database.read(count_of("apples")) is None


def test_a_broken_rule_of_the_database_is_no_unavailable_database(database: Database) -> None:
    database.write(keep("apples", 3))
    with pytest.raises(IntegrityError):
        database.write(keep("apples", 4))


def test_a_decision_on_what_has_changed_meanwhile_is_made_anew(database: Database) -> None:
    database.write(keep("apples", 3))
    seen: list[int] = []

    def decide(apples: int) -> Callable[[Connection], int]:
        seen.append(apples)
        if len(seen) == 1:
            database.write(lambda tx: change("apples", 3, 10)(tx))
        return change("apples", apples, apples + 1)

    assert database.decide(count_of("apples"), decide) == 11
    assert seen == [3, 10]
    assert database.read(count_of("apples")) == 11


def test_who_is_overtaken_again_and_again_thinks_within_the_transaction(database: Database) -> None:
    database.write(keep("apples", 0))
    neighbour = Database(database.url)
    seen: list[int] = []

    def overtaken(apples: int) -> Callable[[Connection], int]:
        seen.append(apples)
        if len(seen) <= 3:
            neighbour.write(change("apples", apples, apples + 1))
        return change("apples", apples, 1000)

    assert database.decide(count_of("apples"), overtaken) == 1000
    assert seen == [0, 1, 2, 3]
    neighbour.close()


def test_who_cannot_decide_at_all_is_told_that_it_is_busy(database: Database) -> None:
    def never_right(_tx: Connection) -> None:
        raise Stale

    with pytest.raises(Unavailable) as told:
        database.decide(count_of("apples"), lambda _: never_right)
    assert told.value.code == "busy"


def test_three_who_count_at_once_on_one_database_are_never_sent_away(database: Database) -> None:
    database.write(keep("apples", 0))

    def count_on() -> None:
        for _ in range(20):
            database.decide(count_of("apples"), lambda apples: change("apples", apples, apples + 1))

    with ThreadPoolExecutor(3) as counting:
        for done in [counting.submit(count_on) for _ in range(3)]:
            done.result(30)
    assert database.read(count_of("apples")) == 60


def test_postgres_away_is_unavailable_and_well_again_when_it_is_back(line: Line, distant: Database) -> None:
    distant.write(keep("apples", 3))
    line.cut()

    with pytest.raises(Unavailable):
        distant.read(count_of("apples"))
    with pytest.raises(Unavailable):
        distant.write(keep("pears", 4))

    line.mend()
    assert distant.read(count_of("apples")) == 3
    distant.write(keep("pears", 5))
    assert distant.read(count_of("pears")) == 5


def test_connections_that_were_lost_while_nobody_looked_are_made_anew(line: Line, distant: Database) -> None:
    distant.write(keep("apples", 3))
    assert distant.read(count_of("apples")) == 3
    line.cut()
    line.mend()

    assert distant.read(count_of("apples")) == 3
    distant.write(keep("pears", 4))
    assert distant.read(count_of("pears")) == 4


def test_a_connection_lost_within_a_transaction_repeats_the_unit_and_keeps_it_once(
    line: Line, distant: Database
) -> None:
    ran: list[int] = []

    def unit(tx: Connection) -> None:
        ran.append(1)
        keep("apples", 3)(tx)
        if len(ran) == 1:
            line.cut()
            line.mend()
        keep("pears", 4)(tx)

    distant.write(unit)
    assert len(ran) == 2
    assert distant.read(count_of("apples")) == 3


@pytest.mark.parametrize("alone", [True, False])
def test_a_unit_whose_commit_got_no_answer_is_not_done_again_but_told(postgres_url: str, alone: bool) -> None:
    database = UnsteadyDatabase(postgres_url, Weather(), EveryAnswerGetsLost(), faults=0.5)
    ran: list[int] = []

    def unit(number: int) -> Callable[[Connection], None]:
        def work(tx: Connection) -> None:
            ran.append(number)
            keep(f"apples {number}", 1)(tx)
            if number == 0 and not alone:
                others.extend(pool.submit(database.write, unit(each)) for each in (1, 2))
                wait_until(lambda: database._writer._waiting.qsize() == 2, what="the others")

        return work

    others: list[Future[None]] = []
    with ThreadPoolExecutor(2) as pool:
        with pytest.raises(Unavailable):
            database.write(unit(0))
        for other in others:
            with pytest.raises(Unavailable):
                other.result(10)
    assert sorted(ran) == ([0] if alone else [0, 1, 2])
    assert [database.read(count_of(f"apples {number}")) for number in sorted(ran)] == [1] * len(ran)
    database.close()


class EveryAnswerGetsLost(Random):
    """Of every COMMIT."""

    def random(self) -> float:
        return 1.0


def test_the_migrations_give_the_shape_that_the_tables_describe(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    engine = create_engine(empty_database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        assert foreign_keys(connection) == {
            (table.name, key.column.table.name, key.ondelete)
            for table in metadata.tables.values()
            for key in keys(table)
        }
    engine.dispose()


def test_upgrading_what_is_up_to_date_changes_nothing(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    database = Database(empty_database_url)
    database.write(keep("apples", 3))
    upgrade(empty_database_url)
    assert is_current(database)
    assert database.read(count_of("apples")) == 3
    database.close()


def test_a_database_that_was_never_migrated_is_not_current(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    assert not is_current(database)
    database.close()


def test_a_migration_that_does_not_get_to_its_end_leaves_the_database_as_it_was(empty_database_url: str) -> None:
    own = create_engine(empty_database_url)
    with own.begin() as connection:
        connection.execute(text("CREATE TABLE tickets (somebody_elses INTEGER)"))

    with pytest.raises(DBAPIError):
        upgrade(empty_database_url)

    with own.begin() as connection:
        assert inspect(connection).get_table_names() == ["tickets"]
        connection.execute(text("DROP TABLE tickets"))
    own.dispose()
    upgrade(empty_database_url)
    database = Database(empty_database_url)
    assert is_current(database)
    database.close()


def test_several_processes_may_migrate_the_same_database_at_once(empty_database_url: str) -> None:
    script = "import sys; from assistant.store.migrate import upgrade; upgrade(sys.argv[1])"
    starting = [
        subprocess.Popen([sys.executable, "-c", script, empty_database_url], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [(each.communicate(timeout=60)[1], each.returncode) for each in starting] == [("", 0)] * 3
    database = Database(empty_database_url)
    assert is_current(database)
    database.close()


def keep(name: str, value: int) -> Callable[[Connection], None]:
    def unit(tx: Connection) -> None:
        tx.execute(insert(counters).values(name=name, value=value))

    return unit


def change(name: str, seen: int, to: int) -> Callable[[Connection], int]:
    """A conditional update, as services make them."""

    def unit(tx: Connection) -> int:
        met = update(counters).where(counters.c.name == name, counters.c.value == seen).values(value=to)
        if tx.execute(met).rowcount != 1:
            raise Stale
        return to

    return unit


def count_of(name: str) -> Callable[[Connection], Any]:
    return lambda tx: tx.execute(select(counters.c.value).where(counters.c.name == name)).scalar()


def keys(table: Table) -> list[ForeignKey]:
    return [key for constraint in table.foreign_key_constraints for key in constraint.elements]


def foreign_keys(connection: Connection) -> set[tuple[str, str, str | None]]:
    found = inspect(connection)
    return {
        (table, key["referred_table"], key["options"].get("ondelete"))
        for table in metadata.tables
        for key in found.get_foreign_keys(table)
    }
