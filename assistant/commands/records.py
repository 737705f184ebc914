"""Which database do commands look into that only read? That of the settings, as it stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from assistant.core.errors import Conflict
from assistant.entry import settings
from assistant.store.database import Database
from assistant.store.migrate import is_current


@contextmanager
def records() -> Iterator[Database | None]:
    """The database, closed behind it; None where none was made yet.

    Raises ``Unavailable``, and ``Conflict`` for a database of another version.
    """
    url = make_url(settings.load().database)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        yield None
        return
    database = Database(url.render_as_string(hide_password=False))
    try:
        if not is_current(database):
            raise Conflict("The database is of another version of the assistant. Run: assistant db upgrade")
        yield database
    finally:
        database.close()
