"""Holds two readings side by side, over the text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.background import Background
from app.desktop.desk import Desk
from app.desktop.library_pane import LibraryPane
from app.desktop.notice import Notice
from app.desktop.reading_area import ReadingArea
from app.desktop.sheet import Sheet
from app.language import short_day, tr
from app.reading.listing import Hit, HitKind, ReadingSummary

if TYPE_CHECKING:
    from app.desktop.picker import Answer, Choice
    from app.desktop.two_readings_page import TwoReadingsPage
    from app.insight.readings_compared import Compared
    from app.library.library import Library

OFFERED = 60
"""Readings that are offered to choose from at most."""


class TwoReadings(QObject):
    """Asks which two, reads them, compares them on a thread of its own, and shows the page."""

    toasted = Signal(object)  # Notice

    def __init__(self, desk: Desk, area: ReadingArea, pane: LibraryPane, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._area, self._pane = desk, area, pane
        self._made: TwoReadingsPage | None = None
        self._thinking: Background | None = None
        self._turn = 0

    @property
    def page(self) -> TwoReadingsPage:
        """The page; made when first needed."""
        if self._made is None:
            from app.desktop.two_readings_page import TwoReadingsPage  # noqa: PLC0415 (not needed to start)

            self._made = TwoReadingsPage(self._area.reader.style_of_text.theme)
            self._made.open_wanted.connect(self._desk.reopen)
        return self._made

    def is_open(self) -> bool:
        """Tell whether the page is shown."""
        return self._made is not None and self._area.over() is self._made

    def finish(self) -> None:
        """End what was started on another thread."""
        if self._thinking is not None:
            self._thinking.finish()

    def choose(self) -> None:
        """Compare the two selected readings, else the open one with another that is asked for."""
        selected = self._pane.view.selected_readings()
        if len(selected) == 2:
            self.compare(*selected)
            return
        sheet = self._desk.sheet
        if sheet is None or sheet.id is None:
            self.toasted.emit(Notice(tr("Open an article first, or select two in the library.")))
            return
        self._pick(sheet.id, sheet.document.title)

    def compare(self, one: int, other: int) -> None:
        """Show two readings side by side."""
        self._turn += 1
        turn = self._turn

        def have_one(first: Sheet) -> None:
            self._desk.look_up(other, partial(have_both, first))

        def have_both(first: Sheet, second: Sheet) -> None:
            _ = self.page  # a turn of its own: to make it takes as long as to fill it
            QTimer.singleShot(0, self, lambda: have(first, second))

        def have(first: Sheet, second: Sheet) -> None:
            if turn == self._turn:
                self._show(first, second)

        # What the page needs is loaded on the library's thread: the window need not wait for it.
        self._desk.library.ask(_load, lambda _loaded: self._desk.look_up(one, have_one))

    def _show(self, one: Sheet, other: Sheet) -> None:
        page, turn = self.page, self._turn
        self._area.reader.hide_card()
        self._area.show_over(page)
        page.set_text(self._area.reader.style_of_text)
        page.show_sheets(one, other)
        page.start()
        names = {a.speaker for s in (one, other) for a in s.analysis.attributions if a.speaker}
        self._desk.library.ask(
            lambda library: {name: library.people.names_of(name)[0] for name in names},
            lambda same: self._compare(turn, one, other, same),
            lambda _failure: self._compare(turn, one, other, {}),
        )

    def _compare(self, turn: int, one: Sheet, other: Sheet, same: dict[str, str]) -> None:
        from app.insight.readings_compared import compared  # noqa: PLC0415 (not needed to start)

        readings = one.reading(), other.reading()
        ids = one.id or 0, other.id or 0

        def done(found: Compared) -> None:
            if turn == self._turn:
                from app.desktop.two_readings_rows import rows_of  # noqa: PLC0415 (as above)

                self.page.show_pairs(rows_of(found, ids))

        if self._thinking is None:
            self._thinking = Background("comparing readings", self)
        self._thinking.call(lambda: compared(*readings, same), done)

    def _pick(self, reading: int, title: str) -> None:
        from app.desktop.picker import Choice  # noqa: PLC0415 (not needed to start)

        def choice(found: Hit | ReadingSummary) -> Choice:
            key = found.reading if isinstance(found, Hit) else found.id
            name = found.title or tr("Untitled")
            parts = (found.outlet, short_day(found.published))
            more = " · ".join(part for part in parts if part)
            return Choice(str(key), f"{name}. {more}", name, more)

        def ask(text: str, answer: Answer) -> None:
            def answered(found: Sequence[Hit | ReadingSummary]) -> None:
                offered = {one.key: one for one in map(choice, found)}
                offered.pop(str(reading), None)
                answer(list(offered.values()))

            self._desk.library.ask(lambda library: _found(library, text), answered)

        self._area.picker.open(
            tr("Compare “{title}” with", title=title) if title else tr("Compare this reading with"),
            "",
            tr("Words of a title"),
            ask,
            lambda key: self.compare(reading, int(key)),
        )


def _load(_library: Library) -> None:
    import app.desktop.two_readings_page  # noqa: F401, PLC0415


def _found(library: Library, text: str) -> Sequence[Hit | ReadingSummary]:
    """Return readings whose titles have words that begin as typed; with none, those added last."""
    from app.desktop.offers import title_query  # noqa: PLC0415 (not needed to start)

    query = title_query(text)
    if not query:
        return library.readings(OFFERED)
    return library.search(query, OFFERED, kinds=(HitKind.READING,))
