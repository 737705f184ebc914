"""The API, described from the models that read it, and browsable."""

import re
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, jsonify, render_template
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from werkzeug.wrappers import Response

from assistant import __version__
from assistant.entry import shopper_inputs as shopper
from assistant.entry.figures_api import Forms, PastedText, SaveForms
from assistant.entry.gaps_api import Effect
from assistant.entry.knowledge_api import Ask, Check, Preview, Save
from assistant.entry.mail_api import Dismiss
from assistant.entry.verbs import VERBS, Merge, Transfer

docs = Blueprint("docs", __name__, url_prefix="/api/v1")

TOKEN, KEY, COOKIE = "conversationToken", "apiKey", "session"

ERRORS = {
    "400": "Malformed: not JSON, or not an object.",
    "401": "Nobody is signed in, or the token is missing.",
    "403": "Not allowed to this role, or from this origin.",
    "404": "It does not exist, or is not yours.",
    "409": "Somebody was faster, or the ticket is in another step.",
    "413": "Too large.",
    "422": "Fields are missing or wrong, or evidence is missing: see fields.",
    "429": "Too fast: wait as long as Retry-After says.",
    "503": "The database is away: try again after Retry-After.",
}


@docs.get("/openapi.json")
def openapi() -> Response:
    return jsonify(description())


@docs.get("/docs")
def browse() -> str:
    return render_template("api.html", api=description())


def description() -> dict[str, Any]:
    """The OpenAPI 3.1 description of everything under /api/v1."""
    operations = _operations()
    models = sorted({each.model for each in operations if each.model}, key=lambda model: model.__name__)
    _, schemas = models_json_schema(
        [(model, "validation") for model in models], ref_template="#/components/schemas/{model}"
    )
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Support assistant", "version": __version__, "description": _ABOUT},
        "paths": paths,
        "components": {
            "schemas": schemas.get("$defs", {}) | {"Error": _ERROR},
            "securitySchemes": {
                TOKEN: {"type": "http", "scheme": "bearer", "description": "The token of welcome."},
                KEY: {"type": "http", "scheme": "bearer", "description": "An API key: assistant keys add."},
                COOKIE: {"type": "apiKey", "in": "cookie", "name": "assistant_session"},
            },
        },
    }


_ABOUT = "Times are ISO 8601 with offset. Unknown input fields are refused by name; null equals absent."

_ERROR = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {
                "code": {"type": "string"},
                "message": {"type": "string"},
                "fields": {"type": "object", "additionalProperties": {"type": "string"}},
            },
            "required": ["code", "message"],
        }
    },
    "required": ["error"],
}

_SAYS = {
    "claim": "Take a ticket that nobody holds.",
    "release": "Put it back into the queue.",
    "accept": "It is no spam: into the queue with it.",
    "only-thanks": "The message that opened it again was only thanks: put it back as it was.",
    "confirm": "Confirm the inquiry to the shopper (step 1).",
    "verify": "Record what was checked and what was found (step 2).",
    "propose": "Send the shopper a solution (step 3).",
    "answer": "Confirm, check and solve in one message, for a plain question.",
    "consent": "Record the shopper's decision on the solution (step 4).",
    "execute": "Tell the shopper that the solution is carried out (step 4).",
    "follow-up": "Record the shopper's word on the result (step 5).",
    "reply": "Write to the shopper.",
    "ask": "Ask the shopper and wait for the answer.",
    "answered": "Record that the shopper gave word some other way.",
    "call": "Log a call.",
    "note": "Write something down for colleagues.",
    "correct": "Put right what the shopper gave: e-mail address, phone, order number.",
    "classify": "Make it general or complex.",
    "extend": "Move a running promise to a later closing time, and tell the shopper (leads).",
    "snooze": "Leave it aside for a while, never past a limit.",
    "discard": "It is spam, a test or a duplicate.",
    "reopen": "Go on with a ticket that was done.",
    "transfer": "Hand it to a colleague.",
    "merge": "Move everything to another ticket.",
}


@dataclass(frozen=True)
class _Operation:
    """One method of one path."""

    method: str
    path: str
    says: str
    security: tuple[str, ...]
    model: type[BaseModel] | None = None
    """What the body is read as."""
    answers: tuple[str, ...] = ("200",)
    query: tuple[str, ...] = ()
    takes_file: bool = False


def _operations() -> list[_Operation]:
    mine, staff = (TOKEN,), (KEY, COOKIE)
    conversations, tickets = "/api/v1/conversations", "/api/v1/tickets"
    conversation, ticket = f"{conversations}/{{id}}", f"{tickets}/{{number}}"
    verbs: dict[str, type[BaseModel]] = {name: verb.model for name, verb in VERBS.items()}
    verbs |= {"transfer": Transfer, "merge": Merge}
    filters = ("view", "q", "kind", "step", "assignee", "cursor", "limit")
    started = "Start a conversation, or resume one with its token."
    said = "Say something; the replies can be read when this answers."
    kept = "Promises kept and broken, times, shoppers' words and the assistant's share of a period."
    return [
        _Operation("post", conversations, started, (), shopper.Hello, answers=("201",)),
        _Operation("get", f"{conversation}/messages", "The messages after a seq.", mine, query=("after",)),
        _Operation("post", f"{conversation}/messages", said, mine, shopper.Say),
        _Operation("post", f"{conversation}/choices", "Tap one of a message's options.", mine, shopper.Choose),
        _Operation("post", f"{conversation}/suggestions", "Up to three questions that fit.", mine, shopper.Suggest),
        _Operation("post", f"{conversation}/ratings", "Say whether an answer helped.", mine, shopper.Rate),
        _Operation("post", f"{conversation}/handoff", "Hand over to a person: a ticket.", mine, shopper.HandOff),
        _Operation("post", f"{conversation}/decisions", "Accept or decline the solution.", mine, shopper.Decide),
        _Operation("post", f"{conversation}/satisfaction", "A word on the result.", mine, shopper.Satisfied),
        _Operation("post", f"{conversation}/uploads", "Send one picture.", mine, answers=("201",), takes_file=True),
        _Operation("get", tickets, "The queue, page by page, or what a filter finds.", staff, query=filters),
        _Operation("post", tickets, "Make a ticket: the form as JSON.", staff, shopper.GivenForm, answers=("201",)),
        _Operation("post", f"{tickets}/next", "Take the most urgent ticket.", staff, answers=("200", "204")),
        _Operation("get", ticket, "One ticket with its whole story.", staff),
        *(_Operation("post", f"{ticket}/{name}", _SAYS[name], staff, model) for name, model in verbs.items()),
        _Operation("get", "/api/v1/calendar", "What falls due in the next business days.", staff, query=("days",)),
        _Operation("get", "/api/v1/reports/sla", kept, staff, query=("from", "to")),
        _Operation("get", "/api/v1/reports/sla.csv", "One table of it.", staff, query=("table", "from", "to")),
        _Operation("get", "/api/v1/mail", "E-mails that are dead or waiting.", staff, query=("state", "cursor")),
        _Operation("post", "/api/v1/mail/{id}/retry", "Send a dead one to its ticket's present address.", staff),
        _Operation("post", "/api/v1/mail/{id}/dismiss", "A person has seen to it otherwise.", staff, Dismiss),
        _Operation("get", "/api/v1/me", "Who is asking, and what the console needs to know.", staff),
        _Operation("get", "/api/v1/me/leaving", "Which tickets signing out puts back, and which stay.", staff),
        *_knowledge_operations(staff),
    ]


def _knowledge_operations(staff: tuple[str, ...]) -> list[_Operation]:
    knowledge = "/api/v1/knowledge"
    history = f"{knowledge}/history"
    figures = f"{knowledge}/figures"
    effect = "The answers and the promised dates before and after, and what is wrong with the forms."
    ask = "What would the assistant decide and say, and why? With changes: on the draft."
    save = "Save all changes to the folder, or none; a file that changed meanwhile, or new errors, refuse them."
    check = "Every finding the folder would have with these changes."
    return [
        _Operation("get", knowledge, "What is in the knowledge folder, and how its entries do.", staff),
        _Operation("get", f"{knowledge}/files/{{file}}", "A file as it lies in the folder.", staff),
        _Operation("post", f"{knowledge}/preview", "A file as a shopper would see it.", staff, Preview),
        _Operation("post", f"{knowledge}/check", check, staff, Check),
        _Operation("post", f"{knowledge}/changes", save, staff, Save),
        _Operation("post", f"{knowledge}/ask", ask, staff, Ask),
        _Operation("post", f"{knowledge}/effect", "Which questions would get another answer.", staff, Effect),
        _Operation("get", f"{knowledge}/gaps", "What shoppers ask in vain, most wanted first.", staff, query=("days",)),
        _Operation("get", figures, "The shop's facts, peaks and days off, and what they turn on.", staff),
        _Operation("post", f"{figures}/preview", effect, staff, Forms),
        _Operation("post", f"{figures}/paste", "A pasted policy in numbered sections.", staff, PastedText),
        _Operation("post", figures, "Save facts, peaks, days off and new policies, all or none.", staff, SaveForms),
        _Operation("get", history, "Who changed what, newest first.", staff, query=("file", "cursor", "limit")),
        _Operation("get", f"{history}/{{version}}", "One version of a file, and what it changed.", staff),
    ]


def _described(operation: _Operation) -> dict[str, Any]:
    path = operation.path
    described: dict[str, Any] = {
        "summary": operation.says,
        "operationId": f"{operation.method}_{re.sub(r'[/{}]+', '_', path.removeprefix('/api/v1/')).strip('_')}",
        "security": [{name: []} for name in operation.security],
        "parameters": [_parameter(name, "path") for name in re.findall(r"{(\w+)}", path)]
        + [_parameter(name, "query") for name in operation.query],
        "responses": {status: {"description": _DONE[status]} for status in operation.answers}
        | {status: {"description": told, "content": _ERROR_CONTENT} for status, told in ERRORS.items()},
    }
    if operation.model:
        schema = {"$ref": f"#/components/schemas/{operation.model.__name__}"}
        described["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    if operation.takes_file:
        described["requestBody"] = {"content": {"multipart/form-data": {"schema": _FILE}}}
    return described


_DONE = {"200": "Done.", "201": "Made.", "204": "There is none."}
_ERROR_CONTENT = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
_FILE = {
    "type": "object",
    "properties": {"file": {"type": "string", "contentMediaType": "image/png, image/jpeg or image/webp"}},
    "required": ["file"],
}


def _parameter(name: str, place: str) -> dict[str, Any]:
    return {"name": name, "in": place, "required": place == "path", "schema": {"type": "string"}}
