"""Controls that do what an action does, and words that name actions: their keys are told there.

The keys themselves come to be known later: `key_tips` writes them in.
"""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

W = TypeVar("W", bound=QWidget)

ACTION, TEXT = "keyOfAction", "textWithActions"
"""The properties of a widget that name the action, and hold the words that name actions."""


class KeyLabel(QLabel):
    """Shows the key of an action."""

    told = Signal()  # it shows another one


def with_key(widget: W, action: str) -> W:
    """Have the key of an action told by a control, in its tooltip."""
    widget.setProperty(ACTION, action)
    return widget


def say_with_keys(label: QLabel, text: str) -> None:
    """Have a label say a text that names actions in braces, with their keys, whichever they are."""
    label.setProperty(TEXT, text)
    if "{" in text:
        from app.desktop.key_tips import keys_told  # noqa: PLC0415 (seldom needed)

        text = keys_told(label, text)
    label.setText(text)
