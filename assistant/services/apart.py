"""Where does work go that takes the processor for a while?"""

from collections.abc import Callable
from typing import Any

Apart = Callable[..., Any]
"""Calls a function with its arguments where nobody waits for the processor; a door that serves others gives its own."""


def at_once(work: Callable[..., Any], *args: Any) -> Any:
    """Here and now, for who has nobody else to serve."""
    return work(*args)
