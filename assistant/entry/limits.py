"""How often may one caller do what? Counted in this process, for HTTP and for every socket event."""

from collections.abc import Mapping

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
    "decide": "20/minute",
    "satisfied": "20/minute",
    "upload": "30/minute",
    "typing": "120/minute",
    "watch": "240/minute",
    "report": "60/minute",
    "sign_in": "20/15minute",
    "mail_hook": "600/minute",
    "knowledge_preview": "600/minute",
    "knowledge_ask": "120/minute",
    "knowledge_check": "60/minute",
    "knowledge_effect": "20/minute",
    "knowledge_save": "60/minute",
}
"""By one caller: a conversation, a user, an account; for ``connect`` and ``mail_hook`` an address."""

_FROM_ONE_ADDRESS = {
    "say": "120/minute",
    "choose": "120/minute",
    "hand_off": "10/minute",
    "upload": "60/minute",
}
"""By all callers of one address together: conversations cost nothing, so a limit for each alone would be none."""

RECEIPTS_AN_HOUR = 5
"""To one e-mail address."""


class EventLimits:
    """The limits of socket events, of the same calls over HTTP, and of signing in; ``on`` is False only for load tests."""

    def __init__(self, on: bool) -> None:
        self._on = on
        self._rates = _parsed(_RATES)
        self._from_one_address = _parsed(_FROM_ONE_ADDRESS)
        self._counter = FixedWindowRateLimiter(MemoryStorage())

    def spend(self, event: str, caller: str, address: str = "") -> None:
        """Count one ``event`` of ``caller``, and of the ``address`` it comes from where that matters.

        Raises ``TooMany`` when that was one too many.
        """
        self._hit(self._rates[event], event, caller)
        if event in self._from_one_address:
            self._hit(self._from_one_address[event], f"{event} from", address)

    def _hit(self, rate: RateLimitItem, event: str, who: str) -> None:
        if self._on and not self._counter.hit(rate, event, who):
            raise TooMany(
                "That was a little too fast. Please wait a moment and try again.", retry_after=rate.get_expiry()
            )


def _parsed(rates: Mapping[str, str]) -> dict[str, RateLimitItem]:
    return {event: parse(rate) for event, rate in rates.items()}
