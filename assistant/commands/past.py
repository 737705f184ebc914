"""What do the commands compare with? What shoppers asked, from the database of the settings, and how the folder was."""

from collections.abc import Sequence
from pathlib import Path

from assistant.commands.records import records
from assistant.content.files import Files, read_folder
from assistant.content.live import last_good
from assistant.content.places import POLICY_FILE
from assistant.content.revisions import files_at, under_version_control
from assistant.core.errors import Conflict
from assistant.core.gaps import Asked
from assistant.entry import settings
from assistant.entry.clock import now
from assistant.services.knowledge.gaps import asked_lately


def asked_of_late(days: int) -> Sequence[Asked] | None:
    """The questions of the last so many days; None where no database was made yet.

    Raises ``Unavailable``, and ``Conflict`` for a database of another version.
    """
    with records() as database:
        return asked_lately(database, days, now()) if database else None


def files_before(folder: Path, against: str | None) -> tuple[Files, str]:
    """The folder as it was, and what to call that: a revision or another folder, by default the last commit, and where
    that has no such folder what was in use last.

    Raises ``Invalid`` where there is nothing of that name, ``Conflict`` where there is nothing to compare with.
    """
    if against and Path(against, POLICY_FILE).exists():
        return read_folder(Path(against)), against
    if against:
        return files_at(folder, against), against
    if under_version_control(folder):
        return files_at(folder, "HEAD"), "HEAD"
    if kept := last_good(settings.load().data_dir):
        return kept, "what was in use last"
    raise Conflict(f"There is nothing to compare {folder} with. Name a folder, or a revision if it is in git.")
