"""How fast readings become annotated PDFs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.exporting.formats import export
from app.reading.annotation import Reading
from tests.benchmarks.articles import marked
from tests.benchmarks.figure import Figure, milliseconds


def measure() -> Iterator[Figure]:
    """Export a usual article and a long one."""
    with tempfile.TemporaryDirectory() as folder:
        for words, goal, times in ((1000, 1000, 3), (20000, 15000, 1)):
            reading = Reading(1, *marked(words))
            target = Path(folder, "reading.pdf")
            taken = milliseconds(lambda r=reading, t=target: export(r, "pdf", t), times)
            yield Figure(f"annotated PDF of {words} words", taken, goal, "ms", "lower")
