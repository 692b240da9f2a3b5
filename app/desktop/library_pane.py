"""The pane on the left: every reading, and what a search finds in them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from app.desktop.actions import shown_key
from app.desktop.controls import LinkButton, SearchField, icon, label
from app.desktop.library_rows import (
    GROUPS,
    LibraryDelegate,
    ReadingRow,
    hit_row,
    key_of,
    reading_row,
)
from app.desktop.library_thread import LibraryThread
from app.desktop.pens import INSET
from app.desktop.rows import Head, Row, RowView
from app.reading.failures import Failure
from app.reading.listing import Hit, ReadingSummary
from app.rendering.palette import Theme

PAGE = 100
MOST_HITS = 60
SEARCH_AFTER_MS = 140


class LibraryPane(QFrame):
    """Readings, newest first, or what a search found; choosing one opens it."""

    reading_chosen = Signal(int)
    hit_chosen = Signal(int, int)  # reading, place
    open_wanted = Signal()
    bin_wanted = Signal(int)
    focus_text = Signal()

    def __init__(self, library: LibraryThread, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("libraryPane")
        self.setMinimumWidth(220)
        self._library = library
        self._theme = theme
        self._summaries: list[ReadingSummary] = []
        self._more = False
        self._asked = 0
        self._turn = 0
        self._current = 0
        self._searching = False
        self._hits: dict[str, Hit] = {}
        self.search = SearchField("Search the library", "search")
        self.search.setToolTip("Find readings, quotes and numbers (Ctrl+Shift+F)")
        self._key = QLabel(shown_key("Ctrl+Shift+F"), self.search)
        self._key.setProperty("quiet", True)
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.head = label("All readings", head=True)
        self.count = label("", head=True)
        self.view = RowView("Readings")
        self._delegate = LibraryDelegate(theme)
        self._delegate.setParent(self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._offer)
        self.nothing = label("", quiet=True)
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.nothing.setContentsMargins(INSET, 20, INSET, 20)
        self.open_button = LinkButton("Open…")
        self.open_button.clicked.connect(self.open_wanted)
        self.shown = label("", quiet=True)
        self._lay_out()
        self._wait = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._wait.timeout.connect(self._search)
        self.search.textChanged.connect(self._typed)
        self.search.left.connect(self._leave_search)
        self.search.returnPressed.connect(self._search_now)
        self.view.chosen.connect(self._chosen)
        self.view.opened.connect(lambda _key: self.focus_text.emit())
        self.view.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.set_theme(theme)

    def refresh(self) -> None:
        """Read the list again: the library has changed."""
        wanted = max(PAGE, len(self._summaries))
        self._turn += 1
        turn = self._turn
        self._library.ask(
            lambda library: library.readings(limit=wanted),
            lambda found: self._show(found, wanted, turn),
        )
        if self._searching:
            self._search()

    def set_current(self, reading: int | None) -> None:
        """Mark the reading that is open."""
        self._current = reading or 0
        if not self._searching:
            self.view.follow(key_of(self._current) if self._current else "")

    def any_readings(self) -> bool:
        return bool(self._summaries)

    def is_in_use(self) -> bool:
        """Tell whether the reader goes through the list or types a search: the focus stays there."""
        return self.view.hasFocus() or (self.search.hasFocus() and bool(self.search.text()))

    def title_of(self, reading: int) -> str:
        """Return the title of a listed reading."""
        found = next((row for row in self._summaries if row.id == reading), None)
        return found.title if found is not None and found.title else "a reading"

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.set_theme(theme)
        self.search.set_theme(theme)
        self.open_button.setIcon(icon("plus", theme.color("accent")))
        self.view.viewport().update()

    def start_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type] # Qt's own event
        self._place_key()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 7, 10, 7)
        top.addWidget(self.search)
        head = QFrame()
        head.setObjectName("groupHead")
        head.setFixedHeight(30)
        row = QHBoxLayout(head)
        row.setContentsMargins(INSET, 0, INSET, 0)
        row.addWidget(self.head, 1)
        row.addWidget(self.count)
        foot = QFrame()
        foot.setObjectName("paneFoot")
        foot.setFixedHeight(40)
        last = QHBoxLayout(foot)
        last.setContentsMargins(10, 0, INSET, 0)
        last.addWidget(self.open_button)
        last.addStretch()
        last.addWidget(self.shown)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(top)
        body.addWidget(head)
        body.addWidget(self.nothing)
        body.addWidget(self.view, 1)
        body.addWidget(foot)
        self.nothing.hide()

    def _place_key(self) -> None:
        self._key.adjustSize()
        self._key.move(
            self.search.width() - self._key.width() - 10,
            (self.search.height() - self._key.height()) // 2,
        )
        self._key.setVisible(not self.search.text() and self.search.width() > 230)

    def _typed(self, text: str) -> None:
        self._place_key()
        if text.strip():
            self._wait.start()
        else:
            self._wait.stop()
            self._turn += 1
            self._searching = False
            self._list()

    def _search_now(self) -> None:
        self._wait.stop()
        if self.search.text().strip():
            self._search()

    def _search(self) -> None:
        query = self.search.text().strip()
        if not query:
            return
        self._searching = True
        self._turn += 1
        turn = self._turn
        self._library.ask(
            lambda library: library.search(query, limit=MOST_HITS),
            lambda hits: self._show_hits(hits, query, turn),
            lambda failure: self._not_found(failure, turn),
        )

    def _show(self, found: Sequence[ReadingSummary], wanted: int, turn: int) -> None:
        self._summaries = list(found)
        self._more = len(found) == wanted
        if not self._searching and turn == self._turn:
            self._list()

    def _list(self) -> None:
        self.head.setText("All readings")
        many = f"{len(self._summaries):,}"
        self.count.setText(f"{many}+" if self._more else many)
        self.shown.setText("")
        self.view.show_rows([reading_row(summary) for summary in self._summaries])
        self.nothing.setText("Articles you open are kept here.")
        self.nothing.setVisible(not self._summaries)
        self.view.follow(key_of(self._current) if self._current else "")

    def _show_hits(self, hits: Sequence[Hit], query: str, turn: int) -> None:
        if turn != self._turn:
            return
        words = tuple(word.strip('"*') for word in query.casefold().split() if word.strip('"*'))
        rows: list[Row] = []
        self._hits = {}
        for kind, name in GROUPS.items():
            of_kind = [hit for hit in hits if hit.kind is kind]
            if of_kind:
                rows.append(Head("", f"{name}, {len(of_kind)}", name, str(len(of_kind))))
            for hit in of_kind:
                key = f"hit:{len(self._hits)}"
                self._hits[key] = hit
                rows.append(hit_row(key, hit, words))
        self.head.setText("Found")
        self.count.setText(str(len(hits)))
        self.shown.setText(f"The best {MOST_HITS} are shown" if len(hits) >= MOST_HITS else "")
        self.view.show_rows(rows)
        self.view.verticalScrollBar().setValue(0)
        self.nothing.setText(f"Nothing matches “{query}”.")
        self.nothing.setVisible(not hits)

    def _not_found(self, failure: Failure, turn: int) -> None:
        if turn == self._turn:
            self.view.show_rows([])
            self.nothing.setText(str(failure))
            self.nothing.show()

    def _leave_search(self) -> None:
        if self._searching or self.search.text():
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focus_text.emit()

    def _chosen(self, key: str) -> None:
        hit = self._hits.get(key)
        if hit is not None:
            self.hit_chosen.emit(hit.reading, hit.start)
        elif key.startswith("reading:"):
            self.reading_chosen.emit(int(key.removeprefix("reading:")))

    def _scrolled(self, value: int) -> None:
        near = value >= self.view.verticalScrollBar().maximum() - 400
        if near and self._more and not self._searching and self._asked != len(self._summaries):
            self._asked = len(self._summaries)
            last = self._summaries[-1]
            turn = self._turn
            self._library.ask(
                lambda library: library.readings(limit=PAGE, before=(last.added, last.id)),
                lambda found: self._append(found, turn),
            )

    def _append(self, found: Sequence[ReadingSummary], turn: int) -> None:
        if turn == self._turn and not self._searching:
            self._summaries += found
            self._more = len(found) == PAGE
            self._list()

    def _offer(self, place: QPoint) -> None:
        index = self.view.indexAt(place)
        row = self.view.rows().row(index) if index.isValid() else None
        if not isinstance(row, ReadingRow):
            return
        reading = int(row.key.removeprefix("reading:"))
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        move = QAction(icon("trash-2", self._theme.color("ink2")), "Move to bin", menu)
        move.triggered.connect(lambda: self.bin_wanted.emit(reading))
        menu.addAction(move)
        menu.popup(self.view.viewport().mapToGlobal(place))
