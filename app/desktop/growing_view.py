"""A list of which more is read as the reader comes near its end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.row_view import RowView

NEAR = 400
"""Pixels above the end of the list from where on more of it is wanted."""


class GrowingView(RowView):
    """Tells when more rows are wanted below those it has."""

    end_near = Signal()  # the reader has come near the last row, or there are few

    def __init__(self, name: str, parent: QWidget | None = None, *, several: bool = False) -> None:
        # Set before the view is made: in the making it lays itself out.
        self._made = False
        super().__init__(name, parent, several=several)
        self._made = True
        self.verticalScrollBar().valueChanged.connect(self.look_ahead)

    def doItemsLayout(self) -> None:
        super().doItemsLayout()
        if self._made:
            self.look_ahead()

    def look_ahead(self) -> None:
        """Tell where the end is near; of a long list its end is known once it is laid out."""
        bar, last = self.verticalScrollBar(), self.rows().index(self.rows().rowCount() - 1)
        if last.isValid() and not self.visualRect(last).isValid():
            return
        if bar.value() >= bar.maximum() - NEAR:
            self.end_near.emit()
