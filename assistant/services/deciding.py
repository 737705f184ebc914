"""What does the shopper decide on their ticket: on its solution, and on the result? On its page or in the chat."""

from collections.abc import Callable
from datetime import datetime
from typing import get_args

from sqlalchemy import Connection

from assistant.core.errors import Conflict, Invalid, NotFound
from assistant.core.redaction import mask_cards
from assistant.core.tickets import Through, Ticket
from assistant.core.tickets.parts import Decision
from assistant.services import casework, once
from assistant.services.desk import Desk, Done
from assistant.services.once import Request
from assistant.services.shapes import Shape, shopper_ticket_shape
from assistant.store import conversations
from assistant.store import tickets as store

LONGEST_COMMENT = 2000

Find = Callable[[Connection], Ticket]
"""Loads the ticket that the shopper has read. Raises ``NotFound``, and ``Conflict`` where it was merged since."""

NOT_NOW = {
    "consent": "There is nothing to decide on at the moment. This is how your ticket stands now.",
    "satisfaction": "There is no result to judge at the moment. This is how your ticket stands now.",
    "reopen": "There is nothing to open again at the moment. This is how your ticket stands now.",
}
"""What the shopper reads when the ticket has moved on since they saw it."""


def of_chat(conversation_id: str, number: str | None = None) -> Find:
    """The ticket that a chat belongs to; ``number`` is the one that the shopper has in sight."""

    def find(tx: Connection) -> Ticket:
        conversation = conversations.by_id(tx, conversation_id)
        if conversation is None or conversation.ticket is None:
            raise NotFound("There is no ticket in this chat yet.", code="no_ticket")
        ticket = casework.load(tx, conversation.ticket)
        if number not in (None, str(ticket.number)):
            raise elsewhere()
        return ticket

    return find


def elsewhere() -> Conflict:
    """What was decided on a ticket that goes on under another number: its solution is another one, too."""
    return Conflict("Your inquiry goes on as another ticket by now. This is how that one stands.", code="changed")


def consent(
    desk: Desk, find: Find, decision: str, version: int, at: datetime, *, through: Through, asked: str | None
) -> Done[Shape]:
    """Accept or decline this version of the solution. The shopper's ticket as it stands then.

    ``asked`` is the client's id for this request, here and below: the same request again does nothing more. Raises
    ``Conflict`` when the solution is another one by now, or none waits for a decision.
    """
    if decision not in get_args(Decision):
        raise Invalid("Please choose whether you agree.", fields={"decision": "Please choose whether you agree."})
    policy = desk.knowledge().policy
    chosen: Decision = "accept" if decision == "accept" else "decline"
    return do(
        desk,
        find,
        "consent",
        lambda ticket: ticket.consent(chosen, version=version, through=through, by=None, at=at, policy=policy),
        at,
        Request.of(asked, "shopper", "consent", [decision, version]) if asked else None,
    )


def satisfaction(
    desk: Desk, find: Find, satisfied: bool, comment: str, at: datetime, *, through: Through, asked: str | None
) -> Done[Shape]:
    """The shopper's word on the result: it closes the ticket, or leads back to another solution."""
    policy, note = desk.knowledge().policy, mask_cards(comment.strip()[:LONGEST_COMMENT])
    return do(
        desk,
        find,
        "satisfaction",
        lambda ticket: ticket.follow_up(satisfied, note=note, through=through, by=None, at=at, policy=policy),
        at,
        Request.of(asked, "shopper", "satisfaction", [satisfied, note]) if asked else None,
    )


def do(
    desk: Desk, find: Find, what: str, deed: Callable[[Ticket], None], at: datetime, asked: Request | None
) -> Done[Shape]:
    """One deed of the shopper, once. ``what`` names it in ``NOT_NOW``."""

    def work(tx: Connection) -> Done[Shape]:
        ticket = find(tx)
        news = []
        if not once.is_done(tx, ticket.number, asked):
            _attempt(what, deed, ticket)
            news = casework.settle(tx, desk, ticket, at)
            once.remember(tx, ticket.number, asked, at)
        token = store.token_of(tx, ticket.number)
        return Done(shopper_ticket_shape(desk, ticket, token, desk.knowledge().policy), news)

    return desk.db.write(work)


def _attempt(what: str, deed: Callable[[Ticket], None], ticket: Ticket) -> None:
    try:
        deed(ticket)
    except Conflict as refused:
        if refused.code != "wrong_step":
            raise
        raise Conflict(NOT_NOW[what], code="wrong_step") from None
