"""The ``assistant`` command. Each command imports what it needs when it runs: ``serve`` must patch first."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant import __version__
from assistant.commands.knowledge import knowledge
from assistant.commands.sla import sla

if TYPE_CHECKING:
    from assistant.entry.settings import Settings
    from assistant.store.database import Database


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="assistant")
def cli() -> None:
    """A support assistant for a shop's Contact Us page, and the queue that keeps its promises."""


def main() -> None:
    """The console script: refusals are told in a sentence, without a traceback."""
    # a question is matched in a millisecond by one thread; more of them only wait for each other
    for library in ("OMP", "OPENBLAS"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")

    from assistant.core.errors import AssistantError

    # database, kept key and mail hold what is private: they are for this user's eyes alone
    os.umask(0o077)
    try:
        cli(standalone_mode=True)
    except AssistantError as error:
        click.echo(error.message, err=True)
        sys.exit(1)
    except Exception as error:
        if (told := _outside_fault(error)) is None:
            raise
        click.echo(told, err=True)
        sys.exit(1)


def _outside_fault(error: Exception) -> str | None:
    """What is said of a database or a folder that cannot be used; None for our own faults."""
    from sqlalchemy.exc import OperationalError

    if isinstance(error, OperationalError):
        reason = str(error.orig).strip().splitlines()[0]
        return f"The database of ASSISTANT_DATABASE_URL cannot be used: {reason}"
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename} cannot be used: {error.strerror}. Settings name other places, such as ASSISTANT_DATA_DIR."
    return None


@cli.command()
@click.option("--host", help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port to listen on.")
def serve(host: str | None, port: int | None) -> None:
    """Serve the pages, the sockets and the worker in one process."""
    import gc

    from gevent import monkey

    gc.disable()  # a sixth of the start; serving turns it on again

    monkey.patch_all()
    settings = _settings(host=host, port=port)
    from assistant.entry.serve import serve as serve_all

    serve_all(settings)


@cli.command()
def worker() -> None:
    """Sweep the clocks, send the mail and forget what is old, without serving."""
    from gevent import monkey

    monkey.patch_all()
    settings = _settings()
    from assistant.entry.serve import work

    work(settings)


@cli.command()
def demo() -> None:
    """Fill an empty database with believable conversations and tickets."""
    from assistant.demo import fill

    fill(_settings())


@cli.group()
def users() -> None:
    """Accounts of agents, editors and leads."""


@users.command("add")
@click.argument("email")
@click.option("--role", type=click.Choice(["agent", "editor", "lead"]), required=True)
@click.option("--name", help="As shoppers see it. Without it, the address up to the @.")
@click.option("--password-stdin", is_flag=True, required=True, help="Read the password from standard input.")
def add_user(email: str, role: str, name: str | None, password_stdin: bool) -> None:
    """Make an account."""
    from assistant.core.people import Role
    from assistant.entry.clock import now
    from assistant.services import accounts

    user = accounts.add_user(_database(), email, name or email.split("@")[0], Role(role), _password(), now())
    click.echo(f"{user.email} can sign in as {user.role}.")


@users.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_users(as_json: bool) -> None:
    """List the accounts."""
    from assistant.services import accounts

    found = accounts.all_users(_database())
    if as_json:
        shown = [{"email": u.email, "name": u.name, "role": u.role.value, "active": u.active} for u in found]
        click.echo(json.dumps(shown, indent=2))
        return
    for user in found:
        click.echo(f"{user.email}  {user.role}  {user.name}{'' if user.active else '  (disabled)'}")


@users.command("disable")
@click.argument("email")
def disable_user(email: str) -> None:
    """End an account's sessions and keys, and let it in no more."""
    from assistant.entry.clock import now
    from assistant.services import accounts

    user = accounts.disable(_database(), email, now())
    click.echo(f"{user.email} cannot sign in any more.")


@users.command("reset")
@click.argument("email")
@click.option("--password-stdin", is_flag=True, required=True, help="Read the new password from standard input.")
def reset_user(email: str, password_stdin: bool) -> None:
    """Set a new password and end every session."""
    from assistant.services import accounts

    user = accounts.reset_password(_database(), email, _password())
    click.echo(f"{user.email} has a new password.")


@cli.group()
def keys() -> None:
    """API keys; a key acts as its user."""


@keys.command("add")
@click.option("--user", "email", required=True, metavar="EMAIL", help="Whom the key acts as.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def add_key(email: str, as_json: bool) -> None:
    """Make a key. It is shown once and cannot be shown again."""
    from assistant.entry.clock import now
    from assistant.services import accounts

    key_id, key = accounts.add_key(_database(), email, now())
    if as_json:
        click.echo(json.dumps({"id": key_id, "key": key, "user": email}))
    else:
        click.echo(f"{key}\nKeep it safe: it cannot be shown again. Revoke it with: assistant keys revoke {key_id}")


@keys.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_keys(as_json: bool) -> None:
    """List the keys, without the keys themselves."""
    from assistant.services import accounts

    found = accounts.all_keys(_database())
    if as_json:
        click.echo(
            json.dumps(
                [
                    {
                        "id": key.id,
                        "user": key.user.email,
                        "created_at": key.created_at.isoformat(),
                        "revoked_at": key.revoked_at.isoformat() if key.revoked_at else None,
                    }
                    for key in found
                ],
                indent=2,
            )
        )
        return
    for key in found:
        state = f"revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else "in use"
        click.echo(f"{key.id}  {key.user.email}  made {key.created_at:%Y-%m-%d}  {state}")


@keys.command("revoke")
@click.argument("key_id")
def revoke_key(key_id: str) -> None:
    """Let a key in no more."""
    from assistant.entry.clock import now
    from assistant.services import accounts

    accounts.revoke_key(_database(), key_id, now())
    click.echo("Revoked.")


@cli.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
def upgrade_database() -> None:
    """Bring the database to the newest version."""
    from assistant.store import migrate

    migrate.upgrade(_settings().database)
    click.echo("The database is up to date.")


@db.command("backup")
@click.argument("to", type=click.Path(path_type=Path, dir_okay=False))
def back_up_database(to: Path) -> None:
    """Copy the database into the new file TO, consistently, while it is in use.

    SQLite gives a database file again; PostgreSQL an archive for pg_restore.
    """
    from assistant.store.backup import backup

    backup(_settings().database, to)
    click.echo(f"The database is copied to {to}.")


def _settings(**given: "str | int | None") -> "Settings":
    from assistant.entry import settings

    return settings.load(**given)


def _database() -> "Database":
    from assistant.store import migrate
    from assistant.store.database import Database

    url = _settings().database
    migrate.upgrade(url)
    return Database(url)


def _password() -> str:
    return sys.stdin.readline().rstrip("\n")


cli.add_command(knowledge)
cli.add_command(sla)
