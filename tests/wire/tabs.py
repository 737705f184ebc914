"""A browser tab with the chat in it, as the socket.io client of shops' own programs has it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from typing import Any
from uuid import uuid4

import socketio


class Tab:
    """One connection. What arrives as ``message`` is in ``messages``, oldest first."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self.messages: list[dict[str, Any]] = []
        self.welcome: dict[str, Any] = {}
        self._arrived = Condition()
        self._client = socketio.Client(reconnection=False, handle_sigint=False)
        self._client.on("welcome", self._hear_welcome, namespace="/shopper")
        self._client.on("message", self._hear, namespace="/shopper")
        self._client.connect(
            url, transports=["websocket"], namespaces=["/shopper"], auth={"token": token}, wait_timeout=10
        )
        with self._arrived:
            assert self._arrived.wait_for(lambda: self.welcome, timeout=10), "no welcome"

    @property
    def token(self) -> str:
        return str(self.welcome["token"])

    def ask(self, event: str, payload: dict[str, Any], *, seconds: float = 10) -> dict[str, Any]:
        """The ack of an event. Raises socketio's TimeoutError when none comes."""
        return dict(self._client.call(event, payload, namespace="/shopper", timeout=seconds))

    def say(self, text: str, *, seconds: float = 10) -> dict[str, Any]:
        ack = self.ask("say", {"id": str(uuid4()), "text": text}, seconds=seconds)
        assert ack["ok"], ack
        return ack

    def hears(self, message_id: str, *, seconds: float = 10) -> bool:
        """Whether the message has come, or comes in time, as an event."""
        with self._arrived:
            return self._arrived.wait_for(
                lambda: any(message["id"] == message_id for message in self.messages), timeout=seconds
            )

    def told(self) -> list[dict[str, Any]]:
        """The whole conversation, as the server has it."""
        told: list[dict[str, Any]] = []
        more = True
        while more:
            page = self.ask("catch_up", {"after": told[-1]["seq"] if told else 0})
            told, more = told + page["messages"], page["more"]
        return told

    def close(self) -> None:
        self._client.disconnect()

    def _hear_welcome(self, welcome: dict[str, Any]) -> None:
        with self._arrived:
            self.welcome = welcome
            self._arrived.notify_all()

    def _hear(self, message: dict[str, Any]) -> None:
        with self._arrived:
            self.messages.append(message)
            self._arrived.notify_all()


@contextmanager
def tab(url: str, token: str | None = None) -> Iterator[Tab]:
    opened = Tab(url, token)
    try:
        yield opened
    finally:
        opened.close()
