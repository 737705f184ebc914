"""E-mails that wait or could not be delivered, for the console and for scripts: session cookie or API key."""

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from assistant.core.errors import Malformed
from assistant.core.people import Role
from assistant.core.redaction import mask_cards
from assistant.entry.clock import now
from assistant.entry.doors import doors
from assistant.entry.parsing import Input, Text, json_body
from assistant.entry.sessions import staff
from assistant.services import dead_letters
from assistant.services.desk import Done
from assistant.services.shapes import Shape

api = Blueprint("mail", __name__, url_prefix="/api/v1/mail")

ANSWERING = (Role.AGENT, Role.LEAD)


class Dismiss(Input):
    """What was done instead, for the ticket's record."""

    note: Text = ""


@api.get("")
def mails() -> Response:
    staff(*ANSWERING)
    unknown = set(request.args) - {"state", "cursor"}
    if unknown:
        raise Malformed(f"Unknown filter: {', '.join(sorted(unknown))[:100]}")
    return jsonify(dead_letters.page(doors().desk, request.args.get("state", "dead"), request.args.get("cursor")))


@api.post("/<mail_id>/retry")
def retry(mail_id: str) -> Response:
    user = staff(*ANSWERING)
    json_body(Input)
    return _answer(dead_letters.retry(doors().desk, user, mail_id, now()))


@api.post("/<mail_id>/dismiss")
def dismiss(mail_id: str) -> Response:
    user, note = staff(*ANSWERING), mask_cards(json_body(Dismiss).note)
    return _answer(dead_letters.dismiss(doors().desk, user, mail_id, note, now()))


def _answer(done: Done[Shape]) -> Response:
    doors().publisher.publish(done.news)
    return jsonify(done.value)
