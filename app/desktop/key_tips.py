"""Tells the key of an action wherever a control does the same, and goes on to tell the right one."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.desktop.keys import Keys

W = TypeVar("W", bound=QWidget)

_ACTION, _TIP = "keyOfAction", "tipWithoutKey"


class KeyLabel(QLabel):
    """Shows the key of an action."""

    told = Signal()  # it shows another one


def with_key(widget: W, action: str) -> W:
    """Have the key of an action told by a control, in its tooltip."""
    widget.setProperty(_ACTION, action)
    return widget


class KeyTips:
    """Writes the keys into what `with_key` was said of."""

    def __init__(self, keys: Keys, window: QWidget) -> None:
        self._keys, self._window = keys, window
        keys.changed.connect(lambda: self.tell_in(window))

    def tell_in(self, part: QWidget) -> None:
        """Write the keys into a part of the window; to be called once it is made."""
        for widget in (part, *part.findChildren(QWidget)):
            action = widget.property(_ACTION)
            if action:
                self._tell(widget, self._keys.first(action))

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
