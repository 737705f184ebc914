"""Who notices that somebody wrote to the knowledge folder? Keeps it in the history, and tells the consoles."""

from assistant.entry.clock import now
from assistant.entry.doors import Doors
from assistant.entry.looking import keep_looking
from assistant.services.desk import KNOWLEDGE_ROOM, News
from assistant.services.knowledge.history import record_outside

LOOK_EVERY = 0.2
"""Seconds between two looks at whether anything was heard."""


class KnowledgeKeeper:
    """One in each process that serves. All of them look, and each change is recorded once."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        # what was written while nobody was running is looked for at once
        self._unrecorded = True
        self._untold = False
        doors.knowledge.listen(lambda _before, _after: self._hear())

    def start(self) -> None:
        keep_looking(
            "knowledge-keeper",
            self.look,
            LOOK_EVERY,
            put_off="knowledge_not_recorded",
            failed="knowledge_keeper_failed",
        )

    def look(self) -> None:
        """Record what was heard since the last look, and tell of it. Raises ``Unavailable`` while the database is away."""
        try:
            if self._unrecorded:
                self._record()
        finally:
            if self._untold:
                self._untold = False
                self._doors.publisher.publish([self._news()])

    def _record(self) -> None:
        # first, so that what is heard meanwhile is looked at again
        self._unrecorded = False
        try:
            record_outside(self._doors.desk, self._doors.room.folder, now(), self._doors.room.apart)
        except BaseException:
            self._unrecorded = True
            raise

    def _hear(self) -> None:
        # called from a thread outside the event loop, which must touch nothing that belongs to the loop
        self._unrecorded = self._untold = True

    def _news(self) -> News:
        live = self._doors.knowledge
        errors = sum(problem.level == "error" for problem in live.problems)
        return News(KNOWLEDGE_ROOM, "knowledge", {"fingerprint": live.files.fingerprint, "errors": errors})
