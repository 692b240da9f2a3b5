"""The palette: everything the reader can do or go to, found by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.background import Background
from app.desktop.controls import give_focus_back
from app.desktop.turns import Turns
from app.language import tr
from app.reading.failures import Failure
from app.reading.listing import HitKind
from app.reading.spans import Span

if TYPE_CHECKING:
    from app.desktop.command_palette_view import PaletteView
    from app.desktop.main_window import MainWindow
    from app.desktop.offers import Offer
    from app.library.library import Library

COMMANDS, PEOPLE, HERE, PLACES = ">", "@", "#", ":"
FEW, MANY = 6, 60
"""How many of a group are offered beside others, and alone."""

REMEMBERED = 5
"""Commands used last that stand first."""

WAIT_MS = 90
"""How long typing rests before the library is asked."""


class CommandPalette(QObject):
    """Offers what matches as it is typed, and does what is chosen.

    The window's own offers come over as many turns of the event loop as they need, those of the
    library when it has answered; an answer to what is no longer asked is dropped.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._view: PaletteView | None = None
        self._turns = Turns(self)
        self._loading: Background | None = None
        self._recent: list[str] = []
        self._own: list[Offer] = []
        self._people: list[Offer] = []
        self._readings: list[Offer] = []
        self._asked = 0
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._ask_library)
        self._busy = False
        self._before: QWidget | None = None
        window.desk.shown.connect(self._another)

    def open(self) -> None:
        """Show the palette, or close it when it is shown."""
        if self.is_open():
            self.close()
        else:
            self._open("")

    def go_to(self) -> None:
        """Show the palette for a paragraph's number or a speaker's name."""
        if self._window.desk.sheet is not None:
            self._open(PLACES)

    def is_open(self) -> bool:
        """Tell whether the palette is shown."""
        return self._view is not None and self._view.isVisible()

    def close(self) -> None:
        """Hide the palette; the focus is where it was before."""
        self._hide()
        give_focus_back(self._before)

    def finish(self) -> None:
        """End what was started on another thread."""
        if self._loading is not None:
            self._loading.finish()

    @property
    def view(self) -> PaletteView:
        """What is shown; made when first needed."""
        if self._view is None:
            from app.desktop.command_palette_view import PaletteView  # noqa: PLC0415 (not needed to start)

            self._view = PaletteView(self._window, self._window.appearance.theme)
            self._view.typed.connect(self._look)
            self._view.chosen.connect(self._choose)
            self._view.left.connect(self._leave)
        return self._view

    # Opening and closing

    def _open(self, text: str) -> None:
        self._load()
        self._before = QApplication.focusWidget()
        self._window.reader.hide_card()
        self.view.open(text, self._window.appearance.theme)
        self._look(text)

    def _another(self, _sheet: object) -> None:
        """Go on in another article that has just arrived; it has taken the focus."""
        if self.is_open():
            self._before = self._window.reader
            self.view.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._look(self.view.field.text())

    def _load(self) -> None:
        """Load what compares misspelt words while the reader types the first letters."""
        if self._loading is None:
            from app.desktop.likeness import load_nearness  # noqa: PLC0415 (not needed to start)

            self._loading = Background("loading", self)
            self._loading.call(load_nearness)

    def _hide(self) -> None:
        self._turns.stop()
        self._wait.stop()
        self._asked += 1
        self._own, self._people, self._readings = [], [], []
        if self._view is not None:
            self._view.hide()

    def _leave(self) -> None:
        """Close on Esc or a click beside; where the focus has gone elsewhere it stays there."""
        focus = QApplication.focusWidget()
        if focus is None or self.view.isAncestorOf(focus):
            self.close()
        else:
            self._hide()

    def _choose(self, offer: Offer) -> None:
        if offer.why_not:
            return
        name = offer.key.removeprefix("command:")
        if name != offer.key:
            self._recent = [name, *(one for one in self._recent if one != name)][:REMEMBERED]
        self.close()
        offer.do()

    # Offering

    def _look(self, text: str) -> None:
        """Find what matches the text in the field."""
        if not self.is_open():
            return
        self._asked += 1
        prefix, words = _parted(text)
        if prefix in (COMMANDS, HERE, PLACES):
            self._people = self._readings = []
        elif prefix == PEOPLE:
            self._readings = []
        found: list[Offer] = []
        self._turns.start(self._steps(prefix, words, found), lambda: self._have(found))
        if prefix in ("", PEOPLE):
            self._wait.start()
        else:
            self._wait.stop()

    def _steps(self, prefix: str, typed: str, found: list[Offer]) -> Iterator[None]:
        from app.desktop import going, offered_passages, offers  # noqa: PLC0415 (not needed to start)
        from app.desktop.likeness import Likening  # noqa: PLC0415 (same)

        window, sheet = self._window, self._window.desk.sheet
        words = Likening(typed)
        most = MANY if prefix else FEW
        yield
        if prefix in ("", COMMANDS):
            commands = offers.commands(window.actions_, words, self._recent)
            found += commands if prefix else commands[:most]
            yield
        if sheet is None:
            return
        if prefix in ("", PEOPLE) and (words or prefix):
            found += offers.people(sheet, words, window.showing.show_only)[:most]
            yield
        if prefix in ("", HERE) and (words or prefix):
            yield from offered_passages.passages(sheet, words, most, self._go, found)
        if prefix == PLACES:
            found += going.places(sheet, typed, self._place(), self._go)[:most]

    def _have(self, found: list[Offer]) -> None:
        self._own = found
        self._show()

    def _show(self) -> None:
        from app.desktop.offer_rows import offer_rows  # noqa: PLC0415 (not needed to start)

        if not self.is_open():
            return
        every = [*self._own, *self._people, *self._readings]
        prefix, words = _parted(self.view.field.text())
        told = tr("{count} found", count=len(every)) if words else ""
        if prefix == PLACES and not words:
            told = self._span_of_paragraphs()
        self.view.show_offers(offer_rows(every), told)

    def _span_of_paragraphs(self) -> str:
        from app.desktop.going import paragraphs  # noqa: PLC0415 (not needed to start)

        sheet = self._window.desk.sheet
        many = len(paragraphs(sheet.document)) if sheet else 0
        return tr("a name, or a paragraph from 1 to {last}", last=many) if many else ""

    # What the library offers

    def _ask_library(self) -> None:
        """Ask for speakers and titles; one question at a time, the newest next."""
        if self._busy or not self._window.library.usable:
            return
        prefix, typed = _parted(self.view.field.text())
        if prefix not in ("", PEOPLE):
            return
        turn = self._asked
        self._busy = True

        def answered(answer: tuple[list[Any], list[Any]] | None) -> None:
            self._busy = False
            if turn != self._asked:
                if self.is_open():
                    self._wait.start()
            elif answer is not None:
                self._answered(typed, *answer)

        def failed(_failure: Failure) -> None:
            answered(None)

        self._window.library.ask(_question(prefix, typed), answered, failed)

    def _answered(self, typed: str, speakers: list[Any], found: list[Any]) -> None:
        from app.desktop import offers  # noqa: PLC0415 (not needed to start)
        from app.desktop.likeness import Likening  # noqa: PLC0415 (same)

        window, words = self._window, Likening(typed)
        sheet = window.desk.sheet
        self._people = offers.speakers_of_library(speakers, words, window.speaker_pages.open)
        self._readings = offers.readings(
            found, words, window.desk.reopen, sheet.id if sheet else None
        )[:FEW]
        self._show()

    # What is done

    def _place(self) -> int:
        """Return where in the text the reader is: at the mark in focus, else at the top in view."""
        area, reader = self._window.area, self._window.reader
        spans = reader.targets().spans(reader.focused())
        if spans:
            return spans[0].start
        return (area.pages().offset() if area.is_paging() else reader.place()) - 1

    def _go(self, target: str, start: int) -> None:
        """Go to a mark, or where there is none to a place of the text."""
        area, reader = self._window.area, self._window.reader
        pages = area.is_paging()
        if target:
            reader.focus_mark(target, scroll=False)
        else:
            # The next step through the marks begins here, not at the one gone to before.
            reader.focus_mark("")
        if pages:
            area.pages().reveal([Span(start, start + 1)])
            area.pages().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            reader.bring(reader.targets().spans(target)[0]) if target else reader.go_to(start)
            reader.setFocus(Qt.FocusReason.OtherFocusReason)


def _parted(text: str) -> tuple[str, str]:
    """Return the prefix that stands before the words, "" for none, and the words."""
    bare = text.lstrip()
    if bare[:1] in (COMMANDS, PEOPLE, HERE, PLACES) and bare:
        return bare[0], bare[1:].strip()
    return "", bare.strip()


def _question(prefix: str, typed: str) -> Callable[[Library], tuple[list[Any], list[Any]]]:
    """Return what the library is asked: speakers whose name begins so, and titles.

    With no words, the readings added last.
    """

    def ask(library: Library) -> tuple[list[Any], list[Any]]:
        from app.desktop.offers import title_query  # noqa: PLC0415 (not needed to start)

        wide = prefix == PEOPLE
        speakers = library.speakers(typed, MANY if wide else FEW) if typed or wide else []
        if wide:
            return speakers, []
        if not typed:
            return speakers, library.readings(FEW + 1)
        query = title_query(typed)
        kinds = (HitKind.READING,)
        return speakers, list(library.search(query, FEW + 1, kinds=kinds)) if query else []

    return ask
