"""Looks for words in the open article while the reader types them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from app.desktop.announcing import announce
from app.desktop.desk import Desk
from app.desktop.reading_area import ReadingArea
from app.desktop.sheet import Sheet
from app.desktop.turns import Turns
from app.language import tr
from app.reading.spans import Span
from app.rendering.found_words import FoundWords

if TYPE_CHECKING:
    import re

    from app.desktop.find_bar import FindBar
    from app.desktop.sought_words import Levelled

LONGEST = 200
"""Characters of a selection that are taken as the words to look for; a longer one is not meant."""


class Finding(QObject):
    """Finds, counts and shows the places of words, and goes from one to the next.

    A long text is looked through over several turns of the event loop; what was found before
    stays in sight until then.
    """

    def __init__(self, desk: Desk, area: ReadingArea) -> None:
        super().__init__(area)
        self._desk, self._area = desk, area
        self._turns = Turns(self)
        self._bar: FindBar | None = None
        self._text: Levelled | None = None
        self._of = ""  # the text that was levelled
        self._spans: list[Span] = []
        self._current: int | None = None
        self._from = 0  # from where in the text on the first place is looked for
        self._back = False  # or from there back
        self._follow = True  # whether the text goes to the place that is found
        area.find_button.clicked.connect(self.start)
        desk.shown.connect(self._another)
        desk.left.connect(self._leave)

    # What the reader asks for

    def start(self) -> None:
        """Open the bar, with the selected words in it; select what stands there when it is open."""
        if self._desk.sheet is None:
            return
        bar = self._made()
        selected = self._selected()
        self._from = self._here() if selected is None else selected.start
        if selected is not None and selected.end - selected.start <= LONGEST:
            words = " ".join(self._desk.sheet.document.text[selected.start : selected.end].split())
            if words != bar.field.text():
                bar.field.setText(words)
        self._area.show_find_bar(bar)
        bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bar.field.selectAll()
        self._search()

    def next(self) -> None:
        """Go to the next place after the current one, from the last to the first."""
        self._step(1)

    def previous(self) -> None:
        """Go to the place before the current one, from the first to the last."""
        self._step(-1)

    def close(self) -> None:
        """Close the bar; the text has the focus, with the current place selected in it."""
        if not self.is_open():
            return
        assert self._bar is not None
        self._turns.stop()
        span = self._span()
        self._show([], None)
        self._area.hide_find_bar(self._bar)
        if self._area.is_reading():
            if span is not None:
                self._area.reader.select(span)
            self._area.reader.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._area.is_paging():
            self._area.pages().setFocus(Qt.FocusReason.OtherFocusReason)

    def is_open(self) -> bool:
        """Tell whether the bar is shown."""
        return self._bar is not None and not self._bar.isHidden()

    # Searching

    def _made(self) -> FindBar:
        if self._bar is None:
            from app.desktop.find_bar import FindBar  # noqa: PLC0415 (not needed to start)

            self._bar = FindBar(self._area.reader.style_of_text.theme)
            self._bar.changed.connect(self._search)
            self._bar.stepped.connect(self._step)
            self._bar.closed.connect(self.close)
        return self._bar

    def _another(self, sheet: Sheet) -> None:
        """Look for the same words in another article, which opens where it was left."""
        self._area.find_button.show()
        self._from, self._follow = sheet.place, not self.is_open()
        self._show([], None)
        self._search()

    def _leave(self) -> None:
        self._area.find_button.hide()
        self.close()

    def _search(self) -> None:
        """Look for what stands in the bar, from the beginning of the text."""
        sheet, bar = self._desk.sheet, self._bar
        if sheet is None or bar is None or not self.is_open():
            return
        text = sheet.document.text
        if self._text is None or self._of is not text:
            from app.desktop.sought_words import Levelled  # noqa: PLC0415 (not needed to start)

            self._text, self._of = Levelled(text), text
        found: list[Span] = []
        self._turns.start(self._steps(self._text, found), lambda: self._have(found))

    def _steps(self, text: Levelled, found: list[Span]) -> Iterator[None]:
        assert self._bar is not None
        yield from text.steps()
        pattern: re.Pattern[str] | None = self._bar.sought().pattern(silent=text.silent)
        if pattern is not None:
            for span in text.find(pattern):
                if span is not None:
                    found.append(span)
                yield

    def _have(self, found: list[Span]) -> None:
        """Show what was found, and go to the first place from where the search began."""
        place = bisect_left(found, self._from, key=lambda span: span.start) - self._back
        self._show(found, place % len(found) if found else None)
        follow, self._follow, self._back = self._follow, True, False
        if follow:
            self._go()

    # Going from place to place

    def _step(self, by: int) -> None:
        if not self.is_open():
            self._go_on(back=by < 0)
        elif self._spans:
            assert self._current is not None
            self._show(self._spans, (self._current + by) % len(self._spans))
            self._go()

    def _go_on(self, *, back: bool) -> None:
        """Look once more for the words looked for last, from where the reader is now."""
        bar = self._made()
        if self._desk.sheet is None or not bar.field.text():
            self.start()
            return
        selected = self._selected()
        self._from = self._here() if selected is None else selected[0 if back else 1]
        self._back = back
        self._area.show_find_bar(bar)
        self._search()

    def _selected(self) -> Span | None:
        return self._area.reader.selected_span() if self._area.is_reading() else None

    def _span(self) -> Span | None:
        return None if self._current is None else self._spans[self._current]

    def _show(self, spans: list[Span], current: int | None) -> None:
        self._spans, self._current = spans, current
        span = self._span()
        self._area.reader.show_found(FoundWords(spans, span))
        if self._bar is None:
            return
        missing = current is None and bool(self._bar.field.text().strip())
        if current is not None:
            text = tr("{place} of {total}", place=current + 1, total=len(spans))
        else:
            text = tr("Not found") if missing else ""
        self._bar.tell(text, any_found=bool(spans), missing=missing)

    def _go(self) -> None:
        span = self._span()
        if span is not None:
            self._from = span.start
            if self._area.is_paging():
                self._area.pages().reveal([span])
            else:
                self._area.reader.bring(span)
        if self._bar is not None:
            announce(self._bar.field, self._spoken(span))

    def _spoken(self, span: Span | None) -> str:
        """Return how many were found, and the line the current place stands in."""
        assert self._bar is not None
        if span is None:
            return self._bar.count.text()
        start, end = max(0, span.start - 40), span.end + 40
        return f"{self._bar.count.text()}: {' '.join(self._of[start:end].split())}"

    def _here(self) -> int:
        area = self._area
        return area.pages().offset() if area.is_paging() else area.reader.place()
