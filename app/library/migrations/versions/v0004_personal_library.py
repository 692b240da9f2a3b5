"""A personal library: tags, collections, decisions, people, imports, and marks that were lost."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _readings()
    _marks()
    _own_annotations()
    _decisions()
    _shelves()
    _imports()


def _reading() -> list[sa.Column[int] | sa.ForeignKeyConstraint]:
    return [
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], ondelete="CASCADE"),
    ]


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _readings() -> None:
    with op.batch_alter_table("readings") as table:
        table.add_column(_text("canonical", ""))
        table.add_column(_text("extractor", ""))
        table.add_column(_text("marked_by", ""))
        table.add_column(sa.Column("lacks_text", sa.Boolean(), nullable=False, server_default="0"))
        table.add_column(sa.Column("merged_into", sa.Integer(), nullable=True))
        table.add_column(sa.Column("csl_edited", sa.JSON(), nullable=False, server_default="[]"))
    op.execute(
        "UPDATE readings SET marked_by = coalesce((SELECT pipeline FROM analysis_runs "
        "WHERE reading = readings.id ORDER BY id DESC LIMIT 1), '')"
    )
    op.create_index("readings_by_marker", "readings", ["marked_by"], unique=False)
    op.create_index("readings_to_fetch", "readings", ["id"], sqlite_where=sa.text("lacks_text = 1"))
    for name in ("canonical", "outlet", "published"):
        op.create_index(f"readings_by_{name}", "readings", [name], unique=False)


def _marks() -> None:
    op.create_index("attributions_by_speaker", "attributions", ["speaker"], unique=False)
    op.create_index(
        "attributions_unnamed", "attributions", ["id"], sqlite_where=sa.text("anonymous")
    )
    with op.batch_alter_table("quantities") as table:
        table.add_column(sa.Column("least", sa.Float(), nullable=True))
        table.add_column(sa.Column("most", sa.Float(), nullable=True))
    op.execute(
        "UPDATE quantities SET least = CAST(coalesce(value, low, high) AS REAL), "
        "most = CAST(coalesce(value, high, low) AS REAL)"
    )
    claim = sa.text("claim")
    op.create_index("claims_by_unit", "quantities", ["unit", "least"], sqlite_where=claim)
    op.create_index("claims_by_value", "quantities", ["least"], sqlite_where=claim)
    op.create_index("speakers_by_name", "speakers", ["name"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("name"),
        sa.Column("means", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["means"], ["people.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_index("people_by_meaning", "people", ["means"], unique=False)
    op.execute("INSERT INTO people (name) SELECT DISTINCT name FROM speakers WHERE NOT anonymous")


def _own_annotations() -> None:
    # Anew, for a primary key of one number; they are no great many.
    op.rename_table("own_annotations", "own_annotations_before")
    texts = ("exact", "prefix", "suffix")
    op.create_table(
        "own_annotations",
        _number("number"),
        *_reading(),
        _text("id"),
        _number("start"),
        _number("end"),
        *map(_text, texts),
        _number("anchor_start"),
        _number("anchor_end"),
        *map(_text, ("note", "created", "modified")),
        _text("standing", "placed"),
        sa.Column("score", sa.Float(), nullable=False, server_default="1"),
        sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("reading", "id", name="own_annotation_once"),
    )
    names = (
        'reading, id, start, "end", exact, prefix, suffix, anchor_start, anchor_end, note, '
        "created, modified"
    )
    op.execute(
        f"INSERT INTO own_annotations ({names}) SELECT {names} FROM own_annotations_before "  # noqa: S608 -- a constant
        "ORDER BY reading, start, id"
    )
    op.drop_table("own_annotations_before")


def _decisions() -> None:
    op.create_table(
        "decisions",
        *_reading(),
        *map(_text, ("id", "kind", "verdict")),
        sa.Column("mark", sa.JSON(), nullable=False),
        *map(_text, ("status", "evidence")),
        _number("start"),
        _number("end"),
        *map(_text, ("exact", "prefix", "suffix")),
        _number("anchor_start"),
        _number("anchor_end"),
        _text("standing"),
        sa.Column("score", sa.Float(), nullable=False),
        *map(_text, ("created", "modified")),
        sa.PrimaryKeyConstraint("reading", "id"),
    )
    op.create_index("decisions_by_status", "decisions", ["status"], unique=False)


def _shelves() -> None:
    op.create_table(
        "tags",
        _number("id"),
        _text("name"),
        _text("folded"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("folded"),
    )
    op.create_table(
        "reading_tags",
        _number("tag"),
        *_reading(),
        sa.ForeignKeyConstraint(["tag"], ["tags.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tag", "reading"),
        sqlite_with_rowid=False,
    )
    op.create_index("tags_by_reading", "reading_tags", ["reading"], unique=False)
    op.create_table(
        "collections",
        _number("id"),
        _text("name"),
        _text("folded"),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("query", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["parent"], ["collections.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("collections_by_parent", "collections", ["parent"], unique=False)
    op.create_index("collections_by_name", "collections", ["folded"], unique=False)
    op.create_table(
        "collection_readings",
        _number("collection"),
        *_reading(),
        sa.ForeignKeyConstraint(["collection"], ["collections.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("collection", "reading"),
        sqlite_with_rowid=False,
    )
    op.create_index("collections_by_reading", "collection_readings", ["reading"], unique=False)


def _imports() -> None:
    op.create_table(
        "imported_items",
        _text("item"),
        *_reading(),
        sa.PrimaryKeyConstraint("item"),
    )
    op.create_index("imported_by_reading", "imported_items", ["reading"], unique=False)
    op.create_table(
        "sketches",
        _number("band"),
        _number("value"),
        *_reading(),
        sa.PrimaryKeyConstraint("band", "value", "reading"),
        sqlite_with_rowid=False,
    )
    op.create_index("sketches_by_reading", "sketches", ["reading"], unique=False)
