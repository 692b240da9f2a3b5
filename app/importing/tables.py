"""A table in CSV, of whose rows each is an entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from app.importing.progress import Progress
from app.importing.rows import Row, rows
from app.importing.texts import LARGEST_TABLE, opened, text_of
from app.reading.imported import ImportedItem, Skipped

_EVERY = 200


def rows_in(path: Path, progress: Progress) -> Iterator[Row | Skipped]:
    """Yield the rows of a file, telling how many of its bytes are read."""
    with opened(path, LARGEST_TABLE) as stream:
        size = path.stat().st_size
        for place, row in enumerate(rows(text_of(stream, newline=None))):
            if place % _EVERY == 0:
                progress(min(stream.tell(), size), size)
            yield row
        progress(size, size)


def read_table(
    path: Path, entry: Callable[[Row], ImportedItem | Skipped], progress: Progress
) -> Iterator[ImportedItem | Skipped]:
    """Yield what `entry` makes of each row of a file."""
    for row in rows_in(path, progress):
        yield row if isinstance(row, Skipped) else entry(row)
