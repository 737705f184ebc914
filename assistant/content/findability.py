"""Which entries are too alike to be told apart, and which are too thin to be found?"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process, utils

from assistant.content.draft import Draft
from assistant.content.entry_files import EntryFile
from assistant.content.errors import Finding
from assistant.core.knowledge import Knowledge

NEARLY_THE_SAME = 88
"""Of 100, for two questions whatever the order of their words."""
FEWEST_QUESTIONS = 3
TWIN_SHARE = 0.3
THIN_SHARE = 0.7
"""Of an entry's questions: so many lead elsewhere, each judged as if it had not been written down."""
_AT_ONCE = 500
SHOWN = 3
"""Colliding questions that a finding names."""


def hard_to_find(draft: Draft, knowledge: Knowledge) -> Iterator[Finding]:
    """Warnings from trying every question of the folder without the help of its own line."""
    astray: dict[str, dict[str, str]] = defaultdict(dict)
    towards: dict[tuple[str, str], list[str]] = defaultdict(list)
    for stray in knowledge.matcher.strays():
        astray[stray.id][stray.phrasing] = stray.found
        towards[stray.id, stray.found].append(stray.phrasing)
    twins = [
        pair
        for pair, lost in sorted(towards.items())
        if len(lost) > 1 and _share(draft, pair[0], len(lost)) >= TWIN_SHARE
    ]
    for entry, other in twins:
        yield _twins(draft, entry, other, towards[entry, other])
    for entry, other, question in _nearly_the_same(draft):
        if (entry, other) not in twins and (other, entry) not in twins:
            yield _twins(draft, entry, other, [question])
    in_a_pair = {entry for entry, _ in twins}
    for entry, read in draft.entries.items():
        if len(read.questions) < FEWEST_QUESTIONS:
            only = "there is only one question" if len(read.questions) == 1 else "there are only two questions"
            yield _thin(draft, entry, f"{only}: too thin to be found")
        elif entry not in in_a_pair and _share(draft, entry, len(astray[entry])) >= THIN_SHARE:
            lost = _some([f'"{question}" finds {other}' for question, other in astray[entry].items()])
            yield _thin(
                draft, entry, f"{len(astray[entry])} of its questions would not be found without their own line: {lost}"
            )


def _share(draft: Draft, entry: str, count: int) -> float:
    return count / max(1, len(draft.entries[entry].questions))


def _twins(draft: Draft, entry: str, other: str, questions: Sequence[str]) -> Finding:
    """At the first of the questions that collide."""
    read = draft.entries[entry]
    lines = {question.text: question.line for question in read.questions}
    which = "this question" if len(questions) == 1 else f"{len(questions)} of its questions"
    pairs = _some([f'"{one}" (there: "{_closest(one, draft.entries[other])}")' for one in questions])
    said = f"so like {other} that {which} could be one of its own: {pairs}"
    mend = "use words that only this one is asked with, or make one entry of the two"
    return Finding(read.file, lines.get(questions[0], read.line("questions")), "warning", said, mend)


def _closest(question: str, other: EntryFile) -> str:
    there = [one.text for one in other.questions]
    found = process.extractOne(question, there, scorer=fuzz.token_sort_ratio, processor=utils.default_process)
    return found[0] if found else there[0]


def _some(told: Sequence[str]) -> str:
    shown = ", ".join(told[:SHOWN])
    return f"{shown} and {len(told) - SHOWN} more" if len(told) > SHOWN else shown


def _thin(draft: Draft, entry: str, said: str) -> Finding:
    read = draft.entries[entry]
    return Finding(
        read.file, read.line("questions"), "warning", said, "add questions, worded as differently as shoppers do"
    )


def _nearly_the_same(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """One pair of questions for every two entries that share one, but for spelling or order."""
    asked = [(entry, question) for entry, read in draft.entries.items() for question in read.questions]
    plain = [utils.default_process(question.text).split() for _, question in asked]
    seen = set()
    for later, earlier in _alike([" ".join(sorted(words)) for words in plain]):
        (entry, question), (other, _) = asked[later], asked[earlier]
        # the very same question is an error of its own
        if entry != other and plain[later] != plain[earlier] and (entry, other) not in seen:
            seen.add((entry, other))
            yield entry, other, question.text


def _alike(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of texts that are nearly the same, the later one first. Some rows at a time: all would fill the memory."""
    for begin in range(0, len(texts), _AT_ONCE):
        some = texts[begin : begin + _AT_ONCE]
        upto = texts[: begin + len(some)]
        alike = process.cdist(some, upto, scorer=fuzz.ratio, score_cutoff=NEARLY_THE_SAME, dtype=np.uint8)
        for row, earlier in np.argwhere(np.tril(alike, begin - 1)).tolist():
            yield begin + row, earlier
