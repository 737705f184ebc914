"""How are other programs started, waited for and ended?"""

import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

Process = subprocess.Popen[bytes]


def free_port() -> int:
    """A loopback port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def accepts(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(ready: Callable[[], bool], *, what: str, seconds: float = 20, process: Process | None = None) -> None:
    """Polls until ready. Raises TimeoutError naming ``what``, at once when the process that should do it has ended."""
    deadline = time.monotonic() + seconds
    while not ready():
        if process is not None and process.poll() is not None:
            raise TimeoutError(f"{what}: the process ended with {process.returncode}")
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds:g} seconds")
        time.sleep(0.02)


def end(process: Process, *, seconds: float = 10) -> None:
    """Asks the process to end, and makes it when it does not."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait(seconds)


def tail(log: Path, lines: int = 20) -> str:
    """The last lines a program wrote, for the message of a failure."""
    if not log.is_file():
        return "(it wrote nothing)"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
