"""Learns from the knowledge base itself how sure the matcher may look, and from where on it may answer.

What is right is known for every phrasing: hidden, it should still find its entry; with its entry hidden as well,
nothing it finds is right; and off-topic lines should find nothing.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.core.matching.confidence import Confidence, Coverage, signals
from assistant.core.matching.fitting import Fitted
from assistant.core.matching.thresholds import Thresholds, read_off


def calibrate(
    fitted: Fitted,
    coverage: Coverage,
    owners: NDArray[np.int64],
    off_topic: Sequence[Sequence[str]],
) -> tuple[Confidence, Thresholds]:
    """Confidence and thresholds for these phrasings. Fitted were also the ``off_topic`` lines, as words, after the phrasings."""
    unseen = fitted.without_the_phrasing
    known, found = signals(unseen.rows(slice(len(owners))), coverage.without_the_phrasing)
    strange, _ = signals(unseen.rows(slice(len(owners), None)), lambda row, entry: coverage.of(off_topic[row], entry))
    hidden, _ = signals(fitted.without_the_entry, coverage.without_the_entry)
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
    return confidence, thresholds
