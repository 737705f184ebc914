"""The knowledge room for the console and for scripts: look, try, check, save, and look back."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from flask import Blueprint, current_app, jsonify, request
from pydantic import Field, StringConstraints
from werkzeug.wrappers import Response

from assistant.core.errors import Malformed
from assistant.core.people import Role, User
from assistant.entry.clock import now
from assistant.entry.doors import doors
from assistant.entry.parsing import Input, Line, Text, json_body, line, whole_number
from assistant.entry.refusals import error_body, status_of
from assistant.entry.sessions import staff
from assistant.services.knowledge import asking as knowledge_asking
from assistant.services.knowledge import history as knowledge_history
from assistant.services.knowledge import room as knowledge_room
from assistant.services.knowledge.history import PAGE
from assistant.services.knowledge.overview import overview
from assistant.services.knowledge.preview import preview
from assistant.services.knowledge.room import (
    MOST_CHANGES,
    Change,
    ChangedUnderneath,
    CheckFailed,
    Saved,
    finding_shape,
    theirs_shape,
)

M = TypeVar("M", bound=Input)

api = Blueprint("knowledge", __name__, url_prefix="/api/v1/knowledge")

EDITING = (Role.EDITOR, Role.LEAD)
LARGEST_BODY = 8_000_000
"""Bytes: a file of 1 MB with its letters escaped, or many small ones."""

FileName = Annotated[str, StringConstraints(min_length=1, max_length=400)]
FileText = Annotated[str, StringConstraints(max_length=2_000_000)]
"""As it is: what is invisible in it is for the check to find."""
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class ChangeOfFile(Input):
    file: FileName
    text: FileText | None = None
    base: Hash | None = None

    @property
    def change(self) -> Change:
        return Change(self.file, self.text, self.base)


Changes = Annotated[list[ChangeOfFile], Field(max_length=MOST_CHANGES)]


class Preview(Input):
    file: FileName
    text: FileText


class Check(Input):
    changes: Changes


class Save(Input):
    changes: Changes
    note: Line | None = None
    revert_of: Line | None = None


class Ask(Input):
    text: Text = ""
    turns: Annotated[list[Text], Field(default_factory=list, max_length=50)]
    changes: Annotated[Changes, Field(default_factory=list)]


@api.get("")
def look() -> Response:
    staff(*EDITING)
    return jsonify(overview(doors().desk, doors().room, now()))


@api.get("/files/<path:file>")
def open_file(file: str) -> Response:
    staff(*EDITING)
    return jsonify(theirs_shape(knowledge_room.open_file(doors().desk, doors().room, file)))


@api.post("/preview")
def show() -> Response:
    editor("knowledge_preview")
    given = body(Preview)
    return jsonify(preview(doors().room, given.file, given.text))


@api.post("/check")
def check() -> Response:
    editor("knowledge_check")
    given = body(Check)
    findings, refused = knowledge_room.check(doors().room, [each.change for each in given.changes], now())
    return jsonify(findings=[finding_shape(finding) for finding in findings], refused=refused)


@api.post("/changes")
def save() -> Response:
    user = editor("knowledge_save")
    given = body(Save)
    changes, revert_of = [each.change for each in given.changes], _version_id(given.revert_of)
    return saved(
        lambda: knowledge_room.save(
            doors().desk, doors().room, changes, user, now(), note=given.note, revert_of=revert_of
        )
    )


def saved(save: Callable[[], Saved]) -> Response:
    """The answer to a save, whatever becomes of it: in use, overtaken, or refused with the findings."""
    outcomes = current_app.extensions["numbers"].knowledge_saves
    try:
        done = save()
    except (ChangedUnderneath, CheckFailed) as refusal:
        outcomes.labels(refusal.code).inc()
        return refused(refusal)
    outcomes.labels("saved").inc()
    return jsonify(
        files=[{"file": file, "hash": hash} for file, hash in done.hashes.items()],
        versions=[str(one) for one in done.versions],
        findings=[finding_shape(finding) for finding in done.findings],
    )


@api.post("/ask")
def ask() -> Response:
    user = staff()
    given = body(Ask)
    if given.changes:
        user = staff(*EDITING)
    doors().limits.spend("knowledge_ask", user.id)
    changes = [each.change for each in given.changes]
    try:
        return jsonify(knowledge_asking.ask(doors().room, given.turns or [given.text], changes))
    except CheckFailed as refusal:
        return refused(refusal)


@api.get("/history")
def history() -> Response:
    staff(*EDITING)
    asked = request.args
    unknown = set(asked) - {"file", "cursor", "limit"}
    if unknown:
        raise Malformed(f"Unknown filter: {', '.join(sorted(unknown))[:100]}")
    limit = whole_number(asked.get("limit", str(PAGE)), most=1000)
    if limit is None:
        raise Malformed("limit is a number of versions, up to 200.")
    file = line(asked["file"], 400) if "file" in asked else None
    return jsonify(knowledge_history.history(doors().desk, file, asked.get("cursor"), limit))


@api.get("/history/<version>")
def version(version: str) -> Response:
    staff(*EDITING)
    return jsonify(knowledge_history.version(doors().desk, version, doors().room.apart))


def editor(deed: str) -> User:
    """Who edits the knowledge with this request, counted against how often one may."""
    user = staff(*EDITING)
    doors().limits.spend(deed, user.id)
    return user


def body(model: type[M]) -> M:
    """A body as large as files are."""
    request.max_content_length = LARGEST_BODY
    return json_body(model)


def _version_id(told: str | None) -> int | None:
    if told is None:
        return None
    found = knowledge_history.read_id(told)
    if found is None:
        raise Malformed("revert_of is the id of a version in the history.")
    return found


def refused(error: ChangedUnderneath | CheckFailed) -> Response:
    """A refusal with what is needed to mend it."""
    if isinstance(error, ChangedUnderneath):
        response = jsonify(error=error_body(error), theirs=[theirs_shape(one) for one in error.theirs])
    else:
        response = jsonify(error=error_body(error), findings=[finding_shape(one) for one in error.findings])
    response.status_code = status_of(error)
    return response
