"""What of a source did not become part of the article: for those who want to be sure."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.desktop.controls import label
from app.desktop.desk import Desk
from app.desktop.dialog_foot import done_button, foot
from app.desktop.notice import Notice, of_failure
from app.desktop.opened_sheets import sheets_from_json
from app.desktop.sheet import Sheet
from app.language import later, ntr, tr
from app.reading.document import Original
from app.worker.protocol import Do

NOTHING = later("Nothing was left out: all the text of the source is in the article.")


class LeftOut(QObject):
    """Finds out what was left out of the open article, and shows it.

    What is no longer known is found by opening the article's original once more.
    """

    toasted = Signal(object)  # Notice

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window

    def show(self) -> None:
        sheet = self._desk.sheet
        if sheet is None:
            return
        known = sheet.document.left_out
        if sheet.document.part is not None:
            self._tell(sheet, ())
        elif known is not None or sheet.id is None:
            self._tell(sheet, known or ())
        else:
            reading = sheet.id
            self._desk.library.ask(
                lambda library: library.original(reading),
                lambda original: self._open_again(sheet, original),
                lambda failure: self.toasted.emit(of_failure(failure)),
            )

    def _open_again(self, sheet: Sheet, original: Original | None) -> None:
        if original is None:
            self.toasted.emit(Notice(tr("The original of this article was not kept.")))
            return
        document = sheet.document
        job = self._desk.opener.ask(
            Do.OPEN,
            lambda: {
                "source": document.source,
                "address": document.address,
                "content": base64.b64encode(original.content).decode("ascii"),
            },
            lambda result: sheets_from_json(result)[0].document.left_out or (),
        )
        job.done.connect(lambda passages: self._tell(sheet, passages))
        job.failed.connect(lambda failure: self.toasted.emit(of_failure(failure)))

    def _tell(self, sheet: Sheet, passages: Sequence[str]) -> None:
        if not passages:
            self.toasted.emit(Notice(tr(NOTHING)))
        elif sheet is self._desk.sheet:
            LeftOutDialog(passages, self._window).open()


class LeftOutDialog(QDialog):
    """The passages of a source that are not in the article, in their order there."""

    def __init__(self, passages: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What was left out"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        says = label(
            ntr(
                "{count} passage of the source, in their order there, that are not in the "
                "article: menus, advertisements, other stories, page heads and the like.",
                "{count} passages of the source, in their order there, that are not in the "
                "article: menus, advertisements, other stories, page heads and the like.",
                len(passages),
            ),
            second=True,
        )
        says.setWordWrap(True)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Find in what was left out"))
        self.filter.setAccessibleName(tr("Find in what was left out"))
        self.filter.setMinimumHeight(32)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What was left out"))
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSpacing(2)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.addItems(list(passages))
        self.filter.textChanged.connect(self._filter)
        self.copy = QPushButton(tr("Copy"))
        self.copy.setEnabled(False)
        self.copy.clicked.connect(self._copy)
        self.list.itemSelectionChanged.connect(
            lambda: self.copy.setEnabled(bool(self.list.selectedItems()))
        )
        close = done_button(self)
        body = QVBoxLayout(self)
        body.setContentsMargins(20, 16, 20, 16)
        body.setSpacing(10)
        body.addWidget(says)
        body.addWidget(self.filter)
        body.addWidget(self.list, 1)
        body.addLayout(foot(self.copy, close))
        self.resize(620, 560)

    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            words = item.text().casefold()
            item.setHidden(not all(word in words for word in wanted))

    def _copy(self) -> None:
        texts = [item.text() for item in self.list.selectedItems()]
        QApplication.clipboard().setText("\n\n".join(texts))
