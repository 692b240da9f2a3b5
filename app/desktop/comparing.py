"""What changed in an article since it was opened before: compared, told, and shown on request."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.desktop.library_thread import LibraryThread
from app.desktop.notice import Notice
from app.desktop.sheet import Sheet
from app.language import day, tr
from app.reading.annotation import Reading
from app.reading.views import View

if TYPE_CHECKING:
    from app.reading.versions import Change


class Comparing(QObject):
    """Holds an article against its version before, once both are marked."""

    told = Signal(object)  # Notice
    found = Signal(object, object, list)  # the Sheet, the Reading before, Changes: to be shown

    def __init__(self, library: LibraryThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._told: set[int] = set()

    def tell(self, sheet: Sheet, view: View) -> None:
        """Say once what is different in a new version that has just been marked."""
        if sheet.id is None or sheet.earlier is None or sheet.id in self._told:
            return
        self._told.add(sheet.id)
        self._compare(sheet, view, lambda before, found: self._tell(sheet, before, found))

    def show(self, sheet: Sheet, view: View) -> None:
        """Show what is different, or say that nothing is."""
        if sheet.earlier is None:
            self.told.emit(Notice("Sayso has no other version of this article.", topic="version"))
            return
        self._compare(sheet, view, lambda before, found: self.found.emit(sheet, before, found))

    def _compare(
        self, sheet: Sheet, view: View, done: Callable[[Reading, list[Change]], None]
    ) -> None:
        now, earlier = sheet.reading(), sheet.earlier
        assert earlier is not None

        from app.reading.versions import changes  # noqa: PLC0415 (a window must not wait for it)

        def work(before: Reading) -> tuple[Reading, list[Change]]:
            return before, list(changes(before, now))

        self._library.ask(
            lambda library: work(library.load(earlier).shown(view)),
            lambda result: done(*result),
        )

    def _tell(self, sheet: Sheet, before: Reading, found: list[Change]) -> None:
        from app.reading.versions import counted  # noqa: PLC0415 (as above)

        kept = day(before.added)
        if not before.analysis.pipeline:
            return  # it was never marked, so nothing can be said of it
        if not found:
            text = tr(
                "The text has changed since you opened it on {day}, but no quote or number has.",
                day=kept,
            )
            self.told.emit(Notice(text, topic="version"))
            return
        text = tr(
            "Changed since you opened it on {day}: {changes}.", day=kept, changes=counted(found)
        )
        self.told.emit(
            Notice(
                text,
                action=tr("Show what changed"),
                do=lambda: self.found.emit(sheet, before, found),
                topic="version",
            )
        )
