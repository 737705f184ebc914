"""A quarter of a year in a shop where everything goes wrong that can, on both databases; then all of it is counted again.

Prints what was lived through and what was found; ends with 1 if anything does not stand on record as it was. It measures no
speed: it is here because it takes minutes. ``--seed`` tells another story, and the same one again.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.services import reports
from assistant.store.migrate import upgrade
from tests.simulation.compare import all_faults, recounted
from tests.simulation.report import periods, report
from tests.simulation.rules import NEW_YORK
from tests.simulation.seen import seen
from tests.simulation.shop import lived
from tests.simulation.world import Plan
from tests.support import postgres

DATABASES = ("SQLite", "PostgreSQL")


def main() -> None:
    given = _given()
    if given.on:
        with _database(given.on) as url:
            print(json.dumps(_live(Plan(given.seed, given.days, given.inquiries), url)))
        return
    print(f"{given.days} days, {given.inquiries} shoppers, seed {given.seed}; all on record is counted again\n")
    running = {name: _started(name, given) for name in DATABASES if name == "SQLite" or postgres.find_binaries()}
    found = {name: _result(process) for name, process in running.items()}
    _tell({name: each["seen"] for name, each in found.items()})
    for name, each in found.items():
        verdict = (
            f"{len(each['faults'])} faults" if each["faults"] else "nothing lost, nothing doubled, no verdict wrong"
        )
        print(f"\n{name}: {verdict}; {each['reports']} reports compared; took {each['seconds']:.0f} s")
        for fault in each["faults"][:20]:
            print(f"  {fault}")
    sys.exit(any(each["faults"] for each in found.values()))


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--inquiries", type=int, default=2000)
    parser.add_argument("--on", choices=DATABASES, help="on one database only, told as JSON")
    return parser.parse_args()


def _live(plan: Plan, url: str) -> dict[str, Any]:
    began = time.monotonic()
    world = lived(plan, url)
    try:
        stored, recount = recounted(world)
        faults = all_faults(world, stored, recount)
        days = periods(plan.begins.astimezone(NEW_YORK).date(), plan.ends.astimezone(NEW_YORK).date())
        faults += [
            f"the report from {first} to {last} is another one than the recount's"
            for first, last in days
            if reports.sla(world.desk, first, last, world.now) != report(stored, recount, first, last, world.rules)
        ]
    finally:
        world.close()
    happened = dict(seen(world, stored, recount))
    return {"seen": happened, "faults": faults, "reports": len(days), "seconds": time.monotonic() - began}


def _started(name: str, given: argparse.Namespace) -> "subprocess.Popen[str]":
    """Both databases at once, in a process each."""
    plan = ("--seed", str(given.seed), "--days", str(given.days), "--inquiries", str(given.inquiries))
    command = [sys.executable, "-m", "benchmarks.simulation", "--on", name, *plan]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _result(process: "subprocess.Popen[str]") -> dict[str, Any]:
    told, _ = process.communicate()
    if process.returncode:
        raise SystemExit("The simulation did not get to its end.")
    result: dict[str, Any] = json.loads(told)
    return result


def _tell(columns: Mapping[str, Mapping[str, int]]) -> None:
    names = list(dict.fromkeys(name for each in columns.values() for name in each))
    print(f"{'':42s}" + "".join(f"{name:>12s}" for name in columns))
    for name in names:
        print(f"{name:42s}" + "".join(f"{each.get(name, 0):12,d}" for each in columns.values()))


@contextmanager
def _database(name: str) -> Iterator[str]:
    """A new one, that need not survive a power cut: what dies here is the product."""
    with tempfile.TemporaryDirectory() as folder:
        if name == "SQLite":
            url = f"sqlite:///{folder}/simulation.sqlite"
            upgrade(url)
            yield url
            return
        Path(folder).chmod(0o755)
        with postgres.start(Path(folder), os.getpid()).database() as url:
            upgrade(url)
            yield url


if __name__ == "__main__":
    main()
