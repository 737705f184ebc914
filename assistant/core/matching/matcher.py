"""Which entry does a shopper's text ask for, and how sure are we?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.core.matching.confidence import SIGNALS, signals
from assistant.core.matching.fitting import Pause, at_once
from assistant.core.matching.learning import Learned, Vocabulary, learn, learn_on, topic
from assistant.core.matching.scoring import Scores
from assistant.core.matching.similarity import Likeness
from assistant.core.matching.spelling import Repair
from assistant.core.matching.text import Reader
from assistant.core.matching.thresholds import Thresholds

_EXPLAINED = 5
_REMEMBERED = 16
_NEVER = Thresholds(answer=1.0, clarify=1.0)
_FEW = 0.1
"""Of all phrasings: so many may change before everything is learned anew at once."""


class Phrased(Protocol):
    """An entry as the matcher sees it: a name and the ways to ask for it."""

    @property
    def id(self) -> str: ...

    @property
    def questions(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry and the probability that it is the one asked for."""

    id: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """Why an entry stands where it does. Likenesses are 0 to 1."""

    id: str
    confidence: float
    phrasing: str
    """Its phrasing that comes closest, as written,"""
    words: float
    letters: float
    tokens: float
    """and how alike the three views find the two."""
    ridge: float
    head: float


@dataclass(frozen=True, slots=True)
class Stray:
    """A phrasing that would lead to another entry, had it not been written down for its own."""

    id: str
    phrasing: str
    found: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a text was read and judged, for people."""

    read: str
    """After abbreviations and spelling repair."""
    repaired: tuple[tuple[str, str], ...]
    """Words as typed, and what they were taken for."""
    candidates: tuple[Candidate, ...]
    signals: tuple[tuple[str, float], ...]
    """What the confidence in the first candidate was made from."""
    thresholds: Thresholds


@dataclass(frozen=True, slots=True)
class _Judged:
    words: list[str]
    repaired: tuple[tuple[str, str], ...]
    ranked: list[Ranked]
    likeness: Likeness
    scores: Scores
    signals: tuple[float, ...]


@dataclass(frozen=True)
class Matcher:
    """Finds entries by their phrasings. Immutable, safe to share between threads."""

    thresholds: Thresholds
    learned_on: bool
    """Whether it was made from another by ``changed``, and would come out a little better from ``build``."""
    _ids: Sequence[str]
    _phrasings: Sequence[str]
    _owners: NDArray[np.int64]
    _reader: Reader
    _learned: Learned | None
    _recent: dict[tuple[str, ...], _Judged] = field(default_factory=dict, compare=False, repr=False)
    """The last few texts judged: a message is looked at as a whole, in parts, and once more to explain it."""

    @classmethod
    def build(cls, entries: Sequence[Phrased], words: Vocabulary, pause: Pause = at_once) -> "Matcher":
        """A matcher for these entries; ``words`` are the shop's own. Takes a second for every thousand phrasings or two.

        ``pause`` is called between steps of a fraction of a second, to let others go first, or to end it by raising.
        """
        reader = Reader(words.abbreviations)
        asked = [(entry, phrasing, reader.words(phrasing)) for entry, phrasing in _asked(entries)]
        asked = [one for one in asked if one[2]]
        ids, owners = _owned([entry for entry, *_ in asked])
        learned = learn([read for *_, read in asked], owners, reader, words, pause) if asked else None
        thresholds = learned.thresholds if learned else _NEVER
        return cls(thresholds, False, ids, [phrasing for _, phrasing, _ in asked], owners, reader, learned)

    def changed(self, entries: Sequence[Phrased]) -> "Matcher | None":
        """A matcher for these entries, made from this one in a fraction of the time; this one where nothing changed.

        How sure to be is not learned anew, nor how rare words are. None where too much changed for that.
        """
        asked = _asked(entries)
        places = {(self._ids[owner], self._phrasings[at]): at for at, owner in enumerate(self._owners.tolist())}
        fresh = {one: read for one in asked if one not in places and (read := self._reader.words(one[1]))}
        asked = [one for one in dict.fromkeys(asked) if one in places or one in fresh]
        gone = len(places) - (len(asked) - len(fresh))
        if not self._learned or not asked or len(fresh) + gone > _FEW * len(places):
            return None
        if not fresh and not gone:
            return self
        ids, owners = _owned([entry for entry, _ in asked])
        kept = np.array([places.get(one, -1) for one in asked])
        before = {entry: place for place, entry in enumerate(self._ids)}
        columns = np.array([before.get(entry, -1) for entry in ids])
        learned = learn_on(self._learned, kept, [fresh[one] for one in asked if one in fresh], owners, columns)
        return Matcher(self.thresholds, True, ids, [phrasing for _, phrasing in asked], owners, self._reader, learned)

    def rank(self, text: str) -> list[Ranked]:
        """Entries, best first; empty for text without letters. The first confidence is a calibrated probability."""
        judged = self._judge(text)
        return judged.ranked if judged else []

    def read(self, text: str) -> str:
        """The text as plain words after abbreviations and spelling repair; empty when it holds no letters."""
        return " ".join(word for repair in self._repairs(self._reader.words(text)) for word, _ in repair)

    def uses(self, word: str) -> bool:
        """Whether a word, as ``read`` gives it, stands in any phrasing."""
        return self._learned is not None and self._learned.coverage.knows(word)

    def explain(self, text: str) -> Explanation:
        """The same with the reasons."""
        judged = self._judge(text)
        if not judged:
            return Explanation("", (), (), (), self.thresholds)
        return Explanation(
            read=self.read(text),
            repaired=judged.repaired,
            candidates=tuple(self._candidate(ranked, judged) for ranked in judged.ranked[:_EXPLAINED]),
            signals=tuple(zip(SIGNALS, judged.signals, strict=True)),
            thresholds=self.thresholds,
        )

    def strays(self) -> Sequence[Stray]:
        """The phrasings that the others of their entry do not suffice to find: how alike entries are, for editors."""
        if not self._learned:
            return ()
        found = self._learned.found_unseen
        return tuple(
            Stray(self._ids[own], self._phrasings[at], self._ids[other])
            for at, (own, other) in enumerate(zip(self._owners.tolist(), found.tolist(), strict=True))
            if own != other
        )

    def _judge(self, text: str) -> _Judged | None:
        typed, learned = tuple(self._reader.words(text)), self._learned
        if not typed or not learned:
            return None
        try:
            return self._recent[typed]
        except KeyError:
            judged = self._judged(typed, learned)
        if len(self._recent) >= _REMEMBERED:
            self._recent.clear()
        self._recent[typed] = judged
        return judged

    def _judged(self, typed: Sequence[str], learned: Learned) -> _Judged:
        repairs = self._repairs(typed)
        words, trust = topic([part for repair in repairs for part in repair])
        likeness = learned.similarity.of(words, trust)
        scores = learned.scorer.scores(likeness)
        told, first = signals(scores, lambda _, entry: learned.coverage.of(words, entry))
        sure = float(learned.confidence.of(told)[0])
        shares = np.clip(scores.total[0, :-1] / max(float(scores.total[0, first[0]]), 1e-6), 0, 1) * sure
        order = np.argsort(-shares, kind="stable")
        meant = (" ".join(word for word, _ in repair) for repair in repairs)
        return _Judged(
            words=words,
            repaired=tuple((was, now) for was, now in zip(typed, meant, strict=True) if was != now),
            ranked=[Ranked(self._ids[entry], float(shares[entry])) for entry in order.tolist()],
            likeness=likeness,
            scores=scores,
            signals=tuple(told[0].tolist()),
        )

    def _repairs(self, typed: Sequence[str]) -> list[Repair]:
        return [self._learned.spelling.repair(word) for word in typed] if self._learned else []

    def _candidate(self, ranked: Ranked, judged: _Judged) -> Candidate:
        entry = self._ids.index(ranked.id)
        own = np.flatnonzero(self._owners == entry)
        mean = judged.likeness.mean[0]
        nearest = int(own[int(np.argmax(mean[own]))])
        return Candidate(
            id=ranked.id,
            confidence=ranked.confidence,
            phrasing=self._phrasings[nearest],
            words=float(judged.likeness.words[0, nearest]),
            letters=float(judged.likeness.letters[0, nearest]),
            tokens=float(judged.likeness.tokens[0, nearest]),
            ridge=float(judged.scores.ridge[0, entry]),
            head=float(judged.scores.head[0, entry]),
        )


def _asked(entries: Sequence[Phrased]) -> list[tuple[str, str]]:
    """Every phrasing with its entry; those of an entry follow one another."""
    by_entry: dict[str, list[str]] = {}
    for entry in entries:
        by_entry.setdefault(entry.id, []).extend(entry.questions)
    return [(entry, phrasing) for entry, phrasings in by_entry.items() for phrasing in phrasings]


def _owned(entries: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    """The entries, each once, and the place of each phrasing's among them."""
    ids = list(dict.fromkeys(entries))
    places = {entry: place for place, entry in enumerate(ids)}
    return ids, np.array([places[entry] for entry in entries], dtype=np.int64)
