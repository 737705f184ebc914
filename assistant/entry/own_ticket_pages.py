"""A shopper's own ticket, ``/t/<token>``: where it stands, and plain forms that post."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from assistant.core.errors import Conflict, Invalid, Malformed
from assistant.core.redaction import without_unseen
from assistant.entry.clock import now
from assistant.entry.doors import doors
from assistant.entry.own_ticket_shown import shown
from assistant.entry.parsing import whole_number
from assistant.services import expectations, own_ticket
from assistant.services.desk import Done, new_id

ticket_pages = Blueprint("own_ticket", __name__, url_prefix="/t")

DONE = {
    "replied": "Your reply is with us.",
    "accepted": "Thank you. We carry out the solution and tell you when it is done.",
    "declined": "We have noted that. We look for another solution and write to you.",
    "satisfied": "Thank you for telling us. Your ticket is closed.",
    "dissatisfied": "We are sorry. Your ticket is open again, and we look for a better solution.",
    "reopened": "Your ticket is open again.",
}


@ticket_pages.get("/<token>")
def show(token: str) -> str | AnyResponse:
    current = own_ticket.current_token(doors().desk, token)
    if current != token:
        return redirect(f"/t/{current}")
    return _page(token, done=DONE.get(request.args.get("done", "")))


@ticket_pages.post("/<token>/reply")
def reply(token: str) -> AnyResponse | tuple[str, int]:
    return _posted(token, "replied", lambda at: own_ticket.reply(doors().desk, token, _field("text"), at, form=_form()))


@ticket_pages.post("/<token>/consent")
def consent(token: str) -> AnyResponse | tuple[str, int]:
    decision, version = _field("decision"), whole_number(_field("version"), most=1_000_000)
    if version is None:
        raise Malformed("The form lacks the version of the solution. Please reload the page and decide again.")
    done = "accepted" if decision == "accept" else "declined"
    return _posted(token, done, lambda at: own_ticket.consent(doors().desk, token, decision, version, at, form=_form()))


@ticket_pages.post("/<token>/satisfaction")
def satisfaction(token: str) -> AnyResponse | tuple[str, int]:
    satisfied = _field("satisfied")
    if satisfied not in ("yes", "no"):
        fault = {"satisfied": "Please choose yes or no."}
        return _page(token, errors=fault, values=request.form.to_dict()), 422
    done = "satisfied" if satisfied == "yes" else "dissatisfied"
    return _posted(
        token,
        done,
        lambda at: own_ticket.satisfaction(
            doors().desk, token, satisfied == "yes", _field("comment"), at, form=_form()
        ),
    )


@ticket_pages.post("/<token>/reopen")
def reopen(token: str) -> AnyResponse | tuple[str, int]:
    return _posted(token, "reopened", lambda at: own_ticket.reopen(doors().desk, token, at, form=_form()))


@ticket_pages.get("/<token>/attachments/<attachment_id>")
def attachment(token: str, attachment_id: str) -> Response:
    picture = own_ticket.picture(doors().desk, token, attachment_id)
    return picture_response(picture.data, picture.content_type)


def picture_response(data: bytes, content_type: str) -> Response:
    """A picture that nothing but an image element may make anything of."""
    response = Response(data, mimetype=content_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def _posted(token: str, done: str, deed: Callable[[datetime], Done[Any]]) -> AnyResponse | tuple[str, int]:
    """Do it and show the page again; a refusal shows it with the fault, and with what was typed."""
    try:
        outcome = deed(now())
    except Invalid as error:
        return _page(token, errors=error.fields or {"form": error.message}, values=request.form.to_dict()), 422
    except Conflict as error:
        return _page(token, errors={"form": error.message}, values=request.form.to_dict()), 409
    doors().publisher.publish(outcome.news)
    return redirect(f"/t/{token}?done={done}", 303)


def _form() -> str | None:
    """The id of the form that was sent, as the page made it; None for a form without one."""
    given = request.form.get("request_id", "")
    return given if re.fullmatch(r"[A-Za-z0-9_-]{8,64}", given) else None


def _field(name: str) -> str:
    return without_unseen(request.form.get(name, ""))


def _page(
    token: str, *, done: str | None = None, errors: dict[str, str] | None = None, values: dict[str, str] | None = None
) -> str:
    desk, at = doors().desk, now()
    token = own_ticket.current_token(desk, token)
    found = own_ticket.find(desk, token, at)
    return render_template(
        "ticket.html",
        **shown(token, found, desk.knowledge(), expectations.told(desk, at)),
        address=f"{desk.address}/t/{token}",
        request_id=new_id(),
        done=done,
        errors=errors or {},
        values=values or {},
    )
