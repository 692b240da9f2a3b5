"""What tab heads and the legend's chips have in common: a name, a count, and a state."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.language import number
from app.rendering.palette import Theme


class CountedButton(QAbstractButton):
    """A checkable name with how many there are of it; subclasses draw both."""

    def __init__(self, name: str, theme: Theme, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._count = 0
        self.setText(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(height)
        self._say()

    def set_count(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self._say()
            self.updateGeometry()
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def shown_count(self) -> str:
        """Return the count as it is written."""
        return number(self._count)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def _say(self) -> None:
        self.setAccessibleName(f"{self.text()}, {self._count}")
