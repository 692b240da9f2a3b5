"""The heads of tabs: names with their counts or signs, and how the keys go from one to another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QWidget

from app.desktop.counted import CountedButton
from app.desktop.pens import Face, Pen
from app.rendering.fonts import pane_font
from app.rendering.icons import pixmap
from app.rendering.palette import Theme

HEAD_HEIGHT = 44
SIDE = 6
"""Room at either side of a tab's name, in pixels."""

GAP = 5
"""Room between name and count."""

SIGN = 16
LEFT, RIGHT = 8, 6
"""Room beside all heads."""


class TabButton(CountedButton):
    """A tab's name with its count, underlined while the tab is in view.

    Where there is no room for it beside the name, the count stands below (`stacked`).
    """

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name, theme, HEAD_HEIGHT, parent)
        self.stacked = False
        self._name = Face(pane_font(12.5))
        self._current = Face(pane_font(12.5, QFont.Weight.DemiBold))
        self._figure = Face(pane_font(11))

    def set_stacked(self, stacked: bool) -> None:
        if stacked != self.stacked:
            self.stacked = stacked
            self.updateGeometry()
            self.update()

    def width_beside(self) -> int:
        """Return how wide it is with the count beside the name."""
        return round(sum(self._widths())) + GAP + 2 * SIDE

    def sizeHint(self) -> QSize:
        width = round(max(self._widths())) + 2 * SIDE if self.stacked else self.width_beside()
        return QSize(width, HEAD_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _widths(self) -> tuple[float, float]:
        # As wide as in bold, so that nothing moves when the tab changes.
        name = self._current.metrics.horizontalAdvance(self.text())
        return name, self._figure.metrics.horizontalAdvance(self.shown_count())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(Pen(painter, self.theme), "ink" if self._stands_out() else "ink2")
        if self.isChecked():
            painter.fillRect(
                QRectF(2, HEAD_HEIGHT - 2, self.width() - 4, 2), self.theme.color("accent")
            )
        if self.hasFocus():
            painter.setPen(self.theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            high = 4.5 if self.stacked else 8.5
            ring = QRectF(self.rect()).adjusted(1.5, high, -1.5, -min(high, 6.5))
            painter.drawRoundedRect(ring, 5, 5)
            painter.drawRoundedRect(ring.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.end()

    def draw(self, pen: Pen, token: str) -> None:
        """Draw what names the tab."""
        face = self._current if self.isChecked() else self._name
        if self.stacked:
            pen.write(face, token, SIDE, 6, self.text(), 18)
            pen.write(self._figure, "ink3", SIDE, 22, self.shown_count(), 16)
        else:
            used = pen.write(face, token, SIDE, 2, self.text(), HEAD_HEIGHT)
            count = self.shown_count()
            pen.write(self._figure, "ink3", SIDE + used + GAP, 2, count, HEAD_HEIGHT)

    def _stands_out(self) -> bool:
        return self.isChecked() or self.underMouse()


class SignButton(TabButton):
    """A tab that is known by its sign; its name is said, and told on pointing at it."""

    def __init__(
        self, name: str, picture: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        self._picture = picture
        super().__init__(name, theme, parent)
        self.setAccessibleName(name)

    def width_beside(self) -> int:
        return SIGN + 2 * SIDE + 4

    def sizeHint(self) -> QSize:
        return QSize(self.width_beside(), HEAD_HEIGHT)

    def draw(self, pen: Pen, token: str) -> None:
        ratio = self.devicePixelRatioF()
        picture = pixmap(self._picture, self.theme.color(token), SIGN, ratio)
        left, top = (self.width() - SIGN) / 2, (HEAD_HEIGHT - SIGN) / 2
        pen.painter.drawPixmap(QRectF(left, top, SIGN, SIGN).topLeft(), picture)


class TabGroup(QButtonGroup):
    """Heads of which one is current: a single stop for the Tab key; arrow keys go along them.

    Their ids are their places, from 0.
    """

    def show_current(self, place: int) -> None:
        """Show which tab is in view."""
        for number, button in enumerate(self.buttons()):
            current = number == place
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if current else Qt.FocusPolicy.NoFocus)
            button.setChecked(current)

    def step(self, event: QKeyEvent) -> bool:
        """Go to the next tab where an arrow key was pressed on a head; tell whether one was."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        heads = self.buttons()
        if step is None or not any(head.hasFocus() for head in heads):
            return False
        head = heads[(self.checkedId() + step) % len(heads)]
        head.click()
        head.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def set_theme(self, theme: Theme) -> None:
        for button in self.buttons():
            assert isinstance(button, TabButton)
            button.set_theme(theme)


class TabHeads(QFrame):
    """The row of tab heads; counts go below the names where they do not fit beside them."""

    def __init__(self, buttons: list[TabButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspectorHead")
        self.setFixedHeight(HEAD_HEIGHT)
        self.buttons = buttons
        row = QHBoxLayout(self)
        row.setContentsMargins(LEFT, 0, RIGHT, 0)
        row.setSpacing(0)
        for button in buttons:
            if isinstance(button, SignButton):
                row.addStretch()
            row.addWidget(button)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEAD_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        room = self.contentsRect().width() - LEFT - RIGHT
        stacked = sum(button.width_beside() for button in self.buttons) > room
        for button in self.buttons:
            button.set_stacked(stacked)
