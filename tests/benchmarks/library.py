"""How fast the library keeps and finds readings."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from app.library.library import Library
from tests.benchmarks.articles import LAST, WORDS, marked
from tests.benchmarks.figure import Figure, milliseconds

READINGS = 2000


def measure() -> Iterator[Figure]:
    """Fill a library with made-up readings, then search, list and open them."""
    made = [marked(400, seed) for seed in range(50)]
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder, "library.sqlite"))
        began = time.perf_counter()
        for number in range(READINGS):
            library.add(*made[number % len(made)])
        added = 1000 * (time.perf_counter() - began) / READINGS
        yield Figure("add a reading of 400 words", added, 20, "ms", "lower")
        slowest = max(
            milliseconds(lambda word=word: library.search(word)) for word in (*WORDS[:6], *LAST[:3])
        )
        yield Figure(f"search {READINGS} readings, slowest word", slowest, 30, "ms", "lower")
        page = milliseconds(lambda: library.readings(limit=100))
        yield Figure("a page of the list", page, 10, "ms", "lower")
        yield Figure("open a reading", milliseconds(lambda: library.load(7)), 10, "ms", "lower")
        library.close()
