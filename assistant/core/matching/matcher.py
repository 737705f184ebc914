"""Which entry does a shopper's text ask for, and how sure are we?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from rapidfuzz import fuzz, process, utils


class Phrased(Protocol):
    """An entry as the matcher sees it: a name and the ways to ask for it."""

    @property
    def id(self) -> str: ...

    @property
    def questions(self) -> Sequence[str]: ...


class Vocabulary(Protocol):
    """The shop's own words."""

    @property
    def synonyms(self) -> Sequence[Sequence[str]]: ...

    @property
    def abbreviations(self) -> Mapping[str, str]: ...

    @property
    def products(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry and the probability that it is the one asked for."""

    id: str
    confidence: float


@dataclass(frozen=True)
class Matcher:
    """Finds entries by their phrasings. Immutable, safe to share between threads."""

    ids: tuple[str, ...]
    phrasings: tuple[str, ...]
    owners: tuple[int, ...]

    @classmethod
    def build(cls, entries: Sequence[Phrased], words: Vocabulary) -> "Matcher":
        """A matcher for these entries; ``words`` are the shop's own."""
        pairs = [(utils.default_process(text), owner) for owner, entry in enumerate(entries) for text in entry.questions]
        return cls(
            ids=tuple(entry.id for entry in entries),
            phrasings=tuple(text for text, _ in pairs),
            owners=tuple(owner for _, owner in pairs),
        )

    def rank(self, text: str) -> list[Ranked]:
        """Entries, best first; empty for text without letters."""
        read = utils.default_process(text[:600])
        if not self.phrasings or not any(letter.isalpha() for letter in read):
            return []
        found = process.cdist([read], self.phrasings, scorer=fuzz.token_sort_ratio, dtype=np.float32)[0] / 100
        best = np.zeros(len(self.ids))
        np.maximum.at(best, np.array(self.owners), found)
        order = np.argsort(-best, kind="stable")
        return [Ranked(self.ids[at], float(best[at])) for at in order]
