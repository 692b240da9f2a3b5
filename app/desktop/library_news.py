"""What the library tells when it opens or fails, and which article lies open at the start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from app.desktop.desk import Desk
from app.desktop.library_thread import LibraryThread
from app.desktop.notice import Notice, Tone, of_failure
from app.desktop.panes import Panes
from app.reading.failures import Failure, LibraryDamaged, LibraryGone
from app.settings import Settings

MOST_LOOKED_AT = 500
"""How many of the newest readings are looked at for the one that was open last."""


class LibraryNews(QObject):
    """Shows what the library tells, and opens the first article."""

    def __init__(
        self,
        library: LibraryThread,
        desk: Desk,
        panes: Panes,
        settings: Settings,
        sources: Sequence[str],
    ) -> None:
        super().__init__(library)
        self._library, self._desk, self._settings = library, desk, settings
        self._pane, self._area = panes.library, panes.area
        self._sources = sources
        library.opened.connect(self._opened)
        library.failed.connect(self._failed)
        library.changed.connect(self._pane.refresh)
        desk.library_changed.connect(self._pane.refresh)

    def _opened(self, read_only: bool) -> None:
        if read_only:
            notice = "This library is read-only. Nothing new is saved."
            self._area.banners.tell(Notice(notice, Tone.LOCKED, topic="library"))
        self._pane.refresh()
        if not self._sources:
            self._open_last()

    def _open_last(self) -> None:
        """Open what was open last, else the newest reading; offer the tour where nothing ever was."""
        last: int = self._settings["last_reading"]

        def decide(ids: list[int]) -> None:
            if self._desk.sheet is not None or self._desk.is_opening():
                return
            if ids:
                self._desk.reopen(last if last in ids else ids[0])
            elif not last:
                self._area.empty.tell_first()

        self._library.ask(
            lambda library: [row.id for row in library.readings(limit=MOST_LOOKED_AT)], decide
        )

    def _repair(self) -> None:
        banners = self._area.banners
        banners.tell(Notice("The library is being repaired…", topic="library"))
        self._library.repair(
            lambda said: banners.tell(Notice(" ".join(said), topic="library")),
            lambda failure: banners.tell(of_failure(failure, topic="library")),
        )

    def _save_again(self) -> None:
        def saved(file: str) -> None:
            self._area.banners.tell(Notice(f"The library is saved at {file}.", topic="library"))

        self._library.save_again(saved)

    def _failed(self, failure: Failure) -> None:
        notice = of_failure(failure, topic="library")
        if self._library.unkept:
            notice = of_failure(failure, "Save again", self._library.keep_again, topic="library")
        if isinstance(failure, LibraryGone):
            notice = of_failure(failure, "Save it again", self._save_again, topic="library")
        if self._library.usable is False:
            text = f"{failure} You can read, but nothing is saved."
            notice = Notice(text, Tone.FAIL, topic="library")
            self._area.empty.tell_closed()
        if isinstance(failure, LibraryDamaged):
            notice = replace(notice, action="Repair it", do=self._repair)
        self._area.banners.tell(notice)
