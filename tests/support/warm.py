"""The product started again and again without importing it anew: a warm process forks one that serves.

What serves is what ``assistant serve`` runs, and it can be killed like it; starting takes a second instead of several.
``python -m tests.support.warm PORT`` reads lines from its input: every one starts a server, whose process id it prints.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.support.keeper import alive
from tests.support.processes import Process, end, tail, wait_until
from tests.support.server import CHECKOUT, Server


class WarmServer(Server):
    """As ``Server``, for tests that start it many times."""

    def __init__(self, folder: Path, **settings: str) -> None:
        super().__init__(folder, **settings)
        self._pid = 0
        with self.log.open("ab") as output:
            self._warm: Process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.warm", str(self.port)],
                env=self.environment() | {"PYTHONPATH": str(CHECKOUT)},
                cwd=folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
            )

    def start(self, *, seconds: float = 40) -> None:
        assert self._warm.stdin and self._warm.stdout
        self._warm.stdin.write(b"start\n")
        self._warm.stdin.flush()
        self._pid = int(self._warm.stdout.readline() or 0)
        try:
            wait_until(lambda: self.is_ready() or not alive(self._pid), what="the warm server", seconds=seconds)
        except TimeoutError as error:
            self.kill()
            raise RuntimeError(f"{error}\n{tail(self.log, 40)}") from None
        if not alive(self._pid):
            raise RuntimeError(f"the warm server has ended\n{tail(self.log, 40)}")

    def kill(self) -> None:
        if self._pid:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            wait_until(lambda: not alive(self._pid), what="the end of the killed server")
            self._pid = 0

    def stop(self) -> None:
        """For good."""
        self.kill()
        end(self._warm)


@contextmanager
def warm(folder: Path, **settings: str) -> Iterator[WarmServer]:
    """A server that is not started yet, gone at the end however the test ends."""
    server = WarmServer(folder, **settings)
    try:
        yield server
    finally:
        server.stop()


def fork_on_demand(port: str) -> None:
    from gevent import monkey

    monkey.patch_all()
    import assistant.entry.serve  # noqa: F401 - what takes its time
    from assistant.cli import cli

    # whoever ends is forgotten at once
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    fork = monkey.get_original("os", "fork")
    for _ in sys.stdin:
        pid = fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(2, 1)
            cli(["serve", "--host", "127.0.0.1", "--port", port])
        with suppress(BrokenPipeError):
            print(pid, flush=True)


if __name__ == "__main__":
    fork_on_demand(sys.argv[1])
