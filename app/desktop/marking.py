"""Having articles marked: who waits for it, and what happens when it stops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.notice import Notice, Tone
from app.desktop.sheet import Sheet
from app.desktop.tasks import Child, Job
from app.language import tr
from app.reading import wire
from app.reading.analysis import Analysis
from app.reading.decisions import settled
from app.reading.document import Document
from app.reading.failures import Failure, MarkerMissing
from app.reading.views import View
from app.rendering.findings import Findings
from app.worker.protocol import Do

LONG_WORDS = 5000
"""An article of more words is not marked to the end when the reader goes on to another."""

LET_GO_MS = 1000
"""How long marks that were replaced may still be in use somewhere in the window."""

TOPIC = "marking"

Works = tuple[Callable[[Findings], object], ...]


class Marking(QObject):
    """Sends articles to the process that marks, and puts what it finds on their sheets."""

    found = Signal(object)  # Sheet: its analysis has grown, or is whole (`marked`)
    seen = Signal(object)  # Sheet: other marks of it are shown
    changed = Signal()  # something began or ended
    told = Signal(object, object)  # Sheet, None where it is about all of them; Notice
    untold = Signal(str)  # topic: its notice no longer holds

    def __init__(self, child: Child, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.works: Works = ()
        self.view = View()
        self._child = child
        self._jobs: dict[Job, Sheet] = {}

    @property
    def process_id(self) -> int:
        return self._child.process_id

    @property
    def backlog(self) -> int:
        """How many articles are being marked or wait for it."""
        return len(self._jobs)

    def start(self) -> None:
        """Let the language model load, so that the first article does not wait for it."""
        job = self._child.ask(Do.PREPARE, dict, lambda result: result)
        job.failed.connect(self._not_ready)

    def close(self) -> None:
        self._child.close()

    def mark(self, sheet: Sheet, *, first: bool) -> None:
        """Have an article marked, unless it is or is about to be; `first` before the others."""
        if sheet.marked or sheet.marking:
            return
        sheet.marking = True
        composition, works = sheet.composition, self.works

        def read(value: wire.Json) -> Findings:
            found = settled(wire.analysis_from_json(value), sheet.decisions)
            return Findings(composition, found, self.view).prepare(works)

        job = self._child.ask(
            Do.ANALYSE,
            lambda: {"document": wire.document_to_json(_to_mark(composition.document))},
            read,
            tries=2,
            first=first,
        )
        self._jobs[job] = sheet
        job.part.connect(lambda found: self._found_part(sheet, found))
        job.done.connect(lambda found: self._found_all(job, sheet, found))
        job.failed.connect(lambda failure: self._failed(job, sheet, failure))
        job.restarted.connect(lambda: self._restarted(sheet))
        self.changed.emit()

    def show(self, sheet: Sheet, analysis: Analysis) -> None:
        """Show what was found as the reader has put it right."""
        sheet.coming = analysis
        composition, view, works = sheet.composition, self.view, self.works

        def looked(found: Findings) -> None:
            if sheet.coming is not analysis:
                return  # put right once more since
            sheet.coming = None
            self._put(sheet, found)
            self.seen.emit(sheet)
            self.look_again(sheet)

        self._child.decode(lambda: Findings(composition, analysis, view).prepare(works), looked)

    def stop(self) -> None:
        """Stop all marking; what was found so far stays on the sheets."""
        for job, sheet in list(self._jobs.items()):
            self._stop(job, sheet)

    def make_room(self, wanted: Sheet) -> None:
        """Stop what would keep the article the reader wants now waiting for long."""
        for job, sheet in list(self._jobs.items()):
            if sheet is not wanted and sheet.words > LONG_WORDS:
                self._stop(job, sheet)

    def _found_part(self, sheet: Sheet, found: Findings) -> None:
        # Marks an older version found stay until all the new ones are there.
        if not sheet.marked and not sheet.found.whole.pipeline:
            self._put(sheet, found)
            self.found.emit(sheet)
            self.look_again(sheet)
            self.changed.emit()

    def look_again(self, sheet: Sheet) -> None:
        """Show of what was found what the view says now, if that has changed."""
        known, view, works = sheet.found, self.view, self.works
        if known.view == view:
            return

        def looked(found: Findings) -> None:
            # Meanwhile there may be more marks, or the reader may want to see others.
            if sheet.found is known and self.view == view:
                self._put(sheet, found)
                self.seen.emit(sheet)
            else:
                self.look_again(sheet)

        self._child.decode(
            lambda: Findings(known.composition, known.whole, view).prepare(works), looked
        )

    def _put(self, sheet: Sheet, found: Findings) -> None:
        # Meanwhile the article may have been given another title or byline.
        before, sheet.found = sheet.found, found.under(sheet.composition)
        # By then nobody looks at it any more.
        QTimer.singleShot(LET_GO_MS, self, partial(self._child.let_go, before))

    def _found_all(self, job: Job, sheet: Sheet, found: Findings) -> None:
        self._end(job, sheet)
        self.untold.emit(TOPIC)
        if not sheet.marked:
            self._put(sheet, found)
            sheet.marked = True
            self.found.emit(sheet)
            self.look_again(sheet)
            if sheet.coming is not None:
                self.show(sheet, settled(found.whole, sheet.decisions))
        self.changed.emit()

    def _not_ready(self, failure: Failure) -> None:
        """Tell before the first article comes that nothing will be marked in it."""
        if isinstance(failure, MarkerMissing):
            self.told.emit(None, Notice(_without_marks(failure), Tone.WARN, topic=TOPIC))

    def _failed(self, job: Job, sheet: Sheet, failure: Failure) -> None:
        self._end(job, sheet)
        if isinstance(failure, MarkerMissing):
            self._offer_again(sheet, _without_marks(failure), Tone.WARN)
        else:
            text = tr("{what} You can go on reading.", what=failure.reason)
            self._offer_again(sheet, text, Tone.WARN)
        self.changed.emit()

    def _restarted(self, sheet: Sheet) -> None:
        text = tr("Marking restarted. You can go on reading.")
        self.told.emit(sheet, Notice(text, Tone.AGAIN, topic=TOPIC))

    def _stop(self, job: Job, sheet: Sheet) -> None:
        self._end(job, sheet)
        self._child.cancel(job)
        self._offer_again(sheet, tr("Marking was stopped."), Tone.TELL)

    def _end(self, job: Job, sheet: Sheet) -> None:
        self._jobs.pop(job, None)
        sheet.marking = False

    def _offer_again(self, sheet: Sheet, text: str, tone: Tone) -> None:
        def again() -> None:
            self.mark(sheet, first=True)

        self.told.emit(sheet, Notice(text, tone, tr("Mark again"), again, TOPIC))


def _without_marks(failure: Failure) -> str:
    return tr("Reading works, marking does not. {why}", why=failure)


def _to_mark(document: Document) -> Document:
    """Return what of a document marking looks at: where it is printed would only be in the way."""
    return replace(document, printed=(), emphases=(), left_out=None)
