"""Which sockets of this process belong to which conversation or user?"""

from collections import Counter
from dataclasses import dataclass, field

from assistant.core.people import User


@dataclass
class Presence:
    """Who is connected to this process. A hint for people, never a ground for a decision."""

    _conversations: dict[str, str] = field(default_factory=dict)
    _staff: dict[str, User] = field(default_factory=dict)
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

    def is_online(self, conversation_id: str) -> bool:
        return conversation_id in self._open

    def staff_came(self, sid: str, user: User) -> None:
        self._staff[sid] = user

    def staff_left(self, sid: str) -> None:
        self._staff.pop(sid, None)

    def user_of(self, sid: str) -> User | None:
        return self._staff.get(sid)

    def counts(self) -> tuple[int, int]:
        """How many shoppers' and staff's sockets are connected here."""
        return len(self._conversations), len(self._staff)
