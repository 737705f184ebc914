"""The shopper's conversation over HTTP: the same as the socket, with the conversation's token as bearer."""

from typing import Any

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from assistant.core.conversations import Conversation
from assistant.core.errors import Invalid, NotFound, NotSignedIn
from assistant.entry import shopper_inputs as inputs
from assistant.entry.clock import now
from assistant.entry.doors import doors
from assistant.entry.offloading import away_from_loop
from assistant.entry.parsing import json_body, whole_number
from assistant.entry.sessions import bearer
from assistant.services import chat, deciding, handoff, pictures
from assistant.services.chat import Heard
from assistant.services.shapes import attachment_shape

api = Blueprint("conversations", __name__, url_prefix="/api/v1/conversations")

ROOM_FOR_FORM = 100_000
"""Bytes of a multipart request around the picture in it."""


@api.post("")
def start() -> Response:
    doors().limits.spend("connect", request.remote_addr or "")
    hello, at = json_body(inputs.Hello), now()
    return _created(chat.welcome(doors().desk, chat.enter(doors().desk, hello.token or bearer(), at), at))


@api.get("/<conversation_id>/messages")
def messages(conversation_id: str) -> Response:
    conversation = _mine(conversation_id, "catch_up")
    after = whole_number(request.args.get("after", "0"), inputs.HIGHEST_SEQ)
    if after is None:
        raise Invalid(
            "after is the seq of the last message you have.", fields={"after": "This must be a whole number."}
        )
    return _acked(chat.catch_up(doors().desk, conversation.id, after, now()))


@api.post("/<conversation_id>/messages")
def say(conversation_id: str) -> Response:
    conversation, given = _mine(conversation_id, "say"), json_body(inputs.Say)
    done = chat.say(doors().desk, conversation.id, Heard(given.id, given.text, given.entry), now())
    doors().publisher.publish(done.news)
    return _acked(done.value)


@api.post("/<conversation_id>/choices")
def choose(conversation_id: str) -> Response:
    conversation, given = _mine(conversation_id, "choose"), json_body(inputs.Choose)
    done = chat.choose(doors().desk, conversation.id, given.id, given.seq, given.option, now())
    doors().publisher.publish(done.news)
    return _acked(done.value)


@api.post("/<conversation_id>/suggestions")
def suggest(conversation_id: str) -> Response:
    _mine(conversation_id, "suggest")
    return _acked({"suggestions": chat.suggest(doors().desk, json_body(inputs.Suggest).text)})


@api.post("/<conversation_id>/ratings")
def rate(conversation_id: str) -> Response:
    conversation, given = _mine(conversation_id, "rate"), json_body(inputs.Rate)
    done = chat.rate(doors().desk, conversation.id, given.seq, given.helpful, now())
    doors().publisher.publish(done.news)
    return _acked({})


@api.post("/<conversation_id>/handoff")
def hand_off(conversation_id: str) -> Response:
    conversation, given = _mine(conversation_id, "hand_off"), json_body(inputs.HandOff)
    fields, attached = given.intake.fields_given(), tuple(given.intake.attachments)
    done = handoff.hand_off(doors().desk, conversation.id, given.id, fields, attached, now())
    doors().publisher.publish(done.news)
    return _acked({"ticket": done.value})


@api.post("/<conversation_id>/decisions")
def decide(conversation_id: str) -> Response:
    conversation, given = _mine(conversation_id, "decide"), json_body(inputs.Decide)
    find = deciding.of_chat(conversation.id, given.ticket)
    done = deciding.consent(doors().desk, find, given.decision, given.version, now(), through="chat", asked=given.id)
    doors().publisher.publish(done.news)
    return _acked({"ticket": done.value})


@api.post("/<conversation_id>/satisfaction")
def satisfied(conversation_id: str) -> Response:
    conversation, given = _mine(conversation_id, "satisfied"), json_body(inputs.Satisfied)
    find = deciding.of_chat(conversation.id, given.ticket)
    done = deciding.satisfaction(
        doors().desk, find, given.satisfied, given.comment, now(), through="chat", asked=given.id
    )
    doors().publisher.publish(done.news)
    return _acked({"ticket": done.value})


@api.post("/<conversation_id>/uploads")
def upload(conversation_id: str) -> Response:
    conversation = _mine(conversation_id, "upload")
    request.max_content_length = doors().desk.upload_bytes + ROOM_FOR_FORM
    file = request.files.get("file") or next(iter(request.files.values()), None)
    if file is None:
        raise Invalid("Please send one picture as the field file.", fields={"file": "This is required."})
    data = file.stream.read(doors().desk.upload_bytes + 1)
    picture = away_from_loop(pictures.read_picture, file.filename or "", data, doors().desk.upload_bytes)
    return _created(attachment_shape(pictures.keep(doors().desk, conversation.id, picture, now())))


def _mine(conversation_id: str, event: str) -> Conversation:
    """The conversation, if the bearer token opens this one. Raises ``NotSignedIn``, ``NotFound``."""
    token = bearer()
    if token is None:
        raise NotSignedIn("Send the conversation's token as: Authorization: Bearer TOKEN")
    conversation = chat.find(doors().desk, token)
    if conversation.id != conversation_id:
        raise NotFound("This is not your conversation.", code="unknown_conversation")
    doors().limits.spend(event, conversation.id, request.remote_addr or "")
    return conversation


def _acked(value: dict[str, Any]) -> Response:
    return jsonify({"ok": True, **value})


def _created(value: dict[str, Any]) -> Response:
    response = jsonify(value)
    response.status_code = 201
    return response
