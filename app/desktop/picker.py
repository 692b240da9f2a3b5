"""A field and a list to choose one of many from: a speaker of the library, a reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from app.desktop.controls import SearchField, give_focus_back, label
from app.desktop.pens import INSET, Face, Pen
from app.desktop.row_view import RowDelegate, RowView
from app.desktop.rows import Row
from app.language import tr
from app.rendering.fonts import pane_font
from app.rendering.palette import Theme

WIDTH, HIGHEST = 460, 420
TOP = 56
"""How far below the top of what it lies over the picker stands."""

BORDER = 1
ABOVE, GAP, BELOW = 14, 8, 8
"""Pixels left free in the picker: above what it asks, below that, and at its foot."""

WAIT_MS = 90
"""How long typing rests before what matches is asked for."""


@dataclass(frozen=True)
class Choice(Row):
    """One thing to choose; `more` stands quietly below its name."""

    name: str = ""
    more: str = ""

    @property
    def target(self) -> str:
        return ""


class ChoiceDelegate(RowDelegate):
    """Paints a name and what is told of it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, Face(pane_font(11.5, QFont.Weight.DemiBold)), parent)
        self._name = Face(pane_font(13, QFont.Weight.Medium))
        self._more = Face(pane_font(12))

    def height(self, row: Row, width: int) -> int:  # noqa: ARG002 (never wraps)
        assert isinstance(row, Choice)
        return 48 if row.more else 32

    def draw(self, pen: Pen, rect: QRect, row: Row, *, selected: bool) -> None:  # noqa: ARG002
        assert isinstance(row, Choice)
        left, room = rect.left() + INSET, rect.width() - 2 * INSET
        pen.write(self._name, "ink", left, rect.top() + 6, self._name.elided(row.name, room), 18)
        more = self._more.elided(row.more, room)
        pen.write(self._more, pen.quiet, left, rect.top() + 24, more, 17)


Answer = Callable[[Sequence[Choice]], None]


class Picker(QFrame):
    """Lies over the middle of the window until something is chosen, or Esc or a click beside."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("markEditor")  # dressed as the other cards over the text
        self._over = over
        self._ask: Callable[[str, Answer], None] = lambda _text, _answer: None
        self._turn = 0  # of the question: one answered after another was asked is not meant
        self._choose: Callable[[str], None] = lambda _key: None
        self._before: QWidget | None = None
        self.title = label("", strong=True)
        self.says = label("", second=True)
        for text in (self.title, self.says):
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
        self.field = _Field(self)
        self.nothing = label(tr("Nothing matches."), quiet=True)
        self.nothing.setContentsMargins(INSET, 12, INSET, 12)
        self.view = RowView(tr("What to choose from"))
        self._delegate = ChoiceDelegate(theme, self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.setMinimumHeight(1)  # as high as its rows, however few
        self.view.clicked.connect(lambda _index: self._take())
        self.view.activated.connect(lambda _index: self._take())
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._look)
        self.field.textChanged.connect(lambda _text: self._wait.start())
        self.field.returnPressed.connect(self._take)
        body = QVBoxLayout(self)
        body.setContentsMargins(BORDER, ABOVE, BORDER, BELOW)
        body.setSpacing(GAP)
        self._asks = inset = QVBoxLayout()
        inset.setContentsMargins(INSET, 0, INSET, 0)
        inset.setSpacing(6)
        for part in (self.title, self.says, self.field):
            inset.addWidget(part)
        body.addLayout(inset)
        body.addWidget(self.nothing)
        body.addWidget(self.view, 1)
        over.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr] # there is one
        self.hide()
        self.set_theme(theme)

    def open(
        self,
        title: str,
        says: str,
        placeholder: str,
        ask: Callable[[str, Answer], None],
        choose: Callable[[str], None],
    ) -> None:
        """Ask for one of many; `choose` gets its key.

        `ask` is called with what is typed, "" at first, and with what takes the answer, at once or
        later; of the choices the first is what Enter takes.
        """
        self._ask, self._choose = ask, choose
        self._before = QApplication.focusWidget()
        self.title.setText(title)
        self.says.setText(says)
        self.says.setVisible(bool(says))
        self.setAccessibleName(title)
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        self.field.clear()
        self.view.show_rows(())
        self.view.hide()
        self.nothing.hide()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self._wait.stop()
        self._look()

    def _look(self) -> None:
        self._turn += 1
        turn = self._turn

        def answer(choices: Sequence[Choice]) -> None:
            if turn == self._turn and self.isVisible():
                self._show_choices(choices)

        self._ask(self.field.text().strip(), answer)

    def _show_choices(self, choices: Sequence[Choice]) -> None:
        self.view.show_rows(choices)
        self.nothing.setVisible(not choices)
        self.view.setVisible(bool(choices))
        if choices:
            self.view.follow(choices[0].key)
        self._place()

    def close_up(self) -> None:
        """Be gone, with the focus where it was before."""
        self._wait.stop()
        self.hide()
        give_focus_back(self._before)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.field.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # while something is chosen here, keys mean nothing elsewhere
            return True
        return super().event(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def step(self, by: int) -> None:
        """Go to another of the choices, the focus staying in the field."""
        rows = self.view.rows().all()
        place = self.view.currentIndex().row() + by
        if 0 <= place < len(rows):
            self.view.follow(rows[place].key)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Close where the reader has gone on elsewhere."""
        if new is not None and self.isVisible() and not self.isAncestorOf(new):
            self._wait.stop()
            self.hide()

    def _take(self) -> None:
        key = self.view.current_key()
        if key:
            self.close_up()
            self._choose(key)

    def _place(self) -> None:
        width = min(WIDTH, self._over.width() - 24)
        most = min(HIGHEST, self._over.height() - TOP - 12)
        height = min(self._needed(width), most)
        self.setGeometry((self._over.width() - width) // 2, TOP, width, height)

    def _needed(self, width: int) -> int:
        """Return how high all that is said and offered is."""
        inside = width - 4 * BORDER
        rows = self.view.rows().all()
        listed = sum(self._delegate.size_of(row, inside).height() for row in rows)
        if not self.nothing.isHidden():
            listed = self.nothing.sizeHint().height()
        return ABOVE + self._asks.heightForWidth(inside) + GAP + listed + BELOW + 2 * BORDER


class _Field(SearchField):
    """The field; the arrow keys go through the list below, Esc closes it all."""

    def __init__(self, picker: Picker) -> None:
        super().__init__(tr("Look for"), "search")
        self._picker = picker

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self._picker.step(step)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
