"""What does every use case need at hand, and what does it give back?"""

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from assistant.core.knowledge import Knowledge
from assistant.store.database import Database

T = TypeVar("T")


@dataclass(frozen=True)
class Desk:
    """The support desk: its records, what it knows right now, and how it is reached."""

    db: Database
    knowledge: Callable[[], Knowledge]
    address: str
    """Where shoppers reach us, without a slash at the end."""
    upload_bytes: int = 5_000_000
    receipts_an_hour: int | None = None
    """To one e-mail address; further inquiries from it are held for review. None: as many as come."""
    takes_mail: bool = False
    """Whether replies by e-mail are read."""
    is_online: Callable[[str], bool] = lambda conversation_id: False
    """Whether the shopper of a conversation is connected to this process right now."""


@dataclass(frozen=True, slots=True)
class News:
    """Something committed that others may want to hear at once. A hint: the database stays the truth."""

    room: str
    event: str
    data: Mapping[str, Any]
    own: bool = False
    """True for the sender's own message, which the sender already has."""


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """The result of a use case, and the news to publish now that it is committed."""

    value: T
    news: Sequence[News] = field(default=())


def conversation_room(conversation_id: str) -> str:
    return f"conversation:{conversation_id}"


def ticket_room(number: int) -> str:
    return f"ticket:{number}"


def user_room(user_id: str) -> str:
    return f"user:{user_id}"


STAFF_ROOM = "staff"
LEADS_ROOM = "leads"
KNOWLEDGE_ROOM = "knowledge"
"""Everybody who works here: agents answer from the knowledge, editors keep it."""


def new_id() -> str:
    """A random id of 128 bits."""
    return secrets.token_hex(16)


def new_token() -> str:
    """A random token of 256 bits that opens something."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a token that only its holder may know."""
    return hashlib.sha256(token.encode()).hexdigest()
