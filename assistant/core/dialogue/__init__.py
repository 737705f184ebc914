"""What does the assistant say to a message? Decided purely: nothing here stores, sends or looks at a clock."""

from assistant.core.dialogue.deciding import decide
from assistant.core.dialogue.decision import Decision
from assistant.core.dialogue.explaining import Explained, explained
from assistant.core.dialogue.replies import Reply
from assistant.core.dialogue.responding import Response, Said, opening, rate, respond
from assistant.core.dialogue.state import DialogueState
from assistant.core.dialogue.suggesting import suggest

__all__ = [
    "Decision",
    "DialogueState",
    "Explained",
    "Reply",
    "Response",
    "Said",
    "decide",
    "explained",
    "opening",
    "rate",
    "respond",
    "suggest",
]
