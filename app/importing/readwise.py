"""Readwise's table of highlights, one a row, from books and articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.importing.entries import Entry, mark_of
from app.importing.fields import address, digest, line, names, words
from app.importing.forms import Form
from app.importing.progress import Progress
from app.importing.rows import Row
from app.importing.tables import rows_in
from app.importing.times import moment
from app.language import tr
from app.reading.imported import ImportedItem, Skipped


def read_readwise(path: Path, progress: Progress) -> Iterator[ImportedItem | Skipped]:
    """Yield each work with all its highlights, where the first of them stands.

    The whole table is read before the first is yielded.
    """
    order: list[Entry | Skipped] = []
    works: dict[str, Entry] = {}
    kept: set[str] = set()
    for row in rows_in(path, progress):
        if isinstance(row, Skipped):
            order.append(row)
            continue
        entry = _work(row)
        if entry.key not in works:
            works[entry.key] = entry
            order.append(entry)
        entry = works[entry.key]
        entry.tags = tuple(dict.fromkeys((*entry.tags, *names(row["document tags"]))))
        if (skipped := _take(row, entry, kept)) is not None:
            order.append(skipped)
    for each in order:
        if isinstance(each, Skipped):
            yield each
        elif each.marks:
            each.added = min(filter(None, (mark.created for mark in each.marks)), default="")
            yield each.item()


def _work(row: Row) -> Entry:
    title, byline = line(row["book title"]), line(row["book author"])
    amazon = line(row["amazon book id"], 40)
    url = row.first("source url", "url")
    return Entry(
        Form.READWISE,
        url,
        id=amazon or digest(title, byline, address(url)),
        title=title,
        byline=byline,
        csl={"type": "book"} if amazon else {},
    )


def _take(row: Row, entry: Entry, kept: set[str]) -> Skipped | None:
    """Add a row's highlight to its work, or say why there is none."""
    exact, note = words(row["highlight"]), words(row["note"])
    if not exact and not note:
        return Skipped(_called(entry), tr("There are neither marked words nor a note in it."))
    mark = mark_of(
        entry.key,
        exact,
        id=digest(exact, note, line(row["location"])),
        note=note,
        created=moment(row["highlighted at"]),
        tags=names(row["tags"]),
    )
    if mark.key in kept:
        return Skipped(_called(entry), tr("It is there twice in the export."))
    kept.add(mark.key)
    entry.marks.append(mark)
    return None


def _called(entry: Entry) -> str:
    if entry.title:
        return tr("a highlight in {title}", title=entry.title)
    return tr("a highlight in a work without a title")
