"""How are the judges fitted, and what would they say of what they were fitted on, had they never seen it?

A text is a point: its likeness to the landmarks, turned and stretched so that ridge regression over all phrasings needs
nothing more than one product. What a judge would say of a phrasing it has not seen follows in closed form.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.core.matching.features import Floats
from assistant.core.matching.landmarks import landmarks
from assistant.core.matching.scoring import Scorer, Scores, shares
from assistant.core.matching.similarity import Likeness, Similarity

Pause = Callable[[], None]
"""Lets others go first, or ends the work by raising."""


def at_once() -> None:
    """The pause of those who wait for the result."""


_RIDGE = 0.3
_LEAST_LIFT = 0.06
_LIFT_GROWTH = 1.6
_CURVATURE = 0.25
"""Half of what the logistic loss can bend, which it does only for texts torn evenly between two entries: steps that are
twice as long arrive in half the time."""
HEAD_STEPS = 12
HEAD_INFLUENCE = 1.4
"""A phrasing holds the logistic head more firmly than one step tells: measured by really leaving out."""
_CHUNK = 128
_STRETCH = 1024
_SMALL = 96
_COLUMNS = 256


@dataclass(frozen=True, slots=True)
class Judge:
    """What one of the two that learn, ridge regression and the logistic head, says of the phrasings."""

    votes: Floats
    """With each one's own help."""
    wanted: Floats
    """What the votes were fitted to."""
    influence: float
    """How much a phrasing's own help is, beside what one step tells."""

    def unseen(self, rows: slice, own: Floats) -> Floats:
        """The votes on some phrasings without the help of their own, which is so much of each."""
        votes: Floats = self.votes[rows] - own / (1 - own) * self.missed(rows)
        return votes

    def missed(self, rows: slice) -> Floats:
        """What the votes on some phrasings would lack more without their own help, for each unit of it."""
        missed: Floats = self.influence * (self.wanted[rows] - self.votes[rows])
        return missed


@dataclass(frozen=True, slots=True)
class Basis:
    """What the judges are fitted in, so that they can be fitted on when a few phrasings change."""

    onto: Floats
    """Turns likenesses to the landmarks into points."""
    normal: Floats
    """The matrix of the ridge regressions among points: one, at first."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The judges, and what they would say of phrasings that they had not seen."""

    scorer: Scorer
    basis: Basis
    ridge: Judge
    head: Judge
    points: Floats
    _closest: Floats
    """The likeness to the nearest phrasing of each entry, the phrasing itself aside."""

    def without_the_phrasing(self, rows: slice) -> Scores:
        """The scores of phrasings, each as if it were not there."""
        own: Floats = (self.points[rows] ** 2).sum(axis=1, keepdims=True)
        return Scores(self.ridge.unseen(rows, own), self._closest[rows], shares(self.head.unseen(rows, own)))

    def without_the_entry(self, entry: int) -> Scores:
        """The scores of an entry's phrasings, as if it were not there."""
        own = slice(*self.scorer.firsts[entry : entry + 2].tolist())
        pull: Floats = self.points[own] @ self.points[own].T
        rest = np.eye(len(pull), dtype=np.float32) - pull
        freed: Floats = np.linalg.solve(rest, pull)
        ridge, votes = (judge.votes[own] - freed @ judge.missed(own) for judge in (self.ridge, self.head))
        closest = self._closest[own].copy()
        ridge[:, entry], votes[:, entry], closest[:, entry] = -1, -np.inf, 0
        return Scores(ridge, closest, shares(votes))


def fit(similarity: Similarity, owners: NDArray[np.int64], pause: Pause = at_once) -> Fitted:
    """``owners`` are the entries of the phrasings, ascending. ``pause`` is called between steps of a fraction of a second.

    The last owner stands for nothing: its phrasings are lines that no entry answers.
    """
    firsts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    marks = landmarks(similarity, firsts)
    likeness, closest = compared(similarity, firsts, marks, pause)
    onto, points = _spread(likeness, marks, pause)
    truth = truths(owners, len(firsts))
    weights = points.T @ truth
    ridge = Judge(points @ weights, truth, 1.0)
    head, head_weights = _fit_head(points, truth, ridge, pause)
    basis = Basis(onto, np.eye(len(marks), dtype=np.float32))
    scorer = Scorer(firsts, len(owners), marks, onto @ weights, onto @ head_weights)
    return Fitted(scorer, basis, ridge, head, points, closest)


def truths(owners: NDArray[np.int64], entries: int) -> Floats:
    """One where a phrasing is of an entry."""
    truth = np.zeros((len(owners), entries), np.float32)
    truth[np.arange(len(owners)), owners] = 1
    return truth


def wished(votes: Floats, truth: Floats) -> Floats:
    """What votes should have been, one step of the logistic head ahead."""
    wanted: Floats = votes + (truth - shares(votes)) / np.float32(_CURVATURE)
    return wanted


def compared(
    similarity: Similarity, firsts: NDArray[np.int64], marks: NDArray[np.int64], pause: Pause = at_once
) -> tuple[Floats, Floats]:
    """The likeness of every phrasing to every landmark, and to the nearest other phrasing of every entry.

    Every pair is compared once, a stretch of columns at a time: all pairs together would not fit into memory.
    """
    size = len(similarity)
    likeness = np.empty((size, len(marks)), np.float32)
    closest = np.zeros((3, size, len(firsts)), np.float32)
    for begin in range(0, size, _CHUNK):
        pause()
        here = slice(begin, min(begin + _CHUNK, size))
        later = slice(begin, size)
        block = similarity.block(later, here)
        mean = block.mean
        at, within = _those_in(marks, here)
        likeness[later, at] = mean[:, within]
        at, within = _those_in(marks, later)
        likeness[here, at] = mean[within].T
        for view, best in zip((block.words, block.letters, block.tokens), closest, strict=True):
            np.fill_diagonal(view, 0)
            groups, starts = _groups_in(firsts, here)
            best[later, groups] = np.maximum(best[later, groups], np.maximum.reduceat(view, starts, axis=1))
            groups, starts = _groups_in(firsts, later)
            best[here, groups] = np.maximum(best[here, groups], np.maximum.reduceat(view, starts, axis=0).T)
    return likeness, Likeness(*closest).mean


def _those_in(places: NDArray[np.int64], some: slice) -> tuple[slice, NDArray[np.int64]]:
    """Which of the places lie in a stretch, and where there."""
    at = slice(*np.searchsorted(places, (some.start, some.stop)).tolist())
    return at, places[at] - some.start


def _groups_in(firsts: NDArray[np.int64], some: slice) -> tuple[slice, NDArray[np.int64]]:
    """Which entries have phrasings in a stretch, and where these begin there."""
    begin, end = np.searchsorted(firsts, (some.start, some.stop - 1), side="right").tolist()
    groups = slice(begin - 1, end)
    return groups, np.maximum(firsts[groups] - some.start, 0)


def _spread(likeness: Floats, marks: NDArray[np.int64], pause: Pause) -> tuple[Floats, Floats]:
    """What turns likenesses to the landmarks into points, and the points of the phrasings.

    Among points the kernel is the plain product, and ridge regression's normal matrix is one. The points take the place of
    the likenesses.
    """
    among = likeness[marks]
    one = np.eye(len(marks), dtype=np.float32)
    lift = _LEAST_LIFT
    while (half := _half((among + among.T) / 2 + np.float32(lift) * one)) is None:
        lift *= _LIFT_GROWTH
    onto = _inverse_of_lower(half).T
    points, normal = likeness, np.float32(_RIDGE) * one
    for rows in _stretches(len(points), pause):
        points[rows] = _times_upper(points[rows], onto)
        normal += points[rows].T @ points[rows]
    turn = _inverse_of_lower(np.linalg.cholesky(normal).astype(np.float32, copy=False)).T
    for rows in _stretches(len(points), pause):
        points[rows] = _times_upper(points[rows], turn)
    return np.asarray(onto @ turn, np.float32), points


def _stretches(size: int, pause: Pause) -> Iterator[slice]:
    """All rows, in stretches of a few hundredths of a second, with a pause before each."""
    for begin in range(0, size, _STRETCH):
        pause()
        yield slice(begin, begin + _STRETCH)


def _half(kernel: Floats) -> Floats | None:
    try:
        return np.linalg.cholesky(kernel).astype(np.float32, copy=False)
    except np.linalg.LinAlgError:
        return None


def _times_upper(rows: Floats, upper: Floats) -> Floats:
    """The product with what is zero below its diagonal, a few columns at a time so that most zeros are left out."""
    wide = len(upper)
    product = np.empty_like(rows)
    for begin in range(0, wide, _COLUMNS):
        end = begin + _COLUMNS
        product[:, begin:end] = rows[:, :end] @ upper[:end, begin:end]
    return product


def _inverse_of_lower(lower: Floats) -> Floats:
    """By halves, so that nearly all the work is in products, which let go of the interpreter lock."""
    if len(lower) <= _SMALL:
        return np.linalg.inv(lower)
    middle = len(lower) // 2
    inverse = np.zeros_like(lower)
    inverse[:middle, :middle] = upper = _inverse_of_lower(lower[:middle, :middle])
    inverse[middle:, middle:] = rest = _inverse_of_lower(lower[middle:, middle:])
    inverse[middle:, :middle] = -rest @ (lower[middle:, :middle] @ upper)
    return inverse


def _fit_head(points: Floats, truth: Floats, ridge: Judge, pause: Pause) -> tuple[Judge, Floats]:
    """Multinomial logistic regression, a few accelerated steps on from ridge regression; and its weights.

    With one curvature for all, Newton's step is a ridge regression to what the votes should have been.
    """
    votes, ahead = ridge.votes.copy(), ridge.votes.copy()
    wanted = np.empty_like(votes)
    pace = 1.0
    for _ in range(HEAD_STEPS):
        weights = np.zeros((points.shape[1], truth.shape[1]), np.float32)
        for rows in _stretches(len(points), pause):
            wanted[rows] = wished(ahead[rows], truth[rows])
            weights += points[rows].T @ wanted[rows]
        next_pace = (1 + np.sqrt(1 + 4 * pace**2)) / 2
        run_up = np.float32((pace - 1) / next_pace)
        for rows in _stretches(len(points), pause):
            fresh = points[rows] @ weights
            ahead[rows] = fresh + run_up * (fresh - votes[rows])
            votes[rows] = fresh
        pace = next_pace
    return Judge(votes, wanted, HEAD_INFLUENCE), weights
