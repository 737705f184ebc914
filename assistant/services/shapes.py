"""In which shape does the outside see things? The JSON of sockets and REST, for shoppers and for staff."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from assistant.core.conversations import Attachment, Conversation, Message, interleaved
from assistant.core.dialogue.cues import without_courtesy
from assistant.core.policy import Policy
from assistant.core.sla import Clock, PromiseName, promised
from assistant.core.tickets import Event, Person, Ticket
from assistant.core.tickets.gates import allowed, asks_for_satisfaction, consent_is_open
from assistant.core.tickets.guidance import guidance, next_for_shopper
from assistant.services.desk import Desk
from assistant.services.expectations import Expectation
from assistant.store.outbox import Stored
from assistant.store.related import Related

Shape = dict[str, Any]


def iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def message_shape(desk: Desk, message: Message) -> Shape:
    """A message as both sides see it."""
    source = message.source
    return {
        "seq": message.seq,
        "id": message.id,
        "reply_to": message.reply_to,
        "author": {"kind": message.author_kind, "name": message.author_name},
        "text": message.text,
        "html": message.html,
        "entry": message.entry,
        "options": [{"id": option.id, "label": option.label} for option in message.options],
        "handoff": message.handoff,
        "asks": list(message.asks),
        "source": source
        and {
            "policy": source.policy,
            "section": source.section,
            "title": source.title,
            "url": f"{desk.address}{source.url}",
        },
        "attachments": [attachment_shape(attachment) for attachment in message.attachments],
        "helpful": message.helpful,
        "at": iso(message.at),
    }


def attachment_shape(attachment: Attachment) -> Shape:
    return {
        "id": attachment.id,
        "name": attachment.name,
        "url": f"/attachments/{attachment.id}",
        "size": attachment.size,
        "width": attachment.width,
        "height": attachment.height,
    }


def conversation_shape(desk: Desk, conversation: Conversation, ticket: Shape | None) -> Shape:
    return {
        "id": conversation.id,
        "owner": conversation.owner.value,
        "agent": conversation.agent_name,
        "ticket": ticket,
    }


def outlook_shape(policy: Policy, at: datetime, expectation: Expectation | None) -> Shape:
    """What an inquiry sent now would be promised, and what may be expected of it."""
    return promises_shape(policy, at) | {"expectation": expectation.said if expectation else None}


def promises_shape(policy: Policy, at: datetime) -> Shape:
    """What an inquiry sent now would be promised, of either kind, and the notice of a busy period."""
    general, complex_ = promised(policy, "general", at), promised(policy, "complex", at)
    return {
        "notice": general.notice,
        "promises": {
            "general": {
                "confirmation_by": iso(general.confirmation_by),
                "resolution_by": iso(general.resolution_by),
            },
            "complex": {"confirmation_by": iso(complex_.confirmation_by), "update_by": iso(complex_.update_by)},
        },
    }


def shopper_ticket_shape(desk: Desk, ticket: Ticket, token: str, policy: Policy) -> Shape:
    """A ticket as its shopper sees it: the promised dates are those on record."""
    shown = {promise: clock for promise in PromiseName if (clock := _shown_clock(ticket, promise))}
    limits = {promise: iso(clock.limit) for promise, clock in shown.items()}
    complex_ = ticket.kind == "complex"
    return {
        "number": str(ticket.number),
        "url": ticket_url(desk, token),
        "step": ticket.step.value,
        "kind": ticket.kind,
        "confirmation_by": limits.get(PromiseName.CONFIRMATION),
        "resolution_by": None if complex_ else limits.get(PromiseName.RESOLUTION),
        "update_by": limits.get(PromiseName.UPDATE) if complex_ else None,
        "notice": peak_notice(ticket, policy),
        "waiting": ticket.waiting.for_ if ticket.waiting else None,
        "asks": _asks_shape(ticket),
        "next": next_for_shopper(ticket, policy),
    }


def _asks_shape(ticket: Ticket) -> Shape | None:
    """What the shopper is asked to decide: on a version of the solution, or whether they are satisfied."""
    solution = ticket.solution
    if solution and consent_is_open(ticket):
        return {"kind": "consent", "version": solution.version, "cost": solution.cost or None}
    return {"kind": "satisfaction"} if asks_for_satisfaction(ticket) else None


def peak_notice(ticket: Ticket, policy: Policy) -> str | None:
    """The notice of the busy period in which a promise was made that is still owed."""
    on_peak = next((clock.peak for clock in ticket.open_clocks if clock.peak), None)
    return next((peak.notice for peak in policy.peaks if peak.name == on_peak), None)


def _shown_clock(ticket: Ticket, promise: PromiseName) -> Clock | None:
    """The promise that is still owed, otherwise the last one made."""
    made = [clock for clock in ticket.clocks if clock.promise is promise]
    return ticket.open_clock(promise) or (made[-1] if made else None)


def ticket_url(desk: Desk, token: str) -> str:
    return f"{desk.address}/t/{token}"


def ticket_row_shape(desk: Desk, ticket: Ticket, token: str, *, online: bool = False) -> Shape:
    """A ticket as the queue lists it."""
    clock = ticket.next_clock
    return {
        "number": str(ticket.number),
        "version": ticket.version,
        "step": ticket.step.value,
        "kind": ticket.kind,
        "topic": ticket.topic,
        "subject": subject_of(ticket.about or ticket.details),
        "assignee": person_shape(ticket.assignee),
        "waiting": ticket.waiting and {"since": iso(ticket.waiting.since), "for": ticket.waiting.for_},
        "closes_by_itself_at": iso(ticket.closes_by_itself_at),
        "claim_lapses_at": iso(ticket.claim_lapses_at),
        "offered_at": iso(ticket.offered_at),
        "snoozed_until": iso(ticket.snoozed_until),
        "unseen": ticket.unseen and {"what": ticket.unseen.what, "at": iso(ticket.unseen.at)},
        "held": ticket.held,
        "clocks": [clock_shape(each) for each in ticket.clocks],
        "next": clock and clock_shape(clock),
        "shopper": {
            "name": ticket.shopper.name,
            "email": ticket.shopper.email or None,
            "phone": ticket.shopper.phone or None,
            "order_number": ticket.shopper.order_number or None,
            "product": ticket.shopper.product or None,
            "sku": ticket.shopper.sku or None,
            "online": online,
        },
        "received_at": iso(ticket.received_at),
        "closed_at": iso(ticket.closed_at),
        "outcome": ticket.outcome.value if ticket.outcome else None,
        "url": ticket_url(desk, token),
    }


def ticket_shape(
    desk: Desk,
    ticket: Ticket,
    token: str,
    viewer: Person,
    at: datetime,
    *,
    brief: Mapping[str, Any],
    messages: Sequence[Message],
    events: Sequence[Event],
    online: bool,
) -> Shape:
    """A ticket with its whole story, as ``viewer`` sees it."""
    solution = ticket.solution
    return ticket_row_shape(desk, ticket, token, online=online) | {
        "guidance": guidance(ticket, at, desk.knowledge().policy),
        "actions": list(allowed(ticket, viewer, at)),
        "verification": ticket.verification
        and {"checked": ticket.verification.checked, "found": ticket.verification.found},
        "solution": solution
        and {
            "version": solution.version,
            "text": solution.text,
            "kind": solution.kind,
            "section": solution.section,
            "fault": solution.fault,
            "cost": solution.cost,
            "consent": solution.consent,
            "proposed_at": iso(solution.proposed_at),
        },
        "executed": ticket.executed,
        "follow_up_by": iso(ticket.follow_up_by),
        "merged_into": str(ticket.merged_into) if ticket.merged_into else None,
        "brief": dict(brief) | {"details": ticket.details, "about": ticket.about},
        "messages": _told_in_order(desk, messages, events),
        "events": [event_shape(event) for event in events],
    }


def clock_shape(clock: Clock) -> Shape:
    return {
        "promise": clock.promise.value,
        "started_at": iso(clock.started_at),
        "target": iso(clock.target),
        "limit": iso(clock.limit),
        "state": clock.state.value,
        "at_risk": clock.is_at_risk,
        "stopped_at": iso(clock.stopped_at),
    }


def event_shape(event: Event) -> Shape:
    return {
        "kind": event.kind,
        "at": iso(event.at),
        "actor": {"kind": event.actor.kind, "name": event.actor.name},
        "text": event.text,
        "data": dict(event.data),
    }


def subject_of(details: str) -> str:
    """The first line that says more than hello, short enough for a list."""
    lines = [line.strip() for line in details.splitlines() if line.strip()]
    first = next((line for line in lines if without_courtesy(line)), lines[0] if lines else "")
    return first if len(first) <= 120 else f"{first[:119].rstrip()}…"


def mail_shape(mail: Stored) -> Shape:
    """An e-mail of ours as the console lists it."""
    return {
        "id": mail.id,
        "ticket": str(mail.ticket) if mail.ticket else None,
        "kind": mail.kind,
        "recipient": mail.recipient,
        "subject": mail.subject,
        "created_at": iso(mail.created_at),
        "attempts": mail.attempts,
        "error": mail.error,
        "dead_at": iso(mail.dead_at),
        "next_attempt_at": iso(mail.next_attempt_at),
    }


def related_shape(ticket: Related) -> Shape:
    """Another ticket of the same shopper, as a link needs it."""
    return {
        "number": str(ticket.number),
        "subject": subject_of(ticket.details),
        "step": ticket.step.value,
        "outcome": ticket.outcome.value if ticket.outcome else None,
        "received_at": iso(ticket.received_at),
    }


def person_shape(person: Person | None) -> Shape | None:
    return {"id": person.id, "name": person.name} if person else None


def _told_in_order(desk: Desk, messages: Sequence[Message], events: Sequence[Event]) -> list[Shape]:
    """What was said to the shopper and what agents noted for each other, as it came."""
    said = ((message.at, message_shape(desk, message) | {"whole": message.whole}) for message in messages)
    noted = ((event.at, _note_shape(event, place)) for place, event in enumerate(events) if event.kind == "noted")
    return interleaved(said, noted)


def _note_shape(event: Event, place: int) -> Shape:
    return {
        "seq": None,
        "id": f"note-{place}",
        "whole": None,
        "reply_to": None,
        "author": {"kind": "note", "name": event.actor.name},
        "text": event.data["text"],
        "html": "",
        "entry": None,
        "options": [],
        "handoff": None,
        "asks": [],
        "source": None,
        "attachments": [],
        "helpful": None,
        "at": iso(event.at),
    }
