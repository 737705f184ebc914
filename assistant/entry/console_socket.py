"""The console's socket, namespace ``/console``: hints that something has changed. The console then fetches over REST."""

from collections.abc import Callable
from typing import Any

import structlog
from flask import request
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import Namespace, disconnect, join_room, leave_room

from assistant.core.errors import AssistantError, NotSignedIn
from assistant.core.people import Role, User
from assistant.entry.clock import now
from assistant.entry.doors import Doors
from assistant.entry.parsing import Input, Line, read_event
from assistant.entry.presence import Presence
from assistant.entry.refusals import CRASHED, error_body
from assistant.entry.security import same_origin
from assistant.entry.sessions import SESSION_COOKIE
from assistant.services import accounts, tickets
from assistant.services.accounts import SignedIn
from assistant.services.desk import (
    KNOWLEDGE_ROOM,
    LEADS_ROOM,
    STAFF_ROOM,
    News,
    conversation_room,
    ticket_room,
    user_room,
)

log = structlog.get_logger()

Ack = dict[str, Any]


class Watched(Input):
    number: Line


class ConsoleSocket(Namespace):
    """Signed-in staff only, and only from our own pages. Of tickets hear those who answer them, editors do not."""

    def __init__(self, doors: Doors, presence: Presence) -> None:
        super().__init__("/console")
        self._doors = doors
        self._presence = presence

    def on_connect(self, _auth: Any = None) -> None:
        user = self._signed_in()
        if user is None:
            raise Refused("Please sign in.", {"code": "not_signed_in", "message": "Please sign in."})
        self._presence.staff_came(_sid())
        join_room(user_room(user.id))
        join_room(KNOWLEDGE_ROOM)
        if user.role.answers_tickets:
            join_room(STAFF_ROOM)
        if user.role is Role.LEAD:
            join_room(LEADS_ROOM)

    def on_disconnect(self, _reason: str | None = None) -> None:
        self._presence.staff_left(_sid())

    def on_watch(self, *data: Any) -> Ack:
        return self._answer(data, lambda number: join_room(ticket_room(number)))

    def on_unwatch(self, *data: Any) -> Ack:
        return self._answer(data, lambda number: leave_room(ticket_room(number)))

    def on_typing(self, *data: Any) -> Ack:
        return self._answer(data, self._tell_shopper)

    def _tell_shopper(self, number: int) -> None:
        chats = tickets.conversations_of(self._doors.desk, number)
        self._doors.publisher.publish([News(conversation_room(chat), "typing", {}) for chat in chats])

    def _answer(self, data: tuple[Any, ...], deed: Callable[[int], None]) -> Ack:
        try:
            user = self._signed_in()  # again: signed out, or disabled, since this socket was opened
            if user is None:
                disconnect()
                raise NotSignedIn("Please sign in.")
            accounts.require(SignedIn(user), Role.AGENT, Role.LEAD)
            self._doors.limits.spend("watch", user.id)
            deed(tickets.read_number(read_event(Watched, data).number))
            return {"ok": True}
        except AssistantError as error:
            return {"ok": False, "error": error_body(error)}
        except Exception as error:
            log.error("event_crashed", error=type(error).__name__, exc_info=error)
            return {"ok": False, "error": {"code": "crashed", "message": CRASHED}}

    def _signed_in(self) -> User | None:
        """Absent origins are no browser: fine for shoppers' scripts, not for the console."""
        token = request.cookies.get(SESSION_COOKIE)
        if not token or not same_origin(request.headers.get("Origin"), request.host, self._doors.settings):
            return None
        signed_in = accounts.by_session(self._doors.desk.db, token, now())
        return signed_in.user if signed_in else None


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]
    return sid
