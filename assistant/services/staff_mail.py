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

SUBJECTS = {"at_risk": "Promise at risk", "breached": "Promise broken", "somebody_wrote": "Somebody else answered"}


def raise_alarms(tx: Connection, desk: Desk, ticket: Ticket, at: datetime) -> None:
    """Write to everybody who must hear of what has happened since the ticket was loaded."""
    for event in alarming(ticket):
        for user in _concerned(tx, ticket, event):
            outbox.put(tx, _compose(desk, ticket, event, user, at))


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


def _compose(desk: Desk, ticket: Ticket, event: Event, to: User, at: datetime) -> Mail:
    policy, mail_id, host = desk.knowledge().policy, new_id(), mail_host(desk)
    subject = f"{SUBJECTS[event.kind]} [ticket {ticket.number}]"
    told = {
        "shop": policy.shop_name,
        "heading": SUBJECTS[event.kind],
        "text": _in_words(ticket, event, policy),
        "holder": ticket.assignee.name if ticket.assignee else "",
        "url": f"{desk.address}/console/tickets/{ticket.number}",
    }
    return Mail(
        id=mail_id,
        kind=event.kind,
        recipient=to.email,
        subject=subject,
        text=templates().get_template("alarm.txt").render(told),
        html=templates().get_template("alarm.html").render(told),
        message_id=f"<{mail_id}@{host}>",
        thread_id=f"<alarms-{ticket.number}@{host}>",
        created_at=at,
        ticket=ticket.number,
    )


def _in_words(ticket: Ticket, event: Event, policy: Policy) -> str:
    if event.kind == "somebody_wrote":
        return (
            f"An e-mail about ticket {ticket.number} came from another address than its shopper's. It is kept as a note "
            "on the ticket. If it was the shopper, correct the address or record their answer there."
        )
    clock = next(clock for clock in ticket.clocks if clock.id == event.data["clock"])
    promise, zone = PROMISES_IN_WORDS[clock.promise], policy.calendar.zone
    limit = say_date(clock.limit, zone)
    if event.kind == "breached":
        return f"The {promise} of ticket {ticket.number} was promised by {limit} and has not gone out in time."
    target = say_date(clock.target, zone)
    return f"The {promise} of ticket {ticket.number} should have gone out by {target}. It is promised by {limit}."
