"""What did the files of the knowledge folder say, one state after the other, and who wrote it?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, and_, func, insert, select
from sqlalchemy.exc import IntegrityError

from assistant.store.database import Stale
from assistant.store.tables import knowledge_versions as versions

WriterKind = Literal["user", "file"]
"""A user of the knowledge room, or whatever else changed the file: a text editor, version control."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a version."""

    kind: WriterKind
    id: str | None = None
    name: str | None = None


OUTSIDE = Author("file")


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a file without its text: the number of its latest version, and the hash (None: deleted)."""

    number: int
    hash: str | None
    at: datetime
    by: Author


@dataclass(frozen=True, slots=True)
class Version:
    """One state of one file; ``text`` and ``hash`` are None where it was deleted."""

    file: str
    number: int
    """Counts up by one within a file."""
    text: str | None
    hash: str | None
    """SHA-256 of the bytes. The text may stand in for bytes that are none."""
    added: int
    removed: int
    """Lines, compared with the version before."""
    at: datetime
    by: Author
    note: str | None = None
    revert_of: int | None = None
    """The id of the version it brings back."""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A version as the list shows it, without its text."""

    id: int
    file: str
    at: datetime
    by: Author
    note: str | None
    deleted: bool
    added: int
    removed: int


def add(tx: Connection, new: Sequence[Version]) -> list[int]:
    """Store them and give their ids. Raises ``Stale`` when somebody else has given one of the numbers away meanwhile."""
    if not new:
        return []
    stored = insert(versions).returning(versions.c.id, sort_by_parameter_order=True)
    try:
        return list(tx.execute(stored, [_row(one) for one in new]).scalars())
    except IntegrityError:
        raise Stale from None


def latest(tx: Connection, files: Collection[str] | None = None) -> Mapping[str, State]:
    """How these files stood last, or all that there ever were; the deleted ones included."""
    numbers = select(versions.c.file, func.max(versions.c.number).label("number")).group_by(versions.c.file)
    newest = (numbers if files is None else numbers.where(versions.c.file.in_(files))).subquery()
    meant = and_(versions.c.file == newest.c.file, versions.c.number == newest.c.number)
    columns = ("file", "number", "hash", "at", "by_kind", "by_id", "by_name")
    rows = tx.execute(select(*(versions.c[name] for name in columns)).join(newest, meant)).mappings()
    return {row["file"]: State(row["number"], row["hash"], row["at"], _author(row)) for row in rows}


def text_of(tx: Connection, file: str, number: int) -> str | None:
    """None where there is no such version, or it deleted the file."""
    found = select(versions.c.text).where(versions.c.file == file, versions.c.number == number)
    text: str | None = tx.execute(found).scalar()
    return text


def by_id(tx: Connection, version_id: int) -> Version | None:
    row = tx.execute(select(versions).where(versions.c.id == version_id)).mappings().first()
    return _version(row) if row else None


def page(tx: Connection, file: str | None, before: int | None, limit: int) -> list[Listed]:
    """The newest ones first: of one file or of all, those with an id below ``before``."""
    columns = ("id", "file", "at", "by_kind", "by_id", "by_name", "note", "hash", "added", "removed")
    found = select(*(versions.c[name] for name in columns)).order_by(versions.c.id.desc()).limit(limit)
    if file is not None:
        found = found.where(versions.c.file == file)
    if before is not None:
        found = found.where(versions.c.id < before)
    return [_listed(row) for row in tx.execute(found).mappings()]


def _row(version: Version) -> dict[str, Any]:
    return {
        "file": version.file,
        "number": version.number,
        "text": version.text,
        "hash": version.hash,
        "added": version.added,
        "removed": version.removed,
        "at": version.at,
        "by_kind": version.by.kind,
        "by_id": version.by.id,
        "by_name": version.by.name,
        "note": version.note,
        "revert_of": version.revert_of,
    }


def _version(row: RowMapping) -> Version:
    return Version(
        id=row["id"],
        file=row["file"],
        number=row["number"],
        text=row["text"],
        hash=row["hash"],
        added=row["added"],
        removed=row["removed"],
        at=row["at"],
        by=_author(row),
        note=row["note"],
        revert_of=row["revert_of"],
    )


def _listed(row: RowMapping) -> Listed:
    return Listed(
        id=row["id"],
        file=row["file"],
        at=row["at"],
        by=_author(row),
        note=row["note"],
        deleted=row["hash"] is None,
        added=row["added"],
        removed=row["removed"],
    )


def _author(row: RowMapping) -> Author:
    return Author(row["by_kind"], row["by_id"], row["by_name"])
