"""Copies of the library made by themselves, and a word where it lies in a risky place."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.background import Background
from app.desktop.library_thread import LibraryThread
from app.desktop.notice import Notice, Tone, of_failure
from app.language import tr
from app.reading.failures import Failure
from app.settings import Settings

FIRST_MS = 20_000
"""After the library opened: the reader's first article goes before."""

EVERY_MS = 60 * 60 * 1000
"""How often is looked whether a copy is due, while the window is open."""


class Safekeeping(QObject):
    """Keeps copies of the library on a thread of its own, over a connection of its own."""

    told = Signal(object)  # Notice
    kept = Signal(str)  # a copy was made: its path

    def __init__(self, file: Path, library: LibraryThread, settings: Settings) -> None:
        super().__init__(library)
        self._file, self._library, self._settings = file, library, settings
        self._thread = Background("backup", self)
        self._stopping = threading.Event()
        self._first = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._first.timeout.connect(self.look)
        self._again = QTimer(self, interval=EVERY_MS)
        self._again.timeout.connect(self.look)
        library.opened.connect(self._opened)

    def look(self) -> None:
        """Make a copy where one is due."""
        if self._library.usable and not self._library.read_only and self._settings["copies"]:
            self._thread.call(self._keep, self._done, self._failed)

    def close(self) -> None:
        """Stop a copy that is being made: it is made again another time."""
        self._first.stop()
        self._again.stop()
        self._stopping.set()
        self._thread.finish()

    def _opened(self, read_only: bool) -> None:
        if not read_only:
            self._first.start()
            self._again.start()
        self._thread.call(self._synced, self._warn)

    def _synced(self) -> str | None:
        from app.library.clouds import synced_by  # noqa: PLC0415 (not before the first paint)

        return synced_by(self._file)

    def _warn(self, service: str | None) -> None:
        if service is None or str(self._file) in self._settings["synced_known"]:
            return
        self.told.emit(
            Notice(
                tr(
                    "This library lies in a folder that {service} synchronises. Two computers that "
                    "write to it can damage it: keep it elsewhere, and only copies of it there.",
                    service=service,
                ),
                Tone.WARN,
                tr("I know"),
                self._known,
                topic="synced",
            )
        )

    def _known(self) -> None:
        known = self._settings["synced_known"]
        self._settings["synced_known"] = [*known, str(self._file)]

    def _keep(self) -> str:
        from app.library.backup import due, keep_copy_now  # noqa: PLC0415 (not before the first paint)

        now = datetime.now(UTC)
        if self._stopping.is_set() or not due(self._file, now):
            return ""
        return str(keep_copy_now(self._file, now, cancelled=self._stopping.is_set))

    def _done(self, path: str) -> None:
        if path:
            self.kept.emit(path)

    def _failed(self, failure: Failure) -> None:
        if not self._stopping.is_set():
            self.told.emit(of_failure(failure, topic="backup"))
