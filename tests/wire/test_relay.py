"""What processes tell each other through Redis arrives, whatever else is put on the channel."""

import queue
from typing import Any

import redis

from assistant.entry.relay import CHANNEL, Relay
from tests.support.processes import wait_until
from tests.support.valkey import Valkey

NEWS = {"room": "conversation:x", "event": "typing", "data": {}}
NO_NEWS = (
    *("", "no JSON", "[]", "5", '"by"', "{}", '{"by": "x"}', '{"by": "x", "news": 5}', "[" * 100_000),
    b"\xff",
)


def test_what_is_no_news_does_not_end_the_listening(valkey_server: Valkey) -> None:
    heard: queue.Queue[Any] = queue.Queue()
    here = Relay(valkey_server.url, lambda news: heard.put(news["event"]))
    there = Relay(valkey_server.url, lambda news: None)
    here.start()
    there.start()
    with redis.Redis.from_url(valkey_server.url) as client:

        def listening() -> int:
            return int(dict(client.pubsub_numsub(CHANNEL))[CHANNEL.encode()])

        wait_until(lambda: listening() == 2, what="both listen")
        for packet in NO_NEWS:
            client.publish(CHANNEL, packet)
            there.tell(NEWS)
            assert heard.get(timeout=10) == "typing", packet[:20]
        assert listening() == 2
