"""The shelves in the library pane: a tree of painted rows that is gone through with the keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desktop.dragging import readings_in
from app.desktop.pens import INSET
from app.desktop.row_view import RowView
from app.desktop.shelf import Kind, Shelf, Stock
from app.desktop.shelf_rows import ROW, STEP, ShelfDelegate, ShelfRow, shelf_rows
from app.language import tr
from app.rendering.palette import Theme

TAKING = (Kind.COLLECTION, Kind.TAG, Kind.BIN)
"""What readings can be dragged onto."""


class ShelfList(RowView):
    """Every shelf; going to one chooses it, Left and Right fold collections."""

    picked = Signal(object)  # Shelf
    left = Signal()  # the reader goes on to the readings
    rename_wanted = Signal(object)  # Shelf
    delete_wanted = Signal(object)  # Shelf
    folded = Signal()  # how many rows there are has changed
    dropped = Signal(list, object)  # readings, Shelf
    menu_wanted = Signal(object, QPoint)  # Shelf or None, place on the screen

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Shelves"), parent)
        self.setObjectName("shelves")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._delegate = ShelfDelegate(theme)
        self._delegate.setParent(self)
        self.setItemDelegate(self._delegate)
        self.setAcceptDrops(True)
        self._stock = Stock()
        self._folded: set[int] = set()
        self.chosen.connect(self._pick)
        self.opened.connect(lambda _key: self.left.emit())
        self.customContextMenuRequested.connect(self._offer)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.draw_anew()

    def show_stock(self, stock: Stock) -> None:
        """List these shelves."""
        self._stock = stock
        self.show_rows(shelf_rows(self._stock, self._folded))

    def mark(self, shelf: Shelf) -> None:
        """Show which shelf is listed, unfolding what it lies in."""
        parents = {item.id: item.parent for item in self._stock.collections}
        around = shelf.parent
        hidden = set()
        while around is not None and around not in hidden:
            hidden.add(around)
            around = parents.get(around)
        if hidden & self._folded:
            self._folded -= hidden
            self.show_rows(shelf_rows(self._stock, self._folded))
        self.follow(shelf.key)

    def current_shelf(self) -> Shelf | None:
        row = self.current_row()
        return row.shelf if isinstance(row, ShelfRow) else None

    def wanted_height(self) -> int:
        """Return how high the list would like to be: as high as its rows."""
        heads = sum(row.is_head for row in self.rows().all())
        rows = len(self.rows().all()) - heads
        return rows * ROW + heads * ShelfDelegate.head_height + 9

    def event(self, event: QEvent) -> bool:
        # A key that means something here must not reach what it means in the rest of the window.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_F2)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.current_row(), event.key()
        shelf = self.current_shelf()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Left and isinstance(row, ShelfRow):
            if row.open:
                self._fold(row.shelf.id, folded=True)
            elif row.shelf.parent is not None:
                self.setCurrentIndex(self.rows().index_of(f"collection:{row.shelf.parent}"))
        elif key == Qt.Key.Key_Right and isinstance(row, ShelfRow) and row.open is False:
            self._fold(row.shelf.id, folded=False)
        elif key == Qt.Key.Key_F2 and shelf is not None:
            self.rename_wanted.emit(shelf)
        elif key == Qt.Key.Key_Delete and shelf is not None:
            self.delete_wanted.emit(shelf)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._at(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if row is not None and row.open is not None and left and _on_arrow(row, event):
            self._fold(row.shelf.id, folded=row.open)
            return
        if event.button() == Qt.MouseButton.RightButton:
            return  # a menu may be asked for without going there
        super().mousePressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if readings_in(event.mimeData()):
            event.setDropAction(Qt.DropAction.LinkAction)
            event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        row = self._at(event.position().toPoint())
        self._drop_over(row.key if row is not None and row.shelf.kind in TAKING else "")
        event.setDropAction(Qt.DropAction.LinkAction)
        event.setAccepted(bool(self._delegate.dropping))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_over("")
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        row, readings = self._at(event.position().toPoint()), readings_in(event.mimeData())
        self._drop_over("")
        if row is not None and row.shelf.kind in TAKING and readings:
            event.setDropAction(Qt.DropAction.LinkAction)
            event.accept()
            self.dropped.emit(readings, row.shelf)

    def _drop_over(self, key: str) -> None:
        self._delegate.dropping = key
        self.viewport().update()

    def _at(self, place: QPoint) -> ShelfRow | None:
        index = self.indexAt(place)
        row = self.rows().row(index) if index.isValid() else None
        return row if isinstance(row, ShelfRow) else None

    def _pick(self, key: str) -> None:
        row = self.current_row()
        if isinstance(row, ShelfRow) and row.key == key:
            self.picked.emit(row.shelf)

    def _fold(self, collection: int, *, folded: bool) -> None:
        (self._folded.add if folded else self._folded.discard)(collection)
        self.show_rows(shelf_rows(self._stock, self._folded))
        self.folded.emit()

    def _offer(self, place: QPoint) -> None:
        row = self._at(place)
        self.menu_wanted.emit(row.shelf if row else None, self.viewport().mapToGlobal(place))


def _on_arrow(row: ShelfRow, event: QMouseEvent) -> bool:
    return event.position().x() < INSET + row.depth * STEP + 2
