"""How sure must we be to answer, and to offer a choice? Read off for chosen rates of error, never typed in.

The rates are those among a shop's own phrasings and the off-topic lines, each hidden in turn. Both are written to
differ from one another, so what is hidden is harder than what shoppers write. How much harder was measured on two sets
of questions by others: of their off-topic messages well under half as many get an answer as of hidden lines, and of
their questions a third as many get a wrong one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WRONG_ANSWERS = 0.06
"""At most this share of hidden phrasings may get a wrong answer,"""
ANSWERED_OFF_TOPIC = 0.045
"""this share of hidden off-topic lines an answer at all,"""
ANSWERED_UNKNOWN = 0.3
"""this share of questions about something close by that has no entry,"""
OFFERED_OFF_TOPIC = 0.12
"""and this share of hidden off-topic lines a choice of entries."""

Confidences = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Confidences: at ``answer`` and above the first entry is said, from ``clarify`` on the first few are offered."""

    answer: float
    clarify: float


def read_off(wrong: Confidences, answerable: int, off_topic: Confidences, unknown: Confidences) -> Thresholds:
    """The lowest thresholds that keep the rates.

    ``wrong`` are the confidences of wrong answers among ``answerable`` questions.
    """
    answer = max(
        _lowest(wrong, int(WRONG_ANSWERS * answerable)),
        _lowest(off_topic, int(ANSWERED_OFF_TOPIC * len(off_topic))),
        _lowest(unknown, int(ANSWERED_UNKNOWN * len(unknown))),
    )
    return Thresholds(answer, min(answer, _lowest(off_topic, int(OFFERED_OFF_TOPIC * len(off_topic)))))


def _lowest(confidences: Confidences, let_through: int) -> float:
    """Just above the highest confidence that must not pass."""
    ranked = np.sort(confidences)[::-1]
    return float(np.nextafter(ranked[let_through], 2)) if let_through < len(ranked) else 0.0
