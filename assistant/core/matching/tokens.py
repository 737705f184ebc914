"""How alike are two texts, as rapidfuzz sees it? The mean of the sorted-token ratio and the token-set ratio.

The set ratio of a text to a part of itself is known from lengths alone, so that one pass of rapidfuzz's ``ratio`` over
sorted texts, which lets go of the interpreter lock, gives both.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy import sparse

from assistant.core.matching.features import Floats, Places

_FAR = 45.0
"""The ratio, of 100, that strangers have to one another: so it need not be found out for each of them."""
_POWER = 3
"""Token ratios of strangers lie around a half; the power spreads what is above and flattens what is below."""


class Tokens:
    """A fixed list of texts, and the likeness of a further text to each of them. Immutable."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._places: dict[str, int] = {}
        self._arrange(_sorted(texts), _sets(texts, self._places))

    def rearranged(self, fresh: Sequence[Sequence[str]], order: NDArray[np.int64]) -> "Tokens":
        """Some of the texts, and fresh ones, in another order: ``order`` counts through the old ones, then the fresh."""
        other = object.__new__(Tokens)
        other._places = dict(self._places)
        sets = _sets(fresh, other._places)
        both = np.concatenate([self._sorted, _sorted(fresh)])
        old = self._sets.copy()
        old.resize(old.shape[0], sets.shape[1])
        other._arrange(both[order], sparse.vstack([old, sets], format="csr")[order])
        return other

    def _arrange(self, in_order: NDArray[np.object_], sets: sparse.csr_matrix) -> None:
        """``sets`` has a row for each text, and for each of its words the length with a space."""
        self._sorted, self._texts, self._sets = in_order, in_order.tolist(), sets
        self._present = sparse.csr_matrix((np.ones_like(sets.data), sets.indices, sets.indptr), shape=sets.shape)
        self._by_word = sets.T.tocsr()
        self._lengths = np.asarray(sets.sum(axis=1), dtype=np.float32)[:, 0] - 1

    def block(self, rows: Places, columns: Places, near: NDArray[np.bool_]) -> Floats:
        """The likeness of some of the texts to some of them; the ratio only of those that are ``near``."""
        ratio = _ratio(self._sorted[rows].tolist(), self._sorted[columns].tolist())
        ratio[~near] = _FAR
        shared = (self._present[rows] @ self._sets[columns].T).toarray()
        return _combined(ratio, shared, np.minimum(self._lengths[rows][:, np.newaxis], self._lengths[columns]))

    def likeness(self, words: Sequence[str], near: NDArray[np.bool_]) -> Floats:
        """How alike one further text and each text are, 0 to 1; the ratio only of those that are ``near``."""
        ratio = np.full(len(self._texts), _FAR, np.float32)
        close = np.flatnonzero(near)
        ratio[close] = _ratio([" ".join(sorted(words))], [self._texts[at] for at in close.tolist()])[0]
        shared = np.zeros(len(self._sorted), np.float32)
        own = set(words)
        for word in own:
            if (place := self._places.get(word)) is not None:
                start, end = self._by_word.indptr[place : place + 2]
                shared[self._by_word.indices[start:end]] += len(word) + 1
        return _combined(ratio, shared, np.minimum(_length(own), self._lengths))


def _sorted(texts: Sequence[Sequence[str]]) -> NDArray[np.object_]:
    found = np.empty(len(texts), dtype=object)
    found[:] = [" ".join(sorted(words)) for words in texts]
    return found


def _sets(texts: Sequence[Sequence[str]], places: dict[str, int]) -> sparse.csr_matrix:
    sets = [dict.fromkeys(words) for words in texts]
    edges = np.cumsum([0, *map(len, sets)])
    columns = [places.setdefault(word, len(places)) for words in sets for word in words]
    values = np.array([len(word) + 1 for words in sets for word in words], dtype=np.float32)
    return sparse.csr_matrix((values, columns, edges), shape=(len(sets), len(places)))


def _ratio(texts: Sequence[str], others: Sequence[str]) -> Floats:
    return process.cdist(texts, others, scorer=fuzz.ratio, dtype=np.float32)


def _combined(ratio: Floats, shared: Floats, shorter: Floats) -> Floats:
    """Works in place: these are large, and made for nothing else."""
    ratio /= 100
    common = np.maximum(np.subtract(shared, 1, out=shared), 0, out=shared)
    part = np.divide(common, np.maximum(np.add(shorter, common, out=shorter), 1, out=shorter), out=common)
    by_set = np.maximum(ratio, np.multiply(part, 2, out=part), out=part)
    mean = np.divide(np.add(ratio, by_set, out=ratio), 2, out=ratio)
    powered: Floats = mean.copy()
    for _ in range(_POWER - 1):
        powered *= mean
    return powered


def _length(words: AbstractSet[str]) -> int:
    return sum(len(word) + 1 for word in words) - 1
