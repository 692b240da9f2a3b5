"""The pane on the left: the readings of a shelf, and what a search finds in all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.controls import label
from app.desktop.cover import Cover
from app.desktop.library_foot import Foot
from app.desktop.library_hits import HitRow
from app.desktop.library_listing import Listing
from app.desktop.library_rows import LibraryDelegate, key_of, reading_of
from app.desktop.library_search import Searching
from app.desktop.library_search_bar import SearchBar
from app.desktop.library_thread import LibraryThread
from app.desktop.library_view import ReadingView
from app.desktop.pens import INSET
from app.desktop.rows import Row
from app.desktop.shelf import ALL, Kind, Shelf, Stock, take_stock
from app.desktop.shelf_head import ORDERS, ShelfHead
from app.desktop.shelf_list import ShelfList
from app.language import later, number, tr
from app.reading.failures import Failure
from app.reading.listing import Order, ReadingSummary
from app.rendering.palette import Theme
from app.settings import Settings

SHARE = 0.45
"""How much of the pane the shelves take at most."""

NOTHING = {
    Kind.ALL: later("Articles you open are kept here."),
    Kind.FETCH: later("Nothing is left to be fetched."),
    Kind.BIN: later("The bin is empty."),
    Kind.COLLECTION: later("Nothing lies in this collection yet. Drag readings onto its name."),
    Kind.SMART: later("Nothing matches “{query}” yet."),
    Kind.TAG: later("No reading has this tag."),
}


class LibraryPane(Cover):
    """Readings, newest first, or what a search found; choosing one opens it."""

    reading_chosen = Signal(int)
    hit_chosen = Signal(int, int)  # reading, place
    focus_text = Signal()

    def __init__(
        self,
        library: LibraryThread,
        theme: Theme,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("libraryPane")
        self.setMinimumWidth(220)
        self._library, self.theme, self._settings = library, theme, settings
        self._current = 0
        self._refreshing = self._stale = False
        self._wants_all = False
        self._renamed: tuple[Shelf, ...] = ()
        self.stock = Stock()
        self.listing = Listing(library, self)
        self.searching = Searching(library, self)
        self.search_bar = SearchBar(self.searching, theme)
        self.search = self.search_bar.field
        self.bar = ShelfHead()
        self.head, self.count = self.bar.chooser, self.bar.count
        self.shelves = ShelfList(theme)
        self.view = ReadingView()
        self._delegate = LibraryDelegate(theme)
        self._delegate.setParent(self.view)
        self.view.setItemDelegate(self._delegate)
        self.nothing = label("", quiet=True)
        self.foot = Foot()
        self._lay_out()
        self._wire()
        self.head.setChecked(settings["shelves"])
        self._show_shelves()
        self.set_theme(theme)

    # What the window asks

    def refresh(self) -> None:
        """Read everything again: the library has changed."""
        if self._refreshing:
            # Answers to what was asked meanwhile would all be dropped but the last.
            self._stale = True
            return
        self._refreshing, self._stale = True, False
        self.listing.refresh()
        self.searching.refresh()
        self._library.ask(take_stock, self._show_stock, self._refreshed)

    def set_current(self, reading: int | None) -> None:
        """Mark the reading that is open."""
        self._current = reading or 0
        key = key_of(self._current) if self._current else ""
        if self.searching.active or len(self.view.selected()) > 1:
            return
        if self.view.rows().index_of(key).isValid() or not self.view.hasFocus():
            self.view.follow(key)

    def listed(self) -> list[ReadingSummary]:
        """Return the readings of the shelf, as far as they are listed."""
        return self.listing.summaries

    def any_readings(self) -> bool:
        return self.stock.totals.readings > 0

    def is_in_use(self) -> bool:
        """Tell whether the reader goes through the list or types a search: the focus stays there."""
        typing = self.search.hasFocus() and bool(self.search.text())
        return self.view.hasFocus() or self.shelves.hasFocus() or typing

    def start_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_shelf(self, shelf: Shelf) -> None:
        """List the readings of a shelf; what was searched for is cleared."""
        self.listing.show(shelf)
        self.search.clear()
        self.shelves.mark(shelf)

    def expect(self, shelf: Shelf, renamed: Shelf) -> None:
        """Go on with a shelf under another name as soon as it has that, and back if it is undone."""
        self._renamed = (shelf, renamed)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._delegate.set_theme(theme)
        for part in (self.search_bar, self.bar, self.shelves, self.foot):
            part.set_theme(theme)
        self.view.draw_anew()

    # Layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_shelves()

    def _lay_out(self) -> None:
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.nothing.setContentsMargins(INSET, 20, INSET, 20)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        for part in (self.search_bar, self.bar, self.shelves, self.nothing):
            body.addWidget(part)
        body.addWidget(self.view, 1)
        body.addWidget(self.foot)
        self.nothing.hide()

    def _wire(self) -> None:
        self.search_bar.left.connect(self._leave_search)
        self.bar.order.picked.connect(
            lambda choice: self.searching.sort(list(Order)[ORDERS.index(choice)])
        )
        self.searching.began.connect(self._show_shelves)
        self.searching.ended.connect(lambda: self._list(True))
        self.searching.answered.connect(self._show_found)
        self.searching.grown.connect(self._add)
        self.listing.listed.connect(self._list)
        self.listing.grown.connect(self._grown)
        self.listing.failed.connect(self._not_listed)
        self.head.toggled.connect(self._toggled)
        self.head.down.connect(self.shelves.setFocus)
        self.shelves.picked.connect(self.show_shelf)
        self.shelves.left.connect(self.view.setFocus)
        self.shelves.folded.connect(self._fit_shelves)
        self.view.chosen.connect(self._chosen)
        self.view.opened.connect(self._opened)
        self.view.all_wanted.connect(self._select_all)
        self.view.selectionModel().selectionChanged.connect(self._tell_selected)
        self.view.end_near.connect(self._grow)
        self.search_bar.help_wanted.connect(self.show_help)

    # Shelves

    def _toggled(self, unfolded: bool) -> None:
        if not self.searching.active:
            self._settings["shelves"] = unfolded
        self.shelves.setVisible(unfolded)
        if unfolded and self.head.hasFocus():
            self.shelves.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_shelves(self) -> None:
        """Show the shelves as the reader left them, but not beside what is found."""
        self.head.setChecked(self._settings["shelves"] and not self.searching.active)
        self.shelves.setVisible(self.head.isChecked())

    def _fit_shelves(self) -> None:
        most = round(self.height() * SHARE)
        self.shelves.setFixedHeight(min(self.shelves.wanted_height(), most))

    def _show_stock(self, stock: Stock) -> None:
        if stock != self.stock or not self.shelves.rows().all():
            self.stock = stock
            self.shelves.show_stock(stock)
            self._fit_shelves()
        shelf = self._shelf_of(stock)
        self.listing.follow(shelf)
        self.shelves.mark(shelf)
        if not self.searching.active:
            self._tell_listed()
        self._refreshed()

    def _shelf_of(self, stock: Stock) -> Shelf:
        """Return the listed shelf as it is now, all readings where it is gone."""
        shelves, key = stock.shelves(), self.listing.shelf.key
        keys = [shelf.key for shelf in self._renamed]
        if key not in shelves and key in keys:
            key = next((one for one in keys if one in shelves), key)
        return shelves.get(key, ALL)

    def _refreshed(self, _failure: Failure | None = None) -> None:
        self._refreshing = False
        if self._stale:
            self.refresh()

    # Readings

    def _list(self, anew: bool) -> None:
        if self.searching.active:
            return
        self._show_shelves()
        here, was = self.view.currentIndex().row(), self.view.rows().all()
        self.view.show_rows(self.listing.rows)
        self._tell_listed()
        self._tell_selected()  # what a list of other rows does not tell
        if anew:
            self._wants_all = False
            self.view.scrollToTop()
            self.view.follow(key_of(self._current) if self._current else "")
        elif here >= 0 and not self.view.current_key() and self.view.hasFocus():
            # What the reader was at is gone; the keys go on from there.
            index_of = self.view.rows().index_of
            above = sum(index_of(row.key).isValid() for row in was[:here])
            rows = self.listing.rows[: above + 1]
            self.view.follow(rows[-1].key if rows else "")

    def _tell_listed(self) -> None:
        shelf, listed = self.listing.shelf, len(self.listing.rows)
        count = self.stock.count(shelf)
        more = "+" if self.listing.more else ""
        many = f"{number(listed)}{more}" if count is None else number(count)
        self.bar.tell(shelf.shown, many)
        self.nothing.setText(tr(NOTHING[shelf.kind], query=shelf.query))
        self.nothing.setVisible(not listed)
        self.foot.tell_shelf(in_bin=shelf.kind is Kind.BIN, empty=not listed)

    def _not_listed(self, failure: Failure) -> None:
        if not self.searching.active:
            self._list(True)
            self.nothing.setText(str(failure))

    def _grown(self, rows: list[Row]) -> None:
        if self.searching.active:
            return
        self._add(rows)
        if self._wants_all and not self.listing.more:
            self._wants_all = False
            self.view.selectAll()

    def _add(self, rows: list[Row]) -> None:
        self.view.add_rows(rows)
        self._tell_found() if self.searching.active else self._tell_listed()

    def _select_all(self) -> None:
        if self.listing.more and not self.searching.active:
            self._wants_all = True
            self.listing.grow(whole=True)

    def _tell_selected(self) -> None:
        ranges = self.view.selectionModel().selection()
        many = sum(ranges.at(place).height() for place in range(ranges.count()))
        self.foot.tell_selected(many)

    # What is found

    def _show_found(self, anew: bool) -> None:
        self.view.show_rows(self.searching.rows)
        if anew:
            self.view.scrollToTop()
        self._tell_found()
        self._tell_selected()

    def _tell_found(self) -> None:
        many = f"{number(len(self.searching.hits))}{'+' if self.searching.more else ''}"
        self.bar.tell(tr("Found"), many, searches=True)
        text = tr("Nothing matches “{query}”.", query=self.searching.text.strip())
        self.nothing.setText(self.searching.hint or text)
        self.nothing.setVisible(not self.searching.hits and not self.searching.more)

    def show_help(self) -> None:
        from app.desktop.library_query_help import show_help  # noqa: PLC0415 (seldom needed)

        show_help(self._library, self.search_bar, self.theme)

    def _leave_search(self) -> None:
        if self.searching.active:
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focus_text.emit()

    # Going to a row

    def _chosen(self, key: str) -> None:
        row = self.view.current_row()
        if isinstance(row, HitRow) and row.hit is not None:
            self.hit_chosen.emit(row.hit.reading, row.hit.start)
        elif (reading := reading_of(key)) and self.listing.shelf.kind is not Kind.BIN:
            self.reading_chosen.emit(reading)

    def _opened(self, key: str) -> None:
        if self.searching.active or self.listing.shelf.kind is not Kind.BIN:
            self._chosen(key)
            self.focus_text.emit()

    def _grow(self) -> None:
        (self.searching if self.searching.active else self.listing).grow()
