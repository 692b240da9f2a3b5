"""Tells assistive technology what has happened."""

from __future__ import annotations

from PySide6.QtCore import QObject


def somebody_listens() -> bool:
    """Tell whether assistive technology is running."""
    from PySide6.QtGui import QAccessible  # noqa: PLC0415 (not needed to start)

    return QAccessible.isActive()


def announce(teller: QObject, text: str) -> None:
    """Have assistive technology say `text` once, where some is running."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 (same)

    if text and somebody_listens():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(teller, text))
