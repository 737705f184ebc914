"""What was worked out last, for whoever asks for the same again."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """The latest few results by what they were made from. Nothing is kept of what raised."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, T] = OrderedDict()
        self._making = threading.Lock()

    def get(self, key: str, make: Callable[[], T]) -> T:
        """The result for ``key``, made now unless it is at hand. Who asks while it is made waits for that one."""
        if key in self._kept:
            return self._at_hand(key)
        with self._making:
            if key in self._kept:
                return self._at_hand(key)
            made = make()
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return made

    def _at_hand(self, key: str) -> T:
        self._kept.move_to_end(key)
        return self._kept[key]
