"""The list of readings: going to one opens it, going to several only gathers them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.desktop.dragging import Named, dragged
from app.desktop.growing_view import GrowingView
from app.desktop.library_hits import HitRow
from app.desktop.library_rows import ReadingRow, reading_of
from app.desktop.rows import Index, Row
from app.language import tr
from app.reading.listing import HitKind

GATHERING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class ReadingView(GrowingView):
    """Readings or hits, of which several can be selected."""

    delete_wanted = Signal()
    all_wanted = Signal()  # every reading is to be selected, also those not listed yet
    menu_wanted = Signal(QPoint)  # place on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        # Set before the view is made: in the making it lays itself out.
        self._gathers = False
        super().__init__(tr("Readings"), parent, several=True)
        self.setDragEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(
            lambda place: self.menu_wanted.emit(self.viewport().mapToGlobal(place))
        )

    def selected_readings(self) -> list[int]:
        """Return the selected readings in the order they are listed."""
        readings = (_reading(row) for row in self.selected())
        return list(dict.fromkeys(one for one in readings if one is not None))

    def event(self, event: QEvent) -> bool:
        # Del would reach what it means in the text.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Delete
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
            self.all_wanted.emit()
        else:
            self._gathers = bool(event.modifiers() & GATHERING)
            super().keyPressEvent(event)
            self._gathers = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._gathers = _gathers(event)
        super().mousePressEvent(event)
        self._gathers = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._gathers = True
        super().mouseMoveEvent(event)
        self._gathers = False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._gathers = _gathers(event)
        super().mouseReleaseEvent(event)
        self._gathers = False

    def startDrag(self, _actions: Qt.DropAction) -> None:
        if readings := self.selected_readings():
            drag = QDrag(self)
            drag.setMimeData(dragged(readings, list(map(_named, self.selected()))))
            drag.exec(Qt.DropAction.LinkAction | Qt.DropAction.CopyAction, Qt.DropAction.LinkAction)

    def _current(self, index: Index) -> None:
        if not self._gathers:
            super()._current(index)


def _reading(row: Row) -> int | None:
    if isinstance(row, HitRow) and row.hit is not None and row.hit.kind is HitKind.READING:
        return row.hit.reading
    return reading_of(row.key)


def _named(row: Row) -> Named:
    if isinstance(row, HitRow) and row.hit is not None:
        return Named(row.hit.title)
    return Named(row.title, row.source) if isinstance(row, ReadingRow) else Named(row.spoken)


def _gathers(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & GATHERING) or event.button() == Qt.MouseButton.RightButton
