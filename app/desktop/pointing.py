"""Which mark the pointer is on, and when it was there long enough for something to come of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

HOVER_ON, HOVER_OFF = 120, 80
"""Milliseconds before a mark under the pointer stands out, and before it no longer does."""

CARD_ON, CARD_OFF = 450, 250
"""Milliseconds before a hovered mark's card opens, and before it closes again."""


class Pointing(QObject):
    """Lets a mark stand out, and its card open, once the pointer has been on it for a while.

    Both go by the mark the pointer is on when the while is over. Marks are told by their targets;
    "" is none.
    """

    hovered = Signal(str)  # the mark that stands out from now on
    rested = Signal(str)  # the mark whose card is wanted; "" where it no longer is

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pointed = self._mark = ""
        self._hover_timer = QTimer(self, singleShot=True)
        self._hover_timer.timeout.connect(lambda: self.hover_over(self._pointed))
        self._card_timer = QTimer(self, singleShot=True)
        self._card_timer.timeout.connect(lambda: self.rested.emit(self._pointed))

    @property
    def mark(self) -> str:
        """The mark that stands out because the pointer is on it."""
        return self._mark

    def point_at(self, target: str) -> None:
        """Hear which mark the pointer is on."""
        if target != self._pointed:
            self._pointed = target
            self._hover_timer.start(HOVER_ON if target else HOVER_OFF)
            self._card_timer.start(CARD_ON if target else CARD_OFF)

    def stay_at(self, target: str) -> None:
        """Leave all as it is while the pointer is on the card of this mark."""
        self._pointed = target
        self._hover_timer.stop()
        self._card_timer.stop()

    def hover_over(self, target: str) -> None:
        """Let a mark stand out at once."""
        self._pointed = target
        if target != self._mark:
            self._mark = target
            self.hovered.emit(target)
