"""Who tells the chats that are open when an editor changes what is promised, a busy period say?"""

import threading
import time

import structlog

from assistant.core.errors import AssistantError
from assistant.entry.clock import now
from assistant.entry.doors import Doors
from assistant.services import chat, expectations

log = structlog.get_logger()

LOOK_EVERY = 0.5
"""Seconds between two looks at whether the policy is another one."""
TRY_AGAIN = 5.0
"""Seconds, when the database is away."""


class OutlookTeller:
    """One in each process that serves, for the sockets of that process."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._told = doors.desk.knowledge().policy

    def start(self) -> None:
        threading.Thread(target=self._keep_on, name="outlook-teller", daemon=True).start()

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

    def _keep_on(self) -> None:
        resting = threading.Event()
        while True:
            try:
                self.look()
                resting.wait(LOOK_EVERY)
            except AssistantError as error:
                log.warning("outlook_not_told", reason=error.message)
                resting.wait(TRY_AGAIN)
            except Exception as error:
                log.error("outlook_teller_failed", error=type(error).__name__, exc_info=error)
                resting.wait(TRY_AGAIN)
