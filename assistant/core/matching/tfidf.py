"""Texts as unit vectors in which rare features weigh more, and how alike two of them are."""

from collections.abc import Hashable, Iterable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assistant.core.matching.features import Features, Floats, Places

_OFTEN = 0.05
"""A feature that so many of the texts have is sooner looked up in a table than in a list."""


class TfIdf:
    """A fixed list of texts, and the likeness of a further text to each of them. Immutable."""

    def __init__(self, texts: Iterable[Features], unknown: float) -> None:
        """``unknown`` is the share of weight a feature keeps that no text has: it matches nothing and lowers all."""
        self._unknown = unknown
        self._places: dict[Hashable, int] = {}
        counts = _counts(texts, self._places)
        seen = np.bincount(counts.indices, minlength=len(self._places))
        self._idf = (np.log((1 + counts.shape[0]) / (1 + seen)) + 1).astype(np.float32)
        self._rarest = float(self._idf.max(initial=1.0))
        self._arrange(self._weighed(counts))

    def rearranged(self, fresh: Iterable[Features], order: NDArray[np.int64]) -> "TfIdf":
        """Some of the texts, and fresh ones, in another order: ``order`` counts through the old ones, then the fresh.

        What is rare stays what it was; features that only the fresh ones have are as rare as any.
        """
        other = object.__new__(TfIdf)
        other._unknown, other._rarest, other._places = self._unknown, self._rarest, dict(self._places)
        counts = _counts(fresh, other._places)
        strange = np.full(len(other._places) - len(self._idf), self._rarest, np.float32)
        other._idf = np.r_[self._idf, strange]
        old = self.vectors.copy()
        old.resize(old.shape[0], len(other._idf))
        other._arrange(sparse.vstack([old, other._weighed(counts)], format="csr")[order])
        return other

    def _arrange(self, vectors: sparse.csr_matrix) -> None:
        self.vectors = vectors
        self._by_feature = vectors.T.tocsr()
        often = np.flatnonzero(np.diff(self._by_feature.indptr) > _OFTEN * vectors.shape[0])
        self._often = self._by_feature[often].toarray()
        self._often_at = np.full(self._by_feature.shape[0], -1)
        self._often_at[often] = np.arange(len(often))

    def weight(self, name: str) -> float:
        """How rare a feature is among the texts."""
        place = self._places.get(name)
        return self._rarest if place is None else float(self._idf[place])

    def block(self, rows: Places, columns: Places) -> Floats:
        """The likeness of some of the texts to some of them."""
        alike: Floats = (self.vectors[rows] @ self.vectors[columns].T).toarray()
        return alike

    def likeness(self, features: Features) -> Floats:
        """The cosine between one further text and each text, 0 to 1."""
        places, values = self._vector(features)
        often = self._often_at[places]
        alike: Floats = values[often >= 0] @ self._often[often[often >= 0]]
        places, values = places[often < 0], values[often < 0]
        index, starts = self._by_feature, self._by_feature.indptr
        counts = starts[places + 1] - starts[places]
        ends = np.cumsum(counts)
        # All places of the posting lists of these features, one after the other, without a loop.
        flat = np.arange(ends[-1] if ends.size else 0) + np.repeat(starts[places] - (ends - counts), counts)
        alike += np.bincount(
            index.indices[flat], weights=index.data[flat] * np.repeat(values, counts), minlength=len(alike)
        )
        return alike

    def _vector(self, features: Features) -> tuple[NDArray[np.int64], Floats]:
        place_of = self._places.get
        places = np.array([place_of(name, -1) for name in features], dtype=np.int64)
        values = np.fromiter(features.values(), np.float32, count=len(features))
        known = places >= 0
        strangers = float((values[~known] ** 2).sum())
        places = places[known]
        values = values[known] * self._idf[places]
        length = float(np.sqrt((values**2).sum() + self._unknown * strangers * self._rarest**2))
        return places, values / length if length else values

    def _weighed(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        """Every row weighed by how rare its features are, and as long as one."""
        values = counts.data * self._idf[counts.indices]
        row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        lengths = np.sqrt(np.bincount(row, weights=values**2, minlength=counts.shape[0]))
        scaled = (values / lengths[row]).astype(np.float32)
        return sparse.csr_matrix((scaled, counts.indices, counts.indptr), shape=counts.shape)


def _counts(texts: Iterable[Features], places: dict[Hashable, int]) -> sparse.csr_matrix:
    """The features of each text as a row; features not met before are given a place.

    One text after the other: all at once would take much memory, and would keep other threads waiting.
    """
    columns, values = [], []
    for text in texts:
        for name in text:
            if name not in places:
                places[name] = len(places)
        columns.append(np.array([places[name] for name in text], np.int32))
        values.append(np.array(list(text.values()), np.float32))
    edges = np.cumsum([0, *map(len, columns)])
    none = np.zeros(0, np.int32)
    flat = np.concatenate([none, *columns]), np.concatenate([none.astype(np.float32), *values])
    return sparse.csr_matrix((flat[1], flat[0], edges), shape=(len(columns), len(places)))
