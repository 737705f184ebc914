"""Which tables are there? The migrations bring a database to this shape; a test compares the two."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    and_,
    false,
)
from sqlalchemy import Column as C
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite keeps it without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

users = Table(
    "users",
    metadata,
    C("id", String(32), primary_key=True),
    C("email", String(254), nullable=False, unique=True),
    C("name", String(120), nullable=False),
    C("role", String(10), nullable=False),
    C("password_hash", String(200), nullable=False),
    C("created_at", Moment, nullable=False),
    C("disabled_at", Moment),
)

sessions = Table(
    "sessions",
    metadata,
    C("token_hash", String(64), primary_key=True),
    C("user_id", ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    C("csrf_token", String(64), nullable=False),
    C("created_at", Moment, nullable=False),
    C("seen_at", Moment, nullable=False),
    C("expires_at", Moment, nullable=False),
)

api_keys = Table(
    "api_keys",
    metadata,
    C("id", String(32), primary_key=True),
    C("user_id", ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    C("key_hash", String(64), nullable=False, unique=True),
    C("created_at", Moment, nullable=False),
    C("revoked_at", Moment),
)

setup_links = Table(
    "setup_links",
    metadata,
    C("token_hash", String(64), primary_key=True),
    C("created_at", Moment, nullable=False),
    C("expires_at", Moment, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    C("id", String(32), primary_key=True),
    C("token_hash", String(64), nullable=False, unique=True),
    C("owner", String(10), nullable=False),
    C("agent_id", String(32)),
    C("agent_name", String(120)),
    C("ticket", Integer),
    C("last_seq", Integer, nullable=False),
    C("dialogue", Json, nullable=False),
    C("created_at", Moment, nullable=False),
    C("last_at", Moment, nullable=False),
    Index("ix_conversations_last_at", "last_at", "created_at"),
)

messages = Table(
    "messages",
    metadata,
    C("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    C("seq", Integer, primary_key=True),
    C("id", String(64), nullable=False),
    C("reply_to", String(64)),
    C("author_kind", String(10), nullable=False),
    C("author_id", String(32)),
    C("author_name", String(120), nullable=False),
    C("text", Text, nullable=False),
    C("html", Text, nullable=False),
    C("picked", String(120)),
    C("entry", String(120)),
    C("options", Json),
    C("handoff", String(10)),
    C("asks", Json),
    C("source", Json),
    C("attachments", Json),
    C("judged", Json),
    C("helpful", Boolean),
    C("whole", Text),
    C("at", Moment, nullable=False),
    UniqueConstraint("conversation_id", "id"),
)
# what became of the answers of the last weeks is counted from this alone; who writes no answer pays nothing for it
Index(
    "ix_messages_answers",
    messages.c.at,
    messages.c.entry,
    messages.c.helpful,
    sqlite_where=messages.c.entry.is_not(None),
    postgresql_where=messages.c.entry.is_not(None),
)

tickets = Table(
    "tickets",
    metadata,
    C("number", Integer, primary_key=True, autoincrement=False),
    C("token", String(43), nullable=False, unique=True),
    C("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    C("request_id", String(64), unique=True),
    C("kind", String(10), nullable=False),
    C("topic", String(40), nullable=False),
    C("step", String(14), nullable=False),
    C("outcome", String(14)),
    C("received_at", Moment, nullable=False),
    C("confirmed_at", Moment, index=True),
    C("resolved_at", Moment, index=True),
    C("closed_at", Moment),
    C("assignee_id", String(32)),
    C("open", Boolean, nullable=False),
    C("rank", Integer, nullable=False),
    C("next_limit", Moment, nullable=False),
    C("next_wake", Moment),
    C("closes_at", Moment),
    C("free", Boolean, nullable=False),
    C("at_risk", Boolean, nullable=False),
    C("held", Boolean, nullable=False),
    C("shopper_email", String(254), index=True),
    C("order_number", String(60)),
    C("search", Text, nullable=False),
    C("body", Json, nullable=False),
    C("brief", Json, nullable=False),
    C("version", Integer, nullable=False),
    Index("ix_tickets_received", "received_at"),
    Index("ix_tickets_ended", "closed_at", "outcome"),
)


def _index_where(name: str, condition: ColumnElement[bool], *columns: Column[Any]) -> None:
    """An index of the rows for which ``condition`` is true, and of no others."""
    # SQLite uses it only for queries that say the same in the same words: there "open = 1", which and_ makes of "open"
    condition = and_(condition)
    Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


_PLACE = (tickets.c.rank, tickets.c.next_limit, tickets.c.received_at, tickets.c.number)
# Each list of the console reads one of these from where it begins to where it ends. Closed tickets, by far the most, are
# in none of those for open ones, and "take next" does not even pass over what somebody holds.
_index_where("ix_tickets_queue", tickets.c.open, *_PLACE)
_index_where("ix_tickets_free", tickets.c.free, *_PLACE)
_index_where("ix_tickets_held", tickets.c.held, *_PLACE)
_index_where("ix_tickets_holder", tickets.c.open & tickets.c.assignee_id.is_not(None), tickets.c.assignee_id, *_PLACE)
_index_where("ix_tickets_unheld", tickets.c.open & ~tickets.c.held & tickets.c.assignee_id.is_(None), *_PLACE)
_index_where("ix_tickets_closed", ~tickets.c.open, tickets.c.number)
_index_where(
    "ix_tickets_counted", tickets.c.open & ~tickets.c.held, tickets.c.rank, tickets.c.at_risk, tickets.c.assignee_id
)
_index_where("ix_tickets_wake", tickets.c.next_wake.is_not(None), tickets.c.next_wake, tickets.c.number)
_index_where("ix_tickets_order", tickets.c.order_number.is_not(None), tickets.c.order_number)
_index_where("ix_tickets_closes", tickets.c.closes_at.is_not(None), tickets.c.closes_at)

clocks = Table(
    "clocks",
    metadata,
    C("id", String(32), primary_key=True),
    C("ticket", ForeignKey("tickets.number"), nullable=False, index=True),
    C("promise", String(14), nullable=False),
    C("started_at", Moment, nullable=False),
    C("target", Moment, nullable=False),
    C("limit", Moment, nullable=False),
    C("state", String(12), nullable=False),
    C("paused_at", Moment),
    C("stopped_at", Moment, index=True),
    C("at_risk_at", Moment),
    C("breached_at", Moment, index=True),
    C("answerable", String(32)),
    C("falls_due", Boolean, nullable=False, server_default=false()),
    C("peak", String(120)),
)
# the calendar of what falls due counts by this alone
_index_where("ix_clocks_due", clocks.c.falls_due, clocks.c.limit, clocks.c.promise, clocks.c.ticket)

ticket_events = Table(
    "ticket_events",
    metadata,
    C("id", Integer, primary_key=True, autoincrement=True),
    C("ticket", ForeignKey("tickets.number"), nullable=False, index=True),
    C("kind", String(30), nullable=False),
    C("at", Moment, nullable=False),
    C("actor_kind", String(10), nullable=False),
    C("actor_id", String(32)),
    C("actor_name", String(120), nullable=False),
    C("text", Text, nullable=False),
    C("data", Json, nullable=False),
    Index("ix_ticket_events_kind", "kind", "at"),
)

outbox = Table(
    "outbox",
    metadata,
    C("id", String(32), primary_key=True),
    C("ticket", Integer, index=True),
    C("kind", String(20), nullable=False),
    C("recipient", String(254), nullable=False),
    C("subject", String(200), nullable=False),
    C("text", Text, nullable=False),
    C("html", Text, nullable=False),
    C("message_id", String(120), nullable=False, index=True),
    C("thread_id", String(120)),
    C("created_at", Moment, nullable=False),
    C("attempts", Integer, nullable=False),
    C("claims", Integer, nullable=False, server_default="0"),
    C("next_attempt_at", Moment),
    C("sent_at", Moment),
    C("dead_at", Moment),
    C("told_at", Moment),
    C("dismissed_at", Moment),
    C("error", String(200)),
)
# nearly all mail has left and arrived: what waits and what is dead are found, and counted, without passing over it
_index_where("ix_outbox_due", outbox.c.next_attempt_at.is_not(None), outbox.c.next_attempt_at)
_index_where(
    "ix_outbox_dead", outbox.c.dead_at.is_not(None) & outbox.c.dismissed_at.is_(None), outbox.c.dead_at, outbox.c.id
)

attachments = Table(
    "attachments",
    metadata,
    C("id", String(32), primary_key=True),
    C("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    C("ticket", Integer, index=True),
    C("name", String(120), nullable=False),
    C("content_type", String(40), nullable=False),
    C("size", Integer, nullable=False),
    C("width", Integer, nullable=False),
    C("height", Integer, nullable=False),
    C("data", LargeBinary, nullable=False),
    C("created_at", Moment, nullable=False),
)

done_requests = Table(
    "done_requests",
    metadata,
    C("ticket", ForeignKey("tickets.number"), primary_key=True),
    C("id", String(64), primary_key=True),
    C("fingerprint", String(64), nullable=False),
    C("at", Moment, nullable=False, index=True),
)

knowledge_versions = Table(
    "knowledge_versions",
    metadata,
    C("id", Integer, primary_key=True, autoincrement=True),
    C("file", String(200), nullable=False),
    C("number", Integer, nullable=False),
    C("text", Text),
    C("hash", String(64)),
    C("added", Integer, nullable=False),
    C("removed", Integer, nullable=False),
    C("at", Moment, nullable=False),
    C("by_kind", String(10), nullable=False),
    C("by_id", String(32)),
    C("by_name", String(120)),
    C("note", Text),
    C("revert_of", Integer),
    UniqueConstraint("file", "number"),
)

heartbeats = Table(
    "heartbeats",
    metadata,
    C("name", String(40), primary_key=True),
    C("at", Moment, nullable=False),
)

counters = Table(
    "counters",
    metadata,
    C("name", String(20), primary_key=True),
    C("value", Integer, nullable=False),
)
