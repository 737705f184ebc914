"""How many messages does a server take, and how long does each wait for its ack? ``python -m benchmarks.load JSON``.

Two ways to ask. *Closed*: each client has one message on its way, and sends the next when the ack has come; the acks
per second are the server's capacity. *Paced*: messages are sent at a fixed rate whatever the server does, and a
latency counts from the moment at which the message should have been sent, so that a pause is not overlooked.
"""

import asyncio
import gc
import json
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.client import Client

LOST_AFTER = 10.0


@dataclass(frozen=True)
class Load:
    """What to do to the server at ``port``. ``rate`` is messages a second in all; none means closed."""

    port: int
    event: str
    namespace: str = "/"
    tokens: list[str | None] = field(default_factory=lambda: [None])
    """One client each."""
    texts: list[str] = field(default_factory=lambda: ["hello"])
    rate: float | None = None
    warm_up: float = 0.5
    seconds: float = 3.0


@dataclass(frozen=True)
class Outcome:
    """Latencies in milliseconds."""

    sent: int
    per_second: float
    p50: float
    p99: float
    lost: int
    refused: int
    first_refusal: str = ""


def run(load: Load) -> Outcome:
    gc.disable()  # a pause of ours would look like one of the server's
    return asyncio.run(_Run(load).run())


class _Run:
    def __init__(self, load: Load) -> None:
        self._load = load
        self._latencies: list[float] = []
        self._on_their_way = 0
        self._sent = 0
        self._refusal = b""
        self._refused = 0
        self._first, self._last = 0.0, 0.0

    async def run(self) -> Outcome:
        load = self._load
        clients = [await self._connect(token) for token in load.tokens]
        began = time.monotonic()
        self._first, self._last = began + load.warm_up, began + load.warm_up + load.seconds
        if load.rate:
            await self._pace(clients, load.rate)
        else:
            for client in clients:
                self._say(client, time.monotonic(), again=True)
            await asyncio.sleep(self._last - time.monotonic())
        deadline = time.monotonic() + LOST_AFTER
        while self._on_their_way and time.monotonic() < deadline:
            await asyncio.sleep(0.02)
        for client in clients:
            client.close()
        return self._outcome()

    async def _connect(self, token: str | None) -> Client:
        auth = {"token": token} if self._load.namespace != "/" else None
        return await Client.connect(self._load.port, self._load.namespace, auth)

    async def _pace(self, clients: list[Client], rate: float) -> None:
        due, turn = time.monotonic(), 0
        while due < self._last:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            self._say(clients[turn % len(clients)], due)
            turn += 1
            due += 1 / rate

    def _say(self, client: Client, due: float, *, again: bool = False) -> None:
        self._sent += 1
        number = self._sent
        text = self._load.texts[number % len(self._load.texts)]
        given = {"id": f"{time.time_ns():x}-{number:08x}", "text": text}

        def answered(ack: bytes) -> None:
            now = time.monotonic()
            self._on_their_way -= 1
            if b'"ok":true' not in ack:
                self._refused += 1
                self._refusal = self._refusal or ack
            if self._first <= (now if again else due) < self._last:
                self._latencies.append(now - due)
            if again and now < self._last:
                self._say(client, now, again=True)

        self._on_their_way += 1
        client.emit_raw(json.dumps([self._load.event, given]).encode(), answered)

    def _outcome(self) -> Outcome:
        ordered = sorted(self._latencies) or [0.0]
        return Outcome(
            sent=self._sent,
            per_second=len(self._latencies) / self._load.seconds,
            p50=ordered[len(ordered) // 2] * 1000,
            p99=ordered[len(ordered) * 99 // 100] * 1000,
            lost=self._on_their_way,
            refused=self._refused,
            first_refusal=self._refusal.decode(errors="replace")[:300],
        )


async def hold(port: int, namespace: str, count: int) -> list[Client]:
    """So many idle connections that offer compression, as browsers do."""
    auth: Any = {"token": None} if namespace != "/" else None
    held: list[Client] = []
    for _ in range(count):
        held.append(await Client.connect(port, namespace, auth, deflate=True))
    return held


if __name__ == "__main__":
    print(json.dumps(asdict(run(Load(**json.loads(sys.argv[1]))))))
