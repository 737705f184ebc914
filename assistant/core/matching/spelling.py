"""What did the shopper mean to type? A noisy channel: how usual is a word here, and how easily does it slip into this?

Words move towards those of the knowledge base, which are far more usual here than in English at large; or to a plain
English word one slip away, which no entry may use but which is not mistaken for another any more.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from math import log
from weakref import proxy

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler
from wordfreq import top_n_list, zipf_frequency

from assistant.core.matching.english import STOP_WORDS

Repair = tuple[tuple[str, float], ...]
"""What a word is read as, each with how far it is trusted (0 to 1)."""

_KNOWN = 2.5
"""Zipf: ten to the power of this many uses in a billion words. Below, a word is hardly one."""
_STRANGE = log(1e-3)
_STRANGE_LETTER = -3.0
"""How likely somebody types what is no word at all, and what each of its letters makes of that, as logarithms."""
_ENGLISH_WORDS = 2_000
"""How many words of English at large a knowledge base's own are mixed with, to tell how usual a word is."""
_USUAL_ENGLISH = 6_000
"""How many words of English a slip may stand for that the knowledge base never uses."""
_SLIPS = 0.1
_LIKELY_SLIP = log(_SLIPS / 60)
"""A neighbouring key, a letter left out, doubled, or swapped with the next: one of some sixty that a word may suffer."""
_UNLIKELY_SLIP = log(_SLIPS / 900)
_SECOND_SLIP = 1.5
"""Two slips in one word are likelier than twice one: fast fingers make them together."""
_SURE = 1.0
"""How much likelier the repair must be than the word as it stands,"""
_SURE_OF_A_WORD = 1.5
"""when the word is one in English."""
_SHORTEST = 3
_SHORTEST_RUN_TOGETHER = 6
_REMEMBERED = 20_000
_CANDIDATES = 12

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours() -> dict[str, str]:
    near: dict[str, str] = defaultdict(str)
    for at, row in enumerate(_ROWS):
        for place, key in enumerate(row):
            beside = row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
            above = _ROWS[at - 1][place : place + 2] if at else ""
            below = _ROWS[at + 1][max(place - 1, 0) : place + 1] if at + 1 < len(_ROWS) else ""
            near[key] = beside + above + below
    return near


_NEAR = _neighbours()


class Spelling:
    """Repairs words towards a vocabulary. Safe to share between threads."""

    def __init__(self, vocabulary: Counter[str], products: AbstractSet[str]) -> None:
        """``vocabulary`` counts the words of the phrasings, which are mistyped themselves here and there."""
        self._counts = vocabulary + Counter(products)
        self._total = sum(self._counts.values())
        self._targets = self._long_words()
        slips = [word for word in self._targets if word not in products and self._is_a_slip(word)]
        for word in slips:
            del self._counts[word]
        self._aim()

    def with_words(self, words: AbstractSet[str]) -> "Spelling":
        """The same with further words of phrasings, as far as they are no slips of words that are known."""
        other = object.__new__(Spelling)
        fresh = {word for word in words if word not in self._counts and not self._is_a_slip(word)}
        other._counts, other._total = self._counts + Counter(fresh), self._total + len(fresh)
        other._aim()
        return other

    def _aim(self) -> None:
        self._targets = self._long_words()
        self._sorted = sorted(self._targets)
        # what remembers must not hold what it belongs to: nobody looks for such circles while the shop is open
        ours = proxy(self)
        self.repair = lru_cache(_REMEMBERED)(lambda word: ours._repair(word))
        _english_by_shortened()  # now, and not while the first shopper waits

    def _long_words(self) -> list[str]:
        return [word for word in self._counts if len(word) >= _SHORTEST and word.isalpha()]

    def _is_a_slip(self, word: str) -> bool:
        """Whether a phrasing's own word is a slip for another of them: in no dictionary, and one slip away."""
        if len(word) <= _SHORTEST or zipf_frequency(word, "en") >= _KNOWN:
            return False
        near = process.cdist([word], self._targets, scorer=OSA.distance, score_cutoff=1)[0]
        meant = [self._targets[at] for at in np.flatnonzero(near == 1)]
        return any(zipf_frequency(one, "en") >= _KNOWN + 1 for one in meant)

    def _repair(self, word: str) -> Repair:
        if word in self._counts or len(word) < 2 or not word.isalpha() or not word.isascii():
            return ((word, 1.0),)
        usual = zipf_frequency(word, "en")
        if usual < _KNOWN and (parts := self._run_together(word)):
            return parts
        as_it_is = self._likely(word) + (_SURE_OF_A_WORD if usual >= _KNOWN else _SURE)
        meant = max(self._candidates(word, usual), key=lambda one: one[1], default=None)
        if meant is None or meant[1] <= as_it_is:
            return ((word, 1.0),)
        return ((meant[0], min(1.0, 1.15 - OSA.normalized_distance(word, meant[0]))),)

    def _candidates(self, word: str, usual: float) -> Iterator[tuple[str, float]]:
        """Words it may stand for, and how likely each is, as a logarithm."""
        one_slip = _one_slip_away(word)
        found = {one: 1 for one in one_slip if one in STOP_WORDS or (len(word) >= _SHORTEST)}
        if len(word) >= _SHORTEST:
            most = 1 if usual >= _KNOWN else int(0.4 * len(word))
            apart = process.cdist([word], self._targets, scorer=OSA.distance, score_cutoff=most)[0]
            near = np.flatnonzero(apart <= most)
            best = sorted(near.tolist(), key=lambda at: (apart[at], -self._counts[self._targets[at]]))[:_CANDIDATES]
            found |= {self._targets[at]: int(apart[at]) for at in best}
            if usual < _KNOWN and (begun := self._begun(word)):
                found.setdefault(begun, 1)
        for one, slips in found.items():
            if slips == 1:
                slip = _LIKELY_SLIP if _likely_slip(one, word) else _UNLIKELY_SLIP
            else:
                slip = slips * _LIKELY_SLIP + (slips - 1) * _SECOND_SLIP - 8 * (1 - JaroWinkler.similarity(one, word))
            yield one, self._likely(one) + slip

    def _begun(self, word: str) -> str | None:
        """The most usual word that begins like this: one that is not typed to its end."""
        first = bisect_left(self._sorted, word)
        last = bisect_left(self._sorted, word + "{")
        return max(self._sorted[first:last], key=self._counts.__getitem__, default=None)

    def _likely(self, word: str) -> float:
        """How usual a word is here, as the logarithm of its share."""
        usual, count = zipf_frequency(word, "en"), self._counts[word]
        if not usual and not count:
            return _STRANGE + _STRANGE_LETTER * len(word)
        return log((count + _ENGLISH_WORDS * 10 ** (usual - 9)) / (self._total + _ENGLISH_WORDS))

    def _run_together(self, word: str) -> Repair | None:
        if len(word) < _SHORTEST_RUN_TOGETHER:
            return None
        for cut in range(2, len(word) - 1):
            parts = word[:cut], word[cut:]
            if all(part in self._counts and (len(part) > _SHORTEST or part in STOP_WORDS) for part in parts):
                return tuple((part, 1.0) for part in parts)
        return None


def _likely_slip(meant: str, typed: str) -> bool:
    """Whether a single slip is one that fingers make."""
    start = next((at for at, (one, other) in enumerate(zip(meant, typed, strict=False)) if one != other), None)
    if start is None:
        return True  # the last letter is left out, or one more is typed
    if len(typed) == len(meant):
        return typed[start] in _NEAR[meant[start]] or typed[start : start + 2] == meant[start : start + 2][::-1]
    if len(typed) < len(meant):
        return True
    extra = typed[start]
    return extra in (typed[start - 1 : start], typed[start + 1 : start + 2]) or any(
        extra in _NEAR[beside] for beside in (*meant[start - 1 : start], *meant[start : start + 1])
    )


def _one_slip_away(word: str) -> list[str]:
    """Usual English words that one slip makes into this one."""
    index = _english_by_shortened()
    shortened = {word, *_shortened(word)}
    near = {one for short in shortened for one in index.get(short, ())}
    return [one for one in near if OSA.distance(one, word, score_cutoff=1) == 1]


@cache
def _english_by_shortened() -> dict[str, Sequence[str]]:
    """Usual English words by what is left of them when no letter or one is left out. Made once, in a tenth of a second."""
    index: dict[str, list[str]] = defaultdict(list)
    for word in top_n_list("en", _USUAL_ENGLISH):
        if len(word) > 1 and word.isalpha() and word.isascii():
            for short in {word, *_shortened(word)}:
                index[short].append(word)
    return dict(index)


def _shortened(word: str) -> Iterable[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))
