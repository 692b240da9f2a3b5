"""Take in what another tool's export holds, and account for every entry of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from app.language import tr
from app.library import rows, schema
from app.library.citation import byline_of, csl_item, iso_date, storable_item
from app.library.database import Database
from app.library.lists import now
from app.library.pictures import keep_files
from app.library.recording import Recorder
from app.library.retexting import replace_text, write_sketch
from app.library.shelves import find_collection, make_collection, shelve, tag_reading
from app.library.unpacking import (
    Damaged,
    put_in_order,
    same_reading,
    take_shelves,
    unite,
    unpack,
)
from app.reading.addresses import canonical
from app.reading.anchors import Anchor
from app.reading.annotation import OwnAnnotation, Standing
from app.reading.document import Document
from app.reading.imported import ImportedItem, ImportedMark, Skipped
from app.reading.reattaching import reattached
from app.reading.reports import Fate, Taken

AT_ONCE = 5
"""Items stored in one transaction: for so long another process that writes has to wait."""

PAUSE_S = 0.005
"""How long the library is let go between two transactions. Who waits for it asks again every so
often, and would never find it free otherwise."""

LONGEST_TITLE = 300


class Imports:
    """Makes readings of other tools' items; an item that is there already is united with it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take_in(
        self,
        items: Iterable[ImportedItem | Skipped],
        told: Callable[[Sequence[Taken]], None] = lambda _some: None,
    ) -> list[Taken]:
        """Store items and return what became of each, in their order.

        `told` hears of the next of them when they are on the disk. What an earlier import of the
        same export has stored is not stored again, and what the reader has deleted since does not
        come back.
        """
        account: list[Taken] = []
        source = iter(items)
        while some := list(islice(source, AT_ONCE)):
            with self._database.writing() as connection:
                made = [_take(connection, item) for item in some]
            account += made
            told(made)
            time.sleep(PAUSE_S)
        return account

    def place(self) -> Path:
        """Return the file for another process to take entries into.

        Raises LibraryFailure where this library cannot be written, or is no longer in its place.
        """
        with self._database.writing():
            return self._database.file


def _take(connection: Connection, item: ImportedItem | Skipped) -> Taken:
    if isinstance(item, Skipped):
        return Taken(item.what, Fate.SKIPPED, why=item.why)
    name = item.title or item.address or item.key
    if item.kept is not None:
        return _take_packed(connection, item.kept, name)
    known, why = _known(connection, item)
    if known is not None and known.deleted_at is not None:
        return Taken(name, Fate.SKIPPED, why=_binned())
    if known is None:
        reading = _add(connection, item)
        fate = Fate.TAKEN
    else:
        reading, fate = known.id, Fate.MERGED
        if known.lacks_text and item.opened is not None:
            replace_text(connection, reading, item.opened)
    placed, lost, old = _take_marks(connection, reading, item)
    recorder = Recorder(connection, "an import")
    tag_reading(recorder, reading, _names(item.tags))
    for path in item.collections:
        _shelve(recorder, reading, path)
    _remember(connection, reading, item.key)
    if item.lacking:
        why = item.lacking
    return Taken(
        name, fate, reading, why, placed, lost, old, address_only=_lacks(connection, reading)
    )


def _take_packed(connection: Connection, kept: Mapping[str, Any], name: str) -> Taken:
    """Take in a reading that another library packed, as it was there."""
    recorder = Recorder(connection, "an import")
    if str(kept.get("revision")) > schema.REVISION:
        why = tr("It was exported by a newer Sayso: import it with that version.")
        return Taken(name, Fate.SKIPPED, why=why)
    try:
        known = same_reading(connection, kept)
        if known is not None and known.deleted_at is not None:
            return Taken(name, Fate.SKIPPED, why=_binned())
        if known is None:
            reading, fate, old = unpack(connection, kept), Fate.TAKEN, 0
            own = kept.get("own_annotations", ())
            lost = sum(item.get("standing") == Standing.LOST for item in own)
            placed = len(own) - lost
        else:
            reading, fate, lost = known.id, Fate.MERGED, 0
            placed, old = unite(connection, reading, kept)
        with connection.begin_nested():
            if kept.get("shelves"):
                take_shelves(recorder, kept["shelves"])
            put_in_order(recorder, reading, kept)
            _remember(connection, reading, str(kept["key"]))
    except (Damaged, ValueError, LookupError, TypeError, AttributeError):
        why = tr("It is damaged, or was changed by another program.")
        return Taken(name, Fate.SKIPPED, why=why)
    why = tr("The same text is in the library.") if fate is Fate.MERGED else ""
    return Taken(
        name, fate, reading, why, placed, lost, old, address_only=_lacks(connection, reading)
    )


def _binned() -> str:
    return tr("It lies in the bin: restore it there if you want it.")


def _names(tags: Iterable[str]) -> list[str]:
    return [tag for tag in tags if tag.split()]


def _known(connection: Connection, item: ImportedItem) -> tuple[Any, str]:
    """Return the row of the reading an item is already, and how that was seen."""
    table, imported = schema.readings, schema.imported_items
    wanted = (
        select(table)
        .join(imported, imported.c.reading == table.c.id)
        .where(imported.c.item == schema.storable(item.key))
    )
    row = connection.execute(wanted).first()
    if row is not None:
        if row.merged_into is not None:
            wanted = select(table).where(table.c.id == row.merged_into)
            row = connection.execute(wanted).first() or row
        return row, tr("It was imported before.")
    live = table.c.deleted_at.is_(None)
    address = canonical(item.address)
    if address:
        wanted = select(table).where(table.c.canonical == address, live, table.c.part.is_(None))
        row = connection.execute(wanted.order_by(table.c.id.desc()).limit(1)).first()
        if row is not None:
            return row, tr("The same address is in the library.")
    digest = item.text_sha256
    if item.opened is not None and item.opened.document.text:
        digest = rows.text_hash(item.opened.document.text)
    if digest:
        wanted = select(table).where(table.c.text_sha256 == digest, live).limit(1)
        row = connection.execute(wanted).first()
        if row is not None:
            return row, tr("The same text is in the library.")
    return None, ""


def _add(connection: Connection, item: ImportedItem) -> int:
    document = _document(item)
    captured = document.original.captured if document.original else ""
    told = storable_item(dict(item.csl))
    csl = {**csl_item(document, captured or item.added or now()), **told}
    values = {
        **rows.facts(document),
        "canonical": canonical(item.address) or canonical(document.address),
        "csl": csl,
        "added": _time(item.added) or now(),
        "opened": "",
        "place": 0,
        "quotes": 0,
        "speakers": 0,
        "claims": 0,
        "marked_by": "",
        "earlier": None,
    }
    made = insert(schema.readings).values(values).returning(schema.readings.c.id)
    reading: int = connection.execute(made).scalar_one()
    rows.write_document(connection, reading, document)
    write_sketch(connection, reading, document.text)
    if item.opened is not None:
        keep_files(connection, reading, item.opened.files)
    return reading


def _document(item: ImportedItem) -> Document:
    """Return the item's text with what the export says of it, or a document without text."""
    document = (
        item.opened.document
        if item.opened is not None
        else Document(item.address or item.key, "", ())
    )
    csl = item.csl
    return replace(
        document,
        title=(item.title or document.title)[:LONGEST_TITLE],
        byline=item.byline or _byline(csl) or document.byline,
        outlet=item.outlet or str(csl.get("container-title", "")) or document.outlet,
        published=item.published or _issued(csl) or document.published,
        language=item.language or document.language,
        address=item.address or document.address,
        doi=str(csl.get("DOI", "")) or document.doi,
    )


def _byline(csl: Mapping[str, Any]) -> str:
    names = csl.get("author")
    return (
        byline_of([n for n in names if isinstance(n, Mapping)]) if isinstance(names, list) else ""
    )


def _issued(csl: Mapping[str, Any]) -> str:
    issued = csl.get("issued")
    return iso_date(issued) if isinstance(issued, Mapping) else ""


def _time(iso: str) -> str:
    """Return an ISO time as the library sorts it, "" for what is none."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _take_marks(connection: Connection, reading: int, item: ImportedItem) -> tuple[int, int, int]:
    """Store the marks of an item: return how many have a place, have none, and were there."""
    inside = item.opened.own if item.opened is not None else ()
    if not item.marks and not inside:
        return 0, 0, 0
    text = connection.execute(
        select(schema.texts.c.text).where(schema.texts.c.reading == reading)
    ).scalar_one()
    # The text may be that of a reading which was there already: another program's version of it.
    made = [reattached(text, mark) for mark in (*inside, *(_own(m, item) for m in item.marks))]
    new = rows.take_in(connection, reading, made)
    lost = sum(mark.standing is Standing.LOST for mark in new)
    return len(new) - lost, lost, len(made) - len(new)


def _own(mark: ImportedMark, item: ImportedItem) -> OwnAnnotation:
    return OwnAnnotation(
        id=mark.key,
        start=0,
        end=0,
        anchor=Anchor(
            mark.exact,
            mark.prefix,
            mark.suffix,
            mark.start,
            mark.start + len(mark.exact) if mark.start else 0,
        ),
        note=mark.note,
        created=mark.created or item.added,
        modified=mark.modified or mark.created or item.added,
        standing=Standing.LOST if mark.exact.strip() else Standing.WHOLE,
        tags=mark.tags,
    )


def _shelve(recorder: Recorder, reading: int, path: str) -> None:
    around: int | None = None
    for name in path.split("/"):
        if not name.split():
            continue
        name = name.replace("∕", "/")  # noqa: PLW2901 -- the exporters' escape for a slash in a name
        inner = find_collection(recorder.connection, name, around)
        around = inner if inner is not None else make_collection(recorder, name, around)
    if around is not None:
        shelve(recorder, reading, around)


def _remember(connection: Connection, reading: int, key: str) -> None:
    table = schema.imported_items
    name = schema.storable(key)
    if connection.execute(select(table.c.item).where(table.c.item == name)).first() is None:
        connection.execute(insert(table).values(item=name, reading=reading))


def _lacks(connection: Connection, reading: int) -> bool:
    table = schema.readings
    return bool(
        connection.execute(select(table.c.lacks_text).where(table.c.id == reading)).scalar()
    )
