"""Is a common commit worth its writer? Fifty greenlets that each store one row after the other:
``python -m benchmarks.commits URL plain|grouped SECONDS`` prints how many commits there were a second.
"""

from gevent import monkey

monkey.patch_all()

import itertools
import sys
import time

import gevent
from sqlalchemy import Connection, insert

from assistant.store.database import engine_for
from assistant.store.tables import counters
from assistant.store.writer import Writer

AT_ONCE = 50


def run(url: str, way: str, seconds: float) -> float:
    engine = engine_for(url, pool_size=10)
    writer = Writer(engine_for(url, pool_size=1))
    numbers, until = itertools.count(time.time_ns()), time.monotonic() + seconds
    stored = 0

    def unit(connection: Connection) -> None:
        connection.execute(insert(counters), {"name": str(next(numbers)), "value": 1})

    def one_after_the_other() -> None:
        nonlocal stored
        while time.monotonic() < until:
            if way == "grouped":
                writer.run(unit)
            else:
                with engine.begin() as connection:
                    unit(connection)
            stored += 1

    gevent.joinall([gevent.spawn(one_after_the_other) for _ in range(AT_ONCE)], raise_error=True)
    writer.close()
    return stored / seconds


if __name__ == "__main__":
    print(run(sys.argv[1], sys.argv[2], float(sys.argv[3])))
