"""The order in which the Tab key leads through parts that are not made in that order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget


def lead_through(*parts: QWidget) -> None:
    """Let the Tab key lead through these parts, inside each as what is in it was put there.

    The first stays where it is in its window; the others come behind it. What is made later stands
    behind everything else until this is asked for.
    """
    before: QWidget | None = None
    for part in parts:
        for one in filter(_takes_focus, (part, *part.findChildren(QWidget))):
            if before is not None:
                _put_behind(before, one)
            before = one


def _takes_focus(one: QWidget) -> bool:
    stops = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) or isinstance(one, QAbstractButton)
    return stops and one.focusProxy() is None


def _put_behind(before: QWidget, one: QWidget) -> None:
    # Qt passes over a button that is no stop now, as the head of a tab that is not in view.
    policies = before.focusPolicy(), one.focusPolicy()
    for widget in (before, one):
        widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    QWidget.setTabOrder(before, one)
    for widget, policy in zip((before, one), policies, strict=True):
        widget.setFocusPolicy(policy)
