"""The focus view: the text alone on the whole screen, and all as it was afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QWidget

from app.desktop.controls import IconButton, label
from app.desktop.desk import Desk
from app.desktop.panes import Panes
from app.desktop.reading_area import ReadingArea
from app.desktop.sheet import paragraph_at
from app.language import tr
from app.rendering.fonts import pane_font
from app.rendering.palette import Theme
from app.settings import Settings

LARGER = 20 / 19
"""How much larger the text is than in the window."""

EDGE = 16
"""Pixels between what stands in the corners and the edges of the screen."""

SETTLING_MS = 1000
"""How long a window may take to be as large again as it was."""


@dataclass(frozen=True, slots=True)
class _Before:
    """How the window was."""

    state: Qt.WindowState
    size: QSize
    hidden: dict[QWidget, bool]
    widths: list[int]
    focus: QWidget | None


class FocusView(QObject):
    """Takes everything but the text away, and puts it back."""

    changed = Signal(bool)  # whether it is on

    def __init__(self, window: QMainWindow, panes: Panes, desk: Desk, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._panes, self._desk, self._settings = window, panes, desk, settings
        self._area = panes.area
        self._before: _Before | None = None
        self._put_back: Callable[[], None] | None = None
        self._signs: FocusSigns | None = None
        self._settled = QTimer(self, singleShot=True, interval=SETTLING_MS)
        self._settled.timeout.connect(self._restore)
        window.installEventFilter(self)
        desk.left.connect(self.leave)
        desk.shown.connect(lambda _sheet: self._tell_place())
        self._area.reader.place_changed.connect(lambda _place: self._tell_place())

    def is_on(self) -> bool:
        return self._before is not None

    def toggle(self) -> None:
        if not self.leave():
            self.enter()

    def enter(self) -> None:
        """Show the text alone on the whole screen."""
        if self._before is not None or self._desk.sheet is None:
            return
        self._restore()
        self._before = _Before(
            self._window.windowState(),
            self._window.size(),
            {part: part.isHidden() for part in self._parts()},
            self._panes.splitter.sizes(),
            self._window.focusWidget(),
        )
        self._window.setWindowState(self._before.state | Qt.WindowState.WindowFullScreen)
        self._hide()
        self._area.set_zoom(round(self._settings["zoom"] * LARGER))
        self._area.reader.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._signs is None:
            self._signs = FocusSigns(self._area, self.show_legend)
            self._area.reader.redrawn.connect(self._signs.place)
        self._signs.show()
        self._tell_place()
        self.changed.emit(True)

    def leave(self) -> bool:
        """Put everything back as it was; False where the view is not on."""
        before, self._before = self._before, None
        if before is None:
            return False
        if self._signs is not None:
            self._signs.hide()
        for part, hidden in before.hidden.items():
            part.setHidden(hidden)
        self._area.set_zoom(self._settings["zoom"])
        self._put_back = lambda: self._place(before)
        self._window.setWindowState(before.state)
        if self._window.size() == before.size:
            self._restore()
        else:
            self._settled.start()
        if before.focus is not None and before.focus.isVisible():
            before.focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(False)
        self._panes.changed.emit()
        return True

    def finish(self) -> None:
        """Put everything back at once: the window is closing."""
        self.leave()
        self._restore()

    def show_legend(self) -> None:
        """Show the head with the legend above the text, or take it away again."""
        head = self._head()
        head.setVisible(head.isHidden())
        if not head.isHidden():
            self._area.legend.chips[next(iter(self._area.legend.chips))].setFocus()
        if self._signs is not None:
            self._signs.place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            if self._before is not None:
                # Panes come back by themselves where there is more room for them.
                QTimer.singleShot(0, self, self._hide_panes)
            elif self._put_back is not None:
                QTimer.singleShot(0, self, self._restore)
        return False

    def _hide(self) -> None:
        for part in self._parts():
            part.hide()

    def _hide_panes(self) -> None:
        if self._before is not None:
            for pane in (self._panes.library, self._panes.inspector):
                pane.hide()

    def _restore(self) -> None:
        """Give the panes their widths, as soon as the window has its own."""
        self._settled.stop()
        put_back, self._put_back = self._put_back, None
        if put_back is not None:
            put_back()

    def _place(self, before: _Before) -> None:
        for pane in (self._panes.library, self._panes.inspector):
            pane.setHidden(before.hidden[pane])
        self._panes.splitter.setSizes(before.widths)
        self._panes.changed.emit()

    def _parts(self) -> list[QWidget]:
        """Return everything around the text."""
        return [
            self._panes.library,
            self._panes.inspector,
            self._head(),
            self._window.menuBar(),
            self._window.statusBar(),
        ]

    def _head(self) -> QWidget:
        head = self._area.findChild(QFrame, "readingHead")
        assert head is not None
        return head

    def _tell_place(self) -> None:
        sheet = self._desk.sheet
        if self._signs is None or self._before is None or sheet is None:
            return
        document = sheet.document
        here = paragraph_at(document, self._area.reader.place())
        self._signs.tell(here, paragraph_at(document, len(document.text)))


class FocusSigns(QObject):
    """What stands in the corners: how to leave and the way to the legend, and how far one is."""

    def __init__(self, area: ReadingArea, legend_wanted: Callable[[], None]) -> None:
        super().__init__(area)
        self._over = area
        self._shown = False
        self.top = QWidget(area)
        self.legend = IconButton(tr("Show or hide the legend"), "list-filter")
        self.legend.clicked.connect(legend_wanted)
        row = QHBoxLayout(self.top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.hint = label(tr("Esc leaves focus"), quiet=True)
        row.addWidget(self.hint)
        row.addWidget(self.legend)
        self.progress = _Progress(area)
        area.installEventFilter(self)

    def show(self) -> None:
        self._shown = True
        self.top.show()
        self.place()

    def hide(self) -> None:
        self._shown = False
        for part in (self.top, self.progress):
            part.hide()

    def tell(self, here: int, total: int) -> None:
        """Say at which paragraph of how many the reader is."""
        self.progress.tell(here, total)
        self.place()

    def place(self) -> None:
        """Put the signs into their corners, below the head where that is shown."""
        theme = self._over.reader.style_of_text.theme
        if theme is not self.progress.theme:
            self.legend.set_theme(theme)
            self.progress.theme = theme
        # Where the column leaves no room beside it, nothing is written over the text.
        before, after = self._over.reader.room
        self.hint.setVisible(after >= self.hint.sizeHint().width() + 60)
        self.progress.setVisible(self._shown and before >= self.progress.sizeHint().width() + 60)
        size = self.top.sizeHint()
        head = self._over.findChild(QFrame, "readingHead")
        above = head.height() if head is not None and not head.isHidden() else 0
        left = self._over.width() - size.width() - EDGE - 20
        self.top.setGeometry(QRect(left, above + EDGE - 4, size.width(), size.height()))
        size = self.progress.sizeHint()
        low = self._over.height() - size.height() - EDGE
        self.progress.setGeometry(QRect(EDGE + 8, low, size.width(), size.height()))
        for part in (self.top, self.progress):
            part.raise_()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return False


class _Progress(QWidget):
    """A bar, and the paragraph in words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme: Theme | None = None
        self._here, self._total = 0, 0
        self.setFont(pane_font(12))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def tell(self, here: int, total: int) -> None:
        self._here, self._total = here, total
        self.setAccessibleName(self.text())
        self.update()

    def text(self) -> str:
        """Return what it says."""
        return tr("paragraph {place} of {total}", place=self._here, total=self._total)

    def sizeHint(self) -> QSize:
        return QSize(132 + self.fontMetrics().horizontalAdvance(self.text()) + 8, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        share = self._here / self._total if self._total else 0
        # In high contrast hairlines are as black as what is filled.
        ground = "hover" if self.theme.is_contrast else "line"
        for width, token in ((120.0, ground), (120.0 * share, "ink2")):
            painter.setBrush(self.theme.color(token))
            painter.drawRoundedRect(QRectF(0, 8.5, width, 3), 1.5, 1.5)
        painter.setPen(self.theme.color("ink3"))
        box = QRectF(132, 0, self.width() - 132, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()
