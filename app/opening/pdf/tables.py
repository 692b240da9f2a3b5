"""Tables: rows whose cells stand one under another, with the same space free between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from app.opening.pdf.lines import Line, joined

_LEAST_ROWS = 3
_LEAST_CELLS = 3
_NEAREST = 0.95
_FARTHEST = 3.2
"""How far rows of one table are apart, in type sizes; the parts of a formula are nearer."""

_LEAST_SHARE = 0.6
"""So many rows of a table have more than one cell."""

_LONGEST_CELL = 45
_NARROWEST = 0.5
_LABEL = re.compile(r"[\[(]?(?:\w{1,3}|[-–—•▪●◦‣*])[.)\]]?|[\[(]\w{1,12}[\])]|[-–—•▪●◦‣*]")

_NUMBERED_FORMULA = re.compile(r"\([A-Z]?\d{1,3}(?:\.\d{1,3})?[a-z]?\)")

Interval = tuple[float, float]


def tables(rows: Sequence[list[Line]]) -> list[tuple[int, int]]:
    """Return which of a column's rows are tables, as half-open ranges."""
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(rows):
        if len(rows[start]) < 2 or _longest(rows[start]) > _LONGEST_CELL:
            start += 1
            continue
        end = _reach(rows, start)
        multiple = [row for row in rows[start:end] if len(row) > 1]
        most = max(len(row) for row in multiple)
        enough = len(multiple) >= _LEAST_ROWS or (len(multiple) == 2 and most >= _LEAST_CELLS)
        sparse = len(multiple) < _LEAST_SHARE * (end - start)
        if enough and not sparse and not _is_prose(multiple) and not _is_labelled(multiple):
            found.append((start, end))
            start = end
        else:
            start += 1
    return found


def table_lines(rows: Sequence[list[Line]]) -> list[Line]:
    """Return the rows of one table as lines, their cells kept apart by a tab."""
    return [joined(row, "\t") for row in rows]


def _reach(rows: Sequence[list[Line]], start: int) -> int:
    """Return where the rows end that leave the same space free as the one they start with."""
    free = _free(rows[start])
    left, right = rows[start][0].left, max(piece.right for piece in rows[start])
    end = last = start + 1
    while end < len(rows):
        row, above = rows[end], rows[end - 1]
        size = max(row[0].size, above[0].size)
        if not _NEAREST * size < above[0].baseline - row[0].baseline < _FARTHEST * size:
            break
        common = _common(free, _free(row), _NARROWEST * size)
        left = min(left, row[0].left)
        right = max(right, *(piece.right for piece in row))
        if not any(left < a and b < right for a, b in common):
            break
        free = common
        end += 1
        if len(row) > 1:
            last = end
    return last


def _free(row: Sequence[Line]) -> list[Interval]:
    """Return the space a row leaves free, from far left to far right."""
    found = []
    at = float("-inf")
    for piece in sorted(row, key=lambda piece: piece.left):
        if piece.left > at:
            found.append((at, piece.left))
        at = max(at, piece.right)
    return [*found, (at, float("inf"))]


def _common(one: Sequence[Interval], other: Sequence[Interval], least: float) -> list[Interval]:
    found = []
    for start, end in one:
        for other_start, other_end in other:
            low, high = max(start, other_start), min(end, other_end)
            if high - low >= least:
                found.append((low, high))
    return found


def _is_prose(rows: Sequence[list[Line]]) -> bool:
    """Tell a text with notes beside it, and a numbered formula, from a table."""
    if any(_NUMBERED_FORMULA.fullmatch(row[-1].text) for row in rows):
        return True
    return median(map(_longest, rows)) > _LONGEST_CELL


def _longest(row: Sequence[Line]) -> int:
    return max(len(piece.text) for piece in row)


def _is_labelled(rows: Sequence[list[Line]]) -> bool:
    """Tell a list, whose numbers or bullets stand before it, from a table of two columns."""
    labels = sum(len(row) == 2 and bool(_LABEL.fullmatch(row[0].text)) for row in rows)
    prose = sum(len(row[-1].text) > 25 for row in rows)
    return labels >= 0.7 * len(rows) and prose >= 0.5 * len(rows)
