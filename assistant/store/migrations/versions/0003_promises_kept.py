"""What reports count: when an inquiry was confirmed and resolved, and who answers for a promise"""

import sqlalchemy as sa
from alembic import op

from assistant.store.tables import Moment

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
    op.add_column("clocks", sa.Column("answerable", sa.String(length=32)))
    op.add_column("messages", sa.Column("whole", sa.Text()))
    op.add_column("outbox", sa.Column("told_at", Moment()))
    op.add_column("outbox", sa.Column("dismissed_at", Moment()))
    _fill_in()
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index("ix_ticket_events_kind", "ticket_events", ["kind", "at"])
    free = sa.text("free")
    order = ["rank", "next_limit", "received_at", "number"]
    op.create_index("ix_tickets_free", "tickets", order, sqlite_where=free, postgresql_where=free)


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
