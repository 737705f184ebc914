"""What else the console and scripts ask: who am I, and what do I need to know to work here?"""

from dataclasses import asdict

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from assistant.core.knowledge import CannedReply, Knowledge
from assistant.core.people import Role
from assistant.entry.clock import now
from assistant.entry.doors import doors
from assistant.entry.sessions import SESSION_COOKIE, staff
from assistant.services import dead_letters, leaving, tickets
from assistant.services.shapes import iso

api = Blueprint("staff", __name__, url_prefix="/api/v1")


@api.get("/me")
def me() -> Response:
    user, knowledge = staff(), doors().desk.knowledge()
    return jsonify(
        user={"id": user.id, "email": user.email, "name": user.name, "role": user.role.value},
        shop={"name": knowledge.policy.shop_name, "time_zone": knowledge.policy.calendar.time_zone},
        promises={
            name: {"target": each.target, "limit": each.limit, "said": each.said}
            for name, each in knowledge.policy.promises.items()
        },
        mail_leaves=bool(doors().settings.smtp_url),
        mail={"dead": dead_letters.count(doors().desk) if user.role.answers_tickets else 0},
        sections=_sections(knowledge),
        canned=[_canned(reply) for reply in knowledge.canned],
        people=[
            {"id": each.id, "name": each.name, "role": each.role.value}
            for each in tickets.colleagues(doors().desk)
            if each.role.answers_tickets
        ],
        knowledge_problems=[asdict(finding) for finding in doors().knowledge.problems],
        now=iso(now()),
    )


@api.get("/me/leaving")
def what_signing_out_does() -> Response:
    user, token = staff(Role.AGENT, Role.LEAD), request.cookies.get(SESSION_COOKIE, "")
    return jsonify(leaving.outlook(doors().desk, user, token, now()))


def _sections(knowledge: Knowledge) -> list[dict[str, str]]:
    """The policy sections a solution can rest on."""
    return [
        {"ref": f"{text.name}#{section.number}", "title": f"{text.title}, section {section.number}: {section.title}"}
        for text in knowledge.policies.values()
        for section in text.sections
    ]


def _canned(reply: CannedReply) -> dict[str, object]:
    return {
        "name": reply.name,
        "title": reply.title,
        "topics": list(reply.topics),
        "text": reply.text,
    }
