"""Which entry do these likenesses speak for? Every phrasing of an entry has a say, not the nearest alone.

Three judges, all fitted on the phrasings themselves: kernel ridge regression, the nearest phrasing, and a logistic
head over the same likenesses. The first two also know, in closed form, what they would have said of a phrasing, or
of a whole entry, had they never seen it; confidence is fitted on that.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack
from scipy.optimize import minimize

from assistant.core.matching.features import Floats

_RIDGE = 0.3
_NEAREST_SHARE = 0.2
_HEAD_SHARE = 2.0
_HEAD_PENALTY = 0.1
_HEAD_STEPS = 10
_HEAD_START = 4.0


@dataclass(frozen=True, slots=True)
class Scores:
    """One row per text, one column per entry."""

    ridge: Floats
    nearest: Floats
    head: Floats | None = None
    """The logistic head's probabilities; None where they were left out."""

    @property
    def plain(self) -> Floats:
        """Ridge and nearest phrasing in one."""
        return (1 - _NEAREST_SHARE) * self.ridge + _NEAREST_SHARE * self.nearest

    @property
    def total(self) -> Floats:
        """What entries are ranked by."""
        return self.plain if self.head is None else self.plain + _HEAD_SHARE * self.head


class Scorer:
    """Scores entries by the likeness of a text to all phrasings. Immutable."""

    def __init__(self, likeness: Floats, owners: NDArray[np.int64]) -> None:
        """``likeness`` is that of the phrasings among themselves; ``owners`` their entries, ascending."""
        self._owners = owners
        self._firsts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
        self._likeness = ((likeness + likeness.T) / 2).astype(np.float32)
        self._truth = np.zeros((len(owners), int(owners[-1]) + 1), np.float32)
        self._truth[np.arange(len(owners)), owners] = 1
        self._inverse = _inverse(self._likeness)
        self._ridge = self._inverse @ self._truth
        self._head = self._fit_head()

    def scores(self, likeness: Floats) -> Scores:
        """The judges on texts, given their likeness to every phrasing."""
        votes = likeness @ self._head
        odds = np.exp(votes - votes.max(axis=1, keepdims=True))
        return Scores(likeness @ self._ridge, self._nearest(likeness), odds / odds.sum(axis=1, keepdims=True))

    def without_the_phrasing(self) -> Scores:
        """What would be said of each phrasing if it were not among the phrasings."""
        ridge = self._truth - self._ridge / np.diag(self._inverse)[:, np.newaxis]
        others = self._likeness.copy()
        np.fill_diagonal(others, 0)
        return Scores(ridge, self._nearest(others))

    def without_the_entry(self) -> Scores:
        """What would be said of each phrasing if its whole entry did not exist."""
        ridge = np.empty_like(self._truth)
        nearest = self._nearest(self._likeness)
        ends = [*self._firsts[1:].tolist(), len(self._owners)]
        for entry, (start, end) in enumerate(zip(self._firsts.tolist(), ends, strict=True)):
            own = slice(start, end)
            ridge[own] = self._truth[own] - np.linalg.solve(self._inverse[own, own], self._ridge[own])
            ridge[own, entry] = -1
            nearest[own, entry] = 0
        return Scores(ridge, nearest)

    def _nearest(self, likeness: Floats) -> Floats:
        nearest: Floats = np.maximum.reduceat(likeness, self._firsts, axis=1)
        return nearest

    def _fit_head(self) -> Floats:
        shape = self._truth.shape
        rows = np.arange(shape[0])

        def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            votes = flat.reshape(shape).astype(np.float32)
            scores = self._likeness @ votes
            scores -= scores.max(axis=1, keepdims=True)
            odds = np.exp(scores)
            total = odds.sum(axis=1, keepdims=True)
            missed = (np.log(total[:, 0]) - scores[rows, self._owners]).sum()
            penalty = _HEAD_PENALTY * (votes * (self._likeness @ votes)).sum() / 2
            slope = self._likeness @ (odds / total - self._truth + _HEAD_PENALTY * votes)
            return float(missed + penalty), slope.ravel().astype(np.float64)

        start = (_HEAD_START * self._ridge).ravel().astype(np.float64)
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _HEAD_STEPS})
        head: Floats = found.x.reshape(shape).astype(np.float32)
        return head


def _inverse(likeness: Floats) -> Floats:
    """Of the likeness plus the ridge. The token view need not be a kernel: the ridge grows until Cholesky agrees."""
    ridge = _RIDGE
    while True:
        factor, failed = lapack.spotrf(likeness + ridge * np.eye(len(likeness), dtype=np.float32), lower=1)
        if not failed:
            break
        ridge *= 2
    half, _ = lapack.spotri(factor, lower=1)
    inverse: Floats = np.tril(half) + np.tril(half, -1).T
    return inverse
