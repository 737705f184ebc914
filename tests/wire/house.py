"""The product put together in this process: its web client, its sockets, its staff, a small part of the knowledge."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from flask.testing import FlaskClient
from sqlalchemy import Table, select

from assistant.content.live import LiveKnowledge
from assistant.core.people import Role, User
from assistant.entry.app import Assistant, create
from assistant.entry.settings import Settings
from assistant.mailer import mailer
from assistant.services import accounts, rounds
from assistant.services.desk import new_id
from assistant.store import accounts as stored_accounts
from assistant.store.tables import metadata

Answer = Any
"""Werkzeug's TestResponse; its ``.json`` is taken for what the test expects."""

CHECKOUT = Path(__file__).resolve().parents[2]
ADDRESS = "http://shop.test"
PASSWORD = "correct horse battery staple"

ENTRIES = (
    *("chat/greeting", "chat/thanks", "chat/goodbye", "chat/human", "contact/how", "orders/tracking", "orders/cancel"),
    *("returns/window", "returns/start", "refunds/timing", "refunds/dispute", "payments/failed", "payments/methods"),
    *("shipping/cost", "products/usage", "website/cart", "service/privacy"),
)
"""Enough to answer, to say it is not stated, to hand over and to small-talk; quick to load."""


def small_knowledge(folder: Path) -> Path:
    """The shipped knowledge with these entries alone."""
    shipped = CHECKOUT / "knowledge"
    shutil.copytree(shipped, folder, ignore=shutil.ignore_patterns("answers", "questions.yaml"))
    (folder / "questions.yaml").write_text("[]\n")
    for entry in ENTRIES:
        text = (shipped / "answers" / f"{entry}.md").read_text()
        kept = re.sub(r"^related: \[(.*)\]$", _related, text, flags=re.MULTILINE)
        path = folder / "answers" / f"{entry}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(kept)
    return folder


def _related(found: re.Match[str]) -> str:
    return f"related: [{', '.join(name for name in found.group(1).split(', ') if name in ENTRIES)}]"


class House:
    """One installation. ``house.web()`` is a browser without cookies, ``house.chat()`` a shopper's socket."""

    def __init__(self, made: Assistant) -> None:
        self.made = made
        self.desk = made.doors.desk
        self.settings = made.doors.settings
        self._people = count(1)

    def web(self) -> FlaskClient:
        return self.made.app.test_client()

    def chat(self, token: str | None = None) -> "Chat":
        return Chat(self, token)

    def staff(self, role: str = "agent") -> "Staff":
        """A new colleague with an API key."""
        number = next(self._people)
        email = f"{role}{number}@shop.test"
        user = User(new_id(), email, f"{role.title()} {number}", Role(role))
        # without a password: hashing one takes a while
        self.desk.db.write(lambda tx: stored_accounts.add_user(tx, user, "none", now()))
        _, key = accounts.add_key(self.desk.db, email, now())
        return Staff(self, email, user.id, user.name, key)

    def form(self, **fields: str) -> str:
        """Sends the official form; the ticket's page, without the host."""
        given = {"name": "Ann Lee", "email": "ann@example.com", "details": "My cart page stays empty."}
        answer = self.web().post("/contact", data=given | fields)
        assert answer.status_code == 303, answer.text
        return str(answer.location)

    def ticket(self, **fields: str) -> "Filed":
        page = self.form(**fields)
        return Filed(page, self.number_of(page))

    def number_of(self, page: str) -> str:
        token = page.split("/t/")[1]
        tickets = metadata.tables["tickets"]
        return str(self.rows(tickets.name, token=token)[0]["number"])

    def deliver(self) -> None:
        """Send the events that wait; in a server a thread does it all the time."""
        publisher = self.made.doors.publisher
        while not publisher._waiting.empty():
            news, sender = publisher._waiting.get_nowait()
            publisher._emit(news.room, news.event, news.data, sender)

    def send_mail(self, folder: Path) -> list[str]:
        """What the worker does with the outbox, by default: .eml files. The paths, oldest first."""
        send = mailer("", folder, "support@shop.test", "Dewfern")
        rounds.send_mail(self.desk.db, send, now)
        return [str(path) for path in sorted(folder.glob("*.eml"))]

    def sweep(self, at: datetime) -> None:
        rounds.sweep(self.desk, at, self.made.doors.publisher.publish)

    def rows(self, table: str, **where: Any) -> list[dict[str, Any]]:
        """What is stored, all columns."""
        stored: Table = metadata.tables[table]
        found = select(stored).where(*(stored.c[name] == value for name, value in where.items()))
        return self.desk.db.read(lambda tx: [dict(row) for row in tx.execute(found).mappings()])

    def everything_stored(self) -> str:
        """All rows of all tables, to look for what must not be there."""
        tables = [name for name in metadata.tables if name not in ("users", "sessions", "api_keys")]
        return repr({name: self.rows(name) for name in tables})


class Filed:
    """A ticket as its shopper has it: the address of its page, and its number."""

    def __init__(self, page: str, number: str) -> None:
        self.page = page
        self.token = page.split("/t/")[1]
        self.number = number


class Chat:
    """A shopper's tab."""

    def __init__(self, house: House, token: str | None = None) -> None:
        self._house = house
        self._socket = house.made.socketio.test_client(
            house.made.app, namespace="/shopper", auth={"token": token}, headers={"Host": "shop.test"}
        )
        self.connected = self._socket.is_connected("/shopper")
        self.events: list[tuple[str, Any]] = []
        self.welcome = self.wait_for("welcome") if self.connected else {}
        self.token = self.welcome.get("token", "")
        self.id = self.welcome.get("conversation", {}).get("id", "")

    def emit(self, event: str, data: Any = None) -> Any:
        """The ack."""
        return self._socket.emit(event, data, namespace="/shopper", callback=True)

    def say(self, text: str, id: str | None = None, **more: Any) -> Any:
        return self.emit("say", {"id": id or str(uuid4()), "text": text, **more})

    def replies(self, text: str) -> list[dict[str, Any]]:
        """Says it; the messages that reply to it."""
        said = self.say(text)
        assert said["ok"], said
        return [message for message in self.messages(said["seq"]) if message["reply_to"] == said["id"]]

    def messages(self, after: int = 0) -> list[dict[str, Any]]:
        return list(self.emit("catch_up", {"after": after})["messages"])

    def hand_off(self, id: str | None = None, **intake: Any) -> Any:
        given = {"name": "Ann Lee", "email": "ann@example.com"} | intake
        return self.emit("hand_off", {"id": id or str(uuid4()), "intake": given})

    def received(self, event: str) -> list[Any]:
        """What has come since the last look, of one event."""
        self._house.deliver()
        self.events += [(each["name"], _data(each["args"])) for each in self._socket.get_received("/shopper")]
        found = [data for name, data in self.events if name == event]
        self.events = [(name, data) for name, data in self.events if name != event]
        return found

    def wait_for(self, event: str) -> Any:
        return self.received(event)[-1]

    def close(self) -> None:
        self._socket.disconnect("/shopper")


def _data(args: Any) -> Any:
    return (args or [None])[0] if isinstance(args, list) else args


class Staff:
    """A colleague who calls the API with a key."""

    def __init__(self, house: House, email: str, id: str, name: str, key: str) -> None:
        self.email, self.id, self.name, self.key = email, id, name, key
        self._house = house
        self._web = house.web()

    def get(self, path: str, **query: Any) -> Answer:
        return self._web.get(f"/api/v1{path}", query_string=query, headers=self._headers())

    def post(self, path: str, body: Any = None) -> Answer:
        return self._web.post(f"/api/v1{path}", json={} if body is None else body, headers=self._headers())

    def ticket(self, number: str) -> dict[str, Any]:
        answer = self.get(f"/tickets/{number}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json or {})

    def do(self, number: str, verb: str, **evidence: Any) -> Answer:
        return self.post(f"/tickets/{number}/{verb}", evidence)

    def did(self, number: str, verb: str, **evidence: Any) -> dict[str, Any]:
        """A verb that must succeed; the ticket."""
        answer = self.do(number, verb, **evidence)
        assert answer.status_code == 200, (verb, answer.text)
        return dict(answer.json or {})

    def reply(self, number: str, text: str) -> dict[str, Any]:
        return self.did(number, "reply", id=str(uuid4()), text=text)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}


def solved(house: House, agent: Staff, number: str) -> None:
    """Takes a ticket through the first steps to the question whether the shopper is satisfied."""
    agent.did(number, "answer", text="You find it under Orders.", checked="the page", section="customer-service#2")


def closed(house: House, agent: Staff, number: str) -> None:
    solved(house, agent, number)
    agent.did(number, "follow-up", satisfied=True, note="said so on the phone")


def now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def opened(folder: Path, knowledge: Path, database_url: str, **settings: Any) -> Iterator[House]:
    """A house on a migrated database. Limits are off unless a test wants them."""
    given: Mapping[str, Any] = {
        "data_dir": folder / "data",
        "database_url": database_url,
        "knowledge_dir": knowledge,
        "public_url": ADDRESS,
        "rate_limits": "off",
    } | settings
    with patch("assistant.entry.app.LiveKnowledge", lambda path, _keep: _loaded(path)):
        made = create(Settings(**given))
    made.app.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        yield House(made)
    finally:
        made.close()


@cache
def _loaded(folder: Path) -> LiveKnowledge:
    """Read once for all houses: it takes longer than everything else."""
    return LiveKnowledge(folder, folder.parent)


def error_of(answer: Answer) -> dict[str, Any]:
    """The error object, checked for its shape."""
    error = dict(json.loads(answer.data)["error"])
    assert set(error) <= {"code", "message", "fields"}
    assert error["code"] and error["message"].endswith((".", "?", "…")), error
    return error
