"""Which entry do these likenesses speak for? Every phrasing of an entry has a say, not the nearest alone.

Three judges: kernel ridge regression, the nearest phrasing, and a logistic head over the same likenesses.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.core.matching.features import Floats
from assistant.core.matching.similarity import Likeness

_NEAREST_SHARE = 0.3
_HEAD_SHARE = 3.0


@dataclass(frozen=True, slots=True)
class Scores:
    """One row per text, one column per entry, and a last one for "nothing the shop knows"."""

    ridge: Floats
    nearest: Floats
    """How alike a text and the nearest phrasing of each entry are: the mean of the views, each with its own nearest."""
    head: Floats
    """The logistic head's probabilities."""

    def rows(self, some: slice) -> "Scores":
        """The scores of some of the texts."""
        return Scores(self.ridge[some], self.nearest[some], self.head[some])

    @property
    def plain(self) -> Floats:
        """Ridge and nearest phrasing in one."""
        return (1 - _NEAREST_SHARE) * self.ridge + _NEAREST_SHARE * self.nearest

    @property
    def total(self) -> Floats:
        """What entries are ranked by."""
        return self.plain + _HEAD_SHARE * self.head


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores entries by the likeness of a text to all phrasings."""

    firsts: NDArray[np.int64]
    """Where the phrasings of each entry begin,"""
    end: int
    """and where those of the last end. Landmarks that are asked for no more stand behind."""
    landmarks: NDArray[np.int64]
    """The phrasings that the judges weigh,"""
    ridge: Floats
    """what the likeness to each says for each entry, by ridge regression,"""
    head: Floats
    """and by the logistic head."""

    def scores(self, likeness: Likeness) -> Scores:
        """The judges on texts, given their likeness to every phrasing."""
        near = likeness.mean[:, self.landmarks]
        return Scores(near @ self.ridge, nearest(likeness, self.firsts, self.end), shares(near @ self.head))


def nearest(likeness: Likeness, firsts: NDArray[np.int64], end: int) -> Floats:
    """How alike each text and the nearest phrasing of each entry are: the mean of the views, each with its own nearest."""
    views = (likeness.words, likeness.letters, likeness.tokens)
    return Likeness(*(np.maximum.reduceat(view[:, :end], firsts, axis=1) for view in views)).mean


def shares(votes: Floats) -> Floats:
    """Votes as probabilities, row by row."""
    odds: Floats = np.exp(votes - votes.max(axis=1, keepdims=True))
    odds /= odds.sum(axis=1, keepdims=True)
    return odds
