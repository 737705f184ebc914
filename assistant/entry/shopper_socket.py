"""The shopper's socket, namespace ``/shopper``: parse, limit, call the service, publish, ack."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import structlog
from flask import request
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import Namespace, emit, join_room

from assistant.core.errors import AssistantError, NotFound
from assistant.entry import shopper_inputs as inputs
from assistant.entry.clock import now
from assistant.entry.doors import Doors
from assistant.entry.parsing import Input, read_event, read_input
from assistant.entry.presence import Presence
from assistant.entry.refusals import CRASHED, error_body
from assistant.services import chat, deciding, handoff, tickets
from assistant.services.chat import Heard
from assistant.services.desk import News, conversation_room, ticket_room

log = structlog.get_logger()

M = TypeVar("M", bound=Input)
Ack = dict[str, Any]


class ShopperSocket(Namespace):
    """Each event answers with an ack, after the commit."""

    def __init__(self, doors: Doors, presence: Presence) -> None:
        super().__init__("/shopper")
        self._doors = doors
        self._presence = presence

    def on_connect(self, auth: Any = None) -> None:
        try:
            self._doors.limits.spend("connect", request.remote_addr or "")
            hello, at = read_input(inputs.Hello, auth), now()
            entered = chat.enter(self._doors.desk, hello.token, at)
            # first listen, then read: what happens in between is heard rather than missed
            join_room(conversation_room(entered.conversation_id))
            welcome = chat.welcome(self._doors.desk, entered, at)
        except AssistantError as error:
            raise Refused(error.message, error_body(error)) from error
        self._presence.shopper_came(_sid(), entered.conversation_id)
        emit("welcome", welcome)

    def on_disconnect(self, _reason: str | None = None) -> None:
        self._presence.shopper_left(_sid())

    def on_say(self, *data: Any) -> Ack:
        return self._answer("say", inputs.Say, data, self._say)

    def on_choose(self, *data: Any) -> Ack:
        return self._answer("choose", inputs.Choose, data, self._choose)

    def on_suggest(self, *data: Any) -> Ack:
        return self._answer("suggest", inputs.Suggest, data, self._suggest)

    def on_catch_up(self, *data: Any) -> Ack:
        return self._answer("catch_up", inputs.CatchUp, data, self._catch_up)

    def on_rate(self, *data: Any) -> Ack:
        return self._answer("rate", inputs.Rate, data, self._rate)

    def on_hand_off(self, *data: Any) -> Ack:
        return self._answer("hand_off", inputs.HandOff, data, self._hand_off)

    def on_decide(self, *data: Any) -> Ack:
        return self._answer("decide", inputs.Decide, data, self._decide)

    def on_satisfied(self, *data: Any) -> Ack:
        return self._answer("satisfied", inputs.Satisfied, data, self._satisfied)

    def on_typing(self, *data: Any) -> None:
        self._answer("typing", inputs.Typing, data, self._typing)

    def _say(self, conversation_id: str, given: inputs.Say, at: datetime) -> Ack:
        done = chat.say(self._doors.desk, conversation_id, Heard(given.id, given.text, given.entry), at)
        self._doors.publisher.publish(done.news, sender=_sid())
        return done.value

    def _choose(self, conversation_id: str, given: inputs.Choose, at: datetime) -> Ack:
        done = chat.choose(self._doors.desk, conversation_id, given.id, given.seq, given.option, at)
        self._doors.publisher.publish(done.news, sender=_sid())
        return done.value

    def _suggest(self, _conversation_id: str, given: inputs.Suggest, _at: datetime) -> Ack:
        return {"suggestions": chat.suggest(self._doors.desk, given.text)}

    def _catch_up(self, conversation_id: str, given: inputs.CatchUp, at: datetime) -> Ack:
        return chat.catch_up(self._doors.desk, conversation_id, given.after, at)

    def _rate(self, conversation_id: str, given: inputs.Rate, at: datetime) -> Ack:
        done = chat.rate(self._doors.desk, conversation_id, given.seq, given.helpful, at)
        self._doors.publisher.publish(done.news)
        return {}

    def _hand_off(self, conversation_id: str, given: inputs.HandOff, at: datetime) -> Ack:
        fields, pictures = given.intake.fields_given(), tuple(given.intake.attachments)
        done = handoff.hand_off(self._doors.desk, conversation_id, given.id, fields, pictures, at)
        self._doors.publisher.publish(done.news)
        return {"ticket": done.value}

    def _decide(self, conversation_id: str, given: inputs.Decide, at: datetime) -> Ack:
        find = deciding.of_chat(conversation_id, given.ticket)
        done = deciding.consent(
            self._doors.desk, find, given.decision, given.version, at, through="chat", asked=given.id
        )
        self._doors.publisher.publish(done.news)
        return {"ticket": done.value}

    def _satisfied(self, conversation_id: str, given: inputs.Satisfied, at: datetime) -> Ack:
        find = deciding.of_chat(conversation_id, given.ticket)
        done = deciding.satisfaction(
            self._doors.desk, find, given.satisfied, given.comment, at, through="chat", asked=given.id
        )
        self._doors.publisher.publish(done.news)
        return {"ticket": done.value}

    def _typing(self, conversation_id: str, _given: inputs.Typing, _at: datetime) -> Ack:
        number = tickets.open_ticket_of(self._doors.desk, conversation_id)
        if number is not None:
            told = {"number": str(number), "who": "shopper"}
            self._doors.publisher.publish([News(ticket_room(number), "typing", told)])
        return {}

    def _answer(
        self, event: str, model: type[M], data: tuple[Any, ...], deed: Callable[[str, M, datetime], Ack]
    ) -> Ack:
        try:
            conversation_id = self._presence.conversation_of(_sid())
            if conversation_id is None:
                raise NotFound(
                    "This connection has no conversation. Please connect again.", code="unknown_conversation"
                )
            self._doors.limits.spend(event, conversation_id, request.remote_addr or "")
            return {"ok": True, **deed(conversation_id, read_event(model, data), now())}
        except AssistantError as error:
            return {"ok": False, "error": error_body(error)}
        except Exception as error:
            log.error("event_crashed", name=event, error=type(error).__name__, exc_info=error)
            return {"ok": False, "error": {"code": "crashed", "message": CRASHED}}


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]
    return sid
