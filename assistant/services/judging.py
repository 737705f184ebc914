"""What would be decided on one text, asked again and again while the knowledge stays the same?"""

from collections.abc import Callable

from assistant.core.dialogue import Decision
from assistant.core.dialogue.deciding import Context, judge
from assistant.core.knowledge import Knowledge

_REMEMBERED = 10_000
"""Texts, for each of"""
_STATES = 2
"""states of the knowledge: the one in use and a draft. A decision takes a kilobyte and a millisecond or two."""

_memories: dict[str, dict[str, Decision]] = {}


def judging(knowledge: Knowledge) -> Callable[[str], Decision]:
    """A function that decides on a text by itself, and on the same text at once."""
    memory = _memory(knowledge.fingerprint)

    def decided(text: str) -> Decision:
        decision = memory.get(text) or judge(knowledge, text, Context())
        if len(memory) < _REMEMBERED:
            memory[text] = decision
        return decision

    return decided


def _memory(fingerprint: str) -> dict[str, Decision]:
    # several threads may come at once: at worst something is decided twice
    memory = _memories.pop(fingerprint, {}) if fingerprint else {}
    if fingerprint:
        _memories[fingerprint] = memory
    for oldest in list(_memories)[:-_STATES]:
        _memories.pop(oldest, None)
    return memory
