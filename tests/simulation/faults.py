"""What goes wrong in the simulation: a database that fails around COMMIT or is away, a mail server with moods, workers that die.

A fault of a mail depends on that mail alone and not on which worker has it, so that the same seed tells the same story.
"""

import threading
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import Engine, event

from assistant.store.database import Database
from assistant.store.outbox import Mail, NotNow, Refused


class WorkerDied(BaseException):
    """As if the process had been killed: nothing in the product catches it."""


@dataclass
class Weather:
    """What all databases of the simulation share."""

    away: bool = False
    """Nobody reaches the database."""


class UnsteadyDatabase(Database):
    """A database that dies right before a COMMIT or loses the answer right after it, as often as ``chance`` says.

    Its SQLite does not wait for the disk, which is the test's own haste: a real power cut is not played here.
    """

    def __init__(self, url: str, weather: Weather, random: Random, *, faults: float) -> None:
        super().__init__(url)
        self.faults = faults
        self.happened: Counter[str] = Counter()
        self._weather, self._random = weather, random
        for engine in (self._readers, self._writer_engine):
            self._can_be_away(engine)
            if engine.dialect.name == "sqlite":
                event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        self._fails_around_commit(self._writer_engine)

    def _can_be_away(self, engine: Engine) -> None:
        dialect: Any = engine.dialect
        for name in ("do_execute", "do_executemany", "do_execute_no_params"):
            setattr(dialect, name, self._unless_away(getattr(dialect, name), dialect))

    def _unless_away(self, execute: Any, dialect: Any) -> Any:
        def executed(*given: Any, **named: Any) -> Any:
            if self._weather.away:
                self.happened["away"] += 1
                raise dialect.loaded_dbapi.OperationalError("the database is away")
            return execute(*given, **named)

        return executed

    def _fails_around_commit(self, engine: Engine) -> None:
        dialect: Any = engine.dialect
        commit = dialect.do_commit

        def committed(connection: Any) -> None:
            fate = self._random.random()
            if fate < self.faults:
                self._lose(connection, dialect, "died before COMMIT")
            commit(connection)
            if fate > 1 - self.faults:
                self._lose(connection, dialect, "answer lost after COMMIT")

        dialect.do_commit = committed

    def _lose(self, connection: Any, dialect: Any, what: str) -> None:
        self.happened[what] += 1
        if dialect.name == "postgresql":
            connection.dbapi_connection.close()  # the server has rolled back, or has committed and cannot say so
        raise dialect.loaded_dbapi.OperationalError(what)


@dataclass(frozen=True)
class Delivery:
    """A mail as it came out at the other end."""

    message_id: str
    mail: Mail


class PostOffice:
    """Takes mail, with moods. ``deliveries`` holds every single one; ``in_doubt`` the ids of those whose worker could
    not put on record that they had left, which are delivered again under the same id.
    """

    def __init__(self, seed: str) -> None:
        self.deliveries: list[Delivery] = []
        self.in_doubt: set[str] = set()
        self.happened: Counter[str] = Counter()
        self.calm = False
        self._seed = seed
        self._door = threading.Lock()
        self._left = threading.local()

    def send(self, mail: Mail) -> None:
        fate = 1.0 if self.calm else self._fate(mail)
        if mail.recipient.startswith("nobody"):
            self._happens("refused for good")
            raise Refused("550 no such mailbox")
        if fate < 0.02:
            self._happens("worker died before it sent")
            raise WorkerDied
        if fate < 0.05:
            self._happens("turned away for now")
            raise NotNow("451 later")
        self._left.id = mail.message_id
        with self._door:
            self.deliveries.append(Delivery(mail.message_id, mail))
        if fate < 0.07:
            self._happens("worker died after it sent")
            raise WorkerDied

    def nothing_left(self) -> None:
        """This thread's worker begins with another mail, or has marked the one it sent."""
        self._left.id = None

    def doubt(self) -> None:
        """This thread's worker failed; what it has just sent may not be marked."""
        if getattr(self._left, "id", None):
            with self._door:
                self.in_doubt.add(self._left.id)

    def _fate(self, mail: Mail) -> float:
        about = (self._seed, mail.ticket, mail.kind, mail.recipient, mail.created_at, mail.attempts)
        return Random("/".join(map(str, about))).random()

    def _happens(self, what: str) -> None:
        with self._door:
            self.happened[what] += 1


@dataclass
class Watch:
    """A worker's clock: the true time, less what it has jumped back."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at
