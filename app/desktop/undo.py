"""What the reader did and can take back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QUndoCommand

from app.desktop.desk import Desk
from app.desktop.sheet import Sheet
from app.language import tr
from app.reading.analysis import Analysis
from app.reading.annotation import OwnAnnotation
from app.reading.decisions import Decision
from app.reading.failures import Failure
from app.reading.operations import Operation


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
        self._desk.keeping.change_own(self._sheet, old, new, lambda: self.setObsolete(True))


class Decide(QUndoCommand):
    """Decide about detected marks; undone, they stand as they did before."""

    def __init__(self, desk: Desk, sheet: Sheet, decisions: Sequence[Decision], what: str) -> None:
        super().__init__(what)
        self._desk = desk
        self._sheet = sheet
        self._decisions = tuple(decisions)
        self._before = sheet.latest, sheet.decisions
        self._after: tuple[Analysis, tuple[Decision, ...]] | None = None
        self._made: list[Operation] = []

    def redo(self) -> None:
        keeping = self._desk.keeping
        if self._after is None:
            keeping.decide(self._sheet, self._decisions, self._made, self._refused)
            self._after = self._sheet.latest, self._sheet.decisions
        else:
            self._desk.show_again(self._sheet)
            keeping.decide_back(self._sheet, self._after, self._made, self._refused)

    def undo(self) -> None:
        self._desk.show_again(self._sheet)
        self._desk.keeping.decide_back(self._sheet, self._before, self._made, self._refused)

    def _refused(self) -> None:
        self.setObsolete(True)


class ChangeLibrary(QUndoCommand):
    """A change of the library that has been made already; taken back there and made again.

    `undone` is called when it has been taken back.
    """

    def __init__(
        self, desk: Desk, operation: Operation, undone: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(operation.what)
        self._desk = desk
        self._operation = operation
        self._undone = undone
        self._new = True

    def redo(self) -> None:
        if self._new:  # Qt does a command when it is pushed
            self._new = False
            return
        inverse = self._operation.inverse
        self._desk.library.operate(lambda library: library.undo(inverse), None, self._refused)

    def undo(self) -> None:
        operation = self._operation
        self._desk.library.operate(
            lambda library: library.undo(operation), lambda _done: self._undone(), self._refused
        )

    def _refused(self, failure: Failure) -> None:
        self.setObsolete(True)
        self._desk.keeping.refuse(failure)


def _named(before: OwnAnnotation | None, after: OwnAnnotation | None) -> str:
    if before is None:
        return tr("highlight")
    if after is None:
        return tr("removing the highlight")
    return tr("note")
