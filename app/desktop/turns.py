"""Long work on the GUI thread, done a little at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

TURN = 0.006
"""Seconds of work in one turn of the event loop."""


class Turns(QObject):
    """Does one piece of work over as many turns of the event loop as it needs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[object] | None = None
        self._then: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._turn)

    def start(self, steps: Iterator[object], then: Callable[[], None] | None = None) -> None:
        """Take these steps, and call `then` after the last; what was being done is dropped."""
        self._steps, self._then = steps, then
        self._timer.start()

    def stop(self) -> None:
        """Drop what is being done."""
        self._steps = self._then = None
        self._timer.stop()

    def _turn(self) -> None:
        if self._steps is None:
            return
        end = time.perf_counter() + TURN
        for _ in self._steps:
            if time.perf_counter() > end:
                self._timer.start()
                return
        then = self._then
        self.stop()
        if then is not None:
            then()
