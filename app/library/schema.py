"""The tables of the library, as the newest revision has them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

REVISION = "0005"
"""The newest revision under `migrations/versions`: what these tables are."""

# SQLite ends a text at a NUL in places, and cannot keep half a surrogate pair, as there is in
# file names that are not valid in their encoding.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class Words(TypeDecorator[str]):
    """Text of any origin, kept as `storable` returns it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy's signature
        return None if value is None else storable(value)


class Exact(TypeDecorator[Decimal]):
    """A decimal number kept digit for digit, written without an exponent where it has few digits.

    Database floats would round it.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy's signature
        if value is None:
            return None
        return (
            format(value, "f") if value.is_finite() and abs(value.adjusted()) < 40 else str(value)
        )

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 -- SQLAlchemy's signature
        return None if value is None else Decimal(value)


def storable(words: str) -> str:
    """Return the text as the library keeps it: NUL and lone surrogates become U+FFFD.

    One code point for one, so offsets stay true; nothing else is changed.
    """
    return _UNSTORABLE.sub("\ufffd", words)


metadata = MetaData()


def _words(name: str) -> Column[str]:
    return Column(name, Words, nullable=False, server_default="")


def _reading(*, primary_key: bool = False) -> Column[int]:
    return Column(
        "reading",
        Integer,
        ForeignKey("readings.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )


readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    _words("source"),
    _words("address"),
    _words("title"),
    _words("byline"),
    _words("outlet"),
    _words("published"),
    _words("language"),
    _words("text_sha256"),
    Column("csl", JSON, nullable=False),  # the reading as a CSL-JSON item, to cite from
    # Counted when saved, so that lists need not look into the marks.
    Column("words", Integer, nullable=False),
    Column("quotes", Integer, nullable=False),
    Column("speakers", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    _words("added"),
    _words("opened"),
    Column("place", Integer, nullable=False),
    Column("deleted_at", Words),  # when it went to the bin
    _words("updated"),
    _words("image"),
    _words("doi"),
    _words("notice"),
    _words("work"),  # of which it is part `part` of `parts`, where it is one
    Column("part", Integer),
    Column("parts", Integer),
    # The version before: what the same address or file held when it was opened earlier. No foreign
    # key: adding one copies the table, and the copy would give ids of deleted readings again.
    Column("earlier", Integer),
    _words("canonical"),  # the address without what does not tell articles apart
    _words("extractor"),  # which version of opening made the text
    # Only its address or its facts are known yet: the text is still to be fetched.
    Column("lacks_text", Boolean, nullable=False, server_default="0"),
    _words("marked_by"),  # the pipeline that found what was detected, "" where none did yet
    Column("merged_into", Integer),  # the reading it was united with, while it lies in the bin
    Column("csl_edited", JSON, nullable=False, server_default="[]"),  # fields the reader has set
    Index("readings_in_order", "deleted_at", "added", "id"),
    Index("readings_by_text", "text_sha256"),
    Index("readings_by_source", "source"),
    Index("readings_by_address", "address"),
    Index("readings_by_earlier", "earlier"),
    Index("readings_by_canonical", "canonical"),
    Index("readings_by_marker", "marked_by"),
    Index("readings_to_fetch", "id", sqlite_where=text("lacks_text = 1")),
    Index("readings_by_outlet", "outlet"),
    Index("readings_by_published", "published"),
    sqlite_autoincrement=True,  # an id is never given twice: scripts remember them
)

# Apart from `readings`, so that lists do not read whole articles off the disk.
texts = Table(
    "texts",
    metadata,
    _reading(primary_key=True),
    Column("text", Words, nullable=False),
)

originals = Table(
    "originals",
    metadata,
    _reading(primary_key=True),
    Column("content", LargeBinary, nullable=False),  # zlib
    Column("sha256", Words, nullable=False),  # of the uncompressed bytes
    Column("media_type", Words, nullable=False),
    Column("captured", Words, nullable=False),
)

blocks = Table(
    "blocks",
    metadata,
    _reading(primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("level", Integer),
    Column("page", Integer),
)

links = Table(
    "links",
    metadata,
    _reading(primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("address", Words, nullable=False),
)

emphases = Table(
    "emphases",
    metadata,
    _reading(primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("strong", Boolean, nullable=False),
)

pictures = Table(
    "pictures",
    metadata,
    _reading(primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("at", Integer, nullable=False),  # the block below it begins there
    Column("address", Words, nullable=False),
    Column("alt", Words, nullable=False),
)

# Those the reader has had fetched; apart from `pictures`, for a new text leaves them alone.
picture_files = Table(
    "picture_files",
    metadata,
    _reading(primary_key=True),
    Column("address", Words, primary_key=True),
    Column("media_type", Words, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", Words, nullable=False),
)

# Where a PDF's text stands on its pages: one packed value, for a book has tens of thousands.
printed = Table(
    "printed",
    metadata,
    _reading(primary_key=True),
    Column("runs", LargeBinary, nullable=False),
)

analysis_runs = Table(
    "analysis_runs",
    metadata,
    Column("id", Integer, primary_key=True),
    _reading(),
    Column("pipeline", Words, nullable=False),
    Column("text_sha256", Words, nullable=False),  # of the text that was analysed
    Column("finished", Words, nullable=False),
    Index("runs_by_reading", "reading", "id"),
)

# Detected marks. `key` is the id inside the reading ("a1"), `ordinal` its place in the list.
attributions = Table(
    "attributions",
    metadata,
    Column("id", Integer, primary_key=True),
    _reading(),
    Column("ordinal", Integer, nullable=False),
    Column("key", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("act", Words, nullable=False),
    Column("content", JSON, nullable=False),
    Column("cue", JSON, nullable=False),
    Column("source", JSON, nullable=False),
    Column("words", Words, nullable=False),  # of the content, for the search
    Column("speaker", Words),
    Column("anonymous", Boolean, nullable=False),
    Column("parent", Words),
    Column("confidence", Float, nullable=False),
    Column("why", Words, nullable=False),
    Column("heading", Boolean, nullable=False),
    Index("attributions_by_reading", "reading", "ordinal"),
    Index("attributions_by_speaker", "speaker"),
    Index("attributions_unnamed", "id", sqlite_where=text("anonymous")),
)

quotations = Table(
    "quotations",
    metadata,
    Column("id", Integer, primary_key=True),
    _reading(),
    Column("ordinal", Integer, nullable=False),
    Column("key", Words, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("scare", Boolean, nullable=False),
    Column("attribution", Words),
    Column("heading", Boolean, nullable=False),
    Index("quotations_by_reading", "reading", "ordinal"),
)

quantities = Table(
    "quantities",
    metadata,
    Column("id", Integer, primary_key=True),
    _reading(),
    Column("ordinal", Integer, nullable=False),
    Column("key", Words, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("value", Exact),
    Column("low", Exact),
    Column("high", Exact),
    Column("unit", Words),
    Column("modifier", Words),
    Column("claim", Boolean, nullable=False),
    Column("subject", Words),
    Column("attribution", Words),
    Column("claimed_by", JSON, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("why", Words, nullable=False),
    Column("heading", Boolean, nullable=False),
    Column("bound", Words),
    Column("hedge", Words),
    Column("unit_text", Words),
    Column("against", Words),
    Column("worth", JSON, nullable=False, server_default="[]"),
    # What the search compares: the value, or the ends of a range, as near as a float comes.
    Column("least", Float),
    Column("most", Float),
    Index("quantities_by_reading", "reading", "ordinal"),
    Index("claims_by_unit", "unit", "least", sqlite_where=text("claim")),
    Index("claims_by_value", "least", sqlite_where=text("claim")),
)

questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    _reading(),
    Column("ordinal", Integer, nullable=False),
    Column("doubt", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("quantities", JSON, nullable=False),
    Index("questions_by_reading", "reading", "ordinal"),
)

speakers = Table(
    "speakers",
    metadata,
    Column("id", Integer, primary_key=True),
    _reading(),
    Column("ordinal", Integer, nullable=False),
    Column("name", Words, nullable=False),
    Column("aliases", JSON, nullable=False),
    Column("role", Words, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Index("speakers_by_reading", "reading", "ordinal"),
    Index("speakers_by_name", "name"),
)

# Named speakers across readings. `means` is whom the reader says this name stands for too; nothing
# else changes when names are united, so that it can be taken back.
people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Words, nullable=False, unique=True),
    Column("means", Integer, ForeignKey("people.id", ondelete="SET NULL")),
    Index("people_by_meaning", "means"),
)

# The reader's own work: analysis never touches it. `standing` tells whether it lies in the text
# ("placed"), was lost when the text changed ("lost") or speaks of the whole reading ("whole").
own_annotations = Table(
    "own_annotations",
    metadata,
    Column("number", Integer, primary_key=True),  # for the search; SQLite may renumber hidden ones
    _reading(),
    Column("id", Words, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Words, nullable=False),
    Column("prefix", Words, nullable=False),
    Column("suffix", Words, nullable=False),
    Column("anchor_start", Integer, nullable=False),
    Column("anchor_end", Integer, nullable=False),
    Column("note", Words, nullable=False),
    Column("created", Words, nullable=False),
    Column("modified", Words, nullable=False),
    Column("standing", Words, nullable=False, server_default="placed"),
    Column("score", Float, nullable=False, server_default="1"),  # how alike the words are, 0..1
    Column("tags", JSON, nullable=False, server_default="[]"),
    UniqueConstraint("reading", "id", name="own_annotation_once"),
)

# What the reader decided about detected marks: accepted, rejected, edited, or how a claim's check
# came out. `mark` is the mark as it stands since, in JSON.
decisions = Table(
    "decisions",
    metadata,
    _reading(primary_key=True),
    Column("id", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("verdict", Words, nullable=False),
    Column("mark", JSON, nullable=False),
    Column("status", Words, nullable=False),
    Column("evidence", Words, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Words, nullable=False),
    Column("prefix", Words, nullable=False),
    Column("suffix", Words, nullable=False),
    Column("anchor_start", Integer, nullable=False),
    Column("anchor_end", Integer, nullable=False),
    Column("standing", Words, nullable=False),
    Column("score", Float, nullable=False),
    Column("created", Words, nullable=False),
    Column("modified", Words, nullable=False),
    Index("decisions_by_status", "status"),
)

tags = Table(
    "tags",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Words, nullable=False),
    Column("folded", Words, nullable=False, unique=True),  # without regard to case
)

reading_tags = Table(
    "reading_tags",
    metadata,
    Column(
        "tag", Integer, ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True, nullable=False
    ),
    _reading(primary_key=True),
    Index("tags_by_reading", "reading"),
    sqlite_with_rowid=False,
)

# A collection with a `query` is a smart one: it holds what the query finds.
collections = Table(
    "collections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Words, nullable=False),
    Column("folded", Words, nullable=False),
    Column("parent", Integer, ForeignKey("collections.id", ondelete="CASCADE")),
    Column("query", Words),
    Index("collections_by_parent", "parent"),
    Index("collections_by_name", "folded"),
)

collection_readings = Table(
    "collection_readings",
    metadata,
    Column(
        "collection",
        Integer,
        ForeignKey("collections.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    ),
    _reading(primary_key=True),
    Index("collections_by_reading", "reading"),
    sqlite_with_rowid=False,
)

# Entries of other tools' exports that were taken in: which reading each became.
imported_items = Table(
    "imported_items",
    metadata,
    Column("item", Words, primary_key=True),
    _reading(),
    Index("imported_by_reading", "reading"),
)

# How alike texts are found: readings that share a value in a band are compared.
sketches = Table(
    "sketches",
    metadata,
    Column("band", Integer, primary_key=True, nullable=False),
    Column("value", Integer, primary_key=True, nullable=False),
    _reading(primary_key=True),
    Index("sketches_by_reading", "reading"),
    sqlite_with_rowid=False,
)

# Marks of other programs that were taken in once, also those the reader has deleted since.
marks_taken_in = Table(
    "marks_taken_in",
    metadata,
    _reading(primary_key=True),
    Column("mark", Words, primary_key=True),
)

DETECTED = (attributions, quotations, quantities, questions, speakers)
"""What an analysis writes, and the next one replaces."""
