"""Find readings, quotes and numbers, each with the passage it stands in."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, select

from app.library import schema, sqlite
from app.library.query import Query, parse
from app.reading.listing import Hit, HitKind
from app.reading.spans import Span

PASSAGE = 160
"""Code points a passage has at most, where it is cut out around a hit."""


def find(connection: Connection, text: str, limit: int) -> list[Hit]:
    """Return the best hits for what a reader typed: readings, then quotes, then numbers.

    Each kind gets a third of `limit`, and what one does not use the others get.
    """
    query = parse(text)
    if query is None or limit <= 0:
        return []
    found = _best(connection, query, limit)
    if query.wider != query.expression and not any(found):
        query = replace(query, expression=query.wider)
        found = _best(connection, query, limit)
    rooms = _share(limit, [len(ids) for ids in found])
    readings, quotes, numbers = (ids[:room] for ids, room in zip(found, rooms, strict=True))
    return [
        *_reading_hits(connection, query, readings),
        *_quote_hits(connection, quotes),
        *_number_hits(connection, numbers),
    ]


def passage(text: str, start: int, end: int, length: int = PASSAGE) -> Span:
    """Return the stretch of one paragraph around [start, end), whole words, no blanks at its ends.

    The sentence's beginning is kept where there is room for it. Longer hits are kept whole.
    """
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    room = max(0, length - (end - start))
    low = max(line_start, start - room // 2)
    high = min(line_end, low + (end - start) + room)
    low = max(line_start, min(low, high - (end - start) - room))
    while low > line_start and low < start and not text[low - 1].isspace():
        low += 1
    while high < line_end and high > end and not text[high].isspace():
        high -= 1
    while low < start and text[low].isspace():
        low += 1
    while high > end and text[high - 1].isspace():
        high -= 1
    return Span(low, high)


def _best(connection: Connection, query: Query, limit: int) -> list[list[int]]:
    return [
        sqlite.matches(connection, index, query.expression, query.phrases, limit)
        for index in sqlite.INDEXES
    ]


def _share(limit: int, counts: Sequence[int]) -> list[int]:
    rooms = [0] * len(counts)
    left = limit
    while left:
        hungry = [kind for kind, count in enumerate(counts) if rooms[kind] < count]
        if not hungry:
            break
        for kind in hungry[:left] if left < len(hungry) else hungry:
            more = min(counts[kind] - rooms[kind], max(1, left // len(hungry)))
            rooms[kind] += more
        left = limit - sum(rooms)
    return rooms


def _reading_hits(connection: Connection, query: Query, ids: Sequence[int]) -> list[Hit]:
    if not ids:
        return []
    table = schema.readings
    wanted = select(table.c.id, table.c.title).where(table.c.id.in_(ids))
    titles = {row.id: row.title for row in connection.execute(wanted)}
    # A text cannot contain marks nobody could guess.
    secret = secrets.token_hex(4)
    before, after = f"\x02{secret}\x02", f"\x03{secret}\x03"
    texts = sqlite.marked_texts(connection, query.expression, ids, before, after)
    hits: list[Hit] = []
    for reading in ids:
        pieces = texts[reading].split(before)
        text = pieces[0]
        found: list[Span] = []
        for piece in pieces[1:]:
            words, _, rest = piece.partition(after)
            found.append(Span(len(text), len(text) + len(words)))
            text += words + rest
        best = _densest(text, found) if found else _opening(text)
        place = passage(text, best.start, best.end)
        hits.append(
            Hit(
                HitKind.READING,
                reading,
                titles[reading],
                place.start,
                place.end,
                text[place.start : place.end],
            )
        )
    return hits


def _densest(text: str, found: Sequence[Span]) -> Span:
    """Return the stretch of one paragraph with most hits that fits into a passage."""
    best, most, last = found[0], 1, 0
    for first, span in enumerate(found):
        last = max(last, first)
        while last + 1 < len(found):
            end = found[last + 1].end
            if end - span.start > PASSAGE * 3 // 4 or "\n" in text[span.start : end]:
                break
            last += 1
        if last - first + 1 > most:
            best, most = Span(span.start, found[last].end), last - first + 1
    return best


def _opening(text: str) -> Span:
    """Return the first word: what to show of a reading found by its title or byline."""
    start = len(text) - len(text.lstrip())
    end = start
    while end < len(text) and not text[end].isspace():
        end += 1
    return Span(start, end)


def _quote_hits(connection: Connection, ids: Sequence[int]) -> list[Hit]:
    table = schema.attributions
    hits: list[Hit] = []
    for row, text in _marks(connection, table, (table.c.content, table.c.speaker), ids):
        start = min((start for start, _ in row.content), default=0)
        end = max((end for _, end in row.content), default=0)
        words = text[start:end]
        hits.append(
            Hit(HitKind.QUOTE, row.reading, row.title, start, end, words, row.speaker or "")
        )
    return hits


def _number_hits(connection: Connection, ids: Sequence[int]) -> list[Hit]:
    table = schema.quantities
    hits: list[Hit] = []
    columns = (table.c.start, table.c.end, table.c.claimed_by)
    for row, text in _marks(connection, table, columns, ids):
        start, end = passage(text, row.start, row.end)
        speaker = row.claimed_by[0] if row.claimed_by else ""
        hits.append(
            Hit(HitKind.NUMBER, row.reading, row.title, start, end, text[start:end], speaker)
        )
    return hits


def _marks(
    connection: Connection, table: Table, columns: Sequence[Column[Any]], ids: Sequence[int]
) -> Iterator[tuple[Row[Any], str]]:
    """Yield each mark's row, its reading's title included, beside the reading's text."""
    if not ids:
        return
    readings, texts = schema.readings, schema.texts
    wanted = (
        select(table.c.id, table.c.reading, readings.c.title, *columns)
        .join(readings, readings.c.id == table.c.reading)
        .where(table.c.id.in_(ids))
    )
    rows = {row.id: row for row in connection.execute(wanted)}
    near = {row.reading for row in rows.values()}
    wanted_texts = select(texts.c.reading, texts.c.text).where(texts.c.reading.in_(near))
    text_of = {row.reading: row.text for row in connection.execute(wanted_texts)}
    for key in ids:
        yield rows[key], text_of[rows[key].reading]
