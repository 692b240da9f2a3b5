"""The search field of the library, and the row under it: which kinds are to be found."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from app.desktop.controls import SearchField
from app.desktop.library_hits import GROUPS
from app.desktop.pens import Face, Pen
from app.language import later, tr
from app.reading.failures import QueryFailure
from app.reading.listing import HitKind
from app.rendering.fonts import pane_font
from app.rendering.icons import pixmap
from app.rendering.offsets import Utf16Offsets
from app.rendering.palette import Theme

PICTURES = {
    None: "search",
    HitKind.READING: "file-text",
    HitKind.QUOTE: "quote",
    HitKind.NUMBER: "hash",
    HitKind.NOTE: "sticky-note",
}
KINDS: tuple[HitKind | None, ...] = (None, *GROUPS)
SPOKEN = {
    None: later("Find all"),
    HitKind.READING: later("Find readings"),
    HitKind.QUOTE: later("Find quotes"),
    HitKind.NUMBER: later("Find numbers"),
    HitKind.NOTE: later("Find notes"),
}
HEIGHT = 30


class QueryField(SearchField):
    """A search field that underlines the part of a search that means nothing."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name, "search", parent)
        self._theme = theme
        self.wrong: tuple[int, int] | None = None
        self.textChanged.connect(lambda _text: self.blame(None))

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._theme = theme
        self.update()

    def blame(self, failure: QueryFailure | None) -> None:
        """Underline what a failure is about, or nothing."""
        self.wrong = (failure.start, failure.end) if failure is not None else None
        self.update()

    def underline(self) -> QRectF:
        """Return the line under what is wrong, empty where nothing is or it is out of sight."""
        if self.wrong is None:
            return QRectF()
        text, metrics = self.text(), self.fontMetrics()
        cursor = self.cursorRect()
        before = text[: Utf16Offsets(text).to_code_point(self.cursorPosition())]
        begin = cursor.center().x() - metrics.horizontalAdvance(before)
        start, end = self.wrong
        left = begin + metrics.horizontalAdvance(text[:start])
        right = begin + metrics.horizontalAdvance(text[:end])
        baseline = cursor.center().y() + (metrics.ascent() - metrics.descent()) / 2
        line = QRectF(left, baseline + 2, right - left, 2)
        # Not over the icon before the text nor the cross behind it.
        room = QRectF(self.rect()).adjusted(28, 0, -28, 0)
        return line & room

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        line = self.underline()
        if not line.isEmpty():
            painter = QPainter(self)
            painter.fillRect(line, self._theme.color("bad"))
            painter.end()


class KindButton(QAbstractButton):
    """One of the kinds that can be found, underlined while it is chosen."""

    def __init__(self, kind: HitKind | None, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.theme = theme
        self._face = Face(pane_font(12))
        self._chosen = Face(pane_font(12, QFont.Weight.DemiBold))
        self._short = False
        self.setText(tr("All") if kind is None else tr(GROUPS[kind]))
        self.setAccessibleName(tr(SPOKEN[kind]))
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_short(self, short: bool) -> None:
        """Show the icon instead of the name."""
        self._short = short
        self.setToolTip(self.text() if short else "")
        self.update()

    def full_width(self) -> int:
        return round(self._chosen.width(self.text())) + 10

    def minimumSizeHint(self) -> QSize:
        return QSize(26, HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(self.full_width(), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = Pen(painter, self.theme)
        on = self.isChecked()
        token = "ink" if on or self.underMouse() else "ink2"
        if self._short:
            ratio = self.devicePixelRatioF()
            image = pixmap(PICTURES[self.kind], self.theme.color(token), 16, ratio)
            place = QRectF((self.width() - 16) / 2, (HEIGHT - 16) / 2, 16, 16)
            painter.drawPixmap(place.topLeft(), image)
            wide = 16.0
        else:
            face = self._chosen if on else self._face
            wide = face.width(self.text())
            pen.write(face, token, (self.width() - wide) / 2, 0, self.text(), HEIGHT)
        if on:
            line = QRectF((self.width() - wide) / 2 - 2, HEIGHT - 3, wide + 4, 2)
            painter.fillRect(line, self.theme.color("accent"))
        if self.hasFocus():
            painter.setPen(QPen(self.theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 4, -1, -5), 5, 5)
        painter.end()


class KindRow(QWidget):
    """Every kind, and each alone; the arrow keys go from one to the next."""

    chosen = Signal(object)  # HitKind, None for every kind

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {kind: KindButton(kind, theme) for kind in KINDS}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 2)
        row.setSpacing(0)
        for button in self.buttons.values():
            self._group.addButton(button)
            row.addWidget(button)
        self.buttons[None].setChecked(True)
        self._group.buttonClicked.connect(self._clicked)

    def set_theme(self, theme: Theme) -> None:
        for button in self.buttons.values():
            button.theme = theme
            button.update()

    def choose(self, kind: HitKind | None) -> None:
        self.buttons[kind].click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = sum(button.full_width() for button in self.buttons.values())
        for button in self.buttons.values():
            button.set_short(needed > self.width() - 16)

    def _clicked(self, button: QAbstractButton) -> None:
        assert isinstance(button, KindButton)
        self.chosen.emit(button.kind)
