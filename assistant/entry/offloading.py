"""How does long work that lets go of the interpreter's lock leave the event loop free? In a real thread."""

import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def away_from_loop(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of ``work``, run in gevent's thread pool where gevent serves."""
    monkey = sys.modules.get("gevent.monkey")
    if not (monkey and monkey.is_module_patched("threading")):
        return work(*args, **kwargs)
    import gevent

    result: T = gevent.get_hub().threadpool.apply(work, args, kwargs)
    return result
