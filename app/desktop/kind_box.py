"""A box to check for a kind of marks, with the mark as it looks beside its name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.desktop.check_box import BOX, GAP, RING, CheckBox
from app.desktop.pens import Face, Pen
from app.language import later, tr
from app.reading.exports import Kind
from app.rendering.fonts import pane_font
from app.rendering.palette import Theme

NAMES = {
    Kind.QUOTED: later("Quoted words"),
    Kind.REPORTED: later("Reported in other words"),
    Kind.SOURCES: later("Who says it"),
    Kind.NUMBERS: later("Numbers claimed"),
    Kind.OWN: later("Your highlights and notes"),
}

_SAMPLES = {
    Kind.QUOTED: later("“a”"),
    Kind.REPORTED: later("that"),
    Kind.SOURCES: later("who"),
    Kind.NUMBERS: "5",
    Kind.OWN: "ab",
}
_ROOM, _HIGH = 12, 16


class KindBox(CheckBox):
    """Says whether a kind of marks goes into a file."""

    def __init__(self, kind: Kind, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr(NAMES[kind]), parent)
        self.kind, self._theme = kind, theme
        self._letters = tr(_SAMPLES[kind])
        self._face = Face(pane_font(11, QFont.Weight.DemiBold))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width() + _ROOM + round(self._width()) + 2, size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = Pen(painter, self._theme)
        words = self.fontMetrics().horizontalAdvance(self.text())
        x, width = float(RING + BOX + GAP + words + _ROOM), self._width()
        middle = self.height() / 2
        box = QRectF(x, middle - _HIGH / 2, width, _HIGH)
        match self.kind:
            case Kind.QUOTED:
                pen.solid(box, "fillS", 3)
            case Kind.REPORTED:
                pen.solid(QRectF(x, middle + 1, width, _HIGH / 2 - 1), "band2", 2)
            case Kind.SOURCES:
                pen.solid(QRectF(x + 3, middle + 6, width - 6, 1.5), "srcR")
            case Kind.NUMBERS:
                pen.claim(box)
            case Kind.OWN:
                pen.highlight(box)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen.write(self._face, "ink", x + 3, middle - 13, self._letters, 26)
        painter.end()

    def _width(self) -> float:
        return self._face.metrics.horizontalAdvance(self._letters) + 6
