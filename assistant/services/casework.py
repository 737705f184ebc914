"""What follows whenever a ticket has changed: it is stored with its events, what was said reaches the shopper in the chat
and by e-mail, and everybody who looks at it hears of it. All of it in the caller's transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from assistant.content.rendering import plain_to_html
from assistant.core.conversations import Conversation, Message, Owner
from assistant.core.dialogue import Decision
from assistant.core.errors import NotFound
from assistant.core.tickets import Letter, Step, Through, Ticket
from assistant.services import expectations, staff_mail
from assistant.services.desk import (
    STAFF_ROOM,
    Desk,
    News,
    conversation_room,
    new_id,
    ticket_room,
)
from assistant.services.letters import compose, letter_html
from assistant.services.notices import notices
from assistant.services.readdressing import readdress
from assistant.services.shapes import conversation_shape, message_shape, outlook_shape, shopper_ticket_shape
from assistant.store import accounts, attachments, conversations, outbox
from assistant.store import tickets as store
from assistant.store.attachments import Picture

SMALL_TALK = ("chat/thanks", "chat/goodbye")


def load(tx: Connection, number: int) -> Ticket:
    """Raises ``NotFound``."""
    ticket = store.load(tx, number)
    if ticket is None:
        raise NotFound("There is no ticket with this number.")
    return ticket


def settle(tx: Connection, desk: Desk, ticket: Ticket, at: datetime, *, message_id: str | None = None) -> list[News]:
    """Store what a verb has changed, and say what it has to say. ``message_id`` is the client's id for its own text."""
    readdress(tx, ticket)
    token = store.token_of(tx, ticket.number)
    chats = _chats_of(tx, ticket)
    news, moved = _speak(tx, desk, ticket, chats, at, message_id), False
    for letter in ticket.letters:
        if mail := compose(desk, ticket, token, letter):
            outbox.put(tx, mail)
    staff_mail.raise_alarms(tx, desk, ticket, at)
    _offer_while_holder_is_away(tx, ticket, at)
    for chat in chats:
        moved |= _hand_over(tx, ticket, chat)
    store.save(tx, ticket)
    if moved or ticket.news:
        for chat in chats:
            news += state_news(tx, desk, chat.id, at)
    return news + changed_news(ticket) + notices(ticket, desk.knowledge().policy)


def state_news(tx: Connection, desk: Desk, conversation_id: str, at: datetime) -> list[News]:
    """Tell the shopper's tabs how the conversation stands now, and what the next inquiry would be promised."""
    conversation = conversations.by_id(tx, conversation_id)
    assert conversation is not None
    outlook = outlook_shape(desk.knowledge().policy, at, expectations.remembered(desk, at))
    told = state_of(tx, desk, conversation) | outlook
    return [News(conversation_room(conversation_id), "state", told)]


def state_of(tx: Connection, desk: Desk, conversation: Conversation) -> dict[str, object]:
    """The conversation as in ``welcome``."""
    ticket = store.load(tx, conversation.ticket) if conversation.ticket else None
    shown = None
    if ticket:
        token = store.token_of(tx, ticket.number)
        shown = shopper_ticket_shape(desk, ticket, token, desk.knowledge().policy)
    return conversation_shape(desk, conversation, shown)


def changed_news(ticket: Ticket) -> list[News]:
    """The hints that make consoles fetch again."""
    told = {"number": str(ticket.number), "version": ticket.version}
    return [News(ticket_room(ticket.number), "changed", told), News(STAFF_ROOM, "queue", {})]


def shopper_wrote_in_chat(
    tx: Connection, desk: Desk, number: int, read: Callable[[], Decision | None], at: datetime
) -> list[News]:
    """What the shopper writes in the chat reaches their open ticket. ``read`` judges it, asked only where that matters."""
    ticket = load(tx, number)
    at_rest = ticket.step in (Step.FOLLOWING_UP, Step.CLOSED) or ticket.snoozed_until is not None
    only_thanks = at_rest and is_only_thanks(read())
    ticket.shopper_wrote(only_thanks=only_thanks, through="chat", at=at, policy=desk.knowledge().policy)
    if not at_rest and not ticket.to_be_seen and [event.kind for event in ticket.news] == ["wrote"]:
        # a chat going on: the ticket stays as it is, and most messages to agents are of this kind
        store.add_news(tx, ticket)
        return changed_news(ticket)
    return settle(tx, desk, ticket, at)


@dataclass(frozen=True, slots=True)
class Wrote:
    """What a shopper wrote about their ticket outside of the chat."""

    id: str
    text: str
    through: Through
    only_thanks: bool
    whole: str | None = None
    """All that was in the e-mail, where that is more."""
    pictures: Sequence[Picture] = ()


def shopper_wrote(tx: Connection, desk: Desk, ticket: Ticket, wrote: Wrote, at: datetime) -> list[News]:
    """Store what the shopper wrote in the ticket's conversation; it ends a wait, opens again what was done, or is thanks."""
    conversation = conversations.by_id(tx, ticket.conversation_id)
    assert conversation is not None
    message = Message(
        seq=conversation.last_seq + 1,
        id=wrote.id,
        author_kind="shopper",
        author_name="",
        text=wrote.text,
        html=plain_to_html(wrote.text),
        at=at,
        attachments=[picture.about for picture in wrote.pictures],
        whole=wrote.whole,
    )
    conversations.append(tx, conversation, [message], at=at)
    for picture in wrote.pictures:
        attachments.add(tx, replace(picture, conversation_id=conversation.id, ticket=ticket.number), at)
    ticket.shopper_wrote(only_thanks=wrote.only_thanks, through=wrote.through, at=at, policy=desk.knowledge().policy)
    told = News(conversation_room(conversation.id), "message", message_shape(desk, message))
    return [told, *settle(tx, desk, ticket, at)]


def is_only_thanks(decision: Decision | None) -> bool:
    """Whether a message was read, with confidence, as thanks or goodbye and nothing else."""
    if decision is None:
        return False
    thanks = all(need in SMALL_TALK for need in decision.needs)
    return decision.small_talk in ("thanks", "goodbye") or (decision.kind == "answer" and thanks)


def _chats_of(tx: Connection, ticket: Ticket) -> list[Conversation]:
    """The conversations a ticket came from and that still turn to it: its own, and those of tickets merged into it."""
    found = [conversations.by_id(tx, each) for each in store.conversations_of(tx, ticket)]
    numbers = (ticket.number, *ticket.absorbed)
    return [chat for chat in found if chat and (chat.id == ticket.conversation_id or chat.ticket in numbers)]


def _speak(
    tx: Connection, desk: Desk, ticket: Ticket, chats: Sequence[Conversation], at: datetime, message_id: str | None
) -> list[News]:
    """Say the ticket's letters in its chats. A letter has one id in all of them."""
    news: list[News] = []
    letters = [(message_id if message_id and each.is_personal else new_id(), each) for each in ticket.letters]
    for chat in chats if letters else ():
        said = _messages(letters, chat.last_seq)
        conversations.append(tx, chat, said, at=at)
        news += [News(conversation_room(chat.id), "message", message_shape(desk, message)) for message in said]
    return news


def _messages(letters: Sequence[tuple[str, Letter]], last_seq: int) -> list[Message]:
    return [
        Message(
            seq=last_seq + place,
            id=its_id,
            author_kind="agent" if letter.by.kind == "agent" else "system",
            author_id=letter.by.id or None,
            author_name=letter.by.name if letter.by.kind == "agent" else "",
            text=letter.text,
            html=letter_html(letter),
            at=letter.at,
        )
        for place, (its_id, letter) in enumerate(letters, 1)
    ]


def _hand_over(tx: Connection, ticket: Ticket, chat: Conversation) -> bool:
    """A chat belongs to its newest open ticket and whoever holds that; without one, to the assistant. Whether it moved."""
    to = _newest_open(tx, ticket, chat)
    if to is None:
        return False
    holder = to.assignee if not to.is_closed else None
    owner = Owner.ASSISTANT if to.is_closed else Owner.AGENT if holder else Owner.QUEUE
    agent = (holder.id, holder.name) if holder else None
    if (chat.owner, chat.agent_id, chat.ticket) == (owner, agent[0] if agent else None, to.number):
        return False
    conversations.hand_to(tx, chat.id, owner, ticket=to.number, agent=agent)
    return True


def _newest_open(tx: Connection, ticket: Ticket, chat: Conversation) -> Ticket | None:
    """The ticket a chat belongs to from now on, the last one if none is open; None where this one has no say in it."""
    if ticket.merged_into:
        return None  # the survivor sees to its chats
    of = chat.ticket or ticket.number
    if of in (ticket.number, *ticket.absorbed):
        return (store.newest_open_of(tx, chat.id, but=ticket.number) if ticket.is_closed else None) or ticket
    is_newer = chat.owner is Owner.ASSISTANT or ticket.number > of
    return ticket if is_newer and not ticket.is_closed else None


def _offer_while_holder_is_away(tx: Connection, ticket: Ticket, at: datetime) -> None:
    """A date has just passed, and who holds the ticket is not here to see to it."""
    holder, alarms = ticket.assignee, any(event.kind in ("at_risk", "breached") for event in ticket.news)
    if holder is None or not alarms or any(event.actor.id == holder.id for event in ticket.news):
        return
    if not accounts.is_present(tx, holder.id, at):
        ticket.offer(at=at)
