"""What does the shop's knowledge hold? One immutable snapshot, built aside and swapped in whole."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from assistant.core.matching import Matcher
from assistant.core.policy import Policy, SectionRef
from assistant.core.tone import DEFAULT_WORDS, WordList

Kind = Literal["general", "complex"]
HandoffRule = Literal["never", "offer", "always"]

PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z0-9_.]+)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer, and the ways shoppers ask for it. ``id`` is ``<topic>/<name>``."""

    id: str
    title: str
    questions: tuple[str, ...]
    answer: str
    """Markdown with ``{{ placeholders }}``."""
    not_stated: str | None = None
    """Markdown said while a fact quoted in ``answer`` is null; None hands over instead."""
    source: SectionRef | None = None
    kind: Kind = "general"
    handoff: HandoffRule = "offer"
    related: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    review_by: date | None = None

    @property
    def topic(self) -> str:
        return self.id.split("/", 1)[0]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section of a policy text; ``text`` is Markdown."""

    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A policy that shoppers can read, ``policies/<name>.md``."""

    name: str
    title: str
    intro: str
    sections: tuple[Section, ...]

    def section(self, number: str) -> Section | None:
        return next((section for section in self.sections if section.number == number), None)


@dataclass(frozen=True, slots=True)
class CannedReply:
    """A reply agents can start from; ``text`` is Markdown with placeholders filled in."""

    name: str
    title: str
    topics: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """Synonym groups, abbreviations and product names, from ``words.yaml``."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """An entry's answer with the figures filled in. ``stated`` is False when a fact it needs is null."""

    text: str | None
    stated: bool


@dataclass(frozen=True)
class Knowledge:
    """Everything the assistant may say, and the matcher that finds it."""

    policy: Policy
    entries: Mapping[str, Entry]
    policies: Mapping[str, PolicyText]
    matcher: Matcher
    words: Words = field(default_factory=Words)
    respect: WordList = DEFAULT_WORDS
    """What must not be said to a shopper, from ``respect.yaml``."""
    canned: tuple[CannedReply, ...] = ()
    fingerprint: str = ""
    """Changes whenever a file of the knowledge folder changes."""

    @cached_property
    def words_fingerprint(self) -> str:
        """The same for as long as every text is read and matched in the same way: while no phrasing and no word changes."""
        phrased = [(id, entry.questions) for id, entry in self.entries.items()]
        words = (self.words.synonyms, sorted(self.words.abbreviations.items()), self.words.products)
        return hashlib.sha256(repr((phrased, words)).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def speak(self, entry: Entry) -> Spoken:
        """The entry's answer with its figures, or what it says while a figure is not stated."""
        said = self._fill(entry.answer)
        if said is not None:
            return Spoken(said, stated=True)
        return Spoken(self._fill(entry.not_stated) if entry.not_stated else None, stated=False)

    def cited(self, ref: SectionRef) -> Section | None:
        """The section a source points at, None where the policy text was not given to us."""
        text = self.policies.get(ref.policy)
        return text.section(ref.section) if text else None

    def _fill(self, text: str) -> str | None:
        values = self.policy.placeholders
        names = PLACEHOLDER.findall(text)
        if any(values.get(name) is None for name in names):
            return None
        return PLACEHOLDER.sub(lambda found: str(values[found.group(1)]), text)
