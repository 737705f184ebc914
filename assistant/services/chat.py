"""The shopper's chat: start or resume, say, choose, rate, catch up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from assistant.content.rendering import plain_to_html, to_html
from assistant.core import dialogue
from assistant.core.conversations import Conversation, Message, Owner, Source
from assistant.core.dialogue import Decision, DialogueState, Reply, Said
from assistant.core.errors import Conflict, Invalid, NotFound
from assistant.core.knowledge import Knowledge
from assistant.core.redaction import mask_cards
from assistant.services import casework, expectations
from assistant.services.desk import Desk, Done, News, conversation_room, new_id, new_token, token_hash
from assistant.services.shapes import message_shape, outlook_shape
from assistant.store import conversations

LONGEST_TEXT = 2000
EARLIER_TURNS = 6
ASSISTANT_NAME = "Assistant"
MOST_AT_ONCE = 500
"""Messages in one answer; who has more to catch up with asks on."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the shopper sent: typed, picked from the suggestions, or chosen from options."""

    id: str
    text: str
    entry: str | None = None
    option: str | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """A conversation somebody has come to, and the token that opens it."""

    token: str
    conversation_id: str


def enter(desk: Desk, token: str | None, at: datetime) -> Entered:
    """Come to a conversation; an unknown token starts a new one."""
    conversation = _resume(desk, token) if token else None
    if token is None or conversation is None:
        token = new_token()
        conversation = _start(desk, token, at)
    return Entered(token, conversation.id)


def welcome(desk: Desk, entered: Entered, at: datetime) -> dict[str, Any]:
    """Everything a client needs to show the conversation. Of a long one the beginning: ``catch_up`` gives the rest."""
    first = catch_up(desk, entered.conversation_id, 0, at)
    return {"token": entered.token} | {name: value for name, value in first.items() if name != "more"}


def find(desk: Desk, token: str) -> Conversation:
    """The conversation a token opens. Raises ``NotFound``."""
    found = _resume(desk, token)
    if found is None:
        raise _unknown()
    return found


def say(desk: Desk, conversation_id: str, heard: Heard, at: datetime) -> Done[dict[str, Any]]:
    """Store what the shopper wrote, together with the assistant's replies; the ack names its ``seq``.

    The same id again gives the same ack and stores nothing. Raises ``Invalid`` for empty or overlong text,
    ``Conflict`` (``id_reused``) for a known id with another text.
    """
    text = mask_cards(heard.text.strip())
    if not 1 <= len(text) <= LONGEST_TEXT:
        raise Invalid(f"Please write between 1 and {LONGEST_TEXT} characters.", fields={"text": "1 to 2000 characters"})
    picked = heard.entry if heard.entry in desk.knowledge().entries else None
    return _hear(desk, conversation_id, Heard(heard.id, text, picked), at)


def choose(
    desk: Desk, conversation_id: str, message_id: str, seq: int, option: str, at: datetime
) -> Done[dict[str, Any]]:
    """The shopper taps one of the options of message ``seq``; stored as what the option says."""
    offered = desk.db.read(lambda tx: conversations.message_at(tx, conversation_id, seq))
    label = next((each.label for each in offered.options if each.id == option), None) if offered else None
    if label is None:
        raise Invalid(
            "This choice was not offered. Please pick one of the options shown.", fields={"option": "unknown"}
        )
    return _hear(desk, conversation_id, Heard(message_id, label, option=option), at)


def suggest(desk: Desk, text: str) -> list[dict[str, str]]:
    """Up to three questions that fit what is being typed."""
    if len(text) > LONGEST_TEXT:
        return []
    return [{"id": option.id, "title": option.label} for option in dialogue.suggest(desk.knowledge(), text)]


def catch_up(desk: Desk, conversation_id: str, after: int, at: datetime) -> dict[str, Any]:
    """The messages that follow ``after``, how the conversation stands, and what a handoff would be promised now.

    ``more`` says that this is not all yet.
    """

    def look(tx: Connection) -> tuple[list[Message], dict[str, object]]:
        found = conversations.messages_after(tx, conversation_id, after, most=MOST_AT_ONCE + 1)
        return found, casework.state_of(tx, desk, _known(tx, conversation_id))

    found, state = desk.db.read(look)
    return {
        "conversation": state,
        "messages": [message_shape(desk, message) for message in found[:MOST_AT_ONCE]],
        "more": len(found) > MOST_AT_ONCE,
        **outlook_shape(desk.knowledge().policy, at, expectations.expected(desk, at)),
    }


def standing(desk: Desk, conversation_id: str, at: datetime) -> list[News]:
    """Tells the tabs of a conversation how it stands and what would be promised now; nothing of one that is gone."""

    def look(tx: Connection) -> list[News]:
        known = conversations.by_id(tx, conversation_id)
        return casework.state_news(tx, desk, conversation_id, at) if known else []

    return desk.db.read(look)


def rate(desk: Desk, conversation_id: str, seq: int, helpful: bool, at: datetime) -> Done[None]:
    """Keep whether an answer helped; a no is met with other answers and a person."""
    knowledge = desk.knowledge()

    def look(tx: Connection) -> tuple[Conversation, Message | None]:
        return _known(tx, conversation_id), conversations.message_at(tx, conversation_id, seq)

    def act(looked: tuple[Conversation, Message | None]) -> Callable[[Connection], Done[None]]:
        conversation, rated = looked
        if rated is None or rated.entry is None:
            raise Invalid("Only an answer can be rated.", fields={"seq": "no answer has this number"})
        replies: Sequence[Reply] = ()
        memory = dict(conversation.dialogue)
        if rated.helpful != helpful and conversation.owner is Owner.ASSISTANT:
            state, replies = dialogue.rate(knowledge, DialogueState.from_json(memory), rated.entry, helpful)
            memory = state.to_json()
        new = [
            _spoken(knowledge, reply, conversation.last_seq + place, rated.reply_to, at)
            for place, reply in enumerate(replies, 1)
        ]

        def store(tx: Connection) -> Done[None]:
            conversations.append(tx, conversation, new, dialogue=memory, at=at)
            conversations.rate(tx, conversation_id, seq, helpful)
            return Done(None, [_news(desk, conversation_id, message) for message in new])

        return store

    return desk.db.decide(look, act)


def _resume(desk: Desk, token: str) -> Conversation | None:
    return desk.db.read(lambda tx: conversations.by_token(tx, token_hash(token)))


def _start(desk: Desk, token: str, at: datetime) -> Conversation:
    knowledge = desk.knowledge()
    conversation = Conversation(
        id=new_id(), owner=Owner.ASSISTANT, last_seq=1, created_at=at, dialogue=DialogueState().to_json()
    )
    opening = _spoken(knowledge, dialogue.opening(knowledge), 1, None, at)
    desk.db.write(lambda tx: conversations.create(tx, conversation, token_hash(token), [opening]))
    return conversation


@dataclass(frozen=True, slots=True)
class _Looked:
    conversation: Conversation
    already: Message | None
    earlier: tuple[str, ...]


def _hear(desk: Desk, conversation_id: str, heard: Heard, at: datetime) -> Done[dict[str, Any]]:
    knowledge = desk.knowledge()

    def look(tx: Connection) -> _Looked:
        conversation = _known(tx, conversation_id)
        silent = conversation.owner is Owner.AGENT
        return _Looked(
            conversation,
            conversations.message(tx, conversation_id, heard.id),
            () if silent else conversations.latest_by_shopper(tx, conversation_id, EARLIER_TURNS),
        )

    def act(looked: _Looked) -> Callable[[Connection], Done[dict[str, Any]]]:
        if looked.already:
            ack = _repeated(looked.already, heard)
            return lambda tx: Done(ack)
        return _answer(desk, knowledge, looked, heard, at)

    return desk.db.decide(look, act)


def _answer(
    desk: Desk, knowledge: Knowledge, looked: _Looked, heard: Heard, at: datetime
) -> Callable[[Connection], Done[dict[str, Any]]]:
    conversation = looked.conversation
    memory, replies, decision = _considered(knowledge, looked, heard)
    asked = Message(
        seq=conversation.last_seq + 1,
        id=heard.id,
        author_kind="shopper",
        author_name="",
        text=heard.text,
        html=plain_to_html(heard.text),
        at=at,
        picked=heard.entry or heard.option,
        judged=_judged(knowledge, decision),
    )
    said = [_spoken(knowledge, reply, asked.seq + place, asked.id, at) for place, reply in enumerate(replies, 1)]

    def read() -> Decision | None:
        return decision or dialogue.decide(knowledge, [heard.text])

    def store(tx: Connection) -> Done[dict[str, Any]]:
        conversations.append(tx, conversation, [asked, *said], dialogue=memory, at=at)
        news = [_news(desk, conversation.id, message) for message in (asked, *said)]
        if conversation.ticket and conversation.owner is not Owner.ASSISTANT:
            news += casework.shopper_wrote_in_chat(tx, desk, conversation.ticket, read, at)
        return Done({"id": asked.id, "seq": asked.seq}, news)

    return store


def _considered(
    knowledge: Knowledge, looked: _Looked, heard: Heard
) -> tuple[dict[str, Any], Sequence[Reply], Decision | None]:
    """What the assistant makes of it: nothing with an agent there, only plain answers while it is in the queue."""
    conversation = looked.conversation
    if conversation.owner is Owner.AGENT:
        return dict(conversation.dialogue), (), None
    state = DialogueState.from_json(conversation.dialogue)
    response = dialogue.respond(knowledge, state, Said(heard.text, heard.entry, heard.option, looked.earlier))
    if conversation.owner is Owner.ASSISTANT:
        return response.state.to_json(), response.replies, response.decision
    if response.decision.kind != "answer":
        return dict(conversation.dialogue), (), response.decision
    return response.state.to_json(), [_without_offer(reply) for reply in response.replies], response.decision


def _without_offer(reply: Reply) -> Reply:
    """A person has it already: nothing more to offer."""
    options = tuple(option for option in reply.options if option.id != "person")
    return replace(reply, handoff=None, asks=(), options=options)


def _judged(knowledge: Knowledge, decision: Decision | None) -> dict[str, Any] | None:
    if decision is None:
        return None
    best = decision.entries[0] if decision.entries else None
    return {
        "decision": decision.kind,
        "kind": decision.ticket_kind,
        "entry": best.id if best else None,
        "confidence": round(best.confidence, 3) if best else 0.0,
        "reason": decision.reason,
        "words": knowledge.words_fingerprint,
    }


def _spoken(knowledge: Knowledge, reply: Reply, seq: int, reply_to: str | None, at: datetime) -> Message:
    return Message(
        seq=seq,
        id=new_id(),
        author_kind="assistant",
        author_name=ASSISTANT_NAME,
        text=reply.text,
        html=_reply_html(reply.text),
        at=at,
        reply_to=reply_to,
        entry=reply.entry,
        options=reply.options,
        handoff=reply.handoff,
        asks=reply.asks,
        source=_source(knowledge, reply),
    )


# what the assistant says comes from the shop's files, so the same texts come again and again
_reply_html = lru_cache(1000)(to_html)


def _source(knowledge: Knowledge, reply: Reply) -> Source | None:
    section = knowledge.cited(reply.source) if reply.source else None
    if reply.source is None or section is None:
        return None
    return Source(
        policy=reply.source.policy,
        section=reply.source.section,
        title=knowledge.policies[reply.source.policy].title,
        url=f"/policies/{reply.source.policy}#{reply.source.section}",
    )


def _repeated(stored: Message, heard: Heard) -> dict[str, Any]:
    if stored.author_kind != "shopper" or stored.text != heard.text:
        raise Conflict(
            "This message id was used before for another text. Give every message its own id.", code="id_reused"
        )
    return {"id": stored.id, "seq": stored.seq}


def _known(tx: Connection, conversation_id: str) -> Conversation:
    found = conversations.by_id(tx, conversation_id)
    if found is None:
        raise _unknown()
    return found


def _news(desk: Desk, conversation_id: str, message: Message) -> News:
    return News(
        conversation_room(conversation_id),
        "message",
        message_shape(desk, message),
        own=message.author_kind == "shopper",
    )


def _unknown() -> NotFound:
    return NotFound("We do not know this conversation. Please start a new one.", code="unknown_conversation")
