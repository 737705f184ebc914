"""How are the judges fitted, and what would they say of what they were fitted on, had they never seen it?

Ridge regression and the nearest phrasing know that in closed form, for a phrasing and for a whole entry; confidence
is learned from it.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

from assistant.core.matching.features import Floats
from assistant.core.matching.scoring import Scorer, Scores, nearest, shares
from assistant.core.matching.similarity import Likeness

_RIDGE = 0.3
_LEAST_LIFT = 0.06
_LIFT_GROWTH = 1.6
_CURVATURE = 0.5
"""The most that the logistic loss bends anywhere: steps of this size never overshoot."""
_HEAD_STEPS = 16
_HEAD_INFLUENCE = 1.2
"""A phrasing holds the logistic head more firmly than the bound on the curvature tells: measured by really leaving out."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The judges, and what they would say of each phrasing if it, or its whole entry, were not there."""

    scorer: Scorer
    without_the_phrasing: Scores
    without_the_entry: Scores
    """Has no rows for the lines that ask for nothing."""


def fit(likeness: Likeness, owners: NDArray[np.int64]) -> Fitted:
    """``likeness`` is that of the phrasings among themselves; ``owners`` their entries, ascending.

    The last owner stands for nothing: its phrasings are lines that no entry answers.
    """
    firsts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    mean = likeness.mean
    kernel = ((mean + mean.T) / 2).astype(np.float32)
    truth = np.zeros((len(owners), len(firsts)), np.float32)
    truth[np.arange(len(owners)), owners] = 1
    strength, inverse = _inverse(kernel)
    ridge = inverse @ truth
    head, votes = _fit_head(truth, strength, inverse, ridge)
    judges = (truth, ridge, 0.0, 1.0), (votes, head, strength, _HEAD_INFLUENCE)
    return Fitted(
        Scorer(firsts, ridge, head),
        _without_the_phrasing(likeness, firsts, inverse, judges),
        _without_the_entry(likeness, firsts, inverse, judges),
    )


def _inverse(kernel: Floats) -> tuple[float, Floats]:
    """The inverse of the kernel plus the ridge, and the part of the ridge that is left for the logistic head.

    The token view is no true kernel and may bend the mean below zero. What lifts it back comes out of the ridge: with
    anything below zero left, the run-up of the head's steps would swing ever wider.
    """
    lift, one = _LEAST_LIFT, np.eye(len(kernel), dtype=np.float32)
    while lapack.spotrf(kernel + lift * one, lower=1)[1]:
        lift *= _LIFT_GROWTH
    ridge = max(_RIDGE, lift + _LEAST_LIFT)
    factor, _ = lapack.spotrf(kernel + ridge * one, lower=1)
    half, _ = lapack.spotri(factor, lower=1)
    inverse: Floats = np.tril(half) + np.tril(half, -1).T
    return ridge - lift, inverse


def _fit_head(truth: Floats, ridge: float, inverse: Floats, start: Floats) -> tuple[Floats, Floats]:
    """Multinomial logistic regression in the kernel's space, a few accelerated steps on from ridge regression.

    Gives its weights, and its votes on what it was fitted on.

    With the curvature taken as its bound, Newton's step needs only the inverse that is there already; and as the
    lifted kernel times the inverse is one minus ``ridge`` times the inverse, the scores follow without the kernel.
    """
    penalty = _CURVATURE * ridge
    head, scores = start, truth - ridge * start
    ahead, ahead_scores = head, scores
    pace = 1.0
    for _ in range(_HEAD_STEPS):
        odds = np.exp(ahead_scores - ahead_scores.max(axis=1, keepdims=True))
        slope = odds / odds.sum(axis=1, keepdims=True) - truth + penalty * ahead
        step = inverse @ slope
        next_head = ahead - step / _CURVATURE
        next_scores = ahead_scores - (slope - ridge * step) / _CURVATURE
        next_pace = (1 + np.sqrt(1 + 4 * pace**2)) / 2
        run_up = np.float32((pace - 1) / next_pace)
        ahead = next_head + run_up * (next_head - head)
        ahead_scores = next_scores + run_up * (next_scores - scores)
        head, scores, pace = next_head, next_scores, next_pace
    return head, scores


_Judge = tuple[Floats, Floats, float, float]
"""What a judge says of the phrasings, its weights, how strongly these were held towards zero, and the pull of each."""


def _without_the_phrasing(
    likeness: Likeness, firsts: NDArray[np.int64], inverse: Floats, judges: tuple[_Judge, _Judge]
) -> Scores:
    views = [view.copy() for view in (likeness.words, likeness.letters, likeness.tokens)]
    for view in views:
        np.fill_diagonal(view, 0)
    own: Floats = np.diag(inverse)[:, np.newaxis].astype(np.float32)
    ridge, votes = (
        (said - pull * weights * (1 / own - held)).astype(np.float32) for said, weights, held, pull in judges
    )
    return Scores(ridge, nearest(Likeness(*views), firsts), shares(votes))


def _without_the_entry(
    likeness: Likeness, firsts: NDArray[np.int64], inverse: Floats, judges: tuple[_Judge, _Judge]
) -> Scores:
    known = int(firsts[-1])
    ridge, votes = (np.empty_like(said[:known]) for said, *_ in judges)
    closest = nearest(likeness.rows(slice(known)), firsts)
    for entry, (start, end) in enumerate(pairwise(firsts.tolist())):
        own = slice(start, end)
        for left, (said, weights, held, pull) in zip((ridge, votes), judges, strict=True):
            left[own] = said[own] - pull * (np.linalg.solve(inverse[own, own], weights[own]) - held * weights[own])
        ridge[own, entry] = -1
        votes[own, entry] = -np.inf
        for view in (closest.words, closest.letters, closest.tokens):
            view[own, entry] = 0
    return Scores(ridge, closest, shares(votes))
