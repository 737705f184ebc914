"""Which entries are too alike to be told apart, and which are too thin to be found?"""

from collections import Counter
from collections.abc import Iterator

import numpy as np
from rapidfuzz import fuzz, process, utils

from assistant.content.draft import Draft
from assistant.content.errors import Finding
from assistant.core.knowledge import Knowledge

NEARLY_THE_SAME = 88
"""Of 100, for two questions whatever the order of their words."""
FEWEST_QUESTIONS = 3
TWIN_SHARE = 0.3
THIN_SHARE = 0.7
"""Of an entry's questions: so many lead elsewhere, each judged as if it had not been written down."""


def hard_to_find(draft: Draft, knowledge: Knowledge) -> Iterator[Finding]:
    """Warnings from trying every question of the folder without the help of its own line."""
    strays = knowledge.matcher.strays()
    astray = Counter(stray.id for stray in strays)
    towards = Counter((stray.id, stray.found) for stray in strays)
    twins = {
        pair: None
        for pair, count in sorted(towards.items())
        if count > 1 and _share(draft, pair[0], count) >= TWIN_SHARE
    }
    for entry, other in twins:
        yield _twins(draft, entry, other, f"{towards[entry, other]} of its questions")
    for entry, other, question, line in _nearly_the_same(draft):
        if (entry, other) not in twins and (other, entry) not in twins:
            yield _twins(draft, entry, other, f'the question "{question}"', line)
    in_a_pair = {entry for entry, _ in twins}
    for entry, read in draft.entries.items():
        if len(read.questions) < FEWEST_QUESTIONS:
            said = (
                f"there are only {len(read.questions)} questions"
                if len(read.questions) > 1
                else "there is only one question"
            )
            yield _thin(draft, entry, f"{said}: too thin to be found")
        elif entry not in in_a_pair and _share(draft, entry, astray[entry]) >= THIN_SHARE:
            yield _thin(draft, entry, f"{astray[entry]} of its questions would not be found without their own line")


def _share(draft: Draft, entry: str, count: int) -> float:
    return count / max(1, len(draft.entries[entry].questions))


def _twins(draft: Draft, entry: str, other: str, what: str, line: int = 0) -> Finding:
    read = draft.entries[entry]
    said = f"so like {other} that {what} could be one of its own"
    mend = "use words that only this one is asked with, or make one entry of the two"
    return Finding(read.file, line or read.line("questions"), "warning", said, mend)


def _thin(draft: Draft, entry: str, said: str) -> Finding:
    read = draft.entries[entry]
    return Finding(
        read.file, read.line("questions"), "warning", said, "add questions, worded as differently as shoppers do"
    )


def _nearly_the_same(draft: Draft) -> Iterator[tuple[str, str, str, int]]:
    """One pair of questions for every two entries that share one, but for spelling or order."""
    asked = [(entry, question) for entry, read in draft.entries.items() for question in read.questions]
    plain = [utils.default_process(question.text) for _, question in asked]
    alike = process.cdist(
        plain, plain, scorer=fuzz.token_sort_ratio, score_cutoff=NEARLY_THE_SAME, dtype=np.uint8
    )  # fmt: skip
    seen = set()
    for later, earlier in np.argwhere(np.tril(alike, -1)).tolist():
        (entry, question), (other, _) = asked[later], asked[earlier]
        if entry != other and (entry, other) not in seen:
            seen.add((entry, other))
            yield entry, other, question.text, question.line
