"""What is left of a damaged file: read row by row, and put into another."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.library.sqlite import connect


def connect_to_damaged(file: Path, busy_ms: int) -> sqlite3.Connection:
    """Open a file of which pages may be damaged, so that as much as possible of it can be read.

    Also where its table of contents is damaged, or it is shorter than it says.
    """
    connection = connect(file, read_only=False, immutable=False, busy_ms=busy_ms)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    read_any_text(connection)
    return connection


def read_any_text(connection: sqlite3.Connection) -> None:
    """Put U+FFFD for what is no text any more, instead of refusing the row."""
    connection.text_factory = lambda raw: raw.decode(errors="replace")


@dataclass(frozen=True, slots=True)
class Stored:
    """How a damaged file stores a table: its columns, its indexes, and what its rows are sorted by.

    `key` is `rowid` or the first column of a table without one, `unique` whether no two rows share
    it.
    """

    table: str
    columns: tuple[str, ...]
    indexes: tuple[str, ...]
    key: str
    unique: bool


def stored(connection: sqlite3.Connection, table: str, *, with_rowid: bool) -> Stored:
    """Find out how a table is stored; it has no columns where the file knows nothing of it."""
    described = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    listed = connection.execute(f'PRAGMA index_list("{table}")').fetchall()
    indexes = tuple(row[1] for row in listed if not row[4] and (with_rowid or row[3] != "pk"))
    columns = tuple(row[1] for row in described)
    first = [row[1] for row in described if row[5] == 1]
    return Stored(
        table, columns, indexes, "rowid" if with_rowid else first[0] if first else "", with_rowid
    )


def rows_between(
    connection: sqlite3.Connection, table: Stored, low: int, high: int, *, backwards: bool = False
) -> Iterator[tuple[Any, ...]]:
    """Read rows in the order of their keys, the key first; raise where one cannot be read."""
    columns = ", ".join(f'"{name}"' for name in table.columns)
    order = "DESC" if backwards else "ASC"
    statement = (
        f'SELECT {table.key}, {columns} FROM "{table.table}" NOT INDEXED '  # noqa: S608 -- the file's own names
        f"WHERE {table.key} BETWEEN ? AND ? ORDER BY {table.key} {order}"
    )
    read = 0
    try:
        for row in connection.execute(statement, (low, high)):
            read += 1
            yield row
    except sqlite3.DatabaseError:
        # A cursor reads one row ahead and keeps the one before the fault back: asked for alone,
        # it comes without a look at what follows.
        with contextlib.suppress(sqlite3.DatabaseError):
            yield from connection.execute(f"{statement} LIMIT 1 OFFSET ?", (low, high, read))
        raise


def rows_by_index(
    connection: sqlite3.Connection, table: Stored, index: str
) -> Iterator[tuple[Any, ...]]:
    """Read rows, the key first, through an index: out of it alone where it has every column."""
    columns = ", ".join(f'"{name}"' for name in table.columns)
    return connection.execute(
        f'SELECT {table.key}, {columns} FROM "{table.table}" INDEXED BY "{index}"'  # noqa: S608 -- the file's own names
    )


def keys_by_index(connection: sqlite3.Connection, table: Stored, index: str) -> Iterator[Any]:
    """Read the keys of a table out of an index of it."""
    statement = f'SELECT {table.key} FROM "{table.table}" INDEXED BY "{index}"'  # noqa: S608 -- the file's own names
    return (row[0] for row in connection.execute(statement))


def put_row(connection: Connection, table: str, columns: Sequence[str], row: Sequence[Any]) -> bool:
    """Add a row as it was stored, unless it breaks a rule of its table or is there already."""
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    statement = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 -- the schema's names
    return connection.exec_driver_sql(statement, tuple(row)).rowcount == 1


def last_ids(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the highest id ever given, by table, for tables that never give one twice."""
    return dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())


def go_on_after(connection: Connection, last: Mapping[str, int]) -> None:
    """Give no id again up to these."""
    made = (
        "INSERT INTO sqlite_sequence (name, seq) SELECT ?1, ?2 "
        "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)"
    )
    raised = "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1"
    for table, number in last.items():
        connection.exec_driver_sql(made, (table, number))
        connection.exec_driver_sql(raised, (table, number))
