"""What does a change of the knowledge do to the answer of a question?"""

from dataclasses import dataclass
from enum import StrEnum

from assistant.core.dialogue import Decision
from assistant.core.dialogue.deciding import hands_over
from assistant.core.dialogue.decision import DecisionKind
from assistant.core.knowledge import Knowledge


class Effect(StrEnum):
    """What becomes of an answer."""

    NOW_ANSWERED = "now_answered"
    NO_LONGER = "no_longer"
    OTHER = "other"
    """It comes from another entry."""
    TEXT_CHANGED = "text_changed"
    """It comes from the same entry, in other words or with another figure."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question leads to."""

    decision: DecisionKind
    entries: tuple[str, ...]
    """Those it is answered from; none where it is not."""
    text: str
    """What they say."""
    stated: bool
    """False while one of them waits for a fact, so that the answer is none."""

    @property
    def answers(self) -> bool:
        return bool(self.entries) and self.stated


def outcome(knowledge: Knowledge, decision: Decision) -> Outcome:
    """What a decision leads to with this knowledge. Its entries count, and what they say is looked up here."""
    entries = [knowledge.entries[one] for one in decision.needs]
    spoken = [knowledge.speak(entry) for entry in entries]
    kind: DecisionKind = decision.kind
    if entries:
        kind = "hand_off" if any(hands_over(knowledge, entry) for entry in entries) else "answer"
    text = "\n\n".join(one.text for one in spoken if one.text)
    return Outcome(kind, decision.needs, text, all(one.stated for one in spoken))


def effect(before: Outcome, after: Outcome) -> Effect | None:
    """What has become of the answer; None where it is the same, or was and is none."""
    if not before.answers and not after.answers:
        return None
    if before.answers != after.answers:
        return Effect.NOW_ANSWERED if after.answers else Effect.NO_LONGER
    if set(before.entries) != set(after.entries):
        return Effect.OTHER
    return Effect.TEXT_CHANGED if before.text != after.text else None
