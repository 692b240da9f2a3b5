"""The pages of a PDF one under the other, with the marks of the article drawn on them."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.desktop.card import Card
from app.desktop.card_facts import facts_of
from app.desktop.pens import CARD_SHADOW
from app.desktop.reader import ReaderPane
from app.language import tr
from app.reading.analysis import Analysis
from app.reading.document import Printed
from app.reading.marks import marks_of
from app.reading.spans import Span
from app.rendering.findings import Findings
from app.rendering.found_words import paint_found
from app.rendering.layout import Style
from app.rendering.paint import MarkPainter
from app.rendering.palette import Theme, theme_named
from app.rendering.printed import PrintedPage
from app.rendering.targets import nearest

GAP = 18
"""Pixels around and between pages."""

WIDEST = 900
"""Pixels a page is wide at 100 %, where there is room."""

KEPT = 12
"""Pictures that are kept; an A4 page at twice the resolution takes 14 MB."""

SETTLE_MS = 60
"""How long scrolling rests before pages are asked for: those flown over are not drawn."""

_BODY = 19.0
"""Pixels of type at which marks are as thick as in the reading pane at 100 %."""


@dataclass(slots=True)
class PagePicture:
    """A page as the worker drew it; `boxes` as `app.opening.pdf.pictures` tells."""

    image: QImage
    turned: int
    boxes: Sequence[float]


@dataclass(slots=True)
class _Drawn:
    """What is known of one page at one size."""

    picture: PagePicture
    page: PrintedPage
    painter: MarkPainter | None = None
    style: Style = field(default_factory=lambda: Style(theme_named("light")))
    bullets: Mapping[int, str] = field(default_factory=dict)


class PageView(QAbstractScrollArea):
    """Shows pages that it asks for by `wanted`; marks, filters and focus are the reader's."""

    wanted = Signal(int, float)  # page from 0, pixels a point
    mark_chosen = Signal(str)

    def __init__(self, reader: ReaderPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._theme = theme_named("light")
        self._sizes: list[tuple[float, float]] = []
        self._tops: list[float] = []
        self._widths: list[float] = []
        self._heights: list[float] = []
        self._runs: dict[int, list[Printed]] = {}
        self._found: Findings | None = None
        self._drawn: OrderedDict[int, _Drawn] = OrderedDict()
        self._asked: dict[int, float] = {}
        self._zoom = 100
        # What brings a stretch into view once its page is drawn, the stretch, and where the view is.
        self._awaited: tuple[Callable[[], None], Span, int] | None = None
        self._card = Card(self.viewport(), self.viewport())
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Pages of the PDF"))
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._moved())
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self._moved())
        reader.redrawn.connect(self._draw_again)

    # What is shown

    def show_pages(self, sizes: Sequence[tuple[float, float]], found: Findings) -> None:
        """Show pages of these sizes, in points, and the marks of what was found in their text."""
        self._sizes = list(sizes)
        self._runs = {}
        for run in found.document.printed:
            self._runs.setdefault(run.page - 1, []).append(run)
        self._drawn.clear()
        self._asked.clear()
        self._found = found
        self._arrange()

    def clear(self) -> None:
        """Show nothing."""
        self._sizes, self._runs, self._found = [], {}, None
        self._drawn.clear()
        self._asked.clear()
        self._arrange()

    def show_picture(self, number: int, picture: PagePicture) -> None:
        """Show a page that was asked for."""
        self._asked.pop(number, None)
        if self._found is None or number >= len(self._sizes):
            return
        width, height = self._upright(number, picture.turned)
        page = PrintedPage(
            self._found.document.text,
            self._runs.get(number, ()),
            picture.boxes,
            width,
            height,
        )
        self._drawn[number] = _Drawn(picture, page)
        self._drawn.move_to_end(number)
        while len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        self.viewport().update()
        self._reveal_awaited()

    def marks_changed(self, found: Findings) -> None:
        """Draw other marks of the same text."""
        if self._found is not None and found.document is self._found.document:
            self._found = found
            self._draw_again()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.viewport().update()

    def set_zoom(self, percent: int) -> None:
        """Show pages larger or smaller; what is in the middle stays there."""
        if percent == self._zoom:
            return
        place = self._middle()
        self._zoom = percent
        self._arrange_around(place)

    def page(self) -> int:
        """Return the number, from 1, of the page most of which is in view."""
        return self._page_at(self.verticalScrollBar().value() + self.viewport().height() / 2) + 1

    def offset(self) -> int:
        """Return the first code point that is printed in view or below."""
        top = self.verticalScrollBar().value()
        for number in range(self._page_at(top), len(self._sizes)):
            drawn = self._drawn.get(number)
            if drawn is not None and not drawn.picture.turned:
                inside = top - self._tops[number]
                line = next((line for line in drawn.page.lines if line.top >= inside), None)
                if line is not None:
                    return line.start
            elif self._runs.get(number):
                return self._runs[number][0].start
        return 0

    def go_to(self, offset: int) -> None:
        """Bring the page on which a code point is printed into view."""
        number = next(
            (n for n, runs in self._runs.items() if runs[0].start <= offset < runs[-1].end), None
        )
        if number is None:
            before = [n for n, runs in self._runs.items() if runs[0].start <= offset]
            number = max(before, default=0)
        if not self._tops:
            return
        top = self._tops[number] - GAP
        self._awaited = None
        drawn = self._drawn.get(number)
        box = drawn.page.box(Span(offset, offset + 1)) if drawn else None
        if drawn is not None and box is not None and not drawn.picture.turned:
            top = self._tops[number] + box.top() - 80
        self.verticalScrollBar().setValue(int(top))
        if drawn is None:
            self._await(lambda: self.go_to(offset), Span(offset, offset + 1))

    def reveal(self, spans: Sequence[Span]) -> None:
        """Scroll as little as needed to have a mark in view."""
        if not spans:
            return
        place = self._place_of(spans[0])
        if place is None:
            self.go_to(spans[0].start)
            self._await(lambda: self.reveal(spans), spans[0])
            return
        self._awaited = None
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if place.top() < bar.value() + 40 or place.bottom() > bar.value() + height - 40:
            bar.setValue(int(place.top() - height * 0.3))

    def _await(self, bring: Callable[[], None], span: Span) -> None:
        self._awaited = bring, span, self.verticalScrollBar().value()

    def _is_awaiting(self) -> bool:
        """Tell whether something is to be brought into view, and the reader has not gone on."""
        return self._awaited is not None and self._awaited[2] == self.verticalScrollBar().value()

    def _reveal_awaited(self) -> None:
        """Bring into view what was gone to before its page was drawn."""
        if self._awaited is None:
            return
        bring, span, _ = self._awaited
        if not self._is_awaiting():
            self._awaited = None
        elif self._place_of(span) is not None:
            bring()

    def hide_card(self) -> None:
        self._card.hide()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.color("chrome"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top = self.verticalScrollBar().value()
        for number in self._in_view():
            self._paint_page(painter, number, self._place(number).translated(0, -top))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place = self._middle()
        self._arrange_around(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._reader.zoom_asked.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, bar = event.key(), self.verticalScrollBar()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._reader.focused():
            self._tell(self._reader.focused())
        elif key == Qt.Key.Key_Escape and self._card.isVisible():
            self._card.hide()
        elif key == Qt.Key.Key_Space:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            action = bar.SliderAction
            bar.triggerAction(action.SliderPageStepSub if back else action.SliderPageStepAdd)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = bool(self._target_at(event.position()))
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        target = self._target_at(event.position())
        self.mark_chosen.emit(target)
        if target:
            self._tell(target)
        else:
            self._card.hide()

    # Inside

    def _arrange(self) -> None:
        """Give every page its place: as wide as there is room, the widest page first."""
        room = max(200, self.viewport().width() - 2 * GAP)
        widest = max((width for width, _ in self._sizes), default=1.0)
        self._scale = min(room, WIDEST) * self._zoom / 100 / widest
        self._tops, self._widths, self._heights = [], [], []
        y = float(GAP)
        for width, height in self._sizes:
            self._tops.append(y)
            self._widths.append(width * self._scale)
            self._heights.append(height * self._scale)
            y += height * self._scale + GAP
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        bar.setRange(0, max(0, int(y) - self.viewport().height()))
        bar.setPageStep(max(1, self.viewport().height() - 40))
        bar.setSingleStep(48)
        wide = widest * self._scale + 2 * GAP if self._sizes else 0
        across.setRange(0, max(0, int(wide) - self.viewport().width()))
        across.setPageStep(self.viewport().width())
        for number, drawn in self._drawn.items():
            size = self._upright(number, drawn.picture.turned)
            text = self._found.document.text if self._found else ""
            drawn.page = PrintedPage(text, self._runs.get(number, ()), drawn.picture.boxes, *size)
            drawn.painter = None
        self._moved()

    def _arrange_around(self, place: tuple[int, float]) -> None:
        """Arrange the pages anew; what was in the middle stays there, and is awaited on."""
        awaited = self._awaited if self._is_awaiting() else None
        self._arrange()
        self._bring(place)
        if awaited is not None:
            self._await(*awaited[:2])

    def _upright(self, number: int, turned: int) -> tuple[float, float]:
        """Return width and height of a page turned so that its text runs from left to right."""
        width, height = self._widths[number], self._heights[number]
        return (height, width) if turned % 2 else (width, height)

    def _place(self, number: int) -> QRectF:
        """Return where a page lies, in pixels of all pages."""
        width = self._widths[number]
        room = self.viewport().width()
        left = max(float(GAP), (room - width) / 2) - self.horizontalScrollBar().value()
        return QRectF(left, self._tops[number], width, self._heights[number])

    def _page_at(self, y: float) -> int:
        return max(0, bisect_right(self._tops, y) - 1)

    def _in_view(self) -> range:
        if not self._tops:
            return range(0)
        top = self.verticalScrollBar().value()
        return range(self._page_at(top), self._page_at(top + self.viewport().height()) + 1)

    def _middle(self) -> tuple[int, float]:
        """Return which page is in the middle, and how far down it, as a share."""
        if not self._tops:
            return 0, 0.0
        y = self.verticalScrollBar().value() + self.viewport().height() / 2
        number = self._page_at(y)
        return number, (y - self._tops[number]) / max(1.0, self._heights[number])

    def _bring(self, place: tuple[int, float]) -> None:
        number, share = place
        if number < len(self._tops):
            y = self._tops[number] + share * self._heights[number]
            self.verticalScrollBar().setValue(int(y - self.viewport().height() / 2))

    def _moved(self) -> None:
        self._card.hide()
        self._settle.start()
        self.viewport().update()

    def _ask(self) -> None:
        """Ask for the pages in view, and the next ones, that are not there at this size."""
        if not self.isVisible():
            return
        view = self._in_view()
        scale = self._scale * self.devicePixelRatioF()
        ahead = (view.stop, view.start - 1)
        for number in [*view, *(n for n in ahead if 0 <= n < len(self._sizes))]:
            drawn = self._drawn.get(number)
            wide = self._widths[number] * self.devicePixelRatioF()
            there = drawn is not None and abs(drawn.picture.image.width() - wide) < 2
            if not there and self._asked.get(number) != scale:
                self._asked[number] = scale
                self.wanted.emit(number, scale)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._settle.start()

    def _draw_again(self) -> None:
        for drawn in self._drawn.values():
            drawn.painter = None
        self.viewport().update()

    def _paint_page(self, painter: QPainter, number: int, place: QRectF) -> None:
        painter.fillRect(place, Qt.GlobalColor.white)
        drawn = self._drawn.get(number)
        if drawn is None:
            painter.setPen(theme_named("light").color("ink3"))
            text = tr("Page {number}", number=str(number + 1))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        else:
            painter.drawImage(place, drawn.picture.image)
            self._paint_marks(painter, number, drawn, place)
            self._paint_found(painter, number, drawn, place)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawRect(place)

    def _paint_marks(self, painter: QPainter, number: int, drawn: _Drawn, place: QRectF) -> None:
        if drawn.painter is None:
            drawn.painter = self._painter_of(drawn)
        width, height = self._upright(number, drawn.picture.turned)
        painter.save()
        painter.setClipRect(place)
        painter.setTransform(_turned(drawn.picture.turned, place), combine=True)
        # Over the page's own white and ink, as a marker would.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        drawn.painter.paint(painter, QRectF(0, 0, width, height), self._reader.shown())
        painter.restore()

    def _paint_found(self, painter: QPainter, number: int, drawn: _Drawn, place: QRectF) -> None:
        width, height = self._upright(number, drawn.picture.turned)
        painter.save()
        painter.setTransform(_turned(drawn.picture.turned, place), combine=True)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        area = QRectF(0, 0, width, height)
        paint_found(painter, drawn.page, area, self._reader.sought(), drawn.style, filled=True)
        painter.restore()

    def _painter_of(self, drawn: _Drawn) -> MarkPainter:
        """Return the painter of a page: always in light colours, for the paper is white."""
        lines = drawn.page.lines
        em = sorted(line.em for line in lines)[len(lines) // 2] if lines else _BODY
        drawn.style = Style(theme_named("light"), max(30, round(100 * em / _BODY)))
        first = min((line.start for line in lines), default=0)
        last = max((line.end for line in lines), default=0)
        marks = self._found.marks.overlapping(first, last) if self._found else []
        own = [own for own in self._reader.own() if own.start < last and own.end > first]
        return MarkPainter(drawn, drawn.page, marks, marks_of(Analysis(), own))

    def _target_at(self, point: QPointF) -> str:
        y = point.y() + self.verticalScrollBar().value()
        number = self._page_at(y)
        drawn = self._drawn.get(number)
        if drawn is None or drawn.painter is None:
            return ""
        inside, usable = _turned(drawn.picture.turned, self._place(number)).inverted()
        offset = drawn.page.at(inside.map(QPointF(point.x(), y))) if usable else None
        if offset is None:
            return ""
        shown = self._reader.shown()
        return nearest(mark for mark in drawn.painter.at(offset) if shown.shows(mark))

    def _place_of(self, span: Span) -> QRectF | None:
        for number, drawn in self._drawn.items():
            box = drawn.page.box(span)
            if box is not None:
                return _turned(drawn.picture.turned, self._place(number)).mapRect(box)
        return None

    def _tell(self, target: str) -> None:
        """Open the card of a mark, under it or above."""
        if self._found is None:
            return
        targets = self._reader.targets()
        facts = facts_of(target, targets, self._found.document.text)
        place = next((p for p in map(self._place_of, targets.spans(target)) if p is not None), None)
        if facts is None or place is None:
            self._card.hide()
            return
        self._card.tell(facts, self._theme, self.viewport().width() - 16)
        place.translate(0, -self.verticalScrollBar().value())
        body = self._card.height() - 2 * CARD_SHADOW
        y = place.bottom() + 6
        if y + body > self.viewport().height():
            y = max(4.0, place.top() - 6 - body)
        x = max(
            8.0,
            min(place.left(), self.viewport().width() - self._card.width() + 2 * CARD_SHADOW - 8),
        )
        self._card.move(QPoint(int(x) - CARD_SHADOW, int(y) - CARD_SHADOW))
        self._card.show()
        self._card.raise_()


def _turned(quarters: int, place: QRectF) -> QTransform:
    """Return how the upright page becomes what is shown: turned clockwise, at its place."""
    found = QTransform()
    found.translate(place.left(), place.top())
    if quarters == 1:
        found.translate(place.width(), 0)
    elif quarters == 2:
        found.translate(place.width(), place.height())
    elif quarters == 3:
        found.translate(0, place.height())
    found.rotate(90 * quarters)
    return found
