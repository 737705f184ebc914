"""What of a text is compared? Stems, pairs of stems and synonym groups; and runs of letters."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache, partial
from itertools import chain
from math import log, sqrt

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

from assistant.core.matching.english import FORMS, STOP_WORDS

Features = dict[Hashable, float]
Floats = NDArray[np.float32]
Places = slice | NDArray[np.int64]

_STEM_BESIDE_GROUPS = 0.4
_PAIR_WEIGHT = 0.8
_NEARBY = 6
"""Words that say something of the topic, counted on from one of them, which stand near it."""
_RUNS = range(2, 6)

# British and American spellings are one: "recognise" and "recognize", "colour" and "color".
_ISE = re.compile(r"(?<=\w{3}[^aeiou])is(e[drs]?|ing|ation)$")
_OUR = re.compile(r"(?<=\w{3})our(?=s?$|e[dr]$|ing$|ites?$)")

_stemmer = snowballstemmer.stemmer("english")


@lru_cache(100_000)
def stem(word: str) -> str:
    """The stem that forms of a word share."""
    if base := FORMS.get(word):
        return base if base == word else stem(base)
    stemmed: str = _stemmer.stemWord(_OUR.sub("or", _ISE.sub(r"iz\1", word)))
    return stemmed


_REMEMBERED = 20_000
_NO_GROUPS: AbstractSet[str] = frozenset()


class Synonyms:
    """Which groups of like words do some stems belong to? Members may be runs of words."""

    def __init__(self, groups: Iterable[Sequence[str]], read: Callable[[str], list[str]]) -> None:
        self._groups: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._longest: dict[str, int] = defaultdict(int)
        self._of = lru_cache(_REMEMBERED)(partial(_groups_of, self._groups))
        for number, group in enumerate(groups):
            for member in group:
                if stems := tuple(stem(word) for word in read(member)):
                    self._groups[stems].add(f"~{number}")
                    self._longest[stems[0]] = max(self._longest[stems[0]], len(stems))

    def at(self, stems: Sequence[str], start: int) -> AbstractSet[str]:
        """The groups of the words, or runs of words, that begin at a place."""
        longest = self._longest.get(stems[start], 0)
        if not longest:
            return _NO_GROUPS
        return self._of(tuple(stems[start : start + longest]))


def _groups_of(groups: Mapping[tuple[str, ...], AbstractSet[str]], run: tuple[str, ...]) -> AbstractSet[str]:
    return frozenset[str]().union(*(groups.get(run[:length], ()) for length in range(1, len(run) + 1)))


def word_features(words: Sequence[str], trust: Sequence[float], synonyms: Synonyms) -> Features:
    """Meanings, and pairs of meanings that stand near each other, in whatever order.

    A meaning is a group of like words or, for less where there is a group, the stem itself. A word of many groups may
    mean many things: each counts for less.
    """
    stems = [stem(word) for word in words]
    found: dict[Hashable, float] = defaultdict(float)
    topical: list[Sequence[tuple[str, float]]] = []
    for at, one in enumerate(stems):
        groups = synonyms.at(stems, at)
        meanings = [(one, _STEM_BESIDE_GROUPS if groups else 1.0)]
        meanings += [(group, 1 / sqrt(len(groups))) for group in groups]
        for meaning, weight in meanings:
            found[meaning] = max(found[meaning], weight * trust[at])
        if words[at] not in STOP_WORDS:
            topical.append(meanings)
    for at, ahead in enumerate(topical):
        for near in topical[at + 1 : at + 1 + _NEARBY]:
            for one, weight in ahead:
                for other, more in near:
                    pair = (one, other) if one < other else (other, one)
                    found[pair] = max(found[pair], _PAIR_WEIGHT * weight * more)
    return found


def letter_features(words: Sequence[str]) -> Features:
    """Runs of two to five letters within words, the edges of a word included."""
    found = Counter(chain.from_iterable(map(_runs, words)))
    return {run: 1 + log(count) if count > 1 else 1.0 for run, count in found.items()}


@lru_cache(50_000)
def _runs(word: str) -> tuple[str, ...]:
    edged = f" {word} "
    return tuple(edged[at : at + size] for size in _RUNS for at in range(max(1, len(edged) - size + 1)))
