"""A desk on each kind of database, with a small shop's knowledge, and editors of its folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.services.desk import Desk
from assistant.store.database import Database
from tests.content.shop import Folder
from tests.core import small_shop
from tests.services.knowledge import Editors


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    database = Database(database_url)
    yield Desk(database, small_shop.knowledge, "http://shop.test")
    database.close()


@pytest.fixture
def editors(desk: Desk, tmp_path: Path) -> Editors:
    return Editors(desk, Folder(tmp_path / "knowledge"), tmp_path / "data")


@pytest.fixture
def editors_here(sqlite_url: str, tmp_path: Path) -> Iterator[Editors]:
    """On SQLite alone, for what no database has a say in."""
    database = Database(sqlite_url)
    desk = Desk(database, small_shop.knowledge, "http://shop.test")
    yield Editors(desk, Folder(tmp_path / "knowledge"), tmp_path / "data")
    database.close()
