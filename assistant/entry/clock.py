"""The one clock. Read once per request, event or pass; below that, time is an argument."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
