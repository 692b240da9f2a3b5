"""The reading order of a page: which lines form a column, and which column comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median

from app.opening.pdf.lines import Line, rows, together
from app.opening.pdf.tables import tables

_DEEPEST = 6
"""Columns are looked for inside columns so many times."""

_LEAST_LINES = 3
"""So many lines must stand beside each other before there are two columns."""

_MOST_LINES = 5000
"""No page in columns has more lines; a drawing may have more pieces of text."""

_TIGHT = 0.35
"""Pieces of a line with a gap less than this, in type sizes, were never apart."""

_APART = 0.9
"""Inside a column, pieces with a gap less than this are one."""

_NARROWEST = 0.5
"""How wide a gutter is at least, in type sizes."""

_ALONE = 1.9
_LEAST_CELLS = 3
_LONGEST_CELL = 16
_PROSE = 35
_SAMPLE = 40
"""Gutters that are tried."""


@dataclass(frozen=True, slots=True)
class Column:
    """Lines one below another, each row in pieces from left to right; points from the left."""

    rows: list[list[Line]]
    left: float
    right: float


def in_reading_order(lines: Sequence[Line], *, leftward: bool = False) -> list[Column]:
    """Return a page's lines as columns, in the order they are read.

    What crosses the space between two columns parts them into an upper and a lower pair. Where the
    script runs `leftward`, the right column comes first.
    """
    if not lines:
        return []
    whole = rows(lines)
    if all(len(row) == 1 for row in whole) or len(lines) > _MOST_LINES:
        return [_column(whole)]
    whole = [together(row, _TIGHT) for row in whole]
    if all(len(row) == 1 for row in whole):
        return [_column(whole)]
    head = 0
    while head + 1 < len(whole) and _stands_alone(whole[head], whole[head + 1]):
        head += 1
    parts = [whole[:head]]
    done = head
    for start, end in tables(whole):
        if start >= done and _are_cells(whole[start:end]):
            parts += [*_read(whole[done:start], leftward), whole[start:end]]
            done = end
    parts += _read(whole[done:], leftward)
    return [_column(part) for part in parts if part]


def _read(part: list[list[Line]], leftward: bool) -> list[list[list[Line]]]:
    if all(len(row) == 1 for row in part):
        return [part]
    flat = [line for row in part for line in row]
    return [rows(lines) for lines in _parted(flat, leftward, _DEEPEST)]


def _are_cells(part: Sequence[Sequence[Line]]) -> bool:
    """Tell a table across the whole page: short cells, drawn row after row."""
    cells = [line for row in part for line in row]
    if max(map(len, part)) < _LEAST_CELLS or mean(len(x.text) for x in cells) > _LONGEST_CELL:
        return False
    places = [[x.places[0] for x in row if x.places] for row in part]
    if not all(places):
        return True
    onward = sum(max(above) < min(below) for above, below in pairwise(places))
    return onward >= 0.7 * (len(places) - 1)


def _stands_alone(row: Sequence[Line], below: Sequence[Line]) -> bool:
    """Tell a row of pieces well above what follows: one from left to right, not two columns."""
    apart = row[0].baseline - max(line.baseline for line in below)
    size, below_size = max(line.size for line in row), max(line.size for line in below)
    return len(row) > 1 and apart > max(_ALONE * size, 1.2 * below_size)


def _column(found: list[list[Line]]) -> Column:
    return Column(
        [together(row, _APART) for row in found],
        min(line.left for row in found for line in row),
        max(line.right for row in found for line in row),
    )


def _parted(lines: list[Line], leftward: bool, deeper: int) -> list[list[Line]]:
    gutter = _gutter(lines) if deeper else None
    if gutter is None:
        return [lines]
    parts: list[list[Line]] = []
    across: list[Line] = []
    for crossing, band in _bands(lines, gutter):
        across += crossing
        one = [line for line in band if line.right <= gutter]
        other = [line for line in band if line.left >= gutter]
        columns = _are_columns(one, other, gutter) if one and other else _fill(band)
        if not columns:
            across += band
            continue
        if across:
            parts.append(across)
            across = []
        for side in (other, one) if leftward else (one, other):
            if side:
                parts += _parted(side, leftward, deeper - 1)
    return [*parts, across] if across else parts


def _bands(lines: Sequence[Line], gutter: float) -> Iterator[tuple[list[Line], list[Line]]]:
    """Yield the lines that cross a gutter with those below them that do not, down the page."""
    crossing: list[Line] = []
    band: list[Line] = []
    for row in rows(lines):
        if not any(line.left < gutter < line.right for line in row):
            band += row
            continue
        if band:
            yield crossing, band
            crossing, band = [], []
        crossing += row
    yield crossing, band


def _fill(band: Sequence[Line]) -> bool:
    """Tell whether lines on one side of a gutter alone are a column of text."""
    if len(band) < _LEAST_LINES:
        return False
    return median(len(line.text) for line in band) >= _LONGEST_CELL


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return where a gutter runs, as a place from the left; None where there is none.

    It is crossed by the fewest lines, and lines stand beside each other on its two sides.
    """
    best: tuple[float, float] | None = None
    for place in _candidates(lines):
        crossing, pairs = _pairs(lines, place)
        if pairs < _LEAST_LINES or crossing > 0.7 * (len(lines) - crossing):
            continue
        score = pairs - 2.0 * crossing
        if best is None or score > best[0]:
            best = (score, place)
    return best[1] if best else None


def _candidates(lines: Sequence[Line]) -> Iterable[float]:
    """Yield places just before where several lines begin, the commonest first."""
    starts: dict[int, int] = {}
    for line in lines:
        key = round(line.left / 4)
        starts[key] = starts.get(key, 0) + 1
    common = sorted(starts, key=lambda key: -starts[key])[:_SAMPLE]
    for key in common:
        yield min(line.left for line in lines if round(line.left / 4) == key) - 0.5


def _pairs(lines: Sequence[Line], place: float) -> tuple[int, int]:
    """Count the lines that cross a place, and those with another beside them across it."""
    crossed = pairs = 0
    for crossing, band in _bands(lines, place):
        crossed += len(crossing)
        one = [line for line in band if line.right <= place]
        other = [line for line in band if line.left >= place]
        if one and other and _are_columns(one, other, place):
            low = max(min(x.baseline for x in one), min(x.baseline for x in other)) - 1
            high = min(max(x.baseline for x in one), max(x.baseline for x in other)) + 1
            pairs += min(
                sum(low <= x.baseline <= high for x in one),
                sum(low <= x.baseline <= high for x in other),
            )
    return crossed, pairs


def _are_columns(one: Sequence[Line], other: Sequence[Line], gutter: float) -> bool:
    """Tell two columns of text from two columns of a table.

    A table is drawn row by row, with short cells; columns are drawn one after the other, or are
    filled with words.
    """
    left, right = min(x.left for x in one), max(x.right for x in other)
    start = min(x.left for x in other)
    if start - max(x.right for x in one) < _NARROWEST * median(x.size for x in one):
        return False
    width, other_width = gutter - left, right - start
    letters, other_letters = mean(len(x.text) for x in one), mean(len(x.text) for x in other)
    filled = median(x.right - x.left for x in one) > 0.6 * width
    other_filled = median(x.right - x.left for x in other) > 0.6 * other_width
    if filled and other_filled and min(letters, other_letters) >= 18:
        return True
    prose = max((letters, filled), (other_letters, other_filled))
    sizes = sorted((median(x.size for x in one), median(x.size for x in other)))
    if prose >= (_PROSE, True) and sizes[1] > 1.08 * sizes[0]:
        return True  # notes in the margin
    if _taken_in_turn(one, other):
        return False
    return min(letters, other_letters) >= 6


def _taken_in_turn(one: Sequence[Line], other: Sequence[Line]) -> bool:
    """Tell whether the page's own order goes to and fro between two sides."""
    sides = sorted(
        [(x.places[0] if x.places else -x.baseline, 0) for x in one]
        + [(x.places[0] if x.places else -x.baseline, 1) for x in other]
    )
    turns = sum(before[1] != after[1] for before, after in pairwise(sides))
    return turns > 0.6 * min(len(one), len(other)) + 1
