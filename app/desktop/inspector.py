"""The pane on the right: quotes, numbers, sources and notes, in step with the text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desktop.counted import CountedButton
from app.desktop.notes_tab import NotesTab
from app.desktop.number_orders import EVERY_LISTING
from app.desktop.numbers_tab import NumbersTab
from app.desktop.pens import Face, Pen
from app.desktop.quotes_tab import QuotesTab, quotes_in, rows_by_speaker
from app.desktop.sheet import Sheet
from app.desktop.sources_tab import SourcesTab, shares_in, speakers_in
from app.desktop.tab import Tab
from app.rendering.findings import Findings
from app.rendering.fonts import pane_font
from app.rendering.palette import Theme

HEAD_HEIGHT = 44

LISTED: tuple[Callable[[Findings], object], ...] = (
    quotes_in,
    rows_by_speaker,
    *EVERY_LISTING,
    speakers_in,
    shares_in,
)
"""What the lists work out from findings."""


class TabButton(CountedButton):
    """A tab's name with its count, underlined while the tab is in view."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name, theme, HEAD_HEIGHT, parent)
        self._name = Face(pane_font(12.5))
        self._current = Face(pane_font(12.5, QFont.Weight.DemiBold))
        self._figure = Face(pane_font(11))

    def sizeHint(self) -> QSize:
        # As wide as in bold, so that nothing moves when the tab changes.
        name = self._current.metrics.horizontalAdvance(self.text())
        figure = self._figure.metrics.horizontalAdvance(self.shown_count())
        return QSize(round(name + figure) + 5 + 12, HEAD_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = Pen(painter, self.theme)
        face = self._current if self.isChecked() else self._name
        token = "ink" if self.isChecked() or self.underMouse() else "ink2"
        used = pen.write(face, token, 6, 2, self.text(), HEAD_HEIGHT)
        pen.write(self._figure, "ink3", 6 + used + 5, 2, self.shown_count(), HEAD_HEIGHT)
        if self.isChecked():
            painter.fillRect(
                QRectF(2, HEAD_HEIGHT - 2, self.width() - 4, 2), self.theme.color("accent")
            )
        if self.hasFocus():
            painter.setPen(self.theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1.5, 8.5, -1.5, -6.5)
            painter.drawRoundedRect(ring, 5, 5)
            painter.drawRoundedRect(ring.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.end()


class Inspector(QFrame):
    """Four lists under their tabs; the mark in focus is the row that is selected."""

    chosen = Signal(str)  # a mark's id
    isolated = Signal(str)  # a speaker, "" for everyone
    note_wanted = Signal()
    note_kept = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setMinimumWidth(300)
        self.quotes = QuotesTab(theme)
        self.numbers = NumbersTab(theme)
        self.sources = SourcesTab(theme)
        self.notes = NotesTab(theme)
        self.tabs: tuple[Tab, ...] = (self.quotes, self.numbers, self.sources, self.notes)
        self._followed = ""
        self._stack = QStackedWidget()
        self._buttons = QButtonGroup(self)
        head = QFrame()
        head.setObjectName("inspectorHead")
        head.setFixedHeight(HEAD_HEIGHT)
        row = QHBoxLayout(head)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(0)
        for place, tab in enumerate(self.tabs):
            button = TabButton(tab.name, theme)
            button.setToolTip(f"{tab.name} (Ctrl+{place + 1})")
            self._buttons.addButton(button, place)
            row.addWidget(button)
            tab.counted.connect(button.set_count)
            tab.chosen.connect(self.chosen)
            self._stack.addWidget(tab)
        row.addStretch()
        self._buttons.idClicked.connect(self.show_tab)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(head)
        body.addWidget(self._stack, 1)
        self.sources.isolated.connect(self.isolated)
        self.notes.wanted.connect(self.note_wanted)
        self.notes.editor.kept.connect(self.note_kept)
        self.show_tab(0)

    def show_tab(self, place: int) -> None:
        """Bring one of the lists into view."""
        for number, button in enumerate(self._buttons.buttons()):
            # One stop for the Tab key; the arrow keys go from tab to tab.
            current = number == place
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if current else Qt.FocusPolicy.NoFocus)
            button.setChecked(current)
        self._stack.setCurrentIndex(place)
        self.current().follow(self._followed)

    def current(self) -> Tab:
        return self.tabs[self._stack.currentIndex()]

    def show_sheet(self, sheet: Sheet | None, only: str | None = None) -> None:
        """List what is marked in an article, or what one speaker says in it."""
        for tab in self.tabs:
            tab.show_sheet(sheet, only)

    def show_own(self, sheet: Sheet) -> None:
        """List the reader's own marks, which have changed."""
        self.notes.show_sheet(sheet, self.notes.only)

    def follow(self, target: str) -> None:
        """Select the row of the mark in focus, in the list it belongs to.

        The list in view stays where it has a row for the mark: a reader who looks at the sources
        goes on seeing who speaks.
        """
        self._followed = target
        current = self.current()
        for tab in self.tabs:
            if tab is not current:
                tab.view.follow("")
        if not target or current.follow(target):
            return
        for tab in (self.notes, self.numbers, self.quotes):
            if tab is not current and tab.follow(target):
                self.show_tab(self.tabs.index(tab))
                return

    def edit_note(self, own: str) -> None:
        """Open the note of a highlight for writing."""
        self.show_tab(self.tabs.index(self.notes))
        self.notes.view.follow(own)
        self.notes.edit(own)

    def set_theme(self, theme: Theme) -> None:
        for tab in self.tabs:
            tab.set_theme(theme)
        for button in self._buttons.buttons():
            assert isinstance(button, TabButton)
            button.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and isinstance(self.focusWidget(), TabButton):
            place = (self._stack.currentIndex() + step) % len(self.tabs)
            self.show_tab(place)
            self._buttons.button(place).setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)
