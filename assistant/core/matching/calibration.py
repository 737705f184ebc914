"""Learns from the knowledge base itself how sure the matcher may look, and from where on it may answer.

What is right is known for every phrasing: hidden, it should still find its entry; with its entry hidden as well,
nothing it finds is right; and off-topic lines should find nothing.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.core.matching.confidence import Confidence, Coverage, signals
from assistant.core.matching.features import Floats
from assistant.core.matching.scoring import Scorer
from assistant.core.matching.thresholds import Thresholds, read_off


def calibrate(
    scorer: Scorer,
    coverage: Coverage,
    owners: NDArray[np.int64],
    off_topic: Sequence[Sequence[str]],
    off_topic_likeness: Floats,
) -> tuple[Confidence, Thresholds]:
    """Confidence and thresholds for these phrasings; ``off_topic`` are lines that ask for nothing here, as words."""
    known, found = signals(scorer.without_the_phrasing(), coverage.without_the_phrasing)
    hidden, _ = signals(scorer.without_the_entry(), coverage.without_the_entry)
    strange, _ = signals(scorer.scores(off_topic_likeness), lambda row, entry: coverage.of(off_topic[row], entry))
    strange = strange[~_well_known(strange, known)]
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


def _well_known(strange: NDArray[np.float64], known: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Off-topic lines that this shop's phrasings come as close to as to one another: here they are topics."""
    return strange[:, 0] > np.median(known[:, 0]) if len(known) else np.zeros(len(strange), np.bool_)
