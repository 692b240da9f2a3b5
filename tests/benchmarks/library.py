"""How fast the library keeps and finds readings, at its full size."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.library.library import Library
from tests.benchmarks import imports, large, shelf_window
from tests.benchmarks.figure import Figure


def measure() -> Iterator[Figure]:
    """Fill a library with made-up readings, then list, search, open and add to it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "library.sqlite")
        yield from large.make(file)
        yield from large.first_page(file)
        with Library.open(file) as library:
            for figures in (large.searches, large.speakers, large.lists, large.saving):
                yield from figures(library)
        yield from shelf_window.measure(file, large.READINGS)
    yield from imports.measure()
