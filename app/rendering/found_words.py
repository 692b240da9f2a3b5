"""Draw what the reader looks for in an article: a square frame around each place.

No mark is square: the frames stand apart from those even in grey. They are drawn over the marks
and under the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.reading.spans import Span
from app.rendering import shapes
from app.rendering.layout import Style
from app.rendering.lines import Piece
from app.rendering.measures import FOUND
from app.rendering.paint import LinesDrawn


@dataclass(frozen=True, slots=True)
class FoundWords:
    """Places where words were found, in text order and apart; `current` is None for no one."""

    spans: Sequence[Span] = ()
    current: Span | None = None

    def within(self, start: int, end: int) -> Sequence[Span]:
        """Return the places that touch a stretch of the text."""
        first = bisect_right(self.spans, start, key=lambda span: span.end)
        return self.spans[first : bisect_left(self.spans, end, key=lambda span: span.start)]


def paint_found(
    painter: QPainter,
    lines: LinesDrawn,
    area: QRectF,
    found: FoundWords,
    style: Style,
    *,
    filled: bool = False,
) -> None:
    """Frame the places that lie in `area`, the current one with a thicker line.

    With `filled` the current one gets the ground of selected text; where text can be selected, it
    has that already.
    """
    shown = lines.between(area.top(), area.bottom()) if found.spans else []
    if not shown:
        return
    first = min(line.start for line in shown)
    last = max(line.end for line in shown)
    ratio = painter.device().devicePixelRatioF()
    painter.save()
    for span in found.within(first, last):
        current = span == found.current
        for piece in lines.pieces(span, shown):
            box = _box(piece, ratio, whole_line=current)
            if current and filled:
                painter.fillRect(box, style.theme.color("select"))
            _frame(painter, piece, box, style, ratio, current=current)
    painter.restore()


def _box(piece: Piece, ratio: float, *, whole_line: bool) -> QRectF:
    """Return the place of a frame; as high as the ground of selected text with `whole_line`."""
    line = piece.line
    over = line.top if whole_line else line.baseline - FOUND.over * line.em
    under = line.bottom if whole_line else line.baseline + FOUND.under * line.em
    top, bottom = round(over * ratio) / ratio, round(under * ratio) / ratio
    left = round((piece.left - (1 if piece.opens else 0)) * ratio) / ratio
    right = round((piece.right + (1 if piece.closes else 0)) * ratio) / ratio
    return QRectF(left, top, right - left, bottom - top)


def _frame(
    painter: QPainter, piece: Piece, box: QRectF, style: Style, ratio: float, *, current: bool
) -> None:
    wide = 2.0 if current or style.theme.is_contrast else 1.0
    width = max(1.0, round(wide * style.scale * ratio)) / ratio
    inside = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    pen = QPen(style.theme.color("ink2" if current else "line2"), width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.strokePath(shapes.edge(inside, 0, opens=piece.opens, closes=piece.closes), pen)
