"""What does a ticket remember, and what do all its verbs rest on?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any, NamedTuple

from assistant.core import sla
from assistant.core.policy import Policy
from assistant.core.sla import Clock, ClockState, Kind, PromiseName
from assistant.core.tickets.parts import (
    Actor,
    Awaited,
    Contact,
    Deed,
    Event,
    Letter,
    LetterKind,
    Outcome,
    Person,
    Reopening,
    Solution,
    Step,
    Unseen,
    Verification,
    Waiting,
)

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""Sorts after every real date."""


class Rank(IntEnum):
    """In which order the queue shows what: last what waits for the shopper, and of that first where we owe something."""

    BREACHED = 0
    RUNNING = 1
    NOTHING_OWED = 2
    """It follows up."""
    WAITING_BREACHED = 3
    WAITING_RUNNING = 4
    """A confirmation or an update is owed while it waits."""
    WAITING = 5

    @property
    def is_breached(self) -> bool:
        """Whether a promise is broken and still owed."""
        return self in (Rank.BREACHED, Rank.WAITING_BREACHED)

    @property
    def is_waiting(self) -> bool:
        """Whether it is the shopper's turn."""
        return self >= Rank.WAITING_BREACHED


class QueueKey(NamedTuple):
    """Sorts the queue: by rank, then by next limit."""

    rank: Rank
    limit: datetime
    received_at: datetime


@dataclass(kw_only=True)
class Record:
    """The state of one ticket. Services load it, call one verb, and save it with its ``news`` and ``letters``."""

    number: int
    conversation_id: str
    kind: Kind
    topic: str
    shopper: Contact
    details: str
    received_at: datetime
    about: str | None = None
    """The message that led to it, where ``details`` are a whole chat."""
    step: Step = Step.RECEIVED
    outcome: Outcome | None = None
    closed_at: datetime | None = None
    held: bool = False
    """Suspected spam, kept aside until a person has looked."""
    assignee: Person | None = None
    claim_lapses_at: datetime | None = None
    """When it goes back into the queue, as long as who holds it has done nothing with it."""
    offered_at: datetime | None = None
    """Since when a colleague may take it over, because a promise is at risk while who holds it is away."""
    waiting: Waiting | None = None
    unseen: Unseen | None = None
    """What the shopper has done since a person last acted on it."""
    confirmed_at: datetime | None = None
    verification: Verification | None = None
    solution: Solution | None = None
    executed: str | None = None
    """What was done to carry the solution out."""
    resolved_at: datetime | None = None
    """When step 5 began, unless it was opened again since."""
    follow_up_by: datetime | None = None
    snoozed_until: datetime | None = None
    merged_into: int | None = None
    absorbed: tuple[int, ...] = ()
    """Numbers of the inquiries that were merged into this one, and into those before."""
    reopening: Reopening | None = None
    clocks: list[Clock] = field(default_factory=list)
    version: int = 0
    """As the store counts it; the core never changes it."""
    news: list[Event] = field(default_factory=list)
    """Events since it was loaded."""
    letters: list[Letter] = field(default_factory=list)
    """What the shopper must be told since it was loaded."""
    to_be_seen: Unseen | None = None
    """What has become ``unseen`` since it was loaded: somebody must hear of it."""

    @property
    def is_closed(self) -> bool:
        return self.step is Step.CLOSED

    @property
    def ever_breached(self) -> bool:
        """Whether any promise of this ticket was ever broken."""
        return any(clock.breached_at for clock in self.clocks)

    @property
    def open_clocks(self) -> Sequence[Clock]:
        return [clock for clock in self.clocks if clock.is_open]

    def open_clock(self, promise: PromiseName) -> Clock | None:
        """The clock of this promise that still runs (or is paused, or breached and not done)."""
        return next((clock for clock in self.clocks if clock.promise is promise and clock.is_open), None)

    @property
    def next_clock(self) -> Clock | None:
        """The promise that must be kept next; one that is paused only where no other is open."""
        return min(
            self.open_clocks,
            key=lambda clock: (clock.state is ClockState.PAUSED, clock.limit),
            default=None,
        )

    def falls_due(self, clock: Clock) -> bool:
        """Whether a promise must be kept by its limit: not while it is paused, or the ticket is held for review."""
        return clock.is_open and clock.state is not ClockState.PAUSED and not self.held

    @property
    def closes_by_itself_at(self) -> datetime | None:
        """When it closes if the shopper says nothing, as long as it waits for their answer or their word."""
        return self.waiting.closes if self.waiting else self.follow_up_by

    @property
    def is_at_risk(self) -> bool:
        """Whether a promise that still runs is past its target."""
        return any(clock.is_at_risk and clock.state is not ClockState.PAUSED for clock in self.open_clocks)

    @property
    def queue_key(self) -> QueueKey:
        """Its place in the queue; smaller comes first."""
        clock = self.next_clock
        return QueueKey(self._rank(clock), clock.limit if clock else NEVER, self.received_at)

    @property
    def can_be_taken(self) -> bool:
        """Whether *take next* may hand it out: nobody holds it, it waits for nobody, and there is something to do."""
        return not (self.assignee or self.waiting or self.held or self.snoozed_until) and bool(self.open_clocks)

    def _rank(self, next_clock: Clock | None) -> Rank:
        match next_clock.state if next_clock else None:
            case ClockState.BREACHED:
                return Rank.WAITING_BREACHED if self.waiting else Rank.BREACHED
            case ClockState.RUNNING:
                return Rank.WAITING_RUNNING if self.waiting else Rank.RUNNING
            case _:
                return Rank.WAITING if self.waiting else Rank.NOTHING_OWED

    def _put_back(self) -> None:
        self.assignee = self.claim_lapses_at = self.offered_at = None

    def _unseen(self, what: Deed, at: datetime) -> None:
        """Keep in sight what the shopper has done. That they wrote, too, hides nothing that asks for more."""
        before = self.unseen.what if self.unseen else None
        if self.held or what == before or (what == "wrote" and before not in (None, "call")):
            return
        self.unseen = self.to_be_seen = Unseen(what, at)

    def _record(self, kind: str, at: datetime, actor: Actor, text: str, /, **data: Any) -> None:
        self.news.append(Event(kind, at, actor, text, data))

    def _say(self, kind: LetterKind, text: str, by: Actor, at: datetime, policy: Policy) -> None:
        letter = Letter(kind, text, by, at)
        self.letters.append(letter)
        if letter.is_personal:
            self.reopening = None
            self._updated(by, at, policy)

    def _updated(self, by: Actor, at: datetime, policy: Policy) -> None:
        """A person has spoken to the shopper: the update is kept, and the next one is promised."""
        clock = self.open_clock(PromiseName.UPDATE)
        if clock:
            clock.stop(at, by.id)
            self.clocks.append(sla.start(policy, PromiseName.UPDATE, at))

    def _stop(self, promise: PromiseName, by: Actor, at: datetime) -> None:
        clock = self.open_clock(promise)
        if clock:
            clock.stop(at, by.id)

    def _wait(self, for_: Awaited, at: datetime, policy: Policy) -> None:
        """It is the shopper's turn. Asking again renews the reminders; the pause goes on from where it began."""
        days, house = policy.calendar, policy.house
        self.waiting = Waiting(
            since=at,
            for_=for_,
            reminders=tuple(days.deadline(at, n) for n in house.reminders),
            closes=days.deadline(at, house.waiting_closes),
        )
        self.snoozed_until = None
        clock = self.open_clock(PromiseName.RESOLUTION)
        if clock:
            clock.pause(at)

    def _close(self, outcome: Outcome, at: datetime) -> None:
        self.step, self.outcome, self.closed_at = Step.CLOSED, outcome, at
        self.waiting = self.follow_up_by = self.snoozed_until = self.reopening = None
        self.claim_lapses_at = self.offered_at = self.unseen = None
        for clock in self.open_clocks:
            clock.void(at)
