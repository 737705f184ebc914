"""Which phrasings stand for all the others? Everything learned is learned from the likeness to these.

A few of each entry, those that are least alike first. What is nearly the same as another would add little, and the token
view, which is no true kernel, bends the least where no two are nearly the same.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.core.matching.features import Floats
from assistant.core.matching.similarity import Similarity

MOST = 1536
"""Time grows with its square, and the judges gain nothing from more."""
_FOR_NOTHING = 0.2
"""The part of lines that ask for nothing, which are of many kinds."""
_BAND = 256
_EXPLAINED = 0.05
"""A phrasing says next to nothing of its own when this part of it is left."""


def landmarks(similarity: Similarity, firsts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Their places, ascending. Phrasings of an entry stand together, beginning at ``firsts``; the last entry is nothing."""
    sizes = np.diff(np.r_[firsts, len(similarity)])
    shares = _shares(sizes)
    turns = np.empty(len(similarity))
    for band in _bands(firsts, len(similarity)):
        begin, end = int(firsts[band[0]]), int(firsts[band[-1]] + sizes[band[-1]])
        alike = similarity.block(slice(begin, end), slice(begin, end)).mean
        for entry in band:
            own = slice(int(firsts[entry]) - begin, int(firsts[entry] + sizes[entry]) - begin)
            turns[begin:end][own] = _turns(alike[own, own], int(shares[entry])) / shares[entry]
    return np.sort(np.argsort(turns, kind="stable")[: min(MOST, int(np.isfinite(turns).sum()))])


def _shares(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of each entry may be among them: as if entries took turns, after nothing has taken its part."""
    nothing = min(int(sizes[-1]), int(MOST * _FOR_NOTHING))
    asked = sizes[:-1]
    each = 1
    while np.minimum(asked, each).sum() < min(MOST - nothing, asked.sum()):
        each += 1
    return np.append(np.minimum(asked, each), nothing)


def _bands(firsts: NDArray[np.int64], size: int) -> Sequence[list[int]]:
    """Entries that are next to one another, some hundred phrasings together."""
    bands: list[list[int]] = [[]]
    for entry, end in enumerate([*firsts[1:].tolist(), size]):
        bands[-1].append(entry)
        if end - firsts[bands[-1][0]] >= _BAND:
            bands.append([])
    return [band for band in bands if band]


def _turns(alike: Floats, most: int) -> NDArray[np.float64]:
    """In which turn each of an entry's phrasings is chosen: next is always what those before explain least.

    Never, when it is not among so many, or when those before explain it.
    """
    turns = np.full(len(alike), np.inf)
    unexplained = np.ones(len(alike))
    explained = np.zeros((min(most, len(alike)), len(alike)))
    chosen = int(alike.sum(axis=1).argmax())
    for turn in range(len(explained)):
        turns[chosen] = turn
        rest = alike[chosen] - explained[:turn, chosen] @ explained[:turn]
        explained[turn] = rest / np.sqrt(unexplained[chosen])
        unexplained = np.where(turns < np.inf, 0, unexplained - explained[turn] ** 2)
        chosen = int(unexplained.argmax())
        if unexplained[chosen] < _EXPLAINED:
            break
    return turns
