"""The history of the knowledge folder, and what its overview counts"""

import sqlalchemy as sa
from alembic import op

from assistant.store.tables import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "knowledge_versions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=True),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_kind", sa.String(length=10), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("revert_of", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_versions")),
        sa.UniqueConstraint("file", "number", name=op.f("uq_knowledge_versions_file_number")),
    )
    answered = sa.text("entry IS NOT NULL")
    op.create_index(
        "ix_messages_answers",
        "messages",
        ["at", "entry", "helpful"],
        sqlite_where=answered,
        postgresql_where=answered,
    )
    op.create_index("ix_tickets_received", "tickets", ["received_at"])
