"""How do others hear of what was committed? As socket events: here at once, and in other processes through the relay.

Events are hints: whoever misses one finds the gap by ``seq`` or fetches again. So nobody who writes waits for them, and
what cannot be sent is dropped.
"""

import queue
import threading
from collections.abc import Iterable, Mapping
from typing import Any

import structlog
from flask_socketio import SocketIO

from assistant.entry.relay import Relay
from assistant.services.desk import News

log = structlog.get_logger()

MOST_WAITING = 20_000


class Publisher:
    """Sends news in the order given. Started with ``start``, once the process serves."""

    def __init__(self, socketio: SocketIO, redis_url: str) -> None:
        self._socketio = socketio
        self._waiting: queue.Queue[tuple[News, str | None]] = queue.Queue(MOST_WAITING)
        self._relay = Relay(redis_url, self._hear) if redis_url else None

    def start(self) -> None:
        threading.Thread(target=self._send_forever, name="publisher", daemon=True).start()
        if self._relay:
            self._relay.start()

    def publish(self, news: Iterable[News], *, sender: str | None = None) -> None:
        """Tell the rooms; ``sender`` is the socket that already has its own message."""
        for each in news:
            try:
                self._waiting.put_nowait((each, sender if each.own else None))
            except queue.Full:
                log.warning("event_dropped", news=each.event)

    def _send_forever(self) -> None:
        while True:
            self._send(*self._waiting.get())

    def _send(self, news: News, sender: str | None) -> None:
        try:
            self._emit(news.room, news.event, news.data, sender)
        except Exception as error:  # noqa: BLE001 - one client's trouble must not silence the others
            log.warning("event_not_sent", news=news.event, error=type(error).__name__)
        if self._relay:
            self._relay.tell({"room": news.room, "event": news.event, "data": dict(news.data)})

    def _hear(self, told: Mapping[str, Any]) -> None:
        self._emit(told["room"], told["event"], told["data"], None)

    def _emit(self, room: str, event: str, data: Mapping[str, Any], sender: str | None) -> None:
        namespace = "/shopper" if room.startswith("conversation:") else "/console"
        self._socketio.emit(event, dict(data), to=room, namespace=namespace, skip_sid=sender)
