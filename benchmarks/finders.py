"""Ways to find the entry a text asks for: ours, and those it is compared with."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from rapidfuzz import fuzz, process

from assistant.core.knowledge import Words
from assistant.core.matching import Matcher

Phrasings = Mapping[str, Sequence[str]]
Found = tuple[str | None, float]
"""The best entry, and how well it fits; only ours means a probability by that."""
Find = Callable[[str], Found]
Finder = Callable[[Phrasings], Find]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the matcher sees it."""

    id: str
    questions: Sequence[str]


def matcher(phrasings: Phrasings, words: Any = None) -> Matcher:
    """Ours, with a shop's own words or none."""
    return Matcher.build([Entry(id, questions) for id, questions in phrasings.items()], words or Words())


def by_matcher(made: Matcher) -> Find:
    return lambda text: (ranked[0].id, ranked[0].confidence) if (ranked := made.rank(text)) else (None, 0.0)


def by_rapidfuzz(scorer: Callable[..., float]) -> Finder:
    """The entry of the phrasing that a scorer of rapidfuzz likes best."""

    def make(phrasings: Phrasings) -> Find:
        flat = [(one.casefold(), entry) for entry, own in phrasings.items() for one in own]
        choices = [one for one, _ in flat]

        def find(text: str) -> Found:
            best = process.extractOne(text.casefold(), choices, scorer=scorer)
            return (flat[best[2]][1], best[1]) if best else (None, 0.0)

        return find

    return make


def bm25(phrasings: Phrasings, k1: float = 1.5, b: float = 0.75) -> Find:
    """Okapi BM25 over the phrasings of an entry taken as one document."""
    documents = {entry: Counter(_words(" ".join(own))) for entry, own in phrasings.items()}
    mean = sum(document.total() for document in documents.values()) / len(documents)
    seen = Counter(word for document in documents.values() for word in document)
    rarity = {word: log(1 + (len(documents) - count + 0.5) / (count + 0.5)) for word, count in seen.items()}
    holding: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for entry, document in documents.items():
        for word, count in document.items():
            damped = count * (k1 + 1) / (count + k1 * (1 - b + b * document.total() / mean))
            holding[word].append((entry, rarity[word] * damped))

    def find(text: str) -> Found:
        scores: dict[str, float] = defaultdict(float)
        for word in _words(text):
            for entry, weight in holding.get(word, ()):
                scores[entry] += weight
        best = max(scores, key=scores.__getitem__, default=None)
        return best, scores[best] if best else 0.0

    return find


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


COMPARED: Mapping[str, Finder] = {
    "BM25": bm25,
    **{
        f"rapidfuzz {scorer.__name__}": by_rapidfuzz(scorer)
        for scorer in (fuzz.token_set_ratio, fuzz.token_sort_ratio, fuzz.WRatio)
    },
}
