"""A desk on each kind of database, with a small shop's knowledge."""

from collections.abc import Iterator

import pytest

from assistant.services.desk import Desk
from assistant.store.database import Database
from tests.core import small_shop


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    database = Database(database_url)
    yield Desk(database, small_shop.knowledge, "http://shop.test")
    database.close()
