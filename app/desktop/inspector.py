"""The pane on the right: quotes, numbers, sources and notes, in step with the text; details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desktop.cover import Cover
from app.desktop.details_page import DetailsPage
from app.desktop.keyed import with_key
from app.desktop.quotes_tab import QuotesTab
from app.desktop.tab import Tab
from app.desktop.tab_heads import SignButton, TabButton, TabGroup, TabHeads
from app.language import later, tr
from app.rendering.palette import Theme

if TYPE_CHECKING:
    from app.desktop.notes_tab import NotesTab
    from app.desktop.numbers_tab import NumbersTab
    from app.desktop.sheet import Sheet
    from app.desktop.sources_tab import SourcesTab

NAMES = (later("Quotes"), later("Numbers"), later("Sources"), later("Notes"))
"""The lists, in the order of their tabs."""


class Inspector(Cover):
    """Four lists under their tabs; the mark in focus is the row that is selected.

    A fifth tab holds what is known of the reading.
    """

    chosen = Signal(str)  # a mark's id
    isolated = Signal(str)  # a speaker, "" for everyone
    note_wanted = Signal()
    note_kept = Signal(str, str)
    text_wanted = Signal()  # the reader goes on in the text

    numbers: NumbersTab
    sources: SourcesTab
    notes: NotesTab

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make the pane with its first list; `fill` makes the others."""
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("inspector")
        self.setMinimumWidth(300)
        self.quotes = QuotesTab(theme)
        self.tabs: tuple[Tab, ...] = ()
        self.details = DetailsPage(theme)
        self._followed = ""
        self._stack = QStackedWidget()
        self._buttons = TabGroup(self)
        self._heads = heads = [TabButton(tr(name), theme) for name in NAMES]
        for place, (name, button) in enumerate(zip(NAMES, heads, strict=True)):
            button.setToolTip(tr(name))
            with_key(button, f"tab_{name.lower()}")
            self._buttons.addButton(button, place)
        details = SignButton(tr(self.details.name), "info", theme)
        details.setToolTip(details.text())
        with_key(details, "tab_details")
        self._buttons.addButton(details, len(heads))
        self._add(self.quotes)
        self._stack.addWidget(self.details)
        self._buttons.idClicked.connect(self.show_tab)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(TabHeads([*heads, details]))
        body.addWidget(self._stack, 1)
        self.show_tab(0)

    def fill(self) -> None:
        """Make the other lists, which nobody can see before the window is there."""
        from app.desktop.notes_tab import NotesTab  # noqa: PLC0415 (not needed to start)
        from app.desktop.numbers_tab import NumbersTab  # noqa: PLC0415 (as above)
        from app.desktop.sources_tab import SourcesTab  # noqa: PLC0415 (as above)

        self.numbers = NumbersTab(self._theme)
        self.sources = SourcesTab(self._theme)
        self.notes = NotesTab(self._theme)
        for tab in (self.numbers, self.sources, self.notes):
            self._add(tab)
        self.sources.isolated.connect(self.isolated)
        self.notes.wanted.connect(self.note_wanted)
        self.notes.editor.kept.connect(self.note_kept)

    def _add(self, tab: Tab) -> None:
        place = len(self.tabs)
        self.tabs += (tab,)
        tab.counted.connect(self._heads[place].set_count)
        tab.chosen.connect(self.chosen)
        self._stack.insertWidget(place, tab)
        if tab.name != NAMES[-1]:  # in the notes, Enter opens the note
            tab.opened.connect(lambda _key: self.text_wanted.emit())

    def show_tab(self, place: int) -> None:
        """Bring one of the lists, or (after them) the details into view."""
        self._buttons.show_current(place)
        self._stack.setCurrentIndex(place)
        tab = self.current()
        if tab is not None:
            tab.follow(self._followed)

    def current(self) -> Tab | None:
        """Return the list in view; None where the details are."""
        place = self._stack.currentIndex()
        return self.tabs[place] if place < len(self.tabs) else None

    def take_focus(self) -> None:
        """Give the keyboard to the list in view, or to the first of the details."""
        current = self.current()
        if current is not None:
            current.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif not self.details.start():
            self._buttons.button(self._stack.currentIndex()).setFocus(
                Qt.FocusReason.ShortcutFocusReason
            )

    def has_focus(self) -> bool:
        """Tell whether the reader is in one of the lists or in the details."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def show_sheet(
        self,
        sheet: Sheet | None,
        only: str | None = None,
        among: frozenset[str] | None = None,
    ) -> None:
        """List what is marked in an article, or what one speaker says in it, or some marks alone."""
        for tab in self.tabs:
            tab.show_sheet(sheet, only, among)

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
        if not target or current is None or current.follow(target):
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

    def filter(self) -> None:
        """Go to the filter box of the list in view."""
        current = self.current()
        if current is not None:
            current.start_filter()
        else:
            self.take_focus()

    def copy_rows(self) -> bool:
        """Copy what is selected in the list that has the focus; False where none has."""
        tab = self.current()
        if tab is None:
            return False
        held = tab.view.hasFocus() or tab.selected.isAncestorOf(self.focusWidget() or self)
        if held:
            tab.copy()
        return held

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for tab in self.tabs:
            tab.set_theme(theme)
        self.details.set_theme(theme)
        self._buttons.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._buttons.step(event):
            super().keyPressEvent(event)
