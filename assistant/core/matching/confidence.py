"""How sure may we be that the first entry is the right one? A probability, fitted on the knowledge base itself."""

from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from assistant.core.matching.english import STOP_WORDS
from assistant.core.matching.features import Synonyms, stem
from assistant.core.matching.scoring import Scores

Signals = NDArray[np.float64]
SIGNALS = (
    "score",
    "lead over the next entry",
    "lead over nothing",
    "share of all scores",
    "likeness to the nearest phrasing",
    "likeness in words",
    "likeness in letters",
    "words covered",
    "words unknown",
)

_PRIOR = np.array([-4.0, 2.0, 2.0, 1.0, 1.0, 1.0, 0.0, 0.0, 2.0, -1.0])
"""Constant and weights to start from; a small knowledge base stays near them."""
_PRIOR_STRENGTH = 1.0
_STOP_WORD_SHARE = 0.25
UNANSWERABLE = 0.15
"""The share of messages taken to ask for nothing the shop knows."""


class Coverage:
    """Which words of a text does an entry use at all, and which does nobody?"""

    def __init__(
        self,
        phrasings: Sequence[Sequence[str]],
        owners: NDArray[np.int64],
        synonyms: Synonyms,
        weight: Callable[[str], float],
    ) -> None:
        self._phrasings, self._owners, self._synonyms, self._weight = phrasings, owners, synonyms, weight
        self._everywhere: Counter[str] = Counter()
        self._by_entry = [Counter[str]() for _ in range(int(owners[-1]) + 1)]
        for words, owner in zip(phrasings, owners.tolist(), strict=True):
            used = self._used(words)
            self._everywhere.update(used)
            self._by_entry[owner].update(used)

    def of(self, words: Sequence[str], entry: int) -> tuple[float, float]:
        """The weighted shares of words that the entry uses, and that no entry uses."""
        return self._shares(words, self._by_entry[entry], self._everywhere)

    def knows(self, word: str) -> bool:
        """Whether any entry uses a word, in any form."""
        return self._everywhere[stem(word)] > 0

    def without_the_phrasing(self, at: int, entry: int) -> tuple[float, float]:
        """The same for a phrasing as if it were not there."""
        words = self._phrasings[at]
        used = Counter(self._used(words))
        own = self._by_entry[entry] - used if entry == self._owners[at] else self._by_entry[entry]
        return self._shares(words, own, Counter({one: self._everywhere[one] - 1 for one in used}))

    def without_the_entry(self, at: int, entry: int) -> tuple[float, float]:
        """The same for a phrasing as if its entry were not there."""
        words, gone = self._phrasings[at], self._by_entry[int(self._owners[at])]
        left = Counter({one: self._everywhere[one] - gone[one] for one in self._used(words)})
        return self._shares(words, self._by_entry[entry], left)

    def _used(self, words: Sequence[str]) -> AbstractSet[str]:
        stems = [stem(word) for word in words]
        return set(stems).union(*(self._synonyms.at(stems, at) for at in range(len(stems))))

    def _shares(self, words: Sequence[str], own: Counter[str], everywhere: Counter[str]) -> tuple[float, float]:
        stems = [stem(word) for word in words]
        total = covered = unknown = 1e-9
        for at, (word, one) in enumerate(zip(words, stems, strict=True)):
            weight = self._weight(one) * (_STOP_WORD_SHARE if word in STOP_WORDS else 1.0)
            total += weight
            if own[one] > 0 or any(own[group] > 0 for group in self._synonyms.at(stems, at)):
                covered += weight
            if everywhere[one] <= 0:
                unknown += weight
        return covered / total, unknown / total


def signals(scores: Scores, coverage: Callable[[int, int], tuple[float, float]]) -> tuple[Signals, NDArray[np.int64]]:
    """One row of ``SIGNALS`` per text, and each text's first entry; ``coverage`` takes a row and an entry."""
    rows = np.arange(len(scores.ridge))
    first = scores.total[:, :-1].argmax(axis=1)
    plain = scores.plain
    best = plain[rows, first]
    others = plain.copy()
    others[rows, first] = -np.inf
    lead = best - np.maximum(others[:, :-1].max(axis=1, initial=0), 0)
    share = np.maximum(best, 0) / np.maximum(np.maximum(plain, 0).sum(axis=1), 1e-6)
    near = (scores.nearest.mean, scores.nearest.words, scores.nearest.letters)
    shares = np.array([coverage(row, entry) for row, entry in enumerate(first.tolist())])
    columns = [best, lead, best - plain[:, -1], share, *(view[rows, first] for view in near), shares]
    return np.column_stack(columns).astype(np.float64), first


class Confidence:
    """A logistic regression over the signals."""

    def __init__(self, right: Signals, wrong: Signals, unanswerable: Sequence[Signals]) -> None:
        """Fits on answers known to be right, known to be wrong, and on kinds of text that nothing answers."""
        kinds = [(right, 1.0, 1.0), (wrong, 0.0, 1.0)]
        answerable = max(len(right) + len(wrong), 1)
        for kind in unanswerable:
            share = UNANSWERABLE / (1 - UNANSWERABLE) / len(unanswerable)
            kinds.append((kind, 0.0, share * answerable / max(len(kind), 1)))
        self.weights = _fit(
            np.vstack([rows for rows, _, _ in kinds]),
            np.concatenate([np.full(len(rows), truth) for rows, truth, _ in kinds]),
            np.concatenate([np.full(len(rows), weight) for rows, _, weight in kinds]),
        )

    def of(self, rows: Signals) -> NDArray[np.float64]:
        """The probability, per row, that the first entry is right."""
        return _probability(_with_constant(rows) @ self.weights)


def _fit(rows: Signals, truth: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Newton's method, held towards the prior."""
    columns, weights = _with_constant(rows), _PRIOR.copy()
    for _ in range(30):
        said = _probability(columns @ weights)
        slope = columns.T @ (weight * (said - truth)) + _PRIOR_STRENGTH * (weights - _PRIOR)
        bend = (columns * (weight * said * (1 - said))[:, np.newaxis]).T @ columns
        bend += _PRIOR_STRENGTH * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def _with_constant(rows: Signals) -> Signals:
    return np.column_stack([np.ones(len(rows)), rows])


def _probability(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-np.clip(odds, -40, 40)))
