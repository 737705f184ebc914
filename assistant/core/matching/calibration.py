"""Learns from the knowledge base itself how sure the matcher may look, and from where on it may answer.

What is right is known for every phrasing: hidden, it should still find its entry; with its entry hidden as well,
nothing it finds is right; and off-topic lines should find nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.core.matching.confidence import Confidence, Coverage, Signals, signals
from assistant.core.matching.fitting import Fitted, Pause, at_once
from assistant.core.matching.thresholds import Thresholds, read_off

_AT_ONCE = 256
_FAINT = 0.2
"""A score that speaks for no entry; a phrasing seen before has about 1."""


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What hiding the phrasings has taught."""

    confidence: Confidence
    thresholds: Thresholds
    found_unseen: NDArray[np.int64]
    """Which entry each phrasing leads to when it is left out itself; its own where it leads to none."""


def calibrate(
    fitted: Fitted,
    coverage: Coverage,
    owners: NDArray[np.int64],
    off_topic: Sequence[Sequence[str]],
    pause: Pause = at_once,
) -> Calibrated:
    """Confidence and thresholds for these phrasings. Fitted were also the ``off_topic`` lines, as words, after the phrasings."""
    known, found, unheard = _phrasings_hidden(fitted, coverage, len(owners), pause)
    lines = fitted.without_the_phrasing(slice(len(owners), len(owners) + len(off_topic)))
    strange, _ = signals(lines, lambda row, entry: coverage.of(off_topic[row], entry))
    hidden = _entries_hidden(fitted, coverage, owners, pause)
    # An entry with a single phrasing cannot be found without it: that says nothing about the matcher.
    several = np.bincount(owners)[owners] > 1
    right = several & (found == owners)
    wrong = several & (found != owners)
    confidence = Confidence(known[right], known[wrong], [hidden, strange])
    thresholds = read_off(
        wrong=confidence.of(known[wrong]),
        answerable=int(several.sum()),
        off_topic=confidence.of(strange),
        unknown=confidence.of(hidden),
    )
    return Calibrated(confidence, thresholds, np.where(unheard, owners, found))


def _phrasings_hidden(
    fitted: Fitted, coverage: Coverage, phrasings: int, pause: Pause
) -> tuple[Signals, NDArray[np.int64], NDArray[np.bool_]]:
    """For each phrasing, hidden: the signals, the entry found, and whether that is next to nothing."""
    told, found, unheard = [], [], []
    for begin in range(0, phrasings, _AT_ONCE):
        pause()
        scores = fitted.without_the_phrasing(slice(begin, min(begin + _AT_ONCE, phrasings)))
        some, first = signals(scores, lambda row, entry: coverage.without_the_phrasing(begin + row, entry))  # noqa: B023
        told.append(some)
        found.append(first)
        unheard.append(scores.total[:, :-1].max(axis=1) < _FAINT)
    return np.vstack(told), np.concatenate(found), np.concatenate(unheard)


def _entries_hidden(fitted: Fitted, coverage: Coverage, owners: NDArray[np.int64], pause: Pause) -> Signals:
    """The signals of each phrasing, its whole entry hidden."""
    told = []
    for entry, first in enumerate(np.searchsorted(owners, np.arange(owners[-1] + 1)).tolist()):
        pause()
        scores = fitted.without_the_entry(entry)
        some, _ = signals(scores, lambda row, other: coverage.without_the_entry(first + row, other))  # noqa: B023
        told.append(some)
    return np.vstack(told)
