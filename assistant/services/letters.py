"""What does an e-mail to a shopper say? The letter itself, where the ticket stands, what comes next and by when."""

from functools import lru_cache
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from assistant.content.rendering import letter_to_html, letter_to_text, plain_to_html
from assistant.core.tickets import Letter, Ticket
from assistant.core.tickets.guidance import next_for_shopper
from assistant.core.tickets.words import step_name
from assistant.services.desk import Desk, new_id
from assistant.services.shapes import ticket_url
from assistant.store.outbox import Mail

SUBJECTS = {
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


def compose(desk: Desk, ticket: Ticket, token: str, letter: Letter) -> Mail | None:
    """The letter as an e-mail; None for a shopper who gave no address."""
    if not ticket.shopper.email:
        return None
    policy = desk.knowledge().policy
    mail_id = new_id()
    told = {
        "shop": policy.shop_name,
        "number": ticket.number,
        "subject": SUBJECTS[letter.kind],
        "text": letter_to_text(letter.text) if letter.by.kind == "agent" else letter.text,
        "html": letter_html(letter),
        "by": letter.by.name if letter.by.kind == "agent" else policy.shop_name,
        "step": step_name(ticket.step),
        "next": next_for_shopper(ticket, policy),
        "url": ticket_url(desk, token),
    }
    return Mail(
        id=mail_id,
        kind=letter.kind,
        recipient=ticket.shopper.email,
        subject=f"{SUBJECTS[letter.kind]} [ticket {ticket.number}]",
        text=templates().get_template("letter.txt").render(told),
        html=templates().get_template("letter.html").render(told),
        message_id=f"<{mail_id}@{mail_host(desk)}>",
        thread_id=f"<ticket-{ticket.number}-{ticket.conversation_id[:12]}@{mail_host(desk)}>",
        created_at=letter.at,
        ticket=ticket.number,
    )


def letter_html(letter: Letter) -> str:
    """People of the shop may write Markdown. What the program says is plain: it repeats words of the shopper, which must
    not become links in a mail from the shop.
    """
    return letter_to_html(letter.text) if letter.by.kind == "agent" else plain_to_html(letter.text)


def mail_host(desk: Desk) -> str:
    """The host that ids of mails end with."""
    host = urlsplit(desk.address).hostname or "localhost"
    return f"[{host}]" if ":" in host else host


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
