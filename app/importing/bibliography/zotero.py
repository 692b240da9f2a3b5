"""Zotero's data folder: its library with the files, notes and annotations in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from app.importing.bibliography.dates import moment
from app.importing.bibliography.exported import Progress, tell
from app.importing.bibliography.files import Found, open_first
from app.importing.bibliography.notes import note_document, note_mark, plain_note, remark
from app.importing.bibliography.parts import with_text
from app.importing.bibliography.wording import label, lines, once, words
from app.importing.bibliography.works import item_of
from app.importing.bibliography.zotero_fields import csl_of
from app.importing.bibliography.zotero_files import Attachment, place_of
from app.importing.bibliography.zotero_marks import Annotation, is_in_file, mark_of, with_context
from app.importing.bibliography.zotero_shelves import Shelves
from app.importing.bibliography.zotero_store import Store, copied, damaged, database_of
from app.language import later, ntr, tr
from app.reading.annotation import Opened
from app.reading.imported import ImportedItem, ImportedMark, Skipped

_BINNED = later("It is in Zotero's bin.")
_DAMAGED = later("Zotero's database is damaged at this place.")
_IN_ONE_PIECE = 1
"""How Zotero marks a creator's name that is not parted."""

_NOTE = (
    "SELECT n.itemID, i.key, n.note, i.dateAdded, i.dateModified FROM itemNotes n"
    " JOIN items i ON i.itemID = n.itemID WHERE n.itemID = ?"
)
_NOTES = (
    "SELECT n.itemID, i.key, n.note, i.dateAdded, i.dateModified FROM itemNotes n"
    " JOIN items i ON i.itemID = n.itemID WHERE n.parentItemID = ? ORDER BY n.itemID"
)
_ATTACHMENT = (
    "SELECT a.itemID, i.key, a.linkMode, a.contentType, a.path FROM itemAttachments a"
    " JOIN items i ON i.itemID = a.itemID WHERE a.itemID = ?"
)
_ATTACHMENTS = (
    "SELECT a.itemID, i.key, a.linkMode, a.contentType, a.path FROM itemAttachments a"
    " JOIN items i ON i.itemID = a.itemID WHERE a.parentItemID = ? ORDER BY a.itemID"
)


class _Row(NamedTuple):
    """An entry of the library; `id` and `library` are numbers of this database alone."""

    id: int
    library: int
    kind: str
    key: str
    added: str
    modified: str


class _Note(NamedTuple):
    id: int
    key: str
    note: str
    added: str
    modified: str


def read_zotero(path: Path, progress: Progress | None) -> Iterator[ImportedItem | Skipped]:
    """Read a Zotero data folder, or the database in it, from a copy of that database.

    The entries of news feeds Zotero follows are no part of the library: a feed is skipped as one.
    """
    database = database_of(path)
    with copied(database) as store:
        try:
            library = _Library(store, database.parent)
            rows = list(library.entries())
        except sqlite3.Error:
            raise damaged(database) from None
        for place, row in enumerate(rows, start=1):
            yield from library.read(row)
            tell(progress, place, len(rows))
        yield from library.feeds()


class _Library:
    """What a database holds, entry by entry."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._shelves = Shelves(store)
        self._binned = {
            row[0] for row in store.rows("deletedItems", "SELECT itemID FROM deletedItems")
        }

    def entries(self) -> Iterator[_Row]:
        """Yield what stands for itself: works, and attachments and notes that belong to none."""
        for row in self._store.rows(
            "items",
            "SELECT i.itemID, i.libraryID, t.typeName, i.key, i.dateAdded, i.dateModified"
            " FROM items i LEFT JOIN itemTypes t ON t.itemTypeID = i.itemTypeID"
            " WHERE i.itemID NOT IN"
            " (SELECT itemID FROM itemAttachments WHERE parentItemID IS NOT NULL)"
            " AND i.itemID NOT IN (SELECT itemID FROM itemNotes WHERE parentItemID IS NOT NULL)"
            " ORDER BY i.itemID",
        ):
            found = _Row(row[0], row[1], *(words(value) for value in row[2:]))
            if found.kind != "annotation" and found.library not in self._shelves.feeds:
                yield found

    def feeds(self) -> Iterator[Skipped]:
        """Yield the news feeds Zotero follows, with the number of their entries."""
        for library, name in self._shelves.feeds.items():
            rows = self._store.rows(
                "items", "SELECT count(*) FROM items WHERE libraryID = ?", library
            )
            yield Skipped(
                ntr(
                    "{name} ({count} entry)",
                    "{name} ({count} entries)",
                    rows[0][0],
                    name=label(name),
                ),
                tr("It is a news feed Zotero follows, no part of your library."),
            )

    def read(self, row: _Row) -> Iterator[ImportedItem | Skipped]:
        """Yield an entry's item, and what of it is skipped."""
        try:
            if row.id in self._binned:
                yield Skipped(self._name(row), tr(_BINNED))
            elif row.kind == "note":
                yield self._note(row)
            else:
                yield from self._work(row)
        except sqlite3.Error:
            yield Skipped(row.key or tr("Entry {number}", number=str(row.id)), tr(_DAMAGED))

    def _name(self, row: _Row) -> str:
        fields = self._fields(row.id)
        named = next(
            (
                fields[each]
                for each in ("title", "caseName", "nameOfAct", "subject")
                if each in fields
            ),
            "",
        )
        if not named and row.kind == "note":
            named = next((note.note for note in self._notes(_NOTE, row.id)), "")
        return label(plain_note(named)) or row.key

    def _work(self, row: _Row) -> Iterator[ImportedItem | Skipped]:
        attachments, binned = self._attachments(row)
        yield from binned
        key = self._key(row)
        fields = self._fields(row.id)
        if row.kind == "attachment":
            csl = csl_of("document" if not fields.get("url") else "webpage", fields, [])
            csl["title"] = csl.get("title") or (attachments[0].name if attachments else "")
        else:
            csl = csl_of(row.kind, fields, self._creators(row.id))
        text, opened_from = self._text(attachments)
        marks: list[ImportedMark] = []
        if note := remark(fields.get("extra")):
            marks.append(note_mark(f"{key}:extra", note))
        for child in self._notes(_NOTE if row.kind == "attachment" else _NOTES, row.id):
            if child.id in self._binned:
                yield Skipped(label(plain_note(child.note)) or child.key, tr(_BINNED))
            elif written := plain_note(child.note):
                marks.append(_noted(f"{key}:{child.key}", written, child))
        if row.kind != "attachment":
            for attachment in attachments:
                marks += [
                    _noted(f"{key}:{note.key}:note", written, note)
                    for note in self._notes(_NOTE, attachment.id)
                    if (written := plain_note(note.note))
                ]
        for attachment in attachments:
            pieces = text.pieces if attachment == opened_from else []
            marks += self._marks(attachment, key, pieces)
        item = replace(
            item_of(csl, key),
            added=moment(row.added),
            tags=self._tags(row.id),
            collections=self._shelves.of(row.id, row.library),
            marks=tuple(marks),
            lacking=text.lacking,
        )
        yield from with_text(item, text.pieces)

    def _note(self, row: _Row) -> ImportedItem | Skipped:
        """Return a note that belongs to no work as a work of its own."""
        kept = next(iter(self._notes(_NOTE, row.id)), None)
        written = lines(kept.note) if kept else ""
        key = self._key(row)
        opened = note_document(
            written, f"zotero://select/library/items/{row.key}", moment(row.added)
        )
        if opened is None:
            return Skipped(row.key, tr("It is an empty note."))
        return replace(
            item_of({"type": "document", "title": opened.document.title}, key),
            added=moment(row.added),
            tags=self._tags(row.id),
            collections=self._shelves.of(row.id, row.library),
            opened=opened,
        )

    def _key(self, row: _Row) -> str:
        group = self._shelves.groups.get(row.library)
        return f"zotero:{group.number}/{row.key}" if group else f"zotero:{row.key}"

    def _fields(self, item: int) -> dict[str, str]:
        rows = self._store.rows(
            "itemData",
            "SELECT f.fieldName, v.value FROM itemData d JOIN fields f ON f.fieldID = d.fieldID"
            " JOIN itemDataValues v ON v.valueID = d.valueID WHERE d.itemID = ? ORDER BY f.fieldID",
            item,
        )
        return {words(name): lines(value) for name, value in rows if lines(value)}

    def _creators(self, item: int) -> Iterator[tuple[str, dict[str, str]]]:
        for row in self._store.rows(
            "itemCreators",
            "SELECT t.creatorType, c.firstName, c.lastName, c.fieldMode FROM itemCreators i"
            " JOIN creators c ON c.creatorID = i.creatorID"
            " LEFT JOIN creatorTypes t ON t.creatorTypeID = i.creatorTypeID"
            " WHERE i.itemID = ? ORDER BY i.orderIndex",
            item,
        ):
            role, given, family = (words(value) for value in row[:3])
            if given and family and row[3] != _IN_ONE_PIECE:
                yield role, {"family": family, "given": given}
            elif family or given:
                yield role, {"literal": family or given}

    def _tags(self, item: int) -> tuple[str, ...]:
        rows = self._store.rows(
            "itemTags",
            "SELECT t.name FROM itemTags i JOIN tags t ON t.tagID = i.tagID WHERE i.itemID = ?"
            " ORDER BY t.tagID",
            item,
        )
        return once(words(row[0]) for row in rows)

    def _notes(self, sql: str, item: int) -> list[_Note]:
        rows = self._store.rows("itemNotes", sql, item)
        return [_Note(row[0], *(lines(value) for value in row[1:])) for row in rows]

    def _attachments(self, row: _Row) -> tuple[list[Attachment], list[Skipped]]:
        """Return the attachments of a work, or the one the entry itself is, without binned ones."""
        sql = _ATTACHMENT if row.kind == "attachment" else _ATTACHMENTS
        found = [
            Attachment(each[0], words(each[1]), each[2], words(each[3]), lines(each[4]))
            for each in self._store.rows("itemAttachments", sql, row.id)
        ]
        kept = [each for each in found if each.id not in self._binned]
        binned = [
            Skipped(label(each.name) or each.key, tr(_BINNED))
            for each in found
            if each.id in self._binned
        ]
        return kept, binned

    def _text(self, attachments: Sequence[Attachment]) -> tuple[Found, Attachment | None]:
        """Open the first attachment that can be; which that is, and why none could."""
        places: dict[Path, Attachment] = {}
        lacking = ""
        for attachment in attachments:
            if not attachment.is_text:
                continue
            place, why = place_of(attachment, self._folder)
            if place is None:
                lacking = lacking or why
            else:
                places.setdefault(place, attachment)
        found = open_first(places)
        if found.path is not None:
            return found, places[found.path]
        return found._replace(lacking=found.lacking or lacking), None

    def _marks(
        self, attachment: Attachment, key: str, pieces: Sequence[Opened]
    ) -> Iterator[ImportedMark]:
        rows = self._store.rows(
            "itemAnnotations",
            "SELECT a.itemID, i.key, a.type, a.text, a.comment, a.pageLabel, a.position,"
            " a.isExternal, i.dateAdded, i.dateModified FROM itemAnnotations a"
            " JOIN items i ON i.itemID = a.itemID WHERE a.parentItemID = ?"
            " ORDER BY a.sortIndex, a.itemID",
            attachment.id,
        )
        for annotation in map(Annotation._make, rows):
            if annotation.id in self._binned or is_in_file(annotation, pieces):
                continue
            mark = mark_of(annotation, f"{key}:{words(annotation.key)}", self._tags(annotation.id))
            yield with_context(mark, annotation.page, pieces)


def _noted(key: str, written: str, note: _Note) -> ImportedMark:
    return note_mark(key, written, created=moment(note.added), modified=moment(note.modified))
