"""How does a database get to the shape of ``tables``? By Alembic's migrations, forwards only."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from assistant.store.database import Database, engine_for

_LOCK = 7_263_001
"""Held on PostgreSQL while migrating, so that several processes can start at once."""


def upgrade(url: str) -> None:
    """Bring the database at ``url`` to the newest version, or leave it as it was; nothing happens when it is there.

    Several processes may do so at once.
    """
    database = make_url(url).database
    if make_url(url).get_backend_name() == "sqlite" and database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    # One that writes from the start keeps others out, and takes the tables with it when it does not get to its end.
    engine = engine_for(url, pool_size=1, foreign_keys=False)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def is_current(db: Database) -> bool:
    """Whether every migration has run."""
    return db.read(_version) == ScriptDirectory.from_config(_config()).get_current_head()


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
