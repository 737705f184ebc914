"""How sure may we be that the first entry is the right one? A probability, fitted on the knowledge base itself."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.core.matching.elsewhere import ELSEWHERE
from assistant.core.matching.english import STOP_WORDS
from assistant.core.matching.features import Synonyms, stem
from assistant.core.matching.scoring import Scores, shares

Signals = NDArray[np.float64]
Shares = tuple[float, float, float]
SIGNALS = (
    "share of the votes",
    "share of the votes for nothing",
    "likeness to the nearest phrasing",
    "likeness to the nearest off-topic line",
    "words covered",
    "words unknown",
    "words from elsewhere",
)

_PRIOR = np.array([-3.0, 3.0, -1.0, 1.0, -1.0, 2.0, -1.0, -5.0])
"""Constant and weights to start from; a small knowledge base stays near them."""
_PRIOR_STRENGTH = 1.0
_RIGHT_ONE_SHARE = 0.25
_SCALE = 1 / (1 + _RIGHT_ONE_SHARE)
_VOTES, _FOR_NOTHING = SIGNALS.index("share of the votes"), SIGNALS.index("share of the votes for nothing")
_MANY_TIMES = 10
_UNKNOWN = SIGNALS.index("words unknown")
_ALL = 0.999
_STOP_WORD_SHARE = 0.25
_SHARPNESS = 0.06
"""How far scores must lie apart for one to have nearly all the votes."""
UNANSWERABLE = 0.15
"""The share of messages taken to ask for nothing the shop knows."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text, as it counts for coverage."""

    stem: str
    groups: frozenset[str]
    weight: float
    elsewhere: str | None
    """Itself, exactly, when it belongs to other worlds."""


class Coverage:
    """Which words of a text does an entry use at all, and which does nobody?"""

    def __init__(
        self,
        phrasings: Sequence[Sequence[str]],
        owners: NDArray[np.int64],
        synonyms: Synonyms,
        weight: Callable[[str], float],
    ) -> None:
        self._synonyms, self._weight = synonyms, weight
        self._arrange([self._read(words) for words in phrasings], owners)

    def _arrange(self, phrasings: Sequence[Sequence[_Word]], owners: NDArray[np.int64]) -> None:
        self._phrasings, self._owners = phrasings, owners.tolist()
        self._everywhere: Counter[str] = Counter()
        self._by_entry = [Counter[str]() for _ in range(self._owners[-1] + 1)]
        for words, owner in zip(self._phrasings, self._owners, strict=True):
            self._by_entry[owner].update(_used(words))
        for used in self._by_entry:
            self._everywhere.update(used)

    def rearranged(
        self,
        fresh: Sequence[Sequence[str]],
        kept: NDArray[np.int64],
        owners: NDArray[np.int64],
        entries: NDArray[np.int64],
        weight: Callable[[str], float],
    ) -> "Coverage":
        """Some of the phrasings, and fresh ones where ``kept`` is -1. ``entries`` are their entries' places before, or -1."""
        other = object.__new__(Coverage)
        other._synonyms, other._weight, other._owners = self._synonyms, weight, owners.tolist()
        coming = iter(fresh)
        other._phrasings = [other._read(next(coming)) if at < 0 else self._phrasings[at] for at in kept.tolist()]
        stayed, now = (np.bincount(some, minlength=len(entries)) for some in (owners[kept >= 0], owners))
        same = (entries >= 0) & (stayed == now) & (stayed == np.bincount(self._owners)[entries])
        other._by_entry = [
            self._by_entry[at] if unchanged else Counter[str]()
            for at, unchanged in zip(entries.tolist(), same.tolist(), strict=True)
        ]
        for at in np.flatnonzero(~same[owners]).tolist():
            other._by_entry[other._owners[at]].update(_used(other._phrasings[at]))
        other._everywhere = Counter(self._everywhere)
        for at in set(range(len(self._by_entry))).difference(entries[same].tolist()):
            other._everywhere.subtract(self._by_entry[at])
        for at in np.flatnonzero(~same).tolist():
            other._everywhere.update(other._by_entry[at])
        return other

    def of(self, words: Sequence[str], entry: int) -> Shares:
        """The weighted shares of words that the entry uses, that no entry uses, and that belong to other worlds."""
        return _shares(self._read(words), self._by_entry[entry], {}, self._everywhere, {})

    def knows(self, word: str) -> bool:
        """Whether any entry uses a word, in any form."""
        return self._everywhere[stem(word)] > 0

    def without_the_phrasing(self, at: int, entry: int) -> Shares:
        """The same for a phrasing as if it were not there."""
        words = self._phrasings[at]
        used = dict.fromkeys(_used(words), 1)
        mine = used if entry == self._owners[at] else {}
        return _shares(words, self._by_entry[entry], mine, self._everywhere, used)

    def without_the_entry(self, at: int, entry: int) -> Shares:
        """The same for a phrasing as if its entry were not there."""
        gone = self._by_entry[self._owners[at]]
        return _shares(self._phrasings[at], self._by_entry[entry], {}, self._everywhere, gone)

    def _read(self, words: Sequence[str]) -> list[_Word]:
        stems = [stem(word) for word in words]
        return [
            _Word(
                one,
                frozenset(self._synonyms.at(stems, at)),
                self._weight(one) * (_STOP_WORD_SHARE if word in STOP_WORDS else 1.0),
                f"={word}" if word in ELSEWHERE else None,
            )
            for at, (word, one) in enumerate(zip(words, stems, strict=True))
        ]


def _used(words: Sequence[_Word]) -> AbstractSet[str]:
    used = {word.stem for word in words}
    for word in words:
        used |= word.groups
        if word.elsewhere:
            used.add(word.elsewhere)
    return used


def _shares(
    words: Sequence[_Word],
    own: Mapping[str, int],
    own_gone: Mapping[str, int],
    everywhere: Mapping[str, int],
    gone: Mapping[str, int],
) -> Shares:
    """``own`` and ``everywhere`` count phrasings that use a word; those that are taken as gone are counted apart."""
    total = covered = unknown = elsewhere = 1e-9
    for word in words:
        total += word.weight
        if any(own.get(one, 0) > own_gone.get(one, 0) for one in (word.stem, *word.groups)):
            covered += word.weight
        if everywhere.get(word.stem, 0) <= gone.get(word.stem, 0):
            unknown += word.weight
        if word.elsewhere and everywhere.get(word.elsewhere, 0) <= gone.get(word.elsewhere, 0):
            elsewhere += word.weight
    # One such word carries the topic, however many others stand around it.
    return covered / total, unknown / total, (elsewhere / total) ** 0.5


def signals(scores: Scores, coverage: Callable[[int, int], Shares]) -> tuple[Signals, NDArray[np.int64]]:
    """One row of ``SIGNALS`` per text, and each text's first entry; ``coverage`` takes a row and an entry."""
    rows = np.arange(len(scores.ridge))
    first = scores.total[:, :-1].argmax(axis=1)
    votes = shares(scores.plain / _SHARPNESS)
    near = scores.nearest
    used = np.array([coverage(row, entry) for row, entry in enumerate(first.tolist())])
    columns = [votes[rows, first], votes[:, -1], near[rows, first], near[:, -1], used]
    return np.column_stack(columns).astype(np.float64), first


class Confidence:
    """A logistic regression over the signals, in three steps.

    Whether there is an answer at all, and whether the first entry is it, are told by different signals. To answer what
    is no business of the shop is worse than to mistake one entry for its neighbour, so the first question weighs more.
    What both say together is then scaled to be the probability that the first entry is right.
    """

    def __init__(self, right: Signals, wrong: Signals, unanswerable: Sequence[Signals]) -> None:
        """Fits on answers known to be right, known to be wrong, and on kinds of text that nothing answers."""
        answerable = np.vstack([right, wrong])
        share = UNANSWERABLE / (1 - UNANSWERABLE) / max(len(unanswerable), 1)
        rows = np.vstack([answerable, *unanswerable])
        weight = np.concatenate(
            [np.ones(len(answerable)), *(np.full(len(one), share * len(answerable) / len(one)) for one in unanswerable)]
        )
        truth = np.arange(len(rows)) < len(right)
        has_an_answer = _fit(rows, np.arange(len(rows)) < len(answerable), weight, _PRIOR)
        is_the_first = _fit(answerable, truth[: len(answerable)], weight[: len(answerable)], _PRIOR)
        both = has_an_answer + _RIGHT_ONE_SHARE * is_the_first
        shift, scale = _fit((_with_constant(rows) @ both)[:, np.newaxis], truth, weight, np.array([0.0, _SCALE]))
        self.weights = scale * both
        self.weights[0] += shift

    def of(self, rows: Signals) -> NDArray[np.float64]:
        """The probability, per row, that the first entry is right.

        None where not one word is known, and hardly more than even where the votes for nothing are many times as many.
        """
        own, nothing = rows[:, _VOTES], rows[:, _FOR_NOTHING] / _MANY_TIMES
        likely = np.minimum(_probability(_with_constant(rows) @ self.weights), (1 + own / (own + nothing)) / 2)
        return np.where(rows[:, _UNKNOWN] < _ALL, likely, 0.0)


def _fit(
    rows: Signals, truth: NDArray[np.bool_], weight: NDArray[np.float64], prior: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Newton's method, held towards the prior."""
    columns, weights = _with_constant(rows), prior.copy()

    def loss(weights: NDArray[np.float64]) -> float:
        odds = columns @ weights
        missed = np.logaddexp(0, odds) - truth * odds
        return float(weight @ missed + _PRIOR_STRENGTH / 2 * ((weights - prior) ** 2).sum())

    for _ in range(50):
        said = _probability(columns @ weights)
        slope = columns.T @ (weight * (said - truth)) + _PRIOR_STRENGTH * (weights - prior)
        bend = (columns * (weight * said * (1 - said))[:, np.newaxis]).T @ columns
        bend += _PRIOR_STRENGTH * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        # Far from the least loss a whole step may leap over it.
        while loss(weights - step) > loss(weights) and np.abs(step).max() > 1e-6:
            step = step / 2
        weights = weights - step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def _with_constant(rows: Signals) -> Signals:
    return np.column_stack([np.ones(len(rows)), rows])


def _probability(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-np.clip(odds, -40, 40)))
