"""How is a refusal told? As JSON, as a page, or as an error ack, always with what to do."""

from collections.abc import Mapping
from typing import Any

import structlog
from flask import Flask, Response, jsonify, render_template, request
from flask_limiter import RateLimitExceeded
from werkzeug.exceptions import HTTPException

from assistant.core.errors import (
    AssistantError,
    Conflict,
    Forbidden,
    Invalid,
    Malformed,
    NotFound,
    NotSignedIn,
    TooLarge,
    TooMany,
    Unavailable,
)

log = structlog.get_logger()

STATUS: Mapping[type[AssistantError], int] = {
    Malformed: 400,
    NotSignedIn: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    TooLarge: 413,
    Invalid: 422,
    TooMany: 429,
    Unavailable: 503,
}

_SAID = {
    400: ("malformed", "This request could not be read. Please check its form."),
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not take this kind of request."),
    413: ("too_large", "That is more than we can take at once. Please send less."),
    415: ("unsupported_media_type", "This content type is not read here. Most addresses take application/json."),
}

_TITLES = {
    400: "That could not be read",
    401: "Please sign in",
    403: "Not allowed",
    404: "Not found",
    409: "That has changed",
    413: "Too large",
    422: "Please check",
    429: "A little too fast",
    503: "We will be right back",
}

CRASHED = "Something went wrong on our side; it is on record. Please try again in a moment."


def error_body(error: AssistantError) -> dict[str, Any]:
    """The ``error`` object of responses and acks."""
    body: dict[str, Any] = {"code": error.code, "message": error.message}
    if error.fields:
        body["fields"] = error.fields
    return body


def status_of(error: AssistantError) -> int:
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400)


def install(app: Flask) -> None:
    """Answer every failure of ``app`` in the form the caller understands."""

    @app.errorhandler(AssistantError)
    def refused(error: AssistantError) -> Response:
        return _answer(status_of(error), error_body(error), getattr(error, "retry_after", None))

    @app.errorhandler(RateLimitExceeded)
    def too_fast(error: RateLimitExceeded) -> Response:
        message = "That was a little too fast. Please wait a moment and try again."
        return _answer(429, {"code": "too_many", "message": message}, retry_after=error.limit.limit.get_expiry())

    @app.errorhandler(HTTPException)
    def refused_by_http(error: HTTPException) -> Response:
        status = error.code or 500
        code, message = _SAID.get(status, ("refused", CRASHED if status >= 500 else "This request cannot be served."))
        answer = _answer(status, {"code": code, "message": message})
        if status == 405 and (allowed := getattr(error, "valid_methods", None)):
            answer.headers["Allow"] = ", ".join(allowed)
        return answer

    @app.errorhandler(Exception)
    def crashed(error: Exception) -> Response:
        log.error("crashed", rule=str(request.url_rule), error=type(error).__name__, exc_info=error)
        return _answer(500, {"code": "crashed", "message": CRASHED})


def _answer(status: int, body: dict[str, Any], retry_after: int | None = None) -> Response:
    if _wants_json():
        response = jsonify(error=body)
    else:
        title = _TITLES.get(status, "Something went wrong")
        response = Response(render_template("error.html", status=status, title=title, message=body["message"]))
    response.status_code = status
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _wants_json() -> bool:
    return request.path.startswith(("/api/", "/hooks/")) or not request.accept_mimetypes.accept_html or request.is_json
