"""An inquiry that a person answers for: its five steps, its promises, and who may do what with it."""

from assistant.core.tickets.as_json import from_json, to_json
from assistant.core.tickets.gates import allowed
from assistant.core.tickets.guidance import guidance, next_for_shopper
from assistant.core.tickets.parts import (
    SHOPPER,
    SYSTEM,
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
    Unseen,
    Verification,
    Waiting,
)
from assistant.core.tickets.record import QueueKey
from assistant.core.tickets.ticket import Ticket
from assistant.core.tickets.words import say_date, step_name

__all__ = [
    "SHOPPER",
    "SYSTEM",
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
    "Unseen",
    "Verification",
    "Waiting",
    "allowed",
    "from_json",
    "guidance",
    "next_for_shopper",
    "say_date",
    "step_name",
    "to_json",
]
