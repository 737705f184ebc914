"""The shoppers of the simulation: they write, decide, thank, change their minds, fall silent or send rubbish."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from assistant.core.tickets import Outcome, Ticket
from assistant.core.tickets.gates import asks_for_satisfaction, consent_is_open
from assistant.services import chat, handoff, own_ticket
from assistant.services.chat import Heard
from assistant.services.desk import Done, new_id
from assistant.services.handoff import Form
from assistant.store import tickets as stored_tickets
from tests.simulation.diary import Deed
from tests.simulation.rules import NEW_YORK, ONE_DAY
from tests.simulation.world import World

PLAIN = (
    "do you ship to canada",
    "is the rose mist in stock",
    "how long do i have to return something",
    "which cards do you accept",
    "where is my parcel",
    "what do you do with my data",
)
DISPUTES = ("my card was declined", "you refused my refund", "the refund amount is wrong", "error at payment")
THANKS = ("thank you", "thanks a lot", "goodbye", "bye bye")
"""Nothing but thanks or goodbye."""
MORE = ("it is the 50 ml bottle", "the order number is A-17", "i still have not heard anything", "can i pay with visa")
RUBBISH = "cheap watches here"


class Shopper:
    """Somebody with one inquiry. ``kindness`` is the share of questions that they answer."""

    def __init__(self, world: World, number: int) -> None:
        self.world = world
        self.random = world.chance(f"shopper {number}")
        self.name = f"Ann {number}"
        fate = self.random.random()
        self.email = f"nobody{number}@shopper.example" if fate < 0.03 else f"ann{number}@shopper.example"
        self.phone = ""
        if fate > 0.94:
            self.email, self.phone = "", f"+1 555 {1_000_000 + number}"
        self.kindness = self.random.choice((0.0, 0.3, 0.7, 0.9, 0.9))
        self.token = self.chat = ""
        self.tickets: list[int] = []

    def begin(self) -> None:
        """Writes for the first time: by the form, or in the chat until a person is wanted."""
        way = self.random.random()
        if way < 0.5:
            self.send_form(self.words())
        elif way < 0.9:
            self.start_chat()
        elif way < 0.95:
            self.send_form(RUBBISH, trapped=True)
        else:
            for _ in range(5):  # more than one address gets receipts for
                self.send_form(self.words())

    def words(self) -> str:
        return self.random.choice(DISPUTES if self.random.random() < 0.3 else PLAIN)

    def send_form(self, details: str, *, trapped: bool = False) -> None:
        fields = {"name": self.name, "email": self.email, "phone": self.phone, "details": details}
        form = Form(new_id(), {name: value for name, value in fields.items() if value}, trapped)

        def received(shape: dict[str, Any]) -> None:
            self._received(shape)
            if trapped:
                self.world.diary.trapped.add(int(shape["number"]))

        self.world.attempt(lambda at: handoff.submit(self.world.desk, form, (), at), received)

    def start_chat(self) -> None:
        def entered(conversation: str) -> None:
            self.chat = conversation
            self.say(self.words(), then=self._go_on_in_chat)

        def enter(at: datetime) -> Done[str]:
            return Done(chat.enter(self.world.desk, None, at).conversation_id)

        self.world.attempt(enter, entered)

    def say(self, text: str, then: Any = lambda: None) -> None:
        heard = Heard(new_id(), text)

        def said(_ack: Any) -> None:
            self.world.diary.wrote.append((heard.id, self.chat))
            then()

        self.world.attempt(lambda at: chat.say(self.world.desk, self.chat, heard, at), said)

    def hand_off(self) -> None:
        request, fields = new_id(), {"name": self.name, "email": self.email, "phone": self.phone}
        given = {name: value for name, value in fields.items() if value}
        self.world.attempt(
            lambda at: handoff.hand_off(self.world.desk, self.chat, request, given, (), at), self._received
        )

    def react(self) -> None:
        """Reads a mail after a while, most of the time."""
        after = timedelta(hours=self.random.expovariate(1 / 9))
        if self.random.random() < self.kindness:
            self.world.later(self.world.now + after, self.look)

    def look(self) -> None:
        """Opens the ticket's page and does what seems fit."""
        ticket = self._ticket()
        if ticket is None:
            return
        chance = self.random.random()
        if consent_is_open(ticket) and chance < 0.85:
            self.decide(ticket)
        elif asks_for_satisfaction(ticket) and chance < 0.8:
            self.judge(ticket)
        elif ticket.waiting and chance < 0.9:
            self.write(self.random.choice(MORE))
        elif ticket.is_closed and chance < 0.15 and ticket.outcome is not Outcome.DISCARDED:
            self.reopen(ticket)
        elif chance < 0.35:
            self.write(self.random.choice(THANKS if self.random.random() < 0.6 else MORE))
        if self.random.random() < 0.25:
            self.world.later(self.world.now + timedelta(hours=self.random.uniform(2, 60)), self.look)

    def decide(self, ticket: Ticket) -> None:
        solution = ticket.solution
        assert solution
        decision = "accept" if self.random.random() < 0.8 else "decline"
        form, event = new_id(), {"accept": "accepted", "decline": "declined"}[decision]
        self.world.attempt(
            lambda at: own_ticket.consent(self.world.desk, self.token, decision, solution.version, at, form=form),
            lambda _: self._did(ticket.number, event),
        )

    def judge(self, ticket: Ticket) -> None:
        satisfied, form = self.random.random() < 0.75, new_id()
        self.world.attempt(
            lambda at: own_ticket.satisfaction(self.world.desk, self.token, satisfied, "", at, form=form),
            lambda _: self._did(ticket.number, "satisfied" if satisfied else "dissatisfied"),
        )

    def reopen(self, ticket: Ticket) -> None:
        form = new_id()
        self.world.attempt(
            lambda at: own_ticket.reopen(self.world.desk, self.token, at, form=form),
            lambda _: self._did(ticket.number, "reopened"),
        )

    def write(self, text: str) -> None:
        """On the ticket's page, or in the chat the ticket came from."""
        if self.chat and self.random.random() < 0.5:
            self.say(text)
            return
        form = new_id()
        self.world.attempt(
            lambda at: own_ticket.reply(self.world.desk, self.token, text, at, form=form),
            lambda _: self.world.diary.wrote.append((text, "page")),
        )

    def _go_on_in_chat(self) -> None:
        if self.random.random() < 0.7:
            self.say("i want to speak to someone", then=self.hand_off)
        elif self.random.random() < 0.5:
            self.say(self.random.choice(THANKS))

    def _received(self, shape: dict[str, Any]) -> None:
        number = int(shape["number"])
        self.token = str(shape["url"]).rsplit("/", 1)[-1]
        self.tickets.append(number)
        self.world.diary.inquiries.setdefault(number, self.world.now)
        if not self.email:
            for _ in range(3):
                self.world.later(self.world.now + timedelta(hours=self.random.uniform(5, 150)), self.look)
        elif self.random.random() < 0.06:  # and writes once more instead of waiting
            self.world.later(
                self.world.now + timedelta(hours=self.random.uniform(1, 30)), lambda: self.send_form(self.words())
            )

    def _did(self, number: int, event: str) -> None:

        self.world.diary.deeds.append(Deed(number, event, "shopper"))

    def _ticket(self) -> Ticket | None:
        """The ticket that the link leads to now; None while nobody reaches the database."""

        def look(tx: Connection) -> Ticket:
            ticket = stored_tickets.by_token(tx, self.token)
            assert ticket
            return stored_tickets.surviving(tx, ticket)

        return self.world.seen(lambda: self.world.desk.db.read(look))


def arrive(world: World) -> Sequence[Shopper]:
    """All shoppers, at moments of the days: many by day, some at night and on weekends. The last days stay quiet."""
    shoppers = [Shopper(world, number) for number in range(world.plan.inquiries)]
    by_address = {shopper.email: shopper for shopper in shoppers if shopper.email}

    def read(recipient: str, _kind: str) -> None:
        if shopper := by_address.get(recipient):
            shopper.react()

    world.listen = read
    days = world.plan.days * 0.75
    for shopper in shoppers:
        day = world.now + ONE_DAY * int(shopper.random.uniform(0, days))
        hour = min(max(shopper.random.gauss(13.5, 4), 0), 23.9)
        local = day.astimezone(NEW_YORK).replace(hour=0, minute=0) + timedelta(hours=hour)
        world.later(local.astimezone(world.now.tzinfo), shopper.begin)
    return shoppers
