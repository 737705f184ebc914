"""Which sockets of this process belong to which conversation, and which to staff?"""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Presence:
    """Who is connected to this process. A hint for people, never a ground for a decision."""

    _conversations: dict[str, str] = field(default_factory=dict)
    _staff: set[str] = field(default_factory=set)
    _open: Counter[str] = field(default_factory=Counter)

    def shopper_came(self, sid: str, conversation_id: str) -> None:
        self._conversations[sid] = conversation_id
        self._open[conversation_id] += 1

    def shopper_left(self, sid: str) -> None:
        conversation_id = self._conversations.pop(sid, None)
        if conversation_id is None:
            return
        self._open[conversation_id] -= 1
        if self._open[conversation_id] <= 0:
            del self._open[conversation_id]

    def conversation_of(self, sid: str) -> str | None:
        return self._conversations.get(sid)

    def conversations(self) -> list[str]:
        """Ids of those that somebody has open."""
        return list(self._open)

    def is_online(self, conversation_id: str) -> bool:
        return conversation_id in self._open

    def staff_came(self, sid: str) -> None:
        self._staff.add(sid)

    def staff_left(self, sid: str) -> None:
        self._staff.discard(sid)

    def counts(self) -> tuple[int, int]:
        """How many shoppers' and staff's sockets are connected here."""
        return len(self._conversations), len(self._staff)
