"""How is the database reached? ``read`` and ``write``, the same on SQLite and PostgreSQL.

A unit given to ``write`` may raise ``Stale`` when what it decided on has changed meanwhile (a conditional update that
met no row); it is then run again on the new state.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from assistant.core.errors import Unavailable
from assistant.store.writer import Writer, is_in_doubt

T = TypeVar("T")
L = TypeVar("L")

ATTEMPTS = 8
OVERTAKEN_AT_MOST = 3


class Stale(Exception):
    """What was decided on is no longer what is stored: load it and decide again."""


class Database:
    """One database, many readers, one writer."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = url
        self._readers = engine_for(url, pool_size=pool_size, reads_only=True)
        self._writer_engine = engine_for(url, pool_size=1)
        self._writer = Writer(self._writer_engine)

    @property
    def dialect(self) -> str:
        return self._readers.dialect.name

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` on a connection of its own; each of its statements sees what is committed when it begins.

        Raises ``Unavailable`` while the database is away.
        """
        return _repeating(lambda: self._look(work))

    def read_one_state(self, work: Callable[[Connection], T]) -> T:
        """Run a long ``work`` that sees one state of the records from its first statement to its last.

        On a connection opened for it alone, so that it may run in a thread of its own. Raises ``Unavailable`` while the
        database is away.
        """
        return _repeating(lambda: self._look_alone(work))

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` and give its result once it is committed. Raises ``Unavailable`` while the database is away."""
        return _again_when_stale(lambda _: self._commit(work))

    def decide(self, look: Callable[[Connection], L], act: Callable[[L], Callable[[Connection], T]]) -> T:
        """Look, think outside any transaction, then write; look again when what was seen has changed meanwhile.

        ``act`` is given what ``look`` saw and returns the unit of work. For decisions that take longer than a
        transaction should. Who has been overtaken a few times thinks within the transaction, so that a busy neighbour
        cannot keep anybody out.
        """

        def attempt(overtaken: int) -> T:
            if overtaken < OVERTAKEN_AT_MOST:
                return self._commit(act(self.read(look)))
            return self._commit(lambda tx: act(look(tx))(tx))

        return _again_when_stale(attempt)

    def _commit(self, work: Callable[[Connection], T]) -> T:
        return _repeating(lambda: self._writer.run(work))

    def _look(self, work: Callable[[Connection], T]) -> T:
        with self._readers.connect() as connection:
            return work(connection)

    def _look_alone(self, work: Callable[[Connection], T]) -> T:
        engine = engine_for(self.url, pool_size=1, reads_only=True)
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql(_BEGIN_READING[engine.dialect.name])
                try:
                    return work(connection)
                finally:
                    connection.exec_driver_sql("ROLLBACK")
        finally:
            engine.dispose()

    def close(self) -> None:
        self._writer.close()
        self._readers.dispose()


def engine_for(url: str, *, pool_size: int, reads_only: bool = False, foreign_keys: bool = True) -> Engine:
    """Connections to ``url`` as they have to be. Where nothing is written, no transaction is begun and ended."""
    pool = {"pool_size": pool_size, "max_overflow": 0, "pool_timeout": 10}
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_engine(url, **pool, connect_args={"check_same_thread": False, "timeout": 10})
        _prepare_sqlite(engine, reads_only, foreign_keys)
        return engine
    level = "AUTOCOMMIT" if reads_only else "READ COMMITTED"
    return create_engine(url, **pool, connect_args=_POSTGRES, isolation_level=level)


_BEGIN_READING = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}

_POSTGRES = {
    "connect_timeout": 5,
    "options": "-c timezone=utc",
    # a server that has gone without a word is noticed after some ten seconds, not after hours
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


def _prepare_sqlite(engine: Engine, reads_only: bool, foreign_keys: bool) -> None:
    """Write-ahead log, durable commits, foreign keys, and transactions that write from their beginning."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        keys = "ON" if foreign_keys else "OFF"
        for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", f"foreign_keys={keys}"):
            connection.execute(f"PRAGMA {pragma}")

    if not reads_only:

        @event.listens_for(engine, "begin")
        def on_begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")


def _again_when_stale(attempt: Callable[[int], T]) -> T:
    """``attempt`` is told how often it has been overtaken."""
    for overtaken in range(ATTEMPTS):
        try:
            return attempt(overtaken)
        except Stale:
            continue
    raise Unavailable("Too many people changed this at the same moment. Please try again.", code="busy")


def _repeating(attempt: Callable[[], T]) -> T:
    for left in reversed(range(ATTEMPTS)):
        try:
            return attempt()
        except PoolTimeout as error:
            raise _away() from error
        except DBAPIError as error:
            if left and _worth_repeating(error):
                continue
            if isinstance(error, OperationalError | InterfaceError):
                raise _away() from error
            raise
    raise _away()


def _worth_repeating(error: DBAPIError) -> bool:
    """A deadlock or a serialization failure (class 40 of SQLSTATE), or a connection that had gone stale in the pool.

    Not one that was lost at COMMIT: what was done would be done twice.
    """
    state = getattr(error.orig, "sqlstate", None) or ""
    return state.startswith("40") or (error.connection_invalidated and not is_in_doubt(error))


def _away() -> Unavailable:
    return Unavailable("We cannot reach our records for a moment. Please try again in a few seconds.")
