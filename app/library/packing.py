"""All a library has of a reading, to be taken into another one without loss."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON as JSON_COLUMN
from sqlalchemy import Boolean, Column, Connection, Float, Integer, LargeBinary, Table, select

from app.language import tr
from app.library import schema
from app.library.database import Database
from app.library.lists import shown
from app.library.recording import is_hidden
from app.library.schema import Exact
from app.reading.failures import LibraryFailure

Kept = dict[str, Any]

OF_READING = (
    schema.texts,
    schema.originals,
    schema.blocks,
    schema.links,
    schema.emphases,
    schema.pictures,
    schema.picture_files,
    schema.printed,
    schema.analysis_runs,
    *schema.DETECTED,
    schema.own_annotations,
    schema.decisions,
    schema.marks_taken_in,
)
"""The tables that hold what belongs to one reading alone, as it is kept; sketches are made anew."""

ELSEWHERE = frozenset({"id", "deleted_at", "merged_into", "earlier"})
"""Columns of a reading that mean nothing in another library."""


class Packing:
    """Reads whole readings out of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def kept(self, reading: int) -> Kept:
        """Return all that is kept of a reading as plain values and bytes, table by table.

        `key` names the reading for good, in whatever library. Raises LibraryFailure where its
        original is damaged.
        """
        with self._database.reading() as connection:
            row = shown(connection, reading)
            kept: Kept = {
                "revision": schema.REVISION,
                "key": _key(row),
                "earlier": _key_of(connection, row.earlier),
                "readings": [_plain(schema.readings, row._mapping, ELSEWHERE)],  # noqa: SLF001 -- SQLAlchemy's public name
            }
            for table in OF_READING:
                kept[table.name] = _rows(connection, table, reading)
            kept["imported_items"] = _words(
                connection, schema.imported_items.c.item, schema.imported_items.c.reading, reading
            )
            tags, given = schema.tags, schema.reading_tags
            wanted = select(tags.c.name).join(given, given.c.tag == tags.c.id)
            named = connection.execute(wanted.where(given.c.reading == reading))
            kept["tags"] = sorted(named.scalars())
            held = schema.collection_readings
            wanted_ones = select(held.c.collection).where(held.c.reading == reading)
            paths = _paths(connection)
            kept["collections"] = sorted(
                paths[key] for key in connection.execute(wanted_ones).scalars()
            )
        for original in kept["originals"]:
            original["content"] = _unpacked(original["content"], reading)
        return kept

    def shelves(self) -> Kept:
        """Return what the library knows beside its readings: collections, tags and who is who."""
        tags, collections, people = schema.tags, schema.collections, schema.people
        with self._database.reading() as connection:
            paths = _paths(connection)
            found = connection.execute(select(collections).order_by(collections.c.id)).all()
            names = dict(map(tuple, connection.execute(select(people.c.id, people.c.name))))
            return {
                "tags": list(connection.execute(select(tags.c.name).order_by(tags.c.id)).scalars()),
                "collections": [{"path": paths[row.id], "query": row.query} for row in found],
                "people": [
                    {"name": row.name, "means": names.get(row.means)}
                    for row in connection.execute(select(people).order_by(people.c.id))
                ],
            }


def _key(row: Any) -> str:
    """Return the name of a reading that it keeps in every library."""
    about = "\n".join((str(row.id), row.added, row.source, row.address))
    return f"sayso:{hashlib.sha256(about.encode()).hexdigest()[:32]}"


def _key_of(connection: Connection, reading: int | None) -> str | None:
    table = schema.readings
    wanted = select(table).where(table.c.id == reading, table.c.deleted_at.is_(None))
    row = connection.execute(wanted).first() if reading is not None else None
    return None if row is None else _key(row)


def _rows(connection: Connection, table: Table, reading: int) -> list[Kept]:
    """Return the rows of a reading in a lasting order, without what only numbers them."""
    order = [column for column in table.primary_key if column.name != "reading"]
    wanted = select(table).where(table.c.reading == reading).order_by(*order)
    if "ordinal" in table.c:
        wanted = select(table).where(table.c.reading == reading).order_by(table.c.ordinal)
    dropped = {column.name for column in table.c if is_hidden(table, column.name)} | {"reading"}
    return [_plain(table, row._mapping, dropped) for row in connection.execute(wanted)]  # noqa: SLF001 -- SQLAlchemy's public name


def _plain(table: Table, row: Mapping[Any, Any], dropped: frozenset[str] | set[str]) -> Kept:
    return {
        column.name: _value(column, row[column.name])
        for column in table.c
        if column.name not in dropped
    }


def _value(column: Column[Any], value: Any) -> Any:
    """Return a value as JSON has it, or bytes; exact numbers are written out."""
    return str(value) if isinstance(column.type, Exact) and value is not None else value


def _words(
    connection: Connection, column: Column[str], owner: Column[int], reading: int
) -> list[str]:
    return sorted(connection.execute(select(column).where(owner == reading)).scalars())


def _paths(connection: Connection) -> dict[int, list[str]]:
    """Return the names of each collection and those around it, outermost first."""
    table = schema.collections
    every = {row.id: row for row in connection.execute(select(table))}

    def path(key: int, seen: tuple[int, ...] = ()) -> list[str]:
        row = every[key]
        around = row.parent
        if around is None or around in seen or around not in every:
            return [row.name]
        return [*path(around, (*seen, key)), row.name]

    return {key: path(key) for key in every}


def _unpacked(content: bytes, reading: int) -> bytes:
    try:
        return zlib.decompress(content)
    except zlib.error as error:
        raise LibraryFailure(
            tr("The original of reading {reading} is damaged.", reading=str(reading)),
            tr("Its text and its marks are not affected; open the article anew for its original."),
        ) from error


def accepts(column: Column[Any], value: Any) -> bool:
    """Tell whether a value from elsewhere is one that a column can hold."""
    if value is None:
        return bool(column.nullable)
    kinds: tuple[type, ...]
    if isinstance(column.type, JSON_COLUMN):
        return isinstance(value, list | dict | str)
    if isinstance(column.type, Boolean):
        kinds = (bool,)
    elif isinstance(column.type, Integer):
        kinds = (int,)
    elif isinstance(column.type, Float):
        kinds = (int, float)
    elif isinstance(column.type, LargeBinary):
        kinds = (bytes,)
    else:
        kinds = (str,)
    return isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))
