"""Which questions in vain are one and the same gap, and which gap is wanted most?"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rapidfuzz import fuzz

from assistant.core.gaps.asking import Outcome
from assistant.core.gaps.wanting import Wanted
from assistant.core.knowledge import Knowledge
from assistant.core.matching import Ranked
from assistant.core.matching.clusters import clusters
from assistant.core.redaction import redact

EXAMPLES = 5
LONGEST_EXAMPLE = 200
_SAID_ALREADY = 85
_FOR_NOTHING = 0.9
"""Share of the votes."""
_STRANGE = 0.5
_LOOKED_AT = 150
"""Gaps; looking takes a millisecond or two for each."""
_TEXTS = 2
_PHRASINGS = 1_500
"""So many are enough to tell which words are usual."""
_NEAR = 0.02
"""A confidence below that is near nothing."""
_WORSE_LAST = tuple(Outcome)


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that want the same. Everybody who asked counts once, by the worst that came of it."""

    id: str
    """The same for as long as its most central question is."""
    count: int
    reasons: Mapping[Outcome, int]
    examples: tuple[str, ...]
    """What shoppers wrote, without what could name them, as different as can be had."""
    nearest: Ranked | None
    missing_fact: str | None
    last_at: datetime
    off_topic: bool = False
    """It looks like chit-chat, and like nothing a shop would answer."""


@dataclass(frozen=True)
class Report:
    """The gaps of a period, most wanted first."""

    asked: int
    """Questions that were looked at."""
    gaps: Sequence[Gap]

    @property
    def in_vain(self) -> int:
        """How many shoppers had a question that is still in vain, each counted once for each gap."""
        return sum(gap.count for gap in self.gaps)


def gaps(knowledge: Knowledge, questions: Sequence[Wanted]) -> list[Gap]:
    """The gaps, most wanted first; behind them what looks off-topic, as far as that was looked at."""
    found = sorted(
        ((_gap(knowledge, group), group) for group in _groups(knowledge, questions)),
        key=lambda one: (-one[0].count, -one[0].last_at.timestamp(), one[0].id),
    )
    looked_at = (
        replace(gap, off_topic=place < _LOOKED_AT and _looks_off_topic(knowledge, group))
        for place, (gap, group) in enumerate(found)
    )
    return sorted(looked_at, key=lambda gap: gap.off_topic)


def _groups(knowledge: Knowledge, questions: Sequence[Wanted]) -> Iterable[Sequence[Wanted]]:
    """What waits for the same fact is mended by it and stands together; the rest by its meaning. Most telling first."""
    by_fact: dict[str, list[Wanted]] = {}
    by_text: dict[str, list[Wanted]] = {}
    for question in questions:
        if question.missing_fact:
            by_fact.setdefault(question.missing_fact, []).append(question)
        elif read := knowledge.matcher.read(question.text):
            by_text.setdefault(read, []).append(question)
    for same in by_fact.values():
        often = Counter(knowledge.matcher.read(question.text) for question in same)
        yield sorted(same, key=lambda question: -often[knowledge.matcher.read(question.text)])
    texts = sorted(by_text, key=lambda read: (-len(by_text[read]), read))
    nearest = [_nearest(by_text[read]) for read in texts]
    phrasings = [phrasing for entry in knowledge.entries.values() for phrasing in entry.questions]
    usual = [knowledge.matcher.read(phrasing) for phrasing in phrasings[:: len(phrasings) // _PHRASINGS + 1]]
    known = [(one.id, one.confidence) if one else None for one in nearest]
    for members in clusters(texts, known, usual, knowledge.words.synonyms):
        yield [question for member in members for question in by_text[texts[member]]]


def _gap(knowledge: Knowledge, group: Sequence[Wanted]) -> Gap:
    worst: dict[str, Outcome] = {}
    for question in group:
        known = worst.get(question.conversation, question.reason)
        worst[question.conversation] = max(known, question.reason, key=_WORSE_LAST.index)
    reasons = Counter(worst.values())
    fact = group[0].missing_fact
    return Gap(
        id=hashlib.sha256((fact or knowledge.matcher.read(group[0].text)).encode()).hexdigest()[:12],
        count=len(worst),
        reasons={reason: reasons[reason] for reason in _WORSE_LAST[1:]},
        examples=_examples(group),
        nearest=_nearest(group),
        missing_fact=fact,
        last_at=max(question.at for question in group),
    )


def _nearest(group: Sequence[Wanted]) -> Ranked | None:
    """The entry that most of the questions come nearest to, and how near on average."""
    sureness: dict[str, list[float]] = {}
    for question in group:
        if question.entry and question.confidence >= _NEAR:
            sureness.setdefault(question.entry, []).append(question.confidence)
    if not sureness:
        return None
    best = max(sorted(sureness), key=lambda entry: sum(sureness[entry]))
    return Ranked(best, sum(sureness[best]) / len(sureness[best]))


def _examples(group: Sequence[Wanted]) -> tuple[str, ...]:
    shown: list[str] = []
    for question in group:
        text = _shortened(" ".join(redact(question.text).split()))
        if all(fuzz.token_sort_ratio(text.lower(), one.lower()) < _SAID_ALREADY for one in shown):
            shown.append(text)
        if len(shown) == EXAMPLES:
            break
    return tuple(shown)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[: LONGEST_EXAMPLE - 1].rstrip()}…"


def _looks_off_topic(knowledge: Knowledge, group: Sequence[Wanted]) -> bool:
    if any(question.missing_fact or question.reason is not Outcome.UNANSWERED for question in group):
        return False
    texts = list(dict.fromkeys(question.text for question in group))[:_TEXTS]
    return all(_is_far_from_the_shop(knowledge, text) for text in texts)


def _is_far_from_the_shop(knowledge: Knowledge, text: str) -> bool:
    """Words the shop has not used yet vote for nothing as well; those of another world, or of chit-chat, say more."""
    signals = dict(knowledge.matcher.explain(text).signals)
    stranger = max(signals.get("likeness to the nearest off-topic line", 1.0), signals.get("words from elsewhere", 1.0))
    return signals.get("share of the votes for nothing", 1.0) >= _FOR_NOTHING and stranger >= _STRANGE
