"""Why do slow readers get whole frames? simple-websocket 1.1.0 hands a frame to ``socket.send`` once and drops what
did not fit, and two greenlets may write into each other's frames. Until a release mends both, ``send`` is replaced by
one that sends everything under a lock.
"""

import threading
from typing import Any

from simple_websocket import ConnectionClosed
from simple_websocket.ws import Base
from wsproto.events import BytesMessage, TextMessage


def install() -> None:
    """Replace ``send`` for every connection made from now on."""
    Base.send = _send


def _send(self: Any, data: str | bytes) -> None:
    if not self.connected:
        raise ConnectionClosed(self.close_reason, self.close_message)
    frame = BytesMessage(data=data) if isinstance(data, bytes) else TextMessage(data=str(data))
    lock = self.__dict__.setdefault("send_lock", threading.Lock())
    with lock:
        self.sock.sendall(self.ws.send(frame))
