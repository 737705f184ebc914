"""What of a text is compared? Stems, pairs of stems and synonym groups; and runs of letters."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import log, sqrt

import numpy as np
import snowballstemmer
from numpy.typing import NDArray
from scipy import sparse

from assistant.core.matching.english import STOP_WORDS

Features = Mapping[Hashable, float]
Floats = NDArray[np.float32]

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
    stemmed: str = _stemmer.stemWord(_OUR.sub("or", _ISE.sub(r"iz\1", word)))
    return stemmed


class Synonyms:
    """Which groups of like words do some stems belong to? Members may be runs of words."""

    def __init__(self, groups: Iterable[Sequence[str]], read: Callable[[str], list[str]]) -> None:
        self._groups: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._longest: dict[str, int] = defaultdict(int)
        for number, group in enumerate(groups):
            for member in group:
                if stems := tuple(stem(word) for word in read(member)):
                    self._groups[stems].add(f"~{number}")
                    self._longest[stems[0]] = max(self._longest[stems[0]], len(stems))

    def at(self, stems: Sequence[str], start: int) -> set[str]:
        """The groups of the words, or runs of words, that begin at a place."""
        found: set[str] = set()
        for length in range(1, self._longest.get(stems[start], 0) + 1):
            found |= self._groups.get(tuple(stems[start : start + length]), set())
        return found


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


class TfIdf:
    """Texts as unit vectors in which rare features weigh more, and the likeness of a text to each of them."""

    def __init__(self, texts: Sequence[Features], unknown: float) -> None:
        """``unknown`` is the share of weight a feature keeps that no text has: it matches nothing and lowers all."""
        seen = Counter(name for features in texts for name in features)
        self._places = {name: place for place, name in enumerate(seen)}
        self._idf = np.array([log((1 + len(texts)) / (1 + count)) + 1 for count in seen.values()], dtype=np.float32)
        self._unknown = unknown
        self._rarest = float(self._idf.max(initial=1.0))
        self._size = len(texts)
        rows = [self._vector(features) for features in texts]
        edges = np.cumsum([0, *(len(places) for places, _ in rows)])
        places = np.concatenate([places for places, _ in rows]) if rows else np.zeros(0, np.int64)
        values = np.concatenate([values for _, values in rows]) if rows else np.zeros(0, np.float32)
        self.vectors = sparse.csr_matrix((values, places, edges), shape=(len(texts), len(seen)), dtype=np.float32)
        self._by_feature = self.vectors.T.tocsr()

    def weight(self, name: str) -> float:
        """How rare a feature is among the texts."""
        place = self._places.get(name)
        return self._rarest if place is None else float(self._idf[place])

    def among_themselves(self) -> Floats:
        """The likeness of every text to every other."""
        return np.asarray((self.vectors @ self._by_feature).todense(), dtype=np.float32)

    def likeness(self, features: Features) -> Floats:
        """The cosine between one further text and each text, 0 to 1."""
        places, values = self._vector(features)
        index, starts = self._by_feature, self._by_feature.indptr
        counts = starts[places + 1] - starts[places]
        ends = np.cumsum(counts)
        # All places of the posting lists of these features, one after the other, without a loop.
        flat = np.arange(ends[-1] if ends.size else 0) + np.repeat(starts[places] - (ends - counts), counts)
        return np.bincount(
            index.indices[flat], weights=index.data[flat] * np.repeat(values, counts), minlength=self._size
        ).astype(np.float32)

    def _vector(self, features: Features) -> tuple[NDArray[np.int64], Floats]:
        known = [(place, value) for name, value in features.items() if (place := self._places.get(name)) is not None]
        strangers = sum(value**2 for name, value in features.items() if name not in self._places)
        places = np.array([place for place, _ in known], dtype=np.int64)
        values = np.array([value for _, value in known], dtype=np.float32) * self._idf[places]
        length = float(np.sqrt((values**2).sum() + self._unknown * strangers * self._rarest**2))
        return places, values / length if length else values
