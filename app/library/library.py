"""The library of annotated readings."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, insert, or_, select, tuple_, update

from app.language import tr
from app.library import changing, deciding, rows, schema, search
from app.library.bin import Bin
from app.library.brought_back import BroughtBack
from app.library.citation import csl_item
from app.library.database import Database, open_database
from app.library.facts import Facts
from app.library.lists import named, now, put, shown, summaries, there
from app.library.packing import Packing
from app.library.people import People
from app.library.pictures import Pictures, keep_files
from app.library.recording import Recorder, take_back
from app.library.retexting import carry_over, replace_text, write_sketch
from app.library.shelves import Shelves, tags_of
from app.library.sqlite import indexes, speaking
from app.library.taking_in import Imports
from app.library.twins import Doubles
from app.reading.analysis import Analysis
from app.reading.annotation import Opened, OwnAnnotation, Reading
from app.reading.decisions import Decision, settled
from app.reading.document import PASTED, Document, Original
from app.reading.failures import LibraryFailure
from app.reading.listing import Cursor, Found, HitKind, Order, ReadingSummary, SpeakerSummary
from app.reading.operations import Operation
from app.reading.pictures import PictureFile


class Library:
    """Every annotated reading, in one SQLite file.

    Belongs to the thread that opened it; any other that uses it gets an sqlite3.ProgrammingError.
    Several processes may have the same file open at once. Everything raises LibraryFailure for
    what cannot be done; a method that has returned has saved.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.bin = Bin(database)
        self.shelves = Shelves(database)
        self.people = People(database)
        self.facts = Facts(database)
        self.doubles = Doubles(database)
        self.imports = Imports(database)
        self.pictures = Pictures(database)
        self.brought_back = BroughtBack(database)
        self.packing = Packing(database)

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

    def add(
        self,
        document: Document,
        analysis: Analysis,
        own: Iterable[OwnAnnotation] = (),
        files: Iterable[PictureFile] = (),
    ) -> int:
        """Store a document and what was found in it, whole or not at all; return its id.

        An id is never given twice. An analysis that is still to come is the empty one. `own` are
        marks other programs made in the source, `files` its pictures that lay in it. Where the same address or file was opened before
        and held another text, that reading is this one's version before (`Reading.earlier`), and
        what the reader did there is put where its words stand now.
        """
        time = now()
        captured = document.original.captured if document.original else time
        with self._database.writing() as connection:
            earlier = _version_before(connection, document)
            values = {
                **rows.facts(document),
                **rows.counts(analysis),
                "csl": csl_item(document, captured),
                "added": time,
                "opened": "",
                "place": 0,
                "earlier": earlier,
            }
            made = insert(schema.readings).values(values).returning(schema.readings.c.id)
            reading: int = connection.execute(made).scalar_one()
            rows.write_document(connection, reading, document)
            write_sketch(connection, reading, document.text)
            if earlier is not None:
                carry_over(connection, earlier, reading, document)
            if analysis != Analysis():
                rows.write_analysis(connection, reading, document.text, analysis, time)
            rows.take_in(connection, reading, own)
            keep_files(connection, reading, files)
        return reading

    def originals_of(self, sources: Iterable[str]) -> dict[str, tuple[int, str]]:
        """Return, for each of these paths and addresses that is there, the newest reading made of
        it and the SHA-256 of the bytes it was made from.
        """
        table, kept = schema.readings, schema.originals
        found: dict[str, tuple[int, str]] = {}
        names = [schema.storable(source) for source in sources]
        with self._database.reading() as connection:
            for some in rows.batched(names):
                wanted = (
                    select(table.c.source, table.c.id, kept.c.sha256)
                    .join(kept, kept.c.reading == table.c.id)
                    .where(
                        table.c.source.in_(some),
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
        """Replace what was detected in a reading, as the reader has decided about it.

        The reader's own annotations and decisions are not touched.
        """
        with self._database.writing() as connection:
            there(connection, reading)
            text = select(schema.texts.c.text).where(schema.texts.c.reading == reading)
            words = connection.execute(text).scalar_one()
            found = settled(analysis, deciding.read_decisions(connection, reading))
            rows.write_analysis(connection, reading, words, found, now())
            put(connection, reading, **rows.counts(found))

    def replace_text(self, reading: int, opened: Opened) -> Operation:
        """Give a reading the text that opening its source has given now.

        What the reader did is put where its words stand; what was detected is to be found anew.
        """
        with self._database.writing() as connection:
            return replace_text(connection, reading, opened)

    def to_mark(self, pipeline: str, limit: int = 100) -> list[int]:
        """Return readings no analysis by this pipeline was made of, the newest first."""
        table = schema.readings
        # Two ranges and no inequality, which no index helps with.
        wanted = select(table.c.id).where(
            or_(table.c.marked_by < pipeline, table.c.marked_by > pipeline),
            table.c.deleted_at.is_(None),
            ~table.c.lacks_text,
        )
        with self._database.reading() as connection:
            found = connection.execute(wanted.order_by(table.c.id.desc()).limit(limit))
            return list(found.scalars())

    def unmarked(self, limit: int = 100) -> list[int]:
        """Return readings whose text was never analysed, the newest first."""
        table = schema.readings
        wanted = select(table.c.id).where(
            table.c.marked_by == "", table.c.deleted_at.is_(None), ~table.c.lacks_text
        )
        with self._database.reading() as connection:
            found = connection.execute(wanted.order_by(table.c.id.desc()).limit(limit))
            return list(found.scalars())

    def to_fetch(self, limit: int = 100) -> list[tuple[int, str]]:
        """Return readings of which only the address is there, and that address, newest first."""
        table = schema.readings
        wanted = select(table.c.id, table.c.address).where(
            table.c.lacks_text, table.c.deleted_at.is_(None), table.c.address != ""
        )
        with self._database.reading() as connection:
            found = connection.execute(wanted.order_by(table.c.id.desc()).limit(limit))
            return [(row.id, row.address) for row in found]

    def readings(
        self,
        limit: int = 200,
        before: tuple[str, int] | None = None,
        collection: int | None = None,
    ) -> list[ReadingSummary]:
        """Return the readings added last, newest first, the bin left out.

        For the next page `before` is (`added`, `id`) of the last row shown. With `collection` only
        those that lie in it.
        """
        table = schema.readings
        wanted = (
            summaries()
            .where(table.c.deleted_at.is_(None))
            .order_by(table.c.added.desc(), table.c.id.desc())
            .limit(limit)
        )
        if before is not None:
            wanted = wanted.where(tuple_(table.c.added, table.c.id) < before)
        if collection is not None:
            held = schema.collection_readings
            wanted = wanted.join(held, held.c.reading == table.c.id).where(
                held.c.collection == collection
            )
        with self._database.reading() as connection:
            return [ReadingSummary(*row) for row in connection.execute(wanted)]

    def summary(self, reading: int) -> ReadingSummary:
        """Return the list's row of one reading; raise LibraryFailure where there is none."""
        wanted = summaries().where(schema.readings.c.id == reading)
        with self._database.reading() as connection:
            shown(connection, reading)
            return ReadingSummary(*connection.execute(wanted).one())

    def load(self, reading: int, *, marks: bool = True) -> Reading:
        """Return a reading with everything but its original bytes (see `original`).

        Without `marks` what was detected stays empty: of a long article that is most of the work.

        Raises LibraryFailure where there is none or it lies in the bin.
        """
        with self._database.reading() as connection:
            row = shown(connection, reading)
            try:
                own, aside = rows.read_own(connection, reading)
                return Reading(
                    id=reading,
                    document=rows.read_document(connection, row),
                    analysis=rows.read_analysis(connection, reading) if marks else Analysis(),
                    own=own,
                    aside=aside,
                    decisions=deciding.read_decisions(connection, reading),
                    tags=tags_of(connection, reading),
                    csl=row.csl,
                    lacks_text=row.lacks_text,
                    added=row.added,
                    opened=row.opened,
                    place=row.place,
                    earlier=_version_there(connection, row.earlier),
                )
            # A kind, a number or a list that nothing of ours wrote.
            except (ValueError, ArithmeticError, LookupError, TypeError) as error:
                raise LibraryFailure(
                    tr(
                        "Part of reading {reading} is damaged, so it cannot be shown.",
                        reading=str(reading),
                    ),
                    tr("Open the article anew from where it came."),
                ) from error

    def version_before(self, reading: int) -> int | None:
        """Return the reading that holds what the same address or file held before, if it is there."""
        with self._database.reading() as connection:
            return _version_there(connection, shown(connection, reading).earlier)

    def original(self, reading: int) -> Original | None:
        """Return the bytes a reading was made from, checked against their SHA-256."""
        with self._database.reading() as connection:
            shown(connection, reading)
            found = rows.read_original(connection, reading)
        if found is None:
            return None
        original, whole = found
        if not whole:
            raise LibraryFailure(
                tr("The original of reading {reading} is damaged.", reading=str(reading)),
                tr(
                    "Its text and its marks are not affected; open the article anew for its "
                    "original."
                ),
            )
        return original

    def own(self, reading: int) -> tuple[OwnAnnotation, ...]:
        """Return every annotation of the reader's own in a reading, wherever it stands."""
        with self._database.reading() as connection:
            shown(connection, reading)
            return rows.all_own(connection, reading)

    def change_own(
        self, reading: int, before: OwnAnnotation | None, after: OwnAnnotation | None
    ) -> Operation:
        """Make (`before` None), change, or delete (`after` None) an annotation of the reader's own.

        Raises ChangedSince where it is no longer what it was before: somebody else changed it.
        """
        one = after or before
        if one is None:
            return Operation("nothing")
        with self._database.writing() as connection:
            title = named(connection, reading)
            what = (
                tr("the note in “{title}”", title=title)
                if one.note
                else tr("the highlight in “{title}”", title=title)
            )
            recorder = Recorder(connection, what)
            changing.change_own(recorder, reading, before, after)
            return recorder.done()

    def save_own(self, reading: int, item: OwnAnnotation) -> None:
        """Store one of the reader's own annotations, over the one of the same id if there is one."""
        table, values = schema.own_annotations, rows.own_values(item)
        with self._database.writing() as connection:
            there(connection, reading)
            same = (table.c.reading == reading) & (table.c.id == item.id)
            if not connection.execute(update(table).where(same).values(values)).rowcount:
                connection.execute(insert(table).values(reading=reading, **values))

    def decide(self, reading: int, *decisions: Decision) -> Operation:
        """Keep what the reader decided about marks, over what was decided about them before.

        The marks of the reading stand at once as decided, and so they do after the next analysis.
        """
        with self._database.writing() as connection:
            row = shown(connection, reading)
            what = tr("the mark in “{title}”", title=named(connection, reading))
            recorder = Recorder(connection, what)
            changing.decide(recorder, row, decisions)
            return recorder.done()

    def undo(self, operation: Operation) -> Operation:
        """Take an operation back; return what takes this back in turn.

        Raises ChangedSince where something of it has been changed since.
        """
        with self._database.writing() as connection:
            return take_back(connection, operation)

    def take_in(self, reading: int, marks: Iterable[OwnAnnotation]) -> list[OwnAnnotation]:
        """Store marks another program made in a reading's source, each only the first time.

        Returns those that were new: one the reader has deleted here since does not come back.
        """
        with self._database.writing() as connection:
            there(connection, reading)
            return rows.take_in(connection, reading, marks)

    def delete_own(self, reading: int, annotation: str) -> None:
        """Forget one of the reader's own annotations; one that is gone already is no error."""
        table = schema.own_annotations
        with self._database.writing() as connection:
            there(connection, reading)
            same = (table.c.reading == reading) & (table.c.id == annotation)
            connection.execute(table.delete().where(same))

    def set_place(self, reading: int, offset: int) -> None:
        """Remember where a reading was left, and that it was opened now."""
        with self._database.writing() as connection:
            there(connection, reading)
            put(connection, reading, place=offset, opened=now())

    def search(
        self,
        query: str,
        limit: int = 100,
        *,
        kinds: Collection[HitKind] | None = None,
        order: Order = Order.RELEVANCE,
        after: Cursor | None = None,
    ) -> Found:
        """Find readings, quotes, numeric claims and the reader's own notes.

        `app.library.query.fields` lists what can be asked for besides words, "phrases", prefix*,
        AND, OR, NOT and parentheses. Without `kinds` those the query speaks of are looked for. For
        the next page `after` is the one of the page before (`Found.after`). Raises QueryFailure,
        with its place, for what means nothing.
        """
        with self._database.reading() as connection:
            return search.find(connection, query, limit, kinds, order, after)

    def readings_for(
        self, query: str, limit: int = 200, before: tuple[str, int] | None = None
    ) -> list[ReadingSummary]:
        """Return the readings a query finds, or finds marks in, as `readings` lists them."""
        with self._database.reading() as connection:
            return search.readings_for(connection, query, limit, before)

    def quotes_by(self, name: str, limit: int = 50, after: Cursor | None = None) -> Found:
        """Return what a speaker is quoted with, under every name, the newest first by date."""
        with self._database.reading() as connection:
            return speaking.quotes_by(connection, name, limit, after)

    def speakers(self, prefix: str = "", limit: int = 100) -> list[SpeakerSummary]:
        """Return the named speakers a word of whose name begins so, the most quoted first."""
        with self._database.reading() as connection:
            return speaking.speakers(connection, prefix, limit)

    def tidy(self) -> bool:
        """Do a little of what saving leaves for later; False when nothing is left to do.

        It takes about 10 ms, 50 ms the last time: for when nothing else is asked of the library.
        """
        if self.read_only:
            return False
        with self._database.writing() as connection:
            merged = indexes.merge_search(connection)
        if not merged:
            self._database.write_back()
        return merged

    def save_elsewhere(self, target: Path) -> None:
        """Write the library as it is open here to a file that is not there yet.

        Also after its own file is gone: what was saved before is saved again. To go on, open what
        was written. Raises LibraryFailure, also where there is such a file.
        """
        self._database.save_elsewhere(target)

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
