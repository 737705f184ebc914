"""What keeps the sockets whole and small where simple-websocket 1.1.0 does not?

- It hands a frame to ``socket.send`` once and drops what did not fit, and two greenlets may write into each other's
  frames: slow readers got torn frames. ``send`` is replaced by one that sends everything under a lock.
- It collects a message of any size before anybody looks at it: a connection now ends when a message grows too large.
- It agrees to compression, which keeps 160 kB for every connection and saves little on messages this short.

Until a release mends or lets us set these.
"""

import threading
from typing import Any

from simple_websocket import ConnectionClosed, Server
from simple_websocket.ws import Base
from wsproto.events import BytesMessage, TextMessage

LARGEST_MESSAGE = 100_000
"""Characters of one event, with everything around it."""

_make = Server.__init__


def install() -> None:
    """For every connection made from now on."""
    Base.send = _send
    Server.__init__ = _make_guarded


def _make_guarded(self: Any, environ: dict[str, Any], *args: Any, **kwargs: Any) -> None:
    environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
    _make(self, environ, *args, **kwargs | {"max_message_size": LARGEST_MESSAGE})


def _send(self: Any, data: str | bytes) -> None:
    if not self.connected:
        raise ConnectionClosed(self.close_reason, self.close_message)
    frame = BytesMessage(data=data) if isinstance(data, bytes) else TextMessage(data=str(data))
    lock = self.__dict__.setdefault("send_lock", threading.Lock())
    with lock:
        self.sock.sendall(self.ws.send(frame))
