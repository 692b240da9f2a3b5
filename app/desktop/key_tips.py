"""Tells the key of an action wherever a control does the same, and goes on to tell the right one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QWidget

from app.desktop.actions import ACTIONS
from app.desktop.key_kinds import written
from app.desktop.keyed import ACTION, TEXT, KeyLabel
from app.desktop.keys import Keys, default_keys
from app.language import tr

_TIP = "tipWithoutKey"


def key_of(widget: QWidget, action: str) -> QKeySequence:
    """Return the key of an action in the window a widget is part of, an empty one for none."""
    keys = _keys_of(widget)
    found = default_keys()[action] if keys is None else keys.of(action)
    return QKeySequence(found[0]) if found else QKeySequence()


def keys_told(widget: QWidget, text: str) -> str:
    """Return a text in which keys stand where it names their actions in braces.

    An action without a key is told by its own words, as the menu has them.
    """
    return text.format_map(_Told(widget))


class _Told(dict[str, str]):
    """The keys of actions in a window, as they are told in a sentence."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._widget = widget

    def __missing__(self, action: str) -> str:
        key = key_of(self._widget, action).toString(QKeySequence.SequenceFormat.PortableText)
        if key:
            return written(key).replace("Return", "Enter")
        text = next(one.text for one in ACTIONS if one.name == action)
        return tr("“{action}”", action=tr(text).rstrip("…"))


def _keys_of(widget: QWidget) -> Keys | None:
    window: QWidget | None = widget.window()
    while window is not None:
        found = window.findChild(Keys, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if found is not None:
            return found
        above = window.parentWidget()
        window = above.window() if above is not None else None
    return None


class KeyTips:
    """Writes the keys into what `with_key` was said of."""

    def __init__(self, keys: Keys, window: QWidget) -> None:
        self._keys, self._window = keys, window
        keys.changed.connect(lambda: self.tell_in(window))

    def tell_in(self, part: QWidget) -> None:
        """Write the keys into a part of the window; to be called once it is made."""
        for widget in (part, *part.findChildren(QWidget)):
            action, text = widget.property(ACTION), widget.property(TEXT)
            if action:
                self._tell(widget, self._keys.first(action))
            if text and isinstance(widget, QLabel):
                widget.setText(keys_told(widget, text))

    @staticmethod
    def _tell(widget: QWidget, key: str) -> None:
        if isinstance(widget, KeyLabel):
            widget.setText(key)
            widget.told.emit()
            return
        tip = widget.property(_TIP)
        if tip is None:
            tip = widget.toolTip()
            widget.setProperty(_TIP, tip)
        widget.setToolTip(f"{tip} ({key})" if key else tip)
