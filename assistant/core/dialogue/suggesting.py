"""Which questions might the shopper be typing?"""

from assistant.core.conversations import Option
from assistant.core.dialogue.replies import offers
from assistant.core.knowledge import Knowledge

_SHORTEST = 3
_SHARE_OF_A_CHOICE = 0.5
"""A suggestion disturbs less than a question back, so it may be half as sure."""


def suggest(knowledge: Knowledge, text: str) -> list[Option]:
    """Up to three fitting questions for a half-typed text, by entry id and title; none when nothing fits."""
    if len(text.strip()) < _SHORTEST:
        return []
    ranked = knowledge.matcher.rank(text)
    if not ranked or ranked[0].confidence < _SHARE_OF_A_CHOICE * knowledge.matcher.thresholds.clarify:
        return []
    return list(offers(knowledge, (one.id for one in ranked)))
