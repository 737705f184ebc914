"""Which entry does a shopper's text ask for, and how sure are we?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.core.matching.calibration import calibrate
from assistant.core.matching.confidence import SIGNALS, Confidence, Coverage, signals
from assistant.core.matching.features import Synonyms
from assistant.core.matching.fitting import fit
from assistant.core.matching.framing import WORDS as FRAME_WORDS
from assistant.core.matching.framing import core, stresses
from assistant.core.matching.offtopic import OFF_TOPIC, off_topic
from assistant.core.matching.scoring import Scorer, Scores
from assistant.core.matching.similarity import Likeness, Similarity
from assistant.core.matching.spelling import Repair, Spelling
from assistant.core.matching.text import Reader
from assistant.core.matching.thesaurus import ALIKE, KINDS
from assistant.core.matching.thresholds import Thresholds

_EXPLAINED = 5
_NEVER = Thresholds(answer=1.0, clarify=1.0)


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
class _Learned:
    spelling: Spelling
    similarity: Similarity
    scorer: Scorer
    coverage: Coverage
    confidence: Confidence
    found_unseen: NDArray[np.int64]
    """Which entry each phrasing leads to when it is left out itself; its own where it leads to none."""


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
    _ids: Sequence[str]
    _phrasings: Sequence[str]
    _owners: NDArray[np.int64]
    _reader: Reader
    _learned: _Learned | None

    @classmethod
    def build(cls, entries: Sequence[Phrased], words: Vocabulary) -> "Matcher":
        """A matcher for these entries; ``words`` are the shop's own. Takes a second for a hundred entries."""
        reader = Reader(words.abbreviations)
        asked = [(entry.id, phrasing, reader.words(phrasing)) for entry in entries for phrasing in entry.questions]
        asked = [one for one in asked if one[2]]
        ids = list(dict.fromkeys(owner for owner, _, _ in asked))
        places = {owner: place for place, owner in enumerate(ids)}
        asked.sort(key=lambda one: places[one[0]])
        owners = np.array([places[owner] for owner, _, _ in asked], dtype=np.int64)
        learned, thresholds = _learn([read for _, _, read in asked], owners, reader, words) if asked else (None, _NEVER)
        return cls(thresholds, ids, [phrasing for _, phrasing, _ in asked], owners, reader, learned)

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
        typed = self._reader.words(text)
        learned = self._learned
        if not typed or not learned:
            return None
        repairs = self._repairs(typed)
        words, trust = _topic([part for repair in repairs for part in repair])
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


def _learn(
    phrasings: list[list[str]], owners: NDArray[np.int64], reader: Reader, words: Vocabulary
) -> tuple[_Learned, Thresholds]:
    vocabulary = Counter(word for read in phrasings for word in set(read)) + Counter(FRAME_WORDS)
    spelling = Spelling(vocabulary, {word for product in words.products for word in reader.words(product)})
    phrasings = [_topic([part for typed in read for part in spelling.repair(typed)])[0] for read in phrasings]
    synonyms = Synonyms([*ALIKE, *KINDS, *words.synonyms], reader.words)
    strange = off_topic(phrasings, [_topic([(word, 1.0) for word in reader.words(line)])[0] for line in OFF_TOPIC])
    similarity = Similarity([*phrasings, *strange], synonyms)
    coverage = Coverage(phrasings, owners, synonyms, similarity.words.weight)
    fitted = fit(similarity, np.r_[owners, np.full(len(strange), owners[-1] + 1)])
    taught = calibrate(fitted, coverage, owners, strange)
    learned = _Learned(spelling, similarity, fitted.scorer, coverage, taught.confidence, taught.found_unseen)
    return learned, taught.thresholds


def _topic(read: Sequence[tuple[str, float]]) -> tuple[list[str], list[float]]:
    """The words that say what is asked, without "could you help me to", each with how far it is trusted."""
    plain = [part for part in read if not stresses(part[0])] or read
    topic = plain[core([word for word, _ in plain])]
    return [word for word, _ in topic], [trust for _, trust in topic]
