"""What the inspector's tabs have in common: a filter box above a list of painted rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.desktop.controls import LinkButton, SearchField, label
from app.desktop.keyed import say_with_keys, with_key
from app.desktop.pens import INSET
from app.desktop.row_view import RowDelegate, RowView
from app.desktop.rows import Row, matching
from app.desktop.selected_bar import Act, SelectedBar
from app.language import later, ptr, tr
from app.reading.languages import is_read
from app.rendering.palette import Theme

if TYPE_CHECKING:
    from app.desktop.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Wording:
    """What a tab says of its rows, in English."""

    filter: str
    copy: str
    no_match: str
    english_only: str = ""


WORDINGS = {
    "Quotes": Wording(
        later("Filter quotes"),
        later("Copy the selected quotes"),
        later("No quotes match."),
    ),
    "Numbers": Wording(
        later("Filter numbers"),
        later("Copy the selected numbers"),
        later("No numbers match."),
        later("Numbers are found in English articles only."),
    ),
    "Sources": Wording(
        later("Filter sources"),
        later("Copy the selected sources"),
        later("No sources match."),
        later("Sources are found in English articles only."),
    ),
    "Notes": Wording(
        later("Filter notes"),
        later("Copy the selected notes"),
        later("No notes match."),
    ),
}
"""The wording of each tab, by its name."""


class Tab(QWidget):
    """One list of the inspector.

    Subclasses make the rows of an article (`rows_of`). A tab that is not in view makes them when
    it comes into view. `name` and `none_yet` are in English.
    """

    name = ""
    none_yet = ""
    of_marking = True  # whether its rows come of marking the text, not of the reader
    english_only = False  # whether its rows are looked for in English articles only
    by_mark = False  # whether its rows are marks, so that some of them can be listed alone
    several = False  # whether several rows can be selected
    tells_matches = True  # whether a line of its own says how many rows match the filter
    chosen = Signal(str)  # a mark's id
    opened = Signal(str)
    counted = Signal(int)

    def __init__(self, delegate: RowDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self.only: str | None = None
        self.among: frozenset[str] | None = None
        self._stale = False
        self._wanted = ""
        self._all: list[Row] = []
        self._wording = WORDINGS[self.name]
        self.filter = SearchField(tr(self._wording.filter), "list-filter")
        self.filter.setToolTip(tr(self._wording.filter))
        with_key(self.filter, "filter")
        self.view = RowView(tr(self.name), several=self.several)
        self.view.boxed = self.several
        self.view.drag_as(lambda: self.copied(self.view.selected()))
        self._delegate = delegate
        delegate.setParent(self.view)
        self.view.setItemDelegate(delegate)
        self.view.chosen.connect(self.chosen)
        self.view.opened.connect(self.opened)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.filter.textChanged.connect(lambda _text: self._filter())
        self.filter.left.connect(self.view.setFocus)
        self.filter.returnPressed.connect(self.view.setFocus)
        self._matches = _Line(spread=True)
        self._nothing = label("", quiet=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(INSET, 24, INSET, 24)
        self._no_match = _Line(spread=False)
        for line in (self._matches, self._no_match):
            line.link.clicked.connect(self.show_all)
        self.selected = SelectedBar(self.acts())
        self.view.together.connect(self._tell_selected)
        self.bar = QHBoxLayout()
        self.bar.setContentsMargins(12, 10, 12, 10)
        self.bar.setSpacing(8)
        self.bar.addWidget(self.filter, 1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addLayout(self.bar)
        self.body.addWidget(self._matches)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._no_match)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.selected)
        self._nothing.hide()

    def rows_of(self, sheet: Sheet) -> Sequence[Row]:
        """Return the rows of an article, in the order they are listed."""
        raise NotImplementedError

    def count_of(self, sheet: Sheet) -> int:
        """Return how many there are, as the tab's name says it."""
        raise NotImplementedError

    def copied(self, rows: Sequence[Row]) -> str:
        """Return rows as they are put on the clipboard."""
        return "\n".join(row.spoken for row in rows)

    def acts(self) -> Sequence[Act]:
        """Return what can be done with several rows at once."""
        return (
            Act(tr("Copy"), tr(self._wording.copy), self.copy, "copy"),
            self.clearing(),
        )

    def clearing(self) -> Act:
        """Return how to go back to one row."""
        tip = tr("Select only the last one again (Esc)")
        return Act(ptr("selected rows", "Clear"), tip, self.clear_selected)

    def narrowed(self, rows: list[Row]) -> list[Row]:
        """Return the rows that match the filter box."""
        matches = self.matches()
        return [row for row in rows if not row.is_head and matches(row)]

    def matches(self) -> Callable[[Row], bool]:
        """Return what tells whether a row is listed: by the filter box, and by its mark."""
        typed, among = matching(self.filter.text()), self.among
        return typed if among is None else lambda row: row.key in among and typed(row)

    def show_sheet(
        self,
        sheet: Sheet | None,
        only: str | None = None,
        among: frozenset[str] | None = None,
    ) -> None:
        """List an article's, or only what one speaker says of it, or only marks `among` some."""
        self.sheet, self.only = sheet, only
        self.among = among if self.by_mark else None
        self.counted.emit(self.count_of(sheet) if sheet else 0)
        self._stale = True
        if self.isVisible():
            self._fill()

    def follow(self, target: str) -> bool:
        """Select the row of a mark; False where the list has none."""
        self._wanted = target
        if self._stale:
            self._fill()
        return self.view.follow(target)

    def start_filter(self) -> None:
        """Go to the filter box, with what is in it selected."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def show_all(self) -> None:
        """Empty the filter box and go on in the list."""
        self.filter.clear()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Put the selected rows on the clipboard."""
        if text := self.copied(self.view.selected()):
            QGuiApplication.clipboard().setText(text)

    def clear_selected(self) -> None:
        """Select only the row the reader is at."""
        self.view.select_current()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def menu(self) -> QMenu:
        """Return what can be done with the selected rows, to be shown once."""
        from app.desktop.key_tips import key_of  # noqa: PLC0415 (not needed to start)

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(tr("Copy"), self.copy)
        copy.setShortcut(key_of(self, "copy"))
        copy.setEnabled(bool(self.view.selected()))
        return menu

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.filter.set_theme(theme)
        self.view.draw_anew()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type] # Qt's own event
        if self._stale:
            self._fill()
            self.view.follow(self._wanted)

    def refill(self) -> None:
        """Make the rows again: what they show has changed."""
        self._stale = True
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        self._stale = False
        self._all = list(self.rows_of(self.sheet)) if self.sheet else []
        self._filter()

    def _filter(self) -> None:
        narrow = self.among is not None or self.filter.text().strip()
        rows = self.narrowed(self._all) if narrow else self._all
        self.view.show_rows(rows)
        self._tell_matches(rows)
        self._tell_nothing(bool(rows))

    def _tell_matches(self, rows: Sequence[Row]) -> None:
        filtering = bool(self.filter.text().strip())
        # Counted only where it is told: the lists of a long article are long.
        counted = (rows, self._all) if filtering else ((), ())
        shown, total = (sum(not row.is_head for row in some) for some in counted)
        self._matches.setVisible(filtering and self.tells_matches and shown > 0)
        matches = tr("{count} of {total} match", count=shown, total=total)
        self._matches.tell(matches, tr("Show all"))
        self._no_match.setVisible(filtering and total > 0 and not shown)
        every = tr("Show all {count}", count=total)
        self._no_match.tell(tr(self._wording.no_match), every)

    def _tell_nothing(self, any_rows: bool = False) -> None:
        if self.sheet is not None and not self.sheet.marked and self.of_marking:
            text = tr("Not marked yet.")
        elif self.sheet and not self.sheet.document.text and self.of_marking:
            text = tr("The text of this article is not here yet.")
        elif self.sheet and self.english_only and not is_read(self.sheet.document.language):
            text = tr(self._wording.english_only)
        elif self.sheet:
            text = tr(self.none_yet)
        else:
            text = tr("Open an article to see what is marked in it.")
        say_with_keys(self._nothing, text)
        self._nothing.setVisible(not any_rows and not self._no_match.isVisibleTo(self))

    def _tell_selected(self, count: int) -> None:
        held = self.selected.isAncestorOf(self.focusWidget() or self)
        self.selected.tell(count)
        if held and count < 2:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_menu(self, place: QPoint) -> None:
        if not self.view.indexAt(place).isValid():
            return
        self.menu().popup(self.view.viewport().mapToGlobal(place))


class _Line(QWidget):
    """A line that says how many rows match, with the way back to all."""

    def __init__(self, *, spread: bool) -> None:
        super().__init__()
        self.text = label("", second=True)
        self.link = LinkButton("")
        row = QHBoxLayout(self)
        row.setContentsMargins(*((INSET, 0, 10, 6) if spread else (8, 20, 8, 16)))
        row.setSpacing(4)
        if not spread:
            row.addStretch()
        row.addWidget(self.text)
        if spread:
            row.addStretch()
        row.addWidget(self.link)
        if not spread:
            row.addStretch()
        self.hide()

    def tell(self, text: str, link: str) -> None:
        self.text.setText(text)
        self.link.setText(link)
