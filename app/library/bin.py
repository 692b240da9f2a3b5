"""The bin: readings that were deleted, kept whole until it is emptied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select, tuple_, update

from app.language import ntr, tr
from app.library import schema
from app.library.database import Database
from app.library.lists import now, only, summaries, there
from app.library.recording import Recorder
from app.library.rows import batched
from app.reading.listing import ReadingSummary
from app.reading.operations import Operation


class Bin:
    """What was deleted: listed, restored, and deleted for good."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, readings: Sequence[int]) -> Operation:
        """Put readings in the bin: they are kept whole, but neither listed nor found."""
        with self._database.writing() as connection:
            title = only(connection, readings)
            what = (
                tr("moving “{title}” to the bin", title=title)
                if title
                else ntr(
                    "moving {count} reading to the bin",
                    "moving {count} readings to the bin",
                    len(readings),
                )
            )
            recorder = Recorder(connection, what)
            for reading in readings:
                if there(connection, reading).deleted_at is None:
                    recorder.update(schema.readings, {"id": reading}, {"deleted_at": now()})
            return recorder.done()

    def restore(self, readings: Sequence[int]) -> Operation:
        """Take readings out of the bin."""
        with self._database.writing() as connection:
            title = only(connection, readings)
            what = (
                tr("restoring “{title}”", title=title)
                if title
                else ntr("restoring {count} reading", "restoring {count} readings", len(readings))
            )
            recorder = Recorder(connection, what)
            for reading in readings:
                there(connection, reading)
                recorder.update(
                    schema.readings,
                    {"id": reading},
                    {"deleted_at": None, "merged_into": None},
                )
            return recorder.done()

    def contents(
        self, limit: int = 200, before: tuple[str, int] | None = None
    ) -> list[tuple[ReadingSummary, str]]:
        """Return what is in the bin and when it came there, the latest first.

        For the next page `before` is (that time, `id`) of the last row shown.
        """
        table = schema.readings
        wanted = (
            summaries(table.c.deleted_at)
            .where(table.c.deleted_at.is_not(None))
            .order_by(table.c.deleted_at.desc(), table.c.id.desc())
            .limit(limit)
        )
        if before is not None:
            wanted = wanted.where(tuple_(table.c.deleted_at, table.c.id) < before)
        with self._database.reading() as connection:
            return [(ReadingSummary(*row[:-1]), row[-1]) for row in connection.execute(wanted)]

    def count(self) -> int:
        """Return how many readings are in the bin."""
        with self._database.reading() as connection:
            return int(connection.execute(_in_bin(func.count())).scalar_one())

    def purge(self, readings: Sequence[int]) -> int:
        """Delete for good those of these readings that are in the bin; return how many.

        This cannot be taken back.
        """
        with self._database.writing() as connection:
            return _purge(connection, readings)

    def empty(self) -> int:
        """Delete everything in the bin for good; return how many readings that were."""
        with self._database.writing() as connection:
            ids = connection.execute(_in_bin(schema.readings.c.id)).scalars().all()
            return _purge(connection, ids)


def _in_bin(what: Any) -> Any:
    return (
        select(what).select_from(schema.readings).where(schema.readings.c.deleted_at.is_not(None))
    )


def _purge(connection: Connection, readings: Sequence[int]) -> int:
    table = schema.readings
    purged = 0
    for some in batched(readings):
        # They name each other without a foreign key.
        for column in (table.c.earlier, table.c.merged_into):
            connection.execute(update(table).where(column.in_(some)).values({column: None}))
        gone = connection.execute(
            delete(table).where(table.c.id.in_(some), table.c.deleted_at.is_not(None))
        )
        purged += gone.rowcount
    return purged
