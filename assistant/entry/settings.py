"""What can an operator set? Environment variables ``ASSISTANT_*``, or the same names in a TOML file.

A test compares this table with docs/operators.md: a setting that is not documented fails it.
"""

import secrets
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

import click
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

CONFIG_FILE = "assistant.toml"
SHORTEST_TOKEN = 16


def load(**given: Any) -> "Settings":
    """The settings in force; ``given`` (from the command line) come before the environment and the file.

    Raises ``click.UsageError`` naming every setting at fault.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except tomllib.TOMLDecodeError as error:
        raise click.UsageError(f"Please mend {CONFIG_FILE}, it cannot be read: {error}") from None
    except ValidationError as error:
        faults = [_fault(each["loc"], each["type"], each["msg"]) for each in error.errors()]
        raise click.UsageError("Please mend these settings:\n  " + "\n  ".join(faults)) from None


class Settings(BaseSettings):
    """One installation's settings, read once at the start."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", toml_file=CONFIG_FILE, extra="forbid", frozen=True)

    host: str = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="The port to listen on.")
    data_dir: Path = Field(Path("data"), description="Where the database, the kept key and unsent mail live.")
    database_url: str = Field("", description="SQLite or PostgreSQL. Empty: SQLite in the data folder.")
    redis_url: str = Field("", description="Redis protocol, for several processes. Empty: one process.")
    knowledge_dir: Path | None = Field(
        None, description="The knowledge folder. Empty: ./knowledge, or the shipped one."
    )
    smtp_url: str = Field("", description="smtp://user:password@host:587 or smtps://. Empty: .eml files, none leaves.")
    mail_from: str = Field("", description="The sender's address. Empty: support@ the public host.")
    imap_url: str = Field(
        "", description="imaps://user:password@host/INBOX, where replies to letters arrive. Empty: none are read."
    )
    mail_hook_token: str = Field("", description="Bearer token for POST /hooks/mail, replies as they came. Empty: off.")
    public_url: str = Field("", description="How shoppers reach us, https://help.shop.example. Empty: host and port.")
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Origins of shops' pages that may talk to us, separated by commas."
    )
    secret_key: str = Field("", description="Signs what browsers keep. Empty: made once and kept in the data folder.")
    trusted_proxies: int = Field(0, ge=0, le=5, description="How many proxies in front of us add X-Forwarded-*.")
    metrics_token: str = Field("", description="Bearer token for /metrics from elsewhere. Empty: loopback only.")
    sla_sweep_seconds: float = Field(15, gt=0, le=3600, description="How often clocks are looked at, in seconds.")
    rate_limits: Literal["on", "off"] = Field("on", description="off only for load tests.")
    upload_bytes: int = Field(5_000_000, ge=10_000, description="The largest picture taken, in bytes.")
    conversation_days: int = Field(
        365, ge=1, description="Conversations without a ticket are deleted after so many days."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        told = value.split(",") if isinstance(value, str) else value
        if not isinstance(told, list | tuple) or not all(isinstance(origin, str) for origin in told):
            raise ValueError("write https://www.shop.example, several with commas between them")
        return tuple(origin.strip().rstrip("/").lower() for origin in told if origin.strip())

    @field_validator("allowed_origins")
    @classmethod
    def _are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            if not _is_origin(origin):
                raise ValueError(f"{origin!r} is not an origin; write https://www.shop.example")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, value: str) -> str:
        if not value:
            return value
        from sqlalchemy.engine import make_url  # takes longer to load than all of the settings
        from sqlalchemy.exc import ArgumentError

        try:
            url = make_url(value)
        except ArgumentError:
            raise ValueError("write sqlite:////path/to/file.db or postgresql://user:password@host/name") from None
        if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
            return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        if url.drivername != "sqlite" or not url.database:
            raise ValueError("write sqlite:////path/to/file.db or postgresql://user:password@host/name")
        return value

    @field_validator("redis_url")
    @classmethod
    def _is_redis(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in ("redis", "rediss", "unix"):
            raise ValueError("write redis://host:6379/0")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _is_smtp(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("smtp", "smtps") or not urlsplit(value).hostname):
            raise ValueError("write smtp://host:587 or smtps://host:465")
        return value

    @field_validator("imap_url")
    @classmethod
    def _is_imap(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username):
            raise ValueError("write imaps://user:password@host/INBOX")
        if not unquote(value).isascii():
            raise ValueError("use plain letters and signs alone, in the password and the folder's name too")
        return value

    @field_validator("mail_hook_token")
    @classmethod
    def _is_long_enough(cls, value: str) -> str:
        if value and len(value) < SHORTEST_TOKEN:
            raise ValueError(f"make it {SHORTEST_TOKEN} random characters or more")
        return value

    @field_validator("public_url")
    @classmethod
    def _is_web(cls, value: str) -> str:
        value = value.rstrip("/")
        if value and not _is_origin(value):
            raise ValueError("write https://help.shop.example, without a path")
        return value

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{(self.data_dir / 'assistant.db').absolute()}"

    @property
    def address(self) -> str:
        """How this installation is reached from outside, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def own_origin(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def origins(self) -> frozenset[str]:
        """Our own origin and the shops'."""
        return frozenset({self.own_origin, *self.allowed_origins})

    @property
    def secure(self) -> bool:
        return self.address.startswith("https://")

    @property
    def sender(self) -> str:
        host = urlsplit(self.address).hostname or "localhost"
        return self.mail_from or f"support@{host if '.' in host and not host[0].isdigit() else 'localhost.localdomain'}"

    @property
    def takes_mail(self) -> bool:
        """Whether what shoppers reply by e-mail is read."""
        return bool(self.imap_url or self.mail_hook_token)

    @cached_property
    def signing_key(self) -> str:
        """The secret key, made on the first start and kept readable by the owner alone."""
        if self.secret_key:
            return self.secret_key
        kept = self.data_dir / "secret_key"
        if not kept.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            fresh = kept.with_suffix(".new")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(48))
            fresh.rename(kept)
        return kept.read_text().strip()

    @property
    def caution(self) -> str | None:
        """What the operator should know before the first shopper comes, in a sentence."""
        if self.redis_url and not self.secret_key:
            return (
                f"Without ASSISTANT_SECRET_KEY the key in {self.data_dir} is used. Processes that do not share this "
                "folder refuse each other's sign-in forms: give all of them the same key."
            )
        return None

    @property
    def knowledge(self) -> Path:
        if self.knowledge_dir:
            return self.knowledge_dir
        here = Path("knowledge")
        return here if (here / "policy.yaml").exists() else Path(__file__).parents[1] / "shipped_knowledge"


def _fault(place: tuple[int | str, ...], kind: str, message: str) -> str:
    name = str(place[0]) if place else "?"
    if kind == "extra_forbidden":
        return f"{name}: there is no such setting; see the table in docs/operators.md"
    return f"ASSISTANT_{name.upper()}: {message.removeprefix('Value error, ')}"


def _is_origin(value: str) -> bool:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return False
    plain = not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and plain and "*" not in value
