"""Rows of lists, and readings looked up by their number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, case, exists, func, select, update

from app.language import tr
from app.library import schema
from app.reading.failures import LibraryFailure


def now() -> str:
    """Return the time as the library keeps it: ISO 8601 in UTC, to the millisecond."""
    # Always as many digits, so that times sort as text.
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def summaries(*further: Column[Any]) -> Select[Any]:
    """Return the statement for the columns of `ReadingSummary`, in its order, and further ones."""
    table, own = schema.readings, schema.own_annotations
    counted = select(func.count()).where(own.c.reading == table.c.id).scalar_subquery()
    later = table.alias("later")
    replaced = exists().where(later.c.earlier == table.c.id, later.c.deleted_at.is_(None))
    return select(
        table.c.id,
        table.c.title,
        table.c.source,
        case((table.c.work != "", table.c.work), else_=table.c.outlet),
        table.c.published,
        table.c.added,
        table.c.opened,
        table.c.words,
        table.c.quotes,
        table.c.speakers,
        table.c.claims,
        counted,
        replaced,
        table.c.lacks_text,
        *further,
    )


def there(connection: Connection, reading: int) -> Row[Any]:
    """Return the row of a reading, in the bin or not; raise LibraryFailure where there is none."""
    table = schema.readings
    row = connection.execute(select(table).where(table.c.id == reading)).first()
    if row is None:
        raise LibraryFailure(
            tr("There is no reading {reading}.", reading=str(reading)),
            tr("`sayso list` shows what there is."),
        )
    return row


def shown(connection: Connection, reading: int) -> Row[Any]:
    """Return the row of a reading; raise LibraryFailure for one in the bin too."""
    row = there(connection, reading)
    if row.deleted_at is not None:
        raise LibraryFailure(
            tr("Reading {reading} was deleted.", reading=str(reading)),
            tr("`sayso list` shows what there is."),
        )
    return row


def named(connection: Connection, reading: int) -> str:
    """Return the title of a reading as a menu names it: not too long."""
    title: str = there(connection, reading).title or tr("Untitled")
    return title if len(title) <= 40 else f"{title[:38].rstrip()}…"


def only(connection: Connection, readings: Sequence[int]) -> str:
    """Return how the one reading is named; "" where there are several, which are counted instead."""
    return named(connection, readings[0]) if len(readings) == 1 else ""


def put(connection: Connection, reading: int, **values: Any) -> None:
    """Change columns of a reading that no undo concerns."""
    table = schema.readings
    connection.execute(update(table).where(table.c.id == reading).values(values))
