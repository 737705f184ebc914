"""What does an e-mail to a shopper say? The letter itself, where the ticket stands, what comes next and by when, and
everything that is promised.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from hmac import compare_digest
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from assistant.content.rendering import letter_to_html, letter_to_text, plain_to_html
from assistant.core.policy import Policy
from assistant.core.sla import ClockState
from assistant.core.tickets import Letter, Ticket
from assistant.core.tickets.gates import asks_for_satisfaction, consent_is_open
from assistant.core.tickets.guidance import next_for_shopper, promise_named_next
from assistant.core.tickets.promises_told import PromiseTold, promises_told
from assistant.core.tickets.words import step_name
from assistant.services.desk import Desk, new_id
from assistant.services.shapes import ticket_url
from assistant.store.outbox import Mail

HEADINGS = {
    "receipt": "We have your message",
    "confirmation": "A person is looking into your message",
    "reply": "A reply to your message",
    "question": "A question about your message",
    "solution": "Our solution for you",
    "answer": "The answer to your question",
    "executed": "It is done",
    "notice": "News about your message",
    "reminder": "We are waiting for your word",
}
THREAD = re.compile(r"<ticket-(?P<number>[0-9]{1,9})-(?P<key>[0-9a-f]{32})@")
"""The id of a ticket's thread, which is also its receipt's Message-ID. It is known to who has got a letter."""
LONGEST_HOST = 60


def compose(desk: Desk, ticket: Ticket, token: str, letter: Letter) -> Mail | None:
    """The letter as an e-mail; None for a shopper who gave no address."""
    if not ticket.shopper.email:
        return None
    policy = desk.knowledge().policy
    mail_id, thread_id = new_id(), thread_of(desk, ticket.number, token)
    promises = _still_to_name(letter, ticket, policy)
    told = {
        "shop": policy.shop_name,
        "number": ticket.number,
        "heading": HEADINGS[letter.kind],
        "text": letter_to_text(letter.text) if letter.by.kind == "agent" else letter.text,
        "html": letter_html(letter),
        "by": _signature(letter),
        "step": _stage(ticket),
        "next": "" if _says_what_is_next(letter, ticket) else next_for_shopper(ticket, policy),
        "promises": promises,
        "are_all": len(promises) == len(ticket.open_clocks),
        "sorry": _apologises(promises, ticket),
        "decision": _decision(ticket),
        "place": policy.calendar.place,
        "by_mail": desk.takes_mail,
        "url": ticket_url(desk, token),
    }
    return Mail(
        id=mail_id,
        kind=letter.kind,
        recipient=ticket.shopper.email,
        subject=subject(ticket, letter, policy),
        text=templates().get_template("letter.txt").render(told),
        html=templates().get_template("letter.html").render(told),
        message_id=thread_id if letter.kind == "receipt" else f"<{mail_id}@{mail_host(desk)}>",
        thread_id=thread_id,
        created_at=letter.at,
        ticket=ticket.number,
    )


def thread_of(desk: Desk, number: int, token: str) -> str:
    """The id of the thread that a ticket's letters make. Its key comes of the ticket's secret and does not give it away."""
    return f"<ticket-{number}-{_key(token)}@{mail_host(desk)}>"


def is_thread_of(message_id: str, number: int, token: str) -> bool:
    """Whether this id of a thread, by whatever host, is this ticket's."""
    named = THREAD.match(message_id)
    return named is not None and int(named["number"]) == number and compare_digest(named["key"], _key(token))


def subject(ticket: Ticket, letter: Letter, policy: Policy) -> str:
    """The same for all letters of a ticket: some mail programs keep a thread together by it alone."""
    about = f"Your message to {policy.shop_name} [ticket {ticket.number}]"
    return about if letter.kind == "receipt" else f"Re: {about}"


def letter_html(letter: Letter) -> str:
    """People of the shop may write Markdown. What the program says is plain: it repeats words of the shopper, which must
    not become links in a mail from the shop.
    """
    return letter_to_html(letter.text) if letter.by.kind == "agent" else plain_to_html(letter.text)


def mail_host(desk: Desk) -> str:
    """The host that ids of mails end with."""
    host = urlsplit(desk.address).hostname or "localhost"
    return f"[{host}]" if ":" in host else host[-LONGEST_HOST:].lstrip(".-")


@lru_cache(1)
def templates() -> Environment:
    """The texts of mails, with everything in them escaped where they are HTML."""
    return Environment(
        loader=PackageLoader("assistant.services", "mail_templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _key(token: str) -> str:
    return hashlib.sha256(f"mail thread {token}".encode()).hexdigest()[:32]


def _signature(letter: Letter) -> str:
    """Who speaks, where the letter is a person's and does not end with their name."""
    if letter.by.kind != "agent":
        return ""
    first_name = letter.by.name.split(" ")[0].casefold()
    ending = letter.text.strip().casefold().split("\n")[-1]
    return "" if first_name in re.findall(r"\w+", ending) else letter.by.name


def _stage(ticket: Ticket) -> str:
    if ticket.waiting:
        return "Waiting for your answer" if ticket.waiting.for_ == "answer" else "Waiting for your decision"
    return step_name(ticket.step)


def _says_what_is_next(letter: Letter, ticket: Ticket) -> bool:
    """Whether the letter itself has said it: a reminder, a word that the ticket is closed, or the next promise."""
    if letter.kind == "reminder" or (letter.kind == "notice" and ticket.is_closed):
        return True
    named_next = promise_named_next(ticket)
    return named_next is not None and named_next.promise in letter.promises


def _still_to_name(letter: Letter, ticket: Ticket, policy: Policy) -> list[PromiseTold]:
    """What is owed beside what the letter and the sentence on what comes next name: no date stands twice."""
    named_next = promise_named_next(ticket)
    named = {*letter.promises, named_next.promise if named_next else None}
    told = promises_told(ticket, ticket.news, policy.calendar.zone)
    return [each for each in told if each.brief and each.promise not in named]


def _apologises(promises: Sequence[PromiseTold], ticket: Ticket) -> bool:
    """Whether the list is the only place that tells of something late."""
    broken = sum(clock.state is ClockState.BREACHED for clock in ticket.open_clocks)
    return 0 < broken == sum(each.became == "late" for each in promises)


def _decision(ticket: Ticket) -> str:
    """How the shopper decides, where they are asked to. Mail scanners open links, so a link decides nothing."""
    if consent_is_open(ticket):
        assert ticket.solution
        cost = f"It costs you {ticket.solution.cost}." if ticket.solution.cost else "It costs you nothing."
        return f"{cost} You decide with a button on your ticket's page; just opening the link does not count as a yes."
    if ticket.is_closed and asks_for_satisfaction(ticket):
        return "You can still tell us with a button on your ticket's page whether you were satisfied."
    if asks_for_satisfaction(ticket):
        return "You tell us with a button on your ticket's page; just opening the link does not count as an answer."
    return ""
