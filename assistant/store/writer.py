"""What makes durable writes fast: one writer that commits what has gathered.

Callers hand in a unit of work, a function of a connection, and wait until it is committed. Units that arrive while
a commit is under way share the next one. If one of them fails, nothing of that was written, and they share a
transaction again, each in a savepoint now, so that a unit that fails fails alone. If the common commit itself fails,
every unit is tried again in a transaction of its own; if its answer is lost, nobody knows whether it was done, and
everybody is told so.

A unit may therefore run more than once and must have no effect outside its connection.
"""

import queue
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from assistant.core.errors import Unavailable

T = TypeVar("T")
Work = Callable[[Connection], T]

MOST_IN_ONE_COMMIT = 200


class Writer:
    """Commits units of work in the order they arrive. Started by the first one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._door = threading.Lock()
        self._closed = False
        self._thread: threading.Thread | None = None

    def run(self, work: Work[T]) -> T:
        """Run ``work`` in a transaction and give its result once that is committed.

        Raises what ``work`` raised, and ``Unavailable`` once the writer has been closed.
        """
        job = _Job(work)
        with self._door:
            self._take_in(job)
        job.done.wait()
        if job.error is not None:
            raise job.error
        result: T = job.result
        return result

    def close(self) -> None:
        """Commit what is waiting, then stop."""
        with self._door:
            self._closed = True
            self._waiting.put(None)
        if self._thread is not None:
            self._thread.join(timeout=10)
        self._engine.dispose()

    def _take_in(self, job: "_Job") -> None:
        if self._closed:
            raise Unavailable("We are just stopping. Please try again in a few seconds.")
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="writer", daemon=True)
            self._thread.start()
        self._waiting.put(job)

    def _serve(self) -> None:
        leave_loop_free = _leaving_loop_free(self._engine)
        open_for_work = True
        while open_for_work:
            jobs, open_for_work = self._gather()
            if jobs:
                leave_loop_free(self._commit, jobs)
            for job in jobs:
                job.done.set()

    def _gather(self) -> "tuple[list[_Job], bool]":
        jobs: list[_Job] = []
        job = self._waiting.get()
        while job is not None:
            jobs.append(job)
            if len(jobs) == MOST_IN_ONE_COMMIT:
                return jobs, True
            try:
                job = self._waiting.get_nowait()
            except queue.Empty:
                return jobs, True
        return jobs, False

    def _commit(self, jobs: "list[_Job]") -> None:
        # savepoints cost as much as a whole small unit, and hardly ever does one fail
        if len(jobs) > 1 and (self._commit_together(jobs, _Job.run) or self._commit_together(jobs, _Job.attempt)):
            return
        for job in jobs:
            self._commit_alone(job)

    def _commit_together(self, jobs: "list[_Job]", do: "Callable[[_Job, Connection], None]") -> bool:
        try:
            with self._engine.begin() as connection:
                for job in jobs:
                    do(job, connection)
        except Exception as error:  # noqa: BLE001 - a unit, the connection or the commit
            if not is_in_doubt(error):
                return False  # nothing of this was written
            for job in jobs:
                job.error = error
        return True

    def _commit_alone(self, job: "_Job") -> None:
        try:
            with self._engine.begin() as connection:
                job.run(connection)
        except Exception as error:  # noqa: BLE001 - told to whoever waits for it
            job.error = error


def is_in_doubt(error: Exception) -> bool:
    """Whether the connection was lost at COMMIT itself: nobody knows whether it was done, so it must not be done again
    by itself. Who asked for it asks again, under the same id.
    """
    return isinstance(error, DBAPIError) and error.connection_invalidated and error.statement is None


class _Job:
    __slots__ = ("done", "error", "result", "work")

    def __init__(self, work: Work[Any]) -> None:
        self.work = work
        self.result: Any = None
        self.error: Exception | None = None
        self.done = threading.Event()

    def run(self, connection: Connection) -> None:
        self.error = None
        self.result = self.work(connection)

    def attempt(self, connection: Connection) -> None:
        try:
            with connection.begin_nested():
                self.run(connection)
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            self.error = error
        except Exception as error:  # noqa: BLE001 - told to whoever waits for it
            self.error = error


def _leaving_loop_free(engine: Engine) -> Callable[[Callable[[Any], None], Any], Any]:
    """How a commit leaves gevent's loop free: SQLite blocks, so it gets a real thread; psycopg yields by itself."""
    if engine.dialect.name == "sqlite" and _patched_by_gevent():
        from gevent.threadpool import ThreadPool

        pool = ThreadPool(1)
        return lambda work, jobs: pool.apply(work, (jobs,))
    return lambda work, jobs: work(jobs)


def _patched_by_gevent() -> bool:
    monkey = sys.modules.get("gevent.monkey")
    return bool(monkey and monkey.is_module_patched("threading"))
