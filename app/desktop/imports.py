"""Other tools' exports on their way into the library, while the window goes on."""

from __future__ import annotations

import time
from collections import deque
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.library_thread import LibraryThread
from app.desktop.notice import Notice, of_failure
from app.desktop.tasks import Child, Job
from app.language import tr
from app.reading import wire
from app.reading.failures import Failure
from app.reading.imported import ImportedItem, Skipped
from app.reading.reports import Taken, told
from app.worker.protocol import Do, Message

NEWS_MS = 1000
"""How often those are told who list what is in the library, while more comes in."""

USED_S = 0.4
"""For so long after the reader did something the window counts as used."""

FEW, MANY = 2, 12
"""How many entries are stored at once while the window is used, and while it is not."""


class Imports(QObject):
    """Reads an export in a child, has the library take it in, and accounts for every entry.

    One export at a time. What was taken before a failure or a stop is kept; the same export
    brought in again goes on from there.
    """

    told = Signal(object)  # Notice
    untold = Signal(str)
    changed = Signal()  # how far it is
    taken = Signal()  # more is in the library
    report_wanted = Signal(str, list)  # what to say of it all, and every Taken

    def __init__(
        self, reader: Child, library: LibraryThread, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._library = library
        self._job: Job | None = None
        self._name = ""
        self._account: list[Taken] = []
        self._done = self._total = 0
        self._waiting: deque[ImportedItem | Skipped] = deque()
        self._writing = False
        self._used = 0.0  # when the reader last did something, by the monotonic clock
        self._form = ""
        self._over = True
        self._news = QTimer(self, singleShot=True, interval=NEWS_MS)
        self._news.timeout.connect(self.taken)

    def bring_in(self, path: str) -> None:
        """Take in an export or a data folder."""
        if self.is_running():
            told = tr("{name} is still being imported.", name=self._name)
            self.told.emit(Notice(told, topic="import"))
            return
        if self._library.usable is False or self._library.read_only:
            told = tr("This library is read-only. Nothing can be imported into it.")
            self.told.emit(Notice(told))
            return
        self._name, self._account, self._over = Path(path).name or path, [], False
        self._done = self._total = 0
        self._waiting.clear()
        self._form = ""
        self.untold.emit("import")
        job = self._reader.ask(Do.IMPORT, lambda: {"path": path}, _read)
        self._job = job
        job.progressed.connect(self._progressed)
        job.part.connect(self._take)
        job.done.connect(self._read_all)
        job.failed.connect(lambda failure: self._fail(failure, path))
        self.changed.emit()

    def is_running(self) -> bool:
        """Tell whether an import goes on."""
        return not self._over

    def progress(self) -> tuple[str, int, int]:
        """Return what is being imported, how many entries are stored and how many there are."""
        done = len(self._account)
        return tr("Importing {name}", name=self._name), done, max(self._total, done)

    def store_rest(self) -> None:
        """Have all that was read stored without a pause: the window closes."""
        items = list(self._waiting)
        self._waiting.clear()
        if items:
            self._library.keep(lambda library: library.imports.take_in(items))

    def stop(self) -> None:
        """Read no further; what was read is still stored."""
        if self._job is not None:
            self._reader.cancel(self._job)
            self._job = None
            self._form = tr("{name}, stopped", name=self._name)
            self._end_when_stored()

    def _progressed(self, _what: str, done: int, total: int) -> None:
        self._done, self._total = done, total
        self.changed.emit()

    def make_way(self) -> None:
        """Hear that the reader is using the window: what goes on behind it takes smaller steps."""
        self._used = time.monotonic()

    def _take(self, items: list[ImportedItem | Skipped]) -> None:
        self._waiting.extend(items)
        if not self._writing:
            self._store()

    def _store(self) -> None:
        """Store the next few of what was read.

        While the library's thread works, every step of a drawing may have to wait for it; so it
        works only for as long as nobody notices, and then whatever waits to be drawn is drawn.
        """
        is_used = time.monotonic() - self._used < USED_S
        number = min(len(self._waiting), FEW if is_used else MANY)
        items = [self._waiting.popleft() for _ in range(number)]
        self._writing = bool(items)
        if not items:
            self._end_when_stored()
            return

        def stored(account: list[Taken]) -> None:
            self._account += account
            if not self._news.isActive():
                self._news.start()
            self.changed.emit()
            # Not before what waits to be drawn is drawn.
            QTimer.singleShot(0, self, self._store)

        def not_stored(failure: Failure) -> None:
            self._waiting.clear()
            self._writing = False
            self.stop()
            self._library.failed.emit(failure)

        self._library.keep(lambda library: library.imports.take_in(items), stored, not_stored)

    def _read_all(self, form: str) -> None:
        self._job = None
        self._form = tr(form)
        self._end_when_stored()

    def _end_when_stored(self) -> None:
        if self._job is not None or self._writing or self._over:
            return
        self._over = True
        self.changed.emit()
        self.taken.emit()
        account, sentence = self._account, f"{self._form}: {told(self._account)}"
        self.told.emit(
            Notice(
                sentence,
                action=tr("Show the report"),
                do=lambda: self.report_wanted.emit(sentence, account),
                topic="import",
            )
        )

    def _fail(self, failure: Failure, path: str) -> None:
        self._job = None
        self._form = self._name
        kept = bool(self._account or self._writing)
        self._end_when_stored() if kept else self._give_up()
        self.told.emit(
            of_failure(failure, tr("Try again"), lambda: self.bring_in(path), topic="import failed")
        )

    def _give_up(self) -> None:
        self._over = True
        self.changed.emit()


def _read(result: Message) -> object:
    if "items" in result:
        return [wire.imported_from_json(value) for value in result["items"]]
    return str(result["form"])
