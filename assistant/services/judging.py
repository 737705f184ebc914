"""What would be decided on one text, asked again and again while no words change?"""

from collections.abc import Callable

from assistant.core.dialogue import Decision
from assistant.core.dialogue.deciding import Context, judge
from assistant.core.knowledge import Knowledge

_REMEMBERED = 10_000
"""Texts, for each of"""
_STATES = 2
"""states of the words: those in use and those of a draft. A decision takes a kilobyte and a millisecond or two."""

_memories: dict[str, dict[str, Decision]] = {}


def judging(knowledge: Knowledge) -> Callable[[str], Decision]:
    """A function that decides on a text by itself, and on the same text at once.

    What it remembers may stem from before an answer or a figure changed: the entries hold, the rest has to be looked up.
    """
    memory = _memory(knowledge.words_fingerprint)

    def decided(text: str) -> Decision:
        decision = memory.get(text) or judge(knowledge, text, Context())
        if len(memory) < _REMEMBERED:
            memory[text] = decision
        return decision

    return decided


def _memory(fingerprint: str) -> dict[str, Decision]:
    # several threads may come at once: at worst something is decided twice
    memory = _memories.pop(fingerprint, {})
    _memories[fingerprint] = memory
    for oldest in list(_memories)[:-_STATES]:
        _memories.pop(oldest, None)
    return memory
