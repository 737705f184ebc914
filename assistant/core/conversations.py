"""What is a conversation made of, and who is speaking in it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

AuthorKind = Literal["shopper", "assistant", "agent", "system"]
Handoff = Literal["offer", "intake"]


class Owner(StrEnum):
    """Who answers what the shopper writes next."""

    ASSISTANT = "assistant"
    QUEUE = "queue"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Option:
    """Something the shopper can tap: an entry id, ``none_of_these`` or ``person``."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Source:
    """The policy section an answer rests on, as shown under it."""

    policy: str
    section: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Message:
    """One stored message. ``seq`` counts up by one within its conversation."""

    seq: int
    id: str
    author_kind: AuthorKind
    author_name: str
    text: str
    html: str
    at: datetime
    reply_to: str | None = None
    entry: str | None = None
    options: Sequence[Option] = ()
    handoff: Handoff | None = None
    asks: Sequence[str] = ()
    source: Source | None = None
