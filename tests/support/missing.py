"""What happens when a service that a test needs is not there?"""

import os
from typing import NoReturn

import pytest


def missing(service: str, mend: str) -> NoReturn:
    """Skips the test; with REQUIRE_SERVICES=1 it fails instead, so that nothing is left out unseen."""
    message = f"{service} is not available: {mend}"
    if os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)
