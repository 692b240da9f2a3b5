"""Two readings side by side: what they share and what differs above, their texts below."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.desktop.controls import IconButton, label
from app.desktop.over_text import OverText
from app.desktop.pairs import Half, PairRow, PairView
from app.desktop.reader import ReaderPane
from app.desktop.rows import Row
from app.desktop.sheet import Sheet
from app.language import later, short_day, tr
from app.rendering.layout import Style
from app.rendering.palette import Theme

NOTHING = later("These two have no speaker, quote or number.")


class QuietReader(ReaderPane):
    """A text to look into: its marks are shown and gone to, and nothing is done to them."""

    def show_card(self) -> None:
        """Show none: what it offers to do is done in the article itself."""

    def _card_for_hover(self, target: str) -> None:
        pass

    def _tell_ends(self) -> None:
        pass


class _Column(QFrame):
    """One reading: what it is, and its text."""

    open_wanted = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.reading = 0
        self._said = ("", "")
        self.setAccessibleName(name)
        self.title = label("", strong=True)
        self.where = label("", quiet=True)
        self.open = IconButton(tr("Open this reading"), "book-open")
        self.open.clicked.connect(lambda: self.open_wanted.emit(self.reading))
        self.reader = QuietReader()
        self.reader.setAccessibleName(name)
        for text in (self.title, self.where):
            text.setTextFormat(Qt.TextFormat.PlainText)
        self.set_theme(theme)

    def head(self) -> QWidget:
        """Return what stands above the column."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(6)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.where)
        row.addLayout(words, 1)
        row.addWidget(self.open)
        return made

    def show_sheet(self, sheet: Sheet) -> None:
        document = sheet.document
        self.reading = sheet.id or 0
        title = document.title or tr("Untitled")
        self.title.setToolTip(title)
        parts = (document.outlet, short_day(document.published))
        self._said = title, " · ".join(part for part in parts if part) or tr("No date")
        self._elide()
        self.open.setAccessibleName(tr("Open “{title}”", title=title))
        self.reader.show_reading(sheet.composition, 0)
        self.reader.show_marks(sheet.found, sheet.own_marks(), sheet.decisions)

    def set_theme(self, theme: Theme) -> None:
        self.open.set_theme(theme)
        self.reader.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = max(40, self.width() - 22 - self.open.sizeHint().width() - 8)
        for text, said in zip((self.title, self.where), self._said, strict=True):
            text.ensurePolished()
            cut = text.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room)
            text.setText(cut)


class TwoReadingsPage(OverText):
    """A list of pairs over two texts; going to a pair shows both places, Enter goes into the text."""

    open_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Two readings side by side"), theme, parent)
        self.columns = (_Column(theme, tr("First reading")), _Column(theme, tr("Second reading")))
        self.pairs = PairView(tr("What both say, and what one does alone"), theme)
        self.nothing = label(tr(NOTHING), quiet=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(24, 24, 24, 24)
        self.waiting = label(tr("Comparing…"), second=True)
        self.head.addWidget(self.waiting)
        self._late = QTimer(self, singleShot=True, interval=400)
        self._late.timeout.connect(self.waiting.show)
        self.waiting.hide()
        self._lay_out()
        for column in self.columns:
            column.open_wanted.connect(self.open_wanted)
        self.pairs.went.connect(self._go)
        self.pairs.entered.connect(self._enter)
        self.pairs.selectionModel().currentChanged.connect(lambda *_: self._follow())
        self.set_theme(theme)

    def show_sheets(self, one: Sheet, other: Sheet) -> None:
        """Show two readings' texts; what they have in common is still to come."""
        for column, sheet in zip(self.columns, (one, other), strict=True):
            column.show_sheet(sheet)
        self.pairs.show_rows(())
        self.nothing.hide()
        self.pairs.show()
        self._late.start()

    def show_pairs(self, rows: list[Row]) -> None:
        """List what the two have in common, and what each has alone."""
        self._late.stop()
        self.waiting.hide()
        self.pairs.show_rows(rows)
        self.pairs.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        if not self.pairs.current_key():
            self.pairs.follow(next((row.key for row in rows if not row.is_head), ""))
        if self.pairs.isHidden():
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """Put the focus into the list."""
        self.pairs.setFocus(Qt.FocusReason.OtherFocusReason)

    def main(self) -> QWidget:
        return self.back if self.pairs.isHidden() else self.pairs

    def set_text(self, style: Style) -> None:
        """Set both texts as the article is set."""
        for column in self.columns:
            column.reader.set_zoom(style.zoom)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.pairs.set_theme(theme)
        for column in self.columns:
            column.set_theme(theme)

    def copied(self) -> str:
        half = self.pairs.half()
        return half.spoken if half else ""

    def _lay_out(self) -> None:
        heads = QFrame()
        heads.setObjectName("overHead")
        row = QHBoxLayout(heads)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for column in self.columns:
            row.addWidget(column.head(), 1)
        above = QWidget()
        lists = QVBoxLayout(above)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(0)
        lists.addWidget(self.pairs, 1)
        lists.addWidget(self.nothing, 1)
        below = QSplitter(Qt.Orientation.Horizontal)
        below.setHandleWidth(1)
        below.setChildrenCollapsible(False)
        for column in self.columns:
            text = QVBoxLayout(column)
            text.setContentsMargins(0, 0, 0, 0)
            text.addWidget(column.reader)
            below.addWidget(column)
        below.setSizes([1000, 1000])
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setHandleWidth(1)
        parts.setChildrenCollapsible(False)
        parts.addWidget(above)
        parts.addWidget(below)
        parts.setStretchFactor(0, 5)
        parts.setStretchFactor(1, 6)
        parts.setSizes([420, 420])
        self.body.addWidget(heads)
        self.body.addWidget(parts, 1)

    def _follow(self) -> None:
        """Have both places of the pair the reader is at in view."""
        row = self.pairs.current_row()
        if isinstance(row, PairRow):
            for column, half in zip(self.columns, row.halves, strict=True):
                column.reader.focus_mark(half.mark if half else "")

    def _go(self, _half: Half) -> None:
        self._follow()

    def _enter(self, _half: Half) -> None:
        self._follow()
        reader = self.columns[self.pairs.side].reader
        reader.setFocus(Qt.FocusReason.OtherFocusReason)
