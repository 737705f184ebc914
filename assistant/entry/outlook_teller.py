"""Who tells the chats that are open when an editor changes what is promised, a busy period say?"""

import time

from assistant.entry.clock import now
from assistant.entry.doors import Doors
from assistant.entry.looking import keep_looking
from assistant.services import chat, expectations

LOOK_EVERY = 0.5
"""Seconds between two looks at whether the policy is another one."""


class OutlookTeller:
    """One in each process that serves, for the sockets of that process."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._told = doors.desk.knowledge().policy

    def start(self) -> None:
        keep_looking(
            "outlook-teller", self.look, LOOK_EVERY, put_off="outlook_not_told", failed="outlook_teller_failed"
        )

    def look(self) -> None:
        """Tell every open chat, if the policy has changed since the last look. Raises ``Unavailable``."""
        desk, policy = self._doors.desk, self._doors.desk.knowledge().policy
        if policy is self._told:
            return
        if policy != self._told:
            expectations.expected(desk, now())
            for conversation_id in self._doors.presence.conversations():
                self._doors.publisher.publish(chat.standing(desk, conversation_id, now()))
                time.sleep(0)  # many may be open, and everybody else goes first
        self._told = policy
