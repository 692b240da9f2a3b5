"""The page: an article's text in its column, where it is scrolled to and what is selected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import (
    QMimeData,
    QPointF,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    QSizeF,
    Qt,
    QTimer,
    QUrl,
    Signal,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QScrollBar, QTextBrowser, QWidget

from app.desktop.copies import citation
from app.desktop.turns import Turns
from app.language import tr
from app.reading.document import Document
from app.reading.spans import Span
from app.rendering.composing import Composition
from app.rendering.illustrations import Illustrations
from app.rendering.laying import PIECE
from app.rendering.layout import COLUMN, Style, Typeset
from app.rendering.lines import Lines
from app.rendering.palette import Theme, theme_named

SETTLED = 300
"""Milliseconds without scrolling after which the place counts as reached."""

NAMES, BARS, NOTES, ICONS = 188, 28, 268, 24
"""Pixels beside the column that names, bars alone, notes in full and note icons need."""

SCROLL_BAR = 20
"""Width of the scroll bar, which the minimap covers."""

SCROLLS = {
    Qt.Key.Key_Up: QScrollBar.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QScrollBar.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QScrollBar.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QScrollBar.SliderAction.SliderToMaximum,
    Qt.Key.Key_Left: QScrollBar.SliderAction.SliderNoAction,
    Qt.Key.Key_Right: QScrollBar.SliderAction.SliderNoAction,
}
"""The keys that move through the text, and how each scrolls it."""

ABOVE = 200
"""Characters of the text before a place gone to that stay in view above it."""

ROWS = 150
"""Rows of a text that are set before the clock is looked at again."""

AT_ONCE = 400
"""Rows of a text that are set at once; a longer text is set in several turns."""

REACH = 31
"""How far, in pixels at 100 %, letters, marks and names may reach out of their line: a line."""

ENDLESS = 2**31 - 1
"""The height of a page that Qt takes for one without an end."""

_EMPTY = Document("", "", ())


class Page(QTextBrowser):
    """Shows one article's text. Nothing in it is loaded from anywhere, no link opens by itself."""

    place_changed = Signal(int)
    zoom_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = Style(theme_named("light"))
        self._anchor = 0
        self._dragging = False
        self._around = (0, 0, 0)
        self.illustrations = Illustrations()
        self._set_up()
        self._turns = Turns(self)
        self._coming: tuple[Typeset, int] | None = None  # what is being set, and its place
        self._wanted: int | None = None  # the place to be shown once the text is laid out so far
        self._place_timer = self.timer(SETTLED, self._tell_place)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._typeset = Typeset(_EMPTY, self._style)
        self._lines = Lines(self._typeset)
        self.set_text(_EMPTY)

    # What is shown

    def set_text(
        self, document: Document, place: int = 0, composition: Composition | None = None
    ) -> None:
        """Show a text from the character `place` on; a long one after a few turns.

        Until then nothing is drawn: what was there before stays in sight.
        """
        typeset = Typeset(document, self._style, composition, whole=False)
        self._coming, self._wanted = (typeset, place), place
        if typeset.set_more(AT_ONCE):
            self.setUpdatesEnabled(False)
            self._turns.start(_setting(typeset), self._take)
        else:
            self._turns.stop()
            self._take()

    def is_setting(self) -> bool:
        """Tell whether the text asked for is not there yet."""
        return self._coming is not None

    def set_theme(self, theme: Theme) -> None:
        """Change the colours; the place in the text stays."""
        self._restyle(replace(self._style, theme=theme))

    def set_zoom(self, percent: int) -> None:
        """Change the size of text and marks; the place in the text stays."""
        self._restyle(replace(self._style, zoom=percent))

    def set_column(self, width: int) -> None:
        """Change the width of the text column, in pixels at 100 %; the place stays."""
        self._restyle(replace(self._style, column=width))

    def set_typeface(self, family: str) -> None:
        """Set the text in another typeface; the place stays."""
        self._restyle(replace(self._style, typeface=family))

    def pictures_changed(self) -> None:
        """Draw the article's pictures as they are now; the lines in view stay where they are."""
        if self.is_setting():
            return
        bar = self.verticalScrollBar()
        top = bar.value()
        seen = self._lines.between(top, top + self.viewport().height()) if top > 0 else []
        if self._fit_pictures():
            self._lines.forget()
            self.relaid()
            line = self._lines.holding(seen[0].start) if seen else None
            if line is not None and self._wanted is None:
                self._scroll_to(int(top + line.top - seen[0].top))
        self.viewport().update()

    # Selection and place

    def selected_span(self) -> Span | None:
        """Return the selected stretch of the article without blanks at its ends, or None."""
        if self.is_setting():
            return None
        cursor = self.textCursor()
        text = self._typeset.document.text
        start = self._typeset.places.offset(cursor.selectionStart())
        end = self._typeset.places.offset(cursor.selectionEnd())
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(start, end) if start < end else None

    def select(self, span: Span) -> None:
        """Select a stretch of the article as far as it is laid out; the place in the text stays."""
        if self.is_setting() or self._left_to(span.end) > 0:
            return
        scrolled = self.verticalScrollBar().value()
        self.setTextCursor(self.cursor_over(span))
        self.verticalScrollBar().setValue(scrolled)

    def clear_selection(self) -> None:
        """Select nothing."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def place(self) -> int:
        """Return the code point of the first character in view."""
        if self._wanted is not None:
            return self._wanted
        top = float(self.verticalScrollBar().value())
        if top <= 0:
            return 0
        lines = self._lines.between(top, top + self.viewport().height())
        whole = [line for line in lines if line.top >= top - line.em / 2]
        return (whole or lines)[0].start if lines else 0

    def go_to(self, offset: int) -> None:
        """Scroll so that the line with a code point is the first in view.

        Far down in a text that is not laid out so far this takes a few turns.
        """
        self._anchor = self._wanted = offset
        if self._coming is not None:
            self._coming = (self._coming[0], offset)
        elif self._left_to(offset) <= PIECE:
            self._turns.stop()
            self._arrive()
        else:
            self.setUpdatesEnabled(False)
            self._turns.start(self._laying_out(offset), self._arrive)

    # Qt

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002 - Qt's signature
        """Load nothing: article text can never make the window read a file or an address."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll as long as nothing is being selected; with Shift, select from what is in view."""
        key = Qt.Key(event.key())
        if key not in SCROLLS:
            super().keyPressEvent(event)
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._bring_caret()
            super().keyPressEvent(event)
        elif self.textCursor().hasSelection() or key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            super().keyPressEvent(event)
        else:
            steps = 2 if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) else 1
            for _ in range(steps):
                self.verticalScrollBar().triggerAction(SCROLLS[key])

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy words alone: sizes and colours are this window's business.

        Words that are dragged out tell where they were read; there is no menu to ask for that.
        """
        words = self._words_selected()
        where = citation(self._typeset.document) if self._dragging else ""
        copied = QMimeData()
        copied.setText(f"{words}\n{where}" if where else words)
        return copied

    def _words_selected(self) -> str:
        """Return the selected words, without what is said of pictures between them."""
        selected, pictures = self.textCursor(), self._typeset.composition.pictures
        if not pictures:
            return selected.selection().toPlainText()
        words = []
        block = self._typeset.qt.findBlock(selected.selectionStart())
        while block.isValid() and block.position() <= selected.selectionEnd():
            if block.blockNumber() not in pictures:
                cursor = QTextCursor(block)
                end = min(selected.selectionEnd(), block.position() + block.length() - 1)
                cursor.setPosition(max(selected.selectionStart(), block.position()))
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                words.append(cursor.selection().toPlainText())
            block = block.next()
        return "\n".join(words)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._dragging = True
        super().mouseMoveEvent(event)
        self._dragging = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_asked.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(COLUMN + NAMES + ICONS + SCROLL_BAR, 800)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    # For the pane built on this

    def timer(self, wait: int, then: Callable[[], None]) -> QTimer:
        """Return a timer that runs `then` once, `wait` milliseconds after it is started."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(then)
        return timer

    def paint_text(self, painter: QPainter, area: QRectF) -> None:
        """Draw the text in an area of the page, without Qt's own caret and selection."""
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette = self.palette()
        context.clip = area
        cursor = self.standing_out()
        if cursor.hasSelection():
            selection = QAbstractTextDocumentLayout.Selection()
            selection.cursor = cursor
            selection.format.setForeground(self._style.theme.color("ink"))
            context.selections = [selection]
        painter.setClipRect(area)
        self._typeset.qt.documentLayout().draw(painter, context)

    def on_page(self, point: QPointF) -> QPointF:
        """Return where a point of the viewport lies on the page."""
        return QPointF(point.x(), point.y() + self.verticalScrollBar().value())

    def reaching_into(self, drawn: QRect) -> QRectF:
        """Return the band of the page to draw where a part of the viewport is drawn anew.

        What stands in the lines next to it may reach into it; Qt cuts off the rest.
        """
        reach = REACH * self._style.scale
        top = self.verticalScrollBar().value()
        return QRectF(drawn.translated(0, top)).adjusted(0, -reach, 0, reach)

    def offset_at(self, point: QPointF) -> int | None:
        """Return the code point under a point of the viewport, None where there is no text."""
        layout = self._typeset.qt.documentLayout()
        position = layout.hitTest(self.on_page(point), Qt.HitTestAccuracy.ExactHit)
        return None if position < 0 else self._typeset.places.offset(position)

    def offset_near(self, point: QPointF) -> int:
        """Return the code point nearest to a point of the viewport."""
        layout = self._typeset.qt.documentLayout()
        position = layout.hitTest(self.on_page(point), Qt.HitTestAccuracy.FuzzyHit)
        return self._typeset.places.offset(max(0, position))

    def lines_box(self, span: Span) -> QRectF:
        """Return the box of the viewport that holds the lines of a stretch, null for none."""
        lines = [] if self.is_setting() else list(self._lines.covering(span))
        if not lines:
            return QRectF()
        top = lines[0].top - self.verticalScrollBar().value()
        height = lines[-1].bottom - lines[0].top
        return QRectF(0, top, self.viewport().width(), height)

    def reveal(self, spans: list[Span]) -> None:
        """Scroll as little as needed to have these stretches in view, or at least their start."""
        lines = [line for span in spans for line in self._lines.covering(span)]
        if not lines:
            return
        bar, height, near = self.verticalScrollBar(), self.viewport().height(), 40
        top, bottom = lines[0].top, lines[-1].bottom
        fits = bottom - top < height - 2 * near
        above = top < bar.value() + near
        below = (bottom if fits else top + height / 2) > bar.value() + height - near
        if above or below:
            ahead = height * 0.3 if bottom - top < height * 0.6 else near
            bar.setValue(int(top - ahead))

    def show_box(self, box: QRectF) -> None:
        """Scroll so that a box of the page is in view, where it is not."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if box.top() < bar.value() or box.bottom() > bar.value() + height:
            bar.setValue(int(box.top() - height * 0.3))

    def bring(self, span: Span) -> None:
        """Have a stretch in view: scrolled as little as needed, or gone to where it is far down.

        What is far down in a text that is not laid out so far takes a few turns.
        """
        if self.is_setting() or self._wanted is not None or self._left_to(span.end) > PIECE:
            self.go_to(max(0, span.start - ABOVE))
        else:
            self.reveal([span])

    def cursor_over(self, span: Span) -> QTextCursor:
        """Return a cursor of the Qt document that holds a stretch of the article."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._typeset.places.position(span.start))
        cursor.setPosition(self._typeset.places.position(span.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    @property
    def room(self) -> tuple[int, int]:
        """Return the pixels left and right of the text column, the scroll bar's left out."""
        return self._around[:2]

    @property
    def typeset(self) -> Typeset:
        """Return the text as it is set; another one once it is `renewed`."""
        return self._typeset

    @property
    def lines(self) -> Lines:
        """Return the lines of the text as it is laid out; others once it is `renewed`."""
        return self._lines

    @property
    def style_of_text(self) -> Style:
        """Return colours, size and column width of the text."""
        return self._style

    def renewed(self) -> None:
        """Hear that the text was set anew: it is another one, or in another style."""

    def standing_out(self) -> QTextCursor:
        """Return the stretch that is drawn as selected text."""
        return self.textCursor()

    def caret_place(self) -> int:
        """Return the code point selecting by keyboard starts from when nothing is selected."""
        return self.place()

    def relaid(self) -> None:
        """Hear that the lines of the text lie elsewhere than before."""

    def _bring_caret(self) -> None:
        """Put the invisible caret where the reader looks, unless it is selecting already."""
        if not self.textCursor().hasSelection():
            cursor = self.textCursor()
            cursor.setPosition(self._typeset.places.position(self.caret_place()))
            self.setTextCursor(cursor)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setOpenLinks(False)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBar(_Bar(self))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(tr("Article"))

    def _restyle(self, style: Style) -> None:
        if style == self._style:
            return
        place, self._style = self.place(), style
        shown = self._coming[0] if self._coming else self._typeset
        selected = self.selected_span()
        self.set_text(shown.document, place, shown.composition)
        if selected is not None:
            self.select(selected)

    def _take(self) -> None:
        """Show the text that has been set."""
        assert self._coming is not None
        before = self._typeset
        (self._typeset, place), self._coming = self._coming, None
        # A child of the widget, so that it is not gone before the widget that paints it.
        self._typeset.qt.setParent(self)
        self._lines = Lines(self._typeset)
        self.renewed()
        self._set_colors()
        with QSignalBlocker(self.verticalScrollBar()):
            # Qt would lay the new text out at once down to where the old one was scrolled to.
            self.verticalScrollBar().setValue(0)
        self.setDocument(self._typeset.qt)
        self.verticalScrollBar().setSingleStep(round(31 * self._style.scale / 2))
        before.qt.setParent(None)
        before.qt.deleteLater()
        self._arrange(fresh=True)
        self.go_to(place)

    def _left_to(self, offset: int) -> int:
        return self._typeset.laying.left_to(self._typeset.places.position(offset))

    def _laying_out(self, offset: int) -> Iterator[None]:
        while self._left_to(offset) > 0:
            self._typeset.laying.step()
            yield

    def _arrive(self) -> None:
        """Scroll to the place that is wanted."""
        assert self._wanted is not None
        offset, self._wanted = self._wanted, None
        blocks = self._typeset.document.blocks
        line = self._lines.holding(offset)
        at_top = line is None or offset <= blocks[0].start
        top = 0 if at_top or line is None else int(line.top)
        self._scroll_to(top)
        self.setUpdatesEnabled(True)

    def _scroll_to(self, top: int) -> None:
        bar = self.verticalScrollBar()
        if top > bar.maximum():
            # Qt tells the bar of a longer page only when it has come to rest.
            layout = self._typeset.qt.documentLayout()
            layout.documentSizeChanged.emit(QSizeF(self._typeset.qt.pageSize().width(), 0))
        bar.setValue(top)

    @property
    def column_width(self) -> int:
        """Return the pixels the text column is wide."""
        return self._around[2]

    def _fit_pictures(self) -> bool:
        """Give pictures the room they take; tell whether that moved any line."""
        return self._typeset.give_room(self.illustrations.heights(self._typeset, self.column_width))

    def _set_colors(self) -> None:
        theme = self._style.theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.color("paper"))
        palette.setColor(QPalette.ColorRole.Window, theme.color("paper"))
        palette.setColor(QPalette.ColorRole.Text, theme.color("ink"))
        self.setPalette(palette)

    def _arrange(self, *, fresh: bool = False) -> None:
        """Share the width between the column and what stands beside it.

        Lines that get another width are laid out again down to the place, in turns: Qt's own way
        to the width does it all at once. A text that is `fresh` has none yet.
        """
        space = self.width() - SCROLL_BAR
        least = max(120, space - round(BARS * max(1.0, self._style.beside)) - ICONS)
        column = min(round(self._style.column * self._style.scale), least)
        padding, around = self._style.padding, (*beside(space - column, self._style.beside), column)
        if around != self._around:
            left, right, _ = self._around = around
            self.setViewportMargins(left - padding, 0, right - padding, 0)
        if fresh or self._coming is None:
            self._fit_pictures()
        width = column + 2 * padding
        if self._coming is not None or self._typeset.qt.pageSize().width() == width:
            return  # what is coming gets its width once it is there
        if fresh:
            self.setLineWrapColumnOrWidth(width)
        else:
            self._typeset.qt.setPageSize(QSizeF(width, ENDLESS))
        self._lines.forget()
        self.relaid()
        self.go_to(self._anchor)

    def _scrolled(self) -> None:
        self._place_timer.start()

    def _tell_place(self) -> None:
        self._anchor = self.place()
        self.place_changed.emit(self._anchor)


def _setting(typeset: Typeset) -> Iterator[None]:
    while typeset.set_more(ROWS):
        yield


class _Bar(QScrollBar):
    """A scroll bar as wide as the minimap that covers it."""

    def sizeHint(self) -> QSize:
        return QSize(SCROLL_BAR, super().sizeHint().height())


def beside(free: int, scale: float = 1.0) -> tuple[int, int]:
    """Share the pixels beside the column: names come first, then notes in full, then balance.

    `scale` is how much larger than at 100 % things in the margin are.
    """
    names = round(NAMES * scale)
    if free >= names + NOTES:
        right = max(NOTES, free // 2)
        return free - right, right
    left = max(round(BARS * max(1.0, scale)), min(max(names, free // 2), free - ICONS))
    return left, free - left
