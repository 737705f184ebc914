"""What does a message call for? The outcome, and why."""

from dataclasses import dataclass
from typing import Literal

from assistant.core.knowledge import Kind
from assistant.core.matching import Explanation, Ranked

DecisionKind = Literal["answer", "clarify", "hand_off", "no_match"]

Offer = Literal["", "mentioned", "made"]
"""Whether a person was offered: in passing by an answer, or as the one thing to say yes to."""

SMALL_TALK = "chat"
"""The topic of greetings, thanks and the like."""
LISTED = 5
"""Entries a decision names, whatever it is."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done about a message."""

    kind: DecisionKind
    entries: tuple[Ranked, ...] = ()
    """At most five, best first, whatever the decision; those answered come first."""
    needs: tuple[str, ...] = ()
    """Ids of the entries answered, one for each thing that was asked."""
    ticket_kind: Kind = "general"
    """What a ticket would be, were the conversation handed over now."""
    reason: str = ""
    """Why, in a few words, for the agent's brief and for editors."""
    small_talk: str | None = None
    """The name of the courtesy when the message is nothing else: "greeting", "thanks", "declined", ..."""
    angry: bool = False
    rejects: bool = False
    """The message turns down what was answered before it."""
    explanation: Explanation | None = None
    """How the matcher came to it; only where it was asked for."""
