"""A reading another library packed, taken in as it was there."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from app.library import deciding, rows, schema
from app.library.lists import put, there
from app.library.packing import ELSEWHERE, OF_READING, accepts
from app.library.recording import Recorder, is_hidden
from app.library.retexting import write_sketch
from app.library.schema import Exact
from app.library.shelves import (
    find_collection,
    find_tag,
    folded,
    make_collection,
    make_tag,
    shelve,
    tag_reading,
)
from app.reading.decisions import settled
from app.reading.failures import Failure
from app.reading.pictures import LARGEST, MOST
from app.reading.spans import Span

Kept = Mapping[str, Any]

_DAMAGED = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, Failure)


class Damaged(Exception):
    """What was packed is not what a library keeps; nothing of it was taken in."""


def same_reading(connection: Connection, kept: Kept) -> Any:
    """Return the row of the reading that is this one already, None where it is not there.

    It was taken in before, or the same text came from the same place. A reading another one of the
    same library became does not count: there the two were kept apart.
    """
    table, imported = schema.readings, schema.imported_items
    wanted = (
        select(table)
        .join(imported, imported.c.reading == table.c.id)
        .where(imported.c.item == schema.storable(str(kept["key"])))
    )
    row = connection.execute(wanted).first()
    if row is not None:
        if row.merged_into is not None:
            chief = select(table).where(table.c.id == row.merged_into)
            return connection.execute(chief).first() or row
        return row
    about = kept["readings"][0]
    unpacked = select(imported.c.reading).where(imported.c.item.like("sayso:%"))
    wanted = select(table).where(
        table.c.text_sha256 == str(about["text_sha256"]),
        (table.c.source == str(about["source"])) | (table.c.address == str(about["address"])),
        table.c.deleted_at.is_(None),
        table.c.id.not_in(unpacked),
    )
    return connection.execute(wanted.order_by(table.c.id).limit(1)).first()


def unpack(connection: Connection, kept: Kept) -> int:
    """Make a reading of what was packed, and return its id; raise Damaged for what is no reading."""
    inside = connection.begin_nested()
    try:
        reading = _unpack(connection, kept)
        _check(connection, reading)
    except _DAMAGED as error:
        inside.rollback()
        raise Damaged from error
    inside.commit()
    return reading


def _unpack(connection: Connection, kept: Kept) -> int:
    (about,) = kept["readings"]
    values = _row(schema.readings, about, ELSEWHERE)
    made = insert(schema.readings).values({**values, "earlier": _earlier(connection, kept)})
    reading: int = connection.execute(made.returning(schema.readings.c.id)).scalar_one()
    for table in OF_READING:
        dropped = {column.name for column in table.c if is_hidden(table, column.name)}
        found = [_row(table, row, dropped | {"reading"}) for row in kept.get(table.name, ())]
        if table is schema.originals:
            found = [{**row, "content": zlib.compress(row["content"])} for row in found]
        if table is schema.picture_files:
            found = _within_limits(found)
        if found:
            connection.execute(insert(table), [{"reading": reading, **row} for row in found])
    text = connection.execute(
        select(schema.texts.c.text).where(schema.texts.c.reading == reading)
    ).scalar_one()
    write_sketch(connection, reading, text)
    imported = schema.imported_items
    for item in kept.get("imported_items", ()):
        known = select(imported).where(imported.c.item == schema.storable(item))
        if connection.execute(known).first() is None:
            connection.execute(insert(imported).values(item=item, reading=reading))
    return reading


def _row(table: Table, row: Mapping[str, Any], dropped: Any) -> dict[str, Any]:
    """Return a row for a table; columns it does not name are as they are in a new row."""
    found: dict[str, Any] = {}
    for column in table.c:
        if column.name in dropped or column.name not in row:
            continue
        value = row[column.name]
        if not accepts(column, value):
            raise ValueError(f"{value!r} is nothing for {table.name}.{column.name}")
        exact = isinstance(column.type, Exact) and value is not None
        found[column.name] = Decimal(value) if exact else value
    return found


def _within_limits(files: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    taken, room = [], MOST
    for file in files:
        size = len(file["content"])
        if size <= min(LARGEST, room):
            room -= size
            taken.append(file)
    return taken


def _earlier(connection: Connection, kept: Kept) -> int | None:
    table = schema.imported_items
    wanted = select(table.c.reading).where(table.c.item == (kept.get("earlier") or ""))
    found: int | None = connection.execute(wanted).scalar()
    return found


def _check(connection: Connection, reading: int) -> None:
    """Raise ValueError and its like where a reading does not hold together."""
    row = there(connection, reading)
    document = rows.read_document(connection, row)
    analysis = rows.read_analysis(connection, reading)
    own = rows.all_own(connection, reading)
    deciding.read_decisions(connection, reading)
    original = rows.read_original(connection, reading)
    if original is not None and not original[1]:
        raise ValueError("the original is not what was captured")
    if rows.text_hash(document.text) != row.text_sha256:
        raise ValueError("the text is another one")
    stretches = [
        *(block.span for block in document.blocks),
        *(Span(link.start, link.end) for link in document.links),
        *(span for item in analysis.attributions for span in item.content + item.cue + item.source),
        *(item.span for item in analysis.quotations),
        *(item.span for item in analysis.quantities),
        *(item.span for item in own),
    ]
    length = len(document.text)
    if any(not 0 <= span.start <= span.end <= length for span in stretches):
        raise ValueError("a stretch lies outside the text")


def unite(connection: Connection, reading: int, kept: Kept) -> tuple[int, int]:
    """Add to a reading that is there what the reader did to it elsewhere.

    Returns how many of the reader's annotations are new and how many were there.
    """
    table = schema.own_annotations
    known = set(connection.execute(select(table.c.id).where(table.c.reading == reading)).scalars())
    known |= set(
        connection.execute(
            select(schema.marks_taken_in.c.mark).where(schema.marks_taken_in.c.reading == reading)
        ).scalars()
    )
    row = there(connection, reading)
    same_text = row.text_sha256 == kept["readings"][0].get("text_sha256")
    new = [item for item in kept.get("own_annotations", ()) if item["id"] not in known]
    if same_text and new:
        values = [_row(table, item, {"number", "reading"}) for item in new]
        connection.execute(insert(table), [{"reading": reading, **item} for item in values])
    if same_text:
        _decide(connection, reading, row, kept)
    _add_pictures(connection, reading, kept)
    added = len(new) if same_text else 0
    return added, len(kept.get("own_annotations", ())) - added


def _decide(connection: Connection, reading: int, row: Any, kept: Kept) -> None:
    table = schema.decisions
    known = set(connection.execute(select(table.c.id).where(table.c.reading == reading)).scalars())
    new = [item for item in kept.get("decisions", ()) if item["id"] not in known]
    if not new:
        return
    values = [_row(table, item, {"reading"}) for item in new]
    connection.execute(insert(table), [{"reading": reading, **item} for item in values])
    found = rows.read_analysis(connection, reading)
    now_so = settled(found, deciding.read_decisions(connection, reading))
    if now_so != found:
        text = rows.read_document(connection, row).text
        finished = str((kept.get("analysis_runs") or [{}])[-1].get("finished", ""))
        rows.write_analysis(connection, reading, text, now_so, finished)
        put(connection, reading, **rows.counts(now_so))


def _add_pictures(connection: Connection, reading: int, kept: Kept) -> None:
    table = schema.picture_files
    held = select(table.c.address).where(table.c.reading == reading)
    known = set(connection.execute(held).scalars())
    found = [_row(table, row, {"reading"}) for row in kept.get("picture_files", ())]
    new = [row for row in _within_limits(found) if row["address"] not in known]
    if new and not known:
        connection.execute(insert(table), [{"reading": reading, **row} for row in new])


def put_in_order(recorder: Recorder, reading: int, kept: Kept) -> None:
    """Give a reading its tags and put it into its collections, made where they are not there."""
    tag_reading(recorder, reading, [name for name in kept.get("tags", ()) if name.split()])
    for path in kept.get("collections", ()):
        found = _collection(recorder, path, None)
        if found is not None:
            shelve(recorder, reading, found)


def take_shelves(recorder: Recorder, shelves: Kept) -> None:
    """Make the collections and tags that are not there, and learn which names are one speaker."""
    for name in shelves.get("tags", ()):
        if name.split() and find_tag(recorder.connection, name) is None:
            make_tag(recorder, name)
    for item in shelves.get("collections", ()):
        _collection(recorder, item["path"], item.get("query"))
    people, connection = schema.people, recorder.connection
    means = {item["name"]: item.get("means") for item in shelves.get("people", ())}
    known = _people(connection)
    new = {name for name in means if name not in known}
    if new:
        names = [{"name": name} for name in means if name in new]
        connection.execute(insert(people), names)
        known = _people(connection)
    for name in new:
        if means[name] in known:
            same = people.c.id == known[name]
            connection.execute(update(people).where(same).values(means=known[means[name]]))


def _people(connection: Connection) -> dict[str, int]:
    people = schema.people
    return {row.name: row.id for row in connection.execute(select(people.c.name, people.c.id))}


def _collection(recorder: Recorder, path: Sequence[str], query: str | None) -> int | None:
    """Return a collection by the names of it and those around it, made where it is not there."""
    around: int | None = None
    for depth, name in enumerate(path):
        if not name.split():
            return None
        last = depth == len(path) - 1
        if last and query is not None:
            found = _smart(recorder.connection, name, around)
            return found if found is not None else make_collection(recorder, name, around, query)
        inner = find_collection(recorder.connection, name, around)
        around = inner if inner is not None else make_collection(recorder, name, around)
    return around


def _smart(connection: Connection, name: str, parent: int | None) -> int | None:
    table = schema.collections
    wanted = select(table.c.id).where(
        table.c.folded == folded(name),
        table.c.parent.is_(None) if parent is None else table.c.parent == parent,
        table.c.query.is_not(None),
    )
    found: int | None = connection.execute(wanted.limit(1)).scalar()
    return found
