"""Laying a text out a little at a time, from its top to its end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QTextDocument

PIECE = 16_000
"""Characters laid out at a time: about 4 ms."""


class Laying(QObject):
    """Lays a text document out in turns of the event loop, each short.

    Left alone, Qt does it in steps that grow to 200,000 characters, and while it lays such a step
    out a window stands still for 50 ms. So its own turns are taken over here.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        self._layout = document.documentLayout()
        self._layout.installEventFilter(self)

    def is_whole(self) -> bool:
        """Tell whether all of the text is laid out."""
        return self._is_laid(self._document.blockCount() - 1)

    def left_to(self, position: int) -> int:
        """Return how many characters are still to be laid out down to a position; 0 for none."""
        if self.is_whole():
            return 0
        block = self._document.findBlockByNumber(self._reached())
        return max(0, position + 1 - block.position())

    def step(self) -> None:
        """Lay out the next piece."""
        start = self._document.findBlockByNumber(self._reached()).position()
        block = self._document.findBlock(start + PIECE)
        # Asking for a box lays the text out down to it.
        self._layout.blockBoundingRect(block if block.isValid() else self._document.lastBlock())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Timer or self.is_whole():
            return super().eventFilter(watched, event)
        self.step()
        return True

    def _reached(self) -> int:
        """Return the number of the first block that is not laid out."""
        low, high = 0, self._document.blockCount() - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._is_laid(middle) else (low, middle)
        return low

    def _is_laid(self, number: int) -> bool:
        return self._document.findBlockByNumber(number).layout().lineCount() > 0
