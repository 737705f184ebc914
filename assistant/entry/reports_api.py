"""The report for the console, for scripts and for spreadsheets."""

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from assistant.core.errors import Invalid, Malformed
from assistant.core.people import Role, User
from assistant.core.reporting import period
from assistant.entry.clock import now
from assistant.entry.doors import doors
from assistant.entry.offloading import behind_the_loop
from assistant.entry.report_csv import TABLES, table_as_csv
from assistant.entry.sessions import staff
from assistant.services import reports
from assistant.services.shapes import Shape

api = Blueprint("reports", __name__, url_prefix="/api/v1/reports")

ANSWERING = (Role.AGENT, Role.LEAD)


@api.get("/sla")
def sla() -> Response:
    user = staff(*ANSWERING)
    return jsonify(_report(user, "from", "to"))


@api.get("/sla.csv")
def sla_as_csv() -> Response:
    user, table = staff(*ANSWERING), request.args.get("table", "promises")
    if table not in TABLES:
        message = f"Choose one of the tables {', '.join(TABLES)}."
        raise Invalid(message, fields={"table": message})
    report = _report(user, "from", "to", "table")
    response = Response(table_as_csv(report, table), content_type="text/csv; charset=utf-8")
    name = f"{table}-{report['from']}-to-{report['to']}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _report(user: User, *known: str) -> Shape:
    if unknown := set(request.args) - set(known):
        raise Malformed(f"Unknown filter: {', '.join(sorted(unknown))[:100]}. There are {', '.join(known)}.")
    doors().limits.spend("report", user.id)
    desk, at = doors().desk, now()
    today = desk.knowledge().policy.calendar.local(at).date()
    days = period(request.args.get("from"), request.args.get("to"), today)
    return reports.sla(desk, days.first, days.last, at, apart=behind_the_loop)
