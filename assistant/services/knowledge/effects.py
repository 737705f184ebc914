"""Which questions would get another answer? Those shoppers asked lately, and the expectations of questions.yaml."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.content.check import met
from assistant.content.draft import read_draft
from assistant.content.question_files import NONE, Expectation
from assistant.core.dialogue import Decision, decide
from assistant.core.effects import Effect, Outcome, effect, outcome
from assistant.core.gaps import Asked
from assistant.core.knowledge import Knowledge
from assistant.core.redaction import redact
from assistant.services.desk import Desk
from assistant.services.judging import judging
from assistant.services.knowledge.gaps import asked_lately
from assistant.services.knowledge.room import Change, Room, drafted, known_with
from assistant.services.shapes import Shape

MOST_QUESTIONS = 2_000
"""Different ones, the newest."""
DAYS = 90
MOST_SHOWN = 50
"""Of each effect."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that gets another answer, or an expectation that is met no more."""

    question: str
    """Without what could name whoever asked."""
    times: int
    """How many shoppers asked it; none for an expectation."""
    expected: tuple[str, ...] | None
    """What questions.yaml wants it to find, () for none; None for a question of shoppers."""
    effect: Effect | None
    breaks: bool
    """An expectation that was met and is not any more."""
    before: Outcome
    after: Outcome


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a change does. The most asked stand first."""

    asked: int
    """Different questions of shoppers that were compared,"""
    expected: int
    """and expectations."""
    differences: Sequence[Difference]

    @property
    def broken(self) -> list[Difference]:
        return [one for one in self.differences if one.breaks]

    def of(self, effect: Effect) -> list[Difference]:
        return [one for one in self.differences if one.effect is effect]


def compare(
    before: Knowledge, after: Knowledge, asked: Sequence[Asked], expectations: Sequence[Expectation]
) -> Comparison:
    """What changes from one state of the knowledge to another. Takes a few milliseconds a question, in each of them."""
    times = Counter(text for text, _ in {(" ".join(one.text.split()), one.conversation) for one in asked})
    newest = list(dict.fromkeys(" ".join(one.text.split()) for one in asked))[:MOST_QUESTIONS]
    found = [*_among_expectations(before, after, expectations), *_among_questions(before, after, newest, times)]
    return Comparison(len(newest), len(expectations), sorted(found, key=lambda one: -one.times))


def effect_of(desk: Desk, room: Room, changes: Sequence[Change], at: datetime) -> Shape:
    """What saving these changes would do, for an editor. Raises ``CheckFailed`` when they cannot be used."""
    before, after = room.live.current, known_with(room, changes)
    asked = asked_lately(desk.db, DAYS, at, room.apart)
    expectations = read_draft(drafted(room, changes)).expectations
    return shape(room.behind(compare, before, after, asked, expectations), before, after)


def shape(found: Comparison, before: Knowledge, after: Knowledge) -> Shape:
    """As others read it: for each effect how many questions, and the first fifty."""
    told = {one.value: [_shape(each, before, after) for each in found.of(one)[:MOST_SHOWN]] for one in Effect}
    return {
        "compared": {"asked": found.asked, "expected": found.expected},
        "counts": {one.value: len(found.of(one)) for one in Effect} | {"broken": len(found.broken)},
        **told,
        "broken": [_shape(one, before, after) for one in found.broken[:MOST_SHOWN]],
    }


def _among_questions(
    before: Knowledge, after: Knowledge, questions: Sequence[str], times: Counter[str]
) -> Iterator[Difference]:
    then, now = judging(before), judging(after)
    for text in questions:
        was, is_ = outcome(before, then(text)), outcome(after, now(text))
        if found := effect(was, is_):
            yield Difference(redact(text), times[text], None, found, False, was, is_)


def _among_expectations(
    before: Knowledge, after: Knowledge, expectations: Sequence[Expectation]
) -> Iterator[Difference]:
    for expected in expectations:
        then, now = _decided(before, expected.turns), _decided(after, expected.turns)
        was, is_ = outcome(before, then), outcome(after, now)
        found, breaks = effect(was, is_), met(expected, then) and not met(expected, now)
        if found or breaks:
            yield Difference(" / ".join(expected.turns), 0, expected.entries, found, breaks, was, is_)


def _decided(knowledge: Knowledge, turns: Sequence[str]) -> Decision:
    return decide(knowledge, turns) if len(turns) > 1 else judging(knowledge)(turns[0])


def _shape(one: Difference, before: Knowledge, after: Knowledge) -> Shape:
    return {
        "question": one.question,
        "times": one.times,
        "expected": None if one.expected is None else list(one.expected) or [NONE],
        "breaks": one.breaks,
        "before": _outcome_shape(before, one.before),
        "after": _outcome_shape(after, one.after),
    }


def _outcome_shape(knowledge: Knowledge, outcome: Outcome) -> Shape:
    return {
        "decision": outcome.decision,
        "entries": [{"id": one, "title": knowledge.entries[one].title} for one in outcome.entries],
        "stated": outcome.stated,
        "text": outcome.text,
    }
