"""The rows and cells of a table, and a row as one line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from lxml.etree import _Element

from app.opening.web.inline import Line
from app.reading.document import Emphasis

_CELLS = frozenset(("td", "th", "cell"))
_WIDEST_SPAN = 20


def cells_of(table: _Element) -> list[list[_Element]]:
    """Return the cells of a table's own rows, those of tables inside it left out."""
    rows: list[_Element] = []
    for part in table:
        if part.tag in ("tr", "row"):
            rows.append(part)
        elif part.tag in ("tbody", "thead", "tfoot"):
            rows.extend(part.iterchildren("tr"))
    return [[cell for cell in row if cell.tag in _CELLS] for row in rows]


def spanned(cells: Sequence[tuple[Line, _Element]]) -> Line:
    """Join a row's cells by tabs, so that the n-th word group stands in the n-th column.

    A cell over several columns is followed by empty ones; those at the row's end are left out.
    """
    texts: list[str] = []
    links: list[tuple[int, int, str]] = []
    emphases: list[Emphasis] = []
    at = 0
    for (text, cell_links, cell_emphases), cell in cells:
        links += [(at + start, at + end, address) for start, end, address in cell_links]
        emphases += [Emphasis(at + e.start, at + e.end, e.strong) for e in cell_emphases]
        columns = _span(cell)
        texts += [text, *[""] * (columns - 1)]
        at += len(text) + columns
    return Line("\t".join(texts).rstrip("\t"), links, emphases)


def _span(cell: _Element) -> int:
    digits = "".join(takewhile(str.isdecimal, (cell.get("colspan") or "").strip()[:3]))
    return min(_WIDEST_SPAN, max(1, int(digits or 1)))
