"""What did the shopper mean to type? Unknown words are moved to the nearest word the knowledge base uses."""

from collections import Counter
from collections.abc import Set as AbstractSet
from functools import lru_cache
from math import log

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler
from wordfreq import zipf_frequency

from assistant.core.matching.english import STOP_WORDS

Repair = tuple[tuple[str, float], ...]
"""What a word is read as, each with how far it is trusted (0 to 1)."""

# Zipf: ten to the power of this many uses in a billion words. A common word is what it is; one that is only just in
# the dictionaries ("thier", "recieved") gives way to a word a hundred times as usual, one slip away.
_COMMON = 3.1
_KNOWN = 2.5
_FAR_MORE_USUAL = 1.9
_SHORTEST = 3
_SHORTEST_RUN_TOGETHER = 6
_REMEMBERED = 20_000


class Spelling:
    """Repairs words towards a vocabulary. Safe to share between threads."""

    def __init__(self, vocabulary: Counter[str], products: AbstractSet[str]) -> None:
        """``vocabulary`` counts the words of the phrasings, which are mistyped themselves here and there."""
        self._counts = vocabulary + Counter(products)
        self._targets = self._long_words()
        slips = {word: meant for word in self._targets if word not in products and (meant := self._slip(word))}
        for word in slips:
            del self._counts[word]
        self._targets = self._long_words()
        self.repair = lru_cache(_REMEMBERED)(self._repair)

    def _long_words(self) -> list[str]:
        return [word for word in self._counts if len(word) >= _SHORTEST and word.isalpha()]

    def _slip(self, word: str) -> Repair | None:
        """What a phrasing's own word is a slip for, if it is in no dictionary."""
        usual = zipf_frequency(word, "en")
        return self._one_slip_away(word, usual) if len(word) > _SHORTEST and usual < _KNOWN else None

    def _repair(self, word: str) -> Repair:
        if word in self._counts or len(word) < _SHORTEST or not word.isalpha() or not word.isascii():
            return ((word, 1.0),)
        usual = zipf_frequency(word, "en")
        if usual >= _COMMON:
            return ((word, 1.0),)
        if usual >= _KNOWN:
            return self._one_slip_away(word, usual) or ((word, 1.0),)
        return self._run_together(word) or self._nearest(word) or ((word, 1.0),)

    def _one_slip_away(self, word: str, usual: float) -> Repair | None:
        slips = process.cdist([word], self._targets, scorer=OSA.distance, score_cutoff=1)[0]
        meant = [self._targets[at] for at in np.flatnonzero(slips <= 1)]
        meant = [target for target in meant if zipf_frequency(target, "en") - usual >= _FAR_MORE_USUAL]
        return ((max(meant, key=self._counts.__getitem__), 1.0),) if meant else None

    def _run_together(self, word: str) -> Repair | None:
        if len(word) < _SHORTEST_RUN_TOGETHER:
            return None
        for cut in range(2, len(word) - 1):
            parts = word[:cut], word[cut:]
            if all(part in self._counts and (len(part) > _SHORTEST or part in STOP_WORDS) for part in parts):
                return tuple((part, 1.0) for part in parts)
        return None

    def _nearest(self, word: str) -> Repair | None:
        least = 0.6 if len(word) > 4 else 0.66
        scorer = OSA.normalized_similarity
        alike = process.cdist([word], self._targets, scorer=scorer, score_cutoff=least, dtype=np.float32)[0]
        near = np.flatnonzero(alike)
        if not near.size:
            return None

        def fit(at: int) -> float:
            target = self._targets[at]
            return float(alike[at]) + 0.12 * JaroWinkler.similarity(word, target) + 0.015 * log(self._counts[target])

        best = max(near.tolist(), key=fit)
        return ((self._targets[best], min(1.0, float(alike[best]) + 0.15)),)
