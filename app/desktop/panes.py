"""Where the three panes stand: side by side, or the side panes over the text where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from app.desktop.inspector import Inspector
from app.desktop.library_pane import LibraryPane
from app.desktop.reading_area import HEAD_HEIGHT, ReadingArea
from app.desktop.shelf import BIN
from app.settings import Settings

SIZES = (272, 820, 348)
NARROW = 1180
"""Under this width of the window the inspector lies over the text."""
NARROWER = 880
"""Under this width the library does too."""
UNCOVERED = 48
"""Pixels of the text that a pane lying over it leaves free at least."""


class Panes(QObject):
    """Shows and hides the side panes, beside the text or over it, and goes from one to the next."""

    changed = Signal()  # which panes are shown

    def __init__(
        self, library: LibraryPane, area: ReadingArea, inspector: Inspector, settings: Settings
    ) -> None:
        super().__init__(area)
        self.library, self.area, self.inspector = library, area, inspector
        self._settings = settings
        self._limits: dict[QWidget, int] = {inspector: NARROW, library: NARROWER}
        self._over: set[QWidget] = set()
        self._beside: dict[QWidget, bool] = {}  # whether a pane that was lifted had been shown
        self._docked = list(SIZES)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for place, pane in enumerate((library, area, inspector)):
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(place, int(pane is area))
        for part in (area, area.middle):
            part.installEventFilter(self)
        area.library_wanted.connect(self.toggle_library)
        area.inspector_wanted.connect(self.toggle_inspector)

    def watch_text(self) -> None:
        """Have a press into the text close what lies over it, as soon as there is a text."""
        self.area.reader.viewport().installEventFilter(self)

    def restore(self) -> None:
        """Give the panes the widths they had."""
        self.splitter.setSizes(list(SIZES))
        if self._settings["panes"]:
            self.splitter.restoreState(QByteArray.fromBase64(self._settings["panes"].encode()))

    def remember(self) -> None:
        """Keep the widths of panes that stand side by side."""
        if not self._over:
            state = self.splitter.saveState().toBase64().data()
            self._settings["panes"] = bytes(state).decode("ascii")

    def fit(self, width: int) -> None:
        """Lay the side panes over the text where the window gets too narrow, and put them back."""
        for pane, limit in self._limits.items():
            if width < limit and pane not in self._over:
                self._lift(pane)
            elif width >= limit and pane in self._over:
                self._put_back(pane)

    def is_over(self, pane: QWidget) -> bool:
        """Tell whether a pane lies over the text when it is shown."""
        return pane in self._over

    def toggle_library(self) -> None:
        self.show_library(self.library.isHidden())

    def toggle_inspector(self) -> None:
        self.show_inspector(self.inspector.isHidden())

    def show_library(self, shown: bool = True) -> None:
        self._show(self.library, shown=shown)

    def show_inspector(self, shown: bool = True) -> None:
        self._show(self.inspector, shown=shown)

    def show_tab(self, place: int) -> None:
        """Bring one of the inspector's lists into view."""
        self.show_inspector()
        self.inspector.show_tab(place)

    def filter(self) -> None:
        """Go to the filter box of the inspector's list."""
        self.show_inspector()
        self.inspector.filter()

    def go_to_text(self) -> None:
        """Go on in the text, uncovered."""
        self.uncover()
        self.area.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def search(self) -> None:
        """Go to the library's search field."""
        self.show_library()
        self.library.start_search()

    def help_to_search(self) -> None:
        """Show what can be searched for."""
        self.show_library()
        self.library.show_help()

    def show_bin(self) -> None:
        """List what lies in the library's bin."""
        self.show_library()
        self.library.show_shelf(BIN)

    def uncover(self) -> bool:
        """Close what lies over the text; False where nothing does."""
        shown = [pane for pane in self._over if not pane.isHidden()]
        for pane in shown:
            self._show(pane, shown=False)
        return bool(shown)

    def next_pane(self) -> None:
        self._go(1)

    def previous_pane(self) -> None:
        self._go(-1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        around = watched in (self.area, self.area.middle)
        if event.type() == QEvent.Type.Resize and around:
            self._note_widths()
            for pane in self._over:
                self._place(pane)
            self._tell_covered()
        elif event.type() == QEvent.Type.MouseButtonPress and not around:
            self.uncover()
        return super().eventFilter(watched, event)

    def _note_widths(self) -> None:
        """Note how wide the panes are side by side, before they are squeezed; a hidden one is 0."""
        if not self._over and self.splitter.window().width() >= NARROW:
            sizes = zip(self.splitter.sizes(), self._docked, strict=True)
            self._docked = [size or known for size, known in sizes]

    def _go(self, step: int) -> None:
        targets: dict[QWidget, QWidget] = {
            self.library: self.library.view,
            self.area: self.area.main(),
            self.inspector: self.inspector,
        }
        panes = [pane for pane in targets if pane.isVisible()]
        focus = QApplication.focusWidget()
        # What lies over the text belongs to its pane too, so the side panes are asked first.
        held = (self.library, self.inspector, self.area)
        inside = (pane for pane in held if focus is not None and pane.isAncestorOf(focus))
        here = panes.index(next(inside, panes[0]))
        there = targets[panes[(here + step) % len(panes)]]
        if there is self.inspector:
            self.inspector.take_focus()
        else:
            there.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, pane: QWidget, *, shown: bool) -> None:
        held = pane.isAncestorOf(QApplication.focusWidget() or self.area)
        if shown and pane in self._over:
            for other in self._over - {pane}:
                other.hide()
            self._place(pane)
            pane.raise_()
        pane.setVisible(shown)
        if not shown and held and self.area.is_reading():
            self.area.reader.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_covered()
        self.changed.emit()

    def _lift(self, pane: QWidget) -> None:
        self._beside[pane] = not pane.isHidden()
        self._over.add(pane)
        pane.setParent(self.area)
        self._dress(pane, over=True)
        self._place(pane)
        self._show(pane, shown=False)

    def _put_back(self, pane: QWidget) -> None:
        self._over.discard(pane)
        self._dress(pane, over=False)
        self.splitter.insertWidget(0 if pane is self.library else self.splitter.count(), pane)
        self.splitter.setStretchFactor(self.splitter.indexOf(self.area), 1)
        self._show(pane, shown=self._beside[pane] or not pane.isHidden())
        if not self._over:
            self.splitter.setSizes(self._docked)

    def _place(self, pane: QWidget) -> None:
        """Lay a pane over its side of the text.

        The head with the button that closes it, banners and the find bar stay free above it.
        """
        wanted = self._docked[0] if pane is self.library else self._docked[2]
        width = max(min(wanted, self.area.width() - UNCOVERED), pane.minimumWidth())
        left = 0 if pane is self.library else self.area.width() - width
        top = max(HEAD_HEIGHT, self.area.middle.y())
        pane.setGeometry(QRect(left, top, width, self.area.height() - top))

    def _tell_covered(self) -> None:
        left, right = (
            pane.width() if pane in self._over and not pane.isHidden() else 0
            for pane in (self.library, self.inspector)
        )
        self.area.keep_between(left, right)

    def _dress(self, pane: QWidget, *, over: bool) -> None:
        """Give a pane that lies over the text an edge, and take it away again."""
        edge = int(over)
        pane.setContentsMargins(*((0, 0, edge, 0) if pane is self.library else (edge, 0, 0, 0)))
        pane.setProperty("over", over)
        pane.style().unpolish(pane)
        pane.style().polish(pane)
