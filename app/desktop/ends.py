"""The handles at both ends of the mark in focus, and dragging them to other words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.reading.spans import Span
from app.reading.words import word_at
from app.rendering.lines import Line, Lines
from app.rendering.palette import Theme

NEAR = 9
"""Pixels around a handle in which it can be taken."""

KNOB = 4.0
"""Radius of the knob of a handle, in pixels."""

APART = 2.5
"""Pixels a handle stands outside its mark, so that those of one figure can be told apart."""


class Ends:
    """Both ends of one stretch of an article, each with a handle; a dragged one goes by words."""

    def __init__(self) -> None:
        self._lines: Lines | None = None
        self._text = ""
        self._span: Span | None = None
        self._held: int | None = None  # the place of the end that stays while the other is dragged
        self._dragged: Span | None = None

    def tell(self, lines: Lines, text: str, span: Span | None) -> None:
        """Take on the stretch whose ends have handles, None for none."""
        self._lines, self._text, self._span = lines, text, span
        self._held = self._dragged = None

    @property
    def span(self) -> Span | None:
        """Where the ends are now, while one is dragged too."""
        return self._dragged or self._span

    @property
    def is_dragged(self) -> bool:
        return self._held is not None

    def at(self, point: QPointF) -> bool:
        """Tell whether there is a handle at a point of the page."""
        return self._end_at(point) is not None

    def take(self, point: QPointF) -> bool:
        """Take the handle at a point of the page; False where there is none."""
        end = self._end_at(point)
        if end is None or self._span is None:
            return False
        self._held = self._span.start if end else self._span.end
        return True

    def drag(self, offset: int) -> None:
        """Move the end that is held to the word at a code point."""
        if self._held is None:
            return
        if before := self._text[self._held : offset].rstrip():
            # The place behind a word's last letter belongs to that word, not to the one after it.
            last = self._held + len(before) - 1
            self._dragged = Span(self._held, word_at(self._text, last).end)
            return
        word = word_at(self._text, offset)
        if word.start >= self._held:
            self._dragged = Span(self._held, word.end)
        else:
            self._dragged = Span(word.start, self._held)

    def let_go(self) -> Span | None:
        """Return where the ends were dragged to, None where they stay."""
        dragged, self._held, self._dragged = self._dragged, None, None
        return dragged if dragged != self._span else None

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Draw the handles, and while one is dragged what lies between."""
        if self.span is None or self._lines is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = theme.color("accent")
        if self._dragged is not None:
            painter.setPen(QPen(color, 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            lines = list(self._lines.covering(self._dragged))
            for piece in self._lines.pieces(self._dragged, lines):
                box = QRectF(
                    QPointF(piece.left, piece.line.top), QPointF(piece.right, piece.line.bottom)
                )
                painter.drawRect(box.adjusted(-0.5, 2.5, 0.5, -2.5))
        for end, (x, line) in enumerate(self._places()):
            painter.setPen(QPen(color, 2))
            painter.drawLine(QPointF(x, line.top + 3), QPointF(x, line.bottom - 1))
            painter.setPen(QPen(theme.color("paper"), 1.5))
            painter.setBrush(color)
            painter.drawEllipse(QPointF(x, line.bottom if end else line.top + 1), KNOB, KNOB)
        painter.restore()

    def _places(self) -> list[tuple[float, Line]]:
        span = self.span
        if span is None or self._lines is None:
            return []
        covering = list(self._lines.covering(span))
        if not covering:
            return []
        first, last = covering[0], covering[-1]
        start, end = max(span.start, first.start), min(span.end, last.end)
        return [
            (self._lines.x(first, start) - self._onward(first, start), first),
            (self._lines.x(last, end) + self._onward(last, end - 1), last),
        ]

    def _onward(self, line: Line, offset: int) -> float:
        """Return how far a handle stands apart, to the left where the text runs to the left."""
        assert self._lines is not None
        runs_left = self._lines.x(line, offset + 1) < self._lines.x(line, offset)
        return -APART if runs_left else APART

    def _end_at(self, point: QPointF) -> int | None:
        found: list[tuple[float, int]] = []
        for end, (x, line) in enumerate(self._places()):
            inside = line.top - 2 * KNOB <= point.y() <= line.bottom + 2 * KNOB
            knob = line.bottom if end else line.top
            near = NEAR if abs(point.y() - knob) <= NEAR else NEAR / 3
            if inside and abs(point.x() - x) <= near:
                found.append((abs(point.x() - x), end))
        return min(found)[1] if found else None
