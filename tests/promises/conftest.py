"""A desk on each kind of database, for the sentences that are about storing, mail, rooms or several workers."""

from collections.abc import Iterator

import pytest

from assistant.services.desk import Desk
from assistant.store.database import Database
from tests.core import small_shop
from tests.services.desk import Shop


@pytest.fixture
def shop(database_url: str) -> Iterator[Shop]:
    database = Database(database_url)
    yield Shop(Desk(database, small_shop.knowledge, "http://shop.test"))
    database.close()
