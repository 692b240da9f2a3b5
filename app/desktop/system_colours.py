"""The colours the rest of the desktop has, for a window that follows them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from app.rendering.palette import Theme, theme_named

SYSTEM = "system"
"""What the setting of the colours says when they are to be those of the desktop."""


class SystemColours(QObject):
    """Tells when the desktop changes between light and dark."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.changed)


def theme_of(choice: str) -> Theme:
    """Return the theme of a value of the setting; a desktop that tells nothing counts as light."""
    if choice != SYSTEM:
        return theme_named(choice)
    return theme_named("dark" if is_dark() else "light")


def is_dark() -> bool:
    """Tell whether the desktop is dark."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
