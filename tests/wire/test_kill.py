"""kill -9 at any moment loses nothing that was acked and stores nothing twice. KILLS=100 tries it more often."""

import asyncio
import json
import os
import random
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Row, create_engine, text

from tests.content.shop import Folder
from tests.support.server import Server
from tests.support.warm import WarmServer, warm
from tests.wire.stubborn import Shopper

T = TypeVar("T")

KILLS = int(os.environ.get("KILLS", "8"))
LONGEST = 120 + 10 * KILLS


@pytest.mark.timeout(LONGEST)
def test_killed_again_and_again_on_sqlite_nothing_acked_is_lost_and_nothing_doubled(tmp_path: Path) -> None:
    with warm_shop(tmp_path) as server:
        shoppers = _run(under_fire(server, kills=KILLS, seed=1))
    assert_all_there_once(f"sqlite:///{server.data / 'assistant.db'}", shoppers)


@pytest.mark.timeout(LONGEST)
def test_killed_again_and_again_on_postgres_nothing_acked_is_lost_and_nothing_doubled(
    tmp_path: Path, postgres_url: str
) -> None:
    with warm_shop(tmp_path, DATABASE_URL=postgres_url) as server:
        shoppers = _run(under_fire(server, kills=KILLS // 2, seed=2))
    assert_all_there_once(postgres_url, shoppers)


@pytest.mark.timeout(LONGEST)
def test_killed_while_it_starts_for_the_first_time_it_starts_the_next_time(tmp_path: Path) -> None:
    server = Server(tmp_path, KNOWLEDGE_DIR=str(Folder(tmp_path / "knowledge").path))
    for seconds in (0.5, 1.0, 1.5, 2.0):
        with suppress(RuntimeError):
            server.start(seconds=seconds)
        server.kill()
    server.start()
    server.stop()
    assert server.log.read_text().count("Open this link once") >= 1


def warm_shop(folder: Path, **settings: str) -> AbstractContextManager[WarmServer]:
    """A small shop, which starts faster than the shipped one."""
    knowledge = Folder(folder / "knowledge")
    return warm(folder, KNOWLEDGE_DIR=str(knowledge.path), RATE_LIMITS="off", **settings)


async def under_fire(server: Server, *, kills: int, seed: int) -> list[Shopper]:
    """Nine shoppers talk all the while; three hand over, two share a conversation. The server is killed and restarted."""
    chance = random.Random(seed)
    shoppers = [Shopper(f"shopper-{n}", seed * 100 + n, hands_off_after=20 if n % 3 == 0 else None) for n in range(9)]
    stop = asyncio.Event()
    await asyncio.to_thread(server.start)
    talking = [asyncio.create_task(shopper.talk(server.port, stop)) for shopper in shoppers[:8]]
    await until(lambda: shoppers[1].token is not None)
    # the second tab of a conversation that is going on
    shoppers[8].token = shoppers[1].token
    talking.append(asyncio.create_task(shoppers[8].talk(server.port, stop)))
    for _ in range(kills):
        await one_more_ack(shoppers)
        await asyncio.sleep(chance.uniform(0, 1))
        server.kill()
        await asyncio.to_thread(server.start)
    await until(lambda: all(shopper.connections for shopper in shoppers))
    stop.set()
    await asyncio.wait_for(asyncio.gather(*talking), 60)
    server.kill()
    return shoppers


async def one_more_ack(shoppers: Sequence[Shopper]) -> None:
    before = sum(len(shopper.acked) for shopper in shoppers)
    await until(lambda: sum(len(shopper.acked) for shopper in shoppers) > before)


async def until(ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not ready():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


def assert_all_there_once(url: str, shoppers: Sequence[Shopper]) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        stored: dict[str, list[Row]] = {}
        for row in connection.execute(text("SELECT * FROM messages ORDER BY conversation_id, seq")):
            stored.setdefault(row.conversation_id, []).append(row)
        ends = {row.id: row.last_seq for row in connection.execute(text("SELECT id, last_seq FROM conversations"))}
        tickets = connection.execute(text("SELECT number, shopper_email FROM tickets")).all()
        receipts = connection.execute(text("SELECT recipient, ticket FROM outbox WHERE kind = 'receipt'")).all()
        last_number = connection.execute(text("SELECT value FROM counters WHERE name = 'ticket'")).scalar_one()
    engine.dispose()

    assert [fault for shopper in shoppers for fault in shopper.faults] == []
    for shopper in shoppers:
        assert_heard_once_in_order(stored[shopper.conversation], shopper)
    everything_sent = [message_id for shopper in shoppers for message_id in shopper.sent]
    everything_stored = [row.id for rows in stored.values() for row in rows if row.author_kind == "shopper"]
    assert sorted(everything_stored) == sorted(everything_sent)

    for conversation, rows in stored.items():
        assert [row.seq for row in rows] == list(range(1, ends[conversation] + 1))
        assert_answered_once(rows)

    made = sorted((s.ticket["number"], f"{s.name}@shopper.example") for s in shoppers if s.ticket)
    assert len(made) == 3
    assert sorted((str(row.number), row.shopper_email) for row in tickets) == made
    assert sorted((str(row.ticket), row.recipient) for row in receipts) == made
    assert last_number == 10000 + len(made)


def assert_heard_once_in_order(rows: Sequence[Row], shopper: Shopper) -> None:
    own = [row for row in rows if row.id in shopper.sent]
    assert [(row.id, row.text) for row in own] == list(shopper.sent.items())
    assert {row.id: row.seq for row in own} == shopper.acked
    told = [(message["seq"], message["id"], message["text"]) for message in shopper.missed]
    assert told == [(row.seq, row.id, row.text) for row in rows][: len(told)]
    assert len(told) >= max(shopper.acked.values())


def assert_answered_once(rows: Sequence[Row]) -> None:
    """Every message of a shopper is followed by its replies at once; in the queue, only plain answers are given."""
    in_queue = False
    for row in rows:
        in_queue = in_queue or row.author_kind == "system"
        if row.author_kind != "shopper":
            continue
        replies = [reply.seq for reply in rows if reply.reply_to == row.id]
        assert replies == list(range(row.seq + 1, row.seq + 1 + len(replies)))
        judged = row.judged if isinstance(row.judged, dict) else json.loads(row.judged)
        assert replies or (in_queue and judged["decision"] != "answer"), f"no reply to {row.text}"


def _run(work: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: a browser test before this one leaves its event loop running in ours."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
