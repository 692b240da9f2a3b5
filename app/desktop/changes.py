"""What the reader changes, and takes back: highlights, notes, readings moved to the bin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from app.desktop.announcing import announce
from app.desktop.desk import Desk
from app.desktop.key_tips import keys_told
from app.desktop.notice import Notice
from app.desktop.reader import ReaderPane
from app.desktop.sheet import Sheet, new_own, with_note
from app.desktop.undo import ChangeLibrary, ChangeOwn
from app.language import ntr, tr
from app.reading.annotation import OwnAnnotation
from app.reading.operations import Operation
from app.reading.reattaching import placed_by_hand
from app.reading.spans import Span

if TYPE_CHECKING:
    from app.library.library import Library

MOST_UNDONE = 500


class Changes(QObject):
    """Does what the reader asks for and keeps how to undo it."""

    note_opened = Signal(str)  # the highlight whose note is to be written
    note_wanted_shut = Signal()  # a note being written must be kept first
    toasted = Signal(object)  # Notice

    def __init__(self, desk: Desk, reader: ReaderPane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reader = reader
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(MOST_UNDONE)

    def highlight(self) -> None:
        """Highlight the selected words, or the mark in focus; again, to take it away."""
        sheet, span = self._desk.sheet, self._wanted()
        if sheet is None:
            return
        if span is None:
            self._want_words(tr("Select words first, then press {highlight}."))
            return
        same = _at(sheet, span)
        if same is not None:
            self._push(sheet, same, None)
            announce(self._reader, tr("Highlight removed."))
        else:
            self._push(sheet, None, new_own(sheet.document, span))
            announce(self._reader, tr("Highlighted."))
        self._reader.clear_selection()

    def note(self) -> None:
        """Open a note to the selected words, or to the mark in focus."""
        sheet, span = self._desk.sheet, self._wanted()
        if sheet is None:
            return
        if span is None:
            self._want_words(tr("Select words first, then press {note}."))
            return
        own = _at(sheet, span)
        if own is None:
            own = new_own(sheet.document, span)
            self._push(sheet, None, own)
        self._reader.clear_selection()
        self._reader.focus_mark(own.id)
        self.note_opened.emit(own.id)

    def keep_note(self, own_id: str, note: str) -> None:
        """Keep what was written to a highlight."""
        sheet = self._desk.sheet
        own = sheet.own.get(own_id) if sheet is not None else None
        if sheet is not None and own is not None:
            self._push(sheet, own, with_note(own, note))

    def remove(self) -> None:
        """Take the highlight in focus away."""
        sheet = self._desk.sheet
        own = sheet.own.get(self._reader.focused()) if sheet is not None else None
        if sheet is None or own is None:
            self.toasted.emit(Notice(tr("Go to one of your highlights first.")))
            return
        self._push(sheet, own, None)
        told = tr("Note removed.") if own.note else tr("Highlight removed.")
        self.toasted.emit(Notice(told, action=tr("Undo"), do=self.undo))

    def place(self, own_id: str) -> None:
        """Put an annotation that has no place in the text at the selected words."""
        sheet = self._desk.sheet
        lost = _aside(sheet, own_id)
        if sheet is None or lost is None:
            return
        span = self._reader.selected_span()
        if span is None:
            self.toasted.emit(Notice(tr("Select the words in the text first.")))
            return
        self._push(sheet, lost, placed_by_hand(sheet.document, lost, span))
        self._reader.clear_selection()

    def drop(self, own_id: str) -> None:
        """Delete an annotation that has no place in the text."""
        sheet = self._desk.sheet
        lost = _aside(sheet, own_id)
        if sheet is not None and lost is not None:
            self._push(sheet, lost, None)
            self.toasted.emit(Notice(tr("Note removed."), action=tr("Undo"), do=self.undo))

    def change_library(
        self,
        work: Callable[[Library], Operation],
        told: str = "",
        undone: Callable[[], None] = lambda: None,
    ) -> None:
        """Change the library, and keep how to take it back.

        `told` is said when it is done, with the offer to undo it; `undone` is called when it has
        been taken back.
        """

        def done(operation: Operation) -> None:
            self.stack.push(ChangeLibrary(self._desk, operation, undone))
            if told:
                self.toasted.emit(Notice(told, action=tr("Undo"), do=self.undo))

        self._desk.library.operate(work, done, self._desk.keeping.refuse)

    def move_to_bin(self, readings: Sequence[int]) -> None:
        """Put readings into the bin; undone, the one that was open is opened again."""
        sheet = self._desk.sheet
        open_one = sheet.id if sheet is not None and sheet.id in readings else None

        def undone() -> None:
            if open_one is not None:
                self._desk.reopen(open_one)

        told = (
            tr("Moved to the bin.")
            if len(readings) == 1
            else ntr(
                "{count} reading moved to the bin.",
                "{count} readings moved to the bin.",
                len(readings),
            )
        )
        self.change_library(lambda library: library.bin.put(readings), told, undone)

    def undo(self) -> None:
        self.note_wanted_shut.emit()
        what = self.stack.undoText()
        self.stack.undo()
        if what:
            announce(self._reader, tr("Undone: {what}.", what=what))

    def redo(self) -> None:
        self.note_wanted_shut.emit()
        what = self.stack.redoText()
        self.stack.redo()
        if what:
            announce(self._reader, tr("Done again: {what}.", what=what))

    def _wanted(self) -> Span | None:
        """Return the selected stretch, else that of the mark in focus."""
        selected = self._reader.selected_span()
        if selected is not None or self._desk.sheet is None:
            return selected
        return self._desk.sheet.span_of(self._reader.focused())

    def _want_words(self, text: str) -> None:
        """Say, with the keys of the actions it names, that no words are selected."""
        self.toasted.emit(Notice(keys_told(self._reader, text)))

    def _push(
        self, sheet: Sheet, before: OwnAnnotation | None, after: OwnAnnotation | None
    ) -> None:
        self.stack.push(ChangeOwn(self._desk, sheet, before, after))


def _aside(sheet: Sheet | None, own_id: str) -> OwnAnnotation | None:
    found = sheet.aside if sheet is not None else ()
    return next((own for own in found if own.id == own_id), None)


def _at(sheet: Sheet, span: Span) -> OwnAnnotation | None:
    return next((own for own in sheet.own.values() if own.span == span), None)
