"""Highlights made and removed several at once, as one step to undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand

from app.desktop.changes import Changes
from app.desktop.desk import Desk
from app.desktop.notice import Notice
from app.desktop.sheet import Sheet, new_own
from app.language import ntr, tr
from app.reading.annotation import OwnAnnotation
from app.reading.failures import ChangedSince, Failure

if TYPE_CHECKING:
    from app.library.library import Library

Change = tuple[OwnAnnotation | None, OwnAnnotation | None]
"""An annotation before and after; None where there is none."""


class ChangeOwnTogether(QUndoCommand):
    """Make or remove several of the reader's own marks; they are shown and kept together."""

    def __init__(self, desk: Desk, sheet: Sheet, changes: Sequence[Change], what: str) -> None:
        super().__init__(what)
        self._desk, self._sheet, self._changes = desk, sheet, tuple(changes)
        self._new = True

    def redo(self) -> None:
        self._change(self._changes)

    def undo(self) -> None:
        self._change([(after, before) for before, after in reversed(self._changes)])

    def _change(self, changes: Sequence[Change]) -> None:
        desk, sheet = self._desk, self._sheet
        if not self._new:
            desk.show_again(sheet)
        self._new = False
        for before, after in changes:
            sheet.put(before, after)
        if sheet.id is not None:
            reading = sheet.id

            def keep(library: Library) -> None:
                for before, after in changes:
                    library.change_own(reading, before, after)

            desk.library.keep(keep, lambda _kept: desk.library_changed.emit(), self._not_kept)
        desk.own_changed.emit(sheet)
        desk.state_changed.emit()

    def _not_kept(self, failure: Failure) -> None:
        if isinstance(failure, ChangedSince):
            self.setObsolete(True)
        self._desk.keeping.refuse(failure)


class Highlighting(QObject):
    """Highlights whatever is selected in a list, and removes what is."""

    toasted = Signal(object)  # Notice

    def __init__(self, desk: Desk, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._changes = desk, changes

    def highlight(self, targets: Sequence[str]) -> None:
        """Highlight the words of marks; those that are highlighted already stay as they are."""
        sheet = self._desk.sheet
        if sheet is None or not targets:
            return
        there = {own.span for own in sheet.own.values()}
        spans = dict.fromkeys(span for span in map(sheet.span_of, targets) if span is not None)
        new = [new_own(sheet.document, span) for span in spans if span not in there]
        if not new:
            self.toasted.emit(Notice(tr("These words are highlighted already.")))
            return
        what = tr("highlight") if len(new) == 1 else tr("highlights")
        self._push(sheet, [(None, own) for own in new], what)
        self._tell(ntr("{count} quote highlighted.", "{count} quotes highlighted.", len(new)))

    def remove(self, ids: Sequence[str]) -> None:
        """Remove annotations of the reader's own, with their notes."""
        sheet = self._desk.sheet
        if sheet is None:
            return
        own = sheet.own | {item.id: item for item in sheet.aside}
        gone = [own[key] for key in ids if key in own]
        if not gone:
            return
        what = tr("removing the highlight") if len(gone) == 1 else tr("removing the highlights")
        self._push(sheet, [(item, None) for item in gone], what)
        self._tell(ntr("{count} highlight removed.", "{count} highlights removed.", len(gone)))

    def _push(self, sheet: Sheet, changes: Sequence[Change], what: str) -> None:
        self._changes.stack.push(ChangeOwnTogether(self._desk, sheet, changes, what))

    def _tell(self, done: str) -> None:
        self.toasted.emit(Notice(done, action=tr("Undo"), do=self._changes.undo))
