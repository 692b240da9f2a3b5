"""How keys are written, and which kinds of keys there are."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

_TYPED = 0x01000000
"""Keys below this stand for a character."""

_UNTYPED = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_MOVING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Space,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Escape,
)
_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def portable(key: QKeySequence | str) -> str:
    """Return a key as it is kept."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def written(key: str) -> str:
    """Return a key as the platform writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def counts_in_text(key: str) -> bool:
    """Tell whether a key counts only while the text has the focus.

    Elsewhere one that is pressed alone is typed, or means something to the list it is pressed in.
    """
    pressed = _pressed(key)
    if pressed.keyboardModifiers() & _HELD:
        return False
    return int(pressed.key()) < _TYPED or pressed.key() in _UNTYPED


def is_moving(key: str) -> bool:
    """Tell whether a key leads through text, lists and windows, and so can do nothing else."""
    pressed = _pressed(key)
    return pressed.key() in _MOVING and not pressed.keyboardModifiers() & _HELD


def _pressed(key: str) -> QKeyCombination:
    found: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index] # the stub lacks it
    return found
