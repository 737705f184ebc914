"""What reports count of an inquiry, who answers for a promise, and what falls due on a day"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from assistant.store.tables import Json, Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INDEXES = (
    ("tickets", "confirmed_at"),
    ("tickets", "resolved_at"),
    ("clocks", "stopped_at"),
    ("clocks", "breached_at"),
    ("outbox", "message_id"),
    ("outbox", "dead_at"),
)


def upgrade() -> None:
    op.add_column("tickets", sa.Column("confirmed_at", Moment()))
    op.add_column("tickets", sa.Column("resolved_at", Moment()))
    op.add_column("tickets", sa.Column("due_promise", sa.String(length=14)))
    op.add_column("tickets", sa.Column("closes_at", Moment()))
    op.add_column("clocks", sa.Column("answerable", sa.String(length=32)))
    op.add_column("messages", sa.Column("whole", sa.Text()))
    op.add_column("outbox", sa.Column("told_at", Moment()))
    op.add_column("outbox", sa.Column("dismissed_at", Moment()))
    _fill_in()
    fill_in_calendar(op.get_bind())
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index("ix_ticket_events_kind", "ticket_events", ["kind", "at"])
    free = sa.text("free")
    order = ["rank", "next_limit", "received_at", "number"]
    op.create_index("ix_tickets_free", "tickets", order, sqlite_where=free, postgresql_where=free)
    _calendar_indexes()


def _calendar_indexes() -> None:
    due, closes = sa.text("due_promise IS NOT NULL"), sa.text("closes_at IS NOT NULL")
    order = ["next_limit", "received_at", "number", "due_promise"]
    op.create_index("ix_tickets_due", "tickets", order, sqlite_where=due, postgresql_where=due)
    op.create_index("ix_tickets_closes", "tickets", ["closes_at"], sqlite_where=closes, postgresql_where=closes)


def _fill_in() -> None:
    """The moments of the tickets there are, from what is on record of them."""
    database = op.get_bind()
    database.execute(
        sa.text(
            "UPDATE tickets SET confirmed_at = (SELECT max(at) FROM ticket_events"
            " WHERE ticket = number AND kind = 'confirmed')"
        )
    )
    database.execute(
        sa.text(
            "UPDATE tickets SET resolved_at = (SELECT max(stopped_at) FROM clocks"
            " WHERE ticket = number AND promise <> 'confirmation' AND state IN ('kept', 'breached'))"
            " WHERE step = 'following_up' OR outcome IN ('satisfied', 'unconfirmed')"
        )
    )


def fill_in_calendar(database: sa.Connection) -> None:
    """What falls due next of the open tickets there are, and when they close by themselves."""
    database.execute(
        sa.text(
            "UPDATE tickets SET due_promise = (SELECT min(promise) FROM clocks WHERE ticket = number"
            " AND stopped_at IS NULL AND state <> 'paused' AND \"limit\" = next_limit)"
            ' WHERE "open" AND NOT held'
        )
    )
    tickets = sa.table(
        "tickets",
        sa.column("number", sa.Integer),
        sa.column("open", sa.Boolean),
        sa.column("body", Json),
        sa.column("closes_at", Moment),
    )
    rows = database.execute(sa.select(tickets.c.number, tickets.c.body).where(tickets.c.open))
    dates = [{"its_number": number, "date": date} for number, body in rows if (date := _closes_at(body))]
    if dates:
        closing = sa.update(tickets).where(tickets.c.number == sa.bindparam("its_number"))
        database.execute(closing.values(closes_at=sa.bindparam("date")), dates)


def _closes_at(body: Mapping[str, Any]) -> datetime | None:
    told = body["waiting"]["closes"] if body.get("waiting") else body.get("follow_up_by")
    return datetime.fromisoformat(told) if told else None
