"""Accounts: the first lead, signing in and out, users and API keys."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection

from assistant.core.errors import Forbidden, Invalid, NotFound, NotSignedIn
from assistant.core.intake import read_address
from assistant.core.people import Role, User
from assistant.services.apart import Apart, at_once
from assistant.services.desk import new_id, new_token, token_hash
from assistant.store import accounts
from assistant.store.accounts import Key
from assistant.store.database import Database

SHORTEST_PASSWORD = 12
SESSION_LENGTH = timedelta(hours=12)
SEEN_AGAIN = timedelta(minutes=5)
"""How old the last look at a session is before another one is put on record."""
SETUP_LENGTH = timedelta(hours=24)

_hasher = PasswordHasher()
_NOBODY = _hasher.hash(secrets.token_urlsafe())
"""Verified against when there is no such account, so that the answer takes as long."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A user behind a session (with its CSRF token) or an API key (without)."""

    user: User
    csrf_token: str | None = None


def setup_link(db: Database, at: datetime) -> str | None:
    """A fresh one-time token for the first lead's account; None once there is any account."""
    token = new_token()

    def work(tx: Connection) -> str | None:
        if accounts.any_user(tx):
            return None
        accounts.add_setup_link(tx, token_hash(token), at, at + SETUP_LENGTH)
        return token

    return db.write(work)


def setup_link_is_good(db: Database, token: str, at: datetime) -> bool:
    return db.read(lambda tx: accounts.setup_link_is_good(tx, token_hash(token), at))


def set_up(
    db: Database, token: str, name: str, email: str, password: str, at: datetime, *, apart: Apart = at_once
) -> User:
    """Make the first lead. Raises ``NotFound`` when the link is used or too old, ``Invalid`` for the fields."""
    made: tuple[User, str] = apart(_new_user, email, name, Role.LEAD, password)
    user, password_hash = made

    def work(tx: Connection) -> User:
        if accounts.any_user(tx) or not accounts.use_setup_link(tx, token_hash(token), at):
            raise NotFound("This link has been used or is too old. Restart the assistant to get a new one.")
        accounts.add_user(tx, user, password_hash, at)
        return user

    return db.write(work)


def add_user(db: Database, email: str, name: str, role: Role, password: str, at: datetime) -> User:
    """Raises ``Invalid`` for the fields, ``Conflict`` when the address is taken."""
    user, password_hash = _new_user(email, name, role, password)
    db.write(lambda tx: accounts.add_user(tx, user, password_hash, at))
    return user


def all_users(db: Database) -> list[User]:
    return db.read(accounts.all_users)


def disable(db: Database, email: str, at: datetime) -> User:
    """Lets nobody in with this account any more, and ends its sessions. Its keys open nothing while it is disabled, and
    the next sweep puts its open tickets back into the queue. Raises ``NotFound``.
    """
    user = _by_email(db, email)
    db.write(lambda tx: accounts.disable(tx, user.id, at))
    return user


def reset_password(db: Database, email: str, password: str) -> User:
    """Sets a new password and ends every session. Raises ``NotFound``, ``Invalid``."""
    user = _by_email(db, email)
    password_hash = _hashed(password)
    db.write(lambda tx: accounts.set_password(tx, user.id, password_hash))
    return user


def sign_in(db: Database, email: str, password: str, at: datetime, *, apart: Apart = at_once) -> tuple[str, SignedIn]:
    """A new session's token and who it is. Raises ``NotSignedIn`` without saying which of the two was wrong."""
    found = db.read(lambda tx: accounts.user_by_email(tx, email.strip()))
    user, password_hash = found or (None, _NOBODY)
    fits: bool = apart(_matches, password_hash, password)
    if not fits or user is None or not user.active:
        raise NotSignedIn("This e-mail address and password do not go together. Please try again.")
    token, csrf_token = new_token(), new_token()

    def work(tx: Connection) -> None:
        accounts.end_expired_sessions(tx, at)
        accounts.add_session(tx, token_hash(token), user.id, csrf_token, at, at + SESSION_LENGTH)

    db.write(work)
    return token, SignedIn(user, csrf_token)


def by_session(db: Database, token: str, at: datetime) -> SignedIn | None:
    """Who this session belongs to; a session in use lives on."""
    session = db.read(lambda tx: accounts.session(tx, token_hash(token)))
    if session is None or session.expires_at <= at or not session.user.active:
        return None
    if at - session.seen_at > SEEN_AGAIN:
        db.write(lambda tx: accounts.touch_session(tx, token_hash(token), at, at + SESSION_LENGTH))
    return SignedIn(session.user, session.csrf_token)


def add_key(db: Database, email: str, at: datetime) -> tuple[str, str]:
    """A new key's id and the key itself, which is not kept and cannot be shown again. Raises ``NotFound``."""
    user = _by_email(db, email)
    key_id, key = new_id(), f"sk_{new_token()}"
    db.write(lambda tx: accounts.add_key(tx, key_id, user.id, token_hash(key), at))
    return key_id, key


def all_keys(db: Database) -> list[Key]:
    return db.read(accounts.all_keys)


def revoke_key(db: Database, key_id: str, at: datetime) -> None:
    """Raises ``NotFound``."""
    if not db.write(lambda tx: accounts.revoke_key(tx, key_id, at)):
        raise NotFound("There is no key in use with this id. List them with: assistant keys list")


def by_key(db: Database, key: str) -> SignedIn | None:
    """Who this API key acts as."""
    found = db.read(lambda tx: accounts.key(tx, token_hash(key)))
    if found is None or found.revoked_at or not found.user.active:
        return None
    return SignedIn(found.user)


def require(signed_in: SignedIn | None, *roles: Role) -> User:
    """The user, if they have one of the roles. Raises ``NotSignedIn``, ``Forbidden``."""
    if signed_in is None:
        raise NotSignedIn("Please sign in.")
    if roles and signed_in.user.role not in roles:
        raise Forbidden(f"This needs the role {' or '.join(roles)}. Ask a lead to do it, or to change your role.")
    return signed_in.user


def _new_user(email: str, name: str, role: Role, password: str) -> tuple[User, str]:
    faults = {}
    address = read_address(email)
    if address is None:
        faults["email"] = "This does not look like an e-mail address. It should read like name@example.com."
    if not 1 <= len(name.strip()) <= 120:
        faults["name"] = "Please give a name of 1 to 120 characters; shoppers see it."
    if fault := _password_fault(password):
        faults["password"] = fault
    if faults or address is None:
        raise Invalid(" ".join(faults.values()), fields=faults)
    return User(new_id(), address, name.strip(), role), _hasher.hash(password)


def _hashed(password: str) -> str:
    if fault := _password_fault(password):
        raise Invalid(fault, fields={"password": fault})
    return _hasher.hash(password)


def _password_fault(password: str) -> str | None:
    if not SHORTEST_PASSWORD <= len(password) <= 200:
        return f"Please choose a password of at least {SHORTEST_PASSWORD} characters."
    return None


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password[:200])
    except (VerificationError, InvalidHashError):
        return False


def _by_email(db: Database, email: str) -> User:
    found = db.read(lambda tx: accounts.user_by_email(tx, email.strip()))
    if found is None:
        raise NotFound(f"There is no account with the address {email}. List them with: assistant users list")
    return found[0]
