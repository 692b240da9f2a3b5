"""The shelves in the library pane: a tree of painted rows that is gone through with the keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionViewItem, QWidget

from app.desktop.dragging import readings_in
from app.desktop.pens import INSET, Face, Pen
from app.desktop.rows import Head, Index, Row, RowDelegate, RowModel, RowView
from app.desktop.shelf import ALL, BIN, FETCH, Kind, Shelf, Stock, collection_shelf, tag_shelf
from app.rendering.fonts import pane_font
from app.rendering.icons import pixmap
from app.rendering.palette import Theme

ROW = 27
STEP = 16
"""Pixels a collection inside another stands further right."""

TAKING = (Kind.COLLECTION, Kind.TAG, Kind.BIN)
"""What readings can be dragged onto."""

KINDS = {
    Kind.ALL: "",
    Kind.FETCH: "",
    Kind.BIN: "",
    Kind.COLLECTION: "collection",
    Kind.SMART: "smart collection",
    Kind.TAG: "tag",
}


@dataclass(frozen=True)
class ShelfRow(Row):
    """One shelf; `open` is None where nothing lies inside it."""

    shelf: Shelf = ALL
    count: int | None = None
    depth: int = 0
    open: bool | None = None

    @property
    def tip(self) -> str:
        if self.shelf.kind is Kind.SMART:
            return f"Finds {self.shelf.query}"
        return ""


class ShelfDelegate(RowDelegate):
    """Paints a shelf: its icon, its name and how many readings stand on it."""

    head_height = 26

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Face(pane_font(11.5, QFont.Weight.DemiBold)))
        self._name = Face(pane_font(13))
        self._chosen = Face(pane_font(13, QFont.Weight.DemiBold))
        self._count = Face(pane_font(12))

    def height(self, row: Row, width: int) -> int:  # noqa: ARG002 (all are as high)
        return ROW

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, RowModel)
        row = model.row(index)
        rect: QRect = option.rect
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected) and not row.is_head
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = Pen(painter, self.theme, on_selected=selected)
        ground = QRectF(rect).adjusted(6, 1, -6, -1)
        if isinstance(row, Head):
            y, height = rect.top() + 3, rect.height() - 3
            pen.write(self._head, pen.quiet, rect.left() + INSET, y, row.text, height)
        else:
            if selected:
                pen.solid(ground, "sel", 6)
            elif state & QStyle.StateFlag.State_MouseOver:
                pen.solid(ground, "hover", 6)
            self.draw(pen, rect, row, selected=selected)
            view = self.parent()
            dropping = isinstance(view, ShelfList) and view.dropping == row.key
            keys = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
            if dropping or (state & keys) == keys:
                painter.setPen(QPen(self.theme.color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(ground.adjusted(1, 0, -1, 0), 5, 5)
        painter.restore()

    def draw(self, pen: Pen, rect: QRect, row: Row, *, selected: bool) -> None:
        assert isinstance(row, ShelfRow)
        ratio = pen.painter.device().devicePixelRatioF()
        y = rect.top()
        x = rect.left() + INSET + row.depth * STEP
        if row.open is not None:
            arrow = pixmap(
                "chevron-down" if row.open else "chevron-right",
                self.theme.color(pen.quiet), 12, ratio,
            )  # fmt: skip
            pen.painter.drawPixmap(_place(x - 11, y + (ROW - 12) / 2, 12), arrow)
        picture = pixmap(row.shelf.kind.value, self.theme.color("ink2"), 16, ratio)
        pen.painter.drawPixmap(_place(x + 3, y + (ROW - 16) / 2, 16), picture)
        right = float(rect.right() - INSET)
        if row.count is not None:
            count = f"{row.count:,}"
            right = pen.write_right(self._count, pen.quiet, right, y, count, ROW) - 8
        face = self._chosen if selected else self._name
        x += 26
        pen.write(face, "ink", x, y, face.elided(row.shelf.name, right - x), ROW)


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
        super().__init__("Shelves", parent)
        self.setObjectName("shelves")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._delegate = ShelfDelegate(theme)
        self._delegate.setParent(self)
        self.setItemDelegate(self._delegate)
        self.setAcceptDrops(True)
        self.dropping = ""  # the key of the shelf that dragged readings are over
        self._stock = Stock()
        self._folded: set[int] = set()
        self.chosen.connect(self._pick)
        self.opened.connect(lambda _key: self.left.emit())
        self.customContextMenuRequested.connect(self._offer)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.viewport().update()

    def show_stock(self, stock: Stock) -> None:
        """List these shelves."""
        self._stock = stock
        self.show_rows(self._listed())

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
            self.show_rows(self._listed())
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
        event.setAccepted(bool(self.dropping))

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
        self.dropping = key
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
        self.show_rows(self._listed())
        self.folded.emit()

    def _listed(self) -> list[Row]:
        stock = self._stock
        totals = stock.totals
        rows: list[Row] = [_row(ALL, totals.readings)]
        if totals.to_fetch:
            rows.append(_row(FETCH, totals.to_fetch))
        rows.append(_row(BIN, totals.in_bin))
        if stock.collections:
            rows.append(Head("", "Collections", "Collections"))
            rows += self._tree()
        if stock.tags:
            rows.append(Head("", "Tags", "Tags"))
            rows += [_row(tag_shelf(tag), tag.count) for tag in stock.tags]
        return rows

    def _tree(self) -> list[Row]:
        outer = {item.parent for item in self._stock.collections}
        rows: list[Row] = []
        hidden_from: int | None = None
        for depth, item in self._stock.tree():
            if hidden_from is not None and depth > hidden_from:
                continue
            hidden_from = depth if item.id in self._folded else None
            unfolded = item.id not in self._folded if item.id in outer else None
            rows.append(_row(collection_shelf(item), item.count, depth, unfolded))
        return rows

    def _offer(self, place: QPoint) -> None:
        row = self._at(place)
        self.menu_wanted.emit(row.shelf if row else None, self.viewport().mapToGlobal(place))


def _row(shelf: Shelf, count: int | None, depth: int = 0, unfolded: bool | None = None) -> ShelfRow:
    parts = [shelf.name, KINDS[shelf.kind]]
    if count is not None:
        parts.append("1 reading" if count == 1 else f"{count:,} readings")
    if depth:
        parts.append(f"level {depth + 1}")
    if unfolded is not None:
        parts.append("unfolded" if unfolded else "folded")
    return ShelfRow(
        shelf.key, ", ".join(part for part in parts if part), shelf, count, depth, unfolded
    )


def _on_arrow(row: ShelfRow, event: QMouseEvent) -> bool:
    return event.position().x() < INSET + row.depth * STEP + 2


def _place(x: float, y: float, size: int) -> QPoint:
    return QRectF(x, y, size, size).topLeft().toPoint()
