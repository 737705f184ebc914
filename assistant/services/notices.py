"""Whom must the console tell at once that something has happened to a ticket? A hint for who is online, as a toast."""

from collections.abc import Mapping
from datetime import datetime

from assistant.core.policy import Policy
from assistant.core.sla import ClockState
from assistant.core.tickets import Ticket, say_date
from assistant.core.tickets.aging import PROMISES_IN_WORDS
from assistant.core.tickets.parts import Deed
from assistant.services import staff_mail
from assistant.services.desk import LEADS_ROOM, STAFF_ROOM, News, user_room
from assistant.services.shapes import iso

WHAT_TO_SEE: Mapping[Deed, str] = {
    "wrote": "the shopper wrote.",
    "accepted": "the shopper accepted the solution.",
    "declined": "the shopper declined the solution.",
    "dissatisfied": "the shopper is not satisfied with the result.",
    "reopened": "the shopper opened it again.",
    "call": "call the shopper: we are waiting for them, and they left no e-mail address.",
}


def notices(ticket: Ticket, policy: Policy) -> list[News]:
    """At risk: to the one who holds it; to all, while nobody does or who does is away. Breached: to the leads too.

    What the shopper did: once, to the one who holds it or to all, until somebody acts on it. Suspected spam alarms nobody,
    but is to be reviewed before its promise is broken in silence.
    """
    news = _to_be_reviewed(ticket, policy)
    holder = user_room(ticket.assignee.id) if ticket.assignee else STAFF_ROOM
    if unseen := ticket.to_be_seen:
        news.append(_notice(holder, "shopper", ticket, WHAT_TO_SEE[unseen.what], unseen.at, what=unseen.what))
    for event in ticket.news:
        if event.kind in ("received", "held"):
            news.append(_notice(STAFF_ROOM, "new", ticket, event.text, event.at))
        if event.kind == "offered":
            news.append(_notice(STAFF_ROOM, "offer", ticket, event.text, event.at))
        if event.kind in ("mail_failed", "somebody_wrote"):
            news.append(_notice(holder, event.kind, ticket, event.text, event.at))
    for event in staff_mail.alarming(ticket):
        if event.kind in ("at_risk", "breached"):
            news.append(_notice(holder, event.kind if ticket.assignee else "offer", ticket, event.text, event.at))
        if event.kind == "breached":
            news.append(_notice(LEADS_ROOM, event.kind, ticket, event.text, event.at))
    return news


def _to_be_reviewed(ticket: Ticket, policy: Policy) -> list[News]:
    """What may be spam, once its next promise is at risk and once it is broken."""
    first = ticket.next_clock
    if first is None or not ticket.held:
        return []
    passed = [
        event for event in ticket.news if event.kind in ("at_risk", "breached") and event.data["clock"] == first.id
    ]
    if not passed:
        return []
    tense = "was" if first.state is ClockState.BREACHED else "is"
    by = say_date(first.limit, policy.calendar.zone)
    promise = PROMISES_IN_WORDS[first.promise]
    text = f"it waits among what may be spam, and its {promise} {tense} promised by {by}."
    return [_notice(STAFF_ROOM, "review", ticket, text, passed[-1].at)]


def _notice(room: str, kind: str, ticket: Ticket, text: str, at: datetime, **more: str) -> News:
    told = {"kind": kind, "number": str(ticket.number), "text": f"Ticket {ticket.number}: {text}", "at": iso(at)}
    return News(room, "notice", told | more)
