"""Is a copy of the database whole, and is nothing overwritten?"""

import os
import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.core.errors import Conflict, Unavailable
from assistant.store import health
from assistant.store.backup import backup
from assistant.store.database import Database
from tests.support.missing import missing
from tests.support.postgres import find_binaries

AT = datetime(2026, 11, 2, 15, tzinfo=UTC)


def test_a_copy_made_while_the_database_is_in_use_holds_what_was_committed(sqlite_url: str, tmp_path: Path) -> None:
    db = Database(sqlite_url)
    db.write(lambda tx: health.beat(tx, "worker", AT))
    backup(sqlite_url, tmp_path / "copy.db")
    db.write(lambda tx: health.beat(tx, "another", AT))
    db.close()
    copy = Database(f"sqlite:///{tmp_path / 'copy.db'}")
    assert copy.read(lambda tx: health.last_beat(tx, "worker")) == AT
    assert copy.read(lambda tx: health.last_beat(tx, "another")) is None
    copy.close()
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_a_copy_overwrites_nothing(sqlite_url: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    kept.write_text("an older copy")
    with pytest.raises(Conflict, match="exists already"):
        backup(sqlite_url, kept)
    assert kept.read_text() == "an older copy"


def test_a_copy_of_nothing_or_into_nowhere_is_refused_and_leaves_no_file(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no database"):
        backup(f"sqlite:///{tmp_path / 'absent.db'}", tmp_path / "copy.db")
    with pytest.raises(Unavailable, match="no folder"):
        backup(sqlite_url, tmp_path / "absent" / "copy.db")
    assert not list(tmp_path.glob("*copy.db*"))


def test_postgresql_is_copied_into_an_archive(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not (binaries := find_binaries()):
        missing("pg_dump", "it comes with the packaged PostgreSQL")
    monkeypatch.setenv("PATH", str(binaries), prepend=os.pathsep)
    backup(postgres_url, tmp_path / "copy.dump")
    assert (tmp_path / "copy.dump").read_bytes().startswith(b"PGDMP")
    assert stat.S_IMODE((tmp_path / "copy.dump").stat().st_mode) == 0o600


def test_a_postgresql_that_is_away_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (binaries := find_binaries()):
        missing("pg_dump", "it comes with the packaged PostgreSQL")
    monkeypatch.setenv("PATH", str(binaries), prepend=os.pathsep)
    with pytest.raises(Unavailable, match="pg_dump could not copy the database"):
        backup("postgresql+psycopg://someone@127.0.0.1:1/none", tmp_path / "copy.dump")
    assert not list(tmp_path.iterdir())


def test_without_pg_dump_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Unavailable, match="pg_dump"):
        backup("postgresql+psycopg://someone@127.0.0.1/none", tmp_path / "copy.dump")
    assert not list(tmp_path.iterdir())
