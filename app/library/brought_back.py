"""Readings and the PDFs that were exported of them: found again, and what was done there taken over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, select

from app.language import tr
from app.library import changing, schema
from app.library.database import Database
from app.library.lists import named, now, shown
from app.library.recording import Recorder
from app.reading.annotation import Reading
from app.reading.brought_back import Difference, Rejected, applied, rejection
from app.reading.decisions import Decision
from app.reading.exported import Exported
from app.reading.operations import Operation


class BroughtBack:
    """What comes back from PDFs that other programs changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reading_of(self, exported: Exported) -> int | None:
        """Return the reading a PDF was exported of, None where it is not in this library.

        The one of its number where the text is the same, else any other of this text, else the one
        of the file it was made from, whose text has been read anew since.
        """
        table, kept = schema.readings, schema.originals
        ways: list[ColumnElement[bool]] = [
            (table.c.id == exported.reading) & (table.c.text_sha256 == exported.text),
            table.c.text_sha256 == exported.text,
        ]
        if exported.original:
            of_file = select(kept.c.reading).where(kept.c.sha256 == exported.original)
            ways.append(table.c.id.in_(of_file))
        with self._database.reading() as connection:
            for way in ways:
                wanted = select(table.c.id).where(way, table.c.deleted_at.is_(None))
                found: int | None = connection.execute(
                    wanted.order_by(table.c.id.desc()).limit(1)
                ).scalar()
                if found is not None:
                    return found
        return None

    def take_over(self, reading: Reading, differences: Iterable[Difference]) -> Operation:
        """Take over what was done in a PDF, all of it or nothing.

        Raises ChangedSince where an annotation is no longer what it was when they were compared.
        """
        wanted = list(differences)
        with self._database.writing() as connection:
            row = shown(connection, reading.id)
            title = named(connection, reading.id)
            recorder = Recorder(connection, tr("reading back “{title}”", title=title))
            for difference in wanted:
                before, after = applied(difference)
                changing.change_own(recorder, reading.id, before, after)
            decisions = list(_decisions(reading, wanted))
            if decisions:
                changing.decide(recorder, row, decisions)
            return recorder.done()


def _decisions(reading: Reading, differences: Iterable[Difference]) -> Iterator[Decision]:
    from uuid import uuid4  # noqa: PLC0415 (seldom needed)

    for difference in differences:
        if isinstance(difference, Rejected):
            yield rejection(reading, difference, lambda: uuid4().hex, now())
