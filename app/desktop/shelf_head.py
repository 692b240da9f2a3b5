"""The head of the list: which shelf is shown, how many it holds, and what can be made there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from app.desktop.controls import ChoiceButton, IconButton, icon, label
from app.desktop.shelf import ALL
from app.language import later, tr
from app.rendering.palette import Theme

HEIGHT = 36
ORDERS = (later("Relevance"), later("Newest"))


class Chooser(QPushButton):
    """The name of what is listed; pressing it unfolds or folds the shelves."""

    down = Signal()  # the reader goes on into the shelves

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr(ALL.name), parent)
        self.setProperty("head", True)
        self.setCheckable(True)
        self.setIconSize(QSize(12, 12))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._theme: Theme | None = None
        self.toggled.connect(lambda _open: self._dress())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._dress()

    def name(self, text: str) -> None:
        """Show what is listed."""
        self.setText(text)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.isChecked():
            self.down.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.width() - 12 - 16
        mode = Qt.TextElideMode.ElideRight
        option.text = self.fontMetrics().elidedText(self.text(), mode, room)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        painter.end()

    def _dress(self) -> None:
        if self._theme is not None:
            picture = "chevron-down" if self.isChecked() else "chevron-right"
            self.setIcon(icon(picture, self._theme.color("ink3"), 12))
        does = tr("Show collections, tags and the bin")
        if self.isChecked():
            does = tr("Fold the shelves")
        self.setToolTip(does)
        self.setAccessibleName(tr("Listed: {shelf}", shelf=self.text()))
        self.setAccessibleDescription(does)


class ShelfHead(QFrame):
    """The chooser, a count, and either what can be made or the order of what was found."""

    collection_wanted = Signal()
    smart_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("groupHead")
        self.setFixedHeight(HEIGHT)
        self.chooser = Chooser()
        self.count = label("", head=True)
        self.order = ChoiceButton(tr("Order of what is found"), ORDERS)
        self.order.setProperty("flat", True)
        self.order.hide()
        self.add = IconButton(tr("New collection"), "plus")
        self.menu = QMenu(self)
        self.menu.addAction(tr("New collection…"), self.collection_wanted.emit)
        self.smart = self.menu.addAction(
            tr("New smart collection from this search…"), self.smart_wanted.emit
        )
        self.add.setMenu(self.menu)
        self.add.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self.menu.aboutToShow.connect(self._tell_smart)
        self._searches = False
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 8, 0)
        row.setSpacing(3)
        row.addWidget(self.chooser, 1)
        row.addWidget(self.count)
        row.addWidget(self.order)
        row.addWidget(self.add)

    def set_theme(self, theme: Theme) -> None:
        self.chooser.set_theme(theme)
        self.order.set_theme(theme)
        self.add.set_theme(theme)

    def tell(self, name: str, count: str, *, searches: bool = False) -> None:
        """Say what is listed; while one `searches` the order can be chosen."""
        self._searches = searches
        self.chooser.name(name)
        self.count.setText(count)
        self.order.setVisible(searches)

    def _tell_smart(self) -> None:
        text = tr("New smart collection…")
        if self._searches:
            text = tr("New smart collection from this search…")
        self.smart.setText(text)
