"""Readings as rows of the library's tables, and back."""

from __future__ import annotations

import hashlib
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Table, delete, insert, select

from app.library import schema
from app.reading.addresses import canonical
from app.reading.analysis import Analysis
from app.reading.anchors import Anchor
from app.reading.annotation import OwnAnnotation, Standing
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import (
    Block,
    BlockKind,
    Document,
    Emphasis,
    Link,
    Original,
    Part,
    Picture,
    Printed,
)
from app.reading.quantity import Bound, Criterion, Quantity, QuantityKind
from app.reading.questions import Doubt, Question
from app.reading.quotation import Quotation
from app.reading.spans import Span
from app.reading.speaker import Speaker
from app.reading.views import View

Values = dict[str, Any]
T = TypeVar("T")

MOST_NAMED = 500
"""How many values one statement names at most."""


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text as the library keeps it, in hexadecimal."""
    return hashlib.sha256(schema.storable(text).encode()).hexdigest()


def content_hash(content: bytes) -> str:
    """Return the SHA-256 of an original, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def counts(analysis: Analysis) -> Values:
    """Return what lists show: shown quotes, who says them, claims, headlines left out; and by which
    pipeline they were found.
    """
    shown = View().of(analysis)
    quotes = [item for item in shown.attributions if not item.heading]
    return {
        "quotes": len(quotes),
        "speakers": len({item.speaker for item in quotes if item.speaker}),
        "claims": len(shown.claims()),
        "marked_by": analysis.pipeline,
    }


def write_document(connection: Connection, reading: int, document: Document) -> None:
    """Store what hangs on a reading's row: text, blocks, links and the original bytes."""
    connection.execute(insert(schema.texts), {"reading": reading, "text": document.text})
    _insert(
        connection,
        schema.blocks,
        reading,
        (
            {
                "kind": block.kind.value,
                "start": block.start,
                "end": block.end,
                "level": block.level,
                "page": block.page,
            }
            for block in document.blocks
        ),
    )
    _insert(
        connection,
        schema.links,
        reading,
        (
            {"start": link.start, "end": link.end, "address": link.address}
            for link in document.links
        ),
    )
    _insert(
        connection,
        schema.emphases,
        reading,
        ({"start": e.start, "end": e.end, "strong": e.strong} for e in document.emphases),
    )
    _insert(
        connection,
        schema.pictures,
        reading,
        ({"at": p.at, "address": p.address, "alt": p.alt} for p in document.pictures),
    )
    if document.printed:
        runs = array("I", chain.from_iterable(item.values() for item in document.printed))
        packed = zlib.compress(_little_endian(runs).tobytes())
        connection.execute(insert(schema.printed), {"reading": reading, "runs": packed})
    if document.original is not None:
        content = document.original.content
        connection.execute(
            insert(schema.originals),
            {
                "reading": reading,
                "content": zlib.compress(content),
                "sha256": content_hash(content),
                "media_type": document.original.media_type,
                "captured": document.original.captured,
            },
        )


def read_document(connection: Connection, row: Row[Any]) -> Document:
    """Rebuild the document of a row of `readings`, without the original bytes."""
    own_text = select(schema.texts.c.text).where(schema.texts.c.reading == row.id)
    return Document(
        source=row.source,
        text=connection.execute(own_text).scalar_one(),
        blocks=tuple(
            Block(BlockKind(block.kind), block.start, block.end, block.level, block.page)
            for block in _of(connection, schema.blocks, row.id)
        ),
        title=row.title,
        byline=row.byline,
        outlet=row.outlet,
        published=row.published,
        language=row.language,
        address=row.address,
        links=tuple(
            Link(link.start, link.end, link.address)
            for link in _of(connection, schema.links, row.id)
        ),
        updated=row.updated,
        image=row.image,
        doi=row.doi,
        notice=row.notice,
        extractor=row.extractor,
        part=None if row.part is None else Part(row.work, row.part, row.parts),
        emphases=tuple(
            Emphasis(e.start, e.end, e.strong) for e in _of(connection, schema.emphases, row.id)
        ),
        printed=_read_printed(connection, row.id),
        pictures=tuple(
            Picture(p.at, p.address, p.alt) for p in _of(connection, schema.pictures, row.id)
        ),
    )


def facts(document: Document) -> Values:
    """Return the columns of `readings` that hold what a document says about itself."""
    part = document.part
    return {
        "source": document.source,
        "address": document.address,
        "title": document.title,
        "byline": document.byline,
        "outlet": document.outlet,
        "published": document.published,
        "updated": document.updated,
        "image": document.image,
        "doi": document.doi,
        "notice": document.notice,
        "language": document.language,
        "work": part.work if part else "",
        "part": part.number if part else None,
        "parts": part.of if part else None,
        "text_sha256": text_hash(document.text),
        "words": document.words(),
        "canonical": canonical(document.address) or canonical(document.source),
        "lacks_text": not document.text,
        "extractor": document.extractor,
    }


def _read_printed(connection: Connection, reading: int) -> tuple[Printed, ...]:
    table = schema.printed
    packed = connection.execute(select(table.c.runs).where(table.c.reading == reading)).scalar()
    if packed is None:
        return ()
    runs = array("I")
    try:
        runs.frombytes(zlib.decompress(packed))
    except zlib.error as error:
        raise ValueError("damaged") from error
    values = iter(_little_endian(runs))
    return tuple(map(Printed, values, values, values, values, values))


def _little_endian(runs: array[int]) -> array[int]:
    """Return the numbers as they are kept on every machine; the same way leads back."""
    if sys.byteorder == "big":
        runs = array(runs.typecode, runs)
        runs.byteswap()
    return runs


def read_original(connection: Connection, reading: int) -> tuple[Original, bool] | None:
    """Return the bytes a reading was made from and whether they are still what was captured."""
    table = schema.originals
    row = connection.execute(select(table).where(table.c.reading == reading)).first()
    if row is None:
        return None
    try:
        content = zlib.decompress(row.content)
    except zlib.error:
        return Original(b"", row.media_type, row.captured), False
    whole = content_hash(content) == row.sha256
    return Original(content, row.media_type, row.captured), whole


def write_analysis(
    connection: Connection, reading: int, text: str, analysis: Analysis, finished: str
) -> None:
    """Replace what was detected in a reading and record the run; the reader's own stays."""
    for table in schema.DETECTED:
        connection.execute(delete(table).where(table.c.reading == reading))
    connection.execute(
        insert(schema.analysis_runs),
        {
            "reading": reading,
            "pipeline": analysis.pipeline,
            "text_sha256": text_hash(text),
            "finished": finished,
        },
    )
    _insert(
        connection,
        schema.attributions,
        reading,
        (
            {
                "key": item.id,
                "kind": item.kind.value,
                "act": item.act.value,
                "content": item.content,
                "cue": item.cue,
                "source": item.source,
                "words": "\n".join(text[start:end] for start, end in item.content),
                "speaker": item.speaker,
                "anonymous": item.anonymous,
                "parent": item.parent,
                "confidence": item.confidence,
                "why": item.why,
                "heading": item.heading,
            }
            for item in analysis.attributions
        ),
    )
    _insert(
        connection,
        schema.quotations,
        reading,
        (
            {
                "key": item.id,
                "start": item.start,
                "end": item.end,
                "scare": item.scare,
                "attribution": item.attribution,
                "heading": item.heading,
            }
            for item in analysis.quotations
        ),
    )
    _insert(
        connection,
        schema.quantities,
        reading,
        (
            {
                "key": item.id,
                "start": item.start,
                "end": item.end,
                "text": item.text,
                "kind": item.kind.value,
                "value": item.value,
                "low": item.low,
                "high": item.high,
                "unit": item.unit,
                "modifier": item.modifier,
                "claim": item.claim,
                "subject": item.subject,
                "attribution": item.attribution,
                "claimed_by": [schema.storable(name) for name in item.claimed_by],
                "confidence": item.confidence,
                "why": item.why,
                "heading": item.heading,
                "bound": item.bound,
                "hedge": item.hedge,
                "unit_text": item.unit_text,
                "against": item.against,
                "worth": list(item.worth),
                "least": _nearest_float(item.value, item.low, item.high),
                "most": _nearest_float(item.value, item.high, item.low),
            }
            for item in analysis.quantities
        ),
    )
    _insert(
        connection,
        schema.questions,
        reading,
        (
            {"doubt": item.doubt, "text": item.text, "quantities": list(item.quantities)}
            for item in analysis.questions
        ),
    )
    _insert(
        connection,
        schema.speakers,
        reading,
        (
            {
                "name": item.name,
                "aliases": [schema.storable(alias) for alias in item.aliases],
                "role": item.role,
                "anonymous": item.anonymous,
            }
            for item in analysis.speakers
        ),
    )
    _know_people(connection, [item.name for item in analysis.speakers if not item.anonymous])


def _know_people(connection: Connection, names: Iterable[str]) -> None:
    table = schema.people
    wanted = {schema.storable(name) for name in names}
    for some in batched(sorted(wanted)):
        known = set(
            connection.execute(select(table.c.name).where(table.c.name.in_(some))).scalars()
        )
        new = [{"name": name} for name in some if name not in known]
        if new:
            connection.execute(insert(table), new)


def _nearest_float(*numbers: Decimal | None) -> float | None:
    """Return the first number there is as a float that SQLite can compare."""
    number = next((number for number in numbers if number is not None), None)
    if number is None or number.is_nan():
        return None
    value = float(number)
    return max(-sys.float_info.max, min(value, sys.float_info.max))


def batched(names: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield as many values at a time as one statement may name."""
    for start in range(0, len(names), MOST_NAMED):
        yield names[start : start + MOST_NAMED]


def read_analysis(connection: Connection, reading: int) -> Analysis:
    """Rebuild what the last run found in the text as it is; an empty analysis where none ran."""
    by = select(schema.readings.c.marked_by).where(schema.readings.c.id == reading)
    return Analysis(
        attributions=tuple(
            Attribution(
                id=row.key,
                kind=AttributionKind(row.kind),
                act=Act(row.act),
                content=_spans(row.content),
                cue=_spans(row.cue),
                source=_spans(row.source),
                speaker=row.speaker,
                anonymous=row.anonymous,
                parent=row.parent,
                confidence=row.confidence,
                why=row.why,
                heading=row.heading,
            )
            for row in _of(connection, schema.attributions, reading)
        ),
        quotations=tuple(
            Quotation(row.key, row.start, row.end, row.scare, row.attribution, row.heading)
            for row in _of(connection, schema.quotations, reading)
        ),
        quantities=tuple(quantity_of(row) for row in _of(connection, schema.quantities, reading)),
        questions=tuple(
            Question(Doubt(row.doubt), row.text, tuple(row.quantities))
            for row in _of(connection, schema.questions, reading)
        ),
        speakers=tuple(
            Speaker(row.name, tuple(row.aliases), row.role, row.anonymous)
            for row in _of(connection, schema.speakers, reading)
        ),
        pipeline=connection.execute(by).scalar() or "",
    )


def quantity_of(row: Row[Any]) -> Quantity:
    """Make a number of its row."""
    return Quantity(
        id=row.key,
        start=row.start,
        end=row.end,
        text=row.text,
        kind=QuantityKind(row.kind),
        value=row.value,
        low=row.low,
        high=row.high,
        unit=row.unit,
        modifier=row.modifier,
        claim=row.claim,
        subject=row.subject,
        attribution=row.attribution,
        claimed_by=tuple(row.claimed_by),
        confidence=row.confidence,
        why=row.why,
        heading=row.heading,
        bound=Bound(row.bound) if row.bound else None,
        hedge=row.hedge,
        unit_text=row.unit_text,
        against=row.against,
        worth=tuple(map(Criterion, row.worth)),
    )


def own_values(item: OwnAnnotation) -> Values:
    """Return one of the reader's own annotations as columns, but for its reading."""
    return {
        "id": item.id,
        "start": item.start,
        "end": item.end,
        "exact": item.anchor.exact,
        "prefix": item.anchor.prefix,
        "suffix": item.anchor.suffix,
        "anchor_start": item.anchor.start,
        "anchor_end": item.anchor.end,
        "note": item.note,
        "created": item.created,
        "modified": item.modified,
        "standing": item.standing,
        "score": item.score,
        "tags": [schema.storable(tag) for tag in item.tags],
    }


def take_in(
    connection: Connection, reading: int, marks: Iterable[OwnAnnotation]
) -> list[OwnAnnotation]:
    """Store other programs' marks that were never taken in before, and return these.

    A mark of the reader's own that comes back from another program is there already.
    """
    table, own = schema.marks_taken_in, schema.own_annotations
    known = {
        *connection.execute(select(table.c.mark).where(table.c.reading == reading)).scalars(),
        *connection.execute(select(own.c.id).where(own.c.reading == reading)).scalars(),
    }
    new = list({mark.id: mark for mark in marks if mark.id not in known}.values())
    if new:
        connection.execute(insert(table), [{"reading": reading, "mark": mark.id} for mark in new])
        connection.execute(
            insert(schema.own_annotations),
            [{"reading": reading, **own_values(mark)} for mark in new],
        )
    return new


def read_own(
    connection: Connection, reading: int
) -> tuple[tuple[OwnAnnotation, ...], tuple[OwnAnnotation, ...]]:
    """Return the reader's own annotations: those in the text, in its order, and the others."""
    table = schema.own_annotations
    wanted = select(table).where(table.c.reading == reading)
    placed: list[OwnAnnotation] = []
    aside: list[OwnAnnotation] = []
    for row in connection.execute(wanted.order_by(table.c.start, table.c.end, table.c.id)):
        item = _own(row)
        (placed if item.standing is Standing.PLACED else aside).append(item)
    return tuple(placed), tuple(aside)


def all_own(connection: Connection, reading: int) -> tuple[OwnAnnotation, ...]:
    """Return every annotation of the reader's own, wherever it stands."""
    placed, aside = read_own(connection, reading)
    return (*placed, *aside)


def find_own(connection: Connection, reading: int, annotation: str) -> OwnAnnotation | None:
    """Return one of the reader's own annotations, None where there is none of this id."""
    table = schema.own_annotations
    wanted = select(table).where(table.c.reading == reading, table.c.id == annotation)
    row = connection.execute(wanted).first()
    return None if row is None else _own(row)


def _own(row: Row[Any]) -> OwnAnnotation:
    return OwnAnnotation(
        id=row.id,
        start=row.start,
        end=row.end,
        anchor=Anchor(row.exact, row.prefix, row.suffix, row.anchor_start, row.anchor_end),
        note=row.note,
        created=row.created,
        modified=row.modified,
        standing=Standing(row.standing),
        score=row.score,
        tags=tuple(row.tags),
    )


def _insert(
    connection: Connection, table: Table, reading: int, values: Iterable[Mapping[str, Any]]
) -> None:
    rows = [
        {"reading": reading, "ordinal": ordinal, **value} for ordinal, value in enumerate(values)
    ]
    if rows:
        connection.execute(insert(table), rows)


def _of(connection: Connection, table: Table, reading: int) -> Iterable[Row[Any]]:
    return connection.execute(
        select(table).where(table.c.reading == reading).order_by(table.c.ordinal)
    )


def _spans(value: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in value)
