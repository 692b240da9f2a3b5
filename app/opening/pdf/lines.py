"""A line of a page, and lines put together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

NOWHERE = -1
"""The place of a character that is not printed: a blank between two pieces of a line."""


_TOUCHING = 0.15
"""Pieces with less of the type size between them were one word."""

_FAR = 1.2


class Slant(NamedTuple):
    """Characters of a line in italics, or in bold where `strong`."""

    start: int
    end: int
    strong: bool


class Line(NamedTuple):
    """Characters in one line of a page, set in one size.

    `places` tells for every character which one of its page it is, as PDFium counts them from 0;
    None for a text that was recognised in a picture. Edges, baseline and size are in points, x from
    the left and y from the bottom, on a page turned so that its text stands upright. `bold` and
    `italic` say how most of it is set; `slants` which of it, where it is not all alike.
    """

    text: str
    places: Sequence[int] | None
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    italic: bool
    page: int
    slants: tuple[Slant, ...] = ()


def joined(lines: Sequence[Line], between: str = "") -> Line:
    """Return pieces of one line, in reading order, as one.

    They are kept apart by `between`; where that is empty, by nothing where they touch, by two
    blanks where they are far apart, else by one.
    """
    if len(lines) == 1:
        return lines[0]
    main = max(lines, key=lambda line: len(line.text))
    texts = [lines[0].text]
    places = [*(lines[0].places or ())]
    slants = [*slants_of(lines[0])]
    at = len(lines[0].text)
    for last, line in pairwise(lines):
        blanks = between or _blanks(gap(last, line) / main.size)
        texts += (blanks, line.text)
        at += len(blanks)
        slants += (Slant(s.start + at, s.end + at, s.strong) for s in slants_of(line))
        at += len(line.text)
        places += [NOWHERE] * len(blanks)
        places += line.places or ()
    return Line(
        text="".join(texts),
        places=None if lines[0].places is None else tuple(places),
        left=min(line.left for line in lines),
        right=max(line.right for line in lines),
        baseline=main.baseline,
        size=main.size,
        bold=main.bold and all(line.bold or len(line.text) < 4 for line in lines),
        italic=main.italic,
        page=main.page,
        slants=tuple(slants),
    )


def slants_of(line: Line) -> tuple[Slant, ...]:
    """Return what of a line is in italics or bold."""
    if line.slants or not (line.bold or line.italic):
        return line.slants
    return (Slant(0, len(line.text), line.bold),)


def _blanks(apart: float) -> str:
    if apart < _TOUCHING:
        return ""
    return "  " if apart > _FAR else " "


def together(row: Sequence[Line], within: float) -> list[Line]:
    """Join the pieces of a row that are less than `within` type sizes apart."""
    if len(row) == 1:
        return [*row]
    groups = [[row[0]]]
    for line in row[1:]:
        last = groups[-1][-1]
        if -0.5 * line.size < gap(last, line) < within * max(last.size, line.size):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [joined(group) for group in groups]


def gap(one: Line, other: Line) -> float:
    """Return how far apart two pieces of a line stand, less than 0 where they overlap."""
    return max(other.left - one.right, one.left - other.right)


def beside(one: Line, other: Line) -> bool:
    """Tell whether two pieces stand at one height, so that one is beside the other."""
    return abs(one.baseline - other.baseline) < 0.5 * max(one.size, other.size)


def rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines from top to bottom, those at one height together and from left to right."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.baseline):
        if found and beside(found[-1][0], line):
            found[-1].append(line)
        else:
            found.append([line])
    for row in found:
        if len(row) > 1:
            row.sort(key=lambda line: line.left)
    return found


def as_line(row: Sequence[Line]) -> Line:
    """Return the pieces of one row, from left to right, as one line of text."""
    if len(row) == 1:
        return row[0]
    leftward = sum("\u0590" <= c <= "\u08ff" for x in row for c in x.text)
    if 2 * leftward > sum(len(x.text) for x in row):
        row = row[::-1]
    return joined(row)
