"""Pictures shoppers sent. Kept in the database: one transaction, one backup, the same for every process."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from assistant.core.conversations import Attachment
from assistant.store.tables import attachments


@dataclass(frozen=True, slots=True)
class Picture:
    """A re-encoded picture with its bytes."""

    about: Attachment
    conversation_id: str
    content_type: str
    data: bytes
    ticket: int | None = None


def add(tx: Connection, picture: Picture, at: datetime) -> None:
    about = picture.about
    tx.execute(
        insert(attachments).values(
            id=about.id,
            conversation_id=picture.conversation_id,
            ticket=picture.ticket,
            name=about.name,
            content_type=picture.content_type,
            size=about.size,
            width=about.width,
            height=about.height,
            data=picture.data,
            created_at=at,
        )
    )


def count(tx: Connection, conversation_id: str) -> int:
    found = select(func.count()).select_from(attachments).where(attachments.c.conversation_id == conversation_id)
    return tx.execute(found).scalar_one()


def give_to_ticket(tx: Connection, conversation_id: str, ids: tuple[str, ...], ticket: int) -> None:
    """The named pictures of this conversation now belong to the ticket; others are passed over."""
    mine = (attachments.c.conversation_id == conversation_id, attachments.c.id.in_(ids), attachments.c.ticket.is_(None))
    tx.execute(update(attachments).where(*mine).values(ticket=ticket))


def move(tx: Connection, merged: int, survivor: int) -> None:
    """All pictures of one ticket now belong to another."""
    tx.execute(update(attachments).where(attachments.c.ticket == merged).values(ticket=survivor))


def of_ticket(tx: Connection, ticket: int) -> list[Attachment]:
    table = attachments.c
    found = select(table.id, table.name, table.size, table.width, table.height).where(table.ticket == ticket)
    return [Attachment(**row) for row in tx.execute(found.order_by(table.created_at, table.id)).mappings()]


def forget_unattached(tx: Connection, before: datetime, most: int) -> int:
    """Delete pictures that were uploaded before then and joined no ticket; how many."""
    found = select(attachments.c.id).where(attachments.c.ticket.is_(None), attachments.c.created_at < before)
    return tx.execute(delete(attachments).where(attachments.c.id.in_(found.limit(most)))).rowcount


def load(tx: Connection, attachment_id: str) -> Picture | None:
    row = tx.execute(select(attachments).where(attachments.c.id == attachment_id)).mappings().first()
    if row is None:
        return None
    about = Attachment(row["id"], row["name"], row["size"], row["width"], row["height"])
    return Picture(about, row["conversation_id"], row["content_type"], row["data"], row["ticket"])
