"""A shopper whose client gives nothing up: what has no ack is kept and sent again, with the same id, once it is back."""

import asyncio
import json
import random
from contextlib import suppress
from typing import Any
from uuid import UUID

from benchmarks.client import Client

WORDS = (
    "how long do i have to send it back",
    "when do i get my money",
    "are your prices in dollars",
    "hello",
    "qwer asdf zxcv",
    "i want to dispute your decision",
    "what is the weather like on the moon",
)
MOST_ON_THE_WAY = 4


class Shopper:
    """Talks until told to stop. Several tabs of one conversation share ``token`` and the conversation's messages."""

    def __init__(self, name: str, seed: int, *, hands_off_after: int | None = None) -> None:
        self.name = name
        self.token: str | None = None
        self.conversation = ""
        self.sent: dict[str, str] = {}
        """Every message ever sent, in order: id and text."""
        self.acked: dict[str, int] = {}
        """Those with an ack, and the seq that it named."""
        self.seen: set[str] = set()
        """What arrived as an event or when catching up, by id."""
        self.ticket: dict[str, Any] | None = None
        self.handoff_id = ""
        self.faults: list[Any] = []
        self.connections = 0
        self._random = random.Random(seed)
        self._hands_off_after = hands_off_after
        self._handoff_on_its_way = False
        self._on_the_way: set[str] = set()
        self._client: Client | None = None

    async def talk(self, port: int, stop: asyncio.Event) -> None:
        """Until ``stop`` is set, and then until everything sent has its ack."""
        while not (stop.is_set() and self._has_every_ack()):
            if self._client is None or not self._client.is_open:
                await self._come_back(port)
            else:
                self._go_on(stop)
            await asyncio.sleep(self._random.uniform(0.002, 0.03))
        assert self._client is not None
        self.missed = await self._whole_story()
        self._client.close()

    async def _whole_story(self) -> list[dict[str, Any]]:
        """Everything the server has of this conversation, asked for page by page."""
        assert self._client is not None
        told: list[dict[str, Any]] = []
        more = True
        while more:
            page = await self._client.ask("catch_up", {"after": told[-1]["seq"] if told else 0})
            told, more = told + page["messages"], page["more"]
        return told

    async def _come_back(self, port: int) -> None:
        self._on_the_way.clear()
        self._handoff_on_its_way = False
        with suppress(OSError):
            welcomed = asyncio.get_running_loop().create_future()

            def hear(packet: bytes) -> None:
                event, payload = json.loads(packet)
                if event == "welcome":
                    welcomed.set_result(payload)
                elif event == "message":
                    self.seen.add(payload["id"])

            self._client = await Client.connect(port, "/shopper", {"token": self.token}, on_event=hear, seconds=5)
            self._client.on_close = lambda: None if welcomed.done() else welcomed.set_exception(ConnectionError())
            welcome = await asyncio.wait_for(welcomed, 5)
            self.connections += 1
            self.token, self.conversation = welcome["token"], welcome["conversation"]["id"]
            self.seen |= {message["id"] for message in welcome["messages"]}
            for message_id in self.sent:
                self._say(message_id)

    def _go_on(self, stop: asyncio.Event) -> None:
        if not stop.is_set() and len(self._on_the_way) < MOST_ON_THE_WAY:
            message_id = self._new_id()
            self.sent[message_id] = f"{self._random.choice(WORDS)} {len(self.sent)}"
            self._say(message_id)
        late_enough = self._hands_off_after is not None and len(self.acked) >= self._hands_off_after
        if late_enough and self.ticket is None and not self._handoff_on_its_way:
            self._hand_off()

    def _say(self, message_id: str) -> None:
        if message_id in self.acked or message_id in self._on_the_way:
            return
        self._on_the_way.add(message_id)

        def answered(raw: bytes) -> None:
            self._on_the_way.discard(message_id)
            (ack,) = json.loads(raw)
            if ack["ok"] and ack["id"] == message_id:
                self.acked[message_id] = ack["seq"]
            else:
                self.faults.append(ack)

        assert self._client is not None
        self._client.emit("say", {"id": message_id, "text": self.sent[message_id]}, answered)

    def _hand_off(self) -> None:
        self.handoff_id = self.handoff_id or self._new_id()
        self._handoff_on_its_way = True

        def answered(raw: bytes) -> None:
            (ack,) = json.loads(raw)
            self.ticket = ack.get("ticket")
            if not ack["ok"]:
                self.faults.append(ack)

        intake = {"name": self.name, "email": f"{self.name}@shopper.example", "details": "Please look into it."}
        assert self._client is not None
        self._client.emit("hand_off", {"id": self.handoff_id, "intake": intake}, answered)

    def _has_every_ack(self) -> bool:
        wants_ticket = self._hands_off_after is not None and len(self.acked) >= self._hands_off_after
        return self.sent.keys() == self.acked.keys() and not (wants_ticket and self.ticket is None) and bool(self.token)

    def _new_id(self) -> str:
        return str(UUID(int=self._random.getrandbits(128), version=4))
