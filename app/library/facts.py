"""What a reading is cited by, field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, select

from app.language import tr
from app.library import schema
from app.library.citation import byline_of, iso_date, storable_item
from app.library.database import Database
from app.library.lists import named, shown
from app.library.recording import Recorder
from app.library.retexting import COLUMNS
from app.library.shelves import tags_of
from app.reading.details import Details, KeptOriginal, Version
from app.reading.failures import Refused
from app.reading.operations import Operation
from app.reading.shelves import Collection

NAMES = frozenset({"author", "editor", "translator", "container-author", "collection-editor"})
DATES = frozenset({"issued", "accessed", "original-date", "event-date"})
_TYPES = """
article article-journal article-magazine article-newspaper bill book broadcast chapter collection
dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview
legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference patent
performance periodical personal_communication post post-weblog regulation report review review-book
software song speech standard thesis treaty webpage
"""
TYPES = frozenset(_TYPES.split())
"""The types of CSL 1.0.2."""

_AT_ONCE = 500
"""Readings that are asked for in one statement."""


class Facts:
    """The CSL-JSON item of each reading, which the reader may change field by field."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, reading: int) -> Details:
        """Return all that is known of a reading besides its text and its marks."""
        table, runs = schema.readings, schema.analysis_runs
        marked = select(runs.c.finished).where(runs.c.reading == reading).order_by(runs.c.id.desc())
        with self._database.reading() as connection:
            row = shown(connection, reading)
            return Details(
                reading,
                csl=row.csl,
                edited=frozenset(row.csl_edited),
                source=row.source,
                address=row.address,
                added=row.added,
                opened=row.opened,
                words=row.words,
                language=row.language,
                pipeline=row.marked_by,
                marked=connection.execute(marked.limit(1)).scalar() or "",
                extractor=row.extractor,
                original=_original(connection, reading),
                earlier=_version(connection, table.c.id, row.earlier),
                later=_version(connection, table.c.earlier, reading),
                tags=tags_of(connection, reading),
                collections=_collections(connection, reading),
            )

    def works(self, readings: Sequence[int]) -> list[tuple[dict[str, Any], str]]:
        """Return the CSL-JSON item and the byline of each reading; those that are gone are left out."""
        table = schema.readings
        found: dict[int, tuple[dict[str, Any], str]] = {}
        with self._database.reading() as connection:
            for start in range(0, len(readings), _AT_ONCE):
                wanted = select(table.c.id, table.c.csl, table.c.byline).where(
                    table.c.id.in_(readings[start : start + _AT_ONCE])
                )
                found |= {row.id: (dict(row.csl), row.byline) for row in connection.execute(wanted)}
        return [found[reading] for reading in readings if reading in found]

    def set(self, reading: int, fields: Mapping[str, Any]) -> Operation:
        """Change fields of a reading's CSL-JSON item; None or "" takes one out.

        Title, author, container-title, issued, DOI and language change what lists show too. What
        is set here stays when the article is read anew. Raises LibraryFailure for a value its
        field cannot hold.
        """
        with self._database.writing() as connection:
            row = shown(connection, reading)
            what = tr("the facts of “{title}”", title=named(connection, reading))
            recorder = Recorder(connection, what)
            csl = dict(row.csl)
            columns: dict[str, Any] = {}
            for field, value in fields.items():
                _check(field, value)
                if value in (None, "", [], {}):
                    csl.pop(field, None)
                else:
                    csl[field] = storable_item(value)
                if field in COLUMNS:
                    columns[COLUMNS[field]] = _shown(field, csl.get(field))
            edited = sorted({*row.csl_edited, *fields})
            recorder.update(
                schema.readings, {"id": reading}, {**columns, "csl": csl, "csl_edited": edited}
            )
            return recorder.done()


def _original(connection: Connection, reading: int) -> KeptOriginal | None:
    kept = schema.originals
    wanted = select(kept.c.media_type, kept.c.captured, kept.c.sha256)
    row = connection.execute(wanted.where(kept.c.reading == reading)).first()
    return None if row is None else KeptOriginal(*row)


def _version(connection: Connection, column: Column[Any], value: int | None) -> Version | None:
    """Return the newest reading outside the bin whose `column` has this value."""
    table = schema.readings
    wanted = select(table.c.id, table.c.added).where(column == value, table.c.deleted_at.is_(None))
    row = connection.execute(wanted.order_by(table.c.id.desc()).limit(1)).first()
    return None if row is None else Version(*row)


def _collections(connection: Connection, reading: int) -> tuple[Collection, ...]:
    """Return the collections a reading lies in; what they hold in all is not counted."""
    table, held = schema.collections, schema.collection_readings
    wanted = (
        select(table.c.id, table.c.name, table.c.parent)
        .join(held, held.c.collection == table.c.id)
        .where(held.c.reading == reading)
        .order_by(table.c.folded, table.c.id)
    )
    return tuple(Collection(*row, count=None) for row in connection.execute(wanted))


def _shown(field: str, value: Any) -> str:
    if value is None:
        return ""
    if field in NAMES:
        return byline_of(value)
    return iso_date(value) if field in DATES else str(value)


def _check(field: str, value: Any) -> None:
    if value in (None, "", [], {}):
        return
    wrong = ""
    if field == "type" and value not in TYPES:
        wrong = tr("“{value}” is no type of work.", value=value)
    elif field in NAMES:
        if not isinstance(value, list) or not all(isinstance(name, Mapping) for name in value):
            wrong = tr("“{field}” needs names.", field=field)
    elif field in DATES:
        if not isinstance(value, Mapping) or not (iso_date(value) or value.get("literal")):
            wrong = tr("“{field}” needs a date such as 2024-05-01.", field=field)
    elif not isinstance(value, str | int | float):
        wrong = tr("“{field}” needs words.", field=field)
    if wrong:
        raise Refused(wrong, tr("Nothing was changed."))
