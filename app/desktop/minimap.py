"""The whole article at a glance: where the marks lie, and what of it is in view.

It stands where the scroll bar would and does its job; the real scroll bar stays behind it for
assistive technology.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from app.language import tr
from app.reading.layers import Layer
from app.reading.marks import LAYER_OF, Mark, MarkKind
from app.reading.spans import Span
from app.rendering.layout import Typeset
from app.rendering.lines import Lines
from app.rendering.palette import Theme, theme_named

EXACT = 600
"""Up to so many marks are drawn line by line; more by their place in their paragraph."""

FINEST = 2000
"""Into so many parts of the page's height a tick's place is told apart among very many."""

LEFT_LANE, RIGHT_LANE = 4.0, 12.0
_DRAWN = (MarkKind.OWN, MarkKind.QUOTED, MarkKind.REPORTED, MarkKind.CLAIM)
"""The kinds the map shows, those drawn later over those before."""


class Tick(NamedTuple):
    """One stroke of the map: a mark's kind, and its top and bottom as shares of the page."""

    kind: MarkKind
    top: float
    bottom: float


_Pictures = dict[MarkKind, QPixmap]


class Strokes:
    """The strokes of every mark of an article, those of one target alone too."""

    def __init__(self) -> None:
        self._all: dict[Tick, None] = {}
        self._of: dict[str, list[Tick]] = {}

    def add(self, target: str, tick: Tick) -> None:
        """Add a stroke of a mark; many marks of a long article share one."""
        self._all[tick] = None
        self._of.setdefault(target, []).append(tick)

    def of(self, only: frozenset[str] | None) -> Iterable[Tick]:
        """Return the strokes of these targets, None for all, each once."""
        if only is None:
            return self._all
        return dict.fromkeys(chain.from_iterable(self._of.get(target, ()) for target in only))


def ticks(
    marks: Iterable[Mark], typeset: Typeset, lines: Lines, least: float = 1.0
) -> Iterator[tuple[str, Tick]]:
    """Yield targets and strokes of marks, from the top of the page (0) to its end (1).

    `least` is the height of the pane: a shorter page ends within it.
    """
    height = max(least, typeset.qt.size().height())
    drawn = [mark for mark in marks if mark.kind in _DRAWN]
    found = _by_line(drawn, lines) if len(drawn) <= EXACT else _by_paragraph(drawn, typeset)
    for target, (kind, top, bottom) in found:
        yield target, Tick(kind, top / height, bottom / height)


class Minimap(QWidget):
    """Shows the ticks of an article beside the part in view; click, drag and wheel scroll."""

    def __init__(self, page: QWidget, bar: QScrollBar) -> None:
        super().__init__(bar)
        self._page = page
        self._bar = bar
        self._theme = theme_named("light")
        self._strokes = Strokes()
        self._layers = frozenset(Layer)
        self._only: frozenset[str] | None = None
        self._pictures: dict[bool, _Pictures] = {}  # of all marks, and of some targets' alone
        self._found: frozenset[int] = frozenset()
        self._current: float | None = None
        bar.valueChanged.connect(lambda _: self.update())
        bar.rangeChanged.connect(lambda *_: self.update())
        self.setAccessibleName(tr("Map of the article"))
        self.setToolTip(tr("The whole article: click or drag to go there"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_strokes(self, strokes: Strokes, theme: Theme) -> None:
        """Draw these strokes from now on."""
        self._strokes, self._theme = strokes, theme
        self._pictures.clear()
        self.update()

    def limit(self, layers: frozenset[Layer], only: frozenset[str] | None) -> None:
        """Draw these kinds of marks alone, and of them those of these targets; None for all."""
        if only != self._only:
            self._pictures.pop(False, None)
        self._layers, self._only = layers, only
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
        found = self._strokes.of(self._only)
        return [tick for tick in found if LAYER_OF[tick.kind] in self._layers]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("paper"))
        painter.fillRect(QRectF(0, 0, 1, self.height()), self._theme.color("line"))
        for kind, picture in self._drawn().items():
            if LAYER_OF[kind] in self._layers:
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

    def _drawn(self) -> _Pictures:
        """Return each kind's strokes on a picture of its own, so that one can be left out."""
        size, ratio, of_all = self.size(), self.devicePixelRatioF(), self._only is None
        found = self._pictures.get(of_all)
        known = found[MarkKind.OWN] if found is not None else None
        if known is None or known.size() != size * ratio or known.devicePixelRatio() != ratio:
            found = self._pictures[of_all] = {kind: QPixmap(size * ratio) for kind in _DRAWN}
            self._draw(found, ratio)
        assert found is not None
        return found

    def _draw(self, pictures: _Pictures, ratio: float) -> None:
        # Many marks of a long article fall on the same few pixels: each stroke is drawn once.
        strokes: dict[MarkKind, set[tuple[int, int]]] = {kind: set() for kind in _DRAWN}
        height = self.height()
        for kind, top, bottom in self._strokes.of(self._only):
            strokes[kind].add((round(top * height), round(bottom * height)))
        for kind, picture in pictures.items():
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            seen = {(top, max(top + 2, bottom - 1)) for top, bottom in strokes[kind]}
            self._draw_strokes(painter, kind, seen)
            painter.end()

    def _draw_strokes(
        self, painter: QPainter, kind: MarkKind, strokes: set[tuple[int, int]]
    ) -> None:
        if kind is MarkKind.OWN:
            mark, edge = self._theme.color("mark"), self._theme.color("markE")
            for top, bottom in strokes:
                height = max(4, bottom - top)
                painter.fillRect(QRectF(3, top, 15, height), mark)
                painter.fillRect(QRectF(3, top + height - 1, 15, 1), edge)
        elif kind is MarkKind.CLAIM:
            painter.setPen(QPen(self._theme.color("claimLR"), 1))
            for middle in {round((top + bottom) / 2) for top, bottom in strokes}:
                painter.drawRect(QRectF(RIGHT_LANE + 0.5, middle - 1.5, 4, 4))
        else:
            width, color = 6 if kind is MarkKind.QUOTED else 2, self._theme.color("srcR")
            for top, bottom in _together(strokes):
                painter.fillRect(QRectF(LEFT_LANE, top, width, bottom - top), color)


def _together(strokes: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield strokes in order, those that touch as one."""
    whole: tuple[int, int] | None = None
    for top, bottom in sorted(strokes):
        if whole is not None and top <= whole[1]:
            whole = (whole[0], max(whole[1], bottom))
            continue
        if whole is not None:
            yield whole
        whole = (top, bottom)
    if whole is not None:
        yield whole


def _by_line(marks: Iterable[Mark], lines: Lines) -> Iterator[tuple[str, Tick]]:
    for mark in marks:
        for line in lines.covering(Span(mark.start, mark.end)):
            yield mark.target, Tick(mark.kind, line.top, line.bottom)
            if mark.kind is MarkKind.CLAIM:
                break


def _by_paragraph(marks: Iterable[Mark], typeset: Typeset) -> Iterator[tuple[str, Tick]]:
    """Yield marks where they would stand if a paragraph's characters ran down it evenly.

    Those that fall together at the finest scale of the map share one stroke.
    """
    height_of = even_heights(typeset)
    grain = typeset.qt.size().height() / FINEST
    for mark in marks:
        top = height_of(mark.start)
        bottom = max(top, height_of(mark.end))
        yield mark.target, Tick(mark.kind, int(top / grain) * grain, int(bottom / grain) * grain)


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
