"""The bar above the text in which the reader looks for words in the open article."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.desktop.controls import IconButton, SearchField, label
from app.desktop.keyed import with_key
from app.desktop.sought_words import Sought
from app.language import tr
from app.rendering.palette import Theme

HEIGHT = 42


class FindField(SearchField):
    """The field for the words; Enter goes on, Shift+Enter back, Esc and Down are for the bar."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Find in this article"), "search", parent)
        self.setMinimumWidth(140)
        self.setMaximumWidth(300)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if shift else 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            event.ignore()  # the bar closes, whatever stands in the field
        else:
            super().keyPressEvent(event)


class FindBar(QFrame):
    """Field, how many were found, ways to the next and the one before, how exactly to look."""

    changed = Signal()  # other words, or looked for in another way
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.setAccessibleName(tr("Find in this article"))
        self.setFixedHeight(HEIGHT)
        self.field = FindField()
        self.count = label("", second=True)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        previous = IconButton(tr("Previous place"), "chevron-up")
        self.previous_button = with_key(previous, "find_previous")
        self.next_button = with_key(IconButton(tr("Next place"), "chevron-down"), "find_next")
        self.match_case = IconButton(tr("Capitals must match"), "case-sensitive")
        self.whole_words = IconButton(tr("Whole words only"), "whole-word")
        self.close_button = IconButton(tr("Close (Esc)"), "x")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        for button in (self.previous_button, self.next_button):
            row.addWidget(button)
        row.addSpacing(8)
        for toggle in (self.match_case, self.whole_words):
            toggle.setCheckable(True)
            toggle.toggled.connect(lambda _on: self.changed.emit())
            row.addWidget(toggle)
        row.addSpacing(8)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self.field.textChanged.connect(lambda _text: self.changed.emit())
        self.field.stepped.connect(self.stepped)
        self.next_button.clicked.connect(lambda: self.stepped.emit(1))
        self.previous_button.clicked.connect(lambda: self.stepped.emit(-1))
        self.close_button.clicked.connect(self.closed)
        self.tell("", any_found=False)
        self.set_theme(theme)

    def sought(self) -> Sought:
        """Return what is looked for."""
        return Sought(self.field.text(), self.match_case.isChecked(), self.whole_words.isChecked())

    def tell(self, text: str, *, any_found: bool, missing: bool = False) -> None:
        """Say how many were found; `missing` when there are none."""
        self.count.setText(text)
        self.field.setAccessibleDescription(text)
        if self.count.property("trouble") != missing:
            self.count.setProperty("trouble", missing)
            self.count.style().polish(self.count)
        for button in (self.next_button, self.previous_button):
            button.setEnabled(any_found)

    def set_theme(self, theme: Theme) -> None:
        for part in (
            self.field,
            self.previous_button,
            self.next_button,
            self.match_case,
            self.whole_words,
            self.close_button,
        ):
            part.set_theme(theme)
        self.setStyleSheet(
            f"#findBar {{ background: {theme.hex('panel')};"
            f" border-bottom: 1px solid {theme.hex('line')}; }}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
