"""What shoppers ask in vain, and which questions a change would answer otherwise: for the console and for scripts."""

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from assistant.core.errors import Malformed
from assistant.entry.clock import now
from assistant.entry.doors import doors
from assistant.entry.knowledge_api import Changes, body, editor, refused
from assistant.entry.parsing import Input, whole_number
from assistant.entry.sessions import staff
from assistant.services.knowledge import effects as knowledge_effects
from assistant.services.knowledge import gaps as knowledge_gaps
from assistant.services.knowledge.room import CheckFailed

api = Blueprint("gaps", __name__, url_prefix="/api/v1/knowledge")

USUAL_DAYS = 90
MOST_DAYS = 3650


class Effect(Input):
    changes: Changes


@api.get("/gaps")
def gaps() -> Response:
    staff()
    unknown = set(request.args) - {"days"}
    if unknown:
        raise Malformed(f"Unknown filter: {', '.join(sorted(unknown))[:100]}. There is only days.")
    days = whole_number(request.args.get("days", str(USUAL_DAYS)), most=MOST_DAYS)
    if not days:
        raise Malformed(f"days is a number of days, 1 to {MOST_DAYS}.")
    return jsonify(knowledge_gaps.gaps_of(doors().desk, doors().room, days, now()))


@api.post("/effect")
def effect() -> Response:
    editor("knowledge_effect")
    changes = [each.change for each in body(Effect).changes]
    try:
        return jsonify(knowledge_effects.effect_of(doors().desk, doors().room, changes, now()))
    except CheckFailed as broken:
        return refused(broken)
