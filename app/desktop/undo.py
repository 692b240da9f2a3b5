"""What the reader did and can take back."""

from __future__ import annotations

from PySide6.QtGui import QUndoCommand

from app.desktop.desk import Desk
from app.desktop.sheet import Sheet
from app.reading.annotation import OwnAnnotation


class ChangeOwn(QUndoCommand):
    """Add, change or remove one of the reader's own marks.

    `before` None adds it, `after` None removes it. Undoing in an article that is no longer open
    opens it again, so that nothing changes out of sight.
    """

    def __init__(
        self,
        desk: Desk,
        sheet: Sheet,
        before: OwnAnnotation | None,
        after: OwnAnnotation | None,
    ) -> None:
        super().__init__(_named(before, after))
        self._desk = desk
        self._sheet = sheet
        self._before = before
        self._after = after
        self._new = True

    def redo(self) -> None:
        self._change(self._before, self._after)

    def undo(self) -> None:
        self._change(self._after, self._before)

    def _change(self, old: OwnAnnotation | None, new: OwnAnnotation | None) -> None:
        if not self._new:
            self._desk.show_again(self._sheet)
        self._new = False
        if new is not None:
            self._desk.keep_own(self._sheet, new)
        elif old is not None:
            self._desk.drop_own(self._sheet, old)


class MoveToBin(QUndoCommand):
    """Put a reading into the bin."""

    def __init__(self, desk: Desk, reading: int, title: str) -> None:
        super().__init__(f"moving “{title}” to the bin")
        self._desk = desk
        self._reading = reading

    def redo(self) -> None:
        self._desk.bin(self._reading)

    def undo(self) -> None:
        self._desk.unbin(self._reading)


def _named(before: OwnAnnotation | None, after: OwnAnnotation | None) -> str:
    if before is None:
        return "highlight"
    if after is None:
        return "removing the highlight"
    return "note"
