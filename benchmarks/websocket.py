"""A WebSocket client that costs little, so that one core can drive a server that has a core to itself.

Loopback only. It speaks as much of RFC 6455 as a test needs: text, ping, close, fragments, permessage-deflate.
"""

import asyncio
import base64
import os
import zlib
from collections.abc import Callable

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
_FINAL, _COMPRESSED = 0x80, 0x40


class WebSocket(asyncio.Protocol):
    """One connection. ``on_text`` is given every message, ``on_close`` is called once, when it is over."""

    def __init__(self, target: str, *, deflate: bool = False) -> None:
        self.on_text: Callable[[bytes], None] = lambda text: None
        self.on_close: Callable[[], None] = lambda: None
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.deflated = False
        """Whether the server took up the offered compression."""
        self._target = target
        self._offer = deflate
        self._received = b""
        self._whole = b""
        self._inflate = zlib.decompressobj(-15)
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def connect(cls, port: int, target: str, *, deflate: bool = False) -> "WebSocket":
        """Raises ``OSError`` when there is nobody, or somebody who speaks no WebSocket."""
        loop = asyncio.get_running_loop()
        _, socket = await loop.create_connection(lambda: cls(target, deflate=deflate), "127.0.0.1", port)
        await socket.opened
        return socket

    def send(self, text: bytes) -> None:
        self._send(TEXT, text)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        host = ":".join(map(str, transport.get_extra_info("peername")[:2]))
        lines = [
            f"GET {self._target} HTTP/1.1",
            f"Host: {host}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
        ]
        if self._offer:
            lines.append("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")
        transport.write("\r\n".join([*lines, "", ""]).encode())

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("closed before it was open"))
        else:
            self.on_close()

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self.opened.done() and not self._shake_hands():
            return
        self._take_frames()

    def _shake_hands(self) -> bool:
        head, end, rest = self._received.partition(b"\r\n\r\n")
        if not end:
            return False
        if not head.startswith(b"HTTP/1.1 101"):
            self.opened.set_exception(ConnectionError(head.split(b"\r\n")[0].decode(errors="replace")))
            self.close()
            return False
        self.deflated = b"permessage-deflate" in head.lower()
        self._received = rest
        self.opened.set_result(None)
        return True

    def _take_frames(self) -> None:
        data, at = self._received, 0
        while len(data) - at >= 2:
            first, length = data[at], data[at + 1]
            start = at + 2
            if length >= 126:
                size = 2 if length == 126 else 8
                length = int.from_bytes(data[start : start + size], "big") if len(data) >= start + size else 1 << 62
                start += size
            if len(data) - start < length:
                break
            at = start + length
            self._take_frame(first, data[start:at])
        self._received = data[at:]

    def _take_frame(self, first: int, payload: bytes) -> None:
        kind = first & 0x0F
        if kind == PING:
            self._send(PONG, payload)
        elif kind == CLOSE:
            self.close()
        elif kind in (0, TEXT):
            if first & _COMPRESSED:
                payload = self._inflate.decompress(payload + b"\0\0\xff\xff")
            self._whole += payload
            if first & _FINAL:
                text, self._whole = self._whole, b""
                self.on_text(text)

    def _send(self, kind: int, payload: bytes) -> None:
        if self._transport is None:
            return
        length = len(payload)
        if length < 126:
            head = bytes((_FINAL | kind, 0x80 | length))
        elif length < 1 << 16:
            head = bytes((_FINAL | kind, 0xFE)) + length.to_bytes(2, "big")
        else:
            head = bytes((_FINAL | kind, 0xFF)) + length.to_bytes(8, "big")
        # a mask of zeros is a mask, and leaves the payload as it is
        self._transport.write(head + b"\0\0\0\0" + payload)
