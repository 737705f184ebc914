"""One server for all tests that only look."""

from collections.abc import Iterator

import pytest

from tests.support import server
from tests.support.server import Server


@pytest.fixture(scope="session")
def running_server_for_pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with server.serving(tmp_path_factory.mktemp("pages"), RATE_LIMITS="off") as running:
        yield running
