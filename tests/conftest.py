"""Fixtures for every test: databases, Valkey, mail, browser, the product. Nothing starts before a test asks for it."""

import json
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page

from assistant.content.folder import load
from assistant.core.knowledge import Knowledge
from assistant.store.migrate import upgrade
from tests.support import chromium, mail, network, postgres, server, valkey
from tests.support.mail import SmtpSink
from tests.support.pages import DESKTOP, PHONE, Pages, opened
from tests.support.postgres import PostgresServer
from tests.support.server import Server
from tests.support.valkey import Valkey

hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_configure(config: pytest.Config) -> None:
    network.allow_loopback_only()


failed = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[failed] = report.failed
    return report


@pytest.fixture(scope="session")
def shipped() -> Knowledge:
    """The knowledge this product ships with, learned once."""
    return load(Path(__file__).parents[1] / "knowledge")


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all workers of this test run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def postgres_server(run_folder: Path) -> PostgresServer:
    """The one PostgreSQL of this run; the first worker to ask starts it, and it ends with the run."""
    kept = run_folder / "postgres.json"
    run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    with FileLock(run_folder / "postgres.lock", timeout=90):
        if not kept.exists():
            kept.write_text(json.dumps(postgres.start(run_folder, run).url))
    return PostgresServer(json.loads(kept.read_text()))


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer, run_folder: Path) -> str:
    """The name of a database as a new installation has it, to copy from."""
    name = f"template_{run_folder.name.replace('-', '_')}"
    made = run_folder / "postgres-template.made"
    with FileLock(run_folder / "postgres-template.lock", timeout=90):
        if not made.exists():
            # one that an earlier run left on a server of TEST_POSTGRES_URL
            postgres_server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            postgres_server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
            upgrade(postgres_server.url_of(name))
            made.touch()
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file as a new installation has it, to copy from."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def postgres_url(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    """A fresh PostgreSQL database as a new installation has it."""
    with postgres_server.database(postgres_template) as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh SQLite database in a file, as a new installation has it."""
    return f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'test.sqlite')}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database as a new installation has it; the test runs once on each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def empty_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    with postgres_server.database() as url:
        yield url


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'empty.sqlite'}"


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """A database without a table, for tests of the migrations; once on each kind."""
    return str(request.getfixturevalue(f"empty_{request.param}_url"))


@pytest.fixture
def valkey_url(tmp_path: Path) -> Iterator[str]:
    """An empty Valkey."""
    with valkey.url(tmp_path) as url:
        yield url


@pytest.fixture
def valkey_server(tmp_path: Path) -> Iterator[Valkey]:
    """An empty Valkey that the test may stop and start."""
    with valkey.running(tmp_path) as server:
        yield server


@pytest.fixture
def smtp_sink() -> Iterator[SmtpSink]:
    """A mail server at ``smtp_sink.url`` that keeps what it gets."""
    with mail.running() as sink:
        yield sink


@pytest.fixture
def running_server(tmp_path: Path) -> Iterator[Server]:
    """The product, started as a process on an SQLite database of its own."""
    with server.serving(tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, one for each worker."""
    with chromium.launched() as launched:
        yield launched


@pytest.fixture
def pages(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Pages]:
    """``pages.open(PHONE)`` opens a page of its own profile. Whatever they do, no page may throw, break its own policy
    or ask another host: that fails the test, unless the test empties ``pages.faults``."""
    with opened(browser) as pages:
        yield pages
        if request.node.stash.get(failed, False):
            pages.keep_pictures(request.node.name)
        faults = list(pages.faults)
    assert faults == []


@pytest.fixture
def page(pages: Pages) -> Page:
    """A page at desktop size, 1280x800."""
    return pages.open(DESKTOP)


@pytest.fixture
def phone(pages: Pages) -> Page:
    """A page at phone size, 360x740."""
    return pages.open(PHONE, has_touch=True, is_mobile=True)
