"""What reports count of an inquiry, who answers for a promise, what falls due on a day, and the queue's indexes"""

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
    ("done_requests", "at"),
    ("outbox", "message_id"),
)


def upgrade() -> None:
    op.add_column("tickets", sa.Column("confirmed_at", Moment()))
    op.add_column("tickets", sa.Column("resolved_at", Moment()))
    op.add_column("tickets", sa.Column("closes_at", Moment()))
    op.add_column("tickets", sa.Column("order_number", sa.String(length=60)))
    op.add_column("clocks", sa.Column("answerable", sa.String(length=32)))
    op.add_column("clocks", sa.Column("falls_due", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("messages", sa.Column("whole", sa.Text()))
    op.add_column("outbox", sa.Column("told_at", Moment()))
    op.add_column("outbox", sa.Column("dismissed_at", Moment()))
    op.add_column("outbox", sa.Column("claims", sa.Integer(), nullable=False, server_default="0"))
    _fill_in()
    fill_in_queue(op.get_bind())
    fill_in_calendar(op.get_bind())
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index("ix_ticket_events_kind", "ticket_events", ["kind", "at"])
    op.create_index("ix_tickets_ended", "tickets", ["closed_at", "outcome"])
    op.drop_index("ix_conversations_last_at", "conversations")
    op.create_index("ix_conversations_last_at", "conversations", ["last_at", "created_at"])
    _queue_indexes()
    _calendar_indexes()
    _outbox_indexes()


def _queue_indexes() -> None:
    for name in ("queue", "wake", "assignee_id"):
        op.drop_index(f"ix_tickets_{name}", "tickets")
    place = ["rank", "next_limit", "received_at", "number"]
    _index_where("queue", "open", "open = 1", *place)
    _index_where("free", "free", "free = 1", *place)
    _index_where("held", "held", "held = 1", *place)
    holder, nobody = "assignee_id IS NOT NULL", "assignee_id IS NULL"
    _index_where("holder", f"open AND {holder}", f"open = 1 AND {holder}", "assignee_id", *place)
    _index_where("unheld", f"open AND NOT held AND {nobody}", f"open = 1 AND held = 0 AND {nobody}", *place)
    _index_where("closed", "NOT open", "open = 0", "number")
    _index_where("counted", "open AND NOT held", "open = 1 AND held = 0", "rank", "at_risk", "assignee_id")
    _index_where("wake", "next_wake IS NOT NULL", "next_wake IS NOT NULL", "next_wake", "number")
    _index_where("order", "order_number IS NOT NULL", "order_number IS NOT NULL", "order_number")


def _index_where(name: str, condition: str, on_sqlite: str, *columns: str) -> None:
    op.create_index(
        f"ix_tickets_{name}",
        "tickets",
        list(columns),
        sqlite_where=sa.text(on_sqlite),
        postgresql_where=sa.text(condition),
    )


def _calendar_indexes() -> None:
    _index_where("closes", "closes_at IS NOT NULL", "closes_at IS NOT NULL", "closes_at")
    op.create_index(
        "ix_clocks_due",
        "clocks",
        ["limit", "promise", "ticket"],
        sqlite_where=sa.text("falls_due = 1"),
        postgresql_where=sa.text("falls_due"),
    )


def _outbox_indexes() -> None:
    op.drop_index("ix_outbox_due", "outbox")
    waits, is_dead = sa.text("next_attempt_at IS NOT NULL"), sa.text("dead_at IS NOT NULL AND dismissed_at IS NULL")
    op.create_index("ix_outbox_due", "outbox", ["next_attempt_at"], sqlite_where=waits, postgresql_where=waits)
    op.create_index("ix_outbox_dead", "outbox", ["dead_at", "id"], sqlite_where=is_dead, postgresql_where=is_dead)


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

    in_body = "body -> 'shopper' ->> 'order_number'"
    if database.dialect.name == "sqlite":
        in_body = "json_extract(body, '$.shopper.order_number')"
    database.execute(sa.text(f"UPDATE tickets SET order_number = nullif(lower({in_body}), '')"))


def fill_in_queue(database: sa.Connection) -> None:
    """What waits for its shopper stands by what is owed meanwhile, and a target that has moved is no risk until it passes."""
    owed = "SELECT 1 FROM clocks WHERE ticket = number AND stopped_at IS NULL AND"
    database.execute(
        sa.text(
            f"UPDATE tickets SET rank = CASE WHEN EXISTS ({owed} state = 'breached') THEN 3"
            f" WHEN EXISTS ({owed} state = 'running') THEN 4 ELSE 5 END WHERE rank = 3"
        )
    )
    database.execute(
        sa.text(
            f"UPDATE tickets SET at_risk = EXISTS ({owed} state <> 'paused' AND at_risk_at >= target) WHERE \"open\""
        )
    )
    moved = "SELECT min(target) FROM clocks WHERE ticket = number AND state = 'running' AND at_risk_at < target"
    database.execute(sa.text(f"UPDATE tickets SET next_wake = ({moved}) WHERE next_wake > ({moved})"))


def fill_in_calendar(database: sa.Connection) -> None:
    """Which promises fall due of the open tickets there are, and when these close by themselves."""
    database.execute(
        sa.text(
            "UPDATE clocks SET falls_due = true WHERE stopped_at IS NULL AND state <> 'paused'"
            " AND ticket NOT IN (SELECT number FROM tickets WHERE held)"
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
