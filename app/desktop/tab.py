"""What the inspector's tabs have in common: a filter box above a list of painted rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desktop.controls import SearchField
from app.desktop.pens import INSET
from app.desktop.rows import Row, RowDelegate, RowView, matching
from app.desktop.sheet import Sheet
from app.reading.languages import is_read
from app.rendering.palette import Theme


class Tab(QWidget):
    """One list of the inspector.

    Subclasses make the rows of an article (`rows_of`). A tab that is not in view makes them when
    it comes into view.
    """

    name = ""
    none_yet = ""
    english_only = False  # whether its rows are looked for in English articles only
    several = False  # whether several rows can be selected
    chosen = Signal(str)  # a mark's id
    opened = Signal(str)
    counted = Signal(int)

    def __init__(self, delegate: RowDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self.only: str | None = None
        self._stale = False
        self._wanted = ""
        self._all: list[Row] = []
        self.filter = SearchField(f"Filter {self.name.lower()}", "list-filter")
        self.view = RowView(self.name, several=self.several)
        self._delegate = delegate
        delegate.setParent(self.view)
        self.view.setItemDelegate(delegate)
        self.view.chosen.connect(self.chosen)
        self.view.opened.connect(self.opened)
        self.filter.textChanged.connect(lambda _text: self._filter())
        self.filter.left.connect(self.view.setFocus)
        self._nothing = QLabel()
        self._nothing.setProperty("quiet", True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(INSET, 24, INSET, 0)
        self.bar = QHBoxLayout()
        self.bar.setContentsMargins(12, 10, 12, 10)
        self.bar.setSpacing(8)
        self.bar.addWidget(self.filter, 1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addLayout(self.bar)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.view, 1)
        self._tell_nothing()

    def rows_of(self, sheet: Sheet) -> Sequence[Row]:
        """Return the rows of an article, in the order they are listed."""
        raise NotImplementedError

    def count_of(self, sheet: Sheet) -> int:
        """Return how many there are, as the tab's name says it."""
        raise NotImplementedError

    def narrowed(self, rows: list[Row]) -> list[Row]:
        """Return the rows that match the filter box."""
        matches = matching(self.filter.text())
        return [row for row in rows if not row.is_head and matches(row)]

    def show_sheet(self, sheet: Sheet | None, only: str | None = None) -> None:
        """List an article's, or only what one speaker says of it."""
        self.sheet, self.only = sheet, only
        self.counted.emit(self.count_of(sheet) if sheet else 0)
        self._stale = True
        if self.isVisible():
            self._fill()

    def follow(self, target: str) -> bool:
        """Select the row of a mark; False where the list has none."""
        self._wanted = target
        if self._stale:
            self._fill()
        return self.view.follow(target)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.filter.set_theme(theme)
        self.view.viewport().update()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type] # Qt's own event
        if self._stale:
            self._fill()
            self.view.follow(self._wanted)

    def refill(self) -> None:
        """Make the rows again: what they show has changed."""
        self._stale = True
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        self._stale = False
        self._all = list(self.rows_of(self.sheet)) if self.sheet else []
        self._filter()

    def _filter(self) -> None:
        rows = self.narrowed(self._all) if self.filter.text().strip() else self._all
        self.view.show_rows(rows)
        self._tell_nothing(bool(rows))

    def _tell_nothing(self, any_rows: bool = False) -> None:
        if self.filter.text().strip() and self._all:
            self._nothing.setText(f"No {self.name.lower()} match.")
        elif self.sheet is not None and not self.sheet.marked and self.name != "Notes":
            self._nothing.setText("Not marked yet.")
        elif self.sheet and self.english_only and not is_read(self.sheet.document.language):
            self._nothing.setText(f"{self.name} are found in English articles only.")
        else:
            self._nothing.setText(self.none_yet if self.sheet else "")
        self._nothing.setVisible(not any_rows)
