"""Articles on their way in: asked of the opening process, with a password or by recognising text."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.desktop.exporting import short_name
from app.desktop.notice import Notice, Tone, of_failure
from app.desktop.opened_sheets import sheets_from_json
from app.desktop.sheet import Sheet
from app.desktop.tasks import Child, Job
from app.language import tr
from app.reading.failures import Failure, NoTextLayer, PasswordNeeded, WorkerFailure
from app.worker.protocol import Do

RECOGNISER = "tesseract"
"""The program that recognises the text of scanned pages, where it is installed."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked to open; `turn` is 0 for what is only to be kept, not shown."""

    do: Do
    name: str
    arguments: dict[str, Any]
    turn: int = 0


AHEAD = 4
"""Articles that are only to be kept are opened while fewer than this still wait to be marked."""


class Arrivals(QObject):
    """Opens what the reader asks for, one after another, and tells what came of it.

    What is to be shown goes first. What is only to be kept waits until there is `room`, so that a
    whole folder does not fill the memory.
    """

    begun = Signal(object, int)  # the Sheet of a long document's beginning, turn
    arrived = Signal(list, int)  # Sheets, turn
    told = Signal(object)  # Notice
    untold = Signal(str)
    progressed = Signal(str, int, int)
    changed = Signal()
    password_wanted = Signal(str, object)  # what to say, and what to call with the password
    # (name, Failure) of all that could not be opened, and what tries all of it again
    failures_wanted = Signal(list, object)

    def __init__(
        self, opener: Child, room: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._opener = opener
        self._room = room
        self._jobs: dict[Job, Wish] = {}
        self._later: deque[Wish] = deque()
        self._failures: list[tuple[Wish, Failure]] = []
        self._asked = 0  # since nothing was on its way

    def ask(self, wish: Wish) -> None:
        """Open what is wished for, after what was asked before."""
        if not self._jobs and not self._later:
            self._failures, self._asked = [], 0
            self.untold.emit("open")
        self._asked += 1
        if wish.turn:
            self._open(wish)
        else:
            self._later.append(wish)
            self.go_on()
        self.changed.emit()

    def go_on(self) -> None:
        """Open the next of what is only to be kept, where there is room for it now."""
        if self._later and not self._jobs and self._room():
            self._open(self._later.popleft())

    def names(self) -> list[str]:
        """Return what is being opened or waits for it, first what comes first."""
        return [wish.name for wish in (*self._jobs.values(), *self._later)]

    def progress(self) -> tuple[int, int]:
        """Return how many sources of those asked for are done with, and how many there are."""
        return self._asked - len(self._jobs) - len(self._later), self._asked

    def cancel(self) -> None:
        """Open none of it."""
        self._later.clear()
        for job in list(self._jobs):
            self._opener.cancel(job)
        self._jobs.clear()

    def _open(self, wish: Wish) -> None:
        job = self._opener.ask(
            wish.do, lambda: wish.arguments, sheets_from_json, first=bool(wish.turn)
        )
        self._jobs[job] = wish
        job.progressed.connect(self.progressed)
        job.part.connect(lambda sheets: self.begun.emit(sheets[0], wish.turn))
        job.done.connect(lambda sheets: self._done(job, sheets))
        job.failed.connect(lambda failure: self._failed(job, failure))

    def _done(self, job: Job, sheets: list[Sheet]) -> None:
        wish = self._jobs.pop(job)
        self.arrived.emit(sheets, wish.turn)
        self.go_on()
        self.changed.emit()

    def _failed(self, job: Job, failure: Failure) -> None:
        wish = self._jobs.pop(job)
        again = partial(self._again, wish)
        if isinstance(failure, PasswordNeeded) and wish.turn:
            self.password_wanted.emit(str(failure), lambda password: again(password=password))
        elif isinstance(failure, NoTextLayer) and wish.turn and can_recognise():
            self.told.emit(_offer(failure, lambda: again(ocr=True)))
        else:
            self._failures.append((wish, failure))
            self._tell(wish.name, failure, again)
        self.go_on()
        self.changed.emit()

    def _tell(self, name: str, failure: Failure, again: Callable[[], None]) -> None:
        failures = self._failures
        if len(failures) == 1:
            notice = of_failure(failure, tr("Try again"), again, topic="open")
            if isinstance(failure, WorkerFailure):  # it does not know what it was about
                said = failure.reason if failure.advice == tr("Try again.") else str(failure)
                notice = replace(notice, text=f"{short_name(name)}: {said}")
            self.told.emit(notice)
            return
        named = [(wish.name, failure) for wish, failure in failures]
        lost = [wish for wish, _ in failures]
        text = tr(
            "{failed} of {asked} could not be opened.", failed=len(failures), asked=self._asked
        )
        self.told.emit(
            Notice(
                text,
                Tone.FAIL,
                tr("Show which"),
                lambda: self.failures_wanted.emit(named, lambda: self._all_again(lost)),
                "open",
            )
        )

    def _all_again(self, wishes: list[Wish]) -> None:
        for wish in wishes:
            self.ask(wish)

    def _again(self, wish: Wish, **more: Any) -> None:
        self.ask(Wish(wish.do, wish.name, {**wish.arguments, **more}, wish.turn))


def can_recognise() -> bool:
    """Tell whether the text of scanned pages can be recognised on this machine."""
    import shutil  # noqa: PLC0415 (a window must not wait for it to start)

    return shutil.which(RECOGNISER) is not None


def _offer(failure: Failure, do: Callable[[], None]) -> Notice:
    """Return the notice that offers to recognise the text of scanned pages."""
    return Notice(failure.reason, action=tr("Recognise the text"), do=do, topic="open")
