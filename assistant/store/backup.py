"""How is a consistent copy of the database made while it is in use?"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from assistant.core.errors import Conflict, Unavailable


def backup(url: str, to: Path) -> None:
    """Copy the database at ``url`` into the new file ``to``, as it is at one moment.

    SQLite gives a database file again, PostgreSQL an archive for ``pg_restore``. The file is there whole or not at all,
    and readable by its owner alone. Raises ``Conflict`` when there is such a file, ``Unavailable`` when it cannot be made.
    """
    if to.exists():
        raise Conflict(f"{to} exists already. Name a file that does not.")
    if not to.parent.is_dir():
        raise Unavailable(f"There is no folder {to.parent}. Make it first.")
    unfinished = to.with_name(f".{to.name}.{os.getpid()}")
    unfinished.touch(mode=0o600)
    try:
        if make_url(url).get_backend_name() == "sqlite":
            _copy_sqlite(make_url(url), unfinished)
        else:
            _dump_postgresql(make_url(url), unfinished)
        unfinished.rename(to)
    finally:
        unfinished.unlink(missing_ok=True)


def _copy_sqlite(url: URL, to: Path) -> None:
    """By SQLite's own online backup, which others may write beside."""
    source = Path(url.database or "")
    if not source.is_file():
        raise Unavailable(f"There is no database at {source} yet.")
    readable = f"{source.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(readable, uri=True)) as stored, closing(sqlite3.connect(to)) as copy:
        stored.backup(copy)


def _dump_postgresql(url: URL, to: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise Unavailable(
            "This needs pg_dump, which comes with PostgreSQL's client. Install it, or run it on the server."
        )
    # the password goes by the environment: a command line can be read by every user of the machine
    plain = url.set(drivername="postgresql", password=None).render_as_string()
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    command = [program, "--format=custom", f"--file={to}", f"--dbname={plain}"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        reason = (ended.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise Unavailable(f"pg_dump could not copy the database: {reason}")
