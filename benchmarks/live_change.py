"""How soon is a save in use, and what do shoppers feel of it? ``python -m benchmarks.live_change ENTRIES`` prints JSON.

A server with a folder of so many entries, of ten phrasings each, is asked twenty questions a second. Meanwhile one entry
after another gets another answer and another phrasing, and somebody asks it until the new answer comes.
"""

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

from assistant.content import folder
from benchmarks import servers
from benchmarks.client import Client
from benchmarks.load import Load, Outcome
from benchmarks.matching import invented
from benchmarks.servers import KNOWLEDGE, Running

PHRASINGS = 10
CHANGES = 6
APART = 6.0
"""Seconds from one change to the next: everything is learned anew in between, or begins to be."""
RATE = 20
LATE = 60.0


def run(entries: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as kept:
        answers = _write(Path(kept) / "knowledge", entries)
        with servers.product(servers.with_the_assistant, answers.parent) as server:
            asker = server.tokens.pop()
            in_peace = _finished(_load(server, 10))
            load = _load(server, CHANGES * APART)
            took = asyncio.run(_change_all(server.port, asker, answers))
            meanwhile = _finished(load)
            return {
                "median": median(took),
                "most": max(took),
                "p50": meanwhile.p50,
                "p99": meanwhile.p99,
                "p99 in peace": in_peace.p99,
                "start": server.seconds_to_start,
                "memory": server.memory(),
            }


def _write(path: Path, entries: int) -> Path:
    """A folder of so many entries; gives the folder of their topics."""
    shutil.copytree(KNOWLEDGE, path, ignore=shutil.ignore_patterns("answers", "questions.yaml", "canned"))
    shipped = {entry.id: entry.questions for entry in folder.load(KNOWLEDGE).entries.values()}
    for name, questions in invented(shipped, entries, PHRASINGS).items():
        _write_entry(path / "answers" / f"{name}.md", questions, f"This is what we say of {name}.")
    return path / "answers"


def _write_entry(file: Path, questions: list[str] | Any, answer: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    listed = "".join(f"  - {json.dumps(question)}\n" for question in questions)
    fresh = file.with_suffix(".tmp")
    fresh.write_text(f"---\ntitle: About {file.stem}\nquestions:\n{listed}source: customer-service#4\n---\n{answer}\n")
    fresh.replace(file)


def _load(server: Running, seconds: float) -> "subprocess.Popen[str]":
    texts = ["how long do i have to send smth back", "wher is my refnd", "do u take paypal", "can i change my order"]
    load = Load(server.port, "say", "/shopper", server.tokens, texts, rate=RATE, seconds=seconds)
    command = [sys.executable, "-m", "benchmarks.load", json.dumps(asdict(load))]
    return subprocess.Popen(servers.pinned(servers.cores()[1], command), stdout=subprocess.PIPE, text=True)


def _finished(load: "subprocess.Popen[str]") -> Outcome:
    told, _ = load.communicate(timeout=180)
    return Outcome(**json.loads(told))


async def _change_all(port: int, token: str | None, answers: Path) -> list[float]:
    heard: list[bytes] = []
    client = await Client.connect(port, "/shopper", {"token": token}, on_event=heard.append)
    files = sorted(answers.glob("*/*.md"))
    took = []
    for number in range(CHANGES):
        began = time.monotonic()
        file = files[(number + 1) * len(files) // (CHANGES + 1)]
        questions = [json.loads(line[4:]) for line in file.read_text().splitlines() if line.startswith("  - ")]
        _write_entry(file, [*questions, f"tell me the new thing number {number}"], f"Now we say word-{number} of it.")
        while not any(f"word-{number} ".encode() in event for event in heard):
            if time.monotonic() - began > LATE:
                raise SystemExit(f"the change of {file} was not in use after {LATE:.0f} s")
            given = {"id": f"{time.time_ns():x}-{number:08x}", "text": questions[0]}
            await client.ask("say", given)
            await asyncio.sleep(0.05)
        took.append(time.monotonic() - began)
        await asyncio.sleep(max(0.0, APART - took[-1]))
    client.close()
    return took


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]))))
