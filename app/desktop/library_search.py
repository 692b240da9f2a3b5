"""Searching the library while the reader types: asked a moment later, stale answers dropped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.library_hits import hit_rows
from app.desktop.library_thread import LibraryThread
from app.desktop.rows import Row
from app.reading.failures import Failure
from app.reading.listing import Cursor, Found, Hit, HitKind, Order

PAGE = 60
WAIT_MS = 140


class Searching(QObject):
    """What the reader searches for, and what was found so far."""

    began = Signal()  # something is searched for, where nothing was before
    ended = Signal()  # nothing is searched for any more
    answered = Signal(bool)  # `rows` are others; whether for another search
    grown = Signal(object)  # list[Row]: rows to be put below the others
    failed = Signal(object)  # Failure

    def __init__(self, library: LibraryThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.text = ""
        self.kind: HitKind | None = None
        self.order = Order.RELEVANCE
        self.hits: list[Hit] = []
        self.rows: list[Row] = []
        self.hint = ""
        self._after: Cursor | None = None
        self._turn = 0
        self._growing = False
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.search)

    @property
    def active(self) -> bool:
        """Whether anything is searched for."""
        return bool(self.text.strip())

    @property
    def more(self) -> bool:
        return self._after is not None

    def type(self, text: str) -> None:
        """Search for what stands in the field, once the reader pauses."""
        was, self.text = self.active, text
        self._turn += 1
        if not self.active:
            self._wait.stop()
            self.hits, self.rows, self._after = [], [], None
            if was:
                self.ended.emit()
            return
        if not was:
            self.began.emit()
        self._wait.start()

    def choose(self, kind: HitKind | None) -> None:
        """Find this kind alone, or every kind."""
        if kind is not self.kind:
            self.kind = kind
            self.search()

    def sort(self, order: Order) -> None:
        """List what was found in this order."""
        if order is not self.order:
            self.order = order
            self.search()

    def search(self) -> None:
        """Search now, from the beginning."""
        self._wait.stop()
        if self.active:
            self._ask(PAGE, anew=True)

    def refresh(self) -> None:
        """Search again for what is listed: the library has changed."""
        if self.active and not self._wait.isActive():
            self._ask(max(PAGE, len(self.hits)), anew=False)

    def grow(self) -> None:
        """Look for more of what was found."""
        after, turn = self._after, self._turn
        if after is None or self._growing:
            return
        self._growing = True
        text, kinds, order = self.text, self._kinds(), self.order

        def grown(found: Found) -> None:
            if turn != self._turn:
                return
            self._growing = False
            self._after = found.after
            first = len(self.hits)
            self.hits += found
            rows = hit_rows(found, found.after, first=first)
            if self.kind is not None:
                rows = [row for row in rows if not row.is_head]
            self.rows += rows
            self.grown.emit(rows)

        self._library.ask(
            lambda library: library.search(text, PAGE, kinds=kinds, order=order, after=after),
            grown,
        )

    def _kinds(self) -> Sequence[HitKind] | None:
        return None if self.kind is None else (self.kind,)

    def _ask(self, limit: int, *, anew: bool) -> None:
        self._turn += 1
        text, kinds, order, turn = self.text, self._kinds(), self.order, self._turn

        def found(answer: Found) -> None:
            if turn != self._turn:
                return
            self._growing = False
            self.hits, self._after, self.hint = list(answer), answer.after, answer.hint
            self.rows = hit_rows(answer, answer.after)
            self.answered.emit(anew)

        def not_found(failure: Failure) -> None:
            if turn == self._turn:
                self.failed.emit(failure)

        self._library.ask(
            lambda library: library.search(text, limit, kinds=kinds, order=order), found, not_found
        )
