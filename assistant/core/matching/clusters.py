"""Which texts ask for the same thing? Clusters by average likeness, seen with the matcher's own views on a text."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage

from assistant.core.matching.features import Synonyms, letter_features, word_features
from assistant.core.matching.framing import core, stresses
from assistant.core.matching.tfidf import TfIdf
from assistant.core.matching.thesaurus import ALIKE, KINDS

_ALIKE_ENOUGH = 0.18
"""The least average likeness of what is put together; measured on questions whose intents are known."""
_SAME_ENTRY = 0.15
"""How much of a likeness is whether both come nearest to the same entry, where that is sure."""
_AT_ONCE = 1_000
"""Texts compared each with each; further ones are compared with the clusters."""

Nearest = tuple[str, float]
"""An entry, and how sure it is the one."""
_Places = NDArray[np.int64]


def clusters(
    texts: Sequence[str],
    nearest: Sequence[Nearest | None],
    usual: Sequence[str],
    synonyms: Iterable[Sequence[str]],
) -> list[list[int]]:
    """Places in ``texts`` that belong together, the most central first, the largest cluster first.

    They are given as plain repaired words. ``nearest`` is the entry each comes nearest to, and ``usual`` are texts that
    tell how usual a word is. The same in the same order gives the same clusters; five thousand take about a second.
    """
    vectors = _vectors(texts, nearest, usual, synonyms)
    found: list[_Places] = []
    left = np.arange(len(texts))
    while left.size:
        now, left = left[:_AT_ONCE], left[_AT_ONCE:]
        found += [now[members] for members in _linked(vectors[now])]
        found, left = _joined(vectors, found, left)
    return sorted((_central_first(vectors, members) for members in found), key=lambda one: (-len(one), one[0]))


def _vectors(
    texts: Sequence[str],
    nearest: Sequence[Nearest | None],
    usual: Sequence[str],
    synonyms: Iterable[Sequence[str]],
) -> sparse.csr_matrix:
    """A row per text; the product of two rows is their likeness, 0 to 1."""
    read = [_topic(text.split()) for text in (*usual, *texts)]
    groups = Synonyms([*ALIKE, *KINDS, *synonyms], str.split)
    words = TfIdf([word_features(each, [1.0] * len(each), groups) for each in read], unknown=0.0)
    letters = TfIdf([letter_features(each) for each in read], unknown=0.0)
    entries = {entry: place for place, entry in enumerate(dict.fromkeys(one[0] for one in nearest if one))}
    hints = [(row, entries[one[0]], one[1]) for row, one in enumerate(nearest) if one]
    rows, columns, sureness = zip(*hints, strict=True) if hints else ((), (), ())
    hinted = sparse.csr_matrix((sureness, (rows, columns)), shape=(len(texts), max(len(entries), 1)))
    views = [words.vectors[len(usual) :], letters.vectors[len(usual) :]]
    half = ((1 - _SAME_ENTRY) / 2) ** 0.5
    return sparse.hstack([views[0] * half, views[1] * half, hinted * _SAME_ENTRY**0.5]).tocsr().astype(np.float32)


def _topic(words: list[str]) -> list[str]:
    plain = [word for word in words if not stresses(word)] or words
    return plain[core(plain)]


def _linked(vectors: sparse.csr_matrix) -> list[_Places]:
    """Clusters of few enough texts to compare each with each."""
    if vectors.shape[0] == 1:
        return [np.zeros(1, np.int64)]
    alike = (vectors @ vectors.T).toarray()
    apart = 1 - alike[np.triu_indices(len(alike), 1)]
    which = fcluster(linkage(np.maximum(apart, 0), "average"), 1 - _ALIKE_ENOUGH, "distance")
    return [np.flatnonzero(which == number) for number in range(1, which.max() + 1)]


def _joined(vectors: sparse.csr_matrix, found: list[_Places], left: _Places) -> tuple[list[_Places], _Places]:
    """The clusters with those of the texts left that are alike enough to one, and the texts still left."""
    if not left.size:
        return found, left
    means = sparse.vstack([sparse.csr_matrix(vectors[members].mean(axis=0)) for members in found]).tocsr()
    alike = (vectors[left] @ means.T).toarray()
    best = np.where(alike.max(axis=1) >= _ALIKE_ENOUGH, alike.argmax(axis=1), -1)
    return [np.r_[members, left[best == at]] for at, members in enumerate(found)], left[best < 0]


def _central_first(vectors: sparse.csr_matrix, members: _Places) -> list[int]:
    own = vectors[members]
    near = np.asarray(own @ own.mean(axis=0).T).ravel()
    order: list[int] = members[np.lexsort((members, -near))].tolist()
    return order
