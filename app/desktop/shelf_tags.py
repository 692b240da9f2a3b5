"""Which tags readings have: a list to check, and a line to find tags in it or to write new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.desktop.controls import PrimaryButton, label
from app.desktop.dialog_foot import cancel_button, foot
from app.desktop.rows import Index
from app.language import tr
from app.rendering.icons import pixmap
from app.rendering.palette import Theme

NAME = Qt.ItemDataRole.UserRole
WAS = Qt.ItemDataRole.UserRole + 1
CHECKED = Qt.CheckState.Checked
PARTLY = Qt.CheckState.PartiallyChecked
UNCHECKED = Qt.CheckState.Unchecked
ENABLED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
ROW = 28


class TagDelegate(QStyledItemDelegate):
    """Paints a box and a name; a click anywhere in the row, or Space, changes the box."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect, state = self._theme, option.rect, option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("sel"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        checked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        box = QRectF(rect.left() + 8.5, rect.center().y() - 6.5, 15, 15)
        painter.setPen(QPen(theme.color("line2" if checked is UNCHECKED else "accent"), 1))
        painter.setBrush(theme.color("field" if checked is UNCHECKED else "accent"))
        painter.drawRoundedRect(box, 3, 3)
        if checked is CHECKED:
            ratio = painter.device().devicePixelRatioF()
            picture = pixmap("check", theme.color("onaccent"), 12, ratio)
            painter.drawPixmap(box.topLeft() + QPointF(1.5, 1.5), picture)
        elif checked is PARTLY:
            bar = QRectF(box.left() + 3.5, box.center().y() - 1, box.width() - 7, 2)
            painter.fillRect(bar, theme.color("onaccent"))
        painter.setPen(theme.color("ink"))
        room = rect.adjusted(32, 0, -8, 0)
        name = painter.fontMetrics().elidedText(
            str(index.data(NAME)), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), ROW)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,  # noqa: ARG002 (Qt's signature)
        index: Index,
    ) -> bool:
        if isinstance(event, QKeyEvent):
            asked = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space
        else:
            asked = event.type() == QEvent.Type.MouseButtonRelease
        if not asked:
            return False
        now = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        # What only some have can be put back to that.
        after = {UNCHECKED: CHECKED, CHECKED: UNCHECKED, PARTLY: CHECKED}
        if index.data(WAS) == PARTLY:
            after[UNCHECKED] = PARTLY
        return model.setData(index, after[now], Qt.ItemDataRole.CheckStateRole)


class TagLine(QLineEdit):
    """The line above the list: Enter takes what is written, Down goes into the list."""

    taken = Signal()
    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif enter and self.text().strip():
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class TagsDialog(QDialog):
    """Gives tags to readings and takes them off; what only some have stays so unless changed."""

    chosen = Signal(list, list)  # names to give, names to take off

    def __init__(
        self,
        about: str,
        tags: Sequence[str],
        given: Mapping[str, int],
        many: int,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Make it for `many` readings, of which each tag is `given` to so many."""
        super().__init__(parent)
        self.setWindowTitle(tr("Tags"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        says = label(about, strong=True)
        says.setWordWrap(True)
        self.line = TagLine()
        self.line.setAccessibleName(tr("Find or write tags"))
        self.line.setPlaceholderText(tr("Find a tag, or write new ones, with commas between"))
        self.line.setMinimumSize(360, 30)
        self.list = QListWidget()
        self.list.setObjectName("tagList")
        self.list.setAccessibleName(tr("Tags"))
        self.list.setMinimumHeight(220)
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(TagDelegate(theme, self.list))
        for name in tags:
            count = given.get(name, 0)
            self._put(name, UNCHECKED if not count else CHECKED if count >= many else PARTLY)
        self.none = label(tr("There are no tags yet. Write one above."), quiet=True)
        self.none.setVisible(not tags)
        done = PrimaryButton(tr("Done"))
        done.setDefault(True)
        done.clicked.connect(self._choose)
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 16, 16, 16)
        body.setSpacing(10)
        for part in (says, self.line, self.none):
            body.addWidget(part)
        body.addWidget(self.list, 1)
        body.addLayout(foot(cancel_button(self), done))
        self.line.textChanged.connect(self._filter)
        self.line.taken.connect(self._take)
        self.line.down.connect(self._go_down)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, name: str, state: Qt.CheckState, place: int | None = None) -> QListWidgetItem:
        item = QListWidgetItem(name)
        item.setData(NAME, name)
        item.setData(WAS, state)
        item.setFlags(ENABLED)
        if state is PARTLY:
            item.setToolTip(tr("Some of these readings have it"))
        item.setCheckState(state)
        self.list.insertItem(self.list.count() if place is None else place, item)
        return item

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]

    def _filter(self, text: str) -> None:
        wanted = _folded(text.rsplit(",", 1)[-1])
        for item in self._items():
            item.setHidden(wanted not in _folded(item.data(NAME)))

    def _go_down(self) -> None:
        shown = next((item for item in self._items() if not item.isHidden()), None)
        if shown is not None:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            self.list.setCurrentItem(shown)

    def _take(self) -> None:
        """Check what is written in the line, new tags on top of the list."""
        for name in _names(self.line.text()):
            known = next((i for i in self._items() if _folded(i.data(NAME)) == _folded(name)), None)
            if known is None:
                known = self._put(name, UNCHECKED, 0)
            known.setCheckState(CHECKED)
            self.list.scrollToItem(known)
        self.line.clear()
        self.none.hide()

    def _choose(self) -> None:
        self._take()
        add = [i.data(NAME) for i in self._items() if _now(i, CHECKED)]
        remove = [i.data(NAME) for i in self._items() if _now(i, UNCHECKED)]
        self.accept()
        self.chosen.emit(add, remove)


def _now(item: QListWidgetItem, state: Qt.CheckState) -> bool:
    """Tell whether a tag was put into this state, having been in another."""
    return item.checkState() == state and item.data(WAS) != state


def _names(text: str) -> list[str]:
    names = (" ".join(part.split()) for part in text.split(","))
    return list({_folded(name): name for name in names if name}.values())


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
