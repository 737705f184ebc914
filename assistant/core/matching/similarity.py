"""How alike are a text and each phrasing? Three views, each 0 to 1, and their mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.core.matching.features import Features, Floats, Places, Synonyms, letter_features, word_features
from assistant.core.matching.tfidf import TfIdf
from assistant.core.matching.tokens import Tokens

_WORDS, _LETTERS, _TOKENS = 1.5 / 3, 1 / 3, 0.5 / 3
"""How much each view says."""
_NEAR = 0.1
"""How alike in letters two texts must be for rapidfuzz to look at them: about one in ten."""
_UNKNOWN_WORDS = 0.5
_UNKNOWN_LETTERS = 0.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """One row per text, one column per phrasing, for each view."""

    words: Floats
    letters: Floats
    tokens: Floats

    @property
    def mean(self) -> Floats:
        """The three views in one, as the scores are made from it."""
        total = self.words * np.float32(_WORDS)
        total += self.letters * np.float32(_LETTERS)
        total += self.tokens * np.float32(_TOKENS)
        return total


class Similarity:
    """Compares texts with a fixed list of phrasings. Immutable."""

    def __init__(self, phrasings: Sequence[Sequence[str]], synonyms: Synonyms) -> None:
        self._synonyms = synonyms
        self._size = len(phrasings)
        self.words = TfIdf(self._word_features(phrasings), _UNKNOWN_WORDS)
        self._letters = TfIdf(map(letter_features, phrasings), _UNKNOWN_LETTERS)
        self._tokens = Tokens(phrasings)

    def __len__(self) -> int:
        return self._size

    def rearranged(self, fresh: Sequence[Sequence[str]], order: NDArray[np.int64]) -> "Similarity":
        """Some of the phrasings, and fresh ones, in another order: ``order`` counts through the old ones, then the fresh.

        How rare a feature is is not counted anew.
        """
        other = object.__new__(Similarity)
        other._synonyms, other._size = self._synonyms, len(order)
        other.words = self.words.rearranged(self._word_features(fresh), order)
        other._letters = self._letters.rearranged(map(letter_features, fresh), order)
        other._tokens = self._tokens.rearranged(fresh, order)
        return other

    def block(self, rows: Places, columns: Places) -> Likeness:
        """Some of the phrasings against some of them."""
        letters = self._letters.block(rows, columns)
        return Likeness(self.words.block(rows, columns), letters, self._tokens.block(rows, columns, letters >= _NEAR))

    def of(self, words: Sequence[str], trust: Sequence[float]) -> Likeness:
        """One text against every phrasing; ``trust`` says how sure each word is."""
        letters = self._letters.likeness(letter_features(words))
        return Likeness(
            self.words.likeness(word_features(words, trust, self._synonyms))[np.newaxis],
            letters[np.newaxis],
            self._tokens.likeness(words, letters >= _NEAR)[np.newaxis],
        )

    def _word_features(self, phrasings: Sequence[Sequence[str]]) -> Iterator[Features]:
        return (word_features(words, [1.0] * len(words), self._synonyms) for words in phrasings)
