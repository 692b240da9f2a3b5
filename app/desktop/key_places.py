"""Where each key of an action counts: anywhere in the window, or only while the text has the focus."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.desktop.key_kinds import counts_in_text

_ANYWHERE = Qt.ShortcutContext.WindowShortcut
_IN_TEXT = Qt.ShortcutContext.WidgetWithChildrenShortcut


class KeyPlaces:
    """Gives actions their keys.

    Qt knows one place for all keys of an action. So the action has those that count where its
    first key does, and the others are shortcuts of their own.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._texts: list[tuple[QWidget, Collection[str]]] = []
        self._beside: dict[str, list[QShortcut]] = {}

    def add_text(self, text: QWidget, names: Collection[str]) -> None:
        """Let keys of some actions count while a widget has the focus, from when they are set."""
        self._texts.append((text, names))

    def set_keys(self, action: QAction, keys: Sequence[str], *, all_in_text: bool) -> None:
        """Give an action these keys alone; `all_in_text` where none counts anywhere else."""
        texts = [text for text, names in self._texts if action.objectName() in names]
        in_text = {key: all_in_text or counts_in_text(key) for key in keys}
        leading = in_text[keys[0]] if keys else False
        action.setShortcuts([QKeySequence(key) for key in keys if in_text[key] == leading])
        action.setShortcutContext(_IN_TEXT if leading else _ANYWHERE)
        # An action that counts in the text would count anywhere if it were the window's too.
        for widget, there in ((self._window, not leading), *((text, leading) for text in texts)):
            if there:
                widget.addAction(action)
            else:
                widget.removeAction(action)
        for shortcut in self._beside.pop(action.objectName(), ()):
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._beside[action.objectName()] = [
            _shortcut(action, key, place, _IN_TEXT if in_text[key] else _ANYWHERE)
            for key in keys
            if in_text[key] != leading
            for place in (texts if in_text[key] else [self._window])
        ]


def _shortcut(action: QAction, key: str, place: QWidget, context: Qt.ShortcutContext) -> QShortcut:
    made = QShortcut(QKeySequence(key), place)
    made.setContext(context)
    made.activated.connect(action.trigger)
    return made
