"""What is shown in the text's place for a while, under a head that leads back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.desktop.controls import IconButton, label
from app.desktop.reading_area import HEAD_HEIGHT
from app.language import tr
from app.rendering.palette import Theme

COPY = QKeySequence.StandardKey.Copy
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class OverText(QFrame):
    """A page over the text; Esc leads back.

    Keys that stand for something in the text mean nothing here: what they would change is out of
    sight.
    """

    left = Signal()

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("overText")
        self.setAccessibleName(name)
        self.theme = theme
        self.back = IconButton(tr("Back to the article (Esc)"), "chevron-left")
        self.back.clicked.connect(self.left)
        self.name = label(name, strong=True)
        head = QFrame()
        head.setObjectName("overTop")
        head.setFixedHeight(HEAD_HEIGHT)
        self.head = QHBoxLayout(head)
        self.head.setContentsMargins(14, 0, 14, 0)
        self.head.setSpacing(6)
        self.head.addWidget(self.back)
        self.head.addWidget(self.name)
        self.head.addStretch()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(head)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.back.set_theme(theme)
        self.setStyleSheet(
            f"#overText {{ background: {theme.hex('paper')}; }}"
            f"#overText QListView {{ background: {theme.hex('paper')}; }}"
            f"#overTop, #overHead {{ border-bottom: 1px solid {theme.hex('line')}; }}"
        )

    def main(self) -> QWidget:
        """Return what takes the focus when the reader comes to the page."""
        return self.back

    def copied(self) -> str:
        """Return what the reader is at, as it is put on the clipboard; "" for nothing."""
        return ""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            plain = event.modifiers() in _PLAIN and bool(event.text())
            if (plain and event.key() != Qt.Key.Key_Escape) or event.matches(COPY):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.matches(COPY):
            if text := self.copied():
                QGuiApplication.clipboard().setText(text)
        else:
            super().keyPressEvent(event)
