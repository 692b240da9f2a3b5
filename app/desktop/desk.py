"""What lies on the desk: the article that is open, and what goes on with it.

The desk opens articles, has them marked, and keeps everything in the library as it happens. It
knows nothing of widgets: the window listens to its signals.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.arrivals import AHEAD, Arrivals, Wish
from app.desktop.background import Background
from app.desktop.comparing import Comparing
from app.desktop.exporting import Exporting, short_name
from app.desktop.imports import Imports
from app.desktop.keeping import Keeping
from app.desktop.library_thread import LibraryThread
from app.desktop.marking import TOPIC as MARKING
from app.desktop.marking import Marking, Works
from app.desktop.notice import Notice, of_failure
from app.desktop.picture_fetching import PictureFetching
from app.desktop.renewal import Backlog, Fetching
from app.desktop.sheet import Sheet, paragraphs_marked, sheet_of
from app.desktop.tasks import Child
from app.language import ntr, tr
from app.reading.analysis import Analysis
from app.reading.annotation import OwnAnnotation, Reading
from app.reading.document import PASTED
from app.reading.failures import Failure, LibraryDamaged
from app.reading.views import View
from app.worker.protocol import STORING, Do
from app.worker.protocol import command as command_of

if TYPE_CHECKING:
    from app.library.library import Library

ASK_LIBRARY_MS = 300
"""How long marking waits for the library to tell whether it knows the article already."""


class Desk(QObject):
    """Opens, shows, marks and keeps articles; says what has changed."""

    shown = Signal(object)  # Sheet: another article is open
    left = Signal()  # no article is open any more
    taken = Signal(object)  # Sheet: the library has it
    marks_changed = Signal(object)  # Sheet: its analysis
    own_changed = Signal(object)  # Sheet: the reader's own marks
    state_changed = Signal()
    told = Signal(object)  # Notice
    toasted = Signal(object)  # Notice
    untold = Signal(str)  # topic: its notice no longer holds
    progressed = Signal(str, int, int)  # what, done, total; nothing goes on when what is ""
    library_changed = Signal()
    recited = Signal(object)  # Sheet: what it is cited by
    headed = Signal(object)  # Sheet: something else stands above its text
    kept_new = Signal(object)  # Sheet: the library had no such article before

    def __init__(
        self,
        library: LibraryThread,
        parent: QObject | None = None,
        command: list[str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self.library = library
        self.keeping = Keeping(self)
        self._decoder = Background("decoding", self)
        self._marking = Marking(Child(self._decoder, command, self), self)
        self._marking.found.connect(self._found)
        self._marking.seen.connect(self._seen)
        self._marking.changed.connect(self._marking_changed)
        self._marking.told.connect(self._tell_of_marking)
        self._marking.untold.connect(self.untold)
        self.opener = Child(self._decoder, command, self)
        # Draws pages; both are started when first asked. A page must not wait for a long text's marks.
        self._unpacker = Background("unpacking", self)
        self.drawer = Child(self._unpacker, command, self)
        self.arrivals = Arrivals(self.opener, self._has_room, self)
        self.arrivals.begun.connect(self._begun)
        self.arrivals.arrived.connect(self._arrived)
        self.arrivals.told.connect(self.told)
        self.arrivals.untold.connect(self.untold)
        self.arrivals.progressed.connect(self.progressed)
        self.arrivals.changed.connect(self._tell_progress)
        self.pictures = PictureFetching(self.drawer, library, self)
        self.pictures.changed.connect(self._tell_progress)
        self._storer = Child(self._unpacker, command_of(STORING, behind=True), self)
        self.imports = Imports(self._storer, library, self, command)
        self.imports.changed.connect(self._tell_progress)
        # Reads what the reader does not wait for: what is opened meanwhile goes before it.
        self.behind = Child(self._unpacker, command, self)
        self.fetching = Fetching(self.behind, library, self)
        self.fetching.changed.connect(self._tell_progress)
        for teller in (self.imports, self.fetching, self.pictures):
            teller.told.connect(self.told)
        self.imports.untold.connect(self.untold)
        self.backlog = Backlog(library, self._load, self._mark_behind, self._is_free, self)
        self.imports.over.connect(self.backlog.go_on)
        self.fetching.fetched.connect(lambda _reading, _operation: self.backlog.go_on())
        self.exporting = Exporting(self.opener, library, self)
        self.exporting.changed.connect(self._tell_progress)
        self.exporting.told.connect(self.told)
        self.exporting.toasted.connect(self.toasted)
        self.exporting.untold.connect(self.untold)
        self.comparing = Comparing(library, self)
        self.comparing.told.connect(self.told)
        self._sheets: WeakValueDictionary[int, Sheet] = WeakValueDictionary()
        self._unsettled: set[Sheet] = set()  # have arrived, and are not sent to be marked yet
        self._wanted = 0  # the newest wish to see an article; older answers do not show theirs

    def work_ahead(self, works: Works) -> None:
        """Have `works` done with whatever is found in an article before it is told of."""
        self._marking.works = works

    def put_right(self, sheet: Sheet, analysis: Analysis) -> None:
        """Show what was found in an article as the reader has put it right."""
        self._marking.show(sheet, analysis)

    def look(self, view: View) -> None:
        """Show what a view says of everything that was found, from now on."""
        self._marking.view = view
        if self.sheet is not None:
            self._marking.look_again(self.sheet)

    def _kept(self, reading: Reading) -> Sheet:
        """Make a sheet of what the library keeps, on the library's thread."""
        sheet = sheet_of(reading, self._marking.view)
        sheet.found.prepare(self._marking.works)
        return sheet

    def start(self) -> None:
        """Start the helper processes and let the language model load."""
        self._marking.start()
        if not self.is_opening():
            # The first page is then read half a second sooner.
            self.opener.ask(Do.PREPARE, lambda: {"of": Do.OPEN.value}, lambda result: result)

    def close(self) -> None:
        """End the helper processes; the library is closed by its owner."""
        self.exporting.finish()
        self._marking.close()
        self.opener.close()
        self.drawer.close()
        self._storer.close()
        self.behind.close()
        self._decoder.finish()
        self._unpacker.finish()

    # Opening

    def open(self, source: str, *, show: bool = True) -> None:
        """Open a file or an address; its text shows as soon as it is read."""
        turn = self._wish() if show else 0
        self.arrivals.ask(Wish(Do.OPEN, source, {"source": source}, turn))

    def paste(self, text: str, html: str) -> None:
        """Make an article of what lies on the clipboard."""
        arguments = {"text": text, "html": html}
        self.arrivals.ask(Wish(Do.PASTE, PASTED, arguments, self._wish()))

    def _begun(self, sheet: Sheet, turn: int) -> None:
        """Show the beginning of a long document; it is kept and marked when it is whole."""
        if turn and turn == self._wanted:
            sheet.whole = False
            self._show(sheet)

    def _arrived(self, sheets: list[Sheet], turn: int) -> None:
        """Show the first of what was opened, and have all of it kept and marked."""
        if turn and turn == self._wanted:
            begun = self.sheet
            if begun is not None and not begun.whole:
                sheets[0].follow(begun)
            self._show(sheets[0])
        # The library lists what came last first: so the first piece of a work stands on top.
        for sheet in reversed(sheets):
            self._settle(sheet)
        part = sheets[0].document.part
        if part is not None and len(sheets) > 1:
            told = ntr(
                "{count} part of “{work}” is in the library.",
                "{count} parts of “{work}” are in the library.",
                len(sheets),
                work=part.work,
            )
            self.toasted.emit(Notice(told))

    def is_opening(self) -> bool:
        """Tell whether an article is on its way."""
        return bool(self.arrivals.names())

    def reopen(self, reading: int, place: int | None = None) -> None:
        """Open a reading of the library where it was left, or at `place`."""
        turn = self._wish()
        known = self._sheets.get(reading)
        if known is not None:
            if place is not None:
                known.place = place
            self._show(known)
            self._mark(known)  # it may have been stopped for the sake of another one
            return

        def loaded(found: Sheet) -> None:
            if turn != self._wanted:
                return
            sheet = self._sheets.get(reading) or found
            if place is not None:
                sheet.place = place
            self._sheets[reading] = sheet
            self._show(sheet)
            self._mark(sheet)

        self.library.ask(
            lambda library: self._kept(library.load(reading)),
            loaded,
            self._not_loaded,
        )

    def look_up(self, reading: int, done: Callable[[Sheet], None]) -> None:
        """Hand a reading to `done` without opening it, as it lies on the desk where it does."""
        known = self._sheets.get(reading)
        if known is not None:
            done(known)
        else:
            self.library.ask(
                lambda library: self._kept(library.load(reading)), done, self._not_loaded
            )

    def _not_loaded(self, failure: Failure) -> None:
        if isinstance(failure, LibraryDamaged):
            self.library.failed.emit(failure)
        else:
            self.told.emit(of_failure(failure, topic="open"))

    def show_again(self, sheet: Sheet) -> None:
        """Bring an article back on the desk, so that the reader sees what is undone in it."""
        if sheet is not self.sheet:
            self._wish()
            self._show(sheet)

    def leave(self) -> None:
        """Clear the desk."""
        self._wish()
        self.untold.emit(MARKING)
        self.sheet = None
        self.left.emit()
        self.state_changed.emit()

    def cancel(self) -> None:
        """Stop what the progress bar tells of."""
        self.arrivals.cancel()
        if self.exporting.is_running():
            self.exporting.stop()
        elif self.pictures.is_running():
            self.pictures.stop()
        elif self.fetching.is_running():
            self.fetching.stop()
        elif self.imports.is_running():
            self.imports.stop()
        self._marking.stop()
        self._tell_progress()
        self.state_changed.emit()

    def _wish(self) -> int:
        self._wanted += 1
        return self._wanted

    def _show(self, sheet: Sheet) -> None:
        self._marking.make_room(sheet)
        self.untold.emit(MARKING)
        self.sheet = sheet
        self.shown.emit(sheet)
        self._marking.look_again(sheet)
        self.state_changed.emit()

    # Keeping

    def _settle(self, sheet: Sheet) -> None:
        """Have a new article kept and marked, unless the library has it already."""
        self._unsettled.add(sheet)
        if self.library.usable is False:
            self._mark(sheet)
            return
        QTimer.singleShot(ASK_LIBRARY_MS, self, lambda: self._mark(sheet))
        document = sheet.document

        def looked(found: Sheet | tuple[int, int | None, tuple[OwnAnnotation, ...]]) -> None:
            if isinstance(found, Sheet):
                self._recognise(sheet, found)
            else:
                self._take_in(sheet, *found)
            self._mark(sheet)

        def not_kept(failure: Failure) -> None:
            self._mark(sheet)
            self.library.failed.emit(failure)

        def look(library: Library) -> Sheet | None:
            known = library.find(document)
            return None if known is None else self._kept(library.load(known))

        if self.library.read_only:
            self.library.ask(
                look, lambda found: looked(found) if found else self._mark(sheet), not_kept
            )
            return

        def keep(library: Library) -> Sheet | tuple[int, int | None, tuple[OwnAnnotation, ...]]:
            known = library.find(document)
            if known is None:
                made = library.add(document, Analysis(), sheet.brought, sheet.files)
                earlier = library.version_before(made)
                return made, earlier, library.own(made) if earlier is not None else ()
            library.take_in(known, sheet.brought)
            return self._kept(library.load(known))

        self.library.keep(keep, looked, not_kept)

    def _take_in(
        self, sheet: Sheet, reading: int, earlier: int | None, carried: tuple[OwnAnnotation, ...]
    ) -> None:
        sheet.id, sheet.earlier, sheet.files = reading, earlier, ()
        self._sheets[reading] = sheet
        brought = {mark.id for mark in sheet.brought}
        for mark in carried:  # what the reader did with the version before
            if mark.id not in sheet.own and mark.id not in brought:
                sheet.put(None, mark)
        if carried and sheet is self.sheet:
            self.own_changed.emit(sheet)
        for mark in sheet.brought:
            if mark.id not in sheet.own:  # deleted before the library had it
                self.keeping.forget_own(reading, mark)
        for own in sheet.own.values():
            self.keeping.save_own(sheet, own)
        if sheet.marked:
            self._save_analysis(sheet)
        self.taken.emit(sheet)
        self.library_changed.emit()
        self.kept_new.emit(sheet)

    def _recognise(self, sheet: Sheet, found: Sheet) -> None:
        """Show an article the library knows as it was left."""
        assert found.id is not None
        known = self._sheets.get(found.id)
        if known is not None and known is not sheet:
            if sheet is self.sheet:
                self._show(known)
            return
        same_text = sheet.document.text == found.document.text
        same_title = sheet.cited.title == found.cited.title
        brought = {mark.id for mark in sheet.brought}
        made = [own for own in sheet.own.values() if own.id not in brought]
        sheet.become(found)
        self._sheets[found.id] = sheet
        for own in made:
            self.keeping.save_own(sheet, own)
        if sheet is self.sheet:
            if not same_text or not same_title or sheet.place:
                self.shown.emit(sheet)
            self.marks_changed.emit(sheet)
            self.own_changed.emit(sheet)
            self.taken.emit(sheet)

    def compare(self) -> None:
        """Show what changed since the version before of the open article."""
        if self.sheet is not None:
            self.comparing.show(self.sheet, self._marking.view)

    def remember_place(self, place: int) -> None:
        """Keep where the reader is."""
        sheet = self.sheet
        if sheet is None or sheet.place == place:
            return
        sheet.place = place
        if sheet.id is not None:
            reading = sheet.id
            self.library.keep(lambda library: library.set_place(reading, place), quiet=True)

    def _has_room(self) -> bool:
        """Tell whether another article that is only to be kept may come."""
        return len(self._unsettled) + self._marking.backlog < AHEAD

    def _load(self, library: Library, reading: int) -> Sheet:
        return self._kept(library.load(reading))

    def _is_free(self) -> bool:
        busy = self.is_opening() or self._unsettled or self.imports.is_running()
        return not busy and self._marking.backlog < 1

    def _mark_behind(self, sheet: Sheet) -> None:
        """Have a reading marked that nobody has opened."""
        known = self._sheets.get(sheet.id or 0)
        if known is None and sheet.id is not None:
            self._sheets[sheet.id] = sheet
        self._marking.mark(known or sheet, first=False)

    def fetch(self) -> None:
        """Fetch the text of the open reading, of which only the address is there."""
        sheet = self.sheet
        if sheet is not None and sheet.id is not None:
            self.fetching.fetch(sheet.id, sheet.document.address or sheet.document.source)

    def _mark(self, sheet: Sheet) -> None:
        self._unsettled.discard(sheet)
        self._marking.mark(sheet, first=sheet is self.sheet)
        self.arrivals.go_on()

    def _found(self, sheet: Sheet) -> None:
        """Show what marking has found so far, and keep it when it is whole."""
        if sheet is self.sheet:
            self.marks_changed.emit(sheet)
        if sheet.marked:
            self._save_analysis(sheet)
            if sheet is self.sheet:
                self.comparing.tell(sheet, self._marking.view)

    def _seen(self, sheet: Sheet) -> None:
        if sheet is self.sheet:
            self.marks_changed.emit(sheet)

    def _save_analysis(self, sheet: Sheet) -> None:
        if sheet.id is not None:
            reading, found = sheet.id, sheet.latest
            self.library.keep(
                lambda library: library.save_analysis(reading, found), self._library_has_changed
            )

    def _marking_changed(self) -> None:
        self.arrivals.go_on()
        self.backlog.freed()
        self._tell_progress()
        self.state_changed.emit()

    def _tell_of_marking(self, sheet: Sheet | None, notice: Notice) -> None:
        if sheet is self.sheet:
            self.told.emit(notice)

    @property
    def marker_process(self) -> int:
        """The id of the process that marks, 0 while there is none."""
        return self._marking.process_id

    def _library_has_changed(self, _result: object = None) -> None:
        self.library_changed.emit()

    def forget(self, reading: int) -> None:
        """Let go of what is remembered of a reading: the library has it otherwise now."""
        self._sheets.pop(reading, None)

    def _tell_progress(self) -> None:
        """Tell what goes on now, the thing the reader waits for first."""
        if names := self.arrivals.names():
            done, total = self.arrivals.progress()
            # Of several the count says more than that one of them is on its way.
            self.progressed.emit(
                tr("Opening {name}", name=short_name(names[0])),
                *((done, total) if total > 1 else (0, 0)),
            )
        elif self.exporting.is_running():
            self.progressed.emit(*self.exporting.progress())
        elif self.pictures.is_running():
            self.progressed.emit(*self.pictures.progress())
        elif self.fetching.is_running():
            self.progressed.emit(*self.fetching.progress())
        elif self.imports.is_running():
            self.progressed.emit(*self.imports.progress())
        elif self.sheet is not None and self.sheet.marking:
            self.progressed.emit(tr("Marking paragraphs"), *self.sheet.found.of(paragraphs_marked))
        else:
            self.progressed.emit("", 0, 0)
