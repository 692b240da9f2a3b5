"""How fast readings are given back, and how much of what was marked other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.benchmarks import in_place, typeset_pdf
from tests.benchmarks.figure import Figure, Skipped

PARTS: tuple[Callable[[], Iterator[Figure]], ...] = (
    typeset_pdf.speed,
    typeset_pdf.read_back,
    in_place.measure,
)
"""What is measured, one after another; each skips itself where what it needs is absent."""


def measure() -> Iterator[Figure]:
    """Measure every form a reading is given back in."""
    for part in PARTS:
        try:
            yield from part()
        except Skipped as reason:
            print(f"  skipped: {reason}")
