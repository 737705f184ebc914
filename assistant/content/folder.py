"""How does a knowledge folder become a Knowledge snapshot?"""

from pathlib import Path

from assistant.content.draft import Draft, read_draft
from assistant.content.files import read_folder
from assistant.core.knowledge import Knowledge


def load(path: Path | str) -> Knowledge:
    """The knowledge of any folder that parses, whatever its files say of each other.

    Raises ``KnowledgeErrors`` with every problem of every file.
    """
    return read(path).knowledge()


def read(path: Path | str) -> Draft:
    """The folder's files, each read for itself. Raises ``KnowledgeErrors`` only when there is no folder to read."""
    return read_draft(read_folder(Path(path)))
