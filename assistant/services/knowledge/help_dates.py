"""When did what shoppers read last change?"""

from collections.abc import Collection, Mapping
from datetime import datetime

from assistant.core.errors import Unavailable
from assistant.services.desk import Desk
from assistant.store import knowledge_versions


def last_changed(desk: Desk, files: Collection[str]) -> Mapping[str, datetime]:
    """By file of the knowledge folder, as its history has it; a file that is not there is not in the history yet.

    Empty while the database is away: the answers themselves can be read without it.
    """
    try:
        stand = desk.db.read(lambda tx: knowledge_versions.latest(tx, files))
    except Unavailable:
        return {}
    return {file: state.at for file, state in stand.items() if state.hash}
