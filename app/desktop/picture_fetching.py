"""Has the pictures of an article fetched, and keeps them in the library."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.desktop.library_thread import LibraryThread
from app.desktop.notice import Notice, of_failure
from app.desktop.sheet import Sheet
from app.desktop.tasks import Child, Job
from app.language import tr
from app.reading.failures import Failure
from app.reading.pictures import MOST, PictureFile
from app.worker.protocol import Do, Message

TOPIC = "pictures"


class PictureFetching(QObject):
    """Fetches the pictures of one article at a time; asked for another, it stops."""

    fetched = Signal(object, object)  # Sheet, PictureFile
    failed = Signal(object, object)  # Sheet, the addresses of which nothing came
    changed = Signal()
    told = Signal(object)  # Notice

    def __init__(self, child: Child, library: LibraryThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._child, self._library = child, library
        self._job: Job | None = None
        self._sheet: Sheet | None = None
        self._left: list[str] = []
        self._done = self._total = 0

    def fetch(self, sheet: Sheet, addresses: Sequence[str], taken: int) -> None:
        """Fetch these pictures of an article, which has `taken` bytes of pictures already."""
        self.stop()
        self._sheet, self._left = sheet, list(addresses)
        self._done, self._total = 0, len(addresses)
        asked = {"addresses": list(addresses), "room": MOST - taken}
        job = self._job = self._child.ask(Do.ILLUSTRATE, lambda: asked, _read)
        job.progressed.connect(self._progressed)
        job.part.connect(self._came)
        job.done.connect(self._ended)
        job.failed.connect(self._broke)
        self.changed.emit()

    def is_running(self) -> bool:
        """Tell whether pictures are being fetched."""
        return self._job is not None

    def progress(self) -> tuple[str, int, int]:
        """Return what goes on, how many pictures are done with and how many there are."""
        return tr("Fetching pictures"), self._done, self._total if self._total > 1 else 0

    def stop(self) -> None:
        """Fetch no more; those that did not come are told as failed."""
        if self._job is not None:
            self._child.cancel(self._job)
            self._over()

    def _progressed(self, _what: str, done: int, _total: int) -> None:
        self._done = done
        self.changed.emit()

    def _came(self, file: PictureFile) -> None:
        assert self._sheet is not None
        self._left.remove(file.address)
        self.keep(self._sheet, [file])
        self.fetched.emit(self._sheet, file)

    def keep(self, sheet: Sheet, files: Sequence[PictureFile]) -> None:
        """Keep pictures with a reading the library has already."""
        reading = sheet.id
        if reading is not None and files and not self._library.read_only:
            self._library.keep(lambda library: library.pictures.keep(reading, files), quiet=True)

    def _ended(self, failed: list[tuple[str, str]]) -> None:
        self._over()
        if not failed:
            return
        last = failed[-1][1]
        if self._total == 1:
            told = tr("The picture could not be fetched. {why}", why=last)
        else:
            told = tr(
                "{failed} of {total} pictures could not be fetched. The last: {last}",
                failed=len(failed),
                total=self._total,
                last=last,
            )
        self.told.emit(Notice(told, topic=TOPIC))

    def _broke(self, failure: Failure) -> None:
        self._over()
        self.told.emit(of_failure(failure, topic=TOPIC))

    def _over(self) -> None:
        sheet, left = self._sheet, self._left
        self._job, self._sheet, self._left = None, None, []
        self.failed.emit(sheet, left)
        self.changed.emit()


def _read(result: Message) -> PictureFile | list[tuple[str, str]]:
    if "failed" in result:
        return [(address, why) for address, why in result["failed"]]
    content = base64.b64decode(result["content"])
    return PictureFile(result["address"], result["media_type"], content)
