"""Is a question of the past still in vain, with what is known now?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assistant.core.dialogue import Decision
from assistant.core.dialogue.deciding import is_small_talk
from assistant.core.gaps.asking import Asked, Outcome
from assistant.core.knowledge import PLACEHOLDER, Entry, Knowledge

Judge = Callable[[str], Decision]
"""What the assistant decides on a text today."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question that still waits for an answer, or for a better one."""

    conversation: str
    text: str
    at: datetime
    reason: Outcome
    entry: str | None
    """The entry it comes nearest to, or that answered it badly."""
    confidence: float
    missing_fact: str | None = None
    """The fact without which the entry cannot answer it."""


def wanted(knowledge: Knowledge, asked: Asked, judge: Judge) -> Wanted | None:
    """What is left to be done about a question; None where nothing is.

    One that would be answered today is done with. So is a thumbs-down on an answer that says something else by now,
    and a handover that the entry is meant to end with.
    """
    for id, text in asked.said:
        entry = knowledge.entries.get(id)
        if entry and (missing := _missing_fact(knowledge, entry)):
            return _wanted(asked, id, _sureness(asked, id), missing)
        if entry and _stands(knowledge, entry, text) and _is_poor(entry, asked.outcome):
            elsewhere = not _as_judged_then(knowledge, asked) and judge(asked.text).needs not in ((), (id,))
            return None if elsewhere else _wanted(asked, id, _sureness(asked, id))
    return None if asked.said else _unanswered(knowledge, asked, judge)


def _unanswered(knowledge: Knowledge, asked: Asked, judge: Judge) -> Wanted | None:
    if _as_judged_then(knowledge, asked):
        nearest = str(asked.judged.get("entry"))
        known = nearest in knowledge.entries and not is_small_talk(nearest)
        return _wanted(asked, nearest if known else None, _sureness(asked, nearest) if known else 0.0)
    decision = judge(asked.text)
    for id in decision.needs:
        if missing := _missing_fact(knowledge, knowledge.entries[id]):
            return _wanted(asked, id, 1.0, missing)
    if decision.needs or decision.small_talk:
        return None
    best = next((one for one in decision.entries if not is_small_talk(one.id)), None)
    return _wanted(asked, best.id, best.confidence) if best else _wanted(asked, None, 0.0)


def _as_judged_then(knowledge: Knowledge, asked: Asked) -> bool:
    """Whether no words have changed since, so that it need not be judged again."""
    return asked.judged.get("words") == knowledge.words_fingerprint


def _sureness(asked: Asked, entry: str) -> float:
    """How sure it was then that the entry is the one; what the shopper chose is."""
    judged = asked.judged
    return float(judged.get("confidence", 0.0)) if judged.get("entry") == entry else 1.0


def _missing_fact(knowledge: Knowledge, entry: Entry) -> str | None:
    values = knowledge.policy.placeholders
    return next((name for name in PLACEHOLDER.findall(entry.answer) if values.get(name) is None), None)


def _stands(knowledge: Knowledge, entry: Entry, said: str) -> bool:
    """Whether the entry says today what it said then."""
    return said.startswith(knowledge.speak(entry).text or said)


def _is_poor(entry: Entry, outcome: Outcome) -> bool:
    """Disputes and what always goes to a person are meant to end there."""
    meant_to = entry.handoff == "always" or entry.kind == "complex"
    return outcome is Outcome.UNHELPFUL or (outcome is Outcome.HANDED_OVER and not meant_to)


def _wanted(asked: Asked, entry: str | None, confidence: float, missing_fact: str | None = None) -> Wanted:
    reason = Outcome.UNANSWERED if asked.outcome is Outcome.ANSWERED else asked.outcome
    return Wanted(asked.conversation, asked.text, asked.at, reason, entry, confidence, missing_fact)
