"""The queue and its tickets for the console and for scripts: session cookie or API key."""

from datetime import datetime

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from assistant.core.errors import Malformed, NotFound
from assistant.core.people import Role, User
from assistant.entry.clock import now
from assistant.entry.doors import doors
from assistant.entry.offloading import behind_the_loop
from assistant.entry.parsing import Input, json_body, line, whole_number
from assistant.entry.sessions import staff
from assistant.entry.shopper_inputs import GivenForm
from assistant.entry.verbs import VERBS, Evidence, Merge, Transfer, deed_of, needs_release
from assistant.services import handoff, tickets
from assistant.services.desk import Done, new_id
from assistant.services.handoff import Form
from assistant.services.once import Request
from assistant.services.shapes import Shape
from assistant.store.tickets import Filters

api = Blueprint("tickets", __name__, url_prefix="/api/v1/tickets")

ANSWERING = (Role.AGENT, Role.LEAD)
PAGE = 50


@api.get("")
def queue() -> Response:
    user, asked = staff(*ANSWERING), request.args
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
    return jsonify(tickets.page(doors().desk, user, filters, asked.get("cursor"), limit, apart=behind_the_loop))


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
    return _answer(tickets.show(doors().desk, staff(*ANSWERING), tickets.read_number(number), now()))


@api.post("/<number>/<verb>")
def act(number: str, verb: str) -> Response:
    user, at = staff(*ANSWERING), now()
    done = _done(user, tickets.read_number(number), verb, at)
    doors().publisher.publish(done.news)
    return _answer(done.value)


def _done(user: User, number: int, name: str, at: datetime) -> Done[Shape]:
    desk = doors().desk
    if name == "transfer":
        given = json_body(Transfer)
        return tickets.transfer(desk, user, number, given.to, given.note, at, asked=_asked(user, name, given))
    if name == "merge":
        into = json_body(Merge)
        survivor = tickets.read_number(into.into)
        return tickets.merge(desk, user, number, survivor, at, asked=_asked(user, name, into))
    verb = VERBS.get(name)
    if verb is None:
        raise NotFound(f"There is no such verb. The verbs are {', '.join(sorted([*VERBS, 'merge', 'transfer']))}.")
    evidence = json_body(verb.model)
    words = desk.knowledge().respect
    heard = tickets.heard_from_shopper(desk, number) if needs_release(evidence, words) else ()
    deed = deed_of(verb, evidence, words, heard)
    return tickets.act(desk, user, number, deed, at, asked=_asked(user, name, evidence))


def _asked(user: User, name: str, evidence: Evidence) -> Request | None:
    """What makes it done once, where the client has given it an id."""
    return Request.of(evidence.id, user.id, name, evidence.model_dump(exclude={"id"})) if evidence.id else None


def _answer(shape: Shape, status: int = 200) -> Response:
    response = jsonify(shape)
    response.status_code = status
    return response
