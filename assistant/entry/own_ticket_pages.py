"""A shopper's own ticket, ``/t/<token>``: where it stands, and plain forms that post."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from assistant.content.rendering import letter_to_html
from assistant.core.conversations import Attachment
from assistant.core.errors import Conflict, Invalid, Malformed
from assistant.core.policy import Policy
from assistant.core.redaction import without_unseen
from assistant.core.tickets import Outcome, Solution
from assistant.core.tickets.words import say_date
from assistant.entry.clock import now
from assistant.entry.doors import doors
from assistant.entry.parsing import whole_number
from assistant.services import own_ticket
from assistant.services.desk import Done, new_id
from assistant.services.own_ticket import OwnTicket
from assistant.services.shapes import Shape

ticket_pages = Blueprint("own_ticket", __name__, url_prefix="/t")

GIVEN = {
    "name": "Name",
    "email": "E-mail",
    "phone": "Phone",
    "order_number": "Order number",
    "product": "Product",
    "sku": "SKU",
}
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
    found, policy = own_ticket.find(doors().desk, token, now()), doors().desk.knowledge().policy
    return render_template(
        "ticket.html",
        **_context(token, found, policy),
        request_id=new_id(),
        done=done,
        errors=errors or {},
        values=values or {},
    )


def _context(token: str, found: OwnTicket, policy: Policy) -> Shape:
    ticket, zone = found.ticket, policy.calendar.zone

    def said(moment: datetime | None) -> str | None:
        return say_date(moment, zone) if moment else None

    waiting = ticket.waiting
    return {
        "action": f"/t/{token}",
        "ticket": {
            "number": ticket.number,
            "step": ticket.step.value,
            "kind": ticket.kind,
            "received": said(ticket.received_at),
            "closed": said(ticket.closed_at),
        },
        "promises": [
            {
                "promise": clock.promise.value,
                "by": said(clock.limit),
                "state": clock.state.value,
                "stopped": said(clock.stopped_at),
            }
            for clock in ticket.clocks
        ],
        "waiting": waiting and {"for": waiting.for_, "since": said(waiting.since), "closes": said(waiting.closes)},
        "notice": found.notice,
        "solution": _solution(ticket.solution, asks=found.asks_consent) if ticket.solution else None,
        "satisfaction": {
            "satisfied": True if ticket.outcome is Outcome.SATISFIED else None,
            "asks": found.asks_satisfaction,
        },
        "messages": [
            {
                "id": message.id,
                "kind": message.author_kind,
                "name": message.author_name,
                "html": message.html,
                "at": message.at.isoformat(),
                "said": said(message.at),
                "attachments": _files(token, message.attachments),
            }
            for message in found.messages
        ],
        "given": [
            {"label": label, "value": value}
            for name, label in GIVEN.items()
            if (value := getattr(ticket.shopper, name))
        ],
        "attachments": _files(token, found.pictures),
        "can_reply": ticket.outcome is not Outcome.DISCARDED,
    }


def _solution(solution: Solution, *, asks: bool) -> Shape:
    policy_name, _, section = solution.section.partition("#")
    text = doors().desk.knowledge().policies.get(policy_name)
    source: dict[str, Any] | None = None
    if text:
        source = {"title": text.title, "section": section, "url": f"/policies/{solution.section}"}
    return {
        "version": solution.version,
        "html": letter_to_html(solution.text),
        "cost": solution.cost or None,
        "source": source,
        "consent": solution.consent,
        "asks": asks,
    }


def _files(token: str, files: Sequence[Attachment]) -> list[Shape]:
    return [{"name": file.name, "url": f"/t/{token}/attachments/{file.id}", "size": _size(file.size)} for file in files]


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"
