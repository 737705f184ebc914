"""How fast and how good is the matcher? ``python -m benchmarks.matching`` prints figures as JSON.

Speed with the shipped knowledge and at 150 entries of 20 phrasings. Quality beside rapidfuzz's own scorers and BM25 on
the shop's own words, in one run: each sees all phrasings but every tenth and is asked these, and is asked the
expectations of ``questions.yaml`` that none of them has seen.
"""

import json
import os
import random
import time
from collections.abc import Callable, Sequence
from typing import Any

# Threads that wait for one another make small matrices slower, and a server has its cores for other work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from assistant.content import folder
from assistant.content.errors import Faults
from assistant.content.question_files import read_questions
from assistant.core.matching import Matcher
from benchmarks.finders import COMPARED, Entry, Find, Finder, Phrasings, by_matcher, matcher
from benchmarks.servers import KNOWLEDGE

FOLDS = 10
LARGE = 150, 20
HUGE = 1000, 10
"""Entries, and phrasings of each."""


def run() -> dict[str, Any]:
    knowledge = folder.load(KNOWLEDGE)
    file = KNOWLEDGE / "questions.yaml"
    expected = [one for one in read_questions(file.read_text(), Faults(file.name)) if len(one.turns) == 1]
    texts = [one.turns[0] for one in expected]
    asked = [(one.turns[0], one.entries[0]) for one in expected if len(one.entries) == 1]
    phrasings = {entry.id: list(entry.questions) for entry in knowledge.entries.values()}
    large = invented(phrasings, *LARGE)
    huge = invented(phrasings, *HUGE)
    return {
        "texts": len(texts),
        "phrasings": sum(map(len, phrasings.values())),
        **_speed(_timed(lambda: matcher(phrasings, knowledge.words)), texts),
        "large": {
            "phrasings": sum(map(len, large.values())),
            **_speed(_timed(lambda: matcher(large, knowledge.words)), texts),
        },
        "huge": {
            "phrasings": sum(map(len, huge.values())),
            **_changed(*_timed(lambda: matcher(huge, knowledge.words)), huge),
        },
        "right first": _quality(phrasings, asked, knowledge.words),
    }


def _timed(build: Callable[[], Matcher]) -> tuple[Matcher, float]:
    began = time.perf_counter()
    return build(), time.perf_counter() - began


def _speed(built: tuple[Matcher, float], texts: Sequence[str]) -> dict[str, float]:
    """Seconds to build, and milliseconds a question."""
    made, seconds = built
    took = []
    for text in texts:
        began = time.perf_counter()
        made.rank(text)
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    return {"build": seconds, "p50": took[len(took) // 2], "p99": took[len(took) * 99 // 100]}


def _changed(made: Matcher, seconds: float, phrasings: Phrasings) -> dict[str, float]:
    """Seconds to build, and to learn on when one entry gets another phrasing."""
    entries = [Entry(id, questions) for id, questions in phrasings.items()]
    middle = len(entries) // 2
    entries[middle] = Entry(entries[middle].id, [*entries[middle].questions, "may the old one go home again"])
    began = time.perf_counter()
    made.changed(entries)
    return {"build": seconds, "change": time.perf_counter() - began}


def invented(phrasings: Phrasings, entries: int, most: int) -> Phrasings:
    """A larger shop: the shipped phrasings over and over, each time about something else, in the same random way."""
    chance = random.Random(20)
    letters = "bdfgklmnprstvz"
    shop: dict[str, list[str]] = {}
    known = list(phrasings.items())
    for number in range(entries):
        entry, questions = known[number % len(known)]
        thing = "".join(chance.choice(letters) + chance.choice("aeiou") for _ in range(3))
        about = (f"{question} {thing}" if number >= len(known) else question for question in questions)
        shop[f"{entry}-{number}"] = list(about)[:most]
    return shop


def _quality(phrasings: Phrasings, asked: Sequence[tuple[str, str]], words: Any) -> dict[str, dict[str, float]]:
    known = {entry: [one for at, one in enumerate(own) if at % FOLDS] for entry, own in phrasings.items()}
    hidden = [(one, entry) for entry, own in phrasings.items() for one in own[::FOLDS]]
    finders: dict[str, Finder] = {"assistant": lambda some: by_matcher(matcher(some, words)), **COMPARED}
    return {
        name: {"hidden phrasings": _right(make(known), hidden), "questions.yaml": _right(make(phrasings), asked)}
        for name, make in finders.items()
    }


def _right(find: Find, asked: Sequence[tuple[str, str]]) -> float:
    return sum(find(text)[0] == entry for text, entry in asked) / len(asked)


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
