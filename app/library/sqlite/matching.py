"""Asking the indexes of the search: the rows that match, how well, and the words found in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.library.sqlite.indexes import READINGS, SearchIndex


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a search begins: the rows that may be hits, by their numbers.

    `source` is what they are read from, `row` the number, `path` how their table and their reading
    are reached, `where` the condition on them. `values` are those of source and condition;
    `bounded` is as much of the condition as tells how many there are.
    """

    source: str
    row: str
    path: str
    where: str
    values: tuple[Any, ...] = ()
    bounded: str = ""


def matching(index: SearchIndex, expression: str) -> Lead:
    """Return the rows of an index in which an FTS5 expression is found."""
    row = f"{index.name}.rowid"
    where = f"{index.name} MATCH ?"
    return Lead(index.name, row, index.path(row), where, (expression,), where)


def matching_of_reading(index: SearchIndex) -> str:
    """Return the join that looks an FTS5 expression up in the rows of one reading."""
    if index is READINGS:
        return (
            f"CROSS JOIN {index.name} ON {index.name} MATCH ? AND {index.name}.rowid = readings.id"
        )
    # The rows of one analysis lie side by side: one look for all of them instead of one for each.
    ends = (
        f"(SELECT {end}({index.key}) FROM {index.table} AS beside "  # noqa: S608 -- names declared above
        "WHERE beside.reading = readings.id)"
        for end in ("min", "max")
    )
    return (
        f"CROSS JOIN {index.name} ON {index.name} MATCH ? "
        f"AND {index.name}.rowid BETWEEN {' AND '.join(ends)} "
        f"CROSS JOIN {index.table} ON {index.row} = {index.name}.rowid "
        f"AND {index.reading} = readings.id"
    )


def matched_rows(index: SearchIndex) -> str:
    """Return the statement for the numbers of the rows in which an FTS5 expression is found."""
    return f"SELECT rowid AS id FROM {index.name} WHERE {index.name} MATCH ?"  # noqa: S608 -- names declared above


def kept(connection: Connection, number: int, statement: str, values: tuple[Any, ...]) -> str:
    """Keep the ids a statement selects in a table beside the file, of this connection alone."""
    name = f"temp.kept_{number}"
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    connection.exec_driver_sql(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY)")
    connection.exec_driver_sql(f"INSERT OR IGNORE INTO {name} {statement}", values)
    return name


def numbers(ids: Sequence[int]) -> str:
    """Return the statement that selects these very numbers as `id`."""
    return f"SELECT value AS id FROM json_each('[{','.join(map(str, ids))}]')"  # noqa: S608 -- numbers alone


def relevance(index: SearchIndex) -> str:
    """Return the expression for how well a row matches: the lower, the better."""
    return f"bm25({index.name}, {', '.join(map(str, index.weights))})"


def marked(
    connection: Connection,
    index: SearchIndex,
    column: str,
    expression: str,
    rows: Sequence[int],
    signs: tuple[str, str],
    *,
    one_by_one: bool,
) -> dict[int, str]:
    """Return a column of some rows with `signs` around every word found in it.

    Rows in which nothing is found are left out. To look them up `one_by_one` is quick but where
    the expression has beginnings of words: these are put together anew for each.
    """
    place = index.columns.index(column)
    highlighted = f"{index.name}.rowid, highlight({index.name}, {place}, ?, ?)"
    wanted = f"{{{column}}} : ({expression})"
    if one_by_one:
        statement = (
            f"SELECT {highlighted} FROM json_each(?) AS wanted "  # noqa: S608 -- names declared above
            f"CROSS JOIN {index.name} ON {index.name}.rowid = wanted.value "
            f"WHERE {index.name} MATCH ?"
        )
        values: tuple[Any, ...] = (*signs, json.dumps(list(rows)), wanted)
    else:
        # +rowid: without the plus SQLite runs the whole search once for every id.
        statement = (
            f"SELECT {highlighted} FROM {index.name} "  # noqa: S608 -- names declared above
            f"WHERE {index.name} MATCH ? AND rowid BETWEEN ? AND ? "
            f"AND +rowid IN (SELECT value FROM json_each(?))"
        )
        values = (*signs, wanted, min(rows), max(rows), json.dumps(list(rows)))
    return {row[0]: row[1] for row in connection.exec_driver_sql(statement, values)}
