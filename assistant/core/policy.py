"""What does the shop promise, and how is each figure said in words?

``Policy`` is ``knowledge/policy.yaml`` as the program sees it: the one place every number comes from. It is built by
``assistant.content`` and never changes after that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from assistant.core.calendar import BusinessCalendar

CLAIM_HOURS = 4
"""For a shop that has not said otherwise."""

Number = int | Decimal
"""Decimal, because 12.50 is said "12.50"."""

FactValue = Number | str | tuple[Number, Number] | None


@dataclass(frozen=True, slots=True)
class SectionRef:
    """A section of a policy text, written ``customer-service#2``."""

    policy: str
    section: str

    def __str__(self) -> str:
        return f"{self.policy}#{self.section}"


@dataclass(frozen=True, slots=True)
class Promise:
    """A time promised in business days: at risk after ``target``, breached after ``limit``."""

    target: int
    limit: int
    said: str
    """As policy.yaml means it in words: "2-3 business days", "3 business days"."""
    source: SectionRef | None = None


@dataclass(frozen=True, slots=True)
class House:
    """Our own rules, in no policy text. In business days but for ``claim_hours``."""

    follow_up: int
    reminders: tuple[int, ...]
    waiting_closes: int
    claim_hours: int = CLAIM_HOURS
    """Opening hours after which a claimed ticket on which nothing was done goes back into the queue."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure or condition the shop has stated, or (``value is None``) has not."""

    name: str
    value: FactValue
    source: SectionRef | None = None

    @property
    def said(self) -> str | None:
        """The value as an answer says it ("60", "5-10", "USD"), None while the shop has not stated it."""
        if self.value is None:
            return None
        if isinstance(self.value, tuple):
            return f"{self.value[0]}-{self.value[1]}"
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Peak:
    """A busy period, both ends included, that adds business days to clocks which start in it."""

    name: str
    first: date
    last: date
    extra_business_days: int
    notice: str

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Policy:
    """The shop's figures: calendar, promises, house rules, facts and peaks."""

    shop_name: str
    calendar: BusinessCalendar
    confirmation: Promise
    resolution: Promise
    update: Promise
    house: House
    facts: Mapping[str, Fact] = field(default_factory=dict)
    peaks: tuple[Peak, ...] = ()

    def peak_on(self, day: date) -> Peak | None:
        """The peak that covers a local date, if any. Peaks never overlap."""
        return next((peak for peak in self.peaks if peak.covers(day)), None)

    @property
    def promises(self) -> Mapping[str, Promise]:
        """The three promises by name."""
        return {"confirmation": self.confirmation, "resolution": self.resolution, "update": self.update}

    @cached_property
    def placeholders(self) -> Mapping[str, str | None]:
        """What ``{{ name }}`` in an answer becomes; None while the shop has not said."""
        promises = {name: promise.said for name, promise in self.promises.items()}
        return promises | {name: fact.said for name, fact in self.facts.items()}
