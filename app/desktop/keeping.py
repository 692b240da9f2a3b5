"""The reader's own marks between the open article and the library: kept, refused, seen anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.desktop.notice import of_failure
from app.desktop.sheet import Sheet
from app.reading.analysis import Analysis
from app.reading.annotation import OwnAnnotation, Standing
from app.reading.decisions import Decision, settled
from app.reading.failures import ChangedSince, Failure, Refused
from app.reading.operations import Aspect, Operation

if TYPE_CHECKING:
    from app.desktop.desk import Desk
    from app.library.library import Library

LOOK_AGAIN_MS = 200
"""When to look at the library again where something is still being written."""


class Keeping(QObject):
    """Keeps what the reader marks, and shows what others changed in the open article."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._library = desk.library
        self._library.operated.connect(self._operated)
        self._library.changed.connect(self.look)

    def change_own(
        self,
        sheet: Sheet,
        before: OwnAnnotation | None,
        after: OwnAnnotation | None,
        refused: Callable[[], None] = lambda: None,
    ) -> None:
        """Make (`before` None), change or take away (`after` None) one of the reader's own marks.

        It shows at once. Where another program has changed it meanwhile, the reader is told, the
        mark is shown as it is, and `refused` is called.
        """
        sheet.put(before, after)
        if sheet.id is not None:
            reading = sheet.id

            def not_kept(failure: Failure) -> None:
                if isinstance(failure, ChangedSince):
                    refused()
                self.refuse(failure)

            self._library.keep(
                lambda library: library.change_own(reading, before, after), self._tell, not_kept
            )
        self._own_has_changed(sheet)

    def decide(
        self,
        sheet: Sheet,
        decisions: Sequence[Decision],
        made: list[Operation],
        refused: Callable[[], None] = lambda: None,
    ) -> None:
        """Let marks stand as the reader decided about them, at once and from now on.

        What takes it back is put into `made` when the library has it.
        """
        sheet.decide(decisions)
        self._desk.put_right(sheet, settled(sheet.latest, decisions))
        if sheet.id is not None:
            reading = sheet.id

            def decide(library: Library) -> None:
                made[:] = [library.decide(reading, *decisions)]

            self._library.keep(decide, self._tell, partial(self._not_decided, sheet, refused))
        self._desk.state_changed.emit()

    def decide_back(
        self,
        sheet: Sheet,
        before: tuple[Analysis, tuple[Decision, ...]],
        made: list[Operation],
        refused: Callable[[], None] = lambda: None,
    ) -> None:
        """Take decisions back, or make them again: marks and decisions stand as they did `before`.

        What is in `made` is undone in the library; then it holds what takes that back in turn.
        """
        analysis, sheet.decisions = before
        self._desk.put_right(sheet, analysis)

        def undo(library: Library) -> None:
            made[:] = [library.undo(operation) for operation in made]

        self._library.keep(undo, self._tell, partial(self._not_decided, sheet, refused))
        self._desk.state_changed.emit()

    def _not_decided(self, sheet: Sheet, refused: Callable[[], None], failure: Failure) -> None:
        if isinstance(failure, Refused):
            refused()
            if sheet.id is not None:
                self._desk.forget(sheet.id)
                if sheet is self._desk.sheet:
                    self._desk.reopen(sheet.id)
        self.refuse(failure)

    def save_own(self, sheet: Sheet, own: OwnAnnotation) -> None:
        """Keep a mark of an article the library has only now."""
        if sheet.id is not None:
            reading = sheet.id
            self._library.keep(lambda library: library.save_own(reading, own), self._tell)

    def forget_own(self, reading: int, own: OwnAnnotation) -> None:
        """Delete a mark of an article the library has only now."""
        self._library.keep(lambda library: library.delete_own(reading, own.id), self._tell)

    def refuse(self, failure: Failure) -> None:
        """Tell that a change could not be made, and show everything as it is."""
        if not isinstance(failure, Refused):
            self._library.failed.emit(failure)
            return
        self._desk.told.emit(of_failure(failure, topic="undo"))
        self.look()
        self._tell()

    def look(self, *, quiet: bool = False) -> None:
        """Show the reader's own marks as the library has them now: others may have changed them.

        With `quiet` nothing is said of an article that is no longer there.
        """
        sheet = self._desk.sheet
        if sheet is None or sheet.id is None:
            return
        reading = sheet.id
        if self._library.writing:
            # What is being written may be the reader's own: the library does not have it yet.
            QTimer.singleShot(LOOK_AGAIN_MS, self, lambda: self.look(quiet=quiet))
            return

        def seen(found: tuple[OwnAnnotation, ...]) -> None:
            if sheet is not self._desk.sheet or self._library.writing:
                return
            known = {item.id: item for item in (*sheet.own.values(), *sheet.aside)}
            if {item.id: item for item in found} != known:
                placed = [item for item in found if item.standing is Standing.PLACED]
                sheet.hold(placed, [item for item in found if item not in placed])
                self._own_has_changed(sheet)

        def gone(failure: Failure) -> None:
            if sheet is self._desk.sheet:
                self._desk.leave()
                if not quiet:
                    self._desk.told.emit(of_failure(failure, topic="open"))

        self._library.ask(lambda library: library.own(reading), seen, gone)

    def _operated(self, operation: Operation) -> None:
        """Show what a change of the library changed in the open article."""
        sheet = self._desk.sheet
        opened = sheet.id if sheet is not None else None
        anew = bool(operation.aspects & (Aspect.TEXT | Aspect.MARKS))
        for reading in operation.readings:
            if reading != opened or anew:
                self._desk.forget(reading)
        if opened in operation.readings and opened is not None:
            if anew:
                self._desk.reopen(opened)
            else:
                self.look(quiet=True)
        self._tell()

    def _own_has_changed(self, sheet: Sheet) -> None:
        if sheet is self._desk.sheet:
            self._desk.own_changed.emit(sheet)
        self._desk.state_changed.emit()

    def _tell(self, _result: object = None) -> None:
        self._desk.library_changed.emit()
