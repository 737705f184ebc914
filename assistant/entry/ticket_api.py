"""The queue and its tickets for the console and for scripts: session cookie or API key."""

from typing import Any

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from assistant.core.errors import Malformed, NotFound
from assistant.core.people import Role
from assistant.entry.clock import now
from assistant.entry.doors import doors
from assistant.entry.parsing import Input, json_body, line, whole_number
from assistant.entry.sessions import staff
from assistant.entry.shopper_inputs import GivenForm
from assistant.entry.verbs import VERBS, Merge, SaidOnce, Transfer, deed_of
from assistant.services import handoff, tickets
from assistant.services.desk import Done, new_id
from assistant.services.handoff import Form
from assistant.services.shapes import Shape
from assistant.store.tickets import Filters

api = Blueprint("tickets", __name__, url_prefix="/api/v1/tickets")

ANSWERING = (Role.AGENT, Role.LEAD)
PAGE = 50


@api.get("")
def queue() -> Response:
    user, asked = staff(), request.args
    unknown = set(asked) - {"view", "q", "kind", "step", "assignee", "cursor", "limit"}
    if unknown:
        raise Malformed(f"Unknown filter: {', '.join(sorted(unknown))[:100]}")
    filters = Filters(
        view=asked.get("view", "open"),
        mine=user.id,
        q=line(asked.get("q", ""), 100),
        kind=line(asked.get("kind", ""), 20),
        step=line(asked.get("step", ""), 20),
        assignee=line(asked.get("assignee", ""), 64),
    )
    limit = whole_number(asked.get("limit", str(PAGE)), most=1000)
    if limit is None:
        raise Malformed("limit is a number of tickets, up to 100.")
    return jsonify(tickets.page(doors().desk, user, filters, asked.get("cursor"), limit))


@api.post("")
def make() -> Response:
    user, at = staff(*ANSWERING), now()
    done = handoff.submit(doors().desk, Form(new_id(), json_body(GivenForm).fields_given()), (), at)
    doors().publisher.publish(done.news)
    return _answer(tickets.show(doors().desk, user, tickets.read_number(done.value["number"]), at), status=201)


@api.post("/next")
def take_next() -> Response:
    user = staff(*ANSWERING)
    json_body(Input)
    done = tickets.take_next(doors().desk, user, now())
    doors().publisher.publish(done.news)
    return _answer(done.value) if done.value else Response(status=204)


@api.get("/<number>")
def show(number: str) -> Response:
    return _answer(tickets.show(doors().desk, staff(), tickets.read_number(number), now()))


@api.post("/<number>/<verb>")
def act(number: str, verb: str) -> Response:
    user, at = staff(*ANSWERING), now()
    done = _done(user, tickets.read_number(number), verb, at)
    doors().publisher.publish(done.news)
    return _answer(done.value)


def _done(user: Any, number: int, name: str, at: Any) -> Done[Shape]:
    desk = doors().desk
    if name == "transfer":
        given = json_body(Transfer)
        return tickets.transfer(desk, user, number, given.to, given.note, at)
    if name == "merge":
        return tickets.merge(desk, user, number, tickets.read_number(json_body(Merge).into), at)
    verb = VERBS.get(name)
    if verb is None:
        raise NotFound(f"There is no such verb. The verbs are {', '.join(sorted([*VERBS, 'merge', 'transfer']))}.")
    evidence = json_body(verb.model)
    said = (evidence.id, evidence.text) if isinstance(evidence, SaidOnce) else None
    return tickets.act(desk, user, number, deed_of(verb, evidence), at, said=said)


def _answer(shape: Shape, status: int = 200) -> Response:
    response = jsonify(shape)
    response.status_code = status
    return response
