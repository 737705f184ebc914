"""Does a message go on from what was just discussed, and what does it ask for then?"""

from collections.abc import Sequence

from assistant.core.dialogue.cues import carries_on
from assistant.core.knowledge import Entry, Knowledge
from assistant.core.matching import Ranked
from assistant.core.matching.english import STOP_WORDS

_THIN = frozenset(
    """
    long take takes taking took much many cost costs time times day days week weeks when soon often work works happen
    happens next again need get done sure mean more else then long after before first yes no not that it one free pay
    possible possibly exactly usually actually about go goes allowed come way so much same other another too part kind
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Words that ask without saying about what."""
_POINTING = frozenset(("it", "that", "this", "they", "them", "those", "these", "one"))
_LONGEST = 9
_ASKED_AGAIN = 0.6
"""A follow-up seldom wants the answer it follows."""


def stands_alone(knowledge: Knowledge, text: str, alone: Sequence[Ranked]) -> bool:
    """Whether a message names its topic itself, so that what came before has no say in it."""
    words = knowledge.matcher.read(text).split()
    if len(words) > _LONGEST:
        return True
    topical = [word for word in words if word not in STOP_WORDS and word not in _THIN]
    if not topical:
        return False
    pointing = carries_on(text) or any(word in _POINTING for word in words)
    return not pointing or alone[0].confidence >= knowledge.matcher.thresholds.answer


def in_the_light_of(
    knowledge: Knowledge, entry: Entry, alone: Sequence[Ranked], together: Sequence[Ranked]
) -> list[Ranked]:
    """Entries for a message that follows ``entry``, from it alone and from it together with the one before.

    What lies near the entry (itself, its related entries, its topic) is believed as far as the surer of the two; all
    else only as far as the message alone speaks for it.
    """
    near = {entry.id, *entry.related} | {one for one, other in knowledge.entries.items() if other.topic == entry.topic}
    joint = {one.id: one.confidence for one in together}
    best_near = max((one.confidence for one in alone if one.id in near), default=0.0)

    def confidence(one: Ranked) -> float:
        if one.id not in near:
            return one.confidence
        said = joint.get(one.id, 0.0) * (_ASKED_AGAIN if one.id == entry.id else 1.0)
        # Of what lies near, the message itself says which; together with the one before, how sure that is.
        own = one.confidence / best_near if best_near else 0.0
        return max(one.confidence, (said + own * joint_best) / 2)

    joint_best = max(joint.values(), default=0.0)
    return sorted((Ranked(one.id, confidence(one)) for one in alone), key=lambda one: -one.confidence)
