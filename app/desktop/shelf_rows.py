"""Shelves as rows: each with its icon, its name and its count, collections as a tree."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.desktop.pens import INSET, Face, Pen
from app.desktop.row_view import RowDelegate
from app.desktop.rows import Head, Index, Row, RowModel
from app.desktop.shelf import ALL, BIN, FETCH, Kind, Shelf, Stock, collection_shelf, tag_shelf
from app.language import later, ntr, number, tr
from app.rendering.fonts import pane_font
from app.rendering.icons import pixmap
from app.rendering.palette import Theme

ROW = 27
STEP = 16
"""Pixels a collection inside another stands further right."""

KINDS = {
    Kind.COLLECTION: later("collection"),
    Kind.SMART: later("smart collection"),
    Kind.TAG: later("tag"),
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
            return tr("Finds {query}", query=self.shelf.query)
        return ""


class ShelfDelegate(RowDelegate):
    """Paints a shelf: its icon, its name and how many readings stand on it."""

    head_height = 26

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Face(pane_font(11.5, QFont.Weight.DemiBold)))
        self._name = Face(pane_font(13))
        self._chosen = Face(pane_font(13, QFont.Weight.DemiBold))
        self._count = Face(pane_font(12))
        self.dropping = ""  # the key of the shelf that dragged readings are over

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
            dropping = bool(row.key) and row.key == self.dropping
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
            count = number(row.count)
            right = pen.write_right(self._count, pen.quiet, right, y, count, ROW) - 8
        face = self._chosen if selected else self._name
        x += 26
        pen.write(face, "ink", x, y, face.elided(row.shelf.shown, right - x), ROW)


def shelf_rows(stock: Stock, folded: Collection[int] = ()) -> list[Row]:
    """Return every shelf, without what lies inside collections that are folded."""
    totals = stock.totals
    rows: list[Row] = [_row(ALL, totals.readings)]
    if totals.to_fetch:
        rows.append(_row(FETCH, totals.to_fetch))
    rows.append(_row(BIN, totals.in_bin))
    if stock.collections:
        rows.append(_head(tr("Collections")))
        rows += _tree(stock, folded)
    if stock.tags:
        rows.append(_head(tr("Tags")))
        rows += [_row(tag_shelf(tag), tag.count) for tag in stock.tags]
    return rows


def _tree(stock: Stock, folded: Collection[int]) -> list[Row]:
    outer = {item.parent for item in stock.collections}
    rows: list[Row] = []
    hidden_from: int | None = None
    for depth, item in stock.tree():
        if hidden_from is not None and depth > hidden_from:
            continue
        hidden_from = depth if item.id in folded else None
        unfolded = item.id not in folded if item.id in outer else None
        rows.append(_row(collection_shelf(item), item.count, depth, unfolded))
    return rows


def _row(shelf: Shelf, count: int | None, depth: int = 0, unfolded: bool | None = None) -> ShelfRow:
    parts = [shelf.shown]
    if shelf.kind in KINDS:
        parts.append(tr(KINDS[shelf.kind]))
    if count is not None:
        parts.append(ntr("{count} reading", "{count} readings", count))
    if depth:
        parts.append(tr("level {level}", level=depth + 1))
    if unfolded is not None:
        parts.append(tr("unfolded") if unfolded else tr("folded"))
    return ShelfRow(shelf.key, ", ".join(parts), shelf, count, depth, unfolded)


def _head(text: str) -> Head:
    return Head("", text, text)


def _place(x: float, y: float, size: int) -> QPoint:
    return QRectF(x, y, size, size).topLeft().toPoint()
