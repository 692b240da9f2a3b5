"""The report of an import: what became of every entry."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.desktop.controls import ChoiceButton, label
from app.desktop.dialog_foot import done_button, foot
from app.language import later, number, tr
from app.reading.reports import Fate, Taken
from app.rendering.palette import Theme

_HEADS = (later("Entry"), later("Became"), later("Highlights"), later("Remarks"))
_NAMES = {
    Fate.TAKEN: later("a reading"),
    Fate.MERGED: later("united"),
    Fate.SKIPPED: later("skipped"),
}
_CHOICES = {
    Fate.TAKEN: later("Taken ({count})"),
    Fate.MERGED: later("United ({count})"),
    Fate.SKIPPED: later("Skipped ({count})"),
}

Index = QModelIndex | QPersistentModelIndex


class Account(QAbstractTableModel):
    """The entries that are shown, a row each."""

    def __init__(self, entries: Sequence[Taken], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = list(entries)
        self.shown = self._all

    def show_only(self, fate: Fate | None) -> None:
        """Show the entries of one fate, or all."""
        self.beginResetModel()
        self.shown = [entry for entry in self._all if fate is None or entry.fate is fate]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cells(self.shown[index.row()])[index.column()]
        return None


def cells(entry: Taken) -> tuple[str, str, str, str]:
    """Return what a row of the report says."""
    marks = entry.placed + entry.lost
    remarks = [tr(entry.why)] if entry.why else []
    if entry.lost:
        remarks.append(tr("{count} without a place in the text yet.", count=entry.lost))
    if entry.address_only and entry.fate is not Fate.SKIPPED:
        remarks.append(tr("Only the address is there so far."))
    became = tr(_NAMES[entry.fate])
    return entry.name, became, number(marks) if marks else "", " ".join(remarks)


class ImportDialog(QDialog):
    """Shows every entry of an import; all of it can be copied for a spreadsheet."""

    bin_wanted = Signal(list)  # the readings that came new are to go to the bin again

    def __init__(
        self,
        sentence: str,
        entries: Sequence[Taken],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What was imported"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.account = Account(entries, self)
        said = label(sentence)
        said.setWordWrap(True)
        choices = _choices(entries)
        self.choice = ChoiceButton(tr("Which entries are shown"), tuple(choices))
        self.choice.set_theme(theme)
        self.choice.picked.connect(lambda choice: self.account.show_only(choices[choice]))
        self.table = _table(self.account)
        self.copy = QPushButton(tr("Copy the report"))
        self.copy.clicked.connect(self._copy)
        new = [entry.reading for entry in entries if entry.fate is Fate.TAKEN and entry.reading]
        self.undo = QPushButton(tr("Move what came new to the bin"))
        self.undo.setVisible(bool(new))
        self.undo.clicked.connect(lambda: self.bin_wanted.emit(new))
        self.undo.clicked.connect(self.accept)
        close = done_button(self)
        body = QVBoxLayout(self)
        body.setContentsMargins(20, 16, 20, 16)
        body.setSpacing(10)
        body.addWidget(said)
        body.addWidget(self.table, 1)
        body.addLayout(foot(self.undo, self.copy, close, left=(self.choice,)))
        self.resize(980, 520)
        close.setFocus()

    def _copy(self) -> None:
        rows = (tuple(map(tr, _HEADS)), *map(cells, self.account.shown))
        lines = ["\t".join(row) for row in rows]
        QApplication.clipboard().setText("\n".join(lines))


def _choices(entries: Sequence[Taken]) -> dict[str, Fate | None]:
    """Return which entries can be shown alone, by what is said of them."""
    found: dict[str, Fate | None] = {tr("All ({count})", count=len(entries)): None}
    for fate, text in _CHOICES.items():
        count = sum(entry.fate is fate for entry in entries)
        if count:
            found[tr(text, count=count)] = fate
    return found


def _table(account: Account) -> QTableView:
    table = QTableView()
    table.setAccessibleName(tr("Entries of the import"))
    table.setModel(account)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    head = table.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setHighlightSections(False)
    head.setAccessibleName(tr("Columns"))
    head.setMinimumHeight(28)
    table.verticalHeader().setDefaultSectionSize(32)
    for column, width in enumerate((280, 90, 90)):
        head.resizeSection(column, width)
    head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
    return table
