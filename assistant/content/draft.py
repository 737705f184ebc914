"""What do the files of the folder say, each read by itself? A draft becomes Knowledge once nothing in it is broken."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.content.canned_files import CannedFile, read_canned
from assistant.content.entry_files import EntryFile, read_entry
from assistant.content.errors import Faults, Finding, KnowledgeErrors
from assistant.content.files import Files, decode
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
        """The snapshot to serve. Raises ``KnowledgeErrors`` when a file could not be read as it must.

        ``before`` lends its matcher when no phrasing and no word has changed since.
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
            matcher=_matcher(entries, self.words, before),
            words=self.words,
            respect=self.respect,
            canned=tuple(reply for read in self.canned if (reply := _filled(read.reply, policy))),
            fingerprint=self.fingerprint,
        )


def _matcher(entries: Mapping[str, Entry], words: Words, before: Knowledge | None) -> Matcher:
    if before and before.words == words and _phrasings(before.entries) == _phrasings(entries):
        return before.matcher
    return Matcher.build(list(entries.values()), words)


def _phrasings(entries: Mapping[str, Entry]) -> list[tuple[str, tuple[str, ...]]]:
    return [(entry.id, entry.questions) for entry in entries.values()]


def read_draft(files: Files) -> Draft:
    """Every file of the folder, read for itself; all problems are in ``findings``."""
    findings = list(files.findings)
    policy = PolicyFile(None)
    if not any(finding.file == POLICY_FILE for finding in findings):
        faults = Faults(POLICY_FILE)
        policy = read_policy(files.contents.get(POLICY_FILE), faults)
        findings += faults.findings
    shelves: dict[str, _Shelf] = {"": _Shelf()}
    for file in sorted(files.contents):
        if file == POLICY_FILE:
            continue
        faults = Faults(file)
        place = locate(file, faults)
        if place:
            shelf = shelves.setdefault(place.language, _Shelf())
            shelf.put(place, file, decode(files.contents[file], faults), faults)
        findings += faults.findings
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


@dataclass
class _Shelf:
    """What the files of one language say."""

    entries: dict[str, EntryFile] = field(default_factory=dict)
    policies: dict[str, PolicyTextFile] = field(default_factory=dict)
    canned: list[CannedFile] = field(default_factory=list)
    words: Words = field(default_factory=Words)
    respect: WordList = DEFAULT_WORDS
    expectations: tuple[Expectation, ...] = ()

    def put(self, place: Place, file: str, source: str | None, faults: Faults) -> None:
        """Read one file to where it belongs. An unreadable entry keeps its id, so that links to it do not look dead."""
        if place.kind == "entry":
            self.entries[place.name] = read_entry(place.name, file, source, faults)
        elif place.kind == "policy":
            self.policies[place.name] = read_policy_text(place.name, file, source, faults)
        elif source is None:
            return
        elif place.kind == "canned":
            if reply := read_canned(place.name, file, source, faults):
                self.canned.append(reply)
        elif place.kind == "words":
            self.words = read_words(source, faults)
        elif place.kind == "respect":
            self.respect = read_respect(source, faults)
        else:
            self.expectations = read_questions(source, faults)


def _filled(reply: CannedReply, policy: Policy) -> CannedReply | None:
    """The reply with its figures; None while it quotes one that the shop has not stated."""
    values = policy.placeholders
    if any(values.get(name) is None for name in PLACEHOLDER.findall(reply.text)):
        return None
    return replace(reply, text=PLACEHOLDER.sub(lambda found: str(values[found.group(1)]), reply.text))
