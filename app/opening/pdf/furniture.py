"""What a page carries beside its text: running heads, page and line numbers, watermarks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from app.opening.pdf.cleaning import alone, clean
from app.opening.pdf.lines import Line, gap, rows
from app.opening.pdf.sheets import Sheet

_DEEP = 3
"""Rows at the top and the bottom of a page that may be running heads."""

_NEAR = 2
"""Pages apart two running heads may be to count as the same: left and right pages differ."""

_HIGHEST = 3.0
"""Points the same head may stand higher or lower on another page."""

_FAR = 1.9
_APART = 1.45
_NORMAL = 1.05
_SAME = 0.04
_LONGEST = 150
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—\[(|·\s]*(?:(?:page|seite|p\.|pág\.|blatt)\s*)?(?:\d{1,5}|[ivxlcdm]{1,7})"
    r"(?:\s*(?:/|of|von|de|sur|di)\s*\d{1,5})?[-–—\])|·\s]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,5}")
_LEAST_NUMBERS = 5
"""So many numbers beside the lines of a page are line numbers."""

_NEAR_BY = 6
_WATERMARK = 2.5
_MOST_WATERMARKS = 20


class _Edge(NamedTuple):
    """A row near the top (`rank` from 0) or bottom of a page, and how far from that edge."""

    page: int
    top: bool
    rank: int
    place: float
    row: list[Line]


@dataclass(frozen=True, slots=True)
class Cleared:
    """A sheet without its furniture, and the furniture as passages, from top to bottom."""

    sheet: Sheet
    left_out: tuple[str, ...]


def clear(sheets: Sequence[Sheet]) -> list[Cleared]:
    """Take the furniture off the sheets of one document.

    A running head is known by standing at the same place of a page nearby with the same words, its
    numbers aside.
    """
    sheets = _without_line_numbers(sheets)
    edges = [edge for sheet in sheets for edge in _edges(sheet)]
    repeated = _repeated(edges)
    by_page: dict[int, list[_Edge]] = defaultdict(list)
    for edge in edges:
        by_page[edge.page].append(edge)
    heads = {sheet.number: _heads(by_page[sheet.number], repeated) for sheet in sheets}
    if all(len(heads[sheet.number]) >= len(sheet.lines) for sheet in sheets):
        heads = {}  # pages of a few words that are all alike
    cleared = []
    for sheet in sheets:
        gone = heads.get(sheet.number, set()) | _watermarks(sheet)
        out = [line for row in rows([x for x in sheet.lines if id(x) in gone]) for line in row]
        cleared.append(
            Cleared(
                replace(sheet, lines=[line for line in sheet.lines if id(line) not in gone])
                if gone
                else sheet,
                (*(alone(clean(line).text) for line in out), *sheet.aside),
            )
        )
    return cleared


def _edges(sheet: Sheet) -> Iterable[_Edge]:
    """Yield the rows a page begins and ends with."""
    lines = sheet.lines
    if not lines:
        return
    ordered = sorted(lines, key=lambda line: -line.baseline)
    most = 5 * _DEEP  # a row has a few pieces
    upper = rows(ordered[:most])[: _DEEP + 1]  # one more, to see what they stand over
    lower = rows(ordered[-most:])[::-1][: _DEEP + 1]
    for rank, row in enumerate(upper):
        yield _Edge(sheet.number, True, rank, sheet.bottom + sheet.height - row[0].baseline, row)
    for rank, row in enumerate(lower):
        yield _Edge(sheet.number, False, rank, row[0].baseline - sheet.bottom, row)


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text).casefold()


def _repeated(edges: Iterable[_Edge]) -> set[int]:
    """Return the ids of lines that stand again at the same place of a page nearby."""
    seen: dict[tuple[bool, str], list[tuple[int, float, Line]]] = defaultdict(list)
    found: set[int] = set()
    for edge in edges:
        for line in edge.row:
            if len(line.text) > _LONGEST:
                continue
            others = seen[edge.top, _key(line)]
            for page, place, other in reversed(others):
                if edge.page - page > _NEAR:
                    break
                if page == edge.page or abs(place - edge.place) > _HIGHEST:
                    continue
                if _key(line) == "#" and not _counts_on(other, page, line, edge.page):
                    continue
                found.update((id(line), id(other)))
            others.append((edge.page, edge.place, line))
    return found


def _counts_on(one: Line, page: int, other: Line, later: int) -> bool:
    return int(other.text) - int(one.text) == later - page


def _heads(edges: Sequence[_Edge], repeated: set[int]) -> set[int]:
    """Return the ids of a page's running heads and feet: from its edge inward, without a hole.

    The text they stand over begins at a distance, or is set in another type.
    """
    gone: set[int] = set()
    for top in (True, False):
        side = [edge for edge in edges if edge.top is top]
        waiting: list[_Edge] = []
        for at, edge in enumerate(side):
            following = side[at + 1] if at + 1 < len(side) else None
            if sum(len(line.text) for line in edge.row) > _LONGEST:
                break
            known = any(id(line) in repeated for line in edge.row)
            if not known and not (_is_page_number(edge.row) and _distance(edge, following) > _FAR):
                break
            waiting.append(edge)
            if _is_apart(edge, following) if following else edge.rank < _DEEP - 1:
                gone.update(id(line) for each in waiting for line in each.row)
                waiting = []
    return gone


def _is_apart(edge: _Edge, following: _Edge) -> bool:
    one, other = edge.row[0], following.row[0]
    alike = abs(one.size - other.size) < _SAME * other.size
    alike = alike and (one.italic, one.bold) == (other.italic, other.bold)
    return _distance(edge, following) > (_APART if alike else _NORMAL)


def _is_page_number(row: Sequence[Line]) -> bool:
    return len(row) == 1 and bool(_PAGE_NUMBER.fullmatch(row[0].text))


def _distance(edge: _Edge, following: _Edge | None) -> float:
    """Return how far the next row is, in its type sizes; 0 where there is none."""
    if following is None:
        return 0
    apart = abs(following.row[0].baseline - edge.row[0].baseline)
    return apart / max(line.size for line in following.row)


def _watermarks(sheet: Sheet) -> set[int]:
    """Return the ids of words that are set large across the lines of a text."""
    if len(sheet.lines) < _LEAST_NUMBERS:
        return set()
    usual = median(line.size for line in sheet.lines)
    large = [line for line in sheet.lines if line.size > _WATERMARK * usual][:_MOST_WATERMARKS]
    return {
        id(line)
        for line in large
        if sum(
            line.baseline - 0.2 * line.size < other.baseline < line.baseline + 0.7 * line.size
            and gap(line, other) < 0
            for other in sheet.lines
            if other.size <= _WATERMARK * usual
        )
        > 1
    }


def _without_line_numbers(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets without the numbers in their margins.

    They stand one under another and rise. Where one page has them, a page with only a few has them
    at the same place.
    """
    numbers = [[x for x in sheet.lines if _NUMBER.fullmatch(x.text)] for sheet in sheets]
    strips: list[tuple[float, float]] = []
    for sheet, found in zip(sheets, numbers, strict=True):
        if len(found) >= _LEAST_NUMBERS:
            strips += _strips(sheet, found)
    if not strips:
        return list(sheets)
    return [
        _without(sheet, [line for line in found if _within(line, strips)])
        for sheet, found in zip(sheets, numbers, strict=True)
    ]


def _within(line: Line, strips: Iterable[tuple[float, float]]) -> bool:
    return any(
        left - _NEAR_BY <= line.left and line.right <= right + _NEAR_BY for left, right in strips
    )


def _without(sheet: Sheet, numbers: Sequence[Line]) -> Sheet:
    """Return a sheet without its line numbers, which are set aside as one passage."""
    if not numbers or not _rises(numbers):
        return sheet
    gone = set(map(id, numbers))
    kept = [line for line in sheet.lines if id(line) not in gone]
    passage = " ".join(line.text for line in numbers)
    return replace(sheet, lines=kept, aside=(*sheet.aside, passage))


def _strips(sheet: Sheet, numbers: Sequence[Line]) -> Iterator[tuple[float, float]]:
    """Yield where on a page line numbers stand: from and to, in points from the left."""
    others = [line for line in sheet.lines if len(line.text) > 20]
    if len(others) < _LEAST_NUMBERS:
        return
    left = sorted(line.left for line in others)[len(others) // 20]
    right = sorted(line.right for line in others)[-1 - len(others) // 20]
    for side in (
        [line for line in numbers if line.right < left - 2],
        [line for line in numbers if line.left > right + 2],
    ):
        if len(side) >= _LEAST_NUMBERS and _rises(side):
            yield min(line.left for line in side), max(line.right for line in side)


def _rises(numbers: Sequence[Line]) -> bool:
    """Tell whether numbers become greater down the page, in small steps."""
    values = [int(line.text) for line in sorted(numbers, key=lambda line: -line.baseline)]
    rising = sum(0 < after - before <= 10 for before, after in pairwise(values))
    return rising >= 0.8 * (len(values) - 1)
