"""What a number's words say of it, whether it is worth a check, and what does not seem to fit."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("quantities") as table:
        table.add_column(sa.Column("bound", sa.Text(), nullable=True))
        table.add_column(sa.Column("hedge", sa.Text(), nullable=True))
        table.add_column(sa.Column("unit_text", sa.Text(), nullable=True))
        table.add_column(sa.Column("against", sa.Text(), nullable=True))
        table.add_column(sa.Column("worth", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("doubt", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("quantities", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("questions_by_reading", "questions", ["reading", "ordinal"], unique=False)
