"""The window that tells which key does what, and in which the reader chooses other keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QPen
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.desktop.actions import ACTIONS
from app.desktop.controls import LinkButton, PrimaryButton, SearchField, label
from app.desktop.key_kinds import counts_in_text, is_moving, portable, written
from app.desktop.keys import Keys
from app.desktop.names import MENUS
from app.desktop.pens import INSET, Face, Pen
from app.desktop.row_view import RowDelegate, RowView
from app.desktop.rows import Head, Row, matching
from app.language import tr
from app.rendering.fonts import pane_font
from app.rendering.palette import Theme

SIZE = (620, 640)
HEIGHT, KEY_HEIGHT = 32, 20


def texts() -> dict[str, str]:
    """Return what every action is called, by its name."""
    return {action.name: tr(action.text).rstrip("…") for action in ACTIONS if action.text}


@dataclass(frozen=True)
class KeyRow(Row):
    """One action with its keys as they are written; `own` where the reader chose them."""

    text: str = ""
    keys: tuple[str, ...] = ()
    own: bool = False


class KeyField(QKeySequenceEdit):
    """Takes the next key that is pressed; Esc and Tab lead out of it, as anywhere."""

    pressed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumSequenceLength(1)
        self.setFixedWidth(170)
        self.field = self.findChild(QLineEdit)
        if self.field is not None:
            self.field.setFixedHeight(30)
        self._ask()
        self.name(tr("Key: press the new one"))
        self.editingFinished.connect(self._finished)

    def show_key(self, key: str) -> None:
        """Show a key, "" for none."""
        self.setKeySequence(QKeySequence(key))
        self._ask()

    def name(self, text: str) -> None:
        """Say what is asked for; the field inside it has the focus."""
        self.setAccessibleName(text)
        if self.field is not None:
            self.field.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyReleaseEvent(event)

    def _ask(self) -> None:
        # Qt puts words of its own into the field whenever it has another key, the last time when
        # the field inside is gone already.
        if self.field is not None and isValid(self.field):
            self.field.setPlaceholderText(tr("Press a key"))

    def _finished(self) -> None:
        self._ask()
        key = portable(self.keySequence())
        if key:
            self.pressed.emit(key)


class KeyDelegate(RowDelegate):
    """Paints an action and, to its right, its keys; those the reader chose are named so."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Face(pane_font(11.5, QFont.Weight.DemiBold)))
        self._text = Face(pane_font())
        self._own = Face(pane_font(13, QFont.Weight.DemiBold))
        self._second = Face(pane_font(12))
        self._key = Face(pane_font(12))

    def height(self, row: Row, width: int) -> int:  # noqa: ARG002 (one line each)
        return HEIGHT

    def draw(self, pen: Pen, rect: QRect, row: Row, *, selected: bool) -> None:  # noqa: ARG002
        assert isinstance(row, KeyRow)
        right = float(rect.right() - INSET)
        for key in reversed(row.keys):
            right = self._draw_key(pen, right, rect.top(), key) - 6
        if row.own:
            yours = tr("yours")
            right = pen.write_right(self._second, pen.quiet, right - 4, rect.top(), yours, HEIGHT)
        left = float(rect.left() + INSET)
        face = self._own if row.own else self._text
        pen.write(
            face, "ink", left, rect.top(), face.elided(row.text, right - left - 12), HEIGHT - 1
        )

    def _draw_key(self, pen: Pen, right: float, top: float, key: str) -> float:
        wide = max(24.0, self._key.width(key) + 14)
        box = QRectF(right - wide, top + (HEIGHT - 1 - KEY_HEIGHT) / 2, wide, KEY_HEIGHT)
        pen.painter.setPen(QPen(self.theme.color("line2"), 1))
        pen.painter.setBrush(self.theme.color("field"))
        pen.painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        x = box.left() + (wide - self._key.width(key)) / 2
        pen.write(self._key, "ink", x, box.top(), key, KEY_HEIGHT)
        return box.left()


class KeysDialog(QDialog):
    """Lists every action under its menu. A key that is chosen counts at once."""

    def __init__(self, keys: Keys, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keys, self._texts = keys, texts()
        self._name = ""
        self._wanted = ""  # a key that another action has
        self.search = SearchField(tr("Find an action or a key"), "search")
        self.search.set_theme(theme)
        self.view = RowView(tr("Actions and their keys"))
        delegate = KeyDelegate(theme)
        delegate.setParent(self.view)
        self.view.setItemDelegate(delegate)
        self.nothing = label(tr("No actions match."), quiet=True)
        self.nothing.setContentsMargins(INSET, 16, INSET, 16)
        self.action = label("", strong=True)
        self.field = KeyField()
        self.clear = QPushButton(tr("No key"))
        self.reset = QPushButton(tr("Reset"))
        self.said = label("", second=True)
        self.said.setWordWrap(True)
        self.take = LinkButton(tr("Take it from there"))
        self.reset_all = QPushButton(tr("Reset all"))
        self.reset_all.setToolTip(tr("Give every action the keys it had at first"))
        self._lay_out()
        self.search.textChanged.connect(lambda _text: self._list())
        self.search.left.connect(self._to_list)
        self.search.returnPressed.connect(self._to_list)
        self.view.chosen.connect(self._choose)
        self.view.opened.connect(lambda _name: self._to_field())
        self.field.pressed.connect(self._press)
        self.field.left.connect(self._leave_field)
        self.clear.clicked.connect(self._clear)
        self.reset.clicked.connect(self._reset)
        self.take.clicked.connect(self._take)
        self.reset_all.clicked.connect(keys.reset_all)
        keys.changed.connect(self._keys_changed)
        self._list()
        self._choose("")
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter is for the row it is pressed on, not for the button below.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.view.hasFocus():
                self._to_field()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        strip = QFrame()
        strip.setObjectName("paneFoot")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.action, 1)
        row.addWidget(self.field)
        row.addWidget(self.clear)
        row.addWidget(self.reset)
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self.said, 1)
        told.addWidget(self.take)
        inner = QVBoxLayout(strip)
        inner.setContentsMargins(INSET, 12, INSET, 8)
        inner.setSpacing(6)
        inner.addLayout(row)
        inner.addLayout(told)
        self.said.setMinimumHeight(26)
        done = PrimaryButton(tr("Done"))
        done.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(INSET, 12, INSET, 14)
        foot.addWidget(self.reset_all)
        foot.addStretch()
        foot.addWidget(done)
        for button in (self.clear, self.reset, self.reset_all, done, self.take):
            button.setAutoDefault(False)
        top = QHBoxLayout()
        top.setContentsMargins(INSET, 14, INSET, 12)
        top.addWidget(self.search)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(top)
        body.addWidget(self.nothing)
        body.addWidget(self.view, 1)
        body.addWidget(strip)
        body.addLayout(foot)
        self.resize(*SIZE)

    # The list

    def _list(self) -> None:
        matches = matching(self.search.text())
        rows: list[Row] = []
        for menu in MENUS:
            found = [row for row in self._rows_of(menu) if matches(row)]
            if found:
                rows.append(Head("", tr(menu), tr(menu)))
            rows += found
        self.view.show_rows(rows)
        self.nothing.setVisible(not rows)
        self.reset_all.setEnabled(self._keys.any_changed())

    def _rows_of(self, menu: str) -> Sequence[Row]:
        rows = []
        for action in ACTIONS:
            if action.text and action.menu == menu:
                keys = tuple(written(key) for key in self._keys.of(action.name))
                text, own = self._texts[action.name], self._keys.is_changed(action.name)
                told = reduce(_either, keys) if keys else tr("no key")
                told = tr("{key}, yours", key=told) if own else told
                spoken = f"{text}: {told}. {tr(menu)}"
                rows.append(KeyRow(action.name, spoken, text, keys, own))
        return rows

    def _to_list(self) -> None:
        if not self.view.current_key():
            first = next((row for row in self.view.rows().all() if row.key), None)
            if first is not None:
                self.view.follow(first.key)
                self._choose(first.key)
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_field(self) -> None:
        if self._name:
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_field(self) -> None:
        self._choose(self._name)
        self._to_list()

    # One action

    def _choose(self, name: str) -> None:
        self._name, self._wanted = name, ""
        text = self._texts.get(name)
        self.action.setText(text or tr("Choose an action"))
        self.field.setEnabled(bool(name))
        self.field.name(
            tr("Key of {action}: press the new one", action=text)
            if text
            else tr("Key of the action: press the new one")
        )
        self._show_key()
        self._say("")

    def _show_key(self) -> None:
        keys = self._keys.of(self._name) if self._name else ()
        self.field.show_key(keys[0] if keys else "")
        self.clear.setEnabled(bool(keys))
        self.reset.setEnabled(bool(self._name) and self._keys.is_changed(self._name))

    def _press(self, key: str) -> None:
        """Give the action the key that was pressed, or tell who has it."""
        holder = self._keys.holder(key)
        self._wanted = ""
        if holder == self._name:
            self._say(tr("{key} does that already.", key=written(key)))
        elif is_moving(key):
            self._say(
                tr(
                    "{key} leads through the text and the lists. Press another key.",
                    key=written(key),
                )
            )
        elif holder:
            self._wanted = key
            self._say(tr("{key} is {action}.", key=written(key), action=self._texts[holder]))
        else:
            self._give(key)

    def _give(self, key: str) -> None:
        self._keys.give(self._name, key)
        if counts_in_text(key):
            told = tr("{key} does that from now on while the text has the focus.", key=written(key))
        else:
            told = tr("{key} does that from now on.", key=written(key))
        self._say(told)

    def _take(self) -> None:
        self._give(self._wanted)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        self._keys.clear(self._name)
        self._say("")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reset(self) -> None:
        self._keys.reset(self._name)
        self._say("")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, text: str) -> None:
        self.said.setText(text or tr("Press the new key in the field. It counts at once."))
        self.take.setVisible(bool(self._wanted))

    def _keys_changed(self) -> None:
        self._wanted = ""
        self._list()
        self._show_key()


def _either(one: str, other: str) -> str:
    return tr("{one} or {other}", one=one, other=other)
