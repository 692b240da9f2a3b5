"""The rows of a list: what every one has, the model that holds them, and what finds among them.

Rows are painted (see `row_view`), not built of widgets, so that a list of thousands costs nothing
until it is seen. Every row also says itself in one sentence, for those who listen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """What every row has: the id of the mark it stands for ("" for none) and itself in words."""

    key: str
    spoken: str

    @property
    def is_head(self) -> bool:
        """Tell whether this row only names the group below it."""
        return False

    @property
    def target(self) -> str:
        """The id of the mark the reader is led to, "" for none."""
        return self.key

    @property
    def sought(self) -> str:
        """The words a filter box looks through."""
        return self.spoken

    @property
    def tip(self) -> str:
        """What is told on pointing at the row, "" for nothing."""
        return ""


@dataclass(frozen=True)
class Head(Row):
    """A group's name above its rows, with a count on the right."""

    text: str = ""
    count: str = ""

    @property
    def is_head(self) -> bool:
        return True


R = TypeVar("R", bound=Row)


class RowModel(QAbstractListModel, Generic[R]):
    """Rows for a view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}

    def show(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self._places = {}
        for place, row in enumerate(self._rows):
            if row.key:
                self._places.setdefault(row.key, place)
        self.endResetModel()

    def add(self, rows: Sequence[Row]) -> None:
        """Put rows below those that are there."""
        first = len(self._rows)
        if rows:
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows += rows
            for place, row in enumerate(rows, first):
                if row.key:
                    self._places.setdefault(row.key, place)
            self.endInsertRows()

    def row(self, index: Index) -> Row:
        return self._rows[index.row()]

    def all(self) -> Sequence[Row]:
        """Return every row."""
        return self._rows

    def index_of(self, key: str) -> QModelIndex:
        """Return the index of a row by its key; invalid where there is none."""
        place = self._places.get(key)
        if place is None:
            return QModelIndex()
        return self.index(place)

    def places_of(self, keys: Iterable[str]) -> list[int]:
        """Return where rows stand, by their keys, in the order of the list."""
        return sorted(self._places[key] for key in keys if key in self._places)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tip or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()].is_head:
            return Qt.ItemFlag.ItemIsEnabled
        selectable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return selectable | Qt.ItemFlag.ItemIsDragEnabled  # where the view lets rows be dragged


def matching(text: str) -> Callable[[Row], bool]:
    """Return the test a filter box makes: every word of `text` begins a word of the row, or lies in it."""
    words = text.casefold().split()

    def matches(row: Row) -> bool:
        sought = row.sought.casefold()
        return all(word in sought for word in words)

    return matches
