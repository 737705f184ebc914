"""What does an e-mail to a shopper say? The letter itself, where the ticket stands, what comes next and by when, and
everything that is promised.
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from assistant.content.rendering import letter_to_html, letter_to_text, plain_to_html
from assistant.core.policy import Policy
from assistant.core.tickets import Letter, Ticket
from assistant.core.tickets.gates import asks_for_satisfaction, consent_is_open
from assistant.core.tickets.guidance import next_for_shopper
from assistant.core.tickets.promises_told import promises_told
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
THREAD = re.compile(r"<ticket-(?P<number>[0-9]{1,9})-(?P<conversation>[0-9a-f]{32})@")
"""The id of a ticket's thread, which is also its receipt's Message-ID. It is known to who has got a letter."""
LONGEST_HOST = 60


def compose(desk: Desk, ticket: Ticket, token: str, letter: Letter) -> Mail | None:
    """The letter as an e-mail; None for a shopper who gave no address."""
    if not ticket.shopper.email:
        return None
    policy = desk.knowledge().policy
    mail_id, thread_id = new_id(), f"<ticket-{ticket.number}-{ticket.conversation_id}@{mail_host(desk)}>"
    told = {
        "shop": policy.shop_name,
        "number": ticket.number,
        "heading": HEADINGS[letter.kind],
        "text": letter_to_text(letter.text) if letter.by.kind == "agent" else letter.text,
        "html": letter_html(letter),
        "by": _signature(letter),
        "step": _stage(ticket),
        "next": next_for_shopper(ticket, policy),
        "promises": [
            {"what": each.what, "said": each.said.replace("By ", "by ", 1)}
            for each in promises_told(ticket, ticket.news, policy.calendar.zone)
            if each.became in ("owed", "paused", "late")
        ],
        "decision": _decision(ticket),
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


def _decision(ticket: Ticket) -> str:
    """How the shopper decides, where they are asked to. Mail scanners open links, so a link decides nothing."""
    if consent_is_open(ticket):
        assert ticket.solution
        cost = f"It costs you {ticket.solution.cost}." if ticket.solution.cost else "It costs you nothing."
        return f"{cost} Two buttons on your ticket's page ask for your decision; opening the link decides nothing."
    if asks_for_satisfaction(ticket):
        return "Two buttons on your ticket's page ask whether you are satisfied; opening the link decides nothing."
    return ""
