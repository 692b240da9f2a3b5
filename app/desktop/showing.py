"""What the window shows of the article that is open: its text, its marks, one speaker or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.desktop.announcing import announce, somebody_listens
from app.desktop.desk import Desk
from app.desktop.legend import only_in_words
from app.desktop.notice import Notice, Tone
from app.desktop.panes import Panes
from app.desktop.sheet import Sheet
from app.desktop.spoken_marks import spoken
from app.desktop.status import language_name
from app.language import day, tr
from app.reading.annotation import Reading
from app.reading.isolation import Sort, of_sort
from app.reading.languages import is_read
from app.reading.notices import said
from app.reading.views import View
from app.rendering.composing import Composition
from app.settings import Settings

if TYPE_CHECKING:
    from app.reading.versions import Change

REDRAW_MS = 150
"""Least time between two drawings of marks while they arrive in parts."""


class Showing(QObject):
    """Keeps text, legend and lists in step with the desk and with each other."""

    changed = Signal()  # the bars have something else to say
    titled = Signal(str)

    def __init__(self, desk: Desk, panes: Panes, settings: Settings) -> None:
        super().__init__(desk)
        self._desk, self._settings = desk, settings
        self._library, self._area, self._inspector = panes.library, panes.area, panes.inspector
        self._view = settings.view()
        desk.look(self._view)
        settings.watch(self._settings_changed)
        self.only = ""
        self.sort: Sort | None = None
        self._redraw = QTimer(self, singleShot=True, interval=REDRAW_MS)
        self._redraw.timeout.connect(self._draw_marks)
        self._relist = QTimer(self, singleShot=True, interval=0)
        self._relist.timeout.connect(self._list_marks)
        desk.shown.connect(self._show)
        desk.left.connect(self.show_nothing)
        desk.taken.connect(self._taken)
        desk.marks_changed.connect(self._marks_arrived)
        desk.own_changed.connect(self._own_changed)
        reader, inspector = self._area.reader, self._inspector
        reader.mark_focused.connect(self._follow)
        reader.speaker_clicked.connect(self.show_only)
        inspector.chosen.connect(reader.focus_mark)
        desk.comparing.found.connect(self._show_changes)
        desk.recited.connect(self._tell_title)
        desk.headed.connect(self._show_head)
        inspector.isolated.connect(self.show_only)
        self._area.legend.isolated.connect(self.show_only)
        self._area.legend.sort_isolated.connect(self.show_sort)

    # The article

    def _show(self, sheet: Sheet) -> None:
        self.only, self.sort = "", None
        self._area.legend.show_only("")
        # Shown first: a pane that has no size yet has no place to go to either.
        self._area.show_text(there=True)
        self._area.reader.show_reading(self._composition(sheet), sheet.place)
        if not self._library.is_in_use():
            self._area.reader.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_language(sheet.document.language)
        self._tell_missing(sheet)
        self._area.banners.untell("version")
        self._tell_title(sheet)
        self._draw_marks()
        self._taken(sheet)

    def _composition(self, sheet: Sheet) -> Composition:
        return sheet.composition if self._settings["pictures"] == "never" else sheet.illustrated

    def _show_head(self, sheet: Sheet) -> None:
        """Show the article under its other title and facts; place and marks stay."""
        reader = self._area.reader
        reader.set_text(sheet.document, reader.place(), self._composition(sheet))
        self._draw_marks()

    def _tell_title(self, sheet: Sheet) -> None:
        self.titled.emit(f"{sheet.cited.title or tr('Untitled')} – Sayso")

    def _tell_language(self, language: str) -> None:
        """Say what is missing from an article in a language that is not read."""
        if is_read(language):
            self._area.banners.untell("language")
        else:
            self._area.banners.tell(
                Notice(
                    tr(
                        "This article is in {language}. Its quotations are marked; who says what, "
                        "and numbers, Sayso finds in English only.",
                        language=language_name(language),
                    ),
                    topic="language",
                )
            )

    def _tell_missing(self, sheet: Sheet) -> None:
        """Say what of the source is not in the text."""
        self._area.banners.untell("missing")
        if not sheet.document.text:
            self._area.banners.tell(
                Notice(
                    tr("Only the address of this article is here so far."),
                    action=tr("Fetch the text"),
                    do=self._desk.fetch,
                    topic="missing",
                )
            )
        elif sheet.document.notice:
            self._area.banners.tell(Notice(said(sheet.document.notice), Tone.WARN, topic="missing"))

    def show_nothing(self) -> None:
        for topic in ("language", "missing", "version"):
            self._area.banners.untell(topic)
        self.only, self.sort = "", None
        self._area.empty.tell(any_readings=self._library.any_readings())
        self._area.show_text(there=False)
        self._area.legend.show_sheet(None)
        self._area.legend.show_only("")
        self._inspector.show_sheet(None)
        self._library.set_current(None)
        self.titled.emit("Sayso")
        self.changed.emit()

    def _taken(self, sheet: Sheet) -> None:
        if sheet is self._desk.sheet:
            self._library.set_current(sheet.id)
            if sheet.id is not None:
                self._settings["last_reading"] = sheet.id
            self.changed.emit()

    def _marks_arrived(self, sheet: Sheet) -> None:
        if sheet.marked:
            self._redraw.stop()
            self._draw_marks()
        elif not self._redraw.isActive():
            self._redraw.start()

    def _draw_marks(self) -> None:
        sheet = self._desk.sheet
        if sheet is None:
            return
        self._area.reader.show_marks(sheet.found, sheet.own_marks(), sheet.decisions)
        among = self.among()
        if among is not None:  # a claim that was checked is no longer one that is not
            self._area.reader.isolate(among)
        # The lists come a moment later: in a long article each takes its time.
        self._relist.start()

    def _list_marks(self) -> None:
        sheet = self._desk.sheet
        if sheet is None:
            return
        self._area.legend.show_sheet(sheet)
        self._inspector.show_sheet(sheet, self.only or None, self.among())
        self._inspector.follow(self._area.reader.focused())
        self.changed.emit()

    def _follow(self, target: str) -> None:
        self._inspector.follow(target)
        # A row of the inspector that leads to a mark has said it already.
        if self._desk.sheet is None or not target or self._inspector.has_focus():
            return
        if somebody_listens():
            announce(self._area.reader, spoken(self._desk.sheet, target))

    def _own_changed(self, sheet: Sheet) -> None:
        self._area.reader.show_marks(sheet.found, sheet.own_marks(), sheet.decisions)
        self._area.legend.show_sheet(sheet)
        self._inspector.show_own(sheet)
        self.changed.emit()

    def _show_changes(self, sheet: Sheet, before: Reading, found: list[Change]) -> None:
        """Show what changed since the version before, where the article is still open."""
        if sheet is not self._desk.sheet:
            return
        from app.desktop.changes_shown import ChangesDialog  # noqa: PLC0415 (not needed to start)

        theme = self._area.reader.style_of_text.theme
        dialog = ChangesDialog(found, day(before.added), theme, self._area.window())
        dialog.chosen.connect(lambda span: self._area.reader.go_to(span.start))
        dialog.earlier_wanted.connect(lambda: self._desk.reopen(before.id))
        dialog.open()

    # How sure marks are

    def choose_sureness(self) -> None:
        """Ask how sure a mark must be; the article follows at once."""
        from app.desktop.sureness import SurenessDialog  # noqa: PLC0415 (not needed to start)

        dialog = SurenessDialog(self._settings.view(), self._area.window())
        dialog.show_sheet(self._desk.sheet)
        dialog.chosen.connect(self._choose_view)
        for changed in (self._desk.marks_changed, self._desk.shown):
            changed.connect(dialog.show_sheet)
        dialog.open()

    def _choose_view(self, view: View) -> None:
        self._settings["least"] = round(100 * view.least)
        self._settings["attitudes"] = view.attitudes

    def _settings_changed(self, _name: str) -> None:
        view = self._settings.view()
        if view != self._view:
            self._view = view
            self._desk.look(view)

    # One speaker

    def only_speaker(self) -> None:
        """Show only what the speaker of the mark in focus says; everyone when it is so already."""
        sheet = self._desk.sheet
        if sheet is None:
            return
        speaker = sheet.speaker_of(self._area.reader.focused())
        if not speaker:
            self._area.toast.tell(Notice(tr("Go to a quote first.")))
            return
        self.show_only("" if self.only == speaker else speaker)

    def show_sort(self, sort: str) -> None:
        """Show only marks of one sort; everything when it is so already."""
        if self._desk.sheet is None:
            return
        if self.sort == sort:
            self.everyone()
            return
        self.only, self.sort = "", Sort(sort)
        self._say(only_in_words("", self.sort))
        self._area.legend.show_only("", self.sort)
        self._draw_marks()

    def among(self) -> frozenset[str] | None:
        """Return the marks that are shown alone because of their sort, None for all."""
        sheet = self._desk.sheet
        if sheet is None or self.sort is None:
            return None
        return of_sort(sheet.analysis, sheet.decisions, self.sort)

    def everyone(self) -> None:
        self.show_only("")

    def show_only(self, speaker: str) -> None:
        """Show only one speaker's words, "" for everyone's."""
        if self._desk.sheet is None:
            return
        self.only, self.sort = speaker, None
        self._say(only_in_words(speaker) or tr("Everyone"))
        self._area.reader.isolate_speaker(speaker or None)
        self._area.legend.show_only(speaker)
        self._inspector.show_sheet(self._desk.sheet, speaker or None)
        self._inspector.follow(self._area.reader.focused())
        self.changed.emit()

    def _say(self, text: str) -> None:
        """Say what is shown from now on, where it was a key of the text that asked for it."""
        if self._area.reader.hasFocus():
            announce(self._area.reader, text)
