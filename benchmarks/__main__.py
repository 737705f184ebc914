"""``python -m benchmarks``: the product against a bare server, in one run, by turns; medians of the rounds.

Absolute figures are worth little on a machine that others use too. So every round measures both servers, each ratio is
taken within a round, and the median of the rounds is told. What holds best is the work a message costs: the server's time
on its core. Where nobody else is on that core, shares of throughput and of work are the same.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from assistant.store.migrate import upgrade
from benchmarks import due, reports, servers
from benchmarks.load import Load, Outcome, hold
from benchmarks.servers import Running
from tests.support import postgres

ROUNDS = 3
RATE = 150
IDLE = 500
REPORTED = 20_000
"""Tickets of the shop whose report is read; ``python -m benchmarks.reports`` takes 300,000."""
TEXTS = (
    "how long do i have to send smth back",
    "wher is my refnd",
    "do u take paypal",
    "can i change my order",
    "is this safe for sensitive skin",
)

ECHO = "bare: an ack"
PLAIN = "bare: a row with its own commit"
GROUPED = "bare: a row in a common commit"
FULL = "bare: match, two rows, ack, answer"
TO_AGENT = "assistant: a message to an agent"
ANSWERED = "assistant: a question, answered"
COMPARED = {TO_AGENT: (ECHO, PLAIN, GROUPED), ANSWERED: (ECHO, FULL), GROUPED: (PLAIN,)}


@dataclass(frozen=True)
class Measured:
    """One load on one server. ``work`` is the server's time on its core for each message, in milliseconds."""

    outcome: Outcome
    work: float


Round = dict[str, Measured]


def main() -> None:
    began = time.monotonic()
    with ExitStack() as running:
        bare = running.enter_context(servers.bare())
        answering = running.enter_context(servers.product(servers.with_the_assistant))
        silent = running.enter_context(servers.product(servers.with_an_agent))
        starts = [answering.seconds_to_start, silent.seconds_to_start]
        does = {
            ECHO: (bare, "echo"),
            PLAIN: (bare, "plain"),
            GROUPED: (bare, "grouped"),
            TO_AGENT: (silent, "say"),
            FULL: (bare, "full"),
            ANSWERED: (answering, "say"),
        }
        closed = [_round(does, rate=None) for _ in range(ROUNDS)]
        paced = [_round(does, rate=RATE) for _ in range(ROUNDS)]
    _tell_capacity(closed)
    _tell_latency(paced)
    _tell_commits()
    _tell_match()
    _tell_change()
    _tell_memory()
    print("\nReports, milliseconds: the median of five, the best, and our own process's work\n")
    reports.tell(REPORTED)
    print(f"\nSeconds for the dates of {due.LINES:,} inquiries, `assistant sla due`: {due.seconds():.1f}")
    print(f"\nFrom the command to ready: {median(starts):.1f} s")
    print(f"\nTook {time.monotonic() - began:.0f} s")


def _round(does: dict[str, tuple[Running, str]], *, rate: float | None) -> Round:
    return {name: _measure(server, event, rate) for name, (server, event) in does.items()}


def _measure(server: Running, event: str, rate: float | None) -> Measured:
    load = Load(
        port=server.port,
        event=event,
        namespace="/shopper" if event == "say" else "/",
        tokens=server.tokens,
        texts=list(TEXTS),
        rate=rate,
    )
    before = server.work()
    outcome = Outcome(**_asked("benchmarks.load", json.dumps(asdict(load))))
    if outcome.lost or outcome.refused:
        raise SystemExit(f"{event}: {outcome.lost} lost, {outcome.refused} refused {outcome.first_refusal}")
    return Measured(outcome, (server.work() - before) * 1000 / outcome.sent)


def _tell_capacity(rounds: list[Round]) -> None:
    print(f"{servers.CLIENTS} clients with one message on its way each; median of {ROUNDS} rounds\n")
    print(f"  {'':36s} a second   work each   share of throughput / of work")
    for name in rounds[0]:
        per_second = median(each[name].outcome.per_second for each in rounds)
        work = median(each[name].work for each in rounds)
        shares = [
            f"{median(each[name].outcome.per_second / each[other].outcome.per_second for each in rounds):.0%}"
            f" / {median(each[other].work / each[name].work for each in rounds):.0%} of {_short(other)}"
            for other in COMPARED.get(name, ())
        ]
        print(f"  {name:36s} {per_second:8.0f}   {work:6.2f} ms   {', '.join(shares)}")


def _tell_latency(rounds: list[Round]) -> None:
    print(f"\nMilliseconds to the ack at {RATE} messages a second\n")
    for name in rounds[0]:
        ratios = [
            f"p99 {median(each[name].outcome.p99 / each[other].outcome.p99 for each in rounds):.1f} times"
            f" that of {_short(other)}"
            for other in COMPARED.get(name, ())[-1:]
        ]
        p50, p99 = (median(getattr(each[name].outcome, at) for each in rounds) for at in ("p50", "p99"))
        print(f"  {name:36s} p50 {p50:6.1f}   p99 {p99:6.1f}   {', '.join(ratios)}")


def _tell_commits() -> None:
    print("\nRows stored a second by fifty at once, each with its own commit or in common ones\n")
    with _databases() as urls:
        for kind, url in urls.items():
            ways = ("plain", "grouped")
            rounds = [{way: float(_asked("benchmarks.commits", url, way, "2")) for way in ways} for _ in range(ROUNDS)]
            own, common = (median(each[way] for each in rounds) for way in ways)
            times = median(each["grouped"] / each["plain"] for each in rounds)
            print(f"  {kind:12s} own {own:6.0f}   common {common:6.0f}   {times:.1f} times as many")


def _tell_match() -> None:
    match = _asked("benchmarks.matching")
    print(f"\nA match with the shipped knowledge, {match['phrasings']} phrasings, {match['texts']} texts:", end=" ")
    print(f"p50 {match['p50']:.1f} ms, p99 {match['p99']:.1f} ms; built in {match['build']:.1f} s")
    large, huge = match["large"], match["huge"]
    print(f"  with {large['phrasings']} phrasings of 150 entries: ", end="")
    print(f"p50 {large['p50']:.1f} ms, p99 {large['p99']:.1f} ms; built in {large['build']:.1f} s")
    print(f"  with {huge['phrasings']} phrasings of 1,000 entries: ", end="")
    print(f"built in {huge['build']:.1f} s, one more phrasing learned in {huge['change']:.2f} s")


def _tell_change() -> None:
    for entries in (60, 1000):
        change = _asked("benchmarks.live_change", str(entries))
        print(f"\nA change of one of {entries} entries, from the save to the first answer with it: ", end="")
        print(f"{change['median']:.2f} s, at most {change['most']:.2f} s. Questions meanwhile, 20 a second: ", end="")
        print(
            f"p50 {change['p50']:.1f} ms, p99 {change['p99']:.1f} ms; without changes p99 {change['p99 in peace']:.1f} ms"
        )
        print(f"  from the command to ready {change['start']:.0f} s, memory {change['memory'] / 1e6:.0f} MB")


def _tell_memory() -> None:
    print(f"\nMemory of an idle connection that offers compression, of {IDLE}: ", end="")
    for name, server, namespace in (("bare", servers.bare(), "/"), ("assistant", servers.product(), "/shopper")):
        with server as running:
            print(f"{name} {asyncio.run(_idle_memory(running, namespace)) / 1000:.0f} kB   ", end="")
    print()


async def _idle_memory(running: Running, namespace: str) -> float:
    first = await hold(running.port, namespace, 20)  # what is made once, and not for each
    before = running.memory()
    held = await hold(running.port, namespace, IDLE)
    await asyncio.sleep(1)
    after = running.memory()
    for client in [*first, *held]:
        client.close()
    return (after - before) / IDLE


@contextmanager
def _databases() -> Iterator[dict[str, str]]:
    """SQLite in a file, and PostgreSQL as it comes, if it is there: both wait for the disk."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        Path(folder).chmod(0o755)
        urls = {"SQLite": f"sqlite:///{folder}/commits.sqlite"}
        if postgres.find_binaries():
            server = postgres.start(Path(folder), os.getpid())
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                server.execute(f"ALTER SYSTEM SET {setting} = on")
            server.execute("SELECT pg_reload_conf()")
            urls["PostgreSQL"] = running.enter_context(server.database())
        for url in urls.values():
            upgrade(url)
        yield urls


def _asked(module: str, *arguments: str) -> Any:
    """What another process measured, on the cores that the servers do not have."""
    _, others = servers.cores()
    command = servers.pinned(others, [sys.executable, "-m", module, *arguments])
    ran = subprocess.run(command, cwd=servers.CHECKOUT, capture_output=True, text=True, timeout=120, check=False)
    if ran.returncode:
        raise SystemExit(f"{module} {' '.join(arguments)[:200]}\n{ran.stderr}")
    return json.loads(ran.stdout)


def _short(name: str) -> str:
    return {ECHO: "the bare ack", PLAIN: "own commits", GROUPED: "common commits", FULL: "the bare answer"}[name]


if __name__ == "__main__":
    main()
