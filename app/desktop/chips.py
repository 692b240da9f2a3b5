"""Names that belong to a reading, each of which can be taken off: its tags, its collections."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QPushButton, QWidget

from app.desktop.flow import FlowLayout
from app.desktop.tab_order import lead_through
from app.language import tr
from app.rendering.icons import pixmap
from app.rendering.palette import Theme

HEIGHT = 26
WIDEST = 220
CROSS = 12
REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class TakenChip(QPushButton):
    """A name with a cross; a click, or Del, takes it off."""

    def __init__(self, name: str, does: str, theme: Theme, parent: QWidget | None = None) -> None:
        """Make it for a name; `does` says what a click does, with {name} in it, in English."""
        super().__init__(parent)
        self.setProperty("chip", True)
        self.setFixedHeight(HEIGHT)
        self.setMaximumWidth(WIDEST)
        self.name = name
        self._cross = QPixmap()
        said = tr(does, name=name)
        self.setToolTip(said)
        self.setAccessibleName(said)
        self.set_theme(theme)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        room = WIDEST - 38
        text = self.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideRight, room)
        self.setText(text.replace("&", "&&"))
        return QSize(self.fontMetrics().horizontalAdvance(text) + 40, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(HEIGHT, HEIGHT)

    def set_theme(self, theme: Theme) -> None:
        self._cross = pixmap("x", theme.color("ink2"), CROSS, self.devicePixelRatioF())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        place = QPoint(self.width() - CROSS - 9, (self.height() - CROSS) // 2)
        painter.drawPixmap(place, self._cross)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Del means this chip here, whatever it means elsewhere.
            event.setAccepted(event.key() in REMOVING)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in REMOVING:
            self.click()
        else:
            super().keyPressEvent(event)


class Chips(QWidget):
    """The names in lines, with whatever adds to them at the end."""

    taken = Signal(object)  # what a chip stands for

    def __init__(self, does: str, last: QWidget, theme: Theme) -> None:
        super().__init__()
        self._does, self._last, self._theme = does, last, theme
        self._chips: list[TakenChip] = []
        self.flow = FlowLayout()
        self.flow.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self.flow)
        self.flow.addWidget(last)

    def show_names(self, names: Iterable[tuple[Hashable, str]], *, fixed: bool) -> None:
        """Show these names, each with what it stands for; `fixed` ones stay."""
        held = next((place for place, chip in enumerate(self._chips) if chip.hasFocus()), None)
        for chip in self._chips:
            self.flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        self.flow.removeWidget(self._last)
        for key, name in names:
            chip = TakenChip(name, self._does, self._theme, self)
            chip.setEnabled(not fixed)
            chip.clicked.connect(lambda _=False, key=key: self.taken.emit(key))
            self.flow.addWidget(chip)
            self._chips.append(chip)
            chip.show()
        self.flow.addWidget(self._last)
        self._last.setVisible(not fixed)
        if held is not None:
            after: list[QWidget] = [*self._chips[held : held + 1], self._last]
            after[0].setFocus(Qt.FocusReason.OtherFocusReason)
        # What adds to them stays where it is in its window; the chips come before it.
        lead_through(self._last, *self._chips)
        if self._chips:
            lead_through(self._chips[-1], self._last)
        self.updateGeometry()

    def names(self) -> list[str]:
        """Return the names as they stand."""
        return [chip.name for chip in self._chips]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for chip in self._chips:
            chip.set_theme(theme)
