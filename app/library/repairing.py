"""Bring a damaged library back: in place where that does, else out of what can still be read."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, exists, insert, select, update

from app.language import ntr, tr
from app.library import schema, sqlite
from app.library.aside import aside, put_instead
from app.library.backup import BUSY_MS, Progress, back_up
from app.library.checking import Fault, Findings, check, look_at_damaged
from app.library.database import Database, open_database, said
from app.library.restoring import alone, name_beside, placing, room_for
from app.library.salvage import Saved, salvage
from app.library.sqlite import failures, indexes
from app.reading.failures import LibraryFailure

_MADE_AGAIN = (
    *schema.DETECTED,
    schema.blocks,
    schema.links,
    schema.emphases,
    schema.pictures,
    schema.printed,
)
"""What a text's opening and analysis write: nothing of it is worth keeping without the text."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done to a library.

    `kept` is the library as it was, None where there was nothing to do. `tables` tell what was
    saved where it had to be read anew, row by row; `left` is what is still wrong.
    """

    file: Path
    kept: Path | None = None
    tables: tuple[Saved, ...] = ()
    dangling: int = 0
    without_text: int = 0
    left: Findings | None = None

    @property
    def readings(self) -> Saved | None:
        """Return how many readings were saved and lost, None where none had to be."""
        return next((one for one in self.tables if one.table == schema.readings.name), None)

    def sentences(self) -> list[str]:
        """Return what was done, for the reader."""
        if self.kept is None:
            return [tr("There was nothing to repair.")]
        said_ = []
        if self.readings is not None:
            saved, lost = (
                sum(one.saved for one in self.tables),
                sum(one.lost for one in self.tables),
            )
            said_.append(
                tr(
                    "{readings}; {rows}.",
                    readings=_saved_readings(self.readings.saved, self.readings.lost),
                    rows=_saved_rows(saved, lost),
                )
            )
        if self.dangling:
            said_.append(
                tr(
                    "Rows that referred to something gone and were removed: {count}.",
                    count=self.dangling,
                )
            )
        if self.without_text:
            said_.append(
                tr("Readings whose text is to be fetched anew: {count}.", count=self.without_text)
            )
        said_.append(
            tr(
                "The search was built anew. The library as it was is kept at {file}.",
                file=self.kept,
            )
        )
        return said_


def repair(
    file: Path, now: datetime, progress: Progress | None = None, *, deep: bool = False
) -> Repaired:
    """Mend what can be mended; the library as it was is kept beside it first.

    Where pages are damaged, every row that can still be read goes into a new file, which then
    takes the library's place; that needs the library to be open nowhere. Otherwise the search is
    built anew and rows without what they belong to are removed. What cannot be mended is told.
    Raises LibraryFailure, with the library as it was.
    """
    file = Path(os.path.realpath(file))
    revision = look_at_damaged(file)
    found = check(file, deep=deep)
    if not found:
        return Repaired(file, left=found)
    if revision is None:
        raise LibraryFailure(
            tr(
                "The library {file} is damaged at its very beginning and cannot be repaired.",
                file=file,
            ),
            tr("Restore a backup with `sayso restore`; the file is kept then."),
        )
    kept = name_beside(file, "before-repair", now)
    done = None
    if not found.has(Fault.PAGES, Fault.INDEX, Fault.UNREADABLE):
        done = _mended(file, kept)
    if done is None:
        done = _read_anew(file, kept, revision, progress)
    return Repaired(
        file, kept, done.tables, done.dangling, done.without_text, check(file, deep=deep)
    )


def _mended(file: Path, kept: Path) -> Repaired | None:
    """Mend a library in place; None, and nothing done, where damage is in the way even of that."""
    back_up(file, kept)
    try:
        # Opening brings an older one up to date.
        with (
            contextlib.closing(open_database(file, busy_ms=BUSY_MS)) as opened,
            opened.writing() as connection,
        ):
            indexes.drop_search(connection)
            dangling, without_text = _made_consistent(connection)
            indexes.ensure_search(connection)
    except (LibraryFailure, MemoryError) as failure:
        if isinstance(failure, LibraryFailure) and not failures.is_damage(failure.__cause__):
            raise
        kept.unlink()
        return None
    return Repaired(file, kept, (), dangling, without_text)


def _read_anew(file: Path, kept: Path, revision: str, progress: Progress | None) -> Repaired:
    from app.library import upgrade  # noqa: PLC0415 -- half a second, rarely needed

    room_for(file.parent, file.stat().st_size)  # before the library is written to at all
    with placing(file), alone(file) as source, aside(file) as part:
        if source is None:
            raise failures.damaged(file)
        room_for(file.parent, file.stat().st_size)
        with said(part):
            raw = sqlite.connect(part, read_only=False, immutable=False, busy_ms=0)
            target = Database(part, raw, read_only=False)
            try:
                sqlite.write_unsafely(raw)
                with sqlite.without_foreign_keys(raw), target.writing() as connection:
                    upgrade.begin(connection, revision)
                    saved = salvage(source, connection, progress)
                    dangling = sqlite.remove_dangling(connection)
                    upgrade.upgrade(connection)
                    more, without_text = _made_consistent(connection)
            finally:
                target.close()
        put_instead(part, file, kept)
    return Repaired(file, kept, tuple(saved), dangling + more, without_text)


def _made_consistent(connection: Connection) -> tuple[int, int]:
    """Remove what hangs on nothing; return how many rows that were, and readings without text."""
    dangling = sqlite.remove_dangling(connection)
    table, texts = schema.readings, schema.texts
    lacking = ~exists().where(texts.c.reading == table.c.id)
    readings = list(connection.scalars(select(table.c.id).where(lacking)))
    for reading in readings:
        # As one that is still to be fetched: its facts and the reader's own work stay.
        connection.execute(insert(texts).values(reading=reading, text=""))
        connection.execute(update(table).where(table.c.id == reading).values(lacks_text=True))
        for made in _MADE_AGAIN:
            connection.execute(delete(made).where(made.c.reading == reading))
        for own in (schema.own_annotations, schema.decisions):
            connection.execute(
                update(own)
                .where(own.c.reading == reading, own.c.standing == "placed")
                .values(standing="lost")
            )
    return dangling, len(readings)


def _saved_readings(saved: int, lost: int) -> str:
    if not lost:
        return ntr(
            "{count} reading was saved and none that is known lost",
            "{count} readings were saved and none that is known lost",
            saved,
        )
    return ntr(
        "{count} reading was saved and at least {lost} lost",
        "{count} readings were saved and at least {lost} lost",
        saved,
        lost=lost,
    )


def _saved_rows(saved: int, lost: int) -> str:
    if not lost:
        return ntr(
            "of all rows {count} was saved and none that is known lost",
            "of all rows {count} were saved and none that is known lost",
            saved,
        )
    return ntr(
        "of all rows {count} was saved and at least {lost} lost",
        "of all rows {count} were saved and at least {lost} lost",
        saved,
        lost=lost,
    )
