"""The product as its users run it: `assistant serve`, a process that can be killed and started again on its data."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.processes import Process, end, free_port, tail, wait_until

ASSISTANT = Path(sys.executable).with_name("assistant")
CHECKOUT = Path(__file__).resolve().parents[2]


class Server:
    """One installation: a folder, settings and an address, which stay the same over every start.

    ``settings`` are the ASSISTANT_* variables without their prefix: ``Server(folder, RATE_LIMITS="off")``.
    """

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.data = folder / "data"
        self.log = folder / "server.log"
        self._settings = {
            "DATA_DIR": str(self.data),
            "KNOWLEDGE_DIR": str(CHECKOUT / "knowledge"),
            "PUBLIC_URL": self.url,
            **settings,
        }
        self._process: Process | None = None

    def start(self, *, seconds: float = 40) -> None:
        """Returns once the product says it is ready. Raises RuntimeError with the end of its output when it does not."""
        command = [str(ASSISTANT), "serve", "--host", "127.0.0.1", "--port", str(self.port)]
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                env=self.environment(),
                cwd=self.log.parent,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        try:
            wait_until(self.is_ready, what="assistant serve", seconds=seconds, process=self._process)
        except TimeoutError as error:
            self.kill()
            raise RuntimeError(f"{error}\n{tail(self.log, 40)}") from None

    def kill(self) -> None:
        """As `kill -9` or a power cut does it: no goodbye, no last commit."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def stop(self) -> None:
        """As an operator does it."""
        if self._process is not None:
            end(self._process)
            self._process = None

    def is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def add_user(self, email: str, role: str, password: str) -> None:
        """An account that can sign in to the console: role agent, editor or lead."""
        self.command("users", "add", email, "--role", role, "--password-stdin", said=password + "\n")

    def command(self, *arguments: str, said: str = "") -> str:
        """Runs `assistant ARGUMENTS` on the same installation and returns what it printed.

        Raises RuntimeError with what it said when it does not end well.
        """
        ended = subprocess.run(
            [str(ASSISTANT), *arguments],
            input=said,
            env=self.environment(),
            cwd=self.log.parent,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if ended.returncode:
            raise RuntimeError(f"assistant {' '.join(arguments)} ended with {ended.returncode}\n{ended.stderr}")
        return ended.stdout

    def environment(self) -> dict[str, str]:
        """Nothing of the developer's own settings, and the output as it comes."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
        given = {f"ASSISTANT_{name}": value for name, value in self._settings.items()}
        return own | given | {"PYTHONUNBUFFERED": "1"}


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Server]:
    """A started server, stopped at the end however the test ends."""
    server = Server(folder, **settings)
    server.start()
    try:
        yield server
    finally:
        server.stop()
