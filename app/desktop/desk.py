"""What lies on the desk: the article that is open, and what goes on with it.

The desk opens articles, has them marked, and keeps everything in the library as it happens. It
knows nothing of widgets: the window listens to its signals.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from weakref import WeakValueDictionary

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.background import Background
from app.desktop.library_thread import LibraryThread
from app.desktop.marking import Marking, Works
from app.desktop.notice import Notice, of_failure
from app.desktop.sheet import Sheet, paragraphs_marked, sheet_from_json, sheet_of
from app.desktop.tasks import Child, Job
from app.reading import wire
from app.reading.analysis import Analysis
from app.reading.annotation import OwnAnnotation, Reading
from app.reading.failures import Failure
from app.reading.views import View
from app.worker.protocol import Do

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

    def __init__(
        self,
        library: LibraryThread,
        parent: QObject | None = None,
        command: list[str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self.library = library
        self._decoder = Background("decoding", self)
        self._marking = Marking(Child(self._decoder, command, self), self)
        self._marking.found.connect(self._found)
        self._marking.seen.connect(self._seen)
        self._marking.changed.connect(self._marking_changed)
        self._marking.told.connect(self._tell_of_marking)
        self._marking.untold.connect(self.untold)
        self.opener = Child(self._decoder, command, self)
        self._sheets: WeakValueDictionary[int, Sheet] = WeakValueDictionary()
        self._opening: dict[Job, str] = {}
        self._exporting: Job | None = None
        self._wanted = 0  # the newest wish to see an article; older answers do not show theirs

    def work_ahead(self, works: Works) -> None:
        """Have `works` done with whatever is found in an article before it is told of."""
        self._marking.works = works

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

    def close(self) -> None:
        """End the helper processes; the library is closed by its owner."""
        self._marking.close()
        self.opener.close()
        self._decoder.finish()

    # Opening

    def open(self, source: str, *, show: bool = True) -> None:
        """Open a file or an address; its text shows as soon as it is read."""
        self._open(Do.OPEN, source, {"source": source}, show=show)

    def paste(self, text: str, html: str) -> None:
        """Make an article of what lies on the clipboard."""
        self._open(Do.PASTE, "pasted text", {"text": text, "html": html}, show=True)

    def _open(self, do: Do, name: str, arguments: dict[str, str], *, show: bool) -> None:
        turn = self._wish() if show else 0
        job = self.opener.ask(do, lambda: arguments, sheet_from_json)
        self._opening[job] = name
        job.progressed.connect(self.progressed)
        job.done.connect(lambda sheet: self._opened(job, sheet, turn))
        job.failed.connect(
            lambda failure: self._not_opened(
                job, failure, partial(self._open, do, name, arguments, show=show)
            )
        )
        self.untold.emit("open")
        self.progressed.emit(f"Opening {_short(name)}", 0, 0)

    def _opened(self, job: Job, sheet: Sheet, turn: int) -> None:
        self._opening.pop(job, None)
        self._tell_progress()
        if turn and turn == self._wanted:
            self._show(sheet)
        self._settle(sheet)

    def _not_opened(self, job: Job, failure: Failure, again: Callable[[], None]) -> None:
        self._opening.pop(job, None)
        self._tell_progress()
        self.told.emit(of_failure(failure, "Try again", again, topic="open"))

    def is_opening(self) -> bool:
        """Tell whether an article is on its way."""
        return bool(self._opening)

    def reopen(self, reading: int, place: int | None = None) -> None:
        """Open a reading of the library where it was left, or at `place`."""
        turn = self._wish()
        known = self._sheets.get(reading)
        if known is not None:
            if place is not None:
                known.place = place
            self._show(known)
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
            lambda failure: self.told.emit(of_failure(failure, topic="open")),
        )

    def show_again(self, sheet: Sheet) -> None:
        """Bring an article back on the desk, so that the reader sees what is undone in it."""
        if sheet is not self.sheet:
            self._wish()
            self._show(sheet)

    def leave(self) -> None:
        """Clear the desk."""
        self._wish()
        self.sheet = None
        self.left.emit()
        self.state_changed.emit()

    def cancel(self) -> None:
        """Stop what the progress bar tells of."""
        for job in list(self._opening):
            self.opener.cancel(job)
        self._opening.clear()
        if self._exporting is not None:
            self.opener.cancel(self._exporting)
            self._exporting = None
        self._marking.stop()
        self._tell_progress()
        self.state_changed.emit()

    def _wish(self) -> int:
        self._wanted += 1
        return self._wanted

    def _show(self, sheet: Sheet) -> None:
        self._marking.make_room(sheet)
        self.sheet = sheet
        self.shown.emit(sheet)
        self._marking.look_again(sheet)
        self.state_changed.emit()

    # Keeping

    def _settle(self, sheet: Sheet) -> None:
        """Have a new article kept and marked, unless the library has it already."""
        if self.library.usable is False:
            self._mark(sheet)
            return
        QTimer.singleShot(ASK_LIBRARY_MS, self, lambda: self._mark(sheet))
        document = sheet.document

        def looked(found: Sheet | int) -> None:
            if isinstance(found, int):
                self._take_in(sheet, found)
            else:
                self._recognise(sheet, found)
            self._mark(sheet)

        def not_kept(failure: Failure) -> None:
            self._mark(sheet)
            self.library.failed.emit(failure)

        if self.library.read_only:
            self.library.ask(
                lambda library: (
                    self._kept(library.load(known)) if (known := library.find(document)) else 0
                ),
                lambda found: looked(found) if found else self._mark(sheet),
                not_kept,
            )
            return
        self.library.keep(
            lambda library: (
                self._kept(library.load(known))
                if (known := library.find(document))
                else library.add(document, Analysis())
            ),
            looked,
            not_kept,
        )

    def _take_in(self, sheet: Sheet, reading: int) -> None:
        sheet.id = reading
        self._sheets[reading] = sheet
        for own in sheet.own.values():
            self._save_own(sheet, own)
        if sheet.marked:
            self._save_analysis(sheet)
        self.taken.emit(sheet)
        self.library_changed.emit()

    def _recognise(self, sheet: Sheet, found: Sheet) -> None:
        """Show an article the library knows as it was left."""
        assert found.id is not None
        known = self._sheets.get(found.id)
        if known is not None and known is not sheet:
            if sheet is self.sheet:
                self._show(known)
            return
        same_text = sheet.document.text == found.document.text
        made = list(sheet.own.values())
        sheet.become(found)
        self._sheets[found.id] = sheet
        for own in made:
            self._save_own(sheet, own)
        if sheet is self.sheet:
            if not same_text or sheet.place:
                self.shown.emit(sheet)
            self.marks_changed.emit(sheet)
            self.own_changed.emit(sheet)
            self.taken.emit(sheet)

    def keep_own(self, sheet: Sheet, own: OwnAnnotation) -> None:
        """Add or replace one of the reader's own marks."""
        sheet.own[own.id] = own
        self._save_own(sheet, own)
        self._own_has_changed(sheet)

    def drop_own(self, sheet: Sheet, own: OwnAnnotation) -> None:
        """Take one of the reader's own marks away."""
        sheet.own.pop(own.id, None)
        if sheet.id is not None:
            reading = sheet.id
            self.library.keep(
                lambda library: library.delete_own(reading, own.id), self._library_has_changed
            )
        self._own_has_changed(sheet)

    def _own_has_changed(self, sheet: Sheet) -> None:
        if sheet is self.sheet:
            self.own_changed.emit(sheet)
        self.state_changed.emit()

    def _save_own(self, sheet: Sheet, own: OwnAnnotation) -> None:
        if sheet.id is not None:
            reading = sheet.id
            self.library.keep(
                lambda library: library.save_own(reading, own), self._library_has_changed
            )

    def remember_place(self, place: int) -> None:
        """Keep where the reader is."""
        sheet = self.sheet
        if sheet is None or sheet.place == place:
            return
        sheet.place = place
        if sheet.id is not None:
            reading = sheet.id
            self.library.keep(lambda library: library.set_place(reading, place), quiet=True)

    def bin(self, reading: int) -> None:
        """Move a reading to the bin; it leaves the desk too."""
        if self.sheet is not None and self.sheet.id == reading:
            self.leave()
        self.library.keep(lambda library: library.delete(reading), self._library_has_changed)

    def unbin(self, reading: int) -> None:
        """Take a reading out of the bin again and open it."""
        self.library.keep(lambda library: library.restore(reading), self._library_has_changed)
        self.reopen(reading)

    def _mark(self, sheet: Sheet) -> None:
        self._marking.mark(sheet, first=sheet is self.sheet)

    def _found(self, sheet: Sheet) -> None:
        """Show what marking has found so far, and keep it when it is whole."""
        if sheet is self.sheet:
            self.marks_changed.emit(sheet)
        if sheet.marked:
            self._save_analysis(sheet)

    def _seen(self, sheet: Sheet) -> None:
        if sheet is self.sheet:
            self.marks_changed.emit(sheet)

    def _save_analysis(self, sheet: Sheet) -> None:
        if sheet.id is not None:
            reading, found = sheet.id, sheet.found.whole
            self.library.keep(
                lambda library: library.save_analysis(reading, found), self._library_has_changed
            )

    def _marking_changed(self) -> None:
        self._tell_progress()
        self.state_changed.emit()

    def _tell_of_marking(self, sheet: Sheet, notice: Notice) -> None:
        if sheet is self.sheet:
            self.told.emit(notice)

    @property
    def marker_process(self) -> int:
        """The id of the process that marks, 0 while there is none."""
        return self._marking.process_id

    def _library_has_changed(self, _result: object = None) -> None:
        self.library_changed.emit()

    # Exporting

    def export_pdf(self, path: str, reader: str) -> None:
        """Write the open article as an annotated PDF."""
        sheet = self.sheet
        if sheet is None:
            return
        reading = sheet.reading()
        job = self._exporting = self.opener.ask(
            Do.EXPORT,
            lambda: {
                "reading": wire.reading_to_json(reading),
                "format": "pdf",
                "path": path,
                "reader": reader,
            },
            lambda result: str(result["path"]),
        )
        job.progressed.connect(self.progressed)
        job.done.connect(self._exported)
        job.failed.connect(lambda failure: self._not_exported(failure, path, reader))
        self.untold.emit("export")
        self._tell_progress()

    def _exported(self, path: str) -> None:
        self._exporting = None
        self._tell_progress()
        self.toasted.emit(Notice(f"Saved as {_short(path)}.", topic=path))

    def _not_exported(self, failure: Failure, path: str, reader: str) -> None:
        self._exporting = None
        self._tell_progress()
        again = partial(self.export_pdf, path, reader)
        self.told.emit(of_failure(failure, "Try again", again, topic="export"))

    def _tell_progress(self) -> None:
        """Tell what goes on now, the thing the reader waits for first."""
        if self._opening:
            name = next(iter(self._opening.values()))
            self.progressed.emit(f"Opening {_short(name)}", 0, 0)
        elif self._exporting is not None:
            self.progressed.emit("Writing the PDF", 0, 0)
        elif self.sheet is not None and self.sheet.marking:
            self.progressed.emit("Marking paragraphs", *self.sheet.found.of(paragraphs_marked))
        else:
            self.progressed.emit("", 0, 0)


def _short(name: str) -> str:
    """Return the last part of a path, or an address without its scheme."""
    if "://" in name:
        rest = name.split("://", 1)[1]
        return rest if len(rest) <= 60 else rest[:57] + "…"
    return name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
