"""A box to check whose edge can be seen in every theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QCheckBox

from app.rendering.icons import pixmap

BOX, GAP = 16, 8
"""Size of the box, and how far right of it the words begin, in pixels."""

RING = 3
"""Room for the ring around what has the focus, in pixels."""


class CheckBox(QCheckBox):
    """Paints itself: the style's own box is hardly seen on a dark ground."""

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(RING + BOX + GAP + words + 2 * RING, max(26, self.fontMetrics().height() + 4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: object) -> bool:  # noqa: ARG002 (all of it can be clicked)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colors = QPainter(self), self.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role, on = QPalette.ColorRole, self.isChecked()
        box = QRectF(RING + 0.5, (self.height() - BOX) / 2 + 0.5, BOX - 1, BOX - 1)
        painter.setPen(QPen(colors.color(role.Link if on else role.Dark), 1))
        painter.setBrush(colors.color(role.Link if on else role.Base))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            picture = pixmap("check", colors.color(role.BrightText), 12, self.devicePixelRatioF())
            painter.drawPixmap(box.topLeft() + QPointF(1.5, 1.5), picture)
        left = RING + BOX + GAP
        painter.setPen(colors.color(role.WindowText))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), middle, self.text())
        if self.hasFocus():
            painter.setPen(QPen(colors.color(role.Link), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 6, 6)
        painter.end()
