"""The bubble of the tour: a few words beside the thing in the window that they are about."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.desktop.announcing import announce
from app.desktop.controls import LinkButton, PrimaryButton, label
from app.language import tr
from app.rendering.palette import Theme

WIDTH = 320
SHADOW = 18
"""Pixels around the bubble that its shadow and its tip take."""
TIP = 9
GAP = 3
"""Pixels between the tip and what it points at."""
RADIUS = 10
NEAR = 56
"""Of something wide the tip points at its start: the last line of a mark may be short."""
FOOT = 60
"""Pixels below a bubble that points at nothing."""
EDGE = 8
"""Pixels the bubble keeps from the window's edges."""


class Bubble(QWidget):
    """Says one step of the tour. It takes no key and no focus by itself: the window stays usable."""

    next_wanted = Signal()
    back_wanted = Signal()
    skip_wanted = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setFixedWidth(WIDTH + 2 * SHADOW)
        self.title = label("", strong=True)
        self.text = label("", second=True)
        for part in (self.title, self.text):
            part.setWordWrap(True)
            part.setTextFormat(Qt.TextFormat.RichText)
        self.count = label("", quiet=True)
        self.skip = LinkButton(tr("Skip the tour"))
        self.back = QPushButton(tr("Back"))
        self.next = PrimaryButton(tr("Next"))
        self.skip.clicked.connect(self.skip_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.next.clicked.connect(self.next_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.count)
        row.addStretch()
        row.addWidget(self.skip)
        row.addWidget(self.back)
        row.addWidget(self.next)
        self._body = body = QVBoxLayout(self)
        body.setContentsMargins(SHADOW + 16, SHADOW + 12, SHADOW + 16, SHADOW + 14)
        body.setSpacing(6)
        body.addWidget(self.title)
        body.addWidget(self.text)
        body.addSpacing(6)
        body.addLayout(row)
        self._tip: QPoint | None = None
        self._side = Qt.Edge.TopEdge
        self.set_theme(theme)
        self.hide()

    def tell(self, place: int, many: int, title: str, text: str) -> None:
        """Say a step, counted from 0; those who listen hear it once."""
        self.title.setText(title)
        self.text.setText(text)
        self.count.setText(tr("{place} of {many}", place=place + 1, many=many))
        self.back.setVisible(place > 0)
        last = place == many - 1
        self.skip.setVisible(not last)
        self.next.setText(tr("Done") if last else tr("Next"))
        plain = text.replace("<b>", "").replace("</b>", "")
        self.setAccessibleName(
            tr("Tour, {place} of {many}: {title}", place=place + 1, many=many, title=title)
        )
        self.setAccessibleDescription(plain)
        self.setFixedHeight(self._body.heightForWidth(self.width()))
        announce(self, f"{title}. {plain}")

    def point_at(self, thing: QRect, around: Iterable[QRect] = ()) -> None:
        """Stand beside a thing of the window, clear of it and of what lies `around` it.

        An empty thing is none: then the bubble stands at the bottom of the window, without a tip.
        """
        window = self._window.rect()
        body = QRect(0, 0, WIDTH, self.height() - 2 * SHADOW)
        kept_clear = [thing, *around]
        for side, corner in self._corners(thing, body):
            body.moveTopLeft(corner)
            inside = window.adjusted(EDGE, EDGE, -EDGE, -EDGE).contains(body)
            if not thing.isEmpty() and inside and not any(map(body.intersects, kept_clear)):
                self._side = side
                self._stand(body, self._tip_on(side, thing, body))
                return
        below = max(EDGE, window.height() - body.height() - FOOT)
        body.moveTo((window.width() - WIDTH) // 2, below)
        self._stand(body, None)

    def _corners(self, thing: QRect, body: QRect) -> Iterable[tuple[Qt.Edge, QPoint]]:
        """Yield where the bubble could stand, best first, with the side its tip is on."""
        window = self._window.rect()
        away = TIP + GAP

        def across(wanted: int, size: int, room: int) -> int:
            return min(max(EDGE, wanted), max(EDGE, room - size - EDGE))

        x = across(thing.left() - 24, body.width(), window.width())
        y = across(thing.top() - 24, body.height(), window.height())
        yield Qt.Edge.TopEdge, QPoint(x, thing.bottom() + away)
        yield Qt.Edge.BottomEdge, QPoint(x, thing.top() - away - body.height())
        yield Qt.Edge.LeftEdge, QPoint(thing.right() + away, y)
        yield Qt.Edge.RightEdge, QPoint(thing.left() - away - body.width(), y)

    @staticmethod
    def _tip_on(side: Qt.Edge, thing: QRect, body: QRect) -> QPoint:
        """Return where on the bubble's side the tip grows: near the thing's middle, or its start."""
        most = RADIUS + TIP
        wanted = min(thing.center().x(), thing.left() + NEAR)
        x = min(max(wanted, body.left() + most), body.right() - most)
        y = min(max(thing.center().y(), body.top() + most), body.bottom() - most)
        return {
            Qt.Edge.TopEdge: QPoint(x, body.top()),
            Qt.Edge.BottomEdge: QPoint(x, body.bottom()),
            Qt.Edge.LeftEdge: QPoint(body.left(), y),
            Qt.Edge.RightEdge: QPoint(body.right(), y),
        }[side]

    def _stand(self, body: QRect, tip: QPoint | None) -> None:
        corner = body.topLeft() - QPoint(SHADOW, SHADOW)
        self._tip = None if tip is None else tip - corner
        self.move(corner)
        self.show()
        self.raise_()
        self.update()

    def body(self) -> QRect:
        """Return where in the window the bubble lies, without its shadow."""
        return self.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)

    def has_tip(self) -> bool:
        """Tell whether it points at something."""
        return self._tip is not None

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    # Drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        painter.setPen(Qt.PenStyle.NoPen)
        for step in range(SHADOW - 2, 0, -2):
            painter.setBrush(_veil())
            grown = body.adjusted(-step, -step * 0.6, step, step)
            painter.drawRoundedRect(grown, RADIUS + step * 0.6, RADIUS + step * 0.6)
        outline = QPainterPath()
        outline.addRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if self._tip is not None:
            outline = outline.united(self._drawn_tip(QPointF(self._tip)))
        painter.setBrush(self._theme.color("field"))
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawPath(outline)
        painter.end()

    def _drawn_tip(self, base: QPointF) -> QPainterPath:
        out = {
            Qt.Edge.TopEdge: QPointF(0, -TIP),
            Qt.Edge.BottomEdge: QPointF(0, TIP),
            Qt.Edge.LeftEdge: QPointF(-TIP, 0),
            Qt.Edge.RightEdge: QPointF(TIP, 0),
        }[self._side]
        along = QPointF(out.y(), out.x())
        inward = out * -0.4
        drawn = QPainterPath(base + out)
        for corner in (base + along + inward, base - along + inward):
            drawn.lineTo(corner)
        drawn.closeSubpath()
        return drawn


def _veil() -> QColor:
    # A shadow is black on every theme's ground.
    color = QColor(Qt.GlobalColor.black)
    color.setAlphaF(0.02)
    return color
