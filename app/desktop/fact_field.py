"""One fact a reading is cited by: its name, the field to change it in, and what is wrong with it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionFrame,
    QVBoxLayout,
    QWidget,
)

from app.desktop.announcing import announce
from app.desktop.controls import ChoiceButton, label
from app.language import later, tr
from app.reading.citing import (
    FIELDS,
    TYPES,
    Field,
    Objection,
    Writing,
    type_name,
    value_of,
    written,
)
from app.rendering.fonts import pane_font
from app.rendering.palette import Theme

NAME_WIDTH = 82
"""How wide the column of the facts' names is at least."""

LINE_HEIGHT = 28
BESIDE = 2
"""Pixels Qt leaves free between the edge of a line's contents and its letters."""

MOST_LINES = 8
HINTS = {
    Writing.NAMES: "Birk, Ada; Orsel, Jonas",
    Writing.DATE: "2024-05-31",
    Writing.DOI: "10.1000/182",
    Writing.ADDRESS: "https://",
}
TIPS = {
    Writing.NAMES: later(
        "Surname, first name; with semicolons between several. A body has no comma."
    ),
    Writing.DATE: later("2024, 2024-05 or 2024-05-31"),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def width_of_names() -> int:
    """Return how wide the column of the facts' names is in the language spoken."""
    metrics = QFontMetrics(pane_font())
    widest = max(metrics.horizontalAdvance(tr(field.label)) for field in FIELDS)
    return max(NAME_WIDTH, widest + 6)


class FactLine(QLineEdit):
    """A line: Enter or leaving it keeps what is written, Esc brings back what was.

    While the reader is in it and it is empty, the `hint` shows what would be written there; while
    the reader is elsewhere, what is too long for it is shortened in the middle.
    """

    hint = ""
    finished = Signal()
    dropped = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("fact", True)
        self.setAccessibleName(name)
        self.setFixedHeight(LINE_HEIGHT)

    def show_text(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)

    def shown_text(self) -> str:
        """Return what of the text is seen while the reader is elsewhere."""
        room = self._text_box().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.text() if self.hasFocus() else self.shown_text()
        if shown == self.text():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        panel = QStyle.PrimitiveElement.PE_PanelLineEdit
        self.style().drawPrimitive(panel, option, painter, self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self._text_box(), middle, shown)
        painter.end()

    def _text_box(self) -> QRect:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        contents = QStyle.SubElement.SE_LineEditContents
        return self.style().subElementRect(contents, option, self).adjusted(BESIDE, 0, -BESIDE, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Only now: an example in an empty field looks like a value from afar.
        self.setPlaceholderText("" if self.isReadOnly() else self.hint)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.setPlaceholderText("")
            self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape and self.isModified():
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


class FactBox(QPlainTextEdit):
    """As many lines as the text needs; else as `FactLine`. Shift+Enter begins another line."""

    hint = ""
    finished = Signal()
    dropped = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("fact", True)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(3)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    def text(self) -> str:
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        self.setPlainText(text)

    def isModified(self) -> bool:
        return self.document().isModified()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.finished.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        goes_on = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in ENTER and not goes_on:
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape and self.isModified():
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def _grow(self) -> None:
        # Qt measures such a document in lines.
        needed = max(1, round(self.document().size().height()))
        lines = min(MOST_LINES, needed)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if needed > lines else policy.ScrollBarAlwaysOff
        )
        height = max(LINE_HEIGHT, lines * self.fontMetrics().lineSpacing() + 10)
        if height != self.height():
            self.setFixedHeight(height)


class FactField(QWidget):
    """A fact's name, and its value to be changed in place; what cannot be is said below."""

    changed = Signal(str, object)  # the field's name, its new value in a CSL-JSON item

    def __init__(self, field: Field, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._value: Any = None
        self._choice: ChoiceButton | None = None
        self._line: FactLine | FactBox | None = None
        name = label(tr(field.label), second=True)
        name.setFixedWidth(width_of_names())
        name.setContentsMargins(0, 6, 0, 0)
        self.objection = label("", trouble=True)
        self.objection.setWordWrap(True)
        self.objection.hide()
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addWidget(self._made(theme))
        beside.addWidget(self.objection)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)

    @property
    def editor(self) -> QWidget:
        """What the reader changes the fact in."""
        found = self._line or self._choice
        assert found is not None
        return found

    @property
    def is_filled(self) -> bool:
        return self._value not in (None, "", [], {})

    def show_value(self, value: Any, *, fixed: bool) -> None:
        """Show what the library has, unless the reader is just writing; `fixed` cannot be changed."""
        if self._choice is not None:
            self._value = value
            kind = str(value or "document")
            self._choice.show_choice(TYPES.get(kind) or type_name(kind))
            self._choice.setEnabled(not fixed)
            return
        assert self._line is not None
        self._line.setReadOnly(fixed)
        if self._line.hasFocus() and self._line.isModified():
            return
        text = written(self.field, value)
        if value != self._value or text != self._line.text():
            self._value = value
            self._line.show_text(text)
            self._line.setToolTip(tr(TIPS.get(self.field.writing, "")) or text)
        self._tell("")

    def keep(self) -> None:
        """Have what is written kept, where it is a value of the field."""
        if self._line is None or not self._line.isModified():
            return
        if self._line.text().strip() == written(self.field, self._value):
            self._drop()
            return
        try:
            value = value_of(self.field, self._line.text(), self._value)
        except Objection as objection:
            self._tell(str(objection))
            return
        self._take(value)
        self._drop()

    def set_theme(self, theme: Theme) -> None:
        if self._choice is not None:
            self._choice.set_theme(theme)

    def _made(self, theme: Theme) -> QWidget:
        field = self.field
        if field.writing is Writing.TYPE:
            self._choice = ChoiceButton(tr(field.label), tuple(TYPES.values()))
            self._choice.set_theme(theme)
            kinds = {name: kind for kind, name in TYPES.items()}
            self._choice.picked.connect(lambda choice: self._take(kinds[choice]))
            return self._choice
        name = tr(field.label)
        line = FactBox(name) if field.writing is Writing.LONG else FactLine(name)
        line.hint = HINTS.get(field.writing, "")
        line.setToolTip(tr(TIPS.get(field.writing, "")))
        line.finished.connect(self.keep)
        line.dropped.connect(self._drop)
        line.textChanged.connect(lambda *_: self._tell(""))
        self._line = line
        return line

    def _take(self, value: Any) -> None:
        if value != self._value:
            self._value = value
            self.changed.emit(self.field.name, value)

    def _drop(self) -> None:
        """Show the value as it is written plainly."""
        assert self._line is not None
        self._line.show_text(written(self.field, self._value))
        self._tell("")

    def _tell(self, objection: str) -> None:
        if objection == self.objection.text():
            return
        self.objection.setText(objection)
        self.objection.setVisible(bool(objection))
        editor = self.editor
        editor.setProperty("wrong", bool(objection))
        editor.style().unpolish(editor)
        editor.style().polish(editor)
        editor.setAccessibleDescription(objection)
        announce(editor, objection)
