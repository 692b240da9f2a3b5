"""Which readings the list shows: a shelf's, read page by page and again when the library changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.desktop.library_rows import ReadingRow, reading_row
from app.desktop.library_thread import LibraryThread
from app.desktop.shelf import ALL, Cursor, Shelf, read_page
from app.reading.failures import Failure, QueryFailure
from app.reading.listing import ReadingSummary

if TYPE_CHECKING:
    from app.library.library import Library

PAGE = 100
LARGE_PAGE = 2000
"""Readings read at once where all are wanted; the window would stand still for more."""

_Read = tuple[Sequence[ReadingSummary], Sequence[ReadingRow], Cursor | None]


class Listing(QObject):
    """The readings of one shelf, as far as the reader has scrolled."""

    listed = Signal(bool)  # all rows are others; whether another shelf is shown
    grown = Signal(object)  # list[ReadingRow]: rows to be put below the others
    failed = Signal(object)  # Failure

    def __init__(self, library: LibraryThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.shelf = ALL
        self.summaries: list[ReadingSummary] = []
        self.rows: list[ReadingRow] = []
        self._after: Cursor | None = None
        self._turn = 0
        self._growing = False
        self._whole = False
        self._known = False

    @property
    def more(self) -> bool:
        """Whether the shelf holds readings that are not listed yet."""
        return self._after is not None

    def show(self, shelf: Shelf) -> None:
        """List the first readings of a shelf."""
        self.shelf = shelf
        self._whole = False
        self._ask(PAGE, anew=True)

    def follow(self, shelf: Shelf) -> None:
        """Take the shelf as it is now; another one, or another search, is listed anew."""
        same = (shelf.key, shelf.query) == (self.shelf.key, self.shelf.query)
        if same:
            self.shelf = shelf
        else:
            self.show(shelf)

    def refresh(self) -> None:
        """Read again what is listed."""
        self._ask(max(PAGE, len(self.summaries)), anew=False)

    def grow(self, *, whole: bool = False) -> None:
        """List the next page, or with `whole` all that is left."""
        self._whole = self._whole or whole
        if self._after is None or self._growing:
            return
        self._growing = True
        shelf, before, turn = self.shelf, self._after, self._turn
        limit = LARGE_PAGE if self._whole else PAGE

        def grown(found: _Read) -> None:
            # What has been read again meanwhile may end elsewhere.
            if turn != self._turn or before != self._after:
                return
            summaries, rows, self._after = found
            self.summaries += summaries
            self.rows += rows
            self._growing = False
            self.grown.emit(list(rows))
            self._go_on()

        def not_read(failure: Failure) -> None:
            if turn == self._turn:
                self._growing = self._whole = False
            self._library.failed.emit(failure)

        self._library.ask(lambda library: _read(library, shelf, limit, before), grown, not_read)

    def _go_on(self) -> None:
        if self._after is None:
            self._whole = False
        elif self._whole:
            self.grow()

    def _ask(self, limit: int, *, anew: bool) -> None:
        self._turn += 1
        shelf, turn, known = self.shelf, self._turn, list(self.rows)

        def look(library: Library) -> tuple[_Read, bool]:
            found = _read(library, shelf, limit, None)
            return found, found[1] != known

        def read(answer: tuple[_Read, bool]) -> None:
            if turn != self._turn:
                return
            (summaries, rows, self._after), other = answer
            self._growing = False
            changed = anew or not self._known or other
            self._known = True
            self.summaries, self.rows = list(summaries), list(rows)
            if changed:
                self.listed.emit(anew)
            self._go_on()

        def not_read(failure: Failure) -> None:
            if turn == self._turn:
                self.summaries, self.rows, self._after = [], [], None
                self.failed.emit(failure)
            if not isinstance(failure, QueryFailure):
                self._library.failed.emit(failure)

        self._library.ask(look, read, not_read)


def _read(library: Library, shelf: Shelf, limit: int, before: Cursor | None) -> _Read:
    page = read_page(library, shelf, limit, before)
    deleted = page.deleted or ("",) * len(page.readings)
    # Made here, so that the window has nothing left to do but to show them.
    rows = [reading_row(*one) for one in zip(page.readings, deleted, strict=True)]
    return page.readings, rows, page.after
