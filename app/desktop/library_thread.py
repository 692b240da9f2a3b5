"""The library on a thread of its own: asked and answered, never waited for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.background import Background, Failed
from app.language import tr
from app.reading.failures import Failure, LibraryFailure, Refused

if TYPE_CHECKING:
    from app.library.library import Library
    from app.reading.operations import Operation

T = TypeVar("T")

LOOK_EVERY_MS = 1000
IDLE_MS = 1500
"""After so long without a change the library is tidied up."""
BUSY_MS = 5000


class LibraryThread(QObject):
    """Opens the library off the GUI thread, does there what is asked, and tells what came of it.

    `opened` tells whether the library is read-only. `failed` carries every failure nobody else
    hears of. `changed` says that another process wrote to the library.
    """

    opened = Signal(bool)
    failed = Signal(object)
    changed = Signal()
    operated = Signal(object)  # Operation: this window changed the library, or took a change back
    waiting_changed = Signal(int)

    def __init__(
        self, file: Path, parent: QObject | None = None, *, busy_ms: int = BUSY_MS
    ) -> None:
        """Keep the library in `file`, waiting `busy_ms` for another process that writes to it."""
        super().__init__(parent)
        self._file = file
        self._busy_ms = busy_ms
        self._unkept: list[Callable[[], None]] = []
        self._thread = Background("library", self)
        self._library: Library | None = None
        self._version: int | None = None
        self._trouble: Failure | None = None
        self._writing = 0
        self._looking = self._look_again = False
        self.usable: bool | None = None
        self.read_only = False
        self._look = QTimer(self, interval=LOOK_EVERY_MS)
        self._look.timeout.connect(self.look)

        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._tidy)

    def open(self) -> None:
        """Open the library file, making it where there is none."""
        self._thread.call(self._open, self._have, self._have_not)

    def ask(
        self,
        work: Callable[[Library], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Read from the library; `done` hears the answer."""
        self._thread.call(lambda: work(self._opened()), done, failed or self.failed.emit)

    def keep(
        self,
        work: Callable[[Library], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        """Write to the library; does nothing where it cannot be written.

        With `quiet` nobody is told that something is being written. What fails is not lost: `keep_again` writes it once more, and so does closing.
        """
        if self.usable is False or self.read_only:
            return

        step = 0 if quiet else 1

        def finished(result: T) -> None:
            self._count(-step)
            self._idle.start(IDLE_MS)
            if done is not None:
                done(result)

        def not_kept(failure: Failure) -> None:
            if not isinstance(failure, Refused):  # that will not be better later
                self._unkept.append(lambda: self.keep(work, done, failed))
            self._count(-step)
            (failed or self.failed.emit)(failure)

        self._count(step)
        self._thread.call(lambda: self._write(work), finished, not_kept)

    def operate(
        self,
        work: Callable[[Library], Operation],
        done: Callable[[Operation], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Change the library in a way that can be taken back; everybody hears of it."""

        def finished(operation: Operation) -> None:
            if operation.rows:
                if done is not None:
                    done(operation)
                self.operated.emit(operation)

        self.keep(work, finished, failed)

    @property
    def file(self) -> Path:
        """The library's file."""
        return self._file

    @property
    def writing(self) -> int:
        """How many writes are not yet on the disk."""
        return self._writing

    @property
    def unkept(self) -> int:
        """How many writes have failed and wait for another try."""
        return len(self._unkept)

    def keep_again(self) -> None:
        """Try once more to write what could not be written."""
        waiting, self._unkept = self._unkept, []
        for write in waiting:
            write()

    def save_again(self, done: Callable[[str], None]) -> None:
        """Write the library anew after its file is gone, and go on with that; `done` hears where.

        At its own place where that is free. What could not be kept meanwhile is kept then.
        """

        def saved(file: str) -> None:
            done(file)
            self.keep_again()

        self._thread.call(self._save_again, saved, self.failed.emit)

    def repair(self, done: Callable[[list[str]], None], failed: Failed) -> None:
        """Mend a damaged library as far as can be, and open it; `done` hears what was done."""

        def repaired(result: tuple[list[str], bool]) -> None:
            sentences, read_only = result
            self._trouble = None
            self._have(read_only)
            done(sentences)

        self._thread.call(self._repair, repaired, failed)

    def begin_anew(self, done: Callable[[str], None]) -> None:
        """Rename the file where it is no library, and begin one in its place.

        `done` hears the file's new name.
        """

        def begun(result: tuple[str, bool]) -> None:
            aside, read_only = result
            self._trouble = None
            self._have(read_only)
            done(aside)

        self._thread.call(self._begin_anew, begun, self.failed.emit)

    def _begin_anew(self) -> tuple[str, bool]:
        file = self._file
        names = (file.with_name(f"{file.stem} set aside {n}{file.suffix}") for n in count(1))
        aside = next(name for name in names if not name.exists())
        try:
            file.rename(aside)
            for log in ("-wal", "-shm", "-journal"):  # of the old file: a new one must not read it
                beside = file.with_name(file.name + log)
                if beside.exists():
                    beside.rename(aside.with_name(aside.name + log))
        except OSError as error:
            raise LibraryFailure(
                tr("{file} cannot be renamed.", file=file),
                tr("Move it elsewhere and start Sayso again."),
            ) from error
        return str(aside), self._open()

    def _repair(self) -> tuple[list[str], bool]:
        from app.library.repairing import repair  # noqa: PLC0415

        if self._library is not None:
            self._library.close()
            self._library = None
        found = repair(self._file, datetime.now(UTC))
        return found.sentences(), self._open()

    def _save_again(self) -> str:
        from app.library.library import Library  # noqa: PLC0415

        library = self._opened()
        beside = (
            self._file.with_name(f"{self._file.stem} saved {number}{self._file.suffix}")
            for number in count(1)
        )
        target = next(file for file in chain([self._file], beside) if not file.exists())
        library.save_elsewhere(target)
        library.close()
        self._library = Library.open(target, busy_ms=self._busy_ms)
        self._version = self._library.data_version()
        self._file = target
        return str(target)

    def watch(self, active: bool) -> None:
        """Look about every second for what other processes write, while the window is active."""
        if active and self.usable:
            self._look.start()
        else:
            self._look.stop()

    def look(self) -> None:
        """Look now for what other processes wrote."""
        self._look_again = self._looking  # what goes on may have looked already
        if not self._looking:
            self._looking = True
            self._thread.call(self._has_changed, self._looked, lambda _failure: self._looked(False))

    def close(self) -> None:
        """Write all that was asked for, close the file and end the thread."""
        self._look.stop()
        self._idle.stop()
        self.keep_again()
        self._thread.finish(self._close)

    def _tidy(self) -> None:
        """Do a little of what saving left for later; between two steps others have their turn."""
        if not self._writing:
            self._thread.call(
                lambda: self._opened().tidy(),
                lambda more: self._idle.start(0) if more else None,
                lambda _failure: None,
            )

    def _count(self, step: int) -> None:
        if step:
            self._writing += step
            self.waiting_changed.emit(self._writing)

    def _open(self) -> bool:
        # SQLAlchemy takes longer to load than the window takes to show.
        from app.library.library import Library  # noqa: PLC0415

        try:
            self._library = Library.open(self._file, busy_ms=self._busy_ms)
        except Failure as failure:
            self._trouble = failure
            raise
        self._version = self._library.data_version()
        return self._library.read_only

    def _opened(self) -> Library:
        if self._library is None:
            raise self._trouble or LibraryFailure(
                tr("The library is not open."), tr("Close Sayso and start it again.")
            )
        return self._library

    def _write(self, work: Callable[[Library], T]) -> T:
        library = self._opened()
        if library.read_only:
            raise LibraryFailure(tr("This library is read-only."), tr("Nothing new is saved."))
        return work(library)

    def _have(self, read_only: bool) -> None:
        self.usable = True
        self.read_only = read_only
        self._idle.start(IDLE_MS)  # another program may have left something to do
        self.opened.emit(read_only)

    def _have_not(self, failure: Failure) -> None:
        self.usable = False
        self.failed.emit(failure)

    def _has_changed(self) -> bool:
        version = self._opened().data_version()
        changed = version != self._version
        self._version = version
        return changed

    def _looked(self, changed: bool) -> None:
        self._looking = False
        if self._look_again:
            self.look()
        if changed:
            self._idle.start(IDLE_MS)  # to be tidied up as after a change of one's own
            self.changed.emit()

    def _close(self) -> None:
        if self._library is not None:
            self._library.close()
            self._library = None
