"""Does a message go on from what was just discussed, and what does it ask for then?"""

from collections.abc import Sequence

from assistant.core.dialogue.cues import asks_the_same_of_another, carries_on
from assistant.core.dialogue.decision import SMALL_TALK
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
_EMPTY = frozenset(
    """
    tell know see say help look explain think guess hope alright right fine good great okay got thing things do it done sure
    yes no not go get need more exactly actually
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Words that ask for nothing by themselves."""
_POINTING = frozenset(("it", "that", "this", "they", "them", "those", "these", "one"))
_LONGEST = 9
_NEARBY = 0.6
"""How likely a message that goes on from an answer asks for something near it, all else unknown."""


def asks_for_something(knowledge: Knowledge, text: str) -> bool:
    """Whether a text asks anything, if only "how long does it take"; "tell me what it is" does not."""
    return any(word not in STOP_WORDS and word not in _EMPTY for word in knowledge.matcher.read(text).split())


def names_a_topic(knowledge: Knowledge, text: str) -> bool:
    """Whether a text says what it is about; "how long does it take" does not."""
    return any(map(_topical, knowledge.matcher.read(text).split()))


def stands_alone(knowledge: Knowledge, entry: Entry, text: str, alone: Sequence[Ranked]) -> bool:
    """Whether a message that follows ``entry`` names its topic itself, so that what came before has no say in it."""
    words = knowledge.matcher.read(text).split()
    if len(words) > _LONGEST:
        return True
    if not any(map(_topical, words)):
        return False
    if asks_the_same_of_another(text) and alone[0].id in near(knowledge, entry):
        return False
    pointing = carries_on(text) or any(word in _POINTING for word in words)
    return not pointing or alone[0].confidence >= knowledge.matcher.thresholds.answer


def in_the_light_of(
    knowledge: Knowledge, entry: Entry, text: str, alone: Sequence[Ranked], together: Sequence[Ranked]
) -> list[Ranked]:
    """Entries for a message that follows ``entry``: from it ``alone``, and ``together`` with the message before it.

    What lies near the entry (itself, its related entries, its topic) gains by that; all else stands only as far as
    the message alone speaks for it, and "how long does it take", which says nothing of what, hardly speaks for it.
    """
    close = near(knowledge, entry)
    joint = {one.id: one.confidence for one in together}
    of_another = asks_the_same_of_another(text)
    same = of_another or (carries_on(text) and not _names_a_known_topic(knowledge, text))
    if of_another and alone[0].id in close:
        close = {entry.id}
    far = 1.0 if names_a_topic(knowledge, text) else 1 - _NEARBY

    def confidence(one: Ranked) -> float:
        if one.id not in close:
            return one.confidence * (1.0 if knowledge.entries[one.id].topic == SMALL_TALK else far)
        # The message before spoke for the entry it was answered from: that says nothing of this one, unless it asks
        # the same of something else.
        from_both = joint.get(one.id, 0.0) if same or one.id != entry.id else 0.0
        return 1 - (1 - max(one.confidence, from_both)) * (1 - _NEARBY)

    return sorted((Ranked(one.id, confidence(one)) for one in alone), key=lambda one: -one.confidence)


def near(knowledge: Knowledge, entry: Entry) -> set[str]:
    """The entries that lie near one: its related ones and those of its topic."""
    return {entry.id, *entry.related} | {one for one, other in knowledge.entries.items() if other.topic == entry.topic}


def _names_a_known_topic(knowledge: Knowledge, text: str) -> bool:
    """Whether any topical word of a text is one the shop uses. "And brazil?" only names another case of the last."""
    words = knowledge.matcher.read(text).split()
    return not any(map(_topical, words)) or any(_topical(word) and knowledge.matcher.uses(word) for word in words)


def _topical(word: str) -> bool:
    return word not in STOP_WORDS and word not in _THIN
