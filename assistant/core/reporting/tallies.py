"""How many promises were kept, how many were not, and what became of the others?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from assistant.core.sla import PromiseName

K = TypeVar("K")


class Verdict(StrEnum):
    """How a promise was decided. A broken one stays broken, whatever became of the ticket."""

    KEPT = "kept"
    BROKEN = "broken"
    SUPERSEDED = "superseded"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Decided:
    """Promises that were decided alike, within one week."""

    week: date
    """Its Monday."""
    promise: PromiseName
    kind: str
    topic: str
    agent: str | None
    """Id of the person who answers for them."""
    verdict: Verdict
    count: int


@dataclass(slots=True)
class Tally:
    """What became of some promises."""

    kept: int = 0
    broken: int = 0
    superseded: int = 0
    void: int = 0

    def add(self, verdict: Verdict, count: int) -> None:
        setattr(self, verdict, getattr(self, verdict) + count)

    @property
    def share_kept(self) -> float | None:
        """Of those that could be kept, 0 to 1; None where there was none."""
        return share(self.kept, self.broken)


def tallied(decided: Iterable[Decided], by: Callable[[Decided], K]) -> Mapping[K, Tally]:
    """A tally for each value of ``by`` that occurs."""
    found: dict[K, Tally] = {}
    for each in decided:
        found.setdefault(by(each), Tally()).add(each.verdict, each.count)
    return found


def share(part: int, rest: int) -> float | None:
    """Of the whole, 0 to 1; None of nothing."""
    return part / (part + rest) if part + rest else None
