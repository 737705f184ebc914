"""How long does ``assistant sla due`` take for twenty thousand inquiries? ``python -m benchmarks.due`` prints the seconds.

The program as people start it, with its start: lines go in and come out through pipes, three times, and the median counts.
"""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

LINES = 20_000
ROUNDS = 3
YEARS = 15
KNOWLEDGE = Path(__file__).parents[1] / "knowledge"


def seconds() -> float:
    """The median of three runs."""
    return median(_run(_inquiries()) for _ in range(ROUNDS))


def _run(lines: str) -> float:
    begun = time.perf_counter()
    command = [str(Path(sys.executable).with_name("assistant")), "sla", "due", "--knowledge", str(KNOWLEDGE)]
    answers = subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout
    took = time.perf_counter() - begun
    assert answers.count("\n") == LINES
    return took


def _inquiries() -> str:
    """Moments all over some years, so that every day has its turn."""
    chance, first = Random(LINES), datetime(2020, 1, 1, tzinfo=UTC)
    moments = (first + timedelta(seconds=chance.randrange(YEARS * 365 * 86_400)) for _ in range(LINES))
    kinds = ("general", "complex")
    return "".join(f'{{"received": "{at.isoformat()}", "kind": "{chance.choice(kinds)}"}}\n' for at in moments)


if __name__ == "__main__":
    print(f"{seconds():.2f}")
