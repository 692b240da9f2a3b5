"""Lists of painted rows: how a row is painted, and the view that shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDrag,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.desktop.pens import INSET, Face, Pen
from app.desktop.rows import Head, Index, Row, RowModel
from app.desktop.turns import Turns
from app.rendering.icons import pixmap
from app.rendering.palette import Theme

BATCH = 200
"""Rows laid out in one turn of the event loop; more would let the window stand still."""

MOST_MEASURED = 40_000
"""Rows whose height is kept for when they are listed again."""

BOX = 14
"""Size of the box that tells whether a row is selected, in pixels."""

BESIDE_BOX = 10
"""How far a row's content moves right for its box: the lines stay as they are broken."""

BOX_ROOM = 26
"""How much of a row, from its left edge, stands for its box."""

BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
"""How the focus comes by keys."""


class RowDelegate(QStyledItemDelegate):
    """Paints rows: the ground, the hairline below and the edge of the selected one.

    Subclasses say how high a row is and draw what stands in it.
    """

    head_height = 28

    def __init__(self, theme: Theme, head: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._head = head
        self._heights: dict[tuple[Row, int], int] = {}

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme

    def height(self, row: Row, width: int) -> int:
        """Return how high a row is in a list `width` pixels wide."""
        raise NotImplementedError

    def draw(self, pen: Pen, rect: QRect, row: Row, *, selected: bool) -> None:
        """Draw what stands in a row."""
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        if isinstance(view, RowView):
            return view.size_of(index.row())
        return self.size_of(_row(index), option.rect.width())

    def size_of(self, row: Row, width: int) -> QSize:
        """Return the size of a row; what is measured stays known while marks come and go."""
        key = (row, width)
        height = self._heights.get(key)
        if height is None:
            if len(self._heights) >= MOST_MEASURED:
                self._heights.clear()
            height = self.head_height if row.is_head else self.height(row, width)
            self._heights[key] = height
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = _row(index)
        rect: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected) and not row.is_head
        pen = Pen(painter, self.theme, on_selected=selected)
        if isinstance(row, Head):
            self._draw_head(pen, rect, row)
        else:
            if selected:
                painter.fillRect(rect, self.theme.color("sel"))
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(rect, self.theme.color("hover"))
            view, room = self.parent(), rect
            if isinstance(view, RowView) and view.shows_boxes():
                self._draw_box(pen, rect, checked=selected)
                room = rect.translated(BESIDE_BOX, 0)
            self.draw(pen, room, row, selected=selected)
            if selected:
                painter.fillRect(
                    QRect(rect.left(), rect.top(), 3, rect.height()), self.theme.color("accent")
                )
            if (
                state & QStyle.StateFlag.State_HasFocus
                and state & QStyle.StateFlag.State_KeyboardFocusChange
            ):
                painter.setPen(QPen(self.theme.color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -3), 5, 5)
        painter.fillRect(
            QRect(rect.left(), rect.bottom(), rect.width(), 1), self.theme.color("line")
        )
        painter.restore()

    def _draw_box(self, pen: Pen, rect: QRect, *, checked: bool) -> None:
        painter, theme = pen.painter, self.theme
        box = QRectF(rect.left() + 6.5, rect.top() + 12.5, BOX - 1, BOX - 1)
        painter.setPen(QPen(theme.color("accent" if checked else "line2"), 1))
        painter.setBrush(theme.color("accent" if checked else "field"))
        painter.drawRoundedRect(box, 3, 3)
        if checked:
            ratio = painter.device().devicePixelRatioF()
            picture = pixmap("check", theme.color("onaccent"), 12, ratio)
            painter.drawPixmap(box.topLeft() + QPointF(0.5, 0.5), picture)

    def _draw_head(self, pen: Pen, rect: QRect, head: Head) -> None:
        ground = QColor(self.theme.color("hover"))
        pen.painter.fillRect(rect, ground)
        y, height = rect.top(), rect.height()
        left = pen.write_right(self._head, pen.quiet, rect.right() - INSET, y, head.count, height)
        room = left - rect.left() - INSET - 8
        pen.write(
            self._head, "ink2", rect.left() + INSET, y, self._head.elided(head.text, room), height
        )


class RowView(QListView):
    """A list of painted rows that follows the text and is followed by it.

    Where `several` rows can be selected, the text follows the one the reader went to last. Where
    the view is `boxed` too, each row has a box to check while several are.
    """

    boxed = False
    chosen = Signal(str)  # the target of the row the reader went to
    opened = Signal(str)  # the key of the row the reader asked more of
    together = Signal(int)  # so many rows are selected

    def __init__(self, name: str, parent: QWidget | None = None, *, several: bool = False) -> None:
        # Set before the view is made: in the making it lays itself out.
        self._place: int | None = None
        self._sought: tuple[QPersistentModelIndex, QListView.ScrollHint] | None = None
        self._sizes: list[QSize | None] = []
        self._boxes = False
        self._words: Callable[[], str] | None = None
        self._by_keys = False
        super().__init__(parent)
        if several:
            self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self._rows: RowModel[Row] = RowModel(self)
        self._following = False
        self._ahead = Turns(self)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(BATCH)
        self.verticalScrollBar().rangeChanged.connect(self._laid_out)
        self.setModel(self._rows)
        self.selectionModel().currentChanged.connect(self._current)
        self.clicked.connect(self._clicked)
        self.pressed.connect(lambda _index: self._lead_by(keys=False))
        self.activated.connect(self._activated)

    def rows(self) -> RowModel[Row]:
        return self._rows

    def event(self, event: QEvent) -> bool:
        focused = isinstance(event, QFocusEvent) and event.reason() in BY_KEYS
        if focused or event.type() == QEvent.Type.KeyPress:
            self._lead_by(keys=True)
        return super().event(event)

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        super().initViewItemOption(option)
        # Qt says so after the Tab key only.
        if self._by_keys:
            option.state |= QStyle.StateFlag.State_KeyboardFocusChange
        else:
            option.state &= ~QStyle.StateFlag.State_KeyboardFocusChange

    def _lead_by(self, *, keys: bool) -> None:
        """Show a ring around the row the reader is at while keys lead, none while the mouse does."""
        if keys != self._by_keys:
            self._by_keys = keys
            self.viewport().update()

    def draw_anew(self) -> None:
        """Draw the rows in other colours, where anybody sees them.

        Whoever asks Qt for a viewport has Python learn of each kind of widget: what is not shown
        yet is left alone, so that the window starts without.
        """
        if self.isVisible():
            self.viewport().update()

    def drag_as(self, words: Callable[[], str]) -> None:
        """Let the selected rows be dragged to other programs, as these words."""
        self._words = words
        self.setDragEnabled(True)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        if self._words is not None and (text := self._words()):
            data = QMimeData()
            data.setText(text)
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows; the one the reader was at stays in view where it still is."""
        key = self.current_key()
        together = [row.key for row in self.selected()]
        place = self.verticalScrollBar().value()
        self._sizes = [None] * len(rows)
        self._rows.show(rows)
        self._ahead.start(self._measure())
        if key:
            self.follow(key, scroll=False)
        if len(together) > 1:
            self._select(together)
        self._tell_together()
        self._return_to(place)

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Put rows below those that are there; nothing moves for it."""
        self._sizes += [None] * len(rows)
        self._rows.add(rows)
        self._ahead.start(self._measure())

    def current_key(self) -> str:
        row = self.current_row()
        return row.key if row else ""

    def current_row(self) -> Row | None:
        index = self.currentIndex()
        return self._rows.row(index) if index.isValid() else None

    def selected(self) -> list[Row]:
        """Return the selected rows in the order they are listed."""
        selection = self.selectionModel().selection()
        parts = [selection.at(place) for place in range(selection.count())]
        ranges = sorted((part.top(), part.bottom()) for part in parts)
        rows = self._rows.all()
        return [row for top, end in ranges for row in rows[top : end + 1] if not row.is_head]

    def shows_boxes(self) -> bool:
        """Tell whether rows have boxes now."""
        return self._boxes

    def select_current(self) -> None:
        """Select the row the reader is at, and no other."""
        index = self.currentIndex()
        self._following = True
        try:
            self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        finally:
            self._following = False

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._tell_together()

    def _tell_together(self) -> None:
        if self.boxed:
            count = len(self.selected())
            if self._boxes != (count > 1):
                self._boxes = count > 1
                self.viewport().update()
            self.together.emit(count)

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        if self._boxes and isinstance(event, QMouseEvent) and event.position().x() < BOX_ROOM:
            pressed = event.type() == QEvent.Type.MouseButtonPress
            flag = QItemSelectionModel.SelectionFlag
            return flag.Toggle if pressed and index.isValid() else flag.NoUpdate
        return super().selectionCommand(index, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.boxed and event.key() == Qt.Key.Key_Space:
            # The only one selected stays so: there is always one the reader is at.
            if len(self.selected()) > 1 or not self.selectionModel().isSelected(
                self.currentIndex()
            ):
                self.selectionModel().select(
                    self.currentIndex(), QItemSelectionModel.SelectionFlag.Toggle
                )
        elif self._boxes and event.key() == Qt.Key.Key_Escape:
            self.select_current()
        else:
            super().keyPressEvent(event)

    def _select(self, keys: Sequence[str]) -> None:
        selection = QItemSelection()
        for first, last in _runs(self._rows.places_of(keys)):
            selection.select(self._rows.index(first), self._rows.index(last))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def follow(self, key: str, *, scroll: bool = True) -> bool:
        """Select the row of a mark and bring it into view, as if the text had been followed."""
        index = self._rows.index_of(key) if key else QModelIndex()
        self._following = True
        try:
            if index.isValid():
                # Where the reader is already, what is selected along with it stays.
                if index != self.currentIndex() or not self.selectionModel().hasSelection():
                    self._go(index)
                if scroll:
                    self.scrollTo(index, QListView.ScrollHint.EnsureVisible)
            else:
                self.clearSelection()
                self.setCurrentIndex(QModelIndex())
        finally:
            self._following = False
        return index.isValid()

    def _go(self, index: QModelIndex) -> None:
        # The view's own way would let keys held down meanwhile add to what is selected.
        self.setCurrentIndex(index)
        self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def scrollTo(
        self,
        index: Index,
        hint: QListView.ScrollHint = QListView.ScrollHint.EnsureVisible,
    ) -> None:
        # What is not laid out yet has no place; it is gone to as soon as it has.
        if self.visualRect(index).isValid():
            self._sought = self._place = None
            super().scrollTo(index, hint)
        else:
            self._sought = QPersistentModelIndex(index), hint

    def scrollToTop(self) -> None:
        # Where the list stood before is not returned to once it is laid out.
        self._return_to(0)

    def _return_to(self, place: int) -> None:
        """Scroll to where the list stood, as soon as it is laid out that far."""
        self._place, self._sought = place, None
        self.verticalScrollBar().setValue(place)

    def _laid_out(self) -> None:
        """Go on to where the view is to stand, now that more rows have their places."""
        if self._sought is not None:
            index, hint = self._sought
            self.scrollTo(index, hint)
        elif self._place is not None:
            there = self._place <= self.verticalScrollBar().maximum()
            last = self._rows.index(self._rows.rowCount() - 1)
            if there or not last.isValid() or self.visualRect(last).isValid():
                place, self._place = self._place, None
                self.verticalScrollBar().setValue(place)

    def doItemsLayout(self) -> None:
        if self._place is None and len(self._sizes) > BATCH:
            self._place = self.verticalScrollBar().value()
        super().doItemsLayout()
        self._laid_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._sizes = [None] * len(self._sizes)
            self._ahead.start(self._measure())
            self.scheduleDelayedItemsLayout()

    def size_of(self, place: int) -> QSize:
        """Return the size of a row by its place in the list."""
        size = self._sizes[place]
        if size is None:
            delegate = self.itemDelegate()
            assert isinstance(delegate, RowDelegate)
            size = delegate.size_of(self._rows.all()[place], self.viewport().width())
            self._sizes[place] = size
        return size

    def _measure(self) -> Iterator[None]:
        """Measure all rows ahead: to go to a row far down, all above it have to be laid out."""
        for place in range(len(self._sizes)):
            self.size_of(place)
            yield

    def _current(self, index: Index) -> None:
        if not self._following and index.isValid():
            row = self._rows.row(index)
            if row.target and not row.is_head:
                self.chosen.emit(row.target)

    def _clicked(self, index: QModelIndex) -> None:
        # A click on the row that is current already brings its mark back into view.
        self._current(index)

    def _activated(self, index: QModelIndex) -> None:
        row = self._rows.row(index)
        if row.key:
            self.opened.emit(row.key)


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return first and last of each run of places that follow each other."""
    first = 0
    for at, place in enumerate(places):
        if at + 1 == len(places) or places[at + 1] != place + 1:
            yield places[first], place
            first = at + 1


def _row(index: Index) -> Row:
    model = index.model()
    assert isinstance(model, RowModel)
    return model.row(index)
