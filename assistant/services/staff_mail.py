"""Who of the shop must hear by e-mail that a promise is in danger? At risk: who holds the ticket. Broken: the leads.
Also that somebody answered from another address than the ticket's: who holds it, or the leads.

The console says it at once to whoever is online; the mail reaches those who are not. It names the ticket and nothing
of the shopper.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from assistant.core.people import Role, User
from assistant.core.policy import Policy
from assistant.core.sla import Clock
from assistant.core.tickets import SYSTEM, Event, Ticket
from assistant.core.tickets.aging import PROMISES_IN_WORDS
from assistant.core.tickets.words import say_date
from assistant.services.desk import Desk, new_id
from assistant.services.letters import mail_host, templates
from assistant.store import accounts, outbox
from assistant.store.outbox import Mail

SUBJECTS = {"breached": "Promise broken", "at_risk": "Promise at risk", "somebody_wrote": "Somebody else answered"}
"""The kinds of such mails; what is named first matters most."""


def raise_alarms(tx: Connection, desk: Desk, ticket: Ticket, at: datetime) -> None:
    """Write to everybody who must hear of what has happened since the ticket was loaded: one mail with all of it."""
    heard: dict[User, list[Event]] = {}
    for event in alarming(ticket):
        for user in _concerned(tx, ticket, event):
            heard.setdefault(user, []).append(event)
    for user, events in heard.items():
        outbox.put(tx, _compose(desk, ticket, _worst_of_each(events), user, at))


def alarming(ticket: Ticket) -> Sequence[Event]:
    """What somebody must hear of now. What passes while a ticket is suspected spam alarms nobody; when it is accepted, what
    was broken meanwhile and is still owed does.
    """
    if ticket.held:
        return ()
    found = [event for event in ticket.news if event.kind in SUBJECTS and not event.data.get("held")]
    if any(event.kind == "accepted_as_inquiry" for event in ticket.news):
        heard = {event.data["clock"] for event in found if event.kind == "breached"}
        broken = ((clock, clock.breached_at) for clock in ticket.open_clocks if clock.id not in heard)
        found += [_broken(clock, at) for clock, at in broken if at]
    return found


def _broken(clock: Clock, at: datetime) -> Event:
    text = f"The {PROMISES_IN_WORDS[clock.promise]} promise is broken."
    return Event("breached", at, SYSTEM, text, {"clock": clock.id})


def _concerned(tx: Connection, ticket: Ticket, event: Event) -> Sequence[User]:
    holder = accounts.user_by_id(tx, ticket.assignee.id) if ticket.assignee else None
    held = holder is not None and holder.active
    if event.kind == "breached" or (event.kind == "somebody_wrote" and not held):
        return [user for user in accounts.all_users(tx) if user.active and user.role is Role.LEAD]
    return [holder] if holder and held else []


def _worst_of_each(events: Sequence[Event]) -> Sequence[Event]:
    """Without the target of a promise whose limit has passed as well: who hears of both at once needs the second only."""
    broken = {event.data["clock"] for event in events if event.kind == "breached"}
    left = [event for event in events if event.kind != "at_risk" or event.data["clock"] not in broken]
    return sorted(left, key=lambda event: list(SUBJECTS).index(event.kind))


def _compose(desk: Desk, ticket: Ticket, events: Sequence[Event], to: User, at: datetime) -> Mail:
    policy, mail_id, host = desk.knowledge().policy, new_id(), mail_host(desk)
    kind = events[0].kind
    heading = SUBJECTS["breached" if any(_limit_has_passed(ticket, event, at) for event in events) else kind]
    told = {
        "shop": policy.shop_name,
        "heading": heading,
        "texts": [_in_words(ticket, event, at, policy) for event in events],
        "holder": _holder(ticket, to),
        "place": policy.calendar.place,
        "url": f"{desk.address}/console/tickets/{ticket.number}",
    }
    return Mail(
        id=mail_id,
        kind=kind,
        recipient=to.email,
        subject=f"{heading} [ticket {ticket.number}]",
        text=templates().get_template("alarm.txt").render(told),
        html=templates().get_template("alarm.html").render(told),
        message_id=f"<{mail_id}@{host}>",
        thread_id=f"<alarms-{ticket.number}@{host}>",
        created_at=at,
        ticket=ticket.number,
    )


def _in_words(ticket: Ticket, event: Event, at: datetime, policy: Policy) -> str:
    if event.kind == "somebody_wrote":
        return (
            f"An e-mail about ticket {ticket.number} came from another address than its shopper's. It is kept as a note "
            "on the ticket. If it was the shopper, correct the address or record their answer there."
        )
    clock = _clock(ticket, event)
    promise, zone = PROMISES_IN_WORDS[clock.promise], policy.calendar.zone
    limit = say_date(clock.limit, zone)
    if event.kind == "breached":
        return f"The {promise} of ticket {ticket.number} was promised by {limit} and has not gone out in time."
    target = say_date(clock.target, zone)
    promised = (
        f"was promised by {limit}, and that has passed as well" if clock.limit < at else f"is promised by {limit}"
    )
    return f"The {promise} of ticket {ticket.number} should have gone out by {target}. It {promised}."


def _limit_has_passed(ticket: Ticket, event: Event, at: datetime) -> bool:
    """Whether who hears of this late hears of a broken promise."""
    return event.kind != "somebody_wrote" and _clock(ticket, event).limit < at


def _clock(ticket: Ticket, event: Event) -> Clock:
    return next(clock for clock in ticket.clocks if clock.id == event.data["clock"])


def _holder(ticket: Ticket, to: User) -> str:
    if ticket.assignee is None:
        return "Nobody holds the ticket."
    return "You hold it." if ticket.assignee.id == to.id else f"{ticket.assignee.name} holds the ticket."
