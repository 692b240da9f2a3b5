"""One thread that does one thing after another, so that the window never waits."""

from __future__ import annotations

import os
import queue
import sys
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThread, Signal

from app.language import tr
from app.reading.failures import Failure

T = TypeVar("T")

# Python lets another thread go on after 5 ms unless told otherwise: too long for one that paints,
# which has to wait so long each time it comes back from one of Qt's longer functions.
sys.setswitchinterval(0.00001)

BEHIND = 5
"""How far a thread stands back behind the one that paints, in the system's steps of niceness: on one
processor with it, it gets a third of its share instead of half."""

_PR_SET_TIMERSLACK = 29
"""Linux's number for the setting, from prctl.h"""

PROMPT, PATIENT = 1, 1_000_000
"""How much longer than asked for a thread may wait, in nanoseconds: one that paints, and one behind
it, which then asks for its turn so much later. Left alone, Linux adds 50 µs to both: a call of Qt's
that gives its turn away took 15 µs while another thread worked, and takes 5 so; and two threads
behind it no longer keep interrupting each other.
"""

Done = Callable[[Any], None]
Failed = Callable[[Failure], None]


def wait_longer(by: int) -> None:
    """Have the thread that calls this wait at most so many nanoseconds longer than it asks to."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 (not needed to start)

        ctypes.CDLL(None).prctl(_PR_SET_TIMERSLACK, ctypes.c_ulong(by), 0, 0, 0)


class Background(QThread):
    """Does what it is given in order, and tells the thread it was made in what came of it.

    Answers arrive through the event loop. After `finish` nothing is taken any more.
    """

    _told = Signal(object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._queue: queue.SimpleQueue[tuple[Callable[[], Any], Done | None, Failed | None] | None]
        self._queue = queue.SimpleQueue()
        self._finished = False
        self._told.connect(self._answer)

    def call(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Do `work` on the thread; then call `done` with its result, or `failed`, back here."""
        if self._finished:
            return
        self._queue.put((work, done, failed))
        if not self.isRunning():
            self.start()

    def finish(self, last: Callable[[], Any] | None = None) -> None:
        """Do all that was given so far, then `last`, and end; returns when that is done."""
        if self._finished:
            return
        if last is not None and self.isRunning():
            self._queue.put((last, None, None))
        self._finished = True
        self._queue.put(None)
        if self.isRunning():
            self.wait()

    def run(self) -> None:
        if sys.platform == "linux":  # elsewhere niceness is the whole process's
            os.nice(BEHIND)
        wait_longer(PATIENT)
        while (task := self._queue.get()) is not None:
            work, done, failed = task
            try:
                result = work()
            except Failure as failure:
                self._tell(failed, failure)
            except Exception:
                import logging  # noqa: PLC0415 (a window that starts well never needs it)

                # The boundary of the thread: a fault of ours is logged and told in a sentence.
                logging.getLogger(__name__).exception("%s could not do its work", self.objectName())
                self._tell(
                    failed,
                    Failure(
                        tr("Sayso met a fault of its own."), tr("What was saved before is safe.")
                    ),
                )
            else:
                self._tell(done, result)

    def _tell(self, hear: Callable[[Any], None] | None, value: Any) -> None:
        if hear is not None:
            self._told.emit(hear, value)

    def _answer(self, hear: Callable[[Any], None], value: Any) -> None:
        if not self._finished:
            hear(value)
