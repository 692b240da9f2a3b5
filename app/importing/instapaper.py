"""Instapaper's table of articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.importing.entries import Entry, mark_of
from app.importing.fields import address, collection, line, names, words
from app.importing.forms import Form
from app.importing.progress import Progress
from app.importing.rows import Row
from app.importing.tables import read_table
from app.importing.times import moment
from app.importing.uniting import united
from app.reading.imported import ImportedItem, Skipped

_ARCHIVE = "archive"
_STARRED = ("starred", "liked")
_NO_FOLDERS = ("", "unread", "home", _ARCHIVE, *_STARRED)


def read_instapaper(path: Path, progress: Progress) -> Iterator[ImportedItem | Skipped]:
    """Yield the articles; the passage an article was saved with is a highlight in it."""
    yield from united(read_table(path, _entry, progress))


def _entry(row: Row) -> ImportedItem | Skipped:
    folder = line(row["folder"], 200)
    title = line(row["title"])
    entry = Entry(
        Form.INSTAPAPER,
        row["url"],
        title="" if address(title) else title,
        added=moment(row["timestamp"]),
        tags=names(row["tags"]),
        starred=folder.lower() in _STARRED,
        archived=folder.lower() == _ARCHIVE,
        collections=() if folder.lower() in _NO_FOLDERS else (collection([folder]),),
    )
    if selection := words(row["selection"]):
        entry.marks = [mark_of(entry.key, selection, created=entry.added)]
    return entry.item()
