"""Give a reading another text, and put what the reader did back where the words are now."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from app.language import tr
from app.library import deciding, rows, schema
from app.library.alike import sketch
from app.library.citation import csl_item
from app.library.lists import named, now, there
from app.library.pictures import keep_files
from app.library.recording import Recorder
from app.reading.analysis import Analysis
from app.reading.annotation import Opened, OwnAnnotation, Standing
from app.reading.document import Document
from app.reading.operations import Operation
from app.reading.reattaching import decided_again, reattached

_OF_TEXT = (
    schema.texts,
    schema.blocks,
    schema.links,
    schema.emphases,
    schema.pictures,
    schema.printed,
    schema.originals,
    schema.sketches,
)


def replace_text(connection: Connection, reading: int, opened: Opened) -> Operation:
    """Replace a reading's text by what opening has found now; what was detected in it goes.

    The reader's own marks and decisions are put back where their words stand; those whose words
    are gone are kept as lost. What the reader has changed about the reading stays changed.
    """
    row = there(connection, reading)
    document = opened.document
    what = tr("the new text of “{title}”", title=named(connection, reading))
    recorder = Recorder(connection, what)
    key = {"reading": reading}
    with recorder.replacing((*schema.DETECTED, *_OF_TEXT), key):
        for table in (*schema.DETECTED, *_OF_TEXT):
            connection.execute(table.delete().where(table.c.reading == reading))
        rows.write_document(connection, reading, document)
        write_sketch(connection, reading, document.text)
    captured = document.original.captured if document.original else now()
    edited = tuple(row.csl_edited)
    item = csl_item(document, captured)
    csl = {**row.csl, **item, **{name: row.csl[name] for name in edited if name in row.csl}}
    facts = rows.facts(document)
    known = {
        name: value
        for name, value in facts.items()
        # What an export told of an article is not lost where its page does not say it.
        if value not in ("", None) or name not in ("title", "byline", "outlet", "published", "doi")
    }
    for field, column in COLUMNS.items():
        if field in edited:
            known.pop(column, None)
    recorder.update(
        schema.readings,
        {"id": reading},
        {
            **known,
            "source": row.source,
            "csl": csl,
        },
    )
    recorder.update(schema.readings, {"id": reading}, rows.counts(Analysis()), held=False)
    reattach(recorder, reading, document, (*rows.all_own(connection, reading),))
    with recorder.replacing((schema.marks_taken_in, schema.own_annotations), key):
        rows.take_in(connection, reading, opened.own)
    keep_files(connection, reading, opened.files)
    return recorder.done()


COLUMNS = {
    "title": "title",
    "author": "byline",
    "container-title": "outlet",
    "issued": "published",
    "DOI": "doi",
    "language": "language",
}
"""Fields of a CSL-JSON item, and the column of `readings` that shows the same."""


def reattach(
    recorder: Recorder, reading: int, document: Document, own: tuple[OwnAnnotation, ...]
) -> None:
    """Put annotations and decisions where their words stand in the text of a reading now."""
    for item in own:
        found = reattached(document.text, item)
        if found != item:
            values = rows.own_values(found)
            placing = {name: values[name] for name in ("start", "end", "standing", "score")}
            recorder.update(schema.own_annotations, {"reading": reading, "id": item.id}, placing)
    for decision in deciding.read_decisions(recorder.connection, reading):
        again = decided_again(document.text, decision)
        if again != decision:
            values = deciding.decision_values(again)
            changed = {name: value for name, value in values.items() if name != "id"}
            recorder.update(schema.decisions, {"reading": reading, "id": decision.id}, changed)


def carry_over(connection: Connection, earlier: int, reading: int, document: Document) -> None:
    """Bring what the reader did with the version before along to the new one; the old keeps it."""
    for item in rows.all_own(connection, earlier):
        if item.standing is Standing.LOST and not item.anchor.exact:
            continue
        values = rows.own_values(reattached(document.text, item))
        connection.execute(schema.own_annotations.insert().values(reading=reading, **values))
    for decision in deciding.read_decisions(connection, earlier):
        again = replace(decided_again(document.text, decision), id=decision.id)
        values = deciding.decision_values(again)
        connection.execute(schema.decisions.insert().values(reading=reading, **values))
    for table in (schema.marks_taken_in, schema.reading_tags, schema.collection_readings):
        other = next(column.name for column in table.primary_key if column.name != "reading")
        known = connection.execute(table.select().where(table.c.reading == earlier)).mappings()
        new = [{other: row[other], "reading": reading} for row in known.all()]
        if new:
            connection.execute(table.insert(), new)


def write_sketch(connection: Connection, reading: int, text: str) -> None:
    """Store what near-identical texts are found by."""
    bands = [{"band": band, "value": value, "reading": reading} for band, value in sketch(text)]
    if bands:
        connection.execute(schema.sketches.insert(), bands)
