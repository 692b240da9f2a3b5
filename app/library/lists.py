"""Rows of lists, and readings looked up by their number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, case, exists, func, select, update

from app.library import schema
from app.reading.failures import LibraryFailure

_LIST = "`sayso list` shows what there is."


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
        raise LibraryFailure(f"There is no reading {reading}.", _LIST)
    return row


def shown(connection: Connection, reading: int) -> Row[Any]:
    """Return the row of a reading; raise LibraryFailure for one in the bin too."""
    row = there(connection, reading)
    if row.deleted_at is not None:
        raise LibraryFailure(f"Reading {reading} was deleted.", _LIST)
    return row


def named(connection: Connection, readings: Sequence[int]) -> str:
    """Return readings as a menu names them: “The mill”, or "3 readings"."""
    if len(readings) != 1:
        return f"{len(readings):,} readings"
    title = there(connection, readings[0]).title or "Untitled"
    return f"“{title if len(title) <= 40 else f'{title[:38].rstrip()}…'}”"


def put(connection: Connection, reading: int, **values: Any) -> None:
    """Change columns of a reading that no undo concerns."""
    table = schema.readings
    connection.execute(update(table).where(table.c.id == reading).values(values))
