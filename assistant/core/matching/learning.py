"""What is learned from the phrasings, and how is it learned on when a few of them change?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.core.matching.calibration import calibrate
from assistant.core.matching.confidence import Confidence, Coverage
from assistant.core.matching.features import Synonyms
from assistant.core.matching.fitting import Basis, Pause, fit
from assistant.core.matching.framing import WORDS as FRAME_WORDS
from assistant.core.matching.framing import core, stresses
from assistant.core.matching.offtopic import OFF_TOPIC, off_topic
from assistant.core.matching.refitting import Change, refit
from assistant.core.matching.scoring import Scorer
from assistant.core.matching.similarity import Similarity
from assistant.core.matching.spelling import Spelling
from assistant.core.matching.text import Reader
from assistant.core.matching.thesaurus import ALIKE, KINDS
from assistant.core.matching.thresholds import Thresholds

Read = Sequence[str]
"""A phrasing as words, neither repaired nor unwrapped."""


class Vocabulary(Protocol):
    """The shop's own words."""

    @property
    def synonyms(self) -> Sequence[Sequence[str]]: ...

    @property
    def abbreviations(self) -> Mapping[str, str]: ...

    @property
    def products(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Learned:
    """All that the matcher knows. Rows of ``similarity`` are phrasings, off-topic lines, and landmarks of the past."""

    spelling: Spelling
    similarity: Similarity
    scorer: Scorer
    basis: Basis
    coverage: Coverage
    confidence: Confidence
    thresholds: Thresholds
    found_unseen: NDArray[np.int64]
    """Which entry each phrasing leads to when it is left out itself; its own where it leads to none."""


def learn(
    phrasings: Sequence[Read], owners: NDArray[np.int64], reader: Reader, words: Vocabulary, pause: Pause
) -> Learned:
    """``owners`` are the entries of the phrasings, ascending from 0. ``pause`` is called between steps."""
    vocabulary = Counter(word for read in phrasings for word in set(read)) + Counter(FRAME_WORDS)
    spelling = Spelling(vocabulary, {word for product in words.products for word in reader.words(product)})
    topics = [_repaired(read, spelling) for read in phrasings]
    synonyms = Synonyms([*ALIKE, *KINDS, *words.synonyms], reader.words)
    strange = off_topic(topics, [topic([(word, 1.0) for word in reader.words(line)])[0] for line in OFF_TOPIC])
    similarity = Similarity([*topics, *strange], synonyms)
    coverage = Coverage(topics, owners, synonyms, similarity.words.weight)
    fitted = fit(similarity, np.append(owners, np.full(len(strange), owners[-1] + 1)), pause)
    taught = calibrate(fitted, coverage, owners, strange, pause)
    return Learned(
        spelling,
        similarity,
        fitted.scorer,
        fitted.basis,
        coverage,
        taught.confidence,
        taught.thresholds,
        taught.found_unseen,
    )


def learn_on(
    learned: Learned,
    kept: NDArray[np.int64],
    fresh: Sequence[Read],
    owners: NDArray[np.int64],
    entries: NDArray[np.int64],
) -> Learned:
    """The same after a change of a few phrasings, in a small part of the time; how sure to be is not learned anew.

    ``kept`` tells for each phrasing from now on its place before, -1 for the ``fresh`` ones, which follow in their order.
    ``owners`` are the entries from now on, ascending, and ``entries`` their places before, -1 for new ones.
    """
    spelling = learned.spelling.with_words({word for read in fresh for word in read})
    topics = [_repaired(read, spelling) for read in fresh]
    arranged = _arranged(learned, kept)
    similarity = learned.similarity.rearranged(topics, arranged)
    change = _change(learned, kept, owners, entries, arranged)
    refitted = refit(learned.basis, learned.scorer, learned.similarity, similarity, change)
    found = _still_found(learned, kept, owners, entries)
    found[change.fresh] = refitted.without_the_phrasing.total[:, :-1].argmax(axis=1)
    coverage = learned.coverage.rearranged(topics, kept, owners, entries, similarity.words.weight)
    return Learned(
        spelling,
        similarity,
        refitted.scorer,
        refitted.basis,
        coverage,
        learned.confidence,
        learned.thresholds,
        found,
    )


def topic(read: Sequence[tuple[str, float]]) -> tuple[list[str], list[float]]:
    """The words that say what is asked, without "could you help me to", each with how far it is trusted."""
    plain = [part for part in read if not stresses(part[0])] or read
    about = plain[core([word for word, _ in plain])]
    return [word for word, _ in about], [trust for _, trust in about]


def _repaired(read: Read, spelling: Spelling) -> list[str]:
    return topic([part for typed in read for part in spelling.repair(typed)])[0]


def _arranged(learned: Learned, kept: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows of before, and after them the fresh ones, in the order of from now on."""
    before, scorer = len(learned.similarity), learned.scorer
    asked = np.where(kept < 0, before + np.cumsum(kept < 0) - 1, kept)
    gone = np.setdiff1d(np.arange(len(learned.found_unseen)), kept)
    past = np.append(np.arange(scorer.end, before), np.intersect1d(gone, scorer.landmarks))
    return np.concatenate([asked, np.arange(len(learned.found_unseen), scorer.end), past]).astype(np.int64)


def _change(
    learned: Learned,
    kept: NDArray[np.int64],
    owners: NDArray[np.int64],
    entries: NDArray[np.int64],
    arranged: NDArray[np.int64],
) -> Change:
    scorer, phrasings = learned.scorer, len(learned.found_unseen)
    places = np.full(len(learned.similarity) + int((kept < 0).sum()), -1)
    places[arranged] = np.arange(len(arranged))
    gone = np.setdiff1d(np.arange(phrasings), kept)
    fresh = np.flatnonzero(kept < 0)
    return Change(
        gone=gone,
        gone_from=np.searchsorted(scorer.firsts, gone, side="right") - 1,
        fresh=fresh,
        fresh_of=owners[fresh],
        columns=np.append(entries, len(scorer.firsts) - 1),
        firsts=np.append(np.searchsorted(owners, np.arange(len(entries))), len(kept)),
        end=len(kept) + scorer.end - phrasings,
        landmarks=places[scorer.landmarks],
    )


def _still_found(
    learned: Learned, kept: NDArray[np.int64], owners: NDArray[np.int64], entries: NDArray[np.int64]
) -> NDArray[np.int64]:
    """What was found before; a phrasing that led to an entry which is no more is taken to find its own."""
    now = np.full(len(learned.scorer.firsts), -1)
    now[entries[entries >= 0]] = np.flatnonzero(entries >= 0)
    found = now[learned.found_unseen[kept]]
    return np.where(found < 0, owners, found)
