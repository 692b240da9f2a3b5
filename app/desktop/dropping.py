"""Articles dropped onto the window, wherever in it, and the sign that they can be."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QMainWindow, QWidget

from app.desktop.incoming import Incoming, incoming
from app.language import ntr, tr
from app.rendering.fonts import pane_font
from app.rendering.icons import pixmap
from app.rendering.palette import Theme


class Dropping(QObject):
    """Takes what is dragged in from elsewhere; what comes from this window is not for it."""

    def __init__(
        self,
        window: QMainWindow,
        theme: Callable[[], Theme],
        take: Callable[[QMimeData], bool],
    ) -> None:
        super().__init__(window)
        self._window, self._theme, self._take = window, theme, take
        self._sign: DropSign | None = None
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            self._enter(event)
        elif event.type() == QEvent.Type.DragLeave:
            self._hide()
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._hide()
            if event.source() is None and self._take(event.mimeData()):
                _accept(event)
        else:
            return False
        return True

    def _enter(self, event: QDragEnterEvent) -> None:
        found = incoming(event.mimeData()) if event.source() is None else Incoming()
        if not found:
            event.ignore()
            return
        _accept(event)
        if self._sign is None:
            self._sign = DropSign(self._window)
        whole = self._window.centralWidget()
        if whole is not None:
            self._sign.show_over(whole, found, self._theme())

    def _hide(self) -> None:
        if self._sign is not None:
            self._sign.hide()


def _accept(event: QDropEvent) -> None:
    """Take a copy: where a drag would rather move something, it stays where it is."""
    copies = event.possibleActions() & Qt.DropAction.CopyAction
    event.setDropAction(Qt.DropAction.CopyAction if copies else Qt.DropAction.LinkAction)
    event.accept()


class DropSign(QWidget):
    """A frame over everything that says what a drop does."""

    MARGIN = 12

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._said = ""
        self._theme: Theme | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self, part: QWidget, found: Incoming, theme: Theme) -> None:
        """Lie over a part of the window."""
        many = len(found.sources)
        self._said = (
            ntr("Drop to open {count} article", "Drop to open {count} articles", many)
            if many > 1
            else tr("Drop to open")
        )
        self._theme = theme
        self.setAccessibleName(self._said)
        self.setGeometry(part.geometry())
        self.raise_()
        self.show()

    def text(self) -> str:
        """Return what it says, "" while it does not show."""
        return "" if self.isHidden() else self._said

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._theme is None:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("paper", 0.82))
        box = QRectF(self.rect()).adjusted(*(side * self.MARGIN for side in (1, 1, -1, -1)))
        painter.setPen(QPen(theme.color("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box, 10, 10)
        middle, font = box.center(), pane_font(17, QFont.Weight.DemiBold)
        width = max(280.0, QFontMetricsF(font).horizontalAdvance(self._said) + 48)
        card = QRectF(middle.x() - width / 2, middle.y() - 56, width, 100)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("field"))
        painter.drawRoundedRect(card, 10, 10)
        ratio = painter.device().devicePixelRatioF()
        picture = pixmap("download", theme.color("accent"), 30, ratio)
        painter.drawPixmap(QPointF(middle.x() - 15, middle.y() - 40), picture)
        painter.setFont(font)
        painter.setPen(theme.color("ink"))
        words = QRectF(card.left(), middle.y(), card.width(), 28)
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, self._said)
        painter.end()
