"""The one history of the knowledge folder, whatever wrote to it: recorded, listed, compared."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from assistant.content.errors import KnowledgeErrors
from assistant.content.files import Files, read_folder
from assistant.core.errors import Malformed, NotFound
from assistant.services.apart import Apart, at_once
from assistant.services.desk import Desk
from assistant.services.knowledge.files import hash_of, is_ours, text_of
from assistant.services.knowledge.lines import compared, counted
from assistant.services.shapes import Shape, iso
from assistant.store import knowledge_files, knowledge_versions
from assistant.store.knowledge_files import Exchange
from assistant.store.knowledge_versions import OUTSIDE, Author, Listed, State, Version

PAGE = 50
MOST_ON_A_PAGE = 200


def record_outside(desk: Desk, folder: Path, at: datetime, apart: Apart = at_once) -> int:
    """Record what a text editor or version control has written since we looked last; how many files that were.

    Done once for each change, however many processes look, and never while a save is under way: what it writes is
    recorded with the name of who saved. Nothing is recorded of a folder that cannot be read.
    """
    with knowledge_files.locked(folder):
        try:
            files: Files = apart(read_folder, folder)
        except KnowledgeErrors:
            return 0
        hashes = {name: hash_of(content) for name, content in files.contents.items() if is_ours(name)}
        unread = {finding.file for finding in files.findings}

        def work(tx: Connection) -> int:
            known = knowledge_versions.latest(tx)
            gone = [name for name, state in known.items() if state.hash and name not in hashes and name not in unread]
            new = [name for name, hash in hashes.items() if name not in known or known[name].hash != hash]
            contents = {name: files.contents.get(name) for name in sorted([*gone, *new])}
            knowledge_versions.add(
                tx, [_following(tx, name, known.get(name), content, OUTSIDE, at) for name, content in contents.items()]
            )
            return len(contents)

        return desk.db.write(work)


@dataclass(frozen=True, slots=True)
class Save:
    """What was put into the folder from the room, just now."""

    exchanges: Mapping[str, Exchange]
    by: Author
    at: datetime
    note: str | None = None
    revert_of: int | None = None


def record(tx: Connection, save: Save) -> list[int]:
    """Record it, after what a text editor wrote before and nobody has recorded yet; the ids of the save's versions."""
    reverted = knowledge_versions.by_id(tx, save.revert_of) if save.revert_of else None
    ids = []
    for file, one in save.exchanges.items():
        known = knowledge_versions.latest(tx, [file]).get(file)
        if hash_of(one.before) != (known.hash if known else None):
            knowledge_versions.add(tx, [_following(tx, file, known, one.before, OUTSIDE, save.at)])
            known = knowledge_versions.latest(tx, [file])[file]
        mine = _following(tx, file, known, one.after, save.by, save.at)
        brought_back = save.revert_of if reverted and reverted.file == file else None
        ids += knowledge_versions.add(tx, [replace(mine, note=save.note, revert_of=brought_back)])
    return ids


def _following(
    tx: Connection, file: str, known: State | None, content: bytes | None, by: Author, at: datetime
) -> Version:
    """The version of a file that comes after the latest one that is known."""
    number = known.number if known else 0
    text = None if content is None else text_of(content)
    added, removed = counted(knowledge_versions.text_of(tx, file, number), text)
    return Version(file, number + 1, text, hash_of(content), added, removed, at, by)


def history(desk: Desk, file: str | None, cursor: str | None, limit: int) -> Shape:
    """One page, the newest first; ``cursor`` is what the page before gave as ``next``. Raises ``Malformed``."""
    before = None if cursor is None else read_id(cursor)
    if cursor is not None and before is None:
        raise Malformed("This page is not known. Start from the first one.")
    limit = max(1, min(limit, MOST_ON_A_PAGE))
    found = desk.db.read(lambda tx: knowledge_versions.page(tx, file, before, limit + 1))
    return {
        "versions": [_listed(one) for one in found[:limit]],
        "next": str(found[limit - 1].id) if len(found) > limit else None,
    }


def version(desk: Desk, version_id: str, apart: Apart = at_once) -> Shape:
    """One version, and what it changed: comparing long texts takes a while. Raises ``NotFound``."""
    wanted = read_id(version_id)

    def look(tx: Connection) -> tuple[Version, str | None] | None:
        found = knowledge_versions.by_id(tx, wanted) if wanted is not None else None
        return (found, knowledge_versions.text_of(tx, found.file, found.number - 1)) if found else None

    seen = desk.db.read(look)
    if seen is None:
        raise NotFound("There is no such version. The history lists those there are.")
    found, before = seen
    return {
        "id": str(found.id),
        "file": found.file,
        "at": iso(found.at),
        "by": _by(found.by),
        "note": found.note,
        "text": found.text,
        "before": before,
        "diff": [{"kind": line.kind, "text": line.text} for line in apart(compared, before, found.text)],
    }


def read_id(told: str) -> int | None:
    """The id of a version as addresses name it; None for anything else."""
    return int(told) if told.isascii() and told.isdigit() and len(told) <= 9 else None


def _listed(one: Listed) -> Shape:
    return {
        "id": str(one.id),
        "file": one.file,
        "at": iso(one.at),
        "by": _by(one.by),
        "note": one.note,
        "deleted": one.deleted,
        "added": one.added,
        "removed": one.removed,
    }


def _by(author: Author) -> Shape:
    return {"kind": author.kind, "name": author.name}
