"""The whole article at a glance: where the marks lie, and what of it is in view.

It stands where the scroll bar would and does its job; the real scroll bar stays behind it for
assistive technology.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from app.language import tr
from app.reading.marks import Mark, MarkKind
from app.reading.spans import Span
from app.rendering.layout import Typeset
from app.rendering.lines import Lines
from app.rendering.palette import Theme, theme_named

EXACT = 600
"""Up to so many marks are drawn line by line; more by their place in their paragraph."""

FINEST = 2000
"""Into so many parts of the page's height a tick's place is told apart among very many."""

LEFT_LANE, RIGHT_LANE = 4.0, 12.0
_DRAWN = (MarkKind.QUOTED, MarkKind.REPORTED, MarkKind.CLAIM, MarkKind.OWN)


class Tick(NamedTuple):
    """One stroke of the map: a mark's kind, and its top and bottom as shares of the page."""

    kind: MarkKind
    top: float
    bottom: float


def ticks(
    marks: Iterable[Mark], typeset: Typeset, lines: Lines, least: float = 1.0
) -> Iterator[Tick]:
    """Yield the strokes of marks, from the top of the page (0) to its end (1).

    `least` is the height of the pane: a shorter page ends within it.
    """
    height = max(least, typeset.qt.size().height())
    drawn = [mark for mark in marks if mark.kind in _DRAWN]
    found = _by_line(drawn, lines) if len(drawn) <= EXACT else _by_paragraph(drawn, typeset)
    for kind, top, bottom in found:
        yield Tick(kind, top / height, bottom / height)


class Minimap(QWidget):
    """Shows the ticks of an article beside the part in view; click, drag and wheel scroll."""

    def __init__(self, page: QWidget, bar: QScrollBar) -> None:
        super().__init__(bar)
        self._page = page
        self._bar = bar
        self._theme = theme_named("light")
        self._ticks: list[Tick] = []
        self._picture: QPixmap | None = None
        self._found: frozenset[int] = frozenset()
        self._current: float | None = None
        bar.valueChanged.connect(lambda _: self.update())
        bar.rangeChanged.connect(lambda *_: self.update())
        self.setAccessibleName(tr("Map of the article"))
        self.setToolTip(tr("The whole article: click or drag to go there"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_ticks(self, found: list[Tick], theme: Theme) -> None:
        """Draw these strokes from now on."""
        self._ticks, self._theme, self._picture = found, theme, None
        self.update()

    def show_found(self, places: Collection[int]) -> None:
        """Show where words were found, in parts of the page's height (`FINEST` are all of it)."""
        self._found = frozenset(places)
        self.update()

    def point_out(self, share: float | None) -> None:
        """Show which of the places found is the current one; None for no one."""
        self._current = share
        self.update()

    def found(self) -> frozenset[int]:
        """Return the places found that are shown."""
        return self._found

    def ticks(self) -> list[Tick]:
        """Return the strokes drawn."""
        return self._ticks

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        ratio = self.devicePixelRatioF()
        picture = self._picture
        if picture is None or picture.deviceIndependentSize().toSize() != self.size():
            picture = self._picture = self._draw(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, picture)
        self._draw_found(painter)
        if self._bar.maximum() <= 0:
            painter.end()
            return
        top, height = self._view()
        painter.fillRect(QRectF(0, top, self.width(), height), self._theme.color("ink", 0.07))
        for y in (top, top + height - 1):
            painter.fillRect(QRectF(0, y, self.width(), 1), self._theme.color("line2"))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position().y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        QCoreApplication.sendEvent(self._page, event)

    def _view(self) -> tuple[float, float]:
        """Return top and height of what is in view, in pixels of this widget."""
        whole = self._bar.maximum() + self._bar.pageStep()
        height = max(12.0, self.height() * self._bar.pageStep() / whole)
        share = self._bar.value() / self._bar.maximum()
        return round(share * (self.height() - height)), round(height)

    def _go(self, y: float) -> None:
        if self._bar.maximum() <= 0:
            return  # all of the text is in view
        _, height = self._view()
        share = (y - height / 2) / max(1.0, self.height() - height)
        self._bar.setValue(round(min(1.0, max(0.0, share)) * self._bar.maximum()))

    def _draw_found(self, painter: QPainter) -> None:
        """Draw thin ticks at the right border, the current one all across."""
        rows = {place * self.height() // FINEST for place in self._found}
        for y in rows:
            painter.fillRect(QRectF(self.width() - 4, y, 4, 2), self._theme.color("ink2"))
        if self._current is not None:
            y = int(self._current * self.height())
            painter.fillRect(QRectF(1, y, self.width() - 1, 2), self._theme.color("ink"))

    def _draw(self, ratio: float) -> QPixmap:
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._theme.color("paper"))
        painter = QPainter(picture)
        painter.fillRect(QRectF(0, 0, 1, self.height()), self._theme.color("line"))
        # Many marks of a long article fall on the same few pixels: each stroke is drawn once.
        strokes = {
            (tick.kind, round(tick.top * self.height()), round(tick.bottom * self.height()))
            for tick in self._ticks
        }
        for kind, top, bottom in sorted(strokes, key=lambda stroke: stroke[0] != MarkKind.OWN):
            self._draw_stroke(painter, kind, top, max(2, bottom - top - 1))
        painter.end()
        return picture

    def _draw_stroke(self, painter: QPainter, kind: MarkKind, top: int, height: int) -> None:
        if kind is MarkKind.OWN:
            painter.fillRect(QRectF(3, top, 15, max(4, height)), self._theme.color("mark"))
            painter.fillRect(QRectF(3, top + max(4, height) - 1, 15, 1), self._theme.color("markE"))
        elif kind is MarkKind.CLAIM:
            painter.setPen(QPen(self._theme.color("claimLR"), 1))
            middle = top + height / 2
            painter.drawRect(QRectF(RIGHT_LANE + 0.5, round(middle) - 1.5, 4, 4))
        else:
            width = 6 if kind is MarkKind.QUOTED else 2
            box = QRectF(LEFT_LANE, top, width, height)
            painter.fillRect(box, self._theme.color("srcR"))


def _by_line(marks: Iterable[Mark], lines: Lines) -> Iterator[Tick]:
    for mark in marks:
        for line in lines.covering(Span(mark.start, mark.end)):
            yield Tick(mark.kind, line.top, line.bottom)
            if mark.kind is MarkKind.CLAIM:
                break


def _by_paragraph(marks: Iterable[Mark], typeset: Typeset) -> Iterator[Tick]:
    """Yield marks where they would stand if a paragraph's characters ran down it evenly.

    Of those that fall together at this scale, one.
    """
    height_of = even_heights(typeset)
    grain = typeset.qt.size().height() / FINEST
    seen: set[tuple[MarkKind, int, int]] = set()
    for mark in marks:
        top = height_of(mark.start)
        bottom = max(top, height_of(mark.end))
        stroke = (mark.kind, int(top / grain), int(bottom / grain))
        if stroke not in seen:
            seen.add(stroke)
            yield Tick(mark.kind, top, bottom)


def even_heights(typeset: Typeset) -> Callable[[int], float]:
    """Return what tells how far down the page a code point is, if lines ran down it evenly."""
    layout, places, blocks = typeset.qt.documentLayout(), typeset.places, typeset.document.blocks
    known: dict[int, tuple[float, float, int]] = {}

    def height_of(offset: int) -> float:
        number = places.block_number(offset)
        if number not in known:
            box = layout.blockBoundingRect(typeset.qt.findBlockByNumber(number))
            block = blocks[places.of_block(offset)]
            known[number] = (box.top(), box.height() / max(1, block.end - block.start), block.start)
        top, each, start = known[number]
        return top + (offset - start) * each

    return height_of
