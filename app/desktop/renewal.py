"""Readings that wait for something: marks that were never found, texts that are to be fetched."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.library_thread import LibraryThread
from app.desktop.notice import Notice, of_failure
from app.desktop.sheet import Sheet
from app.desktop.tasks import Child, Job
from app.language import tr
from app.reading import wire
from app.reading.annotation import Opened
from app.reading.failures import Failure, OpenFailure
from app.reading.operations import Operation
from app.worker.protocol import Do

if TYPE_CHECKING:
    from app.library.library import Library

AHEAD = 2
"""Readings that are made ready to be marked while another is being marked."""

LOOK_AGAIN_MS = 2000

Load = Callable[["Library", int], Sheet]


class Backlog(QObject):
    """Has readings marked that never were, the newest first, while nothing else waits."""

    def __init__(
        self,
        library: LibraryThread,
        load: Load,
        mark: Callable[[Sheet], None],
        room: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._load, self._mark, self._room = library, load, mark, room
        self._asked = False
        self._more = False
        self._tried: set[int] = set()
        self._wait = QTimer(self, singleShot=True, interval=LOOK_AGAIN_MS)
        self._wait.timeout.connect(self.go_on)

    def go_on(self) -> None:
        """Look for readings to mark, unless others are being marked."""
        if self._asked or self._library.usable is not True or self._library.read_only:
            return
        if not self._room():
            self._wait.start()
            return
        self._asked = True
        tried = self._tried

        def look(library: Library) -> list[Sheet]:
            waiting = library.unmarked(AHEAD + len(tried))
            return [self._load(library, key) for key in waiting if key not in tried][:AHEAD]

        self._library.ask(look, self._found, self._not_found)

    def freed(self) -> None:
        """Go on where there was more to mark when last looked."""
        if self._more:
            self.go_on()

    def _found(self, sheets: list[Sheet]) -> None:
        self._asked = False
        self._more = bool(sheets)
        for sheet in sheets:
            if sheet.id is not None:
                self._tried.add(sheet.id)
            self._mark(sheet)

    def _not_found(self, _failure: Failure) -> None:
        self._asked = False  # whoever asks the library next hears what is wrong with it


class Fetching(QObject):
    """Fetches the text of readings of which only the address is there, one after another."""

    told = Signal(object)  # Notice
    changed = Signal()
    fetched = Signal(int, object)  # the reading, its Operation

    def __init__(
        self, opener: Child, library: LibraryThread, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._opener, self._library = opener, library
        self._waiting: list[tuple[int, str]] = []
        self._job: Job | None = None
        self._total = self._failed = 0
        self._last: Failure | None = None

    def fetch(self, reading: int, address: str) -> None:
        """Fetch the text of one reading."""
        self._waiting.insert(0, (reading, address))
        self._total += 1
        self._next()

    def fetch_all(self) -> None:
        """Fetch the text of every reading that lacks it."""

        def found(waiting: list[tuple[int, str]]) -> None:
            known = {reading for reading, _ in self._waiting}
            new = [item for item in waiting if item[0] not in known]
            self._waiting += new
            self._total += len(new)
            if not self._total:
                self.told.emit(Notice(tr("Every reading has its text."), topic="fetch"))
            self._next()

        self._library.ask(lambda library: library.to_fetch(limit=100_000), found)

    def is_running(self) -> bool:
        """Tell whether texts are being fetched."""
        return self._job is not None

    def progress(self) -> tuple[str, int, int]:
        """Return what goes on, how many texts were fetched and how many are to be."""
        total = self._total if self._total > 1 else 0
        return tr("Fetching the text"), self._total - len(self._waiting) - 1 if total else 0, total

    def stop(self) -> None:
        """Fetch no more."""
        self._waiting.clear()
        if self._job is not None:
            self._opener.cancel(self._job)
            self._job = None
        self._end()

    def _next(self) -> None:
        if self._job is not None:
            return
        if not self._waiting:
            self._end()
            return
        reading, address = self._waiting.pop(0)
        job = self._opener.ask(
            Do.OPEN,
            lambda: {"source": address, "content": "", "password": "", "ocr": False},
            lambda result: [wire.opened_from_json(value) for value in result["documents"]],
        )
        self._job = job
        job.done.connect(lambda found: self._fetched(reading, found))
        job.failed.connect(self._not_fetched)
        self.changed.emit()

    def _fetched(self, reading: int, found: list[Opened]) -> None:
        self._job = None
        if not found:
            self._not_fetched(OpenFailure(tr("There is nothing to read at this address.")))
            return

        def kept(operation: Operation) -> None:
            self.fetched.emit(reading, operation)

        self._library.operate(lambda library: library.replace_text(reading, found[0]), kept)
        self._next()

    def _not_fetched(self, failure: Failure) -> None:
        self._job = None
        self._failed += 1
        self._last = failure
        self._next()

    def _end(self) -> None:
        total, failed, last = self._total, self._failed, self._last
        self._total, self._failed, self._last = 0, 0, None
        self.changed.emit()
        if last is None:
            return
        if total == 1:
            self.told.emit(of_failure(last, topic="fetch"))
        else:
            text = tr(
                "{failed} of {total} texts could not be fetched. The last: {last}",
                failed=failed,
                total=total,
                last=str(last),
            )
            self.told.emit(Notice(text, topic="fetch"))
