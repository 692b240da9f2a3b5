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
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

REVISION = "0003"
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


def storable(text: str) -> str:
    """Return the text as the library keeps it: NUL and lone surrogates become U+FFFD.

    One code point for one, so offsets stay true; nothing else is changed.
    """
    return _UNSTORABLE.sub("\ufffd", text)


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
    Index("readings_in_order", "deleted_at", "added", "id"),
    Index("readings_by_text", "text_sha256"),
    Index("readings_by_source", "source"),
    Index("readings_by_address", "address"),
    Index("readings_by_earlier", "earlier"),
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
    Index("quantities_by_reading", "reading", "ordinal"),
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
)

# The reader's own work: analysis never touches it.
own_annotations = Table(
    "own_annotations",
    metadata,
    _reading(primary_key=True),
    Column("id", Words, primary_key=True),
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
