"""How alike are a text and each phrasing? Three views, each 0 to 1, and their mean."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process
from scipy import sparse

from assistant.core.matching.features import Floats, Synonyms, TfIdf, letter_features, word_features

_UNKNOWN_WORDS = 0.5
_UNKNOWN_LETTERS = 0.0
_TOKEN_POWER = 3
"""Token ratios of strangers lie around a half; the power spreads what is above and flattens what is below."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """One row per text, one column per phrasing, for each view."""

    words: Floats
    letters: Floats
    tokens: Floats

    def rows(self, some: slice) -> "Likeness":
        """The likenesses of some of the texts."""
        return Likeness(self.words[some], self.letters[some], self.tokens[some])

    @property
    def mean(self) -> Floats:
        """The three views in one, as the scores are made from it."""
        return ((1.5 * self.words + self.letters + 0.5 * self.tokens) / 3).astype(np.float32)


class Similarity:
    """Compares texts with a fixed list of phrasings. Immutable."""

    def __init__(self, phrasings: Sequence[Sequence[str]], synonyms: Synonyms) -> None:
        self._synonyms = synonyms
        self.words = TfIdf([word_features(words, [1.0] * len(words), synonyms) for words in phrasings], _UNKNOWN_WORDS)
        self._letters = TfIdf([letter_features(words) for words in phrasings], _UNKNOWN_LETTERS)
        self._tokens = _Tokens(phrasings)

    def among_themselves(self) -> Likeness:
        """Every phrasing against every other."""
        views = self.words, self._letters, self._tokens
        return Likeness(*(view.among_themselves() for view in views))

    def of(self, words: Sequence[str], trust: Sequence[float]) -> Likeness:
        """One text against every phrasing; ``trust`` says how sure each word is."""
        return Likeness(
            self.words.likeness(word_features(words, trust, self._synonyms))[np.newaxis],
            self._letters.likeness(letter_features(words))[np.newaxis],
            self._tokens.likeness(words)[np.newaxis],
        )


class _Tokens:
    """rapidfuzz over whole texts: the mean of the sorted-token ratio and the token-set ratio.

    The set ratio of a text to a part of itself is known from lengths alone, so that one pass of rapidfuzz's ``ratio``
    over sorted texts, which lets go of the interpreter lock, gives both.
    """

    def __init__(self, phrasings: Sequence[Sequence[str]]) -> None:
        self._sorted = [" ".join(sorted(words)) for words in phrasings]
        self._places = {word: place for place, word in enumerate(sorted(set[str]().union(*phrasings)))}
        sets = [sorted({self._places[word] for word in words}) for words in phrasings]
        edges = np.cumsum([0, *(len(one) for one in sets)])
        flat = np.array([place for one in sets for place in one], dtype=np.int64)
        lengths = np.array([len(word) + 1 for word in self._places], dtype=np.float32)
        shape = (len(sets), len(self._places))
        self._sets = sparse.csr_matrix((np.ones(len(flat), np.float32), flat, edges), shape=shape)
        self._by_word = (self._sets @ sparse.diags(lengths)).T.tocsr().astype(np.float32)
        self._lengths = np.array([_length(set(words)) for words in phrasings], dtype=np.float32)

    def among_themselves(self) -> Floats:
        ratio = process.cdist(self._sorted, self._sorted, scorer=fuzz.ratio, dtype=np.float32)
        shared = np.asarray((self._sets @ self._by_word).todense(), dtype=np.float32)
        return self._combined(ratio, shared, self._lengths[:, np.newaxis])

    def likeness(self, words: Sequence[str]) -> Floats:
        ratio = process.cdist([" ".join(sorted(words))], self._sorted, scorer=fuzz.ratio, dtype=np.float32)
        shared = np.zeros(len(self._sorted), np.float32)
        own = set(words)
        for word in own:
            if (place := self._places.get(word)) is not None:
                start, end = self._by_word.indptr[place : place + 2]
                shared[self._by_word.indices[start:end]] += len(word) + 1
        combined: Floats = self._combined(ratio, shared[np.newaxis], np.float32(_length(own)))[0]
        return combined

    def _combined(self, ratio: Floats, shared: Floats, length: Floats | np.float32) -> Floats:
        common = np.maximum(shared - 1, 0)
        shorter = np.minimum(length, self._lengths)
        part = 2 * common / np.maximum(common + shorter, 1)
        by_set = np.maximum(ratio / 100, part)
        mean: Floats = (ratio / 100 + by_set) / 2
        return mean**_TOKEN_POWER


def _length(words: AbstractSet[str]) -> int:
    return sum(len(word) + 1 for word in words) - 1
