"""What sources of every form say of themselves: dates, parts of works, versions, pages, emphasis."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("readings") as table:
        for name in ("updated", "image", "doi", "notice", "work"):
            table.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("part", sa.Integer(), nullable=True))
        table.add_column(sa.Column("parts", sa.Integer(), nullable=True))
        table.add_column(sa.Column("earlier", sa.Integer(), nullable=True))
    op.create_index("readings_by_source", "readings", ["source"], unique=False)
    op.create_index("readings_by_address", "readings", ["address"], unique=False)
    op.create_index("readings_by_earlier", "readings", ["earlier"], unique=False)
    op.create_table(
        "emphases",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("strong", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reading", "ordinal"),
    )
    op.create_table(
        "printed",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("runs", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reading"),
    )
    op.create_table(
        "marks_taken_in",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reading", "mark"),
    )
