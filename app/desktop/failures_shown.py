"""The window that lists everything that could not be opened, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.desktop.controls import label
from app.desktop.dialog_foot import done_button, foot
from app.language import ntr, tr
from app.reading.failures import Failure


class FailuresDialog(QDialog):
    """Names each source with the reason; all of it can be copied, or tried once more."""

    again_wanted = Signal()

    def __init__(
        self, failures: Sequence[tuple[str, Failure]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What could not be opened"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.lines = [f"{name}\n{failure}" for name, failure in failures]
        count = ntr(
            "{count} could not be opened; everything else is in the library.",
            "{count} could not be opened; everything else is in the library.",
            len(failures),
        )
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What could not be opened"))
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.addItems(self.lines)
        self.copy = QPushButton(tr("Copy the list"))
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText("\n\n".join(self.lines)))
        self.again = QPushButton(tr("Try all again"))
        self.again.clicked.connect(self.accept)
        self.again.clicked.connect(self.again_wanted)
        close = done_button(self)
        body = QVBoxLayout(self)
        body.setContentsMargins(20, 16, 20, 16)
        body.setSpacing(10)
        body.addWidget(label(count, second=True))
        body.addWidget(self.list, 1)
        body.addLayout(foot(self.again, self.copy, close))
        self.resize(620, 460)
        close.setFocus()
