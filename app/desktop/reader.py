"""The reading pane: the article in its column, the marks behind the text, names in the margin."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from app.reading.analysis import Analysis
from app.reading.annotation import OwnAnnotation
from app.reading.document import Document
from app.reading.marks import Layer, marks_of
from app.reading.spans import Span
from app.rendering.layout import COLUMN, PADDING, Style, Typeset
from app.rendering.lines import Lines
from app.rendering.paint import MarkPainter, Shown
from app.rendering.palette import Theme, theme_named
from app.rendering.targets import Targets, nearest

HOVER_ON, HOVER_OFF = 120, 80
"""Milliseconds before a mark under the pointer stands out, and before it no longer does."""

SETTLED = 300
"""Milliseconds without scrolling after which the place counts as reached."""

EMPTY = Document("", "", ())


class ReaderPane(QTextBrowser):
    """Shows one article. Nothing in it is loaded from anywhere, and no link opens by itself."""

    mark_focused = Signal(str)
    mark_hovered = Signal(str)
    speaker_clicked = Signal(str)
    place_changed = Signal(int)
    link_activated = Signal(str)
    zoom_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = Style(theme_named("light"))
        self._analysis = Analysis()
        self._own: tuple[OwnAnnotation, ...] = ()
        self._layers = frozenset(Layer)
        self._speaker: str | None = None
        self._focused = ""
        self._ring = False
        self._hovered = ""
        self._pointed = ""
        self._anchor = 0
        self._only: frozenset[str] | None = None
        self._set_up_widget()
        self._hover_timer = self._timer(HOVER_ON, self._hover)
        self._place_timer = self._timer(SETTLED, self._tell_place)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._place_timer.start())
        self._targets = Targets(self._analysis, self._own)
        self._typeset = Typeset(EMPTY, self._style)
        self._set_text(EMPTY)

    # What is shown

    def show_reading(self, document: Document, place: int = 0) -> None:
        """Show an article's text at once, without marks, from the character `place` on."""
        self._analysis, self._own = Analysis(), ()
        self._speaker, self._only = None, None
        self._set_focus("", ring=False)
        self._hover_over("")
        self._set_text(document)
        self.go_to(place)

    def show_marks(self, analysis: Analysis, own: Sequence[OwnAnnotation]) -> None:
        """Draw the marks of the article shown; replaces those drawn before."""
        self._analysis, self._own = analysis, tuple(own)
        self._targets = Targets(analysis, self._own)
        if self._speaker is not None:
            self._only = self._targets.of_speaker(self._speaker)
        if self._focused and not self._targets.find(self._focused):
            self._set_focus("", ring=False)
        self._set_marks()

    def set_layer_visible(self, layer: Layer, visible: bool) -> None:
        """Show or hide one kind of mark; the text stays where it is."""
        self._layers = self._layers | {layer} if visible else self._layers - {layer}
        self._repaint()

    def isolate_speaker(self, name: str | None) -> None:
        """Draw only what one speaker says and claims; None draws everyone again."""
        self._speaker = name
        self._only = None if name is None else self._targets.of_speaker(name)
        self._repaint()

    def set_theme(self, theme: Theme) -> None:
        """Change the colours; the place in the text stays."""
        self._restyle(Style(theme, self._style.zoom, self._style.column))

    def set_zoom(self, percent: int) -> None:
        """Change the size of text and marks; the place in the text stays."""
        self._restyle(Style(self._style.theme, percent, self._style.column))

    # Focus

    def focus_mark(self, target: str, scroll: bool = True) -> None:
        """Give a target the focus, with the keyboard's ring, and bring it into view."""
        target = self._targets.settled(target)
        self._set_focus(target, ring=True)
        if target and scroll:
            self._reveal(target)

    def focus_next(self) -> None:
        """Go to the next visible mark: after the one in focus, else after the top of the view."""
        self._step(1)

    def focus_previous(self) -> None:
        """Go to the visible mark before the one in focus, else before the top of the view."""
        self._step(-1)

    def focused(self) -> str:
        """Return the target in focus, "" for none."""
        return self._focused

    # Selection and place

    def selected_span(self) -> Span | None:
        """Return the selected stretch of the article without blanks at its ends, or None."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        text = self._typeset.document.text
        start = self._typeset.places.offset(cursor.selectionStart())
        end = self._typeset.places.offset(cursor.selectionEnd())
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(start, end) if start < end else None

    def clear_selection(self) -> None:
        """Select nothing."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def place(self) -> int:
        """Return the code point of the first character in view."""
        top = float(self.verticalScrollBar().value())
        if top <= 0:
            return 0
        lines = self._lines.between(top, top + self.viewport().height())
        whole = [line for line in lines if line.top >= top - line.em / 2]
        return (whole or lines)[0].start if lines else 0

    def go_to(self, offset: int) -> None:
        """Scroll so that the line with a code point is the first in view."""
        self._anchor = offset
        line = next(self._lines.covering(Span(offset, offset + 1)), None)
        first = self._typeset.document.blocks[0].start if self._typeset.document.blocks else 0
        if line is None or offset <= first:
            self.verticalScrollBar().setValue(0)
        else:
            self.verticalScrollBar().setValue(int(line.top))

    # Qt

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002 - Qt's signature
        """Load nothing: article text can never make the window read a file or an address."""
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        top = self.verticalScrollBar().value()
        painter.translate(0, -top)
        area = QRectF(event.rect().translated(0, top))
        self._marks.paint(painter, area, self._shown(), top)
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key())
        if plain and step and not self.textCursor().hasSelection():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + step * bar.singleStep() * 2)
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_asked.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(self._target_at(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._set_focus(self._target_at(event.position().toPoint()), ring=False)

    # Inside

    def _set_up_widget(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setOpenLinks(False)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Article")

    def _timer(self, wait: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(then)
        return timer

    def _restyle(self, style: Style) -> None:
        if style == self._style:
            return
        place, self._style = self.place(), style
        self._set_text(self._typeset.document)
        self._arrange()
        self.go_to(place)

    def _set_text(self, document: Document) -> None:
        old = self._typeset
        self._typeset = Typeset(document, self._style)
        self._lines = Lines(self._typeset)
        self._targets = Targets(self._analysis, self._own)
        self._set_marks()
        self._set_colors()
        self.setDocument(self._typeset.qt)
        self.verticalScrollBar().setSingleStep(round(31 * self._style.scale / 2))
        del old

    def _set_marks(self) -> None:
        marks = marks_of(self._analysis, self._own)
        self._marks = MarkPainter(self._typeset, self._lines, marks)
        self._repaint()

    def _set_colors(self) -> None:
        theme = self._style.theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.color("paper"))
        palette.setColor(QPalette.ColorRole.Text, theme.color("ink"))
        # The selection is painted with the marks: Qt's own would cover them.
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.color("ink"))
        self.setPalette(palette)

    def _arrange(self) -> None:
        scale = self._style.scale
        space = self.width() - self.verticalScrollBar().sizeHint().width()
        column = min(round(self._style.column * scale), max(120, space - 28 - 24))
        free = space - column
        left = max(28, min(max(188, free // 2), free - 24))
        self.setViewportMargins(left - PADDING, 0, space - left - column - PADDING, 0)
        if self.lineWrapColumnOrWidth() != column + 2 * PADDING:
            self._lines.forget()
            self.setLineWrapColumnOrWidth(column + 2 * PADDING)
            self.go_to(self._anchor)

    def _shown(self) -> Shown:
        cursor = self.textCursor()
        return Shown(
            self._layers,
            self._targets.together(self._focused) | self._targets.together(self._hovered),
            self._focused if self._ring else "",
            self._only,
            (cursor.selectionStart(), cursor.selectionEnd()),
        )

    def _repaint(self) -> None:
        self.viewport().update()

    def _set_focus(self, target: str, *, ring: bool) -> None:
        changed = target != self._focused
        self._focused, self._ring = target, ring and bool(target)
        self._repaint()
        if changed:
            self.mark_focused.emit(target)

    def _step(self, by: int) -> None:
        stops = self._targets.stops(self._layers, self._only)
        if not stops:
            return
        places = {stop.target: number for number, stop in enumerate(stops)}
        if self._focused in places:
            number = places[self._focused] + by
        else:
            here = self.place()
            after = next((n for n, stop in enumerate(stops) if stop.start >= here), len(stops))
            number = after if by > 0 else after - 1
        if 0 <= number < len(stops):
            self.focus_mark(stops[number].target)

    def _reveal(self, target: str) -> None:
        spans = self._targets.spans(target)
        lines = [line for span in spans for line in self._lines.covering(span)]
        if not lines:
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top, bottom = lines[0].top, lines[-1].bottom
        near = 40
        fits = bottom - top < height - 2 * near
        if top < bar.value() + near or (fits and bottom > bar.value() + height - near):
            bar.setValue(
                int(top - (height * 0.3 if fits and bottom - top < height * 0.6 else near))
            )
        elif not fits and top > bar.value() + height / 2:
            bar.setValue(int(top - near))

    def _target_at(self, point: QPoint) -> str:
        page = QPointF(point.x(), point.y() + self.verticalScrollBar().value())
        position = self._typeset.qt.documentLayout().hitTest(page, Qt.HitTestAccuracy.ExactHit)
        if position < 0:
            return ""
        offset = self._typeset.places.offset(position)
        shown = self._shown()
        return nearest(mark for mark in self._marks.marks.at(offset) if shown.shows(mark))

    def _point_at(self, target: str) -> None:
        if target != self._pointed:
            self._pointed = target
            self._hover_timer.start(HOVER_ON if target else HOVER_OFF)

    def _hover(self) -> None:
        self._hover_over(self._pointed)

    def _hover_over(self, target: str) -> None:
        self._pointed = target
        if target != self._hovered:
            self._hovered = target
            self._repaint()
            self.mark_hovered.emit(target)

    def _tell_place(self) -> None:
        self._anchor = self.place()
        self.place_changed.emit(self._anchor)

    def sizeHint(self) -> QSize:
        return QSize(COLUMN + 240, 800)
