"""Where the words of a text made from a PDF stand on its pages."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from app.exporting.in_place import failures
from app.exporting.pdf.locate import Line
from app.reading.document import Document, Printed
from app.reading.spans import Span

_ALIKE = 0.8
"""Of the letters of a page so many must be those of the text, or the text is not of this PDF."""

_EVERY = 3
"""Of so many letters one is looked at."""

_UNTURNED = 3
"""Degrees by which words may be off the level and still count as set along the page's edge."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A line of words that run `quarters` quarters of a turn against the clock from level.

    The line's own places are those of a page that is turned until the words are level.
    """

    line: Line
    quarters: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point beside the line lies on the page as it is."""
        cosine, sine = turn(self.quarters)
        return x * cosine - y * sine, x * sine + y * cosine


class _Letter(NamedTuple):
    page: int
    quarters: int
    left: float
    right: float
    baseline: float
    size: float


def turn(quarters: int) -> tuple[int, int]:
    """Return cosine and sine of a turn by quarters, against the clock."""
    return ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters % 4]


class Places:
    """Where stretches of a document lie on the pages of its PDF."""

    def __init__(
        self, pdf: pypdfium2.PdfDocument, document: Document, spans: Iterable[Span]
    ) -> None:
        """Look up the places of `spans`; no others are known afterwards.

        Raises ExportFailure where the PDF's letters are not those of the text.
        """
        self._runs = sorted(document.printed, key=lambda run: run.start)
        self._starts = [run.start for run in self._runs]
        wanted: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for span in set(spans):
            for run, first, count in self._printed(span):
                wanted[run.page].add((first, count))
        self._letters: dict[tuple[int, int], _Letter] = {}
        self._lines: dict[Span, list[Turned]] = {}
        runs: dict[int, list[Printed]] = defaultdict(list)
        for run in self._runs:
            if run.page in wanted:
                runs[run.page].append(run)
        for page, stretches in wanted.items():
            if not 1 <= page <= len(pdf):
                raise failures.unlike()
            places = sorted({first + step for first, count in stretches for step in range(count)})
            with _text_page(pdf, page - 1) as text:
                _check(text, runs[page], document.text)
                for place, letter in _letters(text, page, places):
                    self._letters[page, place] = letter

    def lines(self, span: Span) -> list[Turned]:
        """Return a stretch line by line; what is printed nowhere is left out."""
        if span not in self._lines:
            self._lines[span] = self._line_by_line(span)
        return self._lines[span]

    def _line_by_line(self, span: Span) -> list[Turned]:
        found: list[Turned] = []
        line: list[_Letter] = []
        for run, first, count in self._printed(span):
            for place in range(first, first + count):
                letter = self._letters.get((run.page, place))
                if letter is None:
                    continue
                if line and not _same_line(line, letter):
                    found.append(_line(line))
                    line = []
                line.append(letter)
        if line:
            found.append(_line(line))
        return found

    def _printed(self, span: Span) -> Iterator[tuple[Printed, int, int]]:
        """Yield what of a stretch is printed: the run, its first character's place, how many."""
        at = max(0, bisect_right(self._starts, span.start) - 1)
        for index in range(at, len(self._runs)):
            run = self._runs[index]
            if run.start >= span.end:
                return
            if run.end <= span.start:
                continue
            if run.end - run.start == run.count:
                start, end = max(run.start, span.start), min(run.end, span.end)
                yield run, run.first + start - run.start, end - start
            else:  # a ligature is marked whole
                yield run, run.first, run.count


@contextmanager
def _text_page(pdf: pypdfium2.PdfDocument, number: int) -> Iterator[Any]:
    """Load the characters of a page as they were counted when its text was read: unturned."""
    page = pdfium.FPDF_LoadPage(pdf.raw, number)
    if not page:
        raise failures.damaged()
    text = None
    try:
        pdfium.FPDFPage_SetRotation(page, 0)
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            raise failures.damaged()
        yield text
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def _letters(text: Any, page: int, places: Iterable[int]) -> Iterator[tuple[int, _Letter]]:
    """Yield the letters at these places of a page; blanks and what has no extent are left out."""
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    before, level = -2, 0.0
    quarters, size = 0, 0.0
    for place in places:
        if not pdfium.FPDFText_GetLooseCharBox(text, place, box):
            continue
        pdfium.FPDFText_GetCharOrigin(text, place, x, y)
        height = y.value if quarters in (0, 2) else x.value
        if place != before + 1 or height != level:  # letters that follow on a line are set alike
            pdfium.FPDFText_GetMatrix(text, place, matrix)
            quarters = _quarters(matrix)
            size = pdfium.FPDFText_GetFontSize(text, place) * math.hypot(matrix.c, matrix.d)
            level = y.value if quarters in (0, 2) else x.value
        before = place
        if quarters:
            letter = _turned(box, x.value, y.value, quarters)
            left, right, bottom, top, baseline = letter
        else:
            left, right, bottom, top = box.left, box.right, box.bottom, box.top
            baseline = y.value
        tall = top - bottom
        if right <= left or tall <= 0:
            continue
        # Some fonts count in units of their own.
        high = size if 0.4 * tall < size < 2.5 * tall else tall
        if not bottom - 0.1 * high <= baseline <= top:
            baseline = bottom + 0.22 * tall
        yield place, _Letter(page, quarters, left, right, baseline, high)


def _quarters(matrix: Any) -> int:
    angle = math.degrees(math.atan2(matrix.b, matrix.a))
    quarters = round(angle / 90)
    return quarters % 4 if abs(angle - 90 * quarters) <= _UNTURNED else 0


def _turned(
    box: Any, x: float, y: float, quarters: int
) -> tuple[float, float, float, float, float]:
    """Return left, right, bottom, top and baseline of a letter turned until it is level."""
    cosine, sine = turn(-quarters)
    xs = [u * cosine - v * sine for u in (box.left, box.right) for v in (box.bottom, box.top)]
    ys = [u * sine + v * cosine for u in (box.left, box.right) for v in (box.bottom, box.top)]
    return min(xs), max(xs), min(ys), max(ys), x * sine + y * cosine


def _same_line(line: Sequence[_Letter], letter: _Letter) -> bool:
    before = line[-1]
    # Farther apart than this lie only the cells of a table, and columns.
    return (
        before.page == letter.page
        and before.quarters == letter.quarters
        and abs(before.baseline - letter.baseline) < 0.3 * before.size
        and max(letter.left - before.right, before.left - letter.right) < 3 * before.size
    )


def _line(letters: Sequence[_Letter]) -> Turned:
    first = letters[0]
    line = Line(
        page=first.page - 1,
        left=min(letter.left for letter in letters),
        right=max(letter.right for letter in letters),
        baseline=first.baseline,
        size=max(letter.size for letter in letters),
    )
    return Turned(line, first.quarters)


def _check(text: Any, runs: Sequence[Printed], words: str) -> None:
    """Raise ExportFailure where a page does not hold the letters the text has of it."""
    same = other = 0
    for run in runs:
        if run.end - run.start != run.count:
            continue
        for step in range(0, run.count, _EVERY):
            wanted = words[run.start + step]
            if wanted.isspace():
                continue
            code = pdfium.FPDFText_GetUnicode(text, run.first + step)
            if code == ord(wanted) or _folded(chr(code)) == _folded(wanted):
                same += 1
            else:
                other += 1
    if same < _ALIKE * (same + other):
        raise failures.unlike()


def _folded(character: str) -> str:
    return unicodedata.normalize("NFKD", character)[:1].casefold()
