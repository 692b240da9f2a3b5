"""Entries that an export holds more than once, put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.language import later, tr
from app.reading.imported import ImportedItem, ImportedMark, Skipped

TWICE = later("It is there twice in the export; what each of them says was put together.")


def united(entries: Iterable[ImportedItem | Skipped]) -> Iterator[ImportedItem | Skipped]:
    """Yield each item once, where it came first, with the tags, folders and marks of all.

    For those after the first, say so. Everything is read before the first is yielded.
    """
    order: list[str | Skipped] = []
    items: dict[str, ImportedItem] = {}
    for entry in entries:
        if isinstance(entry, Skipped):
            order.append(entry)
        elif (first := items.get(entry.key)) is None:
            items[entry.key] = entry
            order.append(entry.key)
        else:
            items[entry.key] = _both(first, entry)
            order.append(Skipped(entry.title or entry.address or entry.key, tr(TWICE)))
    for each in order:
        yield items.pop(each) if isinstance(each, str) else each


def _both(first: ImportedItem, second: ImportedItem) -> ImportedItem:
    return replace(
        first,
        title=first.title or second.title,
        byline=first.byline or second.byline,
        added=min(filter(None, (first.added, second.added)), default=""),
        tags=tuple(dict.fromkeys((*first.tags, *second.tags))),
        collections=tuple(dict.fromkeys((*first.collections, *second.collections))),
        marks=distinct_marks((*first.marks, *second.marks)),
    )


def distinct_marks(marks: Iterable[ImportedMark]) -> tuple[ImportedMark, ...]:
    """Return marks in order, each key once."""
    kept: dict[str, ImportedMark] = {}
    for mark in marks:
        kept.setdefault(mark.key, mark)
    return tuple(kept.values())
