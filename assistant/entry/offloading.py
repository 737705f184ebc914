"""How does long work that lets go of the interpreter's lock leave the event loop free? In a real thread."""

import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from gevent.threadpool import ThreadPool

P = ParamSpec("P")
T = TypeVar("T")


AT_ONCE = 2
"""Threads, and so pieces of work that may hold their memory at the same time."""


def away_from_loop(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of ``work``, run in one of a few real threads where gevent serves."""
    return _away("short", AT_ONCE, work, *args, **kwargs)


def behind_the_loop(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The same for what takes seconds: one after the other, so that the short work finds its threads free."""
    return _away("long", 1, work, *args, **kwargs)


def apart_from_all(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The same for what anybody may send in any amount: one after the other, and nobody's search waits behind it."""
    return _away("from outside", 1, work, *args, **kwargs)


def _away(queue: str, at_once: int, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    monkey = sys.modules.get("gevent.monkey")
    if not (monkey and monkey.is_module_patched("threading")):
        return work(*args, **kwargs)
    result: T = _threads(queue, at_once).apply(work, args, kwargs)
    return result


@cache
def _threads(queue: str, at_once: int) -> "ThreadPool":
    from gevent.threadpool import ThreadPool

    return ThreadPool(at_once)
