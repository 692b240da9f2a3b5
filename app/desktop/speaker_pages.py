"""Opens the pages of speakers, and unites and separates their names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.background import Background
from app.desktop.changes import Changes
from app.desktop.desk import Desk
from app.desktop.notice import Notice
from app.desktop.reading_area import ReadingArea
from app.desktop.sheet import Sheet
from app.language import later, ntr, tr
from app.reading.failures import Failure
from app.reading.listing import Cursor, Found, SpeakerSummary
from app.reading.profile import Figure, Profile

if TYPE_CHECKING:
    from app.desktop.picker import Answer
    from app.desktop.speaker_page import SpeakerPage
    from app.insight.figures_compared import Pair
    from app.library.library import Library

PAGE = 50
"""Quotes that are read at a time."""

OFFERED = 100
"""Speakers that are offered to choose from at most."""

AFTER_MS = 200
"""How long the library rests before a page that is shown is read again."""

UNITING = later(
    "Both names then stand for one speaker in every reading. No mark changes, and it can be undone."
)


class SpeakerPages(QObject):
    """Shows one speaker at a time, over the text."""

    toasted = Signal(object)  # Notice

    def __init__(self, desk: Desk, area: ReadingArea, changes: Changes, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._area, self._changes = desk, area, changes
        self._library = desk.library
        self._made: SpeakerPage | None = None
        self._thinking: Background | None = None
        self._name = ""
        self._turn = 0
        self._after: Cursor | None = None
        self._growing = False
        self._wanted: tuple[int, str] | None = None  # the reading and the mark that was gone to
        self._again = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._again.timeout.connect(self._read_again)
        for changed in (desk.library_changed, self._library.operated, self._library.changed):
            changed.connect(lambda *_: self._again.start())
        desk.shown.connect(self._go_to_mark)
        area.reader.page_of_speaker_wanted.connect(self.open)

    @property
    def page(self) -> SpeakerPage:
        """The page; made when first needed."""
        if self._made is None:
            from app.desktop.speaker_page import SpeakerPage  # noqa: PLC0415 (not needed to start)

            self._made = page = SpeakerPage(self._area.reader.style_of_text.theme)
            page.opened.connect(self.go_to)
            page.more_wanted.connect(self._grow)
            page.uniting_wanted.connect(self.unite)
            page.separated.connect(self.separate)
        return self._made

    def finish(self) -> None:
        """End what was started on another thread."""
        if self._thinking is not None:
            self._thinking.finish()

    def open(self, name: str) -> None:
        """Show the page of the speaker who goes by a name."""
        self._name = name
        self._read(PAGE, self._show)

    def is_open(self) -> bool:
        """Tell whether a page is shown."""
        return self._made is not None and self._area.over() is self._made

    def choose(self) -> None:
        """Ask for a speaker and show their page; the one of the mark in focus stands first."""
        sheet = self._desk.sheet
        here = sheet.speaker_of(self._area.reader.focused()) if sheet is not None else ""
        self._pick(tr("Speaker"), "", self.open, first=here)

    def open_focused(self) -> None:
        """Show the page of the speaker of the mark in focus."""
        sheet = self._desk.sheet
        name = sheet.speaker_of(self._area.reader.focused()) if sheet is not None else ""
        if name:
            self.open(name)
        else:
            self.toasted.emit(Notice(tr("Go to a quote first.")))

    def go_back(self) -> None:
        """Show the page again that a quote was opened from."""
        if self._made is None:
            self.toasted.emit(Notice(tr("No speaker’s page has been open yet.")))
            return
        self._area.show_over(self._made)
        self._made.start()
        self._read_again()

    def go_to(self, reading: int, place: int, mark: str) -> None:
        """Open a reading at a mark of it."""
        self._wanted = (reading, mark)
        self._desk.reopen(reading, place)

    def unite(self) -> None:
        """Ask whom else this speaker's name stands for, and unite the two."""
        name = self.page.profile.name

        def chosen(other: str) -> None:
            self._changes.change_library(
                lambda library: library.people.unite(other, name),
                tr("“{other}” and “{name}” are one speaker now.", other=other, name=name),
            )

        title = tr("Who else is {name}?", name=name)
        self._pick(title, tr(UNITING), chosen, without=self.page.profile.names)

    def separate(self, name: str) -> None:
        """Let a name be a speaker of its own again."""
        self._changes.change_library(
            lambda library: library.people.separate(name),
            tr("“{name}” is a speaker of its own again.", name=name),
        )

    # Reading

    def _read(self, limit: int, done: Callable[[Profile, Found], None]) -> None:
        self._turn += 1
        turn, name = self._turn, self._name

        def ask(library: Library) -> tuple[Profile, Found, list[Figure]]:
            # Loaded on this thread, so that the window need not wait for it.
            import app.desktop.speaker_page  # noqa: F401, PLC0415

            return (
                library.people.profile(name),
                library.quotes_by(name, limit),
                library.people.figures(name),
            )

        def have(profile: Profile, found: Found, figures: list[Figure]) -> None:
            if turn == self._turn:
                self._after, self._growing = found.after, False
                done(profile, found)
                self._compare(turn, profile, figures)

        def answered(answer: tuple[Profile, Found, list[Figure]]) -> None:
            if self._made is None:
                _ = self.page  # a turn of its own: to make it takes as long as to fill it
                QTimer.singleShot(0, self, lambda: have(*answer))
            else:
                have(*answer)

        self._library.ask(ask, answered)

    def _show(self, profile: Profile, found: Found) -> None:
        page = self.page
        if page.profile.name != profile.name:
            page.show_tab(0)
            page.show_figures((), ())
            page.quotes.show_rows(())
        self._fill(profile, found)
        self._area.reader.hide_card()
        self._area.show_over(page)
        page.start()

    def _fill(self, profile: Profile, found: Found) -> None:
        from app.desktop.speaker_rows import quote_rows  # noqa: PLC0415 (not needed to start)

        self._name = profile.name
        self.page.show_profile(profile)
        self.page.show_quotes(quote_rows(found))

    def _read_again(self) -> None:
        """Read what is shown once more: the library has changed."""
        if self.is_open():
            listed = sum(not row.is_head for row in self.page.quotes.rows().all())
            self._read(max(PAGE, listed), self._fill)

    def _grow(self) -> None:
        """Read the next quotes."""
        after, turn, name = self._after, self._turn, self._name
        if after is None or self._growing:
            return
        self._growing = True

        def answered(found: Found) -> None:
            if turn == self._turn:
                from app.desktop.speaker_rows import quote_rows, year_of  # noqa: PLC0415 (as above)

                self._growing, self._after = False, found.after
                year = year_of(self.page.quotes.rows().all())
                self.page.add_quotes(quote_rows(found, year))

        def not_read(failure: Failure) -> None:
            if turn == self._turn:
                self._growing = False
            self._library.failed.emit(failure)

        self._library.ask(lambda library: library.quotes_by(name, PAGE, after), answered, not_read)

    def _compare(self, turn: int, profile: Profile, figures: list[Figure]) -> None:
        """Find the figures that differ, on a thread of its own: of many it takes a while."""
        from app.insight.figures_compared import claims, differing  # noqa: PLC0415 (as above)

        names = frozenset(profile.names)

        def work() -> tuple[list[Figure], list[Pair]]:
            own = [figure for figure in figures if claims(figure, names)]
            return own, differing(figures, names)

        def done(result: tuple[list[Figure], list[Pair]]) -> None:
            if turn == self._turn:
                from app.desktop.speaker_rows import (  # noqa: PLC0415 (as above)
                    differing_rows,
                    number_rows,
                )

                own, pairs = result
                self.page.show_figures(number_rows(own), differing_rows(pairs))

        if self._thinking is None:
            self._thinking = Background("comparing figures", self)
        self._thinking.call(work, done)

    # Going to a mark

    def _go_to_mark(self, sheet: Sheet) -> None:
        if self._wanted is None:
            return
        (reading, mark), self._wanted = self._wanted, None
        if sheet.id != reading:
            return
        reader = self._area.reader
        if reader.targets().find(mark):
            reader.focus_mark(mark)
        else:
            reader.focus_once_there(mark)
        reader.setFocus()
        if self._made is not None:
            name = self._made.profile.name
            text = tr("From the page of {name}.", name=name)
            self.toasted.emit(Notice(text, action=tr("Back to it"), do=self.go_back))

    # Choosing

    def _pick(
        self,
        title: str,
        says: str,
        chosen: Callable[[str], None],
        *,
        first: str = "",
        without: tuple[str, ...] = (),
    ) -> None:
        from app.desktop.picker import Choice  # noqa: PLC0415 (not needed to start)

        def choice(speaker: SpeakerSummary) -> Choice:
            more = ntr("{count} reading", "{count} readings", speaker.readings)
            if speaker.others:
                more = ntr(
                    "{count} reading, also {names}",
                    "{count} readings, also {names}",
                    speaker.readings,
                    names=", ".join(speaker.others),
                )
            return Choice(speaker.name, f"{speaker.name}, {more}", speaker.name, more)

        def ask(text: str, answer: Answer) -> None:
            def answered(found: list[SpeakerSummary]) -> None:
                offered = [choice(one) for one in found if one.name not in without]
                if first and not text:
                    offered.sort(key=lambda one: one.name != first)
                answer(offered)

            self._library.ask(lambda library: library.speakers(text, OFFERED), answered)

        self._area.picker.open(title, says, tr("A name"), ask, chosen)
