"""The strips beside the text: speakers' names and bars on the left, notes on the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.desktop.page import SCROLL_BAR, Page
from app.language import later, tr
from app.reading.layers import Layer
from app.rendering.gutter import Bar, Gutter
from app.rendering.names import Name
from app.rendering.notes import Notes
from app.rendering.paint import Shown

State = Callable[[], Shown]

CLICKS = later("Click: show only them. Ctrl+click: their page.")


class Margin(QWidget):
    """A strip of the page beside the text; what lies in it belongs to targets.

    The wheel scrolls the page as it does over the text. `pointed` tells the target under the
    pointer, "" for none.
    """

    pointed = Signal(str)

    def __init__(self, page: Page, state: State) -> None:
        super().__init__(page)
        self._page = page
        self._state = state
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def target_at(self, point: QPointF) -> str:
        """Return the target of what lies at a point, "" for nothing."""
        raise NotImplementedError

    def tip_at(self, point: QPointF) -> str:
        """Return what is said of what lies at a point, "" for nothing."""
        raise NotImplementedError

    def draws(self, shown: Shown) -> bool:
        """Tell whether the strip has anything to draw where these marks are shown."""
        raise NotImplementedError

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Draw an area given in page pixels."""
        raise NotImplementedError

    def click(self, point: QPointF, *, further: bool) -> None:
        """Do what a click at a point asks for; `further` with the Ctrl key held."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._page.style_of_text.theme.color("paper"))
        top = self._page.verticalScrollBar().value()
        painter.translate(0, -top)
        self.draw(painter, self._page.reaching_into(event.rect()))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        target = self.target_at(event.position())
        shape = Qt.CursorShape.PointingHandCursor if target else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.pointed.emit(target)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.click(event.position(), further=control)

    def wheelEvent(self, event: QWheelEvent) -> None:
        QCoreApplication.sendEvent(self._page.viewport(), event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)


class NameMargin(Margin):
    """The strip left of the text; `clicked` tells the name that was clicked, `page_wanted` the one
    that was with the Ctrl key held.
    """

    clicked = Signal(str)
    page_wanted = Signal(str)

    def __init__(self, page: Page, state: State) -> None:
        super().__init__(page, state)
        self.gutter: Gutter | None = None
        self.setAccessibleName(tr("Who says it, beside the text"))

    def place(self) -> None:
        """Fill the room left of the text."""
        inside = self._page.viewport().geometry()
        self.setGeometry(QRect(0, 0, inside.left(), self._page.height()))

    def draws(self, shown: Shown) -> bool:
        return bool(shown.layers & {Layer.QUOTES, Layer.SOURCES})

    def draw(self, painter: QPainter, area: QRectF) -> None:
        shown = self._state()
        if self.gutter is not None and self.draws(shown):
            self.gutter.paint(painter, area, self._page.room[0], shown.strong, shown.only)

    def target_at(self, point: QPointF) -> str:
        found = self._at(point)
        return found.target if isinstance(found, Bar) else found.targets[0] if found else ""

    def tip_at(self, point: QPointF) -> str:
        found = self._at(point)
        behind = found.behind if isinstance(found, Name) else ()
        if not found:
            return ""
        return "\n".join((found.speaker, *behind, *([tr(CLICKS)] if found.speaker else ())))

    def click(self, point: QPointF, *, further: bool) -> None:
        found = self._at(point)
        if found and found.speaker:
            (self.page_wanted if further else self.clicked).emit(found.speaker)

    def _at(self, point: QPointF) -> Bar | Name | None:
        if self.gutter is None:
            return None
        return self.gutter.at(self._page.on_page(point), self._page.room[0], self._state().only)


class NoteMargin(Margin):
    """The strip right of the text; `clicked` tells the highlight whose note was clicked."""

    clicked = Signal(str)

    def __init__(self, page: Page, state: State) -> None:
        super().__init__(page, state)
        self.notes: Notes | None = None
        self.setAccessibleName(tr("Notes, beside the text"))

    def place(self) -> None:
        """Fill the room right of the text."""
        inside = self._page.viewport().geometry()
        end = self._page.width() - SCROLL_BAR
        self.setGeometry(
            QRect(inside.right() + 1, 0, end - inside.right() - 1, self._page.height())
        )

    def draws(self, shown: Shown) -> bool:
        return Layer.MINE in shown.layers and shown.only is None

    def draw(self, painter: QPainter, area: QRectF) -> None:
        shown = self._state()
        if self.notes is not None and self.draws(shown):
            edge = -self._page.style_of_text.padding
            self.notes.paint(painter, area, edge, self._page.room[1], shown.strong)

    def target_at(self, point: QPointF) -> str:
        page = self._page.on_page(point)
        beside = QPointF(page.x() + self._page.style_of_text.padding, page.y())
        note = self.notes.at(beside, self._page.room[1]) if self.notes else None
        return note.target if note else ""

    def tip_at(self, point: QPointF) -> str:
        target = self.target_at(point)
        return self.notes.text_of(target) if self.notes and target else ""

    def click(self, point: QPointF, *, further: bool) -> None:  # noqa: ARG002 (the same for both)
        self.clicked.emit(self.target_at(point))
