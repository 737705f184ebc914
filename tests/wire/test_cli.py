"""Commands and settings, as an operator meets them."""

import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined
from sqlalchemy import create_engine, inspect

from assistant.cli import main
from assistant.entry.settings import Settings
from assistant.store.tables import metadata

CHECKOUT = Path(__file__).resolve().parents[2]
PASSWORD = "correct horse battery staple"


@dataclass
class Ended:
    code: int
    out: str
    err: str


class Shell:
    """Runs `assistant ...` in a folder of its own, in this process."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._patch, self._captured = monkeypatch, capsys
        for name in list(os.environ):
            if name.startswith("ASSISTANT_"):
                monkeypatch.delenv(name)
        monkeypatch.chdir(folder)

    def set(self, **settings: str) -> None:
        for name, value in settings.items():
            self._patch.setenv(f"ASSISTANT_{name}", value)

    def __call__(self, *arguments: str, said: str = "") -> Ended:
        (self.folder / "stdin").write_text(said)
        with (self.folder / "stdin").open() as given:
            self._patch.setattr(sys, "stdin", given)
            self._patch.setattr(sys, "argv", ["assistant", *arguments])
            try:
                main()
                code = 0
            except SystemExit as ended:
                code = int(ended.code or 0)
        told = self._captured.readouterr()
        return Ended(code, told.out, told.err)


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Shell]:
    before = os.umask(0o022)
    yield Shell(tmp_path, monkeypatch, capsys)
    os.umask(before)


COMMANDS = [
    *([], ["serve"], ["worker"], ["demo"], ["knowledge"], ["knowledge", "check"], ["knowledge", "ask"]),
    *(["knowledge", "gaps"], ["knowledge", "diff"]),
    *(["sla"], ["sla", "due"], ["users"], ["users", "add"], ["users", "list"], ["users", "disable"]),
    *(["users", "reset"], ["keys"], ["keys", "add"], ["keys", "list"], ["keys", "revoke"], ["db"], ["db", "upgrade"]),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help(shell: Shell, command: list[str]) -> None:
    ended = shell(*command, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Usage: ")
    assert not (shell.folder / "data").exists()


@pytest.mark.parametrize(
    "wrong", [["nothing"], ["users", "add"], ["serve", "--port", "x"], ["users", "list", "--yaml"]]
)
def test_wrong_usage_ends_with_2(shell: Shell, wrong: list[str]) -> None:
    ended = shell(*wrong)
    assert (ended.code, ended.out) == (2, "")
    assert "Error: " in ended.err


def test_accounts_from_the_first_to_the_disabled_one(shell: Shell, database_url: str) -> None:
    shell.set(DATABASE_URL=database_url)
    added = shell("users", "add", "Ann@Shop.test", "--role", "agent", "--password-stdin", said=f"{PASSWORD}\n")
    assert (added.code, added.err) == (0, "")
    lead = shell("users", "add", "lea@shop.test", "--role", "lead", "--name", "Lea", "--password-stdin", said=PASSWORD)
    assert lead.code == 0
    listed = json.loads(shell("users", "list", "--json").out)
    assert [(user["name"], user["role"], user["active"]) for user in listed] == [
        ("Ann", "agent", True),
        ("Lea", "lead", True),
    ]
    assert shell("users", "disable", "lea@shop.test").code == 0
    assert "lea@shop.test  lead  Lea  (disabled)" in shell("users", "list").out
    assert shell("users", "reset", "ann@shop.test", "--password-stdin", said="another good password").code == 0


@pytest.mark.parametrize(
    ("arguments", "said", "told"),
    [
        (["users", "add", "x", "--role", "agent", "--password-stdin"], PASSWORD, "e-mail address"),
        (["users", "add", "b@shop.test", "--role", "agent", "--password-stdin"], "short", "at least 12 characters"),
        (["users", "add", "b@shop.test", "--role", "agent", "--password-stdin"], "", "at least 12 characters"),
        (["users", "add", "a@shop.test", "--role", "agent", "--password-stdin"], PASSWORD, "already"),
        (["users", "disable", "nobody@shop.test"], "", "assistant users list"),
        (["users", "reset", "nobody@shop.test", "--password-stdin"], PASSWORD, "assistant users list"),
        (["keys", "add", "--user", "nobody@shop.test"], "", "assistant users list"),
        (["keys", "revoke", "nothing"], "", "assistant keys list"),
    ],
)
def test_refusals_are_sentences_and_end_with_1(
    shell: Shell, sqlite_url: str, arguments: list[str], said: str, told: str
) -> None:
    shell.set(DATABASE_URL=sqlite_url)
    assert shell("users", "add", "a@shop.test", "--role", "agent", "--password-stdin", said=PASSWORD).code == 0
    ended = shell(*arguments, said=said)
    assert (ended.code, ended.out) == (1, "")
    assert told in ended.err and "Traceback" not in ended.err


def test_a_key_is_shown_once_and_can_be_revoked(shell: Shell, sqlite_url: str) -> None:
    shell.set(DATABASE_URL=sqlite_url)
    shell("users", "add", "a@shop.test", "--role", "agent", "--password-stdin", said=PASSWORD)
    added = json.loads(shell("keys", "add", "--user", "a@shop.test", "--json").out)
    assert set(added) == {"id", "key", "user"} and added["user"] == "a@shop.test" and len(added["key"]) > 40
    [listed] = json.loads(shell("keys", "list", "--json").out)
    assert (listed["id"], listed["user"], listed["revoked_at"]) == (added["id"], "a@shop.test", None)
    assert added["key"] not in shell("keys", "list").out + json.dumps(listed)
    assert shell("keys", "revoke", added["id"]).code == 0
    assert json.loads(shell("keys", "list", "--json").out)[0]["revoked_at"]
    assert shell("keys", "revoke", added["id"]).code == 1
    plain = shell("keys", "add", "--user", "a@shop.test").out
    assert plain.startswith("sk_") and "cannot be shown again" in plain


def test_db_upgrade_makes_every_table_and_twice_does_no_harm(shell: Shell, empty_database_url: str) -> None:
    shell.set(DATABASE_URL=empty_database_url.replace("postgresql+psycopg:", "postgresql:"))
    for _ in range(2):
        assert shell("db", "upgrade").out == "The database is up to date.\n"
    engine = create_engine(empty_database_url)
    assert set(metadata.tables) <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_by_default_there_is_an_sqlite_file_in_the_data_folder_for_its_user_alone(shell: Shell) -> None:
    assert shell("db", "upgrade").code == 0
    kept = shell.folder / "data" / "assistant.db"
    assert kept.stat().st_mode & 0o077 == 0 and kept.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"PORT": "x"}, "ASSISTANT_PORT: "),
        ({"PORT": "70000"}, "ASSISTANT_PORT: "),
        ({"DATABASE_URL": "nonsense"}, "ASSISTANT_DATABASE_URL: write sqlite:"),
        ({"DATABASE_URL": "mysql://x/y"}, "ASSISTANT_DATABASE_URL: write sqlite:"),
        ({"REDIS_URL": "http://x"}, "ASSISTANT_REDIS_URL: write redis:"),
        ({"SMTP_URL": "mail.example"}, "ASSISTANT_SMTP_URL: write smtp:"),
        ({"PUBLIC_URL": "help.shop.example"}, "ASSISTANT_PUBLIC_URL: write https:"),
        ({"PUBLIC_URL": "https://shop.example/help"}, "ASSISTANT_PUBLIC_URL: write https:"),
        ({"ALLOWED_ORIGINS": "https://a.example, *"}, "ASSISTANT_ALLOWED_ORIGINS: '*' is not an origin"),
        ({"ALLOWED_ORIGINS": "https://a.example/path"}, "ASSISTANT_ALLOWED_ORIGINS: "),
        ({"TRUSTED_PROXIES": "-1"}, "ASSISTANT_TRUSTED_PROXIES: "),
        ({"SLA_SWEEP_SECONDS": "0"}, "ASSISTANT_SLA_SWEEP_SECONDS: "),
        ({"RATE_LIMITS": "maybe"}, "ASSISTANT_RATE_LIMITS: "),
    ],
)
def test_a_wrong_setting_is_told_with_its_mend(shell: Shell, settings: dict[str, str], told: str) -> None:
    shell.set(**settings)
    ended = shell("users", "list")
    assert ended.code == 2
    assert told in ended.err and "Value error" not in ended.err


def test_settings_can_stand_in_a_file_and_the_environment_comes_first(shell: Shell) -> None:
    (shell.folder / "assistant.toml").write_text(
        'port = 8081\nhost = "0.0.0.0"\nallowed_origins = ["https://A.example/", "http://b.example:8080"]\n'
    )
    shell.set(PORT="8082", ALLOWED_ORIGINS="")
    settings = Settings()
    assert (settings.port, settings.host, settings.allowed_origins) == (8082, "0.0.0.0", ())
    os.environ.pop("ASSISTANT_ALLOWED_ORIGINS")
    assert Settings().allowed_origins == ("https://a.example", "http://b.example:8080")


@pytest.mark.parametrize(
    ("text", "told"),
    [("prot = 8081", "prot: there is no such setting"), ("port = ", "assistant.toml, it cannot be read")],
)
def test_a_faulty_file_is_told(shell: Shell, text: str, told: str) -> None:
    (shell.folder / "assistant.toml").write_text(text)
    ended = shell("sla", "due")
    assert (ended.code, told in ended.err) == (2, True)


def test_a_database_that_is_away_or_no_database_is_told_in_a_sentence(shell: Shell) -> None:
    shell.set(DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    away = shell("users", "list")
    assert away.code == 1
    assert away.err.startswith("The database of ASSISTANT_DATABASE_URL cannot be used: ")
    (shell.folder / "file").write_text("x")
    shell.set(DATABASE_URL="", DATA_DIR=str(shell.folder / "file" / "data"))
    folder = shell("users", "list")
    assert folder.code == 1 and "cannot be used" in folder.err


@pytest.mark.parametrize("url", ["postgres://u:p@h/d", "postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"])
def test_postgresql_addresses_are_read_as_people_write_them(shell: Shell, url: str) -> None:
    shell.set(DATABASE_URL=url)
    assert Settings().database == "postgresql+psycopg://u:p@h/d"


def test_the_secret_key_is_made_once_and_kept_for_its_user_alone(shell: Shell) -> None:
    first = Settings().signing_key
    assert len(first) >= 43 and Settings().signing_key == first
    assert (shell.folder / "data" / "secret_key").stat().st_mode & 0o077 == 0
    shell.set(SECRET_KEY="given")
    assert Settings().signing_key == "given"


def test_several_processes_without_a_common_key_are_warned_of(shell: Shell) -> None:
    assert Settings().caution is None
    shell.set(REDIS_URL="redis://127.0.0.1:6379/0")
    assert "ASSISTANT_SECRET_KEY" in (Settings().caution or "")
    shell.set(SECRET_KEY="given")
    assert Settings().caution is None


def test_every_setting_is_documented_with_its_default_and_meaning() -> None:
    rows = re.findall(
        r"^\| `ASSISTANT_(\w+)` \| (.+?) \| (.+) \|$", (CHECKOUT / "docs/operators.md").read_text(), re.MULTILINE
    )
    documented = {name.lower(): (default, meaning) for name, default, meaning in rows}
    assert documented == {
        name: (_shown(field.default), field.description) for name, field in Settings.model_fields.items()
    }


def _shown(default: object) -> str:
    assert default is not PydanticUndefined
    return "empty" if default in ("", None, ()) else f"`{default}`"
