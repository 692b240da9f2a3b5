"""Other tools' exports on their way into the library, while the window goes on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.library_thread import LibraryThread
from app.desktop.notice import Notice, of_failure
from app.desktop.tasks import Child, Job
from app.language import tr
from app.reading import wire
from app.reading.failures import Failure, LibraryGone
from app.reading.reports import Taken, told
from app.worker.protocol import Do, Message

NEWS_MS = 1000
"""How often those are told who list what is in the library, while more comes in."""


class Imports(QObject):
    """Has a child take an export into the library, and accounts for every entry.

    One export at a time. What was taken before a failure or a stop is kept; the same export
    brought in again goes on from there.
    """

    told = Signal(object)  # Notice
    untold = Signal(str)
    changed = Signal()  # how far it is
    over = Signal()
    report_wanted = Signal(str, list)  # what to say of it all, and every Taken

    def __init__(
        self,
        child: Child,
        library: LibraryThread,
        parent: QObject | None = None,
        reader: list[str] | None = None,
    ) -> None:
        """Import by a child; `reader` starts the one that reads exports, None the usual one."""
        super().__init__(parent)
        self._child = child
        self._library = library
        self._reader = reader or []
        self._job: Job | None = None
        self._name = ""
        self._account: list[Taken] = []
        self._total = 0
        self._over = True
        self._news = QTimer(self, singleShot=True, interval=NEWS_MS)
        self._news.timeout.connect(library.look)

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
        self._total = 0
        self.untold.emit("import")
        self.changed.emit()
        # What the reader has done so far comes first.
        self._library.ask(
            lambda library: library.imports.place(),
            lambda file: self._begin(str(file), path),
            lambda failure: self._fail(failure, path),
        )

    def _begin(self, library: str, path: str) -> None:
        if self._over:  # stopped meanwhile
            return
        wanted = {"library": library, "path": path, "reader": self._reader}
        job = self._child.ask(Do.TAKE_IN, lambda: wanted, _read)
        self._job = job
        job.progressed.connect(self._progressed)
        job.part.connect(self._taken)
        job.done.connect(lambda form: self._end(tr(form)))
        job.failed.connect(lambda failure: self._fail(failure, path))
        job.stopped.connect(lambda: self._end(tr("{name}, stopped", name=self._name)))

    def is_running(self) -> bool:
        """Tell whether an import goes on."""
        return not self._over

    def progress(self) -> tuple[str, int, int]:
        """Return what is being imported, how many entries are stored and how many there are."""
        done = len(self._account)
        return tr("Importing {name}", name=self._name), done, max(self._total, done)

    def stop(self) -> None:
        """Take in no more; what was taken in is kept."""
        if self._job is not None:
            self._child.stop(self._job)
        else:
            self._end(tr("{name}, stopped", name=self._name))

    def _progressed(self, _what: str, _done: int, total: int) -> None:
        if total != self._total:
            self._total = total
            self.changed.emit()

    def _taken(self, some: list[Taken]) -> None:
        self._account += some
        if not self._news.isActive():
            self._news.start()
        self.changed.emit()

    def _end(self, form: str) -> None:
        self._finish()
        account = self._account

        def tell(words: str) -> None:
            sentence = f"{form}: {words}"
            self.told.emit(
                Notice(
                    sentence,
                    action=tr("Show the report"),
                    do=lambda: self.report_wanted.emit(sentence, account),
                    topic="import",
                )
            )

        # Elsewhere, and later: many entries take a while to count.
        self._child.decode(lambda: told(account), tell)

    def _fail(self, failure: Failure, path: str) -> None:
        self._end(self._name) if self._account else self._finish()
        if isinstance(failure, LibraryGone):
            self._library.failed.emit(failure)
            return
        self.told.emit(
            of_failure(failure, tr("Try again"), lambda: self.bring_in(path), topic="import failed")
        )

    def _finish(self) -> None:
        self._job, self._over = None, True
        self._child.rest()
        self._news.stop()
        self._library.look()
        self.changed.emit()
        self.over.emit()


def _read(result: Message) -> object:
    if "taken" in result:
        return [wire.taken_from_json(value) for value in result["taken"]]
    return str(result["form"])
