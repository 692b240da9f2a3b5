"""Python's search for unused objects, kept from holding up the window, and memory given back."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 10_000
THOROUGH_EVERY = 30

MANY = 20_000
"""So many objects are new only while the marks of a long article are being read in."""


class Tidying(QObject):
    """Looks for unused cycles on the GUI thread, now and then and mostly among young objects.

    Left alone, Python does it whenever many objects are made, on whichever thread makes them: with
    the database library loaded a whole search stops every thread for about 75 ms, and a widget
    that is found unused by another thread is destroyed there, which Qt does not allow.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._times = 0
        self._spared = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._tidy)

    def start(self) -> None:
        gc.disable()
        self._timer.start()

    def spare(self) -> None:
        """Never search what exists now: what stays till the end, or holds no cycles and goes alone.

        To search the marks of a long article once takes up to 100 ms.
        """
        gc.freeze()
        self._spared = True

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _tidy(self) -> None:
        if self._spared:
            from app.heap import give_back  # noqa: PLC0415 (not needed to start)

            self._spared = False
            threading.Thread(target=give_back, daemon=True).start()
        if gc.get_count()[0] > MANY:
            self.spare()
            return
        self._times += 1
        gc.collect(2 if self._times % THOROUGH_EVERY == 0 else 1)
