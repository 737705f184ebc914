"""The knowledge room: who works in it, on which folder, and how a change gets from a draft into use."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from assistant.content.errors import Finding, KnowledgeErrors
from assistant.content.files import Files, read_folder
from assistant.content.live import LiveKnowledge
from assistant.content.snapshot import snapshot
from assistant.core.errors import Conflict, Invalid, Unavailable
from assistant.core.gaps import Report
from assistant.core.knowledge import Knowledge
from assistant.core.people import User
from assistant.services.apart import Apart, at_once
from assistant.services.desk import Desk
from assistant.services.knowledge.files import bytes_of, hash_of, not_there, require_ours, require_place, text_of
from assistant.services.knowledge.history import Save, record
from assistant.services.knowledge.judging import judged
from assistant.services.knowledge.recent import Recent
from assistant.services.shapes import Shape, iso
from assistant.store import knowledge_files, knowledge_versions
from assistant.store.knowledge_files import Exchange, Overtaken
from assistant.store.knowledge_use import Use
from assistant.store.knowledge_versions import Author, State

MOST_CHANGES = 200
DRAFTS_KEPT = 4
LONGEST_NOTE = 500


@dataclass(frozen=True)
class Room:
    """The folder that is worked on, and the knowledge that comes of it."""

    folder: Path
    live: LiveKnowledge
    apart: Apart = at_once
    """For what takes a moment,"""
    behind: Apart = at_once
    """and for what takes seconds: checking, building."""
    tried: Recent[Knowledge] = field(default_factory=lambda: Recent(DRAFTS_KEPT))
    """Drafts that somebody asked: who tries one tries it more than once."""
    checked: Recent[tuple[list[Finding], list[Finding]]] = field(default_factory=lambda: Recent(DRAFTS_KEPT))
    """What the check said: who saves a draft has most often seen it checked."""
    used: Recent[Mapping[str, Use]] = field(default_factory=lambda: Recent(1))
    """What became of the answers: every open room asks for it after every save."""
    wanted: Recent[Report] = field(default_factory=lambda: Recent(DRAFTS_KEPT))
    """What shoppers asked in vain, for each period that somebody looks at."""


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
    """The folder would get errors it did not have, so nothing was saved, or a draft is too broken to be tried."""

    def __init__(self, findings: Sequence[Finding], blamed: int) -> None:
        self.findings = findings
        errors = "an error" if blamed == 1 else f"{blamed} errors"
        super().__init__(
            f"The check finds {errors} in the draft. Mend what it names, then try again.", code="check_failed"
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
    # the check takes long: once without the lock, and once more with it, which takes long only if something has changed
    _prepared(desk, room, changes, at)
    with knowledge_files.locked(room.folder):
        exchanges, findings = _prepared(desk, room, changes, at)
        try:
            room.apart(knowledge_files.exchange, room.folder, exchanges)
        except Overtaken:
            raise _overtaken(desk, changes, _stand(room, changes)) from None
        made = Save(exchanges, Author("user", by.id, by.name), at, note or None, revert_of)
        try:
            versions = desk.db.write(lambda tx: record(tx, made))
        except BaseException:
            room.apart(knowledge_files.undo, room.folder, exchanges)
            raise
    room.behind(room.live.poke)
    hashes = {change.file: change.base for change in changes}
    return Saved(hashes | {file: hash_of(one.after) for file, one in exchanges.items()}, versions, findings)


def check(room: Room, changes: Sequence[Change], at: datetime) -> tuple[Sequence[Finding], bool]:
    """Every finding the folder would have with these changes, and whether a save of them would be refused."""
    findings, blamed = _judged(room, room.live.files, drafted(room, changes), at)
    return findings, bool(blamed)


def drafted(room: Room, changes: Sequence[Change]) -> Files:
    """The folder as it would be. Raises ``Invalid`` and ``TooLarge`` for what cannot be saved."""
    _refuse_slips(room, changes, None)
    files = room.live.files
    exchanges = _exchanges(changes, {change.file: files.contents.get(change.file) for change in changes})
    return files.with_changes({file: one.after for file, one in exchanges.items()})


def known_with(room: Room, changes: Sequence[Change]) -> Knowledge:
    """The knowledge in use, or what it would be with these changes. Raises ``CheckFailed`` when they cannot be used."""
    current = room.live.current
    files = drafted(room, changes) if changes else None
    if files is None or files.fingerprint == current.fingerprint:
        return current
    try:
        return room.tried.get(files.fingerprint, lambda: room.behind(snapshot, files, current))
    except KnowledgeErrors as broken:
        raise CheckFailed(broken.findings, len(broken.findings)) from None


def read(room: Room) -> Files:
    """The folder as it stands now. Raises ``Unavailable`` when there is none to read."""
    try:
        files: Files = room.apart(read_folder, room.folder)
    except KnowledgeErrors as gone:
        finding = gone.findings[0]
        raise Unavailable(f"The knowledge folder cannot be read: {finding.message}. Mend: {finding.mend}.") from None
    return files


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
    require_ours(room.folder, file)
    content = knowledge_files.read_bytes(room.folder, file) if file in room.live.files.contents else None
    if content is None:
        raise not_there()
    return _as_it_stands(file, content, desk.db.read(lambda tx: knowledge_versions.latest(tx, [file])))


def _prepared(
    desk: Desk, room: Room, changes: Sequence[Change], at: datetime
) -> tuple[dict[str, Exchange], Sequence[Finding]]:
    """What is to be written, and the findings with it, or a refusal: as the folder stands now."""
    before = read(room)
    stand = _stand(room, changes)
    _refuse_overtaken(desk, changes, stand)
    _refuse_unknown(changes, before)
    exchanges = _exchanges(changes, stand)
    after = before.with_changes({file: one.after for file, one in exchanges.items()})
    findings, blamed = _judged(room, before, after, at)
    if blamed:
        raise CheckFailed(findings, len(blamed))
    return exchanges, findings


def _stand(room: Room, changes: Sequence[Change]) -> dict[str, bytes | None]:
    return {change.file: knowledge_files.read_bytes(room.folder, change.file) for change in changes}


def _judged(room: Room, before: Files, after: Files, at: datetime) -> tuple[list[Finding], list[Finding]]:
    today = room.live.current.policy.calendar.local(at).date()
    key = f"{before.fingerprint} {after.fingerprint} {today}"
    return room.checked.get(key, lambda: room.behind(judged, before, after, room.live.current, today))


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
        else:
            require_ours(room.folder, change.file)


def _refuse_unknown(changes: Sequence[Change], before: Files) -> None:
    """Deleting what is not there is a slip."""
    for change in changes:
        if change.text is None and change.file not in before.contents:
            raise not_there()


def _refuse_overtaken(desk: Desk, changes: Sequence[Change], stand: Mapping[str, bytes | None]) -> None:
    if any(hash_of(stand[change.file]) != change.base for change in changes):
        raise _overtaken(desk, changes, stand)


def _overtaken(desk: Desk, changes: Sequence[Change], stand: Mapping[str, bytes | None]) -> ChangedUnderneath:
    changed = [change.file for change in changes if hash_of(stand[change.file]) != change.base]
    known = desk.db.read(lambda tx: knowledge_versions.latest(tx, changed))
    return ChangedUnderneath([_as_it_stands(file, stand[file], known) for file in changed])


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


def _exchanges(changes: Sequence[Change], stand: Mapping[str, bytes | None]) -> dict[str, Exchange]:
    """What becomes other than it is."""
    found = {}
    for change in changes:
        before = stand[change.file]
        after = None if change.text is None else bytes_of(change.file, change.text, before)
        if after != before:
            found[change.file] = Exchange(before, after)
    return found


def _require_version(desk: Desk, version_id: int, changes: Sequence[Change]) -> None:
    version = desk.db.read(lambda tx: knowledge_versions.by_id(tx, version_id))
    if version is None or version.file not in {change.file for change in changes}:
        fields = {"revert_of": "There is no such version of what is changed here."}
        raise Invalid("The version to bring back is none of these files. Take it from the history.", fields=fields)
