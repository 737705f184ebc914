"""How does a process keep looking at something for as long as it serves? In a thread of its own that nothing ends."""

import threading
from collections.abc import Callable

import structlog

from assistant.core.errors import AssistantError

log = structlog.get_logger()

TRY_AGAIN = 5.0
"""Seconds, when the database is away."""


def keep_looking(name: str, look: Callable[[], None], every: float, *, put_off: str, failed: str) -> None:
    """Call ``look`` again and again, ``every`` so many seconds; later when it raises.

    ``put_off`` and ``failed`` are the words of the log for a refusal (the database is away) and for a fault of ours.
    """
    threading.Thread(target=_look_on, args=(look, every, put_off, failed), name=name, daemon=True).start()


def _look_on(look: Callable[[], None], every: float, put_off: str, failed: str) -> None:
    resting = threading.Event()
    while True:
        try:
            look()
            resting.wait(every)
        except AssistantError as error:
            log.warning(put_off, reason=error.message)
            resting.wait(TRY_AGAIN)
        except Exception as error:
            log.error(failed, error=type(error).__name__, exc_info=error)
            resting.wait(TRY_AGAIN)
