"""An inquiry that a person answers for: its five steps, its promises, and who may do what with it."""

from assistant.core.tickets.parts import (
    Actor,
    Contact,
    Event,
    Letter,
    LetterKind,
    Outcome,
    Person,
    Reopening,
    Solution,
    Step,
    Through,
    Verification,
    Waiting,
)
from assistant.core.tickets.record import QueueKey
from assistant.core.tickets.ticket import Ticket

__all__ = [
    "Actor",
    "Contact",
    "Event",
    "Letter",
    "LetterKind",
    "Outcome",
    "Person",
    "QueueKey",
    "Reopening",
    "Solution",
    "Step",
    "Through",
    "Ticket",
    "Verification",
    "Waiting",
]
