"""What the library tells when it opens or fails, and which article lies open at the start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from app import paths
from app.desktop.desk import Desk
from app.desktop.library_thread import LibraryThread
from app.desktop.notice import Notice, Tone, of_failure
from app.desktop.panes import Panes
from app.language import tr
from app.reading.failures import Failure, LibraryDamaged, LibraryGone, NoLibrary
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
            self._area.banners.tell(
                Notice(
                    tr("This library is read-only. Nothing new is saved."),
                    Tone.LOCKED,
                    tr("What to do"),
                    self._tell_read_only,
                    "library",
                )
            )
        self._pane.refresh()
        if not self._sources:
            self._begin()

    def _begin(self) -> None:
        """Open what was open last, else the newest reading; offer the tour where nothing ever was."""
        last: int = self._settings["last_reading"]

        def decide(ids: list[int]) -> None:
            if self._desk.sheet is not None or self._desk.is_opening():
                return
            if ids and self._settings["reopen"]:
                self._desk.reopen(last if last in ids else ids[0])
            elif ids or last:
                self._area.empty.tell(any_readings=bool(ids))
            else:
                self._area.empty.tell_first()

        self._library.ask(
            lambda library: [row.id for row in library.readings(limit=MOST_LOOKED_AT)], decide
        )

    def _tell_read_only(self) -> None:
        text = tr(
            "You may not write to {file}, or not to its folder or disk. Make them writable and "
            "start Sayso again. What you mark until then is not kept.",
            file=self._library.file,
        )
        self._area.banners.tell(Notice(text, Tone.LOCKED, topic="library"))

    def _repair(self) -> None:
        banners = self._area.banners
        banners.tell(Notice(tr("The library is being repaired…"), topic="library"))
        self._library.repair(
            lambda said: banners.tell(Notice(" ".join(said), topic="library")),
            lambda failure: banners.tell(of_failure(failure, topic="library")),
        )

    def _save_again(self) -> None:
        def saved(file: str) -> None:
            text = tr("The library is saved at {file}.", file=file)
            self._area.banners.tell(Notice(text, topic="library"))

        self._library.save_again(saved)

    def _begin_anew(self) -> None:
        def begun(aside: str) -> None:
            text = tr("A new library is begun. The old file is kept at {file}.", file=aside)
            self._area.banners.tell(Notice(text, topic="library"))

        self._library.begin_anew(begun)

    def _failed(self, failure: Failure) -> None:
        notice = of_failure(failure, topic="library")
        if self._library.unkept:
            again = self._library.keep_again
            notice = of_failure(failure, tr("Save again"), again, topic="library")
        if isinstance(failure, LibraryGone):
            notice = of_failure(failure, tr("Save it again"), self._save_again, topic="library")
        if self._library.usable is False:
            text = tr("{what} You can read, but nothing is saved.", what=failure)
            notice = Notice(text, Tone.FAIL, topic="library")
            self._area.empty.tell_closed()
        if isinstance(failure, NoLibrary) and self._library.file == paths.library_file():
            # Another file was named by the reader, and may be somebody else's.
            text = tr("{what} You can read, but nothing is saved.", what=failure.reason)
            action = tr("Begin a new library")
            notice = replace(notice, text=text, action=action, do=self._begin_anew)
        if isinstance(failure, LibraryDamaged):
            notice = replace(notice, action=tr("Repair it"), do=self._repair)
        self._area.banners.tell(notice)
