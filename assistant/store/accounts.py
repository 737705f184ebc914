"""Users, their sessions and API keys, and the link that sets up the first lead."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.core.errors import Conflict
from assistant.core.people import Role, User
from assistant.store.tables import api_keys, sessions, setup_links, users

SEEN_LATELY = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Session:
    user: User
    csrf_token: str
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Key:
    id: str
    user: User
    created_at: datetime
    revoked_at: datetime | None


def add_user(tx: Connection, user: User, password_hash: str, at: datetime) -> None:
    """Raises ``Conflict`` when the address has an account."""
    row = {"id": user.id, "email": user.email, "name": user.name, "role": user.role.value}
    try:
        tx.execute(insert(users).values(**row, password_hash=password_hash, created_at=at))
    except IntegrityError as error:
        raise Conflict("There is an account with this e-mail address already.", code="email_taken") from error


def any_user(tx: Connection) -> bool:
    return tx.execute(select(users.c.id).limit(1)).first() is not None


def all_users(tx: Connection) -> list[User]:
    return [_user(row) for row in tx.execute(select(users).order_by(users.c.email)).mappings()]


def user_by_email(tx: Connection, email: str) -> tuple[User, str] | None:
    """The user and their password hash."""
    row = tx.execute(select(users).where(func.lower(users.c.email) == email.lower())).mappings().first()
    return (_user(row), row["password_hash"]) if row else None


def user_by_id(tx: Connection, user_id: str) -> User | None:
    row = tx.execute(select(users).where(users.c.id == user_id)).mappings().first()
    return _user(row) if row else None


def stand_in_line(tx: Connection, user_id: str) -> None:
    """Wait until no other process ends a session of theirs, and keep others out until this transaction ends.

    On SQLite one transaction at a time writes anyway. Tickets that name the user as their holder do not wait for it.
    """
    tx.execute(select(users.c.id).where(users.c.id == user_id).with_for_update(key_share=True))


def set_password(tx: Connection, user_id: str, password_hash: str) -> None:
    """A new password ends every session."""
    tx.execute(update(users).where(users.c.id == user_id).values(password_hash=password_hash))
    tx.execute(delete(sessions).where(sessions.c.user_id == user_id))


def disable(tx: Connection, user_id: str, at: datetime) -> None:
    tx.execute(update(users).where(users.c.id == user_id).values(disabled_at=at))
    tx.execute(delete(sessions).where(sessions.c.user_id == user_id))


def add_session(tx: Connection, token_hash: str, user_id: str, csrf_token: str, at: datetime, until: datetime) -> None:
    row = {"token_hash": token_hash, "user_id": user_id, "csrf_token": csrf_token}
    tx.execute(insert(sessions).values(**row, created_at=at, seen_at=at, expires_at=until))


def session(tx: Connection, token_hash: str) -> Session | None:
    found = select(users, sessions.c.csrf_token, sessions.c.seen_at, sessions.c.expires_at).join(sessions)
    row = tx.execute(found.where(sessions.c.token_hash == token_hash)).mappings().first()
    return Session(_user(row), row["csrf_token"], row["seen_at"], row["expires_at"]) if row else None


def is_present(tx: Connection, user_id: str, at: datetime, but: str = "") -> bool:
    """Whether somebody is signed in and was seen lately, other than by the session with the token hash ``but``."""
    theirs = (sessions.c.user_id == user_id, sessions.c.token_hash != but)
    live = (sessions.c.expires_at > at, sessions.c.seen_at > at - SEEN_LATELY)
    return tx.execute(select(sessions.c.user_id).where(*theirs, *live).limit(1)).first() is not None


def touch_session(tx: Connection, token_hash: str, at: datetime, until: datetime) -> None:
    tx.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(seen_at=at, expires_at=until))


def end_session(tx: Connection, token_hash: str) -> None:
    tx.execute(delete(sessions).where(sessions.c.token_hash == token_hash))


def end_expired_sessions(tx: Connection, at: datetime) -> None:
    tx.execute(delete(sessions).where(sessions.c.expires_at < at))


def add_key(tx: Connection, key_id: str, user_id: str, key_hash: str, at: datetime) -> None:
    tx.execute(insert(api_keys).values(id=key_id, user_id=user_id, key_hash=key_hash, created_at=at))


def key(tx: Connection, key_hash: str) -> Key | None:
    return next(iter(_keys(tx, api_keys.c.key_hash == key_hash)), None)


def all_keys(tx: Connection) -> list[Key]:
    return _keys(tx, api_keys.c.id.is_not(None))


def revoke_key(tx: Connection, key_id: str, at: datetime) -> bool:
    """False when there is no such key in use."""
    gone = update(api_keys).where(api_keys.c.id == key_id, api_keys.c.revoked_at.is_(None)).values(revoked_at=at)
    return tx.execute(gone).rowcount == 1


def add_setup_link(tx: Connection, token_hash: str, at: datetime, until: datetime) -> None:
    """The newest link alone is good."""
    tx.execute(delete(setup_links))
    tx.execute(insert(setup_links).values(token_hash=token_hash, created_at=at, expires_at=until))


def setup_link_is_good(tx: Connection, token_hash: str, at: datetime) -> bool:
    found = select(setup_links.c.token_hash).where(
        setup_links.c.token_hash == token_hash, setup_links.c.expires_at > at
    )
    return tx.execute(found).first() is not None


def use_setup_link(tx: Connection, token_hash: str, at: datetime) -> bool:
    """True for the one who uses it up."""
    used = delete(setup_links).where(setup_links.c.token_hash == token_hash, setup_links.c.expires_at > at)
    return tx.execute(used).rowcount == 1


def _keys(tx: Connection, condition: ColumnElement[bool]) -> list[Key]:
    made, revoked = api_keys.c.created_at.label("made_at"), api_keys.c.revoked_at
    found = select(users, api_keys.c.id.label("key_id"), made, revoked).join(api_keys).where(condition)
    rows = tx.execute(found.order_by(made)).mappings()
    return [Key(row["key_id"], _user(row), row["made_at"], row["revoked_at"]) for row in rows]


def _user(row: RowMapping) -> User:
    return User(row["id"], row["email"], row["name"], Role(row["role"]), active=row["disabled_at"] is None)
