"""Draw the marks of an article behind its text.

Every measure is taken from the baseline in em of the block's type, never from a face's or a line's
height: faces differ too much in those. The order of drawing keeps nested marks visible: selection,
contents from the outermost inward, highlights, claims, lines and dots, and the focus ring.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import is_not
from typing import Protocol

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QRegion

from app.reading.layers import Layer
from app.reading.marks import Mark, MarkKind
from app.reading.spans import Span, SpanIndex
from app.rendering import shapes
from app.rendering.fonts import article_font
from app.rendering.layout import Style
from app.rendering.lines import Line, Piece
from app.rendering.measures import (
    BAND,
    BOX,
    CUE_DOTS,
    DEPTHS,
    DOT,
    FILL,
    HIGHLIGHT,
    SOURCE_LINE,
    UNSURE,
    Reach,
)

CONTENTS = (MarkKind.QUOTED, MarkKind.REPORTED, MarkKind.SCARE)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn, and what of it strongly.

    `strong` are the targets in focus or under the pointer, `ring` the one with the keyboard's
    focus ring. `only` limits the marks to these targets (one speaker's); None shows all.
    `selection` is in positions of the Qt document.
    """

    layers: frozenset[Layer] = frozenset(Layer)
    strong: frozenset[str] = frozenset()
    ring: str = ""
    only: frozenset[str] | None = None
    selection: tuple[int, int] = (0, 0)

    def shows(self, mark: Mark) -> bool:
        """Tell whether a mark is drawn at all."""
        return mark.layer in self.layers and (self.only is None or mark.target in self.only)


@dataclass(slots=True)
class _Canvas:
    """One act of painting: where to, which lines, and what was found on them."""

    painter: QPainter
    shown: Shown
    lines: list[Line]
    area: QRectF
    ratio: float
    origin: float
    marks: list[Mark]
    selected: list[QRectF] = field(default_factory=list)
    boxes: list[tuple[Line, QRectF]] = field(default_factory=list)

    def snap(self, y: float) -> float:
        """Return the height of the device pixel next to `y`."""
        return round((y - self.origin) * self.ratio) / self.ratio + self.origin

    def snap_x(self, x: float) -> float:
        return round(x * self.ratio) / self.ratio

    def whole_pixels(self, width: float) -> float:
        return max(1.0, round(width * self.ratio)) / self.ratio


class Ground(Protocol):
    """What marks are drawn on: a typeset article, or a printed page."""

    @property
    def style(self) -> Style: ...

    @property
    def bullets(self) -> Mapping[int, str]:
        """The signs before list items that are drawn with the marks, by block."""


class LinesDrawn(Protocol):
    """Lines marks are drawn on, as `app.rendering.lines.Lines` tells of them."""

    def between(self, top: float, bottom: float) -> list[Line]: ...

    def pieces(self, span: Span, lines: list[Line]) -> Iterator[Piece]: ...

    def x(self, line: Line, offset: int) -> float: ...

    def stretch(self, start: int, end: int, top: float, bottom: float) -> list[QRectF]: ...


class MarkPainter:
    """Draws the marks of one article."""

    def __init__(
        self, typeset: Ground, lines: LinesDrawn, marks: Iterable[Mark], own: Iterable[Mark] = ()
    ) -> None:
        """Make the painter of an article's marks; `own` are the reader's, which change apart."""
        self._typeset = typeset
        self._lines = lines
        self._found = marks if isinstance(marks, SpanIndex) else SpanIndex(marks)
        self._own = SpanIndex(own)
        self._theme = typeset.style.theme
        self._scale = typeset.style.scale
        self._seen: list[Line] = []
        self._cut: dict[Span, tuple[Piece, ...]] = {}  # what lies on the lines seen

    @property
    def marks(self) -> list[Mark]:
        """All marks, the reader's own last."""
        return [*self._found, *self._own]

    def at(self, offset: int) -> list[Mark]:
        """Return the marks that cover a code point, the reader's own last."""
        return [*self._found.at(offset), *self._own.at(offset)]

    def paint(self, painter: QPainter, area: QRectF, shown: Shown, origin: float = 0.0) -> None:
        """Draw what is shown of the marks in `area`, both in document pixels.

        `origin` is the height of the page that falls on a whole device pixel.
        """
        lines = self._lines.between(area.top(), area.bottom())
        if len(lines) != len(self._seen) or any(map(is_not, lines, self._seen)):
            self._seen, self._cut = lines, {}
        first = min((line.start for line in lines), default=0)
        last = max((line.end for line in lines), default=0)
        found = [*self._found.overlapping(first, last), *self._own.overlapping(first, last)]
        marks = [mark for mark in found if shown.shows(mark)]
        canvas = _Canvas(
            painter, shown, lines, area, painter.device().devicePixelRatioF(), origin, marks
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bullets(canvas)
        self._paint_selection(canvas)
        self._leave_out_selection(canvas)
        self._paint_contents(canvas)
        self._paint_highlights(canvas, tint=True)
        self._paint_claims(canvas, tint=True)
        painter.setClipping(False)
        self._paint_selected_edges(canvas)
        self._paint_highlights(canvas, tint=False)
        self._paint_claims(canvas, tint=False)
        self._paint_sources(canvas)
        self._paint_cues(canvas)
        self._paint_ring(canvas)
        painter.restore()

    def _paint_bullets(self, canvas: _Canvas) -> None:
        for line in canvas.lines:
            bullet = self._typeset.bullets.get(line.block) if line.number == 0 else None
            if bullet is not None:
                face = self._typeset.style.typeface
                canvas.painter.setFont(article_font(line.em, family=face))
                canvas.painter.setPen(self._theme.color("ink2"))
                left = self._lines.x(line, line.start) - 16 * self._scale
                canvas.painter.drawText(QPointF(left, line.baseline), bullet)

    # Selection

    def _paint_selection(self, canvas: _Canvas) -> None:
        start, end = canvas.shown.selection
        if start < end:
            boxes = self._lines.stretch(start, end, canvas.area.top(), canvas.area.bottom())
            canvas.selected = [
                QRectF(
                    box.left(),
                    canvas.snap(box.top()),
                    box.width(),
                    canvas.snap(box.bottom()) - canvas.snap(box.top()),
                )
                for box in boxes
            ]
            for box in canvas.selected:
                canvas.painter.fillRect(box, self._theme.color("select"))

    def _leave_out_selection(self, canvas: _Canvas) -> None:
        if canvas.selected:
            region = QRegion(canvas.area.toAlignedRect().adjusted(-20, -20, 20, 20))
            over = math.ceil(2 * self._scale)
            for box in canvas.selected:
                # Fills reach a little over the text at their ends and over the line below.
                region -= QRegion(box.toAlignedRect().adjusted(-over, 0, over, 1))
            canvas.painter.setClipRegion(region)

    def _paint_selected_edges(self, canvas: _Canvas) -> None:
        """Keep an edge around quotations inside the selection, whose fills are left out."""
        if not canvas.selected:
            return
        canvas.painter.save()
        for mark in canvas.marks:
            if mark.kind is not MarkKind.QUOTED or mark.depth >= DEPTHS:
                continue
            for piece in self._pieces(mark, canvas):
                body = self._box(canvas, piece, FILL, widen=2)
                for box in canvas.selected:
                    if box.top() < piece.line.baseline < box.bottom():
                        body.setLeft(max(body.left(), box.left() - 2))
                        body.setRight(min(body.right(), box.right() + 2))
                        canvas.painter.setClipRect(body)
                        self._stroke(canvas, piece, FILL, 3, 1, "srcR", widen=2)
        canvas.painter.restore()

    # Contents

    def _paint_contents(self, canvas: _Canvas) -> None:
        contents = [m for m in canvas.marks if m.kind in CONTENTS and m.depth < DEPTHS]
        fills = [m for m in contents if m.kind is MarkKind.QUOTED]
        # Outer before inner; within one depth bands before fills, so that a band ends at a fill.
        contents.sort(key=lambda m: (m.depth, m.kind is not MarkKind.REPORTED, m.start))
        for mark in contents:
            if mark.kind is MarkKind.REPORTED:
                self._paint_band(canvas, mark)
            elif mark.kind is MarkKind.QUOTED:
                inside = any(_holds(other, mark) for other in fills)
                self._paint_fill(canvas, mark, nested=inside)
            else:
                self._paint_scare(canvas, mark)

    def _paint_band(self, canvas: _Canvas, mark: Mark) -> None:
        token = "band2" if mark.depth or mark.target in canvas.shown.strong else "band"
        for piece in self._pieces(mark, canvas):
            self._tint(canvas, piece, BAND, 2, token, widen=0)
            if self._theme.is_contrast:
                box = self._box(canvas, piece, BAND, widen=0)
                foot = QRectF(box.left(), box.bottom() - self._px(1), box.width(), self._px(1))
                canvas.painter.fillRect(foot, self._theme.color("src"))

    def _paint_fill(self, canvas: _Canvas, mark: Mark, *, nested: bool) -> None:
        strong = mark.target in canvas.shown.strong
        token = ("fill", "fillS", "band2")[strong + nested]
        for piece in self._pieces(mark, canvas):
            self._tint(canvas, piece, FILL, 3, token, widen=2)
            if self._theme.is_contrast:
                self._stroke(canvas, piece, FILL, 3, 1, "src", widen=2)

    def _paint_scare(self, canvas: _Canvas, mark: Mark) -> None:
        token = "fillS" if mark.target in canvas.shown.strong else "fill"
        for start, end in ((mark.start, mark.start + 1), (mark.end - 1, mark.end)):
            for piece in self._lines.pieces(Span(start, end), canvas.lines):
                self._tint(canvas, piece, FILL, 3, token, widen=1)
                if self._theme.is_contrast:
                    self._stroke(canvas, piece, FILL, 3, 1, "src", widen=1)

    # The reader's own, and numbers

    def _paint_highlights(self, canvas: _Canvas, *, tint: bool) -> None:
        for mark in canvas.marks:
            if mark.kind is not MarkKind.OWN:
                continue
            rest = 2.5 if self._theme.is_contrast else 1.5
            foot = self._px(3 if mark.target in canvas.shown.strong else rest)
            for piece in self._pieces(mark, canvas):
                box = self._box(canvas, piece, HIGHLIGHT, widen=0)
                if tint:
                    canvas.painter.fillRect(box, self._theme.color("mark"))
                else:
                    line = QRectF(box.left(), box.bottom() - foot, box.width(), foot)
                    canvas.painter.fillRect(line, self._theme.color("markE"))

    def _paint_claims(self, canvas: _Canvas, *, tint: bool) -> None:
        for mark in canvas.marks:
            strong = mark.target in canvas.shown.strong
            if mark.kind is MarkKind.CLAIM:
                for piece in self._pieces(mark, canvas):
                    if tint:
                        self._tint(canvas, piece, BOX, 4, "claimS" if strong else "claim", widen=2)
                        continue
                    width = 2 if self._theme.is_contrast else 1.5 if strong else 1
                    color = "claimL" if strong else "claimLR"
                    dashed = mark.confidence < UNSURE
                    self._stroke(canvas, piece, BOX, 4, width, color, widen=2, dashed=dashed)
                    canvas.boxes.append((piece.line, self._box(canvas, piece, BOX, widen=2)))
            elif mark.kind is MarkKind.NUMBER and strong and not tint:
                for piece in self._pieces(mark, canvas):
                    self._stroke(canvas, piece, BOX, 4, 1, "line2", widen=2)

    # Lines and dots

    def _paint_sources(self, canvas: _Canvas) -> None:
        for mark in _lines_of(MarkKind.SOURCE, canvas):
            strong = mark.target in canvas.shown.strong
            width = self._px(2.5 if strong or self._theme.is_contrast else 1.5)
            pen = QPen(self._theme.color("src" if strong else "srcR"), width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if mark.unnamed:
                pen.setDashPattern([7 * self._scale / width, 4 * self._scale / width])
            canvas.painter.setPen(pen)
            for piece in self._pieces(mark, canvas):
                y = self._line_height(canvas, piece, SOURCE_LINE, width)
                canvas.painter.drawLine(QLineF(piece.left, y, piece.right, y))

    def _paint_cues(self, canvas: _Canvas) -> None:
        for mark in _lines_of(MarkKind.CUE, canvas):
            strong = mark.target in canvas.shown.strong
            width = self._px(2.7 if strong else 2.5 if self._theme.is_contrast else 2)
            pen = QPen(self._theme.color("cue" if strong else "cueR"), width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            for piece in self._pieces(mark, canvas):
                y = self._line_height(canvas, piece, CUE_DOTS, width)
                length = max(0.0, piece.right - piece.left - width)
                # The step gives way a little, so that the last dot stands at the very end.
                steps = max(1, round(length / (5 * self._scale)))
                pen.setDashPattern([DOT, length / steps / width - DOT])
                canvas.painter.setPen(pen)
                start = piece.left + width / 2
                canvas.painter.drawLine(QLineF(start, y, start + length + DOT, y))

    def _line_height(self, canvas: _Canvas, piece: Piece, under: float, width: float) -> float:
        """Return where a line's middle runs; inside a claim it is one pixel below the box."""
        y = piece.line.baseline + under * piece.line.em
        for line, box in canvas.boxes:
            if line is piece.line and box.left() < piece.right and piece.left < box.right():
                y = max(y, box.bottom() + self._px(1) + width / 2)
        # Snapped by its upper border, so that the line is crisp at whole widths.
        return canvas.snap(y - width / 2) + width / 2

    # Focus

    def _paint_ring(self, canvas: _Canvas) -> None:
        ring = canvas.shown.ring
        marks = [mark for mark in canvas.marks if ring and mark.target == ring]
        inside = [mark for mark in marks if mark.kind in CONTENTS]
        reach, radius, widen = FILL, 3, 2
        for mark in marks:
            if mark.kind in (MarkKind.CLAIM, MarkKind.NUMBER):
                reach, radius = BOX, 4
            elif mark.kind is MarkKind.OWN:
                reach, radius, widen = HIGHLIGHT, 0, 0
        for span in _joined(inside or marks):
            for piece in self._lines.pieces(span, canvas.lines):
                self._stroke(canvas, piece, reach, radius + 1, 2, "accent", widen=widen, outside=3)

    # Shapes

    def _pieces(self, mark: Mark, canvas: _Canvas) -> tuple[Piece, ...]:
        """Return a mark line by line; kept while the same lines are in view."""
        span = Span(mark.start, mark.end)
        found = self._cut.get(span)
        if found is None:
            found = self._cut[span] = tuple(self._lines.pieces(span, canvas.lines))
        return found

    def _box(self, canvas: _Canvas, piece: Piece, reach: Reach, *, widen: float) -> QRectF:
        line = piece.line
        wider = widen * self._scale
        left = canvas.snap_x(piece.left - (wider if piece.opens else 0))
        right = canvas.snap_x(piece.right + (wider if piece.closes else 0))
        top = canvas.snap(line.baseline - reach.over * line.em)
        bottom = canvas.snap(line.baseline + reach.under * line.em)
        return QRectF(left, top, right - left, bottom - top)

    def _tint(
        self,
        canvas: _Canvas,
        piece: Piece,
        reach: Reach,
        radius: float,
        token: str,
        *,
        widen: float,
    ) -> None:
        box = self._box(canvas, piece, reach, widen=widen)
        path = shapes.filled(box, radius * self._scale, opens=piece.opens, closes=piece.closes)
        canvas.painter.fillPath(path, self._theme.color(token))

    def _stroke(  # noqa: PLR0913 - a line's geometry, weight and pattern are one call
        self,
        canvas: _Canvas,
        piece: Piece,
        reach: Reach,
        radius: float,
        width: float,
        token: str,
        *,
        widen: float,
        outside: float = 0,
        dashed: bool = False,
    ) -> None:
        """Draw the edge of a piece inside its border, or `outside` pixels out of it."""
        weight = canvas.whole_pixels(width * self._scale)
        out = outside * self._scale - weight / 2
        box = self._box(canvas, piece, reach, widen=widen)
        box.adjust(-out if piece.opens else 0, -out, out if piece.closes else 0, out)
        pen = QPen(self._theme.color(token), weight)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dashed:
            pen.setDashPattern([3 * self._scale / weight, 2 * self._scale / weight])
        canvas.painter.strokePath(
            shapes.edge(box, radius * self._scale, opens=piece.opens, closes=piece.closes), pen
        )

    def _px(self, width: float) -> float:
        """Return a line's width at this size of text; never under one pixel."""
        return max(1.0, width * self._scale)


def _lines_of(kind: MarkKind, canvas: _Canvas) -> Iterable[Mark]:
    """Return the marks of a kind, one for words that serve several statements: the strong one."""
    found: dict[tuple[int, int], Mark] = {}
    for mark in canvas.marks:
        place = (mark.start, mark.end)
        if mark.kind is kind and (place not in found or mark.target in canvas.shown.strong):
            found[place] = mark
    return found.values()


def _holds(outer: Mark, inner: Mark) -> bool:
    return (
        outer is not inner
        and outer.depth < inner.depth
        and outer.start <= inner.start
        and inner.end <= outer.end
    )


def _joined(marks: Iterable[Mark]) -> Iterator[Span]:
    """Yield the stretches of marks, those that touch taken together."""
    current: Span | None = None
    for mark in sorted(marks, key=lambda mark: mark.start):
        if current is not None and mark.start <= current.end:
            current = Span(current.start, max(current.end, mark.end))
            continue
        if current is not None:
            yield current
        current = Span(mark.start, mark.end)
    if current is not None:
        yield current
