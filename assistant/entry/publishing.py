"""How do others hear of what was committed? As socket events, sent by a greenlet of its own.

Events are hints: whoever misses one finds the gap by ``seq`` or fetches again. So a message queue that hangs or is away
must never hold up the one who wrote, and what cannot be sent is dropped.
"""

import queue
import threading
from collections.abc import Iterable

import structlog
from flask_socketio import SocketIO

from assistant.services.desk import News

log = structlog.get_logger()

MOST_WAITING = 20_000


class Publisher:
    """Sends news in the order given. Started with ``start``, once the process serves."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio
        self._waiting: queue.Queue[tuple[News, str | None]] = queue.Queue(MOST_WAITING)

    def start(self) -> None:
        threading.Thread(target=self._send_forever, name="publisher", daemon=True).start()

    def publish(self, news: Iterable[News], *, sender: str | None = None) -> None:
        """Tell the rooms; ``sender`` is the socket that already has its own message."""
        for each in news:
            try:
                self._waiting.put_nowait((each, sender if each.own else None))
            except queue.Full:
                log.warning("event_dropped", event=each.event)

    def _send_forever(self) -> None:
        while True:
            news, sender = self._waiting.get()
            try:
                self._send(news, sender)
            except Exception as error:  # noqa: BLE001 - Redis away: the database is the truth, and clients ask it
                log.warning("event_not_sent", news=news.event, error=type(error).__name__)

    def _send(self, news: News, sender: str | None) -> None:
        namespace = "/shopper" if news.room.startswith("conversation:") else "/console"
        self._socketio.emit(news.event, dict(news.data), to=news.room, namespace=namespace, skip_sid=sender)
