"""Readwise Reader's table of documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.importing.entries import Entry
from app.importing.fields import address, collection, line, names
from app.importing.forms import Form
from app.importing.progress import Progress
from app.importing.rows import Row
from app.importing.tables import read_table
from app.importing.times import moment
from app.importing.uniting import united
from app.reading.imported import ImportedItem, Skipped

_ARCHIVE = "archive"
_NO_FOLDERS = ("", "new", "later", "inbox", _ARCHIVE)


def read_reader(path: Path, progress: Progress) -> Iterator[ImportedItem | Skipped]:
    """Yield the documents; the lists Reader keeps beside inbox and archive are collections."""
    yield from united(read_table(path, _entry, progress))


def _entry(row: Row) -> ImportedItem | Skipped:
    place = line(row["location"], 100)
    title = line(row["title"])
    return Entry(
        Form.READER,
        row.first("url", "source url"),
        id=line(row["id"], 100),
        title="" if address(title) else title,
        byline=line(row["author"]),
        added=moment(row.first("saved date", "saved at")),
        tags=names(row.first("document tags", "tags")),
        archived=place.lower() == _ARCHIVE,
        collections=() if place.lower() in _NO_FOLDERS else (collection([place]),),
    ).item()
