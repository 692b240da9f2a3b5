"""The same article twice: said when it is opened, and listed on request."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.desktop.changes import Changes
from app.desktop.controls import label
from app.desktop.desk import Desk
from app.desktop.dialog_foot import done_button, foot
from app.desktop.notice import Notice
from app.desktop.sheet import Sheet
from app.language import ntr, short_day, tr
from app.reading.listing import ReadingSummary, Twins

TOPIC = "double"


class Doubles(QObject):
    """Offers to unite readings that seem to be the same article."""

    told = Signal(object)  # Notice
    untold = Signal(str)

    def __init__(self, desk: Desk, changes: Changes, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._changes, self._window = desk, changes, window
        desk.kept_new.connect(self._look)
        desk.shown.connect(lambda _sheet: self.untold.emit(TOPIC))

    def show_all(self) -> None:
        """List every pair of readings that seem to be the same article."""
        self._desk.library.ask(lambda library: library.doubles.all(), self._show)

    def unite(self, keep: int, other: int) -> None:
        """Make one reading of two; `keep` stays."""
        sheet = self._desk.sheet
        was_open = sheet is not None and sheet.id == other
        self._changes.change_library(
            lambda library: library.doubles.unite(keep, other),
            tr("The two are one reading now; the other one lies in the bin."),
        )
        if was_open:
            self._desk.reopen(keep)

    def _look(self, sheet: Sheet) -> None:
        """Say so where a new reading seems to be there already."""
        reading = sheet.id
        if reading is None:
            return

        def found(pairs: list[Twins]) -> None:
            if pairs and sheet is self._desk.sheet:
                self._offer(pairs[0])

        self._desk.library.ask(lambda library: library.doubles.of(reading), found, lambda _: None)

    def _offer(self, pair: Twins) -> None:
        known = pair.other
        self.told.emit(
            Notice(
                tr(
                    "This seems to be “{title}”, which is in the library since {day}.",
                    title=known.title or tr("Untitled"),
                    day=short_day(known.added[:10]),
                ),
                action=tr("Unite the two"),
                do=lambda: self.unite(known.id, pair.one.id),
                topic=TOPIC,
            )
        )

    def _show(self, pairs: list[Twins]) -> None:
        if not pairs:
            self.told.emit(Notice(tr("No article is in the library twice."), topic=TOPIC))
            return
        dialog = DoublesDialog(pairs, self._window)
        dialog.united.connect(self.unite)
        dialog.open()


class DoublesDialog(QDialog):
    """Lists pairs of readings that seem to be one article, each with what it would be to unite."""

    united = Signal(int, int)  # the reading to keep, the other

    def __init__(self, pairs: Sequence[Twins], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("The same article twice"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        self.buttons: list[QPushButton] = []
        for pair in pairs:
            rows.addWidget(self._row(pair))
        rows.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        close = done_button(self)
        body = QVBoxLayout(self)
        body.setContentsMargins(20, 16, 20, 16)
        body.setSpacing(12)
        text = tr(
            "Uniting keeps one text, with the highlights, notes, tags and collections of both. The "
            "other goes to the bin, and it can be undone."
        )
        said = label(text, second=True)
        said.setWordWrap(True)
        body.addWidget(said)
        body.addWidget(area, 1)
        body.addLayout(foot(close))
        self.resize(640, 480)
        close.setFocus()

    def _row(self, pair: Twins) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 8, 0)
        line.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        name = pair.other.title or tr("Untitled")
        title = QLabel(name)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        words.addWidget(title)
        words.addWidget(label(_compared(pair), quiet=True))
        line.addLayout(words, 1)
        button = QPushButton(tr("Unite"))
        button.setAccessibleName(tr("Unite the two readings of {title}", title=name))
        button.clicked.connect(lambda: self._unite(pair, button))
        self.buttons.append(button)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _unite(self, pair: Twins, button: QPushButton) -> None:
        button.setText(tr("United"))
        button.setEnabled(False)
        # The one with more of the reader's own stays, else the older.
        keep, other = sorted(
            (pair.one, pair.other), key=lambda item: (item.lacks_text, -item.own, item.id)
        )
        self.united.emit(keep.id, other.id)


def _compared(pair: Twins) -> str:
    known, new = _told(pair.other), _told(pair.one)
    if pair.likeness >= 1:
        return tr("{known}  and  {new}, same address or text", known=known, new=new)
    percent = round(pair.likeness * 100)
    return tr("{known}  and  {new}, {percent}% alike", known=known, new=new, percent=percent)


def _told(item: ReadingSummary) -> str:
    parts = [ntr("{count} word", "{count} words", item.words)]
    if item.own:
        parts.append(tr("{count} of your own", count=item.own))
    return f"{short_day(item.added[:10])} ({', '.join(parts)})"
