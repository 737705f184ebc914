"""What staff do with tickets: the queue, one ticket with its story, and the verbs."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from assistant.core.conversations import Owner
from assistant.core.errors import Invalid, NotFound
from assistant.core.knowledge import Knowledge
from assistant.core.people import User
from assistant.core.policy import Policy, SectionRef
from assistant.core.tickets import Person, Ticket
from assistant.services import casework, once
from assistant.services.apart import Apart, at_once
from assistant.services.desk import Desk, Done, News
from assistant.services.once import Request
from assistant.services.shapes import (
    Shape,
    attachment_shape,
    mail_shape,
    related_shape,
    ticket_row_shape,
    ticket_shape,
)
from assistant.store import accounts, attachments, conversations, outbox, requests
from assistant.store import tickets as store
from assistant.store.related import related_to
from assistant.store.tickets import Filters, Page

LARGEST_PAGE = 100
RELATED_SHOWN = 10
VIEWS = ("open", "mine", "unheld", "waiting", "closed", "held", "all")

Deed = Callable[[Ticket, Person, datetime, Policy], None]
"""One verb with its evidence, done to a ticket by a person."""


def person_of(user: User) -> Person:
    return Person(user.id, user.name, user.role.value)


def page(
    desk: Desk, viewer: User, filters: Filters, cursor: str | None, limit: int, *, apart: Apart = at_once
) -> Shape:
    """One page of tickets in the queue's order, and how many there are of each sort.

    A search may read many tickets, so it runs ``apart``.
    """
    if filters.view not in VIEWS:
        raise Invalid(f"The view is one of {', '.join(VIEWS)}.", fields={"view": "unknown"})

    def look(tx: Connection) -> Page:
        return store.page(tx, filters, cursor, min(max(limit, 1), LARGEST_PAGE))

    found: Page = apart(desk.db.read_one_state, look) if filters.q else desk.db.read(look)
    rows = [
        ticket_row_shape(desk, ticket, found.tokens[ticket.number], online=desk.is_online(ticket.conversation_id))
        for ticket in found.tickets
    ]
    return {"tickets": rows, "next": found.next, "counts": desk.db.read(lambda tx: store.counts(tx, viewer.id))}


def show(desk: Desk, viewer: User, number: int, at: datetime) -> Shape:
    """One ticket with its whole story. Raises ``NotFound``."""
    return desk.db.read(lambda tx: _story(tx, desk, casework.load(tx, number), viewer, at))


def act(desk: Desk, user: User, number: int, deed: Deed, at: datetime, *, asked: Request | None = None) -> Done[Shape]:
    """Do one verb and store what follows from it. What was ``asked`` for once is not done again.

    Raises what the verb raises; then nothing is stored.
    """

    def work(tx: Connection) -> Done[Shape]:
        ticket = casework.load(tx, number)
        if once.is_done(tx, number, asked):
            return Done(_story(tx, desk, ticket, user, at))
        if asked and conversations.message(tx, ticket.conversation_id, asked.id):
            raise once.id_reused()
        deed(ticket, person_of(user), at, desk.knowledge().policy)
        _refuse_unknown_section(desk.knowledge(), ticket)
        news = casework.settle(tx, desk, ticket, at, message_id=asked.id if asked else None)
        once.remember(tx, number, asked, at)
        return Done(_story(tx, desk, ticket, user, at), news)

    return desk.db.write(work)


def take_next(desk: Desk, user: User, at: datetime) -> Done[Shape | None]:
    """Claim the most urgent ticket that nobody holds and that waits for nobody; None when there is none."""

    def work(tx: Connection) -> Done[Shape | None]:
        ticket = store.most_urgent_free(tx)
        if ticket is None:
            return Done(None)
        ticket.claim(by=person_of(user), at=at, policy=desk.knowledge().policy)
        news = casework.settle(tx, desk, ticket, at)
        return Done(_story(tx, desk, ticket, user, at), news)

    return desk.db.write(work)


def transfer(
    desk: Desk, user: User, number: int, to: str, note: str, at: datetime, *, asked: Request | None = None
) -> Done[Shape]:
    """Hand a ticket to a colleague, named by id or e-mail address. Raises ``Invalid`` (field ``to``)."""
    found = desk.db.read(lambda tx: accounts.user_by_id(tx, to) or (accounts.user_by_email(tx, to) or [None])[0])
    if found is None or not found.active:
        message = "There is no such colleague. Choose one from the list."
        raise Invalid(message, fields={"to": message})
    colleague = person_of(found)
    return act(
        desk,
        user,
        number,
        lambda ticket, by, when, policy: ticket.transfer(colleague, note, by=by, at=when, policy=policy),
        at,
        asked=asked,
    )


def merge(desk: Desk, user: User, number: int, into: int, at: datetime, *, asked: Request | None = None) -> Done[Shape]:
    """Move everything to another ticket, and give that one back. Raises ``Invalid`` (field ``into``)."""

    def work(tx: Connection) -> Done[Shape]:
        merged, survivor = casework.load(tx, number), store.load(tx, into)
        if survivor is None:
            message = "There is no ticket with this number."
            raise Invalid(message, fields={"into": message})
        if once.is_done(tx, number, asked):
            return Done(_story(tx, desk, survivor, user, at))
        merged.merge(survivor, by=person_of(user), at=at, policy=desk.knowledge().policy)
        attachments.move(tx, merged.number, survivor.number)
        # the survivor first: it takes the clocks and the chats over
        news = [*casework.settle(tx, desk, survivor, at), *casework.settle(tx, desk, merged, at)]
        once.remember(tx, number, asked, at)
        return Done(_story(tx, desk, survivor, user, at), news)

    return desk.db.write(work)


def put_back_left_behind(desk: Desk, at: datetime) -> list[News]:
    """Put back into the queue what somebody holds whose account was closed meanwhile."""

    def work(tx: Connection) -> list[News]:
        news: list[News] = []
        for number in store.left_behind(tx):
            ticket = casework.load(tx, number)
            ticket.lose_holder(at=at, policy=desk.knowledge().policy)
            news += casework.settle(tx, desk, ticket, at)
        return news

    return desk.db.write(work) if desk.db.read(store.left_behind) else []


def colleagues(desk: Desk) -> list[User]:
    """Everybody with an account in use."""
    return [user for user in desk.db.read(accounts.all_users) if user.active]


def conversations_of(desk: Desk, number: int) -> list[str]:
    """The conversations behind a ticket, also of those merged into it. Raises ``NotFound``."""
    return desk.db.read(lambda tx: store.conversations_of(tx, casework.load(tx, number)))


def heard_from_shopper(desk: Desk, number: int) -> list[str]:
    """What the shopper wrote about this inquiry, on the form, the page and in the chat. Raises ``NotFound``."""

    def work(tx: Connection) -> list[str]:
        ticket = casework.load(tx, number)
        told = conversations.told_together(tx, store.conversations_of(tx, ticket))
        return [ticket.details, *(message.text for message in told if message.author_kind == "shopper")]

    return desk.db.read(work)


def open_ticket_of(desk: Desk, conversation_id: str) -> int | None:
    """The number of the ticket that this conversation belongs to while it is open."""

    def work(tx: Connection) -> int | None:
        conversation = conversations.by_id(tx, conversation_id)
        return conversation.ticket if conversation and conversation.owner is not Owner.ASSISTANT else None

    return desk.db.read(work)


def read_number(told: str) -> int:
    """A ticket number as people write it. Raises ``NotFound``."""
    if not told.isascii() or not told.isdigit() or len(told) > 9:
        raise NotFound("There is no ticket with this number.")
    return int(told)


def _refuse_unknown_section(knowledge: Knowledge, ticket: Ticket) -> None:
    """A solution sent just now rests on a section that the shopper can read. Raises ``Invalid`` (field ``section``)."""
    if ticket.solution is None or not any(event.kind == "proposed" for event in ticket.news):
        return
    policy, _, section = ticket.solution.section.partition("#")
    if knowledge.cited(SectionRef(policy, section)) is None:
        message = f"None of our policies has a section {ticket.solution.section}. Choose one from the list."
        raise Invalid(message, fields={"section": message})


def _story(tx: Connection, desk: Desk, ticket: Ticket, viewer: User, at: datetime) -> Shape:
    chats = store.conversations_of(tx, ticket)
    return ticket_shape(
        desk,
        ticket,
        store.token_of(tx, ticket.number),
        person_of(viewer),
        at,
        brief=_brief(tx, ticket),
        messages=conversations.told_together(tx, chats),
        events=store.events_of(tx, (ticket.number, *ticket.absorbed)),
        online=any(desk.is_online(chat) for chat in chats),
    ) | {
        "requests": requests.ids_of(tx, ticket.number),
        "dead_mails": [mail_shape(mail) for mail in outbox.dead_of(tx, (ticket.number, *ticket.absorbed))],
        "related": [related_shape(other) for other in related_to(tx, ticket, RELATED_SHOWN)],
    }


def _brief(tx: Connection, ticket: Ticket) -> Shape:
    """What it was received with, the pictures it has now, and what the inquiries merged into it were received with."""
    absorbed = [each for number in ticket.absorbed if (each := store.load(tx, number))]
    return store.brief_of(tx, ticket.number) | {
        "attachments": [attachment_shape(picture) for picture in attachments.of_ticket(tx, ticket.number)],
        "absorbed": [
            store.brief_of(tx, each.number) | {"number": str(each.number), "details": each.details} for each in absorbed
        ],
    }
