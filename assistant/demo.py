"""``assistant demo``: believable conversations and tickets in every state, made with the same services as real ones."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import click
from sqlalchemy import Connection

from assistant.content.folder import load
from assistant.core.errors import Conflict
from assistant.core.people import Role, User
from assistant.core.policy import Policy
from assistant.core.tickets import Person, Ticket
from assistant.demo_past import PAST, Past
from assistant.entry.clock import now
from assistant.entry.settings import Settings
from assistant.services import (
    accounts,
    casework,
    chat,
    dead_letters,
    handoff,
    mail_intake,
    own_ticket,
    rounds,
    tickets,
)
from assistant.services.chat import Heard
from assistant.services.desk import Desk, new_id
from assistant.services.handoff import Form
from assistant.services.letters import thread_of
from assistant.store import accounts as account_store
from assistant.store import health, migrate
from assistant.store.database import Database
from assistant.store.outbox import Mail, Refused

MINUTE = timedelta(minutes=1)
MISTYPED = "maria@gmial.example"


@dataclass(frozen=True)
class Team:
    """The accounts of the demonstration."""

    lead: User
    mia: User
    ben: User


@dataclass(frozen=True)
class Deed:
    """Something that happens to a ticket: after so many hours, by an agent (or the shopper), with the verb's evidence."""

    hours: float
    verb: str
    by: str = "mia"
    with_: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """One shopper's story. ``days`` ago it began; ``asked`` is what they wrote in the chat, none for the form."""

    days: float
    fields: dict[str, str | None]
    asked: Sequence[str] = ()
    deeds: Sequence[Deed] = ()
    trapped: bool = False


@dataclass(frozen=True)
class Visit:
    """A chat that led to no ticket, so many days ago; ``helpful`` is the thumb for its last answer."""

    days: float
    asked: Sequence[str]
    helpful: bool | None = None


def fill(settings: Settings) -> None:
    """Fill an empty database and tell the accounts made. Raises ``Conflict`` when there is anything in it."""
    migrate.upgrade(settings.database)
    db, knowledge = Database(settings.database), load(settings.knowledge)
    desk = Desk(db, lambda: knowledge, settings.address)
    at = now()
    if db.read(_holds_anything):
        raise Conflict(
            "There are accounts or tickets in this database. Set ASSISTANT_DATA_DIR to an empty folder first."
        )
    passwords = {email: secrets.token_urlsafe(12) for email, _, _ in PEOPLE}
    made = {email: accounts.add_user(db, email, name, role, passwords[email], at) for email, name, role in PEOPLE}
    team = Team(made["lead@demo.example"], made["mia@demo.example"], made["ben@demo.example"])
    for case in sorted(CASES, key=lambda each: -each.days):
        _play(desk, team, case, at - timedelta(days=case.days))
    for case in (*SETTLED, *map(_case_of, PAST)):
        _play(desk, team, case, at - timedelta(days=case.days))
    for visit in VISITS:
        _visit(desk, visit, at - timedelta(days=visit.days))
    rounds.sweep(desk, at, publish=lambda news: None)
    rounds.send_mail(db, _deliver, now)
    dead_letters.tell(desk, now())
    db.close()
    tickets_made = len(CASES) + len(SETTLED) + len(PAST)
    click.echo(
        f"{tickets_made} tickets and {tickets_made + len(VISITS)} conversations. Sign in at {settings.address}/console/"
    )
    for email, _, role in PEOPLE:
        click.echo(f"  {role:<7} {email:<20} {passwords[email]}")
    click.echo("These passwords are random and shown only now. Start the assistant with: make run")


def _deliver(mail: Mail) -> None:
    """Nowhere, since these shoppers do not exist; one of them has mistyped the address."""
    if mail.recipient == MISTYPED:
        raise Refused(f"550 5.1.2 <{mail.recipient}>: no such domain")


def _holds_anything(tx: Connection) -> bool:
    return account_store.any_user(tx) or bool(health.open_tickets_by_step(tx))


def _play(desk: Desk, team: Team, case: Case, began: datetime) -> None:
    number, token = _handed_over(desk, case, began)
    at = began
    for deed in case.deeds:
        at += timedelta(hours=deed.hours)
        rounds.sweep(desk, at, publish=lambda news: None)
        _do(desk, team, number, token, deed, at)


def _case_of(past: Past) -> Case:
    answer = {"text": past.answer, "checked": "Order record", "section": "customer-service#2"}
    deeds = [Deed(past.hours, "answer", past.by, answer)]
    if past.satisfied:
        deeds.append(Deed(18, "shopper_satisfied"))
    email = f"{past.name.split()[0].lower()}@example.com"
    return Case(past.days, {"name": past.name, "email": email, "details": past.question}, (), deeds)


def _handed_over(desk: Desk, case: Case, at: datetime) -> tuple[int, str]:
    if not case.asked:
        shown = handoff.submit(desk, Form(new_id(), case.fields, trapped=case.trapped), (), at).value
    else:
        conversation = _chat(desk, case.asked, at - len(case.asked) * MINUTE)
        shown = handoff.hand_off(desk, conversation, new_id(), case.fields, (), at).value
    return int(shown["number"]), shown["url"].rsplit("/", 1)[-1]


def _chat(desk: Desk, asked: Sequence[str], at: datetime) -> str:
    conversation = chat.enter(desk, None, at).conversation_id
    for place, text in enumerate(asked):
        chat.say(desk, conversation, Heard(new_id(), text), at + (place + 0.5) * MINUTE)
    return conversation


def _visit(desk: Desk, visit: Visit, at: datetime) -> None:
    conversation = _chat(desk, visit.asked, at)
    if visit.helpful is not None:
        said = chat.catch_up(desk, conversation, 0, at)["messages"]
        # what is answered is up to the knowledge folder
        for seq in [message["seq"] for message in said if message["entry"]][-1:]:
            chat.rate(desk, conversation, seq, visit.helpful, at + len(visit.asked) * MINUTE)


def _do(desk: Desk, team: Team, number: int, token: str, deed: Deed, at: datetime) -> None:
    given = deed.with_
    match deed.verb:
        case "shopper_replies":
            own_ticket.reply(desk, token, given["text"], at)
        case "shopper_mails":
            raw = _mail(desk, number, token, given["text"])
            mail_intake.take(desk, mail_intake.read(raw, desk.upload_bytes), at)
        case "shopper_accepts":
            own_ticket.consent(desk, token, "accept", 1, at)
        case "shopper_satisfied":
            own_ticket.satisfaction(desk, token, True, given.get("comment", ""), at)
        case verb:
            user: User = getattr(team, deed.by)
            tickets.act(desk, user, number, _verb(verb, given), at)


def _mail(desk: Desk, number: int, token: str, text: str) -> bytes:
    """An e-mail of the ticket's shopper, as an answer to its receipt."""
    ticket = desk.db.read(lambda tx: casework.load(tx, number))
    mail = EmailMessage()
    mail["From"] = ticket.shopper.email
    mail["Message-ID"] = f"<{new_id()}@phone.example>"
    mail["In-Reply-To"] = thread_of(desk, number, token)
    mail.set_content(text)
    return mail.as_bytes()


def _verb(verb: str, given: dict[str, Any]) -> Callable[[Ticket, Person, datetime, Policy], None]:
    def do(ticket: Ticket, by: Person, at: datetime, policy: Policy) -> None:
        getattr(ticket, verb)(**given, by=by, at=at, policy=policy)

    return do


PEOPLE = (
    ("lead@demo.example", "Lena Ortiz", Role.LEAD),
    ("mia@demo.example", "Mia Brandt", Role.AGENT),
    ("ben@demo.example", "Ben Okafor", Role.AGENT),
    ("editor@demo.example", "Edda Lind", Role.EDITOR),
)

CONFIRMED = {
    "text": "Thank you for writing to us. I have read your message and am looking into it now. You hear from me here."
}
CHECKED = {"checked": "Order record and packing list", "found": "The night cream was packed by mistake."}

CASES = (
    Case(
        0.02,
        {"name": "Ana Petrova", "email": "ana@example.com", "order_number": "DF-20418"},
        [
            "wheres my parcel it shouldve been here last week",
            "the tracking says nothing",
            "can i talk to someone please",
        ],
    ),
    Case(
        0.05,
        {
            "name": "Chloe Martin",
            "email": "chloe@example.com",
            "details": "Any news about the night cream? I still need the day cream that I ordered.",
        },
    ),
    Case(
        0.1,
        {
            "name": "Jonas Weber",
            "email": "jonas@example.com",
            "product": "Rose mist",
            "details": "Is the rose mist suitable for very dry skin?\nMy last one was too strong.",
        },
    ),
    Case(
        0.3,
        {"name": "Priya Nair", "phone": "+1 555 010 4477", "order_number": "DF-20377"},
        ["i was charged twice for the same order!!", "i want this sorted by a real person"],
        [Deed(0.5, "claim", "ben")],
    ),
    Case(
        5.2,
        {
            "name": "Maria Rossi",
            "email": MISTYPED,
            "phone": "+1 555 010 2231",
            "order_number": "DF-20219",
            "details": "The pump of my day cream is broken. It arrived like that.",
        },
    ),
    Case(
        7.1,
        {
            "name": "Tom Becker",
            "email": "tom@example.com",
            "order_number": "DF-20105",
            "details": "You refused my refund but the bottle was never opened. I do not agree with that.",
        },
        (),
        [Deed(20, "confirm", "ben", CONFIRMED)],
    ),
    Case(
        2.4,
        {
            "name": "Chloe Martin",
            "email": "chloe@example.com",
            "order_number": "DF-20301",
            "product": "Day cream",
            "details": "I ordered the day cream and got the night cream.",
        },
        (),
        [Deed(3, "confirm", "mia", CONFIRMED), Deed(1, "verify", "mia", CHECKED)],
    ),
    Case(
        3.2,
        {"name": "Omar Haddad", "email": "omar@example.com", "order_number": "DF-20288"},
        ["my card got declined but the money is gone"],
        [
            Deed(2, "confirm", "mia", CONFIRMED),
            Deed(4, "ask", "mia", {"text": "Which bank issued the card, and what does your statement say?"}),
        ],
    ),
    Case(
        4.3,
        {
            "name": "Grace Lee",
            "email": "grace@example.com",
            "order_number": "DF-20254",
            "details": "One of the two serums leaked in the box.",
        },
        (),
        [
            Deed(2, "confirm", "mia", CONFIRMED),
            Deed(1, "verify", "mia", {"checked": "Order and photo", "found": "The cap was not closed; our mistake."}),
            Deed(
                1,
                "propose",
                "mia",
                {
                    "text": "We send you a new serum at once. You need not send the leaking one back. Do you agree?",
                    "kind": "redelivery",
                    "section": "customer-service#6",
                    "fault": "shop",
                    "cost": "0",
                },
            ),
            Deed(
                3,
                "propose",
                "mia",
                {
                    "text": "I am sorry: that serum is sold out until next month. We refund it in full instead, and you "
                    "keep what is left of it. Do you agree?",
                    "kind": "refund",
                    "section": "customer-service#6",
                    "fault": "shop",
                    "cost": "0",
                },
            ),
        ],
    ),
    Case(
        4.6,
        {
            "name": "Luca Bianchi",
            "email": "luca@example.com",
            "order_number": "DF-20240",
            "details": "The lipstick shade is not the one on the picture. I would like my money back.",
        },
        (),
        [
            Deed(2, "confirm", "ben", CONFIRMED),
            Deed(
                1, "verify", "ben", {"checked": "Order and product page", "found": "The picture was of another shade."}
            ),
            Deed(
                1,
                "propose",
                "ben",
                {
                    "text": "We refund the lipstick in full. Do you agree?",
                    "kind": "refund",
                    "section": "customer-service#6",
                    "fault": "shop",
                    "cost": "0",
                },
            ),
            Deed(5, "shopper_accepts"),
        ],
    ),
    Case(
        3.9,
        {"name": "Sofia Costa", "email": "sofia@example.com"},
        ["how do i layer the serum and the day cream", "talk to a person pls"],
        [
            Deed(
                3,
                "answer",
                "mia",
                {
                    "text": "Serum first, then the day cream once it has sunk in. Both are fine every day.",
                    "checked": "Product sheets of both",
                    "section": "customer-service#2",
                },
            ),
        ],
    ),
    Case(
        9.4,
        {"name": "Emma Novak", "email": "emma@example.com", "details": "Which cards do you take at the checkout?"},
        (),
        [
            Deed(
                6,
                "answer",
                "ben",
                {
                    "text": "All cards that the checkout shows with their logo.",
                    "checked": "Checkout settings",
                    "section": "customer-service#2",
                },
            ),
            Deed(20, "shopper_satisfied", with_={"comment": "Quick and clear, thank you."}),
        ],
    ),
    Case(
        18,
        {"name": "Nils Berg", "email": "nils@example.com", "details": "Can I still change the address of my order?"},
        (),
        [
            Deed(
                5,
                "answer",
                "mia",
                {
                    "text": "I have changed it; the parcel goes to the new address.",
                    "checked": "Order record",
                    "section": "customer-service#2",
                },
            ),
        ],
    ),
    Case(
        21,
        {"name": "Ivy Chen", "email": "ivy@example.com", "details": "My order is not complete, something is missing."},
        (),
        [
            Deed(3, "confirm", "ben", CONFIRMED),
            Deed(1, "ask", "ben", {"text": "Which item is missing? A photo of the box helps."}),
        ],
    ),
    Case(
        1.5,
        {
            "name": "Best Prices",
            "email": "offers@example.net",
            "details": "Rank first on every search engine this week.",
        },
        (),
        [Deed(2, "discard", "ben", {"reason": "spam"})],
    ),
    Case(
        0.4,
        {"name": "Vic", "email": "vic@example.net", "details": "Hello dear, please see our cheap followers offer."},
        trapped=True,
    ),
    Case(
        12,
        {
            "name": "Hanna Virtanen",
            "email": "hanna@example.com",
            "order_number": "DF-20066",
            "details": "My refund has not reached me. It was promised two weeks ago.",
        },
        (),
        [
            Deed(4, "confirm", "mia", CONFIRMED),
            Deed(
                60, "reply", "mia", {"text": "Your refund left us; I am asking the bank where it is and write again."}
            ),
            Deed(
                20,
                "shopper_mails",
                with_={
                    "text": "Thank you. The reference my bank gave me is 4471-B.\n\nHanna\n\nSent from my phone\n\n"
                    "-----Original Message-----\nYour refund left us; I am asking the bank where it is."
                },
            ),
            Deed(40, "reply", "mia", {"text": "The bank has found it and books it today."}),
        ],
    ),
)

_TOLD = {
    "text": "Thank you for asking. Our team has looked up the cost for your address and sent it to you.",
    "checked": "The carrier's rates",
    "section": "customer-service#2",
}

SETTLED = (
    Case(
        10.2,
        {"name": "Rosa Lind", "email": "rosa@example.com"},
        ["how much is shipping to boston", "can i ask a person then"],
        [Deed(2, "answer", "mia", _TOLD), Deed(3, "shopper_satisfied")],
    ),
    Case(
        14.4,
        {"name": "Ed Marsh", "email": "ed@example.com"},
        ["whats the delivery fee", "please connect me to someone"],
        [Deed(4, "answer", "ben", _TOLD), Deed(20, "shopper_satisfied")],
    ),
    Case(
        22.6,
        {"name": "Yuna Park", "email": "yuna@example.com"},
        ["is shipping free over 50", "talk to a person pls"],
        [Deed(3, "answer", "mia", _TOLD), Deed(5, "shopper_satisfied")],
    ),
)
"""Questions that became tickets because the shop has not said what shipping costs. They come last, so that the numbers
of the other tickets stay as they are."""

VISITS = (
    Visit(0.13, ["how long do i have to return stuff", "and how long until i get the money back", "thanks!"], True),
    Visit(0.08, ["hi", "do u ship to canada"]),
    Visit(0.05, ["is the rose mist vegan"]),
    Visit(0.04, ["what is the capital of france"]),
    Visit(0.9, ["do you take empty bottles back for recycling"]),
    Visit(2.3, ["hey, can i send my empty jars back to you"]),
    Visit(4.1, ["is there a recycling program for the empties"]),
    Visit(6.7, ["do u recycle bottles", "i mean the empty bottles, do you recycle them"]),
    Visit(9.5, ["do you recycle empty bottles? my name is Dora Winter"]),
    Visit(1.6, ["can you engrave a name on the bottle"]),
    Visit(5.8, ["do you do engraving"]),
    Visit(12.2, ["engraving on the rose mist as a gift possible?"]),
    Visit(3.4, ["where are your stores"]),
    Visit(8.3, ["is there a store in chicago"]),
    Visit(2.8, ["what do you charge for delivery to seattle"]),
    Visit(7.7, ["how much is shipping"]),
    Visit(3.1, ["how do i return something"], False),
    Visit(11.5, ["how can i return my order DF-20311"], False),
    Visit(15.3, ["i want to return my order"], False),
    Visit(4.6, ["when do i get my money back"], True),
    Visit(6.2, ["how long do i have to send it back"], True),
    Visit(10.9, ["who won the game last night"]),
)
"""Some of them ask in vain for the same, or were not helped: the gaps of the knowledge room."""
