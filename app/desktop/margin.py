"""The strips beside the text: one widget each, drawn and asked by the reading pane."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

Draw = Callable[[QPainter, QRectF], None]
Ask = Callable[[QPointF], str]


class Margin(QWidget):
    """A strip of the page beside the text.

    `draw` paints an area of it, `ask` returns the tooltip of what lies at a point ("" for nothing
    there). The wheel scrolls the page as it does over the text.
    """

    pointed = Signal(QPointF)
    left = Signal()
    clicked = Signal(QPointF)

    def __init__(self, parent: QWidget, page: QWidget, draw: Draw, ask: Ask) -> None:
        super().__init__(parent)
        self._page = page
        self._draw = draw
        self._ask = ask
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._draw(painter, QRectF(event.rect()))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.setCursor(
            Qt.CursorShape.PointingHandCursor
            if self._ask(event.position())
            else Qt.CursorShape.ArrowCursor
        )
        self.pointed.emit(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        QCoreApplication.sendEvent(self._page, event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._ask(QPointF(event.pos())), self)
            return True
        return super().event(event)
