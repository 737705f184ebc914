"""Editors in the knowledge room of the small shop's folder, on a real database; a text editor writes to the folder too."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from assistant.content.live import LiveKnowledge
from assistant.core.people import Role, User
from assistant.services.desk import Desk, new_id
from assistant.services.knowledge import history as knowledge_history
from assistant.services.knowledge import room as knowledge_room
from assistant.services.knowledge.files import hash_of
from assistant.services.knowledge.room import Change, Room, Saved
from assistant.store import knowledge_files
from assistant.store.knowledge_versions import Version, by_id
from tests.content.shop import WINDOW, Folder
from tests.core.shop import RECEIVED, ny

WINDOW_FILE = "answers/returns/window.md"
TIMING_FILE = "answers/refunds/timing.md"
CURRENCY_FILE = "answers/payments/currency.md"
BETTER = WINDOW.replace("to return an item", "for a return")
BEST = WINDOW.replace("to return an item", "to send it back")


class Editors:
    """Who works on one folder. Every deed is a minute after the one before."""

    def __init__(self, desk: Desk, folder: Folder, data: Path) -> None:
        self.folder = folder
        self.room = Room(folder.path, LiveKnowledge(folder.path, data))
        self.desk = desk
        self.at = ny(RECEIVED)
        self.eda = User(new_id(), "eda@shop.example", "Eda", Role.EDITOR)
        self.bo = User(new_id(), "bo@shop.example", "Bo", Role.EDITOR)

    def change(self, file: str, text: str | None) -> Change:
        """Started from the file as it is now."""
        return Change(file, text, hash_of(knowledge_files.read_bytes(self.folder.path, file)))

    def save(self, *changes: Change, by: User | None = None, **more: Any) -> Saved:
        self.at += timedelta(minutes=1)
        return knowledge_room.save(self.desk, self.room, changes, by or self.eda, self.at, **more)

    def write(self, file: str, text: str | None) -> Saved:
        return self.save(self.change(file, text))

    def look_outside(self) -> int:
        """How many files somebody else was found to have written."""
        self.at += timedelta(minutes=1)
        return knowledge_history.record_outside(self.desk, self.folder.path, self.at)

    def says(self) -> str | None:
        known = self.room.live.current
        return known.speak(known.entries["returns/window"]).text

    def text(self, file: str = WINDOW_FILE) -> str:
        return (self.folder.path / file).read_text()

    def versions(self, file: str | None = WINDOW_FILE) -> Sequence[Version]:
        """Oldest first."""
        listed = knowledge_history.history(self.desk, file, None, 200)["versions"]
        ids = [int(one["id"]) for one in reversed(listed)]
        found = self.desk.db.read(lambda tx: [by_id(tx, each) for each in ids])
        return [one for one in found if one]

    def writers(self, file: str = WINDOW_FILE) -> list[str]:
        """Who wrote the versions of a file."""
        return [one.by.name or one.by.kind for one in self.versions(file)]
