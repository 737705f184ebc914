"""A Socket.IO client (protocol 5 over Engine.IO 4, WebSocket only) that can hold thousands of connections."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from benchmarks.websocket import WebSocket

TARGET = "/socket.io/?EIO=4&transport=websocket"


class Refused(ConnectionError):
    """The server refused the connection to the namespace."""


class Client:
    """One connected client. ``on_event`` is given the name and the raw JSON of every event, as it comes."""

    def __init__(self, socket: WebSocket, namespace: str) -> None:
        self.on_event: Callable[[bytes], None] = lambda packet: None
        self.on_close: Callable[[], None] = lambda: None
        self.is_open = True
        self.socket = socket
        self._namespace = b"" if namespace == "/" else namespace.encode() + b","
        self._next_id = 0
        self._awaited: dict[int, Callable[[bytes], None]] = {}
        self._connected: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        socket.on_text = self._hear
        socket.on_close = self._closed

    @classmethod
    async def connect(
        cls,
        port: int,
        namespace: str = "/",
        auth: Any = None,
        *,
        on_event: Callable[[bytes], None] | None = None,
        deflate: bool = False,
        seconds: float = 10,
    ) -> "Client":
        """Raises ``OSError`` when there is nobody or nobody answers in time, ``Refused`` when we are not let in."""
        try:
            async with asyncio.timeout(seconds):
                client = cls(await WebSocket.connect(port, TARGET, deflate=deflate), namespace)
                client.on_event = on_event or client.on_event
                client.socket.send(b"40" + client._namespace + (json.dumps(auth).encode() if auth is not None else b""))
                await client._connected
        except TimeoutError as error:
            raise ConnectionError("no answer in time") from error
        return client

    def emit(self, event: str, payload: Any, answered: Callable[[bytes], None]) -> None:
        """Send an event; ``answered`` is given the raw JSON list of its ack."""
        self.emit_raw(json.dumps([event, payload]).encode(), answered)

    def emit_raw(self, packet: bytes, answered: Callable[[bytes], None]) -> None:
        """As ``emit``, for an event and its payload that are JSON already: ``["say",{"id":"..."}]``."""
        self._next_id += 1
        self._awaited[self._next_id] = answered
        self.socket.send(b"42%b%d%b" % (self._namespace, self._next_id, packet))

    async def ask(self, event: str, payload: Any, *, seconds: float = 10) -> Any:
        """Send an event and give its ack. Raises ``ConnectionError`` when none comes."""
        ack: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.emit(event, payload, lambda raw: None if ack.done() else ack.set_result(raw))
        try:
            return json.loads(await asyncio.wait_for(ack, seconds))[0]
        except TimeoutError as error:
            raise ConnectionError(f"no ack for {event}") from error

    def close(self) -> None:
        self.socket.close()

    def _hear(self, text: bytes) -> None:
        kind = text[:2]
        if kind == b"43":
            start = text.index(b"[")
            acked = text[2 + len(self._namespace) : start]
            self._awaited.pop(int(acked))(text[start:])
        elif kind == b"42":
            self.on_event(text[2 + len(self._namespace) :])
        elif text[:1] == b"2":
            self.socket.send(b"3" + text[1:])
        elif kind == b"40":
            self._connected.set_result(None)
        elif kind == b"44":
            self._connected.set_exception(Refused(text.decode(errors="replace")))
        elif kind == b"41" or text[:1] == b"1":
            self.close()

    def _closed(self) -> None:
        self.is_open = False
        if not self._connected.done():
            self._connected.set_exception(ConnectionError("closed before it was connected"))
        self.on_close()
