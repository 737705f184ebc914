"""From a conversation, or from the form, to a ticket: one intake, one transaction."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection

from assistant.content.rendering import plain_to_html
from assistant.core import dialogue
from assistant.core.conversations import Conversation, Message, Owner
from assistant.core.dialogue import Decision, DialogueState
from assistant.core.errors import NotFound
from assistant.core.intake import FIELDS, LONGEST, Intake, read_intake
from assistant.core.knowledge import Knowledge
from assistant.core.sla import Kind
from assistant.core.tickets import Contact, Ticket
from assistant.services import casework
from assistant.services.desk import Desk, Done, new_id, new_token, token_hash
from assistant.services.shapes import Shape, iso, shopper_ticket_shape
from assistant.store import attachments, conversations
from assistant.store import tickets as store
from assistant.store.attachments import Picture

NO_TOPIC = "other"
FORM_SENT = "The official form was sent."
FLOOD = "Held, because many inquiries gave this e-mail address within an hour."


@dataclass(frozen=True, slots=True)
class Form:
    """The official form as it was sent. ``trapped`` is True when a field no person sees was filled in."""

    id: str
    fields: Mapping[str, str | None]
    trapped: bool = False


@dataclass(frozen=True, slots=True)
class _Inquiry:
    """What becomes a ticket."""

    conversation_id: str
    request_id: str
    source: Literal["form", "chat"]
    intake: Intake
    kind: Kind
    topic: str
    reason: str
    pictures: tuple[str, ...]
    about: str | None = None
    """The message that led to it, where the details are all that was typed."""
    held: bool = False


@dataclass(frozen=True, slots=True)
class _Looked:
    """A conversation that somebody wants to hand over."""

    conversation: Conversation
    already: Ticket | None
    """The ticket it has, or that this very request made before."""
    said: Sequence[Message]
    """What was said since the ticket before it ended."""


def hand_off(
    desk: Desk,
    conversation_id: str,
    request_id: str,
    fields: Mapping[str, str | None],
    pictures: tuple[str, ...],
    at: datetime,
) -> Done[Shape]:
    """Make the ticket a conversation leads to, with everything said so far. A ticket that is open already is given back.

    ``pictures`` are ids of earlier uploads. Raises ``Invalid`` (``missing_fields``).
    """
    knowledge = desk.knowledge()
    request = _fingerprint(conversation_id, request_id)

    def act(looked: _Looked) -> Callable[[Connection], Done[Shape]]:
        if ticket := looked.already:
            return lambda tx: Done(_shown(tx, desk, ticket))
        wrote = _wrote(looked.said)
        intake = read_intake(fields, pictures, wrote=wrote)
        typed = dialogue.decide(knowledge, [intake.details]) if intake.details != wrote else None
        kind, topic, reason = _considered(knowledge, looked.said, typed)
        about = None if typed else _led_by(looked.said)
        inquiry = _Inquiry(conversation_id, request, "chat", intake, kind, topic, reason, intake.attachments, about)

        def store(tx: Connection) -> Done[Shape]:
            conversations.hold(tx, looked.conversation)
            return _receive(tx, desk, knowledge, inquiry, looked.said, at)

        return store

    return desk.db.decide(lambda tx: _look(tx, conversation_id, request), act)


def submit(desk: Desk, form: Form, pictures: Sequence[Picture], at: datetime) -> Done[Shape]:
    """Make the ticket of the official form. The same form sent twice makes one. Raises ``Invalid`` (``missing_fields``)."""
    knowledge = desk.knowledge()
    intake = read_intake(form.fields)
    decision = dialogue.decide(knowledge, [intake.details])
    request = _fingerprint(form.id, *(value or "" for value in _typed(intake)), *(picture.data for picture in pictures))
    conversation_id = new_id()
    wrote = Message(
        seq=1,
        id=form.id,
        author_kind="shopper",
        author_name="",
        text=intake.details,
        html=plain_to_html(intake.details),
        at=at,
        attachments=[picture.about for picture in pictures],
    )
    conversation = Conversation(
        conversation_id, Owner.QUEUE, last_seq=1, created_at=at, dialogue=DialogueState().to_json()
    )

    def work(tx: Connection) -> Done[Shape]:
        if (number := store.number_by_request(tx, request)) is not None:
            return Done(_shown(tx, desk, casework.load(tx, number)))
        conversations.create(tx, conversation, token_hash(new_token()), [wrote])
        for picture in pictures:
            attachments.add(tx, replace(picture, conversation_id=conversation_id), at)
        kind, topic = _kind_and_topic(knowledge, decision)
        names = tuple(picture.about.id for picture in pictures)
        inquiry = _Inquiry(conversation_id, request, "form", intake, kind, topic, FORM_SENT, names, held=form.trapped)
        return _receive(tx, desk, knowledge, inquiry, [wrote], at)

    return desk.db.write(work)


def _typed(intake: Intake) -> list[str | None]:
    return [getattr(intake, name) for name in FIELDS]


def _fingerprint(*parts: str | bytes) -> str:
    """What is the same only when everything is sent once more. An id alone will not do: whoever learns or guesses it
    must not be given the ticket, and a form that was changed after it was sent is another inquiry.
    """
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


def _look(tx: Connection, conversation_id: str, request: str) -> _Looked:
    conversation = conversations.by_id(tx, conversation_id)
    if conversation is None:
        raise NotFound("We do not know this conversation. Please start a new one.", code="unknown_conversation")
    said = conversations.messages_after(tx, conversation_id)
    made = store.number_by_request(tx, request)
    number = made or conversation.ticket
    last = casework.load(tx, number) if number else None
    if last is None or made or last.closed_at is None:
        return _Looked(conversation, last, said)
    return _Looked(conversation, None, [each for each in said if each.at > last.closed_at])


def _wrote(said: Sequence[Message]) -> str:
    """What the shopper typed, as much of the latest as details may hold. Taps and small talk are left out, but for who
    said nothing else.
    """
    typed = [each for each in said if each.author_kind == "shopper" and each.picked not in ("person", "none_of_these")]
    telling = [each for each in typed if not (each.judged and _is_small_talk(each.judged))]
    kept, length = [], 0
    for message in reversed(telling or typed):
        length += len(message.text) + 1
        if length > LONGEST["details"]:
            break
        kept.append(message.text)
    return "\n".join(reversed(kept))


def _considered(knowledge: Knowledge, said: Sequence[Message], typed: Decision | None) -> tuple[Kind, str, str]:
    """Kind, topic and the reason why it was handed over: from how the last message with a topic and what followed it
    were read, and from details that were ``typed`` instead.
    """
    judged = [each.judged for each in said if each.judged and not _is_small_talk(each.judged)]
    topics = [place for place, each in enumerate(judged) if _topic(each)]
    led = judged[topics[-1] :] if topics else judged
    kind, topic = _kind_and_topic(knowledge, typed) if typed else ("general", NO_TOPIC)
    return (
        "complex" if "complex" in (kind, *(each["kind"] for each in led)) else "general",
        _topic(led[0]) or topic if led else topic,
        led[-1]["reason"] if led else "asked for a person",
    )


def _led_by(said: Sequence[Message]) -> str | None:
    """The last message that was read to have a topic; None where none was."""
    with_topic = (each.text for each in reversed(said) if each.judged and not each.picked and _topic(each.judged))
    return next(with_topic, None)


def _is_small_talk(judged: Mapping[str, Any]) -> bool:
    return bool(judged["decision"] == "answer" and str(judged["entry"]).startswith("chat/"))


def _topic(judged: Mapping[str, Any]) -> str:
    """The topic a message was read to have, empty where none was found."""
    entry = str(judged["entry"] or "")
    found = judged["decision"] != "no_match" and entry and not entry.startswith("chat/")
    return entry.split("/")[0] if found else ""


def _kind_and_topic(knowledge: Knowledge, decision: Decision) -> tuple[Kind, str]:
    likely = [each.id for each in decision.entries if each.confidence >= knowledge.matcher.thresholds.clarify]
    topics = [entry.split("/")[0] for entry in likely if not entry.startswith("chat/")]
    return decision.ticket_kind, topics[0] if topics else NO_TOPIC


def _receive(
    tx: Connection, desk: Desk, knowledge: Knowledge, inquiry: _Inquiry, said: Sequence[Message], at: datetime
) -> Done[Shape]:
    inquiry, intake = _held_in_a_flood(tx, desk, inquiry, at), inquiry.intake
    ticket = Ticket.open(
        number=store.next_number(tx),
        conversation_id=inquiry.conversation_id,
        kind=inquiry.kind,
        topic=inquiry.topic,
        shopper=Contact(
            name=intake.name,
            email=intake.email or "",
            phone=intake.phone or "",
            order_number=intake.order_number or "",
            product=intake.product or "",
            sku=intake.sku or "",
        ),
        details=intake.details,
        about=inquiry.about,
        source=inquiry.source,
        reason=inquiry.reason,
        held=inquiry.held,
        at=at,
        policy=knowledge.policy,
    )
    attachments.give_to_ticket(tx, inquiry.conversation_id, inquiry.pictures, ticket.number)
    brief = _brief(knowledge, inquiry, said)
    store.add(tx, ticket, token=new_token(), request_id=inquiry.request_id, brief=brief)
    news = casework.settle(tx, desk, ticket, at)
    return Done(_shown(tx, desk, ticket), news)


def _held_in_a_flood(tx: Connection, desk: Desk, inquiry: _Inquiry, at: datetime) -> _Inquiry:
    """The inquiry, held for review when its address has had enough receipts lately: whoever sends many may mean to
    bother somebody else. Nothing is dropped, and its promises run.
    """
    most, email = desk.receipts_an_hour, inquiry.intake.email
    if most is None or not email or store.receipts_since(tx, email, at - timedelta(hours=1)) < most:
        return inquiry
    return replace(inquiry, held=True, reason=FLOOD)


def _brief(knowledge: Knowledge, inquiry: _Inquiry, said: Sequence[Message]) -> Shape:
    """What an agent should know at a glance: what was asked, what was answered and how surely, why it was handed over."""
    sure = {message.id: message.judged["confidence"] for message in said if message.judged}
    return {
        "reason": inquiry.reason,
        "asked": [{"text": each.text, "at": iso(each.at)} for each in said if each.author_kind == "shopper"],
        "answered": [
            {
                "entry": each.entry,
                "title": knowledge.entries[each.entry].title if each.entry in knowledge.entries else each.entry,
                "confidence": sure.get(each.reply_to or "", 0.0),
                "helpful": each.helpful,
            }
            for each in said
            if each.entry
        ],
        "intake": {name: getattr(inquiry.intake, name) for name in FIELDS},
    }


def _shown(tx: Connection, desk: Desk, ticket: Ticket) -> Shape:
    return shopper_ticket_shape(desk, ticket, store.token_of(tx, ticket.number), desk.knowledge().policy)
