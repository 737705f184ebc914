"""How do the judges learn on when a few phrasings come or go, without being fitted anew?

The landmarks stay, also those that nobody asks with any more: they are what texts are measured by. Among points, a phrasing
more or less is one product added to the normal matrix or taken away, and the weights follow by as much as the judges were
wrong about it. For ridge regression that is exact. The logistic head is fitted on for the fresh phrasings, while what the
others wished for stays as it was.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.core.matching.features import Floats
from assistant.core.matching.fitting import HEAD_INFLUENCE, HEAD_STEPS, Basis, Judge, truths, wished
from assistant.core.matching.scoring import Scorer, Scores, nearest, shares
from assistant.core.matching.similarity import Similarity


@dataclass(frozen=True, slots=True)
class Change:
    """Which phrasings come and go, and how they are arranged from now on."""

    gone: NDArray[np.int64]
    """Their places before,"""
    gone_from: NDArray[np.int64]
    """and the entries they were of, as counted before."""
    fresh: NDArray[np.int64]
    """Places from now on,"""
    fresh_of: NDArray[np.int64]
    """and the entries they are of, as counted from now on."""
    columns: NDArray[np.int64]
    """What each entry, and at last nothing, was counted as before; -1 for a new one."""
    firsts: NDArray[np.int64]
    end: int
    landmarks: NDArray[np.int64]
    """Places from now on, in the order of before."""


@dataclass(frozen=True, slots=True)
class Refitted:
    """The judges, fitted on, and what they would say of each fresh phrasing, had they not seen it."""

    scorer: Scorer
    basis: Basis
    without_the_phrasing: Scores


def refit(basis: Basis, scorer: Scorer, before: Similarity, now: Similarity, change: Change) -> Refitted:
    """The judges as ``scorer`` and ``basis`` have them, after a ``change`` of the phrasings from ``before`` to ``now``."""
    gone = before.block(change.gone, scorer.landmarks).mean
    fresh = now.block(change.fresh, change.landmarks).mean
    gone_points, fresh_points = gone @ basis.onto, fresh @ basis.onto
    normal = basis.normal + fresh_points.T @ fresh_points - gone_points.T @ gone_points
    reach: Floats = np.linalg.solve(normal, np.vstack([fresh_points, gone_points]).T).astype(np.float32, copy=False)
    weighed = basis.onto @ reach
    pull = np.asarray(fresh_points @ reach, np.float32)
    own, others = pull[:, : len(fresh)], pull[:, len(fresh) :]

    truth = truths(change.fresh_of, len(change.columns))
    past = truths(change.gone_from, len(scorer.firsts))
    ridge = _moved(scorer.ridge, change.columns, new=0.0)
    no_more = _moved(past - gone @ scorer.ridge, change.columns, new=0.0)
    ridge += weighed @ np.vstack([truth - fresh @ ridge, -no_more])

    # a new entry is thought of, at first, as entries are on the average
    head = _moved(scorer.head, change.columns, new=scorer.head[:, :-1].mean(axis=1, keepdims=True))
    votes: Floats = gone @ scorer.head
    no_more = _moved(wished(votes, past) - votes, change.columns, new=0.0)
    votes = fresh @ head
    judged = _fitted_on(votes, own, votes - others @ no_more, truth)
    head += weighed @ np.vstack([judged.wanted - votes, -no_more])

    help_of_own: Floats = np.diag(own)[:, np.newaxis]
    unseen = Scores(
        Judge(fresh @ ridge, truth, 1.0).unseen(slice(None), help_of_own),
        _nearest_other(now, change),
        shares(judged.unseen(slice(None), help_of_own)),
    )
    return Refitted(Scorer(change.firsts, change.end, change.landmarks, ridge, head), Basis(basis.onto, normal), unseen)


def _moved(by_entry: Floats, columns: NDArray[np.int64], new: Floats | float) -> Floats:
    """The columns as the entries are counted from now on."""
    moved: Floats = np.where(columns < 0, new, by_entry[:, columns]).astype(np.float32, copy=False)
    return moved


def _fitted_on(before: Floats, own: Floats, start: Floats, truth: Floats) -> Judge:
    """The logistic head on the fresh phrasings, which pull each other by ``own``; ``start`` is without their pull."""
    votes = start
    for _ in range(HEAD_STEPS):
        wanted = wished(votes, truth)
        votes = start + own @ (wanted - before)
    return Judge(votes, wanted, HEAD_INFLUENCE)


def _nearest_other(similarity: Similarity, change: Change) -> Floats:
    likeness = similarity.block(change.fresh, slice(None))
    for view in (likeness.words, likeness.letters, likeness.tokens):
        view[np.arange(len(change.fresh)), change.fresh] = 0
    return nearest(likeness, change.firsts, change.end)
