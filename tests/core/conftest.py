"""What the tests of the core share."""

from pathlib import Path

import pytest

from assistant.content.folder import load
from assistant.core.knowledge import Knowledge


@pytest.fixture(scope="session")
def shipped() -> Knowledge:
    """The knowledge this product ships with, learned once."""
    return load(Path(__file__).parents[2] / "knowledge")
