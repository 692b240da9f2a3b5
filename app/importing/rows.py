"""The rows of a table in CSV, by the names in its first line."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from app.importing.fields import line
from app.language import tr
from app.reading.imported import Skipped

LARGEST_FIELD = 2**20
"""Characters of one cell; more is a table whose quotation marks are in disorder."""

_DELIMITERS = ",;\t"
_LONGEST_HEADER = 10_000
_BETWEEN = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its `cells` by the column's name in small letters, and the line it begins on."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    def first(self, *columns: str) -> str:
        """Return the first of these cells that is not empty."""
        return next((cell for name in columns if (cell := self[name].strip())), "")


def header_of(beginning: str) -> frozenset[str]:
    """Return the names of a table's columns as `rows` calls them."""
    lines = [text for text in beginning.splitlines() if text.strip()]
    if lines and lines[0].lower().startswith("sep="):
        del lines[0]
    if not lines or len(lines[0]) > _LONGEST_HEADER:
        return frozenset()
    return frozenset(_named(_cells(lines[0], _delimiter(lines[0]))))


def rows(text: TextIO) -> Iterator[Row | Skipped]:
    """Yield a table's rows after the one that names the columns; blank ones are none.

    Columns are parted by commas, semicolons or tabs. A row whose quotation marks are never closed
    is skipped alone: the lines it would have swallowed are read again.
    """
    # The limit is the csv module's own and holds wherever it is used.
    csv.field_size_limit(LARGEST_FIELD)
    lines = _Lines(text)
    first = next((text for text in lines if text.strip()), "")
    if first.lower().startswith("sep="):
        first = next((text for text in lines if text.strip()), "")
    delimiter = _delimiter(first)
    names = _named(_cells(first, delimiter))
    while True:
        lines.taken.clear()
        number = lines.number + 1
        try:
            # Strict, for else stray marks would make one cell of all that stands between them.
            cells = next(csv.reader(lines, delimiter=delimiter, strict=True))
        except StopIteration:
            return
        except csv.Error:
            cells = _forgiven(lines.taken, delimiter)
        surplus = any(cell.strip() for cell in cells[len(names) :])
        disordered = not cells and lines.taken[0].strip()
        if disordered or (surplus and len(lines.taken) > 1):
            yield _unclosed(lines, number)
        elif surplus:
            yield Skipped(_what(cells, number), tr("It has more cells than the first line names."))
        elif any(map(str.strip, cells)):
            yield Row(number, _by_name(names, cells))


class _Lines:
    """The lines of a file, of which some can be taken back."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        found = self._again.popleft() if self._again else self._text.readline()
        if not found:
            raise StopIteration
        self.number += 1
        self.taken.append(found)
        return found

    def take_back(self) -> None:
        """Give all lines taken but the first once more."""
        self._again.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1


def _forgiven(taken: Sequence[str], delimiter: str) -> list[str]:
    """Return the cells of one line that has marks within marks; none for what is past help."""
    if len(taken) > 1 or taken[0].count('"') % 2:
        return []
    try:
        return next(csv.reader(taken, delimiter=delimiter), [])
    except csv.Error:
        return []


def _unclosed(lines: _Lines, number: int) -> Skipped:
    what = line(lines.taken[0], 80) if lines.taken else ""
    lines.take_back()
    return Skipped(
        tr("line {number}: {what}", number=str(number), what=what),
        tr("Its quotation marks are not closed."),
    )


def _delimiter(first: str) -> str:
    return max(_DELIMITERS, key=lambda sign: len(_cells(first, sign)))


def _cells(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([text[:_LONGEST_HEADER]], delimiter=delimiter), [])
    except csv.Error:
        return []


def _named(cells: Sequence[str]) -> list[str]:
    return [_BETWEEN.sub(" ", line(cell, 100).lower()).strip() for cell in cells]


def _by_name(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=False):
        if cell.strip() or name not in found:
            found[name] = cell
    return found


def _what(cells: Sequence[str], number: int) -> str:
    return line(next(filter(str.strip, cells), ""), 100) or tr("line {number}", number=str(number))
