"""What do the files of the folder say, each read by itself? A draft becomes Knowledge once nothing in it is broken."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from assistant.content.canned_files import CannedFile, read_canned
from assistant.content.entry_files import EntryFile, read_entry
from assistant.content.errors import Faults, Finding, KnowledgeErrors
from assistant.content.files import MOST_FILES, Files, decode
from assistant.content.places import POLICY_FILE, Place, locate
from assistant.content.policy_file import PolicyFile, read_policy
from assistant.content.policy_texts import PolicyTextFile, read_policy_text
from assistant.content.question_files import Expectation, read_questions
from assistant.content.respect_file import read_respect
from assistant.content.word_files import read_words
from assistant.core.knowledge import PLACEHOLDER, CannedReply, Entry, Knowledge, Words
from assistant.core.matching import Matcher
from assistant.core.policy import Policy
from assistant.core.tone import DEFAULT_WORDS, WordList

SMALL = 50_000
"""Bytes."""


@dataclass(frozen=True)
class Draft:
    """The folder's files, read one by one. What they say of each other is not judged yet."""

    fingerprint: str
    policy: PolicyFile
    entries: Mapping[str, EntryFile]
    policies: Mapping[str, PolicyTextFile]
    canned: tuple[CannedFile, ...]
    words: Words
    respect: WordList
    expectations: tuple[Expectation, ...]
    findings: tuple[Finding, ...]

    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.level == "error"]

    def knowledge(self, before: Knowledge | None = None) -> Knowledge:
        """The snapshot to serve. Raises ``KnowledgeErrors`` when a file could not be read as it must, or it cannot be built.

        ``before`` lends its matcher when the phrasings are the same or nearly so: see ``Matcher.changed``.
        """
        policy = self.policy.policy
        if policy is None or self.errors():
            raise KnowledgeErrors(self.errors())
        entries = {
            name: replace(read.entry, related=tuple(one for one in read.entry.related if one in self.entries))
            for name, read in self.entries.items()
        }
        return Knowledge(
            policy=policy,
            entries=entries,
            policies={name: read.text for name, read in self.policies.items()},
            matcher=_matcher_or_errors(entries, self.words, before),
            words=self.words,
            respect=self.respect,
            canned=tuple(reply for read in self.canned if (reply := _filled(read.reply, policy))),
            fingerprint=self.fingerprint,
        )


def with_fresh_matcher(knowledge: Knowledge, pause: Callable[[], None]) -> Knowledge:
    """The same knowledge with a matcher that has learned everything anew, where it had only learned on."""
    matcher = Matcher.build(list(knowledge.entries.values()), knowledge.words, pause)
    _newest[:] = [(_asked(knowledge.entries, knowledge.words), matcher)]
    return replace(knowledge, matcher=matcher)


_newest: list[tuple[object, Matcher]] = []
"""The newest matcher and what it is for: a save is checked, then tried, then taken in, and needs only one."""


def _matcher_or_errors(entries: Mapping[str, Entry], words: Words, before: Knowledge | None) -> Matcher:
    try:
        return _matcher(entries, words, before)
    except Exception as fault:  # whatever a save brings to light, the last good knowledge stays in use
        said = f"the knowledge could not be built ({type(fault).__name__}: {fault})"
        mend = "undo the last change and tell the developers"
        raise KnowledgeErrors([Finding(".", 0, "error", said, mend)]) from fault


def _matcher(entries: Mapping[str, Entry], words: Words, before: Knowledge | None) -> Matcher:
    asked = _asked(entries, words)
    for known, matcher in _newest[:]:
        if known == asked and (before or not matcher.learned_on):
            return matcher
    found = before.matcher.changed(list(entries.values())) if before and before.words == words else None
    matcher = found or Matcher.build(list(entries.values()), words)
    _newest[:] = [(asked, matcher)]
    return matcher


def _asked(entries: Mapping[str, Entry], words: Words) -> object:
    """All that a matcher is made from."""
    return [(entry.id, entry.questions) for entry in entries.values()], words


def read_draft(files: Files) -> Draft:
    """Every file of the folder, read for itself; all problems are in ``findings``."""
    findings = list(files.findings)
    policy = PolicyFile(None)
    if not any(finding.file == POLICY_FILE for finding in findings):
        policy, found = _read_policy(files.contents.get(POLICY_FILE))
        findings += found
    shelves: dict[str, _Shelf] = {"": _Shelf()}
    for file in sorted(files.contents):
        if file == POLICY_FILE:
            continue
        read = _read_file(file, files.contents[file])
        findings += read.findings
        if read.place and read.says is not None:
            shelves.setdefault(read.place.language, _Shelf()).put(read.place, read.says)
    for unread in files.findings:
        place = locate(unread.file, Faults(unread.file))
        if place and place.kind in ("entry", "policy"):
            says = _meaning(place, unread.file, None, Faults(unread.file))
            if says is not None:
                shelves.setdefault(place.language, _Shelf()).put(place, says)
    # further languages are read for their faults, but not served yet
    served = shelves[""]
    return Draft(
        fingerprint=files.fingerprint,
        policy=policy,
        entries=served.entries,
        policies=served.policies,
        canned=tuple(served.canned),
        words=served.words,
        respect=served.respect,
        expectations=served.expectations,
        findings=tuple(sorted(findings)),
    )


_Says = EntryFile | PolicyTextFile | CannedFile | Words | WordList | tuple[Expectation, ...]


@dataclass(frozen=True)
class _Read:
    """What one file says, and what is wrong with it by itself."""

    place: Place | None
    says: _Says | None
    findings: tuple[Finding, ...]


@lru_cache(1)
def _read_policy(content: bytes | None) -> tuple[PolicyFile, tuple[Finding, ...]]:
    faults = Faults(POLICY_FILE)
    return read_policy(content, faults), tuple(faults.findings)


def _read_file(file: str, content: bytes) -> _Read:
    """A file is read once for as long as it stays the same: a save of one file costs the reading of that one."""
    return _read_small(file, content) if len(content) <= SMALL else _read_large(file, content)


def _read(file: str, content: bytes) -> _Read:
    faults = Faults(file)
    place = locate(file, faults)
    says = _meaning(place, file, decode(content, faults), faults) if place else None
    return _Read(place, says, tuple(faults.findings))


# what is remembered stays within bounds, also while somebody types in a large file and looks at the preview
_read_small = lru_cache(MOST_FILES)(_read)
_read_large = lru_cache(8)(_read)


def _meaning(place: Place, file: str, source: str | None, faults: Faults) -> _Says | None:
    """An unreadable entry or policy keeps its name, so that links to it do not look dead."""
    if place.kind == "entry":
        return read_entry(place.name, file, source, faults)
    if place.kind == "policy":
        return read_policy_text(place.name, file, source, faults)
    if source is None:
        return None
    if place.kind == "canned":
        return read_canned(place.name, file, source, faults)
    if place.kind == "words":
        return read_words(source, faults)
    if place.kind == "respect":
        return read_respect(source, faults)
    return read_questions(source, faults)


@dataclass
class _Shelf:
    """What the files of one language say."""

    entries: dict[str, EntryFile] = field(default_factory=dict)
    policies: dict[str, PolicyTextFile] = field(default_factory=dict)
    canned: list[CannedFile] = field(default_factory=list)
    words: Words = field(default_factory=Words)
    respect: WordList = DEFAULT_WORDS
    expectations: tuple[Expectation, ...] = ()

    def put(self, place: Place, says: _Says) -> None:
        match says:
            case EntryFile():
                self.entries[place.name] = says
            case PolicyTextFile():
                self.policies[place.name] = says
            case CannedFile():
                self.canned.append(says)
            case Words():
                self.words = says
            case WordList():
                self.respect = says
            case _:
                self.expectations = says


def _filled(reply: CannedReply, policy: Policy) -> CannedReply | None:
    """The reply with its figures; None while it quotes one that the shop has not stated."""
    values = policy.placeholders
    if any(values.get(name) is None for name in PLACEHOLDER.findall(reply.text)):
        return None
    return replace(reply, text=PLACEHOLDER.sub(lambda found: str(values[found.group(1)]), reply.text))
