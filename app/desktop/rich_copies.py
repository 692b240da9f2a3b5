"""What is put on the clipboard in two forms at once: programs take the one they know."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QStringListModel
from PySide6.QtGui import QGuiApplication


def empty_data() -> QMimeData:
    """Return data for the clipboard with nothing in it yet."""
    # Of data that Python makes, the clipboard lets go only after Python has ended, and crashes.
    made = QStringListModel([""])
    data = made.mimeData([made.index(0)])
    data.clear()
    return data


def copy_rich(text: str, markup: str) -> None:
    """Put a text on the clipboard, plain and as HTML."""
    data = empty_data()
    data.setText(text)
    data.setHtml(markup)
    QGuiApplication.clipboard().setMimeData(data)
