"""The API, described from the models that read it, and browsable."""

from typing import Any

from flask import Blueprint, jsonify, render_template
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from werkzeug.wrappers import Response

from assistant import __version__
from assistant.entry import shopper_inputs as shopper
from assistant.entry.staff_api import Ask
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
    models = sorted({model for _, _, model, _, _ in _operations() if model}, key=lambda model: model.__name__)
    _, schemas = models_json_schema(
        [(model, "validation") for model in models], ref_template="#/components/schemas/{model}"
    )
    paths: dict[str, dict[str, Any]] = {}
    for method, path, model, says, security in _operations():
        paths.setdefault(path, {})[method] = _operation(method, path, model, says, security)
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
    "classify": "Make it general or complex.",
    "extend": "Move a running promise to a later closing time, and tell the shopper (leads).",
    "snooze": "Leave it aside for a while, never past a limit.",
    "discard": "It is spam, a test or a duplicate.",
    "reopen": "Go on with a ticket that was done.",
    "transfer": "Hand it to a colleague.",
    "merge": "Move everything to another ticket.",
}


def _operations() -> list[tuple[str, str, type[BaseModel] | None, str, list[str]]]:
    """Method, path, what the body is read as, what it does, and who may."""
    mine, staff = [TOKEN], [KEY, COOKIE]
    conversation, ticket = "/api/v1/conversations/{id}", "/api/v1/tickets/{number}"
    verbs: dict[str, type[BaseModel]] = {name: verb.model for name, verb in VERBS.items()}
    return [
        ("post", "/api/v1/conversations", shopper.Hello, "Start a conversation, or resume one with its token.", []),
        ("get", f"{conversation}/messages", None, "The messages after a seq (?after=).", mine),
        (
            "post",
            f"{conversation}/messages",
            shopper.Say,
            "Say something; the replies can be read when this answers.",
            mine,
        ),
        ("post", f"{conversation}/choices", shopper.Choose, "Tap one of a message's options.", mine),
        ("post", f"{conversation}/suggestions", shopper.Suggest, "Up to three questions that fit.", mine),
        ("post", f"{conversation}/ratings", shopper.Rate, "Say whether an answer helped.", mine),
        ("post", f"{conversation}/handoff", shopper.HandOff, "Hand over to a person: makes the ticket.", mine),
        ("post", f"{conversation}/uploads", None, "Send one picture (multipart, field file).", mine),
        ("get", "/api/v1/tickets", None, "The queue: view, q, kind, step, assignee, cursor, limit.", staff),
        ("post", "/api/v1/tickets", shopper.GivenIntake, "Make a ticket: the form as JSON.", staff),
        ("post", "/api/v1/tickets/next", None, "Take the most urgent ticket; 204 when there is none.", staff),
        ("get", ticket, None, "One ticket with its whole story.", staff),
        *(
            ("post", f"{ticket}/{name}", model, _SAYS[name], staff)
            for name, model in (verbs | {"transfer": Transfer, "merge": Merge}).items()
        ),
        ("get", "/api/v1/me", None, "Who is asking, and what the console needs to know.", staff),
        ("post", "/api/v1/knowledge/ask", Ask, "What would the assistant decide?", staff),
    ]


def _operation(method: str, path: str, model: type[BaseModel] | None, says: str, security: list[str]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": says,
        "operationId": f"{method}_{path.removeprefix('/api/v1/').replace('/', '_').replace('{', '').replace('}', '')}",
        "security": [{name: []} for name in security],
        "responses": {"200": {"description": "Done."}}
        | {
            status: {
                "description": told,
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
            }
            for status, told in ERRORS.items()
        },
    }
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    operation["parameters"] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names
    ]
    if model:
        schema = {"$ref": f"#/components/schemas/{model.__name__}"}
        operation["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    return operation
