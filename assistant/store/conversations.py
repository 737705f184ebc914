"""Conversations and their messages. The hot path: plain statements, few of them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, select, update

from assistant.core.conversations import Attachment, Conversation, Message, Option, Owner, Source, interleaved
from assistant.store.database import Stale
from assistant.store.tables import conversations, messages

OURS = ("agent", "system")
"""Whose messages may stand in several conversations, under one id."""

_BY_ID = select(conversations).where(conversations.c.id == bindparam("id"))
_BY_TOKEN = select(conversations).where(conversations.c.token_hash == bindparam("token_hash"))
_AFTER = (
    select(messages)
    .where(messages.c.conversation_id == bindparam("id"), messages.c.seq > bindparam("after"))
    .order_by(messages.c.seq)
)
_NEXT_AFTER = _AFTER.limit(bindparam("most"))
_ONE = select(messages).where(messages.c.conversation_id == bindparam("id"), messages.c.id == bindparam("message"))
_LATEST_BY_SHOPPER = (
    select(messages.c.text)
    .where(messages.c.conversation_id == bindparam("id"), messages.c.author_kind == "shopper")
    .order_by(messages.c.seq.desc())
    .limit(bindparam("most"))
)
_AS_SEEN = (
    conversations.c.id == bindparam("conversation"),
    conversations.c.last_seq == bindparam("seen"),
    # a claim or a closing writes nothing, but decides who answers
    conversations.c.owner == bindparam("seen_owner"),
    func.coalesce(conversations.c.ticket, 0) == bindparam("seen_ticket"),
)
_HELD = select(conversations.c.id).where(*_AS_SEEN).with_for_update()
_MOVE_ON = (
    update(conversations)
    .where(*_AS_SEEN)
    .values(last_seq=bindparam("to"), last_at=bindparam("now"), dialogue=bindparam("memory"))
)
_ADD_MESSAGES = insert(messages)


def create(tx: Connection, conversation: Conversation, token_hash: str, first: Sequence[Message]) -> None:
    tx.execute(
        insert(conversations).values(
            id=conversation.id,
            token_hash=token_hash,
            owner=conversation.owner.value,
            ticket=conversation.ticket,
            last_seq=conversation.last_seq,
            dialogue=dict(conversation.dialogue),
            created_at=conversation.created_at,
            last_at=conversation.created_at,
        )
    )
    if first:
        tx.execute(_ADD_MESSAGES, [_message_row(conversation.id, message) for message in first])


def by_id(tx: Connection, conversation_id: str) -> Conversation | None:
    row = tx.execute(_BY_ID, {"id": conversation_id}).mappings().first()
    return _conversation(row) if row else None


def hold(tx: Connection, conversation: Conversation) -> None:
    """Let nobody else write to it before this transaction ends. Raises ``Stale`` as ``append`` does."""
    if tx.execute(_HELD, _as_seen(conversation)).first() is None:
        raise Stale


def by_token(tx: Connection, token_hash: str) -> Conversation | None:
    row = tx.execute(_BY_TOKEN, {"token_hash": token_hash}).mappings().first()
    return _conversation(row) if row else None


def messages_after(tx: Connection, conversation_id: str, after: int = 0, *, most: int | None = None) -> list[Message]:
    """The messages that follow ``after``: all of them, or the next ``most``."""
    asked = {"id": conversation_id, "after": after}
    found = tx.execute(_AFTER, asked) if most is None else tx.execute(_NEXT_AFTER, asked | {"most": most})
    rows = found.mappings()
    return [_message(row) for row in rows]


def message(tx: Connection, conversation_id: str, message_id: str) -> Message | None:
    row = tx.execute(_ONE, {"id": conversation_id, "message": message_id}).mappings().first()
    return _message(row) if row else None


def message_at(tx: Connection, conversation_id: str, seq: int) -> Message | None:
    found = select(messages).where(messages.c.conversation_id == conversation_id, messages.c.seq == seq)
    row = tx.execute(found).mappings().first()
    return _message(row) if row else None


def latest_by_shopper(tx: Connection, conversation_id: str, most: int) -> tuple[str, ...]:
    """What the shopper wrote last, oldest first."""
    rows = tx.execute(_LATEST_BY_SHOPPER, {"id": conversation_id, "most": most})
    return tuple(text for (text,) in rows)[::-1]


def append(
    tx: Connection,
    conversation: Conversation,
    new: Sequence[Message],
    *,
    dialogue: Mapping[str, Any] | None = None,
    at: datetime,
) -> None:
    """Store ``new``, numbered on from ``conversation.last_seq``.

    Raises ``Stale`` if somebody else has written since, or if another one answers or it belongs to another ticket now.
    """
    moved = tx.execute(
        _MOVE_ON,
        _as_seen(conversation)
        | {
            "to": conversation.last_seq + len(new),
            "now": at,
            "memory": dict(conversation.dialogue if dialogue is None else dialogue),
        },
    )
    if moved.rowcount != 1:
        raise Stale
    if new:
        tx.execute(_ADD_MESSAGES, [_message_row(conversation.id, message) for message in new])


def told_together(tx: Connection, conversation_ids: Sequence[str]) -> list[Message]:
    """What was said in these conversations as one story; what we said in several of them stands in it once."""
    stories = (messages_after(tx, conversation_id) for conversation_id in conversation_ids)
    told = interleaved(*([(message.at, message) for message in story] for story in stories))
    first = {message.id: message for message in reversed(told) if message.author_kind in OURS}
    return [message for message in told if message.author_kind not in OURS or first[message.id] is message]


def hand_to(
    tx: Connection,
    conversation_id: str,
    owner: Owner,
    *,
    ticket: int | None = None,
    agent: tuple[str, str] | None = None,
) -> None:
    """Say who answers from now on; ``agent`` is (id, name)."""
    values: dict[str, Any] = {
        "owner": owner.value,
        "agent_id": agent[0] if agent else None,
        "agent_name": agent[1] if agent else None,
    }
    if ticket is not None:
        values["ticket"] = ticket
    tx.execute(update(conversations).where(conversations.c.id == conversation_id).values(values))


def rate(tx: Connection, conversation_id: str, seq: int, helpful: bool) -> None:
    tx.execute(
        update(messages)
        .where(messages.c.conversation_id == conversation_id, messages.c.seq == seq)
        .values(helpful=helpful)
    )


def forget_before(tx: Connection, at: datetime, most: int) -> int:
    """Delete conversations without a ticket that ended before ``at``, at most so many; how many were deleted."""
    old = select(conversations.c.id).where(conversations.c.ticket.is_(None), conversations.c.last_at < at).limit(most)
    return tx.execute(delete(conversations).where(conversations.c.id.in_(old))).rowcount


def _as_seen(conversation: Conversation) -> dict[str, Any]:
    return {
        "conversation": conversation.id,
        "seen": conversation.last_seq,
        "seen_owner": conversation.owner.value,
        "seen_ticket": conversation.ticket or 0,
    }


def _conversation(row: RowMapping) -> Conversation:
    return Conversation(
        id=row["id"],
        owner=Owner(row["owner"]),
        last_seq=row["last_seq"],
        created_at=row["created_at"],
        agent_id=row["agent_id"],
        agent_name=row["agent_name"],
        ticket=row["ticket"],
        dialogue=row["dialogue"],
    )


def _message(row: RowMapping) -> Message:
    return Message(
        seq=row["seq"],
        id=row["id"],
        author_kind=row["author_kind"],
        author_name=row["author_name"],
        text=row["text"],
        html=row["html"],
        at=row["at"],
        reply_to=row["reply_to"],
        author_id=row["author_id"],
        picked=row["picked"],
        entry=row["entry"],
        options=tuple(Option(**option) for option in row["options"] or ()),
        handoff=row["handoff"],
        asks=tuple(row["asks"] or ()),
        source=Source(**row["source"]) if row["source"] else None,
        attachments=tuple(Attachment(**attachment) for attachment in row["attachments"] or ()),
        judged=row["judged"],
        helpful=row["helpful"],
        whole=row["whole"],
    )


def _message_row(conversation_id: str, message: Message) -> dict[str, Any]:
    return {
        "conversation_id": conversation_id,
        "seq": message.seq,
        "id": message.id,
        "reply_to": message.reply_to,
        "author_kind": message.author_kind,
        "author_id": message.author_id,
        "author_name": message.author_name,
        "text": message.text,
        "html": message.html,
        "picked": message.picked,
        "entry": message.entry,
        "options": [asdict(option) for option in message.options] or None,
        "handoff": message.handoff,
        "asks": list(message.asks) or None,
        "source": asdict(message.source) if message.source else None,
        "attachments": [asdict(attachment) for attachment in message.attachments] or None,
        "judged": dict(message.judged) if message.judged else None,
        "whole": message.whole,
        "at": message.at,
    }
