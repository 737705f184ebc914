"""What falls due in the next business days: for the console and for scripts."""

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from assistant.core.errors import Malformed
from assistant.core.people import Role
from assistant.entry.clock import now
from assistant.entry.doors import doors
from assistant.entry.parsing import whole_number
from assistant.entry.sessions import staff
from assistant.services import due_calendar

api = Blueprint("calendar", __name__, url_prefix="/api/v1/calendar")

USUAL_DAYS = 10
MOST_DAYS = 60


@api.get("")
def calendar() -> Response:
    staff(Role.AGENT, Role.LEAD)
    unknown = set(request.args) - {"days"}
    if unknown:
        raise Malformed(f"Unknown filter: {', '.join(sorted(unknown))[:100]}. There is only days.")
    days = whole_number(request.args.get("days", str(USUAL_DAYS)), most=MOST_DAYS)
    if not days:
        raise Malformed(f"days is a number of business days, 1 to {MOST_DAYS}.")
    return jsonify(due_calendar.due_days(doors().desk, days, now()))
