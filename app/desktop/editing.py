"""Opens the form in which a mark is put right, beside the words it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt

from app.desktop.beside_lines import corner_beside
from app.desktop.changes import Changes
from app.desktop.correcting import Correcting
from app.desktop.desk import Desk
from app.desktop.reading_area import ReadingArea
from app.desktop.sheet import Sheet
from app.reading.decisions import Mark, Status
from app.reading.reattaching import whole_of

if TYPE_CHECKING:
    from app.desktop.mark_editor import MarkEditor


class Editing(QObject):
    """Ties the form to the mark in focus and to what the reader says there."""

    def __init__(
        self, desk: Desk, area: ReadingArea, correcting: Correcting, changes: Changes
    ) -> None:
        super().__init__(area)
        self._desk, self._area, self._reader = desk, area, area.reader
        self._correcting, self._changes = correcting, changes
        self._editor: MarkEditor | None = None
        self._sheet: Sheet | None = None
        correcting.edit_wanted.connect(self.open)
        for gone in (desk.shown, desk.left):
            gone.connect(self.close)

    def open(self, target: str, new: bool) -> None:
        """Open the form for a mark; with `new` the reader has just made it."""
        sheet = self._desk.sheet
        mark = _found(sheet, target) if sheet is not None else None
        if sheet is None or mark is None:
            return
        self._sheet = sheet
        editor = self._made()
        editor.set_theme(self._reader.style_of_text.theme)
        editor.tell(sheet, mark, new=new)
        self._reader.hide_card()
        whole = whole_of(mark)
        self._reader.reveal([whole])
        corner = QPoint(*corner_beside(self._reader, [whole], editor.height()))
        editor.move(self._reader.mapTo(self._area, corner))
        editor.start(self._reader)

    def close(self, _sheet: object = None) -> None:
        """Close the form; what was typed is let go."""
        if self._editor is not None:
            self._editor.hide()

    def _made(self) -> MarkEditor:
        if self._editor is None:
            from app.desktop.mark_editor import MarkEditor  # noqa: PLC0415 (not needed to start)

            # Not inside the text: what is typed there would be its single keys.
            self._editor = MarkEditor(self._reader.style_of_text.theme, self._area)
            self._editor.kept.connect(self._keep)
            self._editor.checked.connect(self._check)
            self._editor.dropped.connect(self._changes.undo)
            self._editor.left.connect(
                lambda: self._reader.setFocus(Qt.FocusReason.PopupFocusReason)
            )
        return self._editor

    def _keep(self, old: Mark, new: Mark, others: list[tuple[Mark, Mark]]) -> None:
        if self._sheet is not None and self._sheet is self._desk.sheet:
            self._correcting.change(self._sheet, old, new, *others)

    def _check(self, mark: Mark, status: Status, evidence: str) -> None:
        if self._sheet is not None and self._sheet is self._desk.sheet:
            self._correcting.check(self._sheet, mark, status, evidence)


def _found(sheet: Sheet, target: str) -> Mark | None:
    latest = sheet.latest
    marks: tuple[Mark, ...] = (*latest.attributions, *latest.quantities, *latest.quotations)
    return next((mark for mark in marks if mark.id == target), None)
