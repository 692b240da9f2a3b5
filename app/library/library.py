"""The library of annotated readings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import (
    Connection,
    Row,
    Select,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from app.library import rows, schema, search
from app.library.citation import csl_item
from app.library.database import Database, open_database
from app.reading.analysis import Analysis
from app.reading.annotation import OwnAnnotation, Reading
from app.reading.document import PASTED, Document, Original
from app.reading.failures import LibraryFailure
from app.reading.listing import Hit, ReadingSummary

_NAMES = 500
"""How many names one statement asks for."""

_LIST = "`sayso list` shows what there is."


class Library:
    """Every annotated reading, in one SQLite file.

    Belongs to the thread that opened it; any other that uses it gets an sqlite3.ProgrammingError.
    Several processes may have the same file open at once. Everything raises LibraryFailure for
    what cannot be done; a method that has returned has saved.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, file: Path, *, busy_ms: int = 5000) -> Self:
        """Open the library in `file`, making it and its folder where they do not exist.

        A library that may not be written to opens read-only. `busy_ms` is how long to wait for
        another program that is writing. Raises LibraryFailure for a file of a newer version
        (left as it is), one that is no library, one that is locked, and for missing permissions.
        """
        return cls(open_database(file, busy_ms))

    @property
    def read_only(self) -> bool:
        """Whether every change will be refused."""
        return self._database.read_only

    @property
    def file(self) -> Path:
        return self._database.file

    def add(self, document: Document, analysis: Analysis, own: Iterable[OwnAnnotation] = ()) -> int:
        """Store a document and what was found in it, whole or not at all; return its id.

        An id is never given twice. An analysis that is still to come is the empty one. `own` are
        marks other programs made in the source. Where the same address or file was opened before
        and held another text, that reading is this one's version before (`Reading.earlier`).
        """
        now = _now()
        captured = document.original.captured if document.original else now
        with self._database.writing() as connection:
            values = {
                **rows.facts(document),
                **rows.counts(analysis),
                "csl": csl_item(document, captured),
                "added": now,
                "opened": "",
                "place": 0,
                "earlier": _version_before(connection, document),
            }
            made = insert(schema.readings).values(values).returning(schema.readings.c.id)
            reading: int = connection.execute(made).scalar_one()
            rows.write_document(connection, reading, document)
            if analysis != Analysis():
                rows.write_analysis(connection, reading, document.text, analysis, now)
            rows.take_in(connection, reading, own)
        return reading

    def originals_of(self, sources: Iterable[str]) -> dict[str, tuple[int, str]]:
        """Return, for each of these paths and addresses that is there, the newest reading made of
        it and the SHA-256 of the bytes it was made from.
        """
        table, kept = schema.readings, schema.originals
        found: dict[str, tuple[int, str]] = {}
        names = [schema.storable(source) for source in sources]
        with self._database.reading() as connection:
            for start in range(0, len(names), _NAMES):
                wanted = (
                    select(table.c.source, table.c.id, kept.c.sha256)
                    .join(kept, kept.c.reading == table.c.id)
                    .where(
                        table.c.source.in_(names[start : start + _NAMES]),
                        table.c.deleted_at.is_(None),
                    )
                    .order_by(table.c.id)
                )
                found |= {row.source: (row.id, row.sha256) for row in connection.execute(wanted)}
        return found

    def find(self, document: Document) -> int | None:
        """Return the reading that is this article already: same source or address, same text."""
        table = schema.readings
        places = [table.c.source == document.source]
        if document.address:
            places.append(table.c.address == document.address)
        wanted = (
            select(table.c.id)
            .where(
                table.c.text_sha256 == rows.text_hash(document.text),
                table.c.deleted_at.is_(None),
                or_(*places),
            )
            .order_by(table.c.id)
            .limit(1)
        )
        with self._database.reading() as connection:
            found: int | None = connection.execute(wanted).scalar()
        return found

    def save_analysis(self, reading: int, analysis: Analysis) -> None:
        """Replace what was detected in a reading; the reader's own annotations are not touched."""
        with self._database.writing() as connection:
            _there(connection, reading)
            text = select(schema.texts.c.text).where(schema.texts.c.reading == reading)
            words = connection.execute(text).scalar_one()
            rows.write_analysis(connection, reading, words, analysis, _now())
            _set(connection, reading, **rows.counts(analysis))

    def readings(
        self, limit: int = 200, before: tuple[str, int] | None = None
    ) -> list[ReadingSummary]:
        """Return the readings added last, newest first, the bin left out.

        For the next page `before` is (`added`, `id`) of the last row shown.
        """
        table = schema.readings
        wanted = (
            _summaries()
            .where(table.c.deleted_at.is_(None))
            .order_by(table.c.added.desc(), table.c.id.desc())
            .limit(limit)
        )
        if before is not None:
            wanted = wanted.where(tuple_(table.c.added, table.c.id) < before)
        with self._database.reading() as connection:
            return [ReadingSummary(*row) for row in connection.execute(wanted)]

    def summary(self, reading: int) -> ReadingSummary:
        """Return the list's row of one reading; raise LibraryFailure where there is none."""
        wanted = _summaries().where(schema.readings.c.id == reading)
        with self._database.reading() as connection:
            _shown(connection, reading)
            return ReadingSummary(*connection.execute(wanted).one())

    def load(self, reading: int) -> Reading:
        """Return a reading with everything but its original bytes (see `original`).

        Raises LibraryFailure where there is none or it lies in the bin.
        """
        with self._database.reading() as connection:
            row = _shown(connection, reading)
            try:
                return Reading(
                    id=reading,
                    document=rows.read_document(connection, row),
                    analysis=rows.read_analysis(connection, reading),
                    own=rows.read_own(connection, reading),
                    added=row.added,
                    opened=row.opened,
                    place=row.place,
                    earlier=_version_there(connection, row.earlier),
                )
            except ValueError as error:  # a kind or a list that nothing of ours wrote
                raise LibraryFailure(
                    f"Part of reading {reading} is damaged, so it cannot be shown.",
                    "Open the article anew from where it came.",
                ) from error

    def version_before(self, reading: int) -> int | None:
        """Return the reading that holds what the same address or file held before, if it is there."""
        with self._database.reading() as connection:
            return _version_there(connection, _shown(connection, reading).earlier)

    def original(self, reading: int) -> Original | None:
        """Return the bytes a reading was made from, checked against their SHA-256."""
        with self._database.reading() as connection:
            _shown(connection, reading)
            found = rows.read_original(connection, reading)
        if found is None:
            return None
        original, whole = found
        if not whole:
            raise LibraryFailure(
                f"The original of reading {reading} is damaged.",
                "Its text and its marks are not affected; open the article anew for its original.",
            )
        return original

    def save_own(self, reading: int, item: OwnAnnotation) -> None:
        """Store one of the reader's own annotations, over the one of the same id if there is one."""
        table = schema.own_annotations
        values = rows.own_values(item)
        with self._database.writing() as connection:
            _there(connection, reading)
            same = (table.c.reading == reading) & (table.c.id == item.id)
            if not connection.execute(update(table).where(same).values(values)).rowcount:
                connection.execute(insert(table).values(reading=reading, **values))

    def take_in(self, reading: int, marks: Iterable[OwnAnnotation]) -> list[OwnAnnotation]:
        """Store marks another program made in a reading's source, each only the first time.

        Returns those that were new: one the reader has deleted here since does not come back.
        """
        with self._database.writing() as connection:
            _there(connection, reading)
            return rows.take_in(connection, reading, marks)

    def delete_own(self, reading: int, annotation: str) -> None:
        """Forget one of the reader's own annotations; one that is gone already is no error."""
        table = schema.own_annotations
        with self._database.writing() as connection:
            _there(connection, reading)
            connection.execute(
                delete(table).where(table.c.reading == reading, table.c.id == annotation)
            )

    def set_place(self, reading: int, offset: int) -> None:
        """Remember where a reading was left, and that it was opened now."""
        with self._database.writing() as connection:
            _there(connection, reading)
            _set(connection, reading, place=offset, opened=_now())

    def delete(self, reading: int) -> None:
        """Put a reading in the bin: it is kept whole, but neither listed nor found."""
        with self._database.writing() as connection:
            row = _there(connection, reading)
            if row.deleted_at is None:
                _set(connection, reading, deleted_at=_now())

    def restore(self, reading: int) -> None:
        """Take a reading out of the bin."""
        with self._database.writing() as connection:
            _there(connection, reading)
            _set(connection, reading, deleted_at=None)

    def search(self, query: str, limit: int = 100) -> list[Hit]:
        """Find readings, quotes and numeric claims: words, "phrases", prefix*, AND, OR, NOT.

        Raises LibraryFailure with an explanation for the few searches that mean nothing.
        """
        with self._database.reading() as connection:
            return search.find(connection, query, limit)

    def data_version(self) -> int:
        """Return a number that changes when another connection has changed the library."""
        return self._database.data_version()

    def close(self) -> None:
        """Close the file; afterwards the library must not be used."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _now() -> str:
    # Always as many digits, so that times sort as text.
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _summaries() -> Select[Any]:
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
    )


def _there(connection: Connection, reading: int) -> Row[Any]:
    table = schema.readings
    row = connection.execute(select(table).where(table.c.id == reading)).first()
    if row is None:
        raise LibraryFailure(f"There is no reading {reading}.", _LIST)
    return row


def _shown(connection: Connection, reading: int) -> Row[Any]:
    row = _there(connection, reading)
    if row.deleted_at is not None:
        raise LibraryFailure(f"Reading {reading} was deleted.", _LIST)
    return row


def _version_there(connection: Connection, reading: int | None) -> int | None:
    table = schema.readings
    wanted = select(table.c.id).where(table.c.id == reading, table.c.deleted_at.is_(None))
    found: int | None = connection.execute(wanted).scalar()
    return found


def _version_before(connection: Connection, document: Document) -> int | None:
    """Return the newest reading of the same address or file, which held another text then."""
    table = schema.readings
    places = [table.c.source == document.source] if document.source != PASTED else []
    if document.address:
        places.append(table.c.address == document.address)
    if not places:
        return None
    number = document.part.number if document.part else None
    wanted = (
        select(table.c.id)
        .where(
            or_(*places),
            table.c.deleted_at.is_(None),
            table.c.text_sha256 != rows.text_hash(document.text),
            table.c.part.is_(None) if number is None else table.c.part == number,
        )
        .order_by(table.c.id.desc())
        .limit(1)
    )
    found: int | None = connection.execute(wanted).scalar()
    return found


def _set(connection: Connection, reading: int, **values: Any) -> None:
    connection.execute(
        update(schema.readings).where(schema.readings.c.id == reading).values(values)
    )
