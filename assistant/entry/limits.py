"""How often may one caller do what? Counted in this process, for HTTP and for every socket event."""

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from assistant.core.errors import TooMany

_RATES = {
    "connect": "60/minute",
    "say": "30/minute",
    "choose": "30/minute",
    "suggest": "240/minute",
    "catch_up": "120/minute",
    "rate": "60/minute",
    "hand_off": "20/minute",
    "upload": "30/minute",
    "typing": "120/minute",
    "watch": "240/minute",
}


class EventLimits:
    """The limits of socket events and of the same calls over HTTP; ``on`` is False only for load tests."""

    def __init__(self, on: bool) -> None:
        self._on = on
        self._rates: dict[str, RateLimitItem] = {event: parse(rate) for event, rate in _RATES.items()}
        self._counter = FixedWindowRateLimiter(MemoryStorage())

    def spend(self, event: str, caller: str) -> None:
        """Count one ``event`` of ``caller``. Raises ``TooMany`` when that was one too many."""
        rate = self._rates[event]
        if self._on and not self._counter.hit(rate, event, caller):
            raise TooMany(
                "That was a little too fast. Please wait a moment and try again.", retry_after=rate.get_expiry()
            )
