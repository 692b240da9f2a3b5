"""Rows that were found as hits: each with its passage, and what was found in it marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, case, func, select

from app.library import schema
from app.library.passages import PASSAGE, densest, opening, passage, signs, without_signs
from app.library.sqlite import matching
from app.library.sqlite.indexes import NOTES, QUOTES, READINGS, SearchIndex
from app.reading.attribution import AttributionKind
from app.reading.listing import Hit, HitKind
from app.reading.spans import Span

SIDE_BY_SIDE = 1000
"""Where rows lie no further apart than this, all between them are gone through sooner than each is
looked up."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The FTS5 expression for the words to be marked, empty for none; with `gathered` it holds
    beginnings that the index has to gather anew for each look.
    """

    expression: str = ""
    gathered: bool = False


def hits(connection: Connection, kind: HitKind, rows: Sequence[int], wording: Wording) -> list[Hit]:
    """Return the rows of one kind as hits, in their order."""
    if not rows:
        return []
    make = {
        HitKind.READING: _readings,
        HitKind.QUOTE: _quotes,
        HitKind.NUMBER: _numbers,
        HitKind.NOTE: _notes,
    }[kind]
    made = make(connection, rows, wording)
    return [made[row] for row in rows if row in made]


def _readings(connection: Connection, rows: Sequence[int], wording: Wording) -> dict[int, Hit]:
    table, texts = schema.readings, schema.texts
    marked = _marked(connection, READINGS, "text", rows, wording)
    # What is found by its title alone is shown from its beginning.
    unmarked = [row for row in rows if row not in marked]
    beginnings = select(texts.c.reading, func.substr(texts.c.text, 1, 4 * PASSAGE)).where(
        texts.c.reading.in_(unmarked)
    )
    begun: dict[int, str] = dict(map(tuple, connection.execute(beginnings))) if unmarked else {}
    wanted = select(table.c.id, table.c.title, _OUTLET, table.c.published).where(
        table.c.id.in_(rows)
    )
    made: dict[int, Hit] = {}
    for row in connection.execute(wanted):
        text, found = marked.get(row.id) or (begun.get(row.id, ""), [])
        best = densest(text, found) if found else opening(text)
        place = passage(text, best.start, best.end)
        made[row.id] = Hit(
            HitKind.READING,
            row.id,
            row.title,
            place.start,
            place.end,
            text[place.start : place.end],
            found=tuple(span for span in found if place.covers(span)),
            outlet=row.outlet,
            published=row.published,
        )
    return made


def _quotes(connection: Connection, rows: Sequence[int], wording: Wording) -> dict[int, Hit]:
    table = schema.attributions
    marked = _marked(connection, QUOTES, "words", rows, wording)
    made: dict[int, Hit] = {}
    extents = {}
    columns = (table.c.key, table.c.content, table.c.speaker, table.c.kind)
    found_rows = _rows(connection, table, columns, rows)
    for row in found_rows:
        start = min((start for start, _ in row.content), default=0)
        extents[row.id] = start, max((end for _, end in row.content), default=0)
    texts = _cut_out(connection, ((row.id, row.reading, *extents[row.id]) for row in found_rows))
    for row in found_rows:
        start, end = extents[row.id]
        _, found = marked.get(row.id, ("", []))
        made[row.id] = Hit(
            HitKind.QUOTE,
            row.reading,
            row.title,
            start,
            end,
            texts[row.id],
            row.speaker or "",
            tuple(_in_text(found, row.content)),
            row.outlet,
            row.published,
            mark=row.key,
            manner=AttributionKind(row.kind),
        )
    return made


def _numbers(connection: Connection, rows: Sequence[int], wording: Wording) -> dict[int, Hit]:  # noqa: ARG001 -- one signature for all kinds
    table = schema.quantities
    columns = (
        *(table.c.key, table.c.start, table.c.end, table.c.claimed_by, table.c.value),
        *(table.c.unit, table.c.low, table.c.high),
    )
    found_rows = _rows(connection, table, columns, rows)
    around = PASSAGE + 1
    wanted = (
        (row.id, row.reading, max(0, row.start - around), row.end + around) for row in found_rows
    )
    texts = _cut_out(connection, wanted)
    made: dict[int, Hit] = {}
    for row in found_rows:
        first = max(0, row.start - around)
        near = texts[row.id]
        start, end = passage(near, row.start - first, row.end - first)
        made[row.id] = Hit(
            HitKind.NUMBER,
            row.reading,
            row.title,
            first + start,
            first + end,
            near[start:end],
            row.claimed_by[0] if row.claimed_by else "",
            (Span(row.start, row.end),),
            row.outlet,
            row.published,
            value=row.value,
            low=row.low,
            high=row.high,
            unit=row.unit or "",
            mark=row.key,
        )
    return made


def _notes(connection: Connection, rows: Sequence[int], wording: Wording) -> dict[int, Hit]:
    table = schema.own_annotations
    marked = _marked(connection, NOTES, "exact", rows, wording)
    columns = (
        *(table.c.number.label("id"), table.c.id.label("mark"), table.c.start, table.c.end),
        *(table.c.exact, table.c.note, table.c.standing),
    )
    found_rows = _rows(connection, table, columns, rows, key=table.c.number)
    placed = [row for row in found_rows if row.standing == "placed"]
    texts = _cut_out(connection, ((row.id, row.reading, row.start, row.end) for row in placed))
    made: dict[int, Hit] = {}
    for row in found_rows:
        text = texts.get(row.id)
        _, found = marked.get(row.id, ("", []))
        here = text == row.exact
        made[row.id] = Hit(
            HitKind.NOTE,
            row.reading,
            row.title,
            row.start,
            row.end,
            row.exact or row.note if text is None else text,
            found=tuple(Span(row.start + a, row.start + b) for a, b in found) if here else (),
            outlet=row.outlet,
            published=row.published,
            note=row.note,
            mark=row.mark,
        )
    return made


_OUTLET = case(
    (schema.readings.c.work != "", schema.readings.c.work), else_=schema.readings.c.outlet
).label("outlet")


def _marked(
    connection: Connection,
    index: SearchIndex,
    column: str,
    rows: Sequence[int],
    wording: Wording,
) -> dict[int, tuple[str, list[Span]]]:
    """Return the columns in which words are found, with the stretches where they are."""
    if not wording.expression:
        return {}
    around = signs()
    apart = not wording.gathered and max(rows) - min(rows) > SIDE_BY_SIDE * len(rows)
    marked = matching.marked(
        connection, index, column, wording.expression, rows, around, one_by_one=apart
    )
    return {row: without_signs(text, around) for row, text in marked.items()}


def _rows(
    connection: Connection,
    table: Table,
    columns: Sequence[Column[Any] | Any],
    rows: Sequence[int],
    key: Column[int] | None = None,
) -> Sequence[Any]:
    """Return marks, each with what a list shows of its reading."""
    readings = schema.readings
    first = () if key is not None else (table.c.id,)
    key = table.c.id if key is None else key
    wanted = (
        select(*first, table.c.reading, readings.c.title, _OUTLET, readings.c.published, *columns)
        .join(readings, readings.c.id == table.c.reading)
        .where(key.in_(rows))
    )
    return connection.execute(wanted).all()


def _cut_out(
    connection: Connection, stretches: Iterable[tuple[int, int, int, int]]
) -> dict[int, str]:
    """Return stretches of readings' texts; each is given with a number, its reading and its ends."""
    by_reading: dict[int, list[tuple[int, int, int]]] = {}
    for number, reading, start, end in stretches:
        by_reading.setdefault(reading, []).append((number, start, end))
    # One look at a text, and no more of it than needed: books are long.
    near = {
        reading: (min(start for _, start, _ in some), max(end for _, _, end in some))
        for reading, some in by_reading.items()
    }
    if not near:
        return {}
    # S608: nothing of the reader's goes into the statement. CROSS JOIN: each text is looked up.
    pieces = (
        f"WITH wanted (reading, low, size) AS (VALUES {', '.join(['(?, ?, ?)'] * len(near))}) "  # noqa: S608
        "SELECT texts.reading, substr(texts.text, wanted.low, wanted.size) "
        "FROM wanted CROSS JOIN texts ON texts.reading = wanted.reading"
    )
    values = [value for key, (low, high) in near.items() for value in (key, low + 1, high - low)]
    found: dict[int, str] = {}
    for reading, text in connection.exec_driver_sql(pieces, tuple(values)):
        low, _ = near[reading]
        for number, start, end in by_reading[reading]:
            found[number] = text[start - low : end - low]
    return found


def _in_text(found: Iterable[Span], content: Sequence[Sequence[int]]) -> Iterator[Span]:
    """Yield where stretches of the content's words, one line for each part, lie in the text."""
    place = 0
    parts = []
    for start, end in content:
        parts.append((Span(place, place + end - start), start))
        place += end - start + 1
    for span in found:
        for part, start in parts:
            if span.overlaps(part):
                shift = start - part.start
                yield Span(max(span.start, part.start) + shift, min(span.end, part.end) + shift)
