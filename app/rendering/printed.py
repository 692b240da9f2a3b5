"""The lines of one printed page, as a PDF's own characters lie on it, for marks to be drawn on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median

from PySide6.QtCore import QPointF, QRectF

from app.reading.document import Printed
from app.reading.spans import Span
from app.rendering.lines import Line, Piece

_TYPE = 1.16
"""How many em the box of a character is high, from the highest to the deepest letter's place."""

_DEEP = 0.2
"""Which share of that box lies below the baseline."""

_JUMP = 4
"""A step back by more em than this begins a new line, though it is as high."""


@dataclass(frozen=True, slots=True)
class _Letter:
    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float


class PrintedPage:
    """One page's lines in pixels of the page turned upright; offsets are code points of the text.

    Its methods are those of `app.rendering.lines.Lines`, so the same painter draws on both.
    """

    def __init__(
        self,
        text: str,
        runs: Sequence[Printed],
        boxes: Sequence[float],
        width: float,
        height: float,
    ) -> None:
        """Make the lines of a page; `boxes` are the shares `app.opening.pdf.pictures` gives."""
        self._text = text
        self._letters = sorted(
            _letters(runs, boxes, width, height), key=lambda letter: letter.start
        )
        self._starts = [letter.start for letter in self._letters]
        self.lines = list(self._in_lines())

    def between(self, top: float, bottom: float) -> list[Line]:
        """Return the lines that touch a band of the page, in text order."""
        return [line for line in self.lines if line.bottom >= top and line.top <= bottom]

    def pieces(self, span: Span, lines: list[Line]) -> Iterator[Piece]:
        """Yield the part of a stretch on each of `lines`, which are in text order."""
        first = bisect_right(lines, span.start, key=lambda line: line.end)
        for line in islice(lines, first, None):
            if line.start >= span.end:
                break
            start, end = max(span.start, line.start), min(span.end, line.end)
            letters = self._between(start, end)
            if letters:
                yield Piece(
                    start,
                    end,
                    min(letter.left for letter in letters),
                    max(letter.right for letter in letters),
                    line,
                    opens=not self._text[span.start : start].strip(),
                    closes=not self._text[end : span.end].strip(),
                )

    def x(self, line: Line, offset: int) -> float:
        """Return where a code point of a line begins."""
        letters = self._between(offset, offset + 1)
        return letters[0].left if letters else line.left

    def stretch(self, start: int, end: int, top: float, bottom: float) -> list[QRectF]:  # noqa: ARG002 - as Lines has it
        """Return nothing: text is not selected on pages."""
        return []

    def at(self, point: QPointF) -> int | None:
        """Return the code point printed at a place of the page, None where there is none."""
        for letter in self._letters:
            if (
                letter.left <= point.x() <= letter.right
                and letter.top <= point.y() <= letter.bottom
            ):
                return letter.start
        return None

    def box(self, span: Span) -> QRectF | None:
        """Return what a stretch covers of this page, None where it is on other pages."""
        found: QRectF | None = None
        for piece in self.pieces(span, self.lines):
            line = piece.line
            box = QRectF(piece.left, line.top, piece.right - piece.left, line.bottom - line.top)
            found = box if found is None else found.united(box)
        return found

    def _between(self, start: int, end: int) -> list[_Letter]:
        first = bisect_right(self._starts, start)
        while first and self._letters[first - 1].end > start:
            first -= 1
        found = []
        for letter in islice(self._letters, first, None):
            if letter.start >= end:
                break
            found.append(letter)
        return found

    def _in_lines(self) -> Iterator[Line]:
        current: list[_Letter] = []
        for letter in self._letters:
            if current and self._begins_line(current[-1], letter):
                yield self._line(current)
                current = []
            current.append(letter)
        if current:
            yield self._line(current)

    def _begins_line(self, last: _Letter, letter: _Letter) -> bool:
        middle = (letter.top + letter.bottom) / 2
        if not last.top <= middle <= last.bottom:
            return True
        if "\n" in self._text[last.end : letter.start]:
            return True
        return abs(last.left - letter.left) > _JUMP * (last.bottom - last.top) and (
            letter.right < last.left
        )

    def _line(self, letters: list[_Letter]) -> Line:
        top = median(letter.top for letter in letters)
        bottom = median(letter.bottom for letter in letters)
        return Line(
            letters[0].start,
            letters[-1].end,
            baseline=bottom - _DEEP * (bottom - top),
            top=top,
            bottom=bottom,
            em=(bottom - top) / _TYPE,
            left=min(letter.left for letter in letters),
            block=0,
            number=1,
        )


def _letters(
    runs: Sequence[Printed], boxes: Sequence[float], width: float, height: float
) -> Iterator[_Letter]:
    for run in runs:
        even = run.count == run.end - run.start
        for place in range(run.count):
            at = 4 * (run.first + place)
            if at + 4 > len(boxes):
                break
            left, top, right, bottom = boxes[at : at + 4]
            if right <= left:
                continue
            start, end = (
                (run.start + place, run.start + place + 1) if even else (run.start, run.end)
            )
            yield _Letter(start, end, left * width, top * height, right * width, bottom * height)
