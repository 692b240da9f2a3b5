"""Read what can be read of a damaged library, row by row."""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import JSON, Boolean, Column, Connection, Float, Integer, LargeBinary, Table

from app.library import schema
from app.library.backup import Progress
from app.library.sqlite import damaged

T = TypeVar("T")

_MOST_TRIES = 100_000
"""How often a table is tried at places that cannot be read before the rest of it is given up."""

_EVERY_KEY = 2**62

_LIKELY = 100_000
"""Up to which key a table is tried where nothing tells how far it goes."""


@dataclass(frozen=True, slots=True)
class Saved:
    """How many rows of a table were saved, and at least how many of it were lost."""

    table: str
    saved: int
    lost: int


def salvage(
    source: sqlite3.Connection, target: Connection, progress: Progress | None = None
) -> list[Saved]:
    """Copy every row that can be read into empty tables of the same revision.

    Tables are taken from the schema, so that new ones are included by themselves. Rows that refer
    to lost ones are copied too: references must not be enforced meanwhile.
    """
    last = next(_tried(lambda: iter([damaged.last_ids(source)])), {})
    # What hangs on a reading has its id for a key, so this is how far most tables go.
    likely = max(_LIKELY, *last.values(), _highest(source, _stored(source, schema.readings), 0))
    saved = []
    tables = schema.metadata.sorted_tables
    for number, table in enumerate(tables):
        if progress is not None:
            progress(number / len(tables))
        saved.append(_table(source, target, table, likely))
    damaged.go_on_after(target, last)
    if progress is not None:
        progress(1.0)
    return saved


def _table(source: sqlite3.Connection, target: Connection, table: Table, likely: int) -> Saved:
    known = _stored(source, table)
    if not known.columns:
        return Saved(table.name, 0, 0)
    columns = [table.c.get(name) for name in known.columns]
    count = sum(
        all(map(_fits, columns, row)) and damaged.put_row(target, table.name, known.columns, row)
        for _, *row in _rows(source, known, likely)
    )
    there = max([count, *(_length(source, known, index) for index in known.indexes)])
    return Saved(table.name, count, there - count)


def _stored(source: sqlite3.Connection, table: Table) -> damaged.Stored:
    with_rowid = table.dialect_options["sqlite"]["with_rowid"]
    found = _tried(lambda: iter([damaged.stored(source, table.name, with_rowid=with_rowid)]))
    return next(found, damaged.Stored(table.name, (), (), "", with_rowid))


def _rows(
    source: sqlite3.Connection, table: damaged.Stored, likely: int
) -> Iterator[tuple[Any, ...]]:
    """Read a table's rows; some of them twice where part of it cannot be read."""
    failed = False
    ranges = deque([_ends(source, table, likely)])
    for _ in range(_MOST_TRIES):
        if not ranges:
            break
        low, high = ranges.popleft()
        start = low
        try:
            for row in damaged.rows_between(source, table, low, high):
                start = int(row[0]) + table.unique
                yield row
        except sqlite3.DatabaseError:
            failed = True
            if start < high:
                # In halves, and the wide ones first: one bad page spans few keys.
                middle = (start + high) // 2
                ranges += [(start, middle), (middle + 1, high)]
            elif not table.unique:
                yield from _tried(
                    lambda: damaged.rows_between(source, table, low, high, backwards=True)  # noqa: B023 -- used at once
                )
    if failed:
        for index in table.indexes:
            yield from _tried(lambda: damaged.rows_by_index(source, table, index))  # noqa: B023 -- used at once


def _ends(source: sqlite3.Connection, table: damaged.Stored, likely: int) -> tuple[int, int]:
    """Return between which keys a table's rows lie, as far as can be told."""

    def first(*, backwards: bool) -> int | None:
        rows = _tried(
            lambda: damaged.rows_between(
                source, table, -_EVERY_KEY, _EVERY_KEY, backwards=backwards
            )
        )
        return next((int(row[0]) for row in rows), None)

    low, high = first(backwards=False), first(backwards=True)
    if high is None:
        high = _highest(source, table, likely)
    return 0 if low is None else low, high


def _highest(source: sqlite3.Connection, table: damaged.Stored, otherwise: int) -> int:
    """Return the highest key that any index of a table knows of."""
    keys = (
        key
        for index in table.indexes
        for key in _tried(lambda: damaged.keys_by_index(source, table, index))  # noqa: B023 -- used at once
    )
    return max((key for key in keys if isinstance(key, int)), default=otherwise)


def _length(source: sqlite3.Connection, table: damaged.Stored, index: str) -> int:
    return sum(1 for _ in _tried(lambda: damaged.keys_by_index(source, table, index)))


def _tried(read: Callable[[], Iterator[T]]) -> Iterator[T]:
    """Read until nothing more can be read."""
    try:
        yield from read()
    except sqlite3.DatabaseError:
        return


def _fits(column: Column[Any] | None, value: Any) -> bool:
    """Tell whether a value can be what the program wrote into a column; garbage seldom can."""
    if column is None:
        return True
    if value is None:
        return bool(column.nullable)
    kind = column.type
    if isinstance(kind, Boolean):
        return value in (0, 1)
    if isinstance(kind, Integer):
        return isinstance(value, int)
    if isinstance(kind, Float):
        return isinstance(value, int | float)
    if isinstance(kind, LargeBinary):
        return isinstance(value, bytes)
    if not isinstance(value, str):
        return False
    if isinstance(kind, JSON):
        try:
            json.loads(value)
        except ValueError:
            return False
    return True
