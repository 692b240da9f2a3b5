"""Outlines of marks: round and closed where a mark truly ends, square and open where it goes on."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath


def filled(box: QRectF, radius: float, *, opens: bool, closes: bool) -> QPainterPath:
    """Return the area of a mark's piece; corners are round on the sides that are true ends."""
    left = min(radius, box.width() / 2, box.height() / 2) if opens else 0.0
    right = min(radius, box.width() / 2, box.height() / 2) if closes else 0.0
    path = QPainterPath()
    path.moveTo(box.left() + left, box.top())
    path.lineTo(box.right() - right, box.top())
    _corner(path, box.right() - 2 * right, box.top(), right, 90)
    path.lineTo(box.right(), box.bottom() - right)
    _corner(path, box.right() - 2 * right, box.bottom() - 2 * right, right, 0)
    path.lineTo(box.left() + left, box.bottom())
    _corner(path, box.left(), box.bottom() - 2 * left, left, -90)
    path.lineTo(box.left(), box.top() + left)
    _corner(path, box.left(), box.top(), left, 180)
    path.closeSubpath()
    return path


def edge(box: QRectF, radius: float, *, opens: bool, closes: bool) -> QPainterPath:
    """Return the line around a mark's piece, left out where the mark goes on."""
    if opens and closes:
        return filled(box, radius, opens=True, closes=True)
    round_by = min(radius, box.width(), box.height() / 2)
    path = QPainterPath()
    if opens:
        path.moveTo(box.right(), box.top())
        path.lineTo(box.left() + round_by, box.top())
        path.arcTo(box.left(), box.top(), 2 * round_by, 2 * round_by, 90, 90)
        path.lineTo(box.left(), box.bottom() - round_by)
        path.arcTo(box.left(), box.bottom() - 2 * round_by, 2 * round_by, 2 * round_by, 180, 90)
        path.lineTo(box.right(), box.bottom())
    elif closes:
        path.moveTo(box.left(), box.top())
        path.lineTo(box.right() - round_by, box.top())
        path.arcTo(box.right() - 2 * round_by, box.top(), 2 * round_by, 2 * round_by, 90, -90)
        path.lineTo(box.right(), box.bottom() - round_by)
        path.arcTo(
            box.right() - 2 * round_by,
            box.bottom() - 2 * round_by,
            2 * round_by,
            2 * round_by,
            0,
            -90,
        )
        path.lineTo(box.left(), box.bottom())
    else:
        path.moveTo(box.topLeft())
        path.lineTo(box.topRight())
        path.moveTo(box.bottomLeft())
        path.lineTo(box.bottomRight())
    return path


def _corner(path: QPainterPath, x: float, y: float, radius: float, angle: float) -> None:
    if radius:
        path.arcTo(x, y, 2 * radius, 2 * radius, angle, -90)
