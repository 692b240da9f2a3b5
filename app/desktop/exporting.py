"""The open article on its way out, as an annotated PDF."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.desktop.notice import Notice, of_failure
from app.desktop.sheet import Sheet
from app.desktop.tasks import Child, Job
from app.language import tr
from app.reading import wire
from app.reading.exports import Choice, choice_to_json
from app.reading.failures import Failure
from app.worker.protocol import Do


class Exporting(QObject):
    """Has articles written to files, and tells what came of it."""

    told = Signal(object)  # Notice
    toasted = Signal(object)  # Notice
    untold = Signal(str)
    changed = Signal()

    def __init__(self, writer: Child, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = writer
        self._job: Job | None = None

    def export_pdf(self, sheet: Sheet, path: str, choice: Choice) -> None:
        """Write an article as an annotated PDF."""
        reading = sheet.reading()
        job = self._job = self._writer.ask(
            Do.EXPORT,
            lambda: {
                "reading": wire.reading_to_json(reading),
                "format": "pdf",
                "path": path,
                "choice": choice_to_json(choice),
            },
            lambda result: str(result["path"]),
        )
        job.done.connect(self._done)
        job.failed.connect(lambda failure: self._failed(failure, sheet, path, choice))
        self.untold.emit("export")
        self.changed.emit()

    def is_running(self) -> bool:
        """Tell whether something is being written."""
        return self._job is not None

    def stop(self) -> None:
        """Write no further; nothing half-written is left."""
        if self._job is not None:
            self._writer.cancel(self._job)
            self._job = None
            self.changed.emit()

    def _done(self, path: str) -> None:
        self._job = None
        self.changed.emit()
        self.toasted.emit(Notice(tr("Saved as {name}.", name=short_name(path)), topic=path))

    def _failed(self, failure: Failure, sheet: Sheet, path: str, choice: Choice) -> None:
        self._job = None
        self.changed.emit()
        again = partial(self.export_pdf, sheet, path, choice)
        self.told.emit(of_failure(failure, tr("Try again"), again, topic="export"))


def short_name(name: str) -> str:
    """Return the last part of a path, or an address without its scheme."""
    if "://" in name:
        rest = name.split("://", 1)[1]
        return rest if len(rest) <= 60 else rest[:57] + "…"
    return name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
