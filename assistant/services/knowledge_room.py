"""The knowledge room: who works in it, on which folder, and how a change gets from a draft into use."""

import re
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from assistant.content.check import check_files
from assistant.content.draft import read_draft
from assistant.content.errors import Finding, KnowledgeErrors
from assistant.content.files import Files, read_folder
from assistant.content.live import LiveKnowledge
from assistant.content.snapshot import snapshot
from assistant.core.errors import Conflict, Invalid, Unavailable
from assistant.core.knowledge import Knowledge
from assistant.core.people import User
from assistant.services.desk import Desk
from assistant.services.knowledge_files import bytes_of, hash_of, is_ours, require_known, require_place, text_of
from assistant.services.knowledge_history import following
from assistant.services.shapes import Shape, iso
from assistant.store import knowledge_files, knowledge_versions
from assistant.store.knowledge_files import Exchange, Overtaken
from assistant.store.knowledge_versions import Author, State

MOST_CHANGES = 200
LONGEST_NOTE = 500

Apart = Callable[..., Any]
"""Calls a function with its arguments where nobody waits for the processor: checking and building take it for a while."""


def _at_once(work: Callable[..., Any], *args: Any) -> Any:
    return work(*args)


@dataclass(frozen=True)
class Room:
    """The folder that is worked on, and the knowledge that comes of it."""

    folder: Path
    live: LiveKnowledge
    apart: Apart = _at_once
    _tried: "OrderedDict[str, Knowledge]" = field(default_factory=OrderedDict)

    def with_changes(self, changes: Sequence["Change"]) -> Knowledge:
        """The knowledge in use, or what it would be with these changes. Raises ``CheckFailed`` when they cannot be used.

        The latest drafts are kept, since whoever tries one tries it more than once.
        """
        if not changes:
            return self.live.current
        files = drafted(self, changes)
        current = self.live.current
        if files.fingerprint == current.fingerprint:
            return current
        if files.fingerprint not in self._tried:
            try:
                self._tried[files.fingerprint] = self.apart(snapshot, files, current)
            except KnowledgeErrors as broken:
                raise CheckFailed(broken.findings) from None
            while len(self._tried) > _DRAFTS_KEPT:
                self._tried.popitem(last=False)
        return self._tried[files.fingerprint]


_DRAFTS_KEPT = 2


@dataclass(frozen=True, slots=True)
class Change:
    """What a file is to say; None deletes it. ``base`` is the hash of what the editor started from, None: of no file."""

    file: str
    text: str | None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What is in use now, or at least in the folder."""

    hashes: Mapping[str, str | None]
    versions: Sequence[int]
    findings: Sequence[Finding]
    """Of the whole folder: warnings, and errors that it had before."""


@dataclass(frozen=True, slots=True)
class Theirs:
    """How a file stands that changed while somebody edited it; without text and hash where it was deleted."""

    file: str
    text: str | None
    hash: str | None
    saved_at: datetime | None
    saved_by: str | None


class ChangedUnderneath(Conflict):
    """Somebody else wrote to a file since the editor opened it."""

    def __init__(self, theirs: Sequence[Theirs]) -> None:
        self.theirs = theirs
        super().__init__(
            "What you started from has changed meanwhile. Nothing was saved; look at the other version, and save again.",
            code="changed_underneath",
            fields={one.file: _what_happened(one) for one in theirs},
        )


class CheckFailed(Invalid):
    """The folder would get errors it did not have. Nothing was saved."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = findings
        errors = sum(finding.level == "error" for finding in findings)
        super().__init__(
            f"Nothing was saved: the check finds {errors} error{'' if errors == 1 else 's'}. Mend what it names.",
            code="check_failed",
        )


def save(
    desk: Desk,
    room: Room,
    changes: Sequence[Change],
    by: User,
    at: datetime,
    *,
    note: str | None = None,
    revert_of: int | None = None,
) -> Saved:
    """Write all changes to the folder and the history, and have them in use; or change nothing at all.

    Raises ``ChangedUnderneath`` when a file is not what the change starts from, ``CheckFailed`` when the folder would
    get errors it did not have, ``Conflict`` (``read_only_folder``), ``Invalid`` and ``TooLarge`` for what cannot be saved.
    """
    _refuse_slips(room, changes, note)
    if revert_of is not None:
        _require_version(desk, revert_of, changes)
    with knowledge_files.locked(room.folder):
        before = read(room)
        _refuse_unknown_deletions(room, changes, before)
        _refuse_overtaken(desk, room, changes)
        exchanges = _exchanges(changes, before)
        findings, blamed = room.apart(judged, room, before, _with(before, exchanges), at.date())
        if blamed:
            raise CheckFailed(findings)
        try:
            room.apart(knowledge_files.exchange, room.folder, exchanges)
        except Overtaken:
            raise _overtaken(desk, room, changes) from None
        written = _Written(exchanges, Author("user", by.id, by.name), note or None, revert_of, at)
        try:
            versions = desk.db.write(written.record)
        except BaseException:
            room.apart(knowledge_files.undo, room.folder, exchanges)
            raise
    room.apart(room.live.poke)
    return Saved({file: hash_of(one.after) for file, one in exchanges.items()}, versions, findings)


def check(room: Room, changes: Sequence[Change], at: datetime) -> tuple[Sequence[Finding], bool]:
    """Every finding the folder would have with these changes, and whether a save of them would be refused."""
    _refuse_slips(room, changes, None)
    before = room.live.files
    findings, blamed = room.apart(judged, room, before, drafted(room, changes), at.date())
    return findings, bool(blamed)


def drafted(room: Room, changes: Sequence[Change]) -> Files:
    """The folder as it would be. Raises ``Invalid`` and ``TooLarge`` for what cannot be saved."""
    _refuse_slips(room, changes, None)
    before = room.live.files
    return _with(before, _exchanges(changes, before))


def read(room: Room) -> Files:
    """The folder as it stands now. Raises ``Unavailable`` when there is none to read."""
    try:
        files: Files = room.apart(read_folder, room.folder)
    except KnowledgeErrors as gone:
        finding = gone.findings[0]
        raise Unavailable(f"The knowledge folder cannot be read: {finding.message}. Mend: {finding.mend}.") from None
    return files


def judged(room: Room, before: Files, after: Files, today: date) -> tuple[list[Finding], list[Finding]]:
    """Every finding of the folder as it would be, and the errors that are to blame on the change.

    An error the folder had before is no reason to refuse: otherwise a folder with two faults could not be mended one
    by one. Where a broken file kept others from being judged, what comes to light in them is not to blame either.
    """
    findings = check_files(after, today=today, before=room.live.current)
    errors = [finding for finding in findings if finding.level == "error"]
    if not errors:
        return findings, []
    known = Counter(_fault(finding) for finding in check_files(before, today=today, before=room.live.current))
    hidden = bool(read_draft(before).errors())
    changed = {
        name for name in {*before.contents, *after.contents} if before.contents.get(name) != after.contents.get(name)
    }
    blamed = []
    for finding in errors:
        if known[_fault(finding)] > 0:
            known[_fault(finding)] -= 1
        elif not hidden or finding.file in changed:
            blamed.append(finding)
    return findings, blamed


def finding_shape(finding: Finding) -> Shape:
    return {
        "level": finding.level,
        "file": finding.file,
        "line": finding.line or None,
        "message": finding.message,
        "mend": finding.mend,
    }


def theirs_shape(one: Theirs) -> Shape:
    return {
        "file": one.file,
        "text": one.text,
        "hash": one.hash,
        "saved_at": iso(one.saved_at),
        "saved_by": one.saved_by,
    }


def open_file(desk: Desk, room: Room, file: str) -> Theirs:
    """A file as it lies in the folder, and who saved it. Raises ``NotFound``."""
    require_known(room.folder, file, room.live.files.contents)
    content = knowledge_files.read_bytes(room.folder, file)
    require_known(room.folder, file, () if content is None else (file,))
    return _as_it_stands(file, content, desk.db.read(knowledge_versions.latest))


@dataclass(frozen=True, slots=True)
class _Written:
    """What was put into the folder just now."""

    exchanges: Mapping[str, Exchange]
    by: Author
    note: str | None
    revert_of: int | None
    at: datetime

    def record(self, tx: Connection) -> list[int]:
        """Keep it, after what a text editor wrote before and nobody has recorded yet; the ids of our own versions."""
        known = knowledge_versions.latest(tx)
        reverted = knowledge_versions.by_id(tx, self.revert_of) if self.revert_of else None
        for file, one in self.exchanges.items():
            if hash_of(one.before) != (known[file].hash if file in known else None):
                outside = following(tx, file, known.get(file), one.before, knowledge_versions.OUTSIDE, self.at)
                knowledge_versions.add(tx, [outside])
        known = knowledge_versions.latest(tx)
        own = [
            following(
                tx,
                file,
                known.get(file),
                one.after,
                self.by,
                self.at,
                note=self.note,
                revert_of=self.revert_of if reverted and reverted.file == file else None,
            )
            for file, one in self.exchanges.items()
        ]
        return knowledge_versions.add(tx, own)


def _refuse_slips(room: Room, changes: Sequence[Change], note: str | None) -> None:
    """What can be told without looking into the folder."""
    if not 1 <= len(changes) <= MOST_CHANGES:
        raise Invalid(f"Send between 1 and {MOST_CHANGES} changes at once.", fields={"changes": "1 to 200"})
    if note is not None and len(note) > LONGEST_NOTE:
        raise Invalid(f"A note has at most {LONGEST_NOTE} characters.", fields={"note": f"at most {LONGEST_NOTE}"})
    twice = [file for file, count in Counter(change.file for change in changes).items() if count > 1]
    if twice:
        raise Invalid("Send one change for each file.", fields={twice[0][:200]: "There are two changes of it."})
    for change in changes:
        if change.text is not None:
            require_place(room.folder, change.file)
        elif not is_ours(change.file):
            raise Invalid("Only files of the knowledge folder can be deleted.", fields={"changes": "no such file"})


def _refuse_unknown_deletions(room: Room, changes: Sequence[Change], before: Files) -> None:
    for change in changes:
        if change.text is None and change.base is None:
            require_known(room.folder, change.file, before.contents)


def _refuse_overtaken(desk: Desk, room: Room, changes: Sequence[Change]) -> None:
    stand = {change.file: knowledge_files.read_bytes(room.folder, change.file) for change in changes}
    if any(hash_of(stand[change.file]) != change.base for change in changes):
        raise _overtaken(desk, room, changes)


def _overtaken(desk: Desk, room: Room, changes: Sequence[Change]) -> ChangedUnderneath:
    known = desk.db.read(knowledge_versions.latest)
    found = []
    for change in changes:
        content = knowledge_files.read_bytes(room.folder, change.file)
        if hash_of(content) != change.base:
            found.append(_as_it_stands(change.file, content, known))
    return ChangedUnderneath(found)


def _as_it_stands(file: str, content: bytes | None, known: Mapping[str, State]) -> Theirs:
    state = known.get(file)
    recorded = state if state and state.hash == hash_of(content) else None
    return Theirs(
        file,
        None if content is None else text_of(content),
        hash_of(content),
        recorded.at if recorded else None,
        recorded.by.name if recorded else None,
    )


def _what_happened(theirs: Theirs) -> str:
    who = f"{theirs.saved_by} has" if theirs.saved_by else "Somebody has"
    return f"{who} deleted it." if theirs.hash is None else f"{who} saved it meanwhile."


def _exchanges(changes: Sequence[Change], before: Files) -> dict[str, Exchange]:
    """What becomes other than it is."""
    found = {}
    for change in changes:
        content = before.contents.get(change.file)
        after = None if change.text is None else bytes_of(change.file, change.text, content)
        if after != content:
            found[change.file] = Exchange(content, after)
    return found


def _with(before: Files, exchanges: Mapping[str, Exchange]) -> Files:
    return before.with_changes({file: one.after for file, one in exchanges.items()})


def _require_version(desk: Desk, version_id: int, changes: Sequence[Change]) -> None:
    version = desk.db.read(lambda tx: knowledge_versions.by_id(tx, version_id))
    if version is None or version.file not in {change.file for change in changes}:
        fields = {"revert_of": "There is no such version of what is changed here."}
        raise Invalid("The version to bring back is none of these files. Take it from the history.", fields=fields)


_PLACES = re.compile(r"(?<=:)\d+|(?<=\bline )\d+")


def _fault(finding: Finding) -> tuple[str, str]:
    """A finding without the lines, which move when something is written above."""
    return finding.file, _PLACES.sub("", finding.message) if finding.level == "error" else ""
