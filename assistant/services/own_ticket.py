"""What a shopper sees and does on the page of their own ticket, ``/t/<token>``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from assistant.core import dialogue
from assistant.core.conversations import Attachment, Message
from assistant.core.errors import Invalid, NotFound
from assistant.core.redaction import mask_cards
from assistant.core.tickets import Event, Ticket
from assistant.core.tickets.gates import asks_for_satisfaction, consent_is_open
from assistant.core.tickets.promises_told import TOLD_BY
from assistant.services import casework, deciding, once
from assistant.services.casework import Wrote
from assistant.services.desk import Desk, Done, new_id
from assistant.services.once import Request
from assistant.services.shapes import Shape, peak_notice
from assistant.store import attachments, conversations
from assistant.store import tickets as store
from assistant.store.attachments import Picture

LONGEST_REPLY = 8000


SHOWN = (*TOLD_BY, "accepted", "declined")
"""The events that tell a shopper how things stand. What colleagues noted for each other is in none of what is shown."""


@dataclass(frozen=True, slots=True)
class OwnTicket:
    """A ticket as it stands at this moment, with all that was said in the conversations it came from."""

    ticket: Ticket
    messages: Sequence[Message]
    events: Sequence[Event]
    """Those in ``SHOWN``, in order."""
    pictures: Sequence[Attachment]
    """What came with it."""
    notice: str | None
    """Of the busy period in which its promises were made."""
    asks_consent: bool
    asks_satisfaction: bool
    """What the shopper may decide now."""


def find(desk: Desk, token: str, at: datetime) -> OwnTicket:
    """Raises ``NotFound``. A merged ticket is found as the one it was merged into.

    Dates that have passed count as passed, whether or not the sweep has put them on record yet.
    """
    policy = desk.knowledge().policy

    def work(tx: Connection) -> OwnTicket:
        ticket = _by_token(tx, token)
        ticket.sweep(at=at, policy=policy)
        on_record = store.events_of(tx, (ticket.number, *ticket.absorbed), SHOWN)
        return OwnTicket(
            ticket,
            conversations.told_together(tx, store.conversations_of(tx, ticket)),
            [*on_record, *(event for event in ticket.news if event.kind in SHOWN)],
            attachments.of_ticket(tx, ticket.number),
            peak_notice(ticket, policy),
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
        news = casework.shopper_wrote(tx, desk, ticket, Wrote(new_id(), text, "page", only_thanks), at)
        once.remember(tx, ticket.number, asked, at)
        return Done(None, news)

    return desk.db.write(work)


def consent(
    desk: Desk, token: str, decision: str, version: int, at: datetime, *, form: str | None = None
) -> Done[Shape]:
    """The shopper accepts or declines this version of the solution. Raises ``Conflict`` when it has changed."""
    return deciding.consent(desk, _found_by(token), decision, version, at, through="page", asked=form)


def satisfaction(
    desk: Desk, token: str, satisfied: bool, comment: str, at: datetime, *, form: str | None = None
) -> Done[Shape]:
    """The shopper's word on the result: it closes the ticket, or leads back to another solution."""
    return deciding.satisfaction(desk, _found_by(token), satisfied, comment, at, through="page", asked=form)


def reopen(desk: Desk, token: str, at: datetime, *, form: str | None = None) -> Done[Shape]:
    """Open a closed ticket again."""
    policy = desk.knowledge().policy
    asked = _asked(form, "reopen", None)
    return deciding.do(
        desk, _found_by(token), "reopen", lambda ticket: ticket.reopen("", by=None, at=at, policy=policy), at, asked
    )


def _asked(form: str | None, deed: str, given: Any) -> Request | None:
    return Request.of(form, "shopper", deed, given) if form else None


def _found_by(token: str) -> deciding.Find:
    def find(tx: Connection) -> Ticket:
        ticket = _known(tx, token)
        if ticket.merged_into:
            raise deciding.elsewhere()
        return ticket

    return find


def _by_token(tx: Connection, token: str) -> Ticket:
    return store.surviving(tx, _known(tx, token))


def _known(tx: Connection, token: str) -> Ticket:
    ticket = store.by_token(tx, token)
    if ticket is None:
        raise NotFound("We do not know this ticket. Please check the link in our e-mail.")
    return ticket
