"""The colours the rest of the desktop has, for a window that follows them."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessibilityHints, QGuiApplication, QStyleHints

from app.rendering.palette import Theme, theme_named

SYSTEM = "system"
"""What the setting of the colours says when they are to be those of the desktop."""


class SystemColours(QObject):
    """Tells when the desktop changes between light and dark, or asks for more contrast."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        style, accessibility = hints()
        style.colorSchemeChanged.connect(self.changed)
        accessibility.contrastPreferenceChanged.connect(self.changed)


def theme_of(choice: str) -> Theme:
    """Return the theme of a value of the setting; a desktop that tells nothing counts as light.

    One that is dark stays so where it asks for contrast: the theme of high contrast is white.
    """
    if choice != SYSTEM:
        return theme_named(choice)
    if is_dark():
        return theme_named("dark")
    return theme_named("contrast" if wants_contrast() else "light")


def is_dark() -> bool:
    """Tell whether the desktop is dark."""
    return hints()[0].colorScheme() == Qt.ColorScheme.Dark


def wants_contrast() -> bool:
    """Tell whether the desktop asks for high contrast."""
    return hints()[1].contrastPreference() == Qt.ContrastPreference.HighContrast


@cache
def hints() -> tuple[QStyleHints, QAccessibilityHints]:
    """Return what the desktop tells; kept, as nobody gets the second again once the first is let go."""
    style = QGuiApplication.styleHints()
    return style, style.accessibility()
