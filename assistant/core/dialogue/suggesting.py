"""Which questions might the shopper be typing?"""

from assistant.core.conversations import Option
from assistant.core.dialogue.deciding import is_small_talk
from assistant.core.dialogue.replies import offers
from assistant.core.knowledge import Knowledge

_SHORTEST = 3


def suggest(knowledge: Knowledge, text: str) -> list[Option]:
    """Up to three fitting questions for a half-typed text, by entry id and title; none when nothing fits."""
    if len(text.strip()) < _SHORTEST:
        return []
    ranked = knowledge.matcher.rank(text)
    fits = ranked and not is_small_talk(ranked[0].id) and ranked[0].confidence >= knowledge.matcher.thresholds.clarify
    return list(offers(knowledge, (one.id for one in ranked))) if fits else []
