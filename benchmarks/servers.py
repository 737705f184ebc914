"""The two servers side by side: started on a core of their own, with a shop's conversations prepared."""

import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from assistant.content import folder
from assistant.core.people import Role
from assistant.services import accounts, chat, handoff, tickets
from assistant.services.desk import Desk, new_id
from assistant.store import migrate
from assistant.store.database import Database
from tests.support.processes import Process, end, free_port, wait_until

CHECKOUT = Path(__file__).resolve().parents[1]
KNOWLEDGE = CHECKOUT / "knowledge"
CLIENTS = 50


@dataclass
class Running:
    """A server that answers on ``port``."""

    port: int
    process: Process
    seconds_to_start: float
    tokens: list[str | None] = field(default_factory=lambda: [None] * CLIENTS)

    def work(self) -> float:
        """The time it has had on a core so far, in seconds."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Its share of memory, in bytes."""
        rollup = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        return sum(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))


def cores() -> tuple[set[int], set[int]]:
    """One for the server, the others for us; the same one when there is no other."""
    first, *others = sorted(os.sched_getaffinity(0))
    return {first}, set(others) or {first}


def pinned(to: set[int], command: list[str]) -> list[str]:
    """The command, run on these cores alone."""
    program = (
        "import os, sys; os.sched_setaffinity(0, map(int, sys.argv[1].split(','))); os.execv(sys.argv[2], sys.argv[2:])"
    )
    return [sys.executable, "-c", program, ",".join(map(str, to)), *command]


@contextmanager
def bare() -> Iterator[Running]:
    with tempfile.TemporaryDirectory() as kept:
        database = f"sqlite:///{kept}/bare.sqlite"
        command = [sys.executable, "-m", "benchmarks.bare_server"]
        with _running(lambda port: [*command, str(port), database, str(KNOWLEDGE)], {}, "/") as running:
            yield running


@contextmanager
def product(prepare: Callable[[Desk], list[str]] | None = None, knowledge: Path = KNOWLEDGE) -> Iterator[Running]:
    """``prepare`` makes conversations before the start, and gives their tokens."""
    with tempfile.TemporaryDirectory() as kept:
        database = f"sqlite:///{kept}/product.sqlite"
        migrate.upgrade(database)
        tokens = _prepared(database, prepare)
        settings = {
            "ASSISTANT_DATA_DIR": kept,
            "ASSISTANT_DATABASE_URL": database,
            "ASSISTANT_KNOWLEDGE_DIR": str(knowledge),
            "ASSISTANT_RATE_LIMITS": "off",
        }
        command = [str(Path(sys.executable).with_name("assistant")), "serve", "--port"]
        with _running(lambda port: [*command, str(port)], settings, "/readyz") as running:
            running.tokens = [*tokens] or running.tokens
            yield running


def with_the_assistant(desk: Desk) -> list[str]:
    """Conversations that the assistant answers."""
    return [chat.enter(desk, None, datetime.now(UTC)).token for _ in range(CLIENTS)]


def with_an_agent(desk: Desk) -> list[str]:
    """Conversations that an agent holds: the assistant is silent, and what is said goes to the ticket."""
    now = datetime.now(UTC)
    agent = accounts.add_user(desk.db, "sam@shop.example", "Sam", Role.AGENT, "a long enough password", now)
    tokens = with_the_assistant(desk)
    for number, token in enumerate(tokens):
        fields = {"name": "Ana", "email": f"ana{number}@shopper.example", "details": "Do you wrap presents?"}
        handed = handoff.hand_off(desk, chat.find(desk, token).id, new_id(), fields, (), now)
        tickets.act(
            desk,
            agent,
            int(handed.value["number"]),
            lambda ticket, by, at, policy: ticket.claim(by=by, at=at, policy=policy),
            now,
        )
    return tokens


def _prepared(database_url: str, prepare: Callable[[Desk], list[str]] | None) -> list[str]:
    if prepare is None:
        return []
    database, knowledge = Database(database_url), folder.load(KNOWLEDGE)
    tokens = prepare(Desk(db=database, knowledge=lambda: knowledge, address="http://127.0.0.1"))
    database.close()
    return tokens


@contextmanager
def _running(command: Callable[[int], list[str]], settings: dict[str, str], probe: str) -> Iterator[Running]:
    port, (core, _) = free_port(), cores()
    began = time.monotonic()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            pinned(core, command(port)),
            cwd=CHECKOUT,
            env={name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")} | settings,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        try:
            wait_until(lambda: _answers(port, probe), what=command(port)[-2], seconds=180, process=process)
            yield Running(port, process, time.monotonic() - began)
        finally:
            end(process)
            log.seek(0)
            with suppress(UnicodeDecodeError):
                faults = [line for line in log.read().decode().splitlines() if "Traceback" in line or "crashed" in line]
                print("\n".join(faults[:5]), end="", file=sys.stderr)


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status != 503
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
