"""What the people of the simulation did and were told was done. Kept beside the product, to be compared with its record."""

from dataclasses import dataclass, field
from datetime import datetime

STAFF_EVENTS = {
    "confirm": "confirmed",
    "verify": "verified",
    "propose": "proposed",
    "answer": "proposed",
    "execute": "executed",
    "reply": "replied",
    "ask": "asked",
    "answered": "resumed",
    "call": "called",
    "note": "noted",
    "classify": "classified",
    "extend": "extended",
    "snooze": "snoozed",
    "discard": "discarded",
    "reopen": "reopened",
    "release": "released",
    "transfer": "transferred",
    "merge": "merged",
    "accept": "accepted_as_inquiry",
    "only-thanks": "only_thanks",
}
"""By verb, the event that says it was done. ``consent`` and ``follow-up`` have one for each decision."""


@dataclass(frozen=True)
class Deed:
    """Something that was done, as its doer was told."""

    ticket: int
    event: str
    by: str
    """Id of a colleague, or ``shopper``."""


@dataclass(frozen=True)
class Said:
    """A text that carries a mark found nowhere else."""

    mark: str
    ticket: int
    mailed: bool
    """Whether the shopper has an address."""


@dataclass
class Diary:
    """Everything that was done."""

    deeds: list[Deed] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    wrote: list[tuple[str, str]] = field(default_factory=list)
    """By shoppers: the id of what was written (the text itself on the ticket page), and where."""
    inquiries: dict[int, datetime] = field(default_factory=dict)
    """When each ticket was asked for, by its number."""
    repeated: int = 0
    """How often something was asked for again, because no answer had come."""
    refused: dict[str, int] = field(default_factory=dict)
    trapped: set[int] = field(default_factory=set)
    """Tickets of forms with the honeypot filled in."""
    swept: list[datetime] = field(default_factory=list)
    """Every moment at which some worker has got through a whole sweep."""
    disabled: dict[str, datetime] = field(default_factory=dict)
    """Colleagues who have left, and when."""
    rushes: int = 0
    """How often several took the next ticket in the same moment."""

    @property
    def in_chat(self) -> set[tuple[str, str]]:
        """What was written in the chat."""
        return {each for each in self.wrote if each[1] != "page"}

    def refuse(self, code: str) -> None:
        self.refused[code] = self.refused.get(code, 0) + 1
