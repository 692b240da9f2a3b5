"""Moving what a widget shows, so that only what comes into view is drawn anew."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget


def scroll(widget: QWidget, dy: int) -> None:
    """Move what an opaque widget shows by `dy` pixels, and draw anew what that does not fill.

    Where anything lies over a widget, Qt draws all of the widget anew instead; so here what lies
    free is moved, and the rest alone is drawn.
    """
    free = uncovered(widget)
    widget.scroll(0, dy, free)
    widget.update(QRegion(widget.rect()) - QRegion(free))


def uncovered(widget: QWidget) -> QRect:
    """Return a large part of a widget nothing else lies over, not even a child of its own."""
    free = widget.rect()
    for over in _covers(widget):
        if over.intersects(free):
            free = max(_beside(free, over), key=lambda part: part.width() * part.height())
    return free


def _covers(widget: QWidget) -> Iterator[QRect]:
    """Yield the boxes of what may lie over a widget, in its own pixels."""
    for child in _seen(widget):
        yield child.geometry()
    corner, inside = QPoint(0, 0), widget
    while not inside.isWindow() and (around := inside.parentWidget()) is not None:
        corner += inside.pos()
        siblings = _seen(around)
        # Children are drawn in this order, so those behind it lie below the widget.
        for sibling in siblings[siblings.index(inside) + 1 :] if inside in siblings else siblings:
            yield sibling.geometry().translated(-corner)
        inside = around


def _seen(parent: QWidget) -> list[QWidget]:
    # `children` would have Python learn of every class of Qt's before it tells their types.
    children = parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [child for child in children if child.isVisible() and not child.isWindow()]


def _beside(free: QRect, over: QRect) -> tuple[QRect, ...]:
    """Return what is left above, below, left and right of a box over a part of a widget."""
    above, below, left, right = QRect(free), QRect(free), QRect(free), QRect(free)
    above.setBottom(over.top() - 1)
    below.setTop(over.bottom() + 1)
    left.setRight(over.left() - 1)
    right.setLeft(over.right() + 1)
    return tuple(part for part in (above, below, left, right) if part.isValid()) or (QRect(),)
