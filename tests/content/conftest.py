from pathlib import Path

import pytest

from tests.content.shop import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "knowledge")
