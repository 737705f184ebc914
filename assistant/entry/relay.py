"""How do other processes hear of what was committed here? Through publish and subscribe of a Redis server.

Nobody waits for it: what is told goes into a queue, one greenlet sends and another listens, and both come back by
themselves when the server was away or did not answer. What was told meanwhile may be lost, for events are hints.
"""

import json
import queue
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import redis
import structlog
from redis.backoff import NoBackoff
from redis.retry import Retry

log = structlog.get_logger()

CHANNEL = "assistant:news"
MOST_WAITING = 20_000
SECONDS_TO_ANSWER = 2.0
SECONDS_BETWEEN_SIGNS = 5.0
SECONDS_WITHOUT_SIGN = 15.0
SECONDS_BEFORE_ANOTHER_TRY = 0.5

News = Mapping[str, Any]


class Relay:
    """Passes news to every other process on the same ``url``, and what they tell to ``hear``."""

    def __init__(self, url: str, hear: Callable[[News], None]) -> None:
        self._own = secrets.token_hex(8)
        self._hear = hear
        self._waiting: queue.Queue[News] = queue.Queue(MOST_WAITING)
        # one attempt: what fails is tried again here, where it holds up nobody
        self._redis = redis.Redis.from_url(
            url,
            retry=Retry(NoBackoff(), 0),
            socket_connect_timeout=SECONDS_TO_ANSWER,
            socket_timeout=SECONDS_TO_ANSWER,
            socket_keepalive=True,
        )

    def start(self) -> None:
        for name, work in (("relay-sender", self._send), ("relay-listener", self._listen)):
            threading.Thread(target=self._keep_at_it, args=(work,), name=name, daemon=True).start()

    def tell(self, news: News) -> None:
        try:
            self._waiting.put_nowait(news)
        except queue.Full:
            log.warning("relay_full")

    def _keep_at_it(self, work: Callable[[], None]) -> None:
        while True:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - the server away or anything else: nothing ends it for good
                log.warning("relay_away", error=type(error).__name__)
                time.sleep(SECONDS_BEFORE_ANOTHER_TRY)

    def _send(self) -> None:
        while True:
            news = self._waiting.get()
            self._redis.publish(CHANNEL, json.dumps({"by": self._own, "news": news}))

    def _listen(self) -> None:
        with self._redis.pubsub() as channel:  # type: ignore[no-untyped-call]
            channel.subscribe(CHANNEL)
            last_sign = time.monotonic()
            while True:
                packet = channel.get_message(timeout=SECONDS_BETWEEN_SIGNS)
                if packet is not None:
                    last_sign = time.monotonic()
                    self._take(packet)
                elif time.monotonic() - last_sign > SECONDS_WITHOUT_SIGN:
                    raise redis.TimeoutError("no sign of life")
                else:
                    channel.ping()

    def _take(self, packet: Mapping[str, Any]) -> None:
        if packet["type"] != "message":
            return
        try:
            told = json.loads(packet["data"])
            if told["by"] != self._own:
                self._hear(told["news"])
        except Exception as error:  # noqa: BLE001 - whatever others put on the channel, what follows is still heard
            log.warning("relay_not_understood", error=type(error).__name__)
