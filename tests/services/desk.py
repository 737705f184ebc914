"""Shoppers and staff at a desk, without doors: what they do goes straight to the services, a minute apart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from assistant.core.conversations import Attachment, Conversation, Message
from assistant.core.knowledge import Knowledge, PolicyText, Section
from assistant.core.people import Role, User
from assistant.core.tickets import Event, Ticket
from assistant.services import accounts, chat, handoff, own_ticket, pictures, tickets
from assistant.services.chat import Heard
from assistant.services.desk import Desk, Done, News, new_id
from assistant.services.handoff import Form
from assistant.services.own_ticket import OwnTicket
from assistant.store import accounts as stored_accounts
from assistant.store import conversations
from assistant.store import tickets as stored_tickets
from assistant.store.attachments import Picture
from assistant.store.tables import outbox
from assistant.store.tickets import Filters
from tests.core import small_shop
from tests.core.shop import RECEIVED, ny


@cache
def knowledge() -> Knowledge:
    """The small shop with the two sections of its policy that these tests name."""
    sections = tuple(Section(number, f"Section {number}", "We promise.") for number in ("2", "5"))
    text = PolicyText("customer-service", "Customer Service Policy", "", sections)
    return replace(small_shop.knowledge(), policies={text.name: text})


class Shop:
    """A desk on a Monday morning."""

    def __init__(self, desk: Desk) -> None:
        self.desk = replace(desk, knowledge=knowledge)
        self.at = ny(RECEIVED)
        self.news: list[News] = []

    def now(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def done(self, done: Done[Any]) -> Any:
        """What a service gives back; its news are kept."""
        self.news += done.news
        return done.value

    def notices(self, kind: str) -> list[str]:
        return [each.data["text"] for each in self.news if each.event == "notice" and each.data["kind"] == kind]

    def chat(self) -> "Chat":
        return Chat(self, chat.enter(self.desk, None, self.now()).conversation_id)

    def staff(self, role: str = "agent", name: str = "Sam") -> "Staff":
        user = User(new_id(), f"{name.lower()}@shop.example", name, Role(role))
        self.desk.db.write(lambda tx: stored_accounts.add_user(tx, user, "none", self.at))
        return Staff(self, user)

    def form(self, details: str = "Does the mist come in a larger bottle?", *pictures: Picture, **fields: str) -> int:
        """The number of the ticket it makes."""
        given = {"name": "Ann Lee", "email": "ann@shopper.example", "details": details} | fields
        trapped = given.pop("trapped", "") != ""
        form = Form(new_id(), given, trapped)
        return int(self.done(handoff.submit(self.desk, form, pictures, self.now()))["number"])

    def ticket(self, number: int) -> Ticket:
        found = self.desk.db.read(lambda tx: stored_tickets.load(tx, number))
        assert found
        return found

    def events(self, number: int) -> Sequence[Event]:
        return self.desk.db.read(lambda tx: stored_tickets.events_of(tx, (number,)))

    def kinds(self, number: int) -> list[str]:
        return [event.kind for event in self.events(number)]

    def token(self, number: int) -> str:
        return self.desk.db.read(lambda tx: stored_tickets.token_of(tx, number))

    def page(self, number: int) -> OwnTicket:
        return own_ticket.find(self.desk, self.token(number), self.at)

    def write_on_page(self, number: int, text: str) -> None:
        self.done(own_ticket.reply(self.desk, self.token(number), text, self.now()))

    def messages(self, number: int, author_kind: str) -> list[Message]:
        """What somebody said in the conversation of a ticket."""
        chat = self.ticket(number).conversation_id
        said = self.desk.db.read(lambda tx: conversations.messages_after(tx, chat))
        return [each for each in said if each.author_kind == author_kind]

    def outbox(self) -> list[tuple[str, int | None]]:
        """Kind and ticket of every mail, in the order in which they were written."""
        found = outbox.select().order_by(outbox.c.created_at, outbox.c.id)
        rows = self.desk.db.read(lambda tx: tx.execute(found).mappings().all())
        return [(row["kind"], row["ticket"]) for row in rows]

    def mails(self, kind: str) -> list[str]:
        """The recipients of the mails of one kind that wait."""
        rows = self.desk.db.read(lambda tx: tx.execute(outbox.select()).mappings().all())
        return [row["recipient"] for row in rows if row["kind"] == kind]


class Chat:
    """A shopper's conversation."""

    def __init__(self, shop: Shop, id: str) -> None:
        self.shop, self.id = shop, id

    def say(self, text: str) -> list[str]:
        """What the assistant replies."""
        told = self.shop.done(chat.say(self.shop.desk, self.id, Heard(new_id(), text), self.shop.now()))
        return [each.text for each in self.messages() if each.author_kind == "assistant" and each.seq > told["seq"]]

    def choose(self, option: str) -> None:
        """Taps an option of the last message that has it."""
        seq = [each.seq for each in self.messages() if option in [one.id for one in each.options]][-1]
        self.shop.done(chat.choose(self.shop.desk, self.id, new_id(), seq, option, self.shop.now()))

    def hand_off(self, *pictures: str, id: str = "", **intake: str) -> int:
        """The number of the ticket."""
        given = {"name": "Ann Lee", "email": "ann@shopper.example"} | intake
        at = self.shop.now()
        return int(
            self.shop.done(handoff.hand_off(self.shop.desk, self.id, id or new_id(), given, pictures, at))["number"]
        )

    def attach(self, picture: Picture) -> Attachment:
        return pictures.keep(self.shop.desk, self.id, picture, self.shop.now())

    def messages(self) -> list[Message]:
        return self.shop.desk.db.read(lambda tx: conversations.messages_after(tx, self.id))

    def texts(self, author_kind: str) -> list[str]:
        return [each.text for each in self.messages() if each.author_kind == author_kind]

    def stands(self) -> tuple[str, str | None, int | None]:
        """Who answers, which agent, for which ticket."""
        found = self.shop.desk.db.read(lambda tx: conversations.by_id(tx, self.id))
        assert isinstance(found, Conversation)
        return found.owner.value, found.agent_name, found.ticket


class Staff:
    """A colleague."""

    def __init__(self, shop: Shop, user: User) -> None:
        self.shop, self.user = shop, user

    def do(self, number: int, verb: str, *given: Any, **named: Any) -> Any:
        """A verb by its name in the core; the ticket as staff see it."""
        done = tickets.act(
            self.shop.desk,
            self.user,
            number,
            lambda ticket, by, at, policy: getattr(ticket, verb)(*given, **named, by=by, at=at, policy=policy),
            self.shop.now(),
        )
        return self.shop.done(done)

    def solve(self, number: int) -> Any:
        return self.do(number, "answer", "You find it under Orders.", "the page", "customer-service#2")

    def close(self, number: int) -> None:
        self.solve(number)
        self.do(number, "follow_up", True, note="said so on the phone")

    def merge(self, number: int, into: int) -> Any:
        return self.shop.done(tickets.merge(self.shop.desk, self.user, number, into, self.shop.now()))

    def transfer(self, number: int, to: "Staff") -> Any:
        at = self.shop.now()
        return self.shop.done(tickets.transfer(self.shop.desk, self.user, number, to.user.id, "yours", at))

    def take_next(self) -> Any:
        return self.shop.done(tickets.take_next(self.shop.desk, self.user, self.shop.now()))

    def see(self, number: int) -> Any:
        return tickets.show(self.shop.desk, self.user, number, self.shop.at)

    def listed(self, view: str) -> list[int]:
        page = tickets.page(self.shop.desk, self.user, Filters(view=view, mine=self.user.id), None, 50)
        return [int(row["number"]) for row in page["tickets"]]

    def counts(self) -> dict[str, int]:
        return dict(tickets.page(self.shop.desk, self.user, Filters(mine=self.user.id), None, 1)["counts"])

    def disable(self) -> None:
        accounts.disable(self.shop.desk.db, self.user.email, self.shop.now())


def a_picture(name: str = "screen.png") -> Picture:
    return Picture(Attachment(new_id(), name, 3, 1, 1), "", "image/png", b"png")
