"""What a shopper sees and does on the page of their own ticket, ``/t/<token>``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from assistant.content.rendering import plain_to_html
from assistant.core import dialogue
from assistant.core.conversations import Attachment, Message
from assistant.core.errors import Invalid, NotFound
from assistant.core.redaction import mask_cards
from assistant.core.tickets import Ticket
from assistant.core.tickets.gates import asks_for_satisfaction, consent_is_open
from assistant.services import casework, once
from assistant.services.desk import Desk, Done, News, conversation_room, new_id
from assistant.services.once import Request
from assistant.services.shapes import message_shape, peak_notice
from assistant.store import attachments, conversations
from assistant.store import tickets as store
from assistant.store.attachments import Picture

LONGEST_REPLY = 8000


@dataclass(frozen=True, slots=True)
class OwnTicket:
    """A ticket with all that was said in the conversations it came from, and the pictures that came with it."""

    ticket: Ticket
    messages: Sequence[Message]
    pictures: Sequence[Attachment]
    notice: str | None
    """Of the busy period in which its promises were made."""
    asks_consent: bool
    asks_satisfaction: bool
    """What the shopper may decide now."""


def find(desk: Desk, token: str) -> OwnTicket:
    """Raises ``NotFound``. A merged ticket is found as the one it was merged into."""

    def work(tx: Connection) -> OwnTicket:
        ticket = _by_token(tx, token)
        return OwnTicket(
            ticket,
            conversations.told_together(tx, store.conversations_of(tx, ticket)),
            attachments.of_ticket(tx, ticket.number),
            peak_notice(ticket, desk.knowledge().policy),
            consent_is_open(ticket),
            asks_for_satisfaction(ticket),
        )

    return desk.db.read(work)


def current_token(desk: Desk, token: str) -> str:
    """The token of the ticket that this one leads to: its own, unless it was merged."""
    return desk.db.read(lambda tx: store.token_of(tx, _by_token(tx, token).number))


def picture(desk: Desk, token: str, attachment_id: str) -> Picture:
    """A picture that belongs to this ticket. Raises ``NotFound``."""

    def work(tx: Connection) -> Picture:
        found = attachments.load(tx, attachment_id)
        if found is None or found.ticket != _by_token(tx, token).number:
            raise NotFound("There is no such picture.")
        return found

    return desk.db.read(work)


def reply(desk: Desk, token: str, text: str, at: datetime, *, form: str | None = None) -> Done[None]:
    """Store what the shopper writes on the page. Raises ``Invalid`` (field ``text``).

    ``form`` is the id of the form that was sent, here and below: the same form sent twice does nothing again.
    """
    text = mask_cards(text.strip())
    if not 1 <= len(text) <= LONGEST_REPLY:
        message = "Please write your reply first." if not text else f"Please keep to {LONGEST_REPLY} characters."
        raise Invalid(message, fields={"text": message})
    only_thanks = casework.is_only_thanks(dialogue.decide(desk.knowledge(), [text]))
    asked = _asked(form, "reply", text)

    def work(tx: Connection) -> Done[None]:
        ticket = _by_token(tx, token)
        if once.is_done(tx, ticket.number, asked):
            return Done(None)
        conversation = conversations.by_id(tx, ticket.conversation_id)
        assert conversation is not None
        wrote = Message(
            seq=conversation.last_seq + 1,
            id=new_id(),
            author_kind="shopper",
            author_name="",
            text=text,
            html=plain_to_html(text),
            at=at,
        )
        conversations.append(tx, conversation, [wrote], at=at)
        ticket.shopper_wrote(only_thanks=only_thanks, through="page", at=at, policy=desk.knowledge().policy)
        told = News(conversation_room(conversation.id), "message", message_shape(desk, wrote))
        news = [told, *casework.settle(tx, desk, ticket, at)]
        once.remember(tx, ticket.number, asked, at)
        return Done(None, news)

    return desk.db.write(work)


def consent(
    desk: Desk, token: str, decision: str, version: int, at: datetime, *, form: str | None = None
) -> Done[None]:
    """The shopper accepts or declines this version of the solution. Raises ``Conflict`` when it has changed."""
    if decision not in ("accept", "decline"):
        raise Invalid("Please choose whether you agree.", fields={"decision": "Please choose whether you agree."})
    policy = desk.knowledge().policy
    return _do(
        desk,
        token,
        lambda ticket: ticket.consent(
            "accept" if decision == "accept" else "decline", version=version, by=None, at=at, policy=policy
        ),
        at,
        _asked(form, "consent", [decision, version]),
    )


def satisfaction(
    desk: Desk, token: str, satisfied: bool, comment: str, at: datetime, *, form: str | None = None
) -> Done[None]:
    """The shopper's word on the result: it closes the ticket, or leads back to another solution."""
    policy, note = desk.knowledge().policy, mask_cards(comment.strip()[:2000])
    return _do(
        desk,
        token,
        lambda ticket: ticket.follow_up(satisfied, note=note, by=None, at=at, policy=policy),
        at,
        _asked(form, "satisfaction", [satisfied, note]),
    )


def reopen(desk: Desk, token: str, at: datetime, *, form: str | None = None) -> Done[None]:
    """Open a closed ticket again."""
    policy = desk.knowledge().policy
    asked = _asked(form, "reopen", None)
    return _do(desk, token, lambda ticket: ticket.reopen("", by=None, at=at, policy=policy), at, asked)


def _asked(form: str | None, deed: str, given: Any) -> Request | None:
    return Request.of(form, "shopper", deed, given) if form else None


def _do(desk: Desk, token: str, deed: Callable[[Ticket], None], at: datetime, asked: Request | None) -> Done[None]:
    def work(tx: Connection) -> Done[None]:
        ticket = _by_token(tx, token)
        if once.is_done(tx, ticket.number, asked):
            return Done(None)
        deed(ticket)
        news = casework.settle(tx, desk, ticket, at)
        once.remember(tx, ticket.number, asked, at)
        return Done(None, news)

    return desk.db.write(work)


def _by_token(tx: Connection, token: str) -> Ticket:
    ticket = store.by_token(tx, token)
    if ticket is None:
        raise NotFound("We do not know this ticket. Please check the link in our e-mail.")
    return store.surviving(tx, ticket)
