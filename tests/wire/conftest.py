"""Houses: one for each test module, on SQLite or on both databases."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.support.postgres import PostgresServer
from tests.wire.house import House, opened, small_knowledge

Build = Callable[..., House]


@pytest.fixture(scope="session")
def knowledge_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_knowledge(tmp_path_factory.mktemp("small") / "knowledge")


@pytest.fixture(scope="module")
def build(knowledge_folder: Path, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    """``build(trusted_proxies=1)`` puts a house together with these settings, on SQLite unless ``database_url`` says."""
    with ExitStack() as houses:

        def make(**settings: Any) -> House:
            folder = tmp_path_factory.mktemp("house")
            url = settings.pop("database_url", "") or f"sqlite:///{shutil.copyfile(sqlite_template, folder / 'db')}"
            return houses.enter_context(opened(folder, knowledge_folder, url, **settings))

        yield make


@pytest.fixture(scope="module")
def house(build: Build) -> House:
    """A house on SQLite."""
    return build()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def any_house(request: pytest.FixtureRequest, build: Build) -> Iterator[House]:
    """A house on each kind of database."""
    if request.param == "sqlite":
        yield build()
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.database(request.getfixturevalue("postgres_template")) as url:
        house = build(database_url=url)
        yield house
        house.made.close()
