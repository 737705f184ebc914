"""What is a conversation made of, and who is speaking in it?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from heapq import merge
from typing import Any, Literal, TypeVar

T = TypeVar("T")

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
class Attachment:
    """A picture the shopper sent, stored re-encoded. ``size`` in bytes, ``width`` and ``height`` in pixels."""

    id: str
    name: str
    size: int
    width: int
    height: int


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
    author_id: str | None = None
    picked: str | None = None
    """What the shopper tapped instead of typing: an entry id, ``none_of_these`` or ``person``."""
    entry: str | None = None
    options: Sequence[Option] = ()
    handoff: Handoff | None = None
    asks: Sequence[str] = ()
    source: Source | None = None
    attachments: Sequence[Attachment] = ()
    judged: Mapping[str, Any] | None = None
    """How the assistant read a shopper's message: decision, best entry and its confidence. For agents and reports."""
    helpful: bool | None = None
    whole: str | None = None
    """All that an e-mail said, where ``text`` is only what is new in it. For agents."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a conversation stands. ``dialogue`` is the assistant's own memory of it, as JSON."""

    id: str
    owner: Owner
    last_seq: int
    created_at: datetime
    agent_id: str | None = None
    agent_name: str | None = None
    ticket: int | None = None
    dialogue: Mapping[str, Any] = field(default_factory=dict)


def interleaved(*stories: Iterable[tuple[datetime, T]]) -> list[T]:
    """Several stories told as one, by time. Each keeps its own order, also where a clock was set back."""
    return [told for _, told in merge(*map(_ever_later, stories), key=lambda each: each[0])]


def _ever_later(story: Iterable[tuple[datetime, T]]) -> Iterator[tuple[datetime, T]]:
    latest: datetime | None = None
    for at, told in story:
        latest = at if latest is None else max(latest, at)
        yield latest, told
