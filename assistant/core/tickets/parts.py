"""What is a ticket made of?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from assistant.core.sla import PromiseName


class Step(StrEnum):
    """Where an inquiry stands, in the policy's order. No step is skipped."""

    RECEIVED = "received"
    VERIFYING = "verifying"
    PROPOSING = "proposing"
    EXECUTING = "executing"
    FOLLOWING_UP = "following_up"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a closed ticket ended."""

    SATISFIED = "satisfied"
    UNCONFIRMED = "unconfirmed"
    NO_ANSWER = "no_answer"
    DISCARDED = "discarded"
    MERGED = "merged"


Role = Literal["agent", "editor", "lead"]
ActorKind = Literal["shopper", "agent", "assistant", "system"]
Through = Literal["page", "chat", "mail"]
"""Where the shopper wrote; ``page`` is the ticket page."""

SolutionKind = Literal["information", "guidance", "refund", "redelivery", "replacement", "other"]
Fault = Literal["shop", "shopper", "carrier", "nobody"]
Awaited = Literal["answer", "consent"]
Deed = Literal["wrote", "accepted", "declined", "dissatisfied", "reopened", "call"]
"""What a person has to see: what the shopper did, or (``call``) that we cannot reach them but by telephone."""
Decision = Literal["accept", "decline"]
DiscardReason = Literal["spam", "test", "duplicate"]
LetterKind = Literal[
    "receipt", "confirmation", "reply", "question", "solution", "answer", "executed", "notice", "reminder"
]


@dataclass(frozen=True, slots=True)
class Contact:
    """Who wrote, and what about. Empty means not given; at least one of ``email`` and ``phone`` is."""

    name: str
    email: str = ""
    phone: str = ""
    order_number: str = ""
    product: str = ""
    sku: str = ""

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else "the shopper"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the shop."""

    id: str
    name: str
    role: Role

    @property
    def is_lead(self) -> bool:
        return self.role == "lead"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something. The shopper is never named here: names belong to the contact, which can be erased."""

    kind: ActorKind
    id: str = ""
    name: str = ""

    @classmethod
    def of(cls, person: Person | None) -> "Actor":
        """The actor behind a verb: a person of the shop, or (None) the shopper."""
        return cls("agent", person.id, person.name) if person else SHOPPER


SHOPPER = Actor("shopper", name="The shopper")
SYSTEM = Actor("system", name="The system")


@dataclass(frozen=True, slots=True)
class Waiting:
    """It is the shopper's turn. Its dates were fixed when it began."""

    since: datetime
    for_: Awaited
    reminders: tuple[datetime, ...]
    """Those still to be sent."""
    closes: datetime
    """When the ticket closes for want of an answer."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Something of the shopper's that nobody has acted on yet."""

    what: Deed
    at: datetime
    """Since when it waits to be seen."""


@dataclass(frozen=True, slots=True)
class Verification:
    """Evidence of step 2."""

    checked: str
    """Which order, product or transaction records were looked at."""
    found: str


@dataclass(frozen=True, slots=True)
class Solution:
    """Evidence of step 3. A changed solution is a new version and asks the shopper again."""

    version: int
    text: str
    kind: SolutionKind
    section: str
    """The policy section it rests on, ``customer-service#5``."""
    fault: Fault
    cost: str
    """What it costs the shopper, in words; empty for nothing."""
    proposed_at: datetime
    consent: Decision | None = None

    @property
    def needs_consent(self) -> bool:
        return self.kind not in ("information", "guidance")


@dataclass(frozen=True, slots=True)
class Reopening:
    """How a message of the shopper opened the ticket again, so that it can be undone if it was only thanks."""

    at: datetime
    step: Step
    outcome: Outcome | None
    closed_at: datetime | None
    executed: str | None
    resolved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, on record for good. ``text`` is a sentence; ``data`` holds the particulars."""

    kind: str
    at: datetime
    actor: Actor
    text: str
    data: Mapping[str, Any] = field(default_factory=dict)
    """Only what JSON can hold."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What must be said to the shopper as a result. The service stores it in the conversation and sends it."""

    kind: LetterKind
    text: str
    by: Actor
    at: datetime
    promises: tuple[PromiseName, ...] = ()
    """Those that the text names with their present dates."""

    @property
    def is_personal(self) -> bool:
        """Whether a person speaks, and not the program."""
        return self.kind not in ("receipt", "notice", "reminder")
