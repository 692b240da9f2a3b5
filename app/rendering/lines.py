"""The lines of an article as laid out: where stretches of text lie on the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import cast

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextLayout

from app.reading.spans import Span
from app.rendering.layout import Typeset


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the article in document pixels.

    `start` and `end` are code points of the article; blanks at the line's end are left out.
    `baseline`, `top` and `bottom` are those of the set line, whatever faces its text needs; `left`
    is where its block begins. `block` and `number` say which line of which Qt block it is.
    """

    start: int
    end: int
    baseline: float
    top: float
    bottom: float
    em: float
    left: float
    block: int
    number: int


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a stretch that lies on one line.

    `opens` and `closes` tell whether the stretch truly begins and ends here, or goes on.
    """

    start: int
    end: int
    left: float
    right: float
    line: Line
    opens: bool
    closes: bool


class Lines:
    """The lines of a typeset article, found where they are needed and kept until it changes."""

    def __init__(self, typeset: Typeset) -> None:
        self._typeset = typeset
        self._layout = typeset.qt.documentLayout()
        self._kept: dict[int, tuple[float, tuple[Line, ...]]] = {}
        self._xs: dict[tuple[int, int], float] = {}

    def between(self, top: float, bottom: float) -> list[Line]:
        """Return the article's lines that touch a band of the page, top and bottom in pixels."""
        found: list[Line] = []
        block = self.block_at(top)
        while block.isValid():
            if self._layout.blockBoundingRect(block).top() > bottom:
                break
            lines = self.of(block)
            first = bisect_left(lines, top, key=lambda line: line.bottom)
            found += lines[first : bisect_right(lines, bottom, key=lambda line: line.top)]
            block = block.next()
        return found

    def block_at(self, y: float) -> QTextBlock:
        """Return the block at a height of the page, the last one that begins above it."""
        block = self._guess(y)
        # Asking for a box lays the text out down to it, so what was guessed may have moved.
        while block.previous().isValid() and self._layout.blockBoundingRect(block).top() > y:
            block = block.previous()
        following = block.next()
        while following.isValid() and self._layout.blockBoundingRect(following).top() <= y:
            block, following = following, following.next()
        return block

    def of(self, block: QTextBlock) -> tuple[Line, ...]:
        """Return the lines of one block; none for the title and byline above the article."""
        number = block.blockNumber()
        y = self._layout.blockBoundingRect(block).top()
        kept = self._kept.get(number)
        if kept is None or kept[0] != y:
            kept = self._kept[number] = (y, tuple(self._measure(block, number)))
        return kept[1]

    def covering(self, span: Span) -> Iterator[Line]:
        """Yield the lines that hold a character of a stretch, in order."""
        block = self._typeset.qt.findBlockByNumber(self._typeset.places.block_number(span.start))
        last = self._typeset.places.block_number(max(span.start, span.end - 1))
        while block.isValid() and block.blockNumber() <= last:
            lines = self.of(block)
            first = bisect_right(lines, span.start, key=lambda line: line.end)
            for line in islice(lines, first, None):
                if line.start >= span.end:
                    return
                yield line
            block = block.next()

    def holding(self, offset: int) -> Line | None:
        """Return the line a code point is on, the nearest before it where it is on none."""
        number = self._typeset.places.block_number(offset)
        lines = self.of(self._typeset.qt.findBlockByNumber(number))
        place = bisect_right(lines, offset, key=lambda line: line.start)
        return lines[max(0, place - 1)] if lines else None

    def pieces(self, span: Span, lines: list[Line]) -> Iterator[Piece]:
        """Yield the part of a stretch on each of `lines`, blanks at line ends left out.

        `lines` are in text order.
        """
        text = self._typeset.document.text
        first = bisect_right(lines, span.start, key=lambda line: line.end)
        for line in islice(lines, first, None):
            if line.start >= span.end:
                break
            start, end = max(span.start, line.start), min(span.end, line.end)
            if start >= end:
                continue
            one, other = self.x(line, start), self.x(line, end)
            yield Piece(
                start,
                end,
                min(one, other),
                max(one, other),
                line,
                opens=start == span.start or not text[span.start : start].strip(),
                closes=end == span.end or not text[end : span.end].strip(),
            )

    def x(self, line: Line, offset: int) -> float:
        """Return where a code point of a line begins."""
        place = (line.start, offset)
        found = self._xs.get(place)
        if found is None:
            block = self._typeset.qt.findBlockByNumber(line.block)
            position = self._typeset.places.position(offset) - block.position()
            found = self._xs[place] = line.left + _x(block.layout(), line.number, position)
        return found

    def stretch(self, start: int, end: int, top: float, bottom: float) -> list[QRectF]:
        """Return a box for each line of a stretch of the Qt document within a band of the page.

        Unlike the other lines these take in title and byline, and count in Qt's positions.
        """
        typeset = self._typeset
        found: list[QRectF] = []
        block = self.block_at(top)
        if block.position() < start:
            block = max(block, typeset.qt.findBlock(start), key=QTextBlock.position)
        while block.isValid() and block.position() < end:
            corner = self._layout.blockBoundingRect(block).topLeft()
            if corner.y() > bottom:
                break
            layout, leading = block.layout(), typeset.leading(block)
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                first = max(start - block.position(), line.textStart())
                last = min(end - block.position(), line.textStart() + line.textLength())
                if first < last:
                    # The natural width leaves out the blanks at the line's end.
                    limit = corner.x() + line.x() + line.naturalTextWidth()
                    one = min(corner.x() + _x(layout, number, first), limit)
                    other = min(corner.x() + _x(layout, number, last), limit)
                    y = corner.y() + line.y() + line.ascent() - 0.8 * leading
                    found.append(QRectF(min(one, other), y, abs(other - one), leading))
            block = block.next()
        return found

    def forget(self) -> None:
        """Measure again: the article has been laid out anew."""
        self._kept.clear()
        self._xs.clear()

    def _guess(self, y: float) -> QTextBlock:
        """Return the block at a height as far as the text is laid out, laying out nothing."""
        low, high = 0, self._typeset.qt.blockCount() - 1
        while low < high:
            middle = (low + high + 1) // 2
            layout = self._typeset.qt.findBlockByNumber(middle).layout()
            if layout.lineCount() and layout.position().y() <= y:
                low = middle
            else:
                high = middle - 1
        return self._typeset.qt.findBlockByNumber(low)

    def _measure(self, block: QTextBlock, number: int) -> Iterator[Line]:
        typeset = self._typeset
        if number not in typeset.places.of_article:
            return
        origin = self._layout.blockBoundingRect(block).topLeft()
        layout = block.layout()
        em, leading = typeset.em(block), typeset.leading(block)
        text = typeset.document.text
        for number_of_line in range(layout.lineCount()):
            line = layout.lineAt(number_of_line)
            first = block.position() + line.textStart()
            start = typeset.places.offset(first)
            end = typeset.places.offset(first + line.textLength())
            while end > start and text[end - 1].isspace():
                end -= 1
            baseline = origin.y() + line.y() + line.ascent()
            yield Line(
                start,
                end,
                baseline,
                top=baseline - 0.8 * leading,
                bottom=baseline + 0.2 * leading,
                em=em,
                left=origin.x(),
                block=number,
                number=number_of_line,
            )


def _x(layout: QTextLayout, number: int, position: int) -> float:
    # The binding returns the place together with the position it settled on.
    return cast("tuple[float, int]", layout.lineAt(number).cursorToX(position))[0]
