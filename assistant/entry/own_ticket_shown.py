"""What the template of a shopper's own ticket is given: everything said in words, with the dates on record."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from assistant.content.rendering import letter_to_html
from assistant.core.conversations import Attachment, Message, interleaved
from assistant.core.knowledge import Knowledge
from assistant.core.sla import ClockState, PromiseName
from assistant.core.tickets import Event, Outcome, Solution, Step, Ticket, next_for_shopper
from assistant.core.tickets.owed import say_while_waiting
from assistant.core.tickets.promises_told import PromiseTold, promises_told
from assistant.core.tickets.steps_told import steps_told
from assistant.core.tickets.words import say_date
from assistant.services.own_ticket import OwnTicket
from assistant.services.shapes import Shape

GIVEN = {
    "name": "Name",
    "email": "E-mail",
    "phone": "Phone",
    "order_number": "Order number",
    "product": "Product",
    "sku": "SKU",
}
TURNS = {
    "answer": "We are waiting for your answer",
    "consent": "Our solution needs your decision",
    "satisfaction": "Did it help?",
}
STILL_OWED = ("owed", "paused", "late")


def shown(token: str, found: OwnTicket, knowledge: Knowledge, expectation: str | None) -> Shape:
    """The values of ``ticket.html`` but for those of the form that was just sent."""
    ticket, zone = found.ticket, knowledge.policy.calendar.zone
    promises = promises_told(ticket, found.events, zone)
    turn = _turn(found)
    return {
        "action": f"/t/{token}",
        "ticket": {
            "number": ticket.number,
            "received": say_date(ticket.received_at, zone),
            "closed": ticket.closed_at and say_date(ticket.closed_at, zone),
            "is_discarded": ticket.outcome is Outcome.DISCARDED,
            "is_satisfied": ticket.outcome is Outcome.SATISFIED,
        },
        "turn": turn and {"for": turn, "title": TURNS[turn]},
        "next": next_for_shopper(ticket, knowledge.policy),
        "meanwhile": say_while_waiting(ticket.open_clocks, zone) if ticket.waiting else "",
        "notice": found.notice,
        "clock": knowledge.policy.calendar.place,
        "expectation": expectation if _awaits_confirmation(ticket) else None,
        "steps": [
            {"state": each.state, "title": each.title, "mark": each.mark, "text": each.text}
            for each in steps_told(ticket)
        ],
        "owed": [_promise(each) for each in promises if each.became in STILL_OWED],
        "past": [_promise(each) for each in promises if each.became not in STILL_OWED],
        "solution": ticket.solution and _solution(ticket.solution, found, knowledge, zone),
        "asks_satisfaction": found.asks_satisfaction,
        "messages": _story(token, found, zone),
        "given": [
            {"label": label, "value": value}
            for name, label in GIVEN.items()
            if (value := getattr(ticket.shopper, name))
        ],
        "attachments": _files(token, found.pictures),
    }


def _awaits_confirmation(ticket: Ticket) -> bool:
    """Whether the confirmation is still to come in time, and was promised for days like any other."""
    clock = ticket.open_clock(PromiseName.CONFIRMATION)
    return clock is not None and clock.state is ClockState.RUNNING and clock.peak is None


def _turn(found: OwnTicket) -> str | None:
    """What the shopper is waited for, or asked at the end."""
    if found.ticket.waiting:
        return found.ticket.waiting.for_
    return "satisfaction" if found.asks_satisfaction and not found.ticket.is_closed else None


def _promise(told: PromiseTold) -> Shape:
    return {"became": told.became, "what": told.what, "said": told.said, "notes": told.notes}


def _solution(solution: Solution, found: OwnTicket, knowledge: Knowledge, zone: tzinfo) -> Shape:
    policy_name, _, section = solution.section.partition("#")
    text = knowledge.policies.get(policy_name)
    source: dict[str, Any] | None = None
    if text:
        source = {"title": text.title, "section": section, "url": f"/policies/{solution.section}"}
    return {
        "version": solution.version,
        "html": letter_to_html(solution.text),
        "sent": say_date(solution.proposed_at, zone),
        "cost": solution.cost or None,
        "is_deed": solution.needs_consent,
        "source": source,
        "decided": _decided(solution, found.events, zone),
        "asks": found.asks_consent,
        "is_past": found.ticket.step in (Step.RECEIVED, Step.VERIFYING, Step.PROPOSING),
    }


def _decided(solution: Solution, events: Sequence[Event], zone: tzinfo) -> str | None:
    """What became of it: "You agreed to this on Tue 3 Nov, 15:00."."""
    if solution.consent is None:
        return None
    kind, did = ("accepted", "agreed to") if solution.consent == "accept" else ("declined", "declined")
    decided = [each for each in events if each.kind == kind and each.data["version"] == solution.version]
    told = f"You {did} this on {say_date(decided[-1].at, zone)}" if decided else f"You {did} this"
    if decided and decided[-1].actor.kind == "agent":
        told += f", as {decided[-1].actor.name} noted"
    return f"{told}. We are looking for something else." if solution.consent == "decline" else f"{told}."


def _story(token: str, found: OwnTicket, zone: tzinfo) -> list[Shape]:
    """What was said, and the calls that reached them. What an agent noted of a call stays with the agents."""
    said = ((message.at, _message(token, message, zone)) for message in found.messages)
    reached = [event for event in found.events if event.kind == "called" and event.data["reached"]]
    called = ((event.at, _call(event, place, zone)) for place, event in enumerate(reached, 1))
    return interleaved(said, called)


def _message(token: str, message: Message, zone: tzinfo) -> Shape:
    return {
        "id": message.id,
        "kind": message.author_kind,
        "name": message.author_name,
        "html": message.html,
        **_when(message.at, zone),
        "attachments": _files(token, message.attachments),
    }


def _call(event: Event, place: int, zone: tzinfo) -> Shape:
    call = {"id": f"call-{place}", "kind": "call", "name": event.actor.name, "html": "", "attachments": []}
    return call | _when(event.at, zone)


def _when(at: datetime, zone: tzinfo) -> Shape:
    return {"at": at.isoformat(), "said": say_date(at, zone)}


def _files(token: str, files: Sequence[Attachment]) -> list[Shape]:
    return [{"name": file.name, "url": f"/t/{token}/attachments/{file.id}", "size": _size(file.size)} for file in files]


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"
