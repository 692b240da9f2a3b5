"""Where the reader types a search: the field, the kinds to be found, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desktop.controls import IconButton, label
from app.desktop.keyed import KeyLabel, with_key
from app.desktop.library_search import Searching
from app.desktop.library_search_row import KindRow, QueryField
from app.desktop.pens import INSET
from app.language import tr
from app.reading.failures import Failure, QueryFailure
from app.rendering.palette import Theme


class SearchBar(QWidget):
    """Hands what is typed to a search; the kinds show while something is searched for."""

    left = Signal()  # the reader goes on to what is below, or back to the text
    help_wanted = Signal()

    def __init__(self, searching: Searching, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._searching = searching
        self.field = QueryField(tr("Search the library"), theme)
        self.field.setToolTip(tr("Find readings, quotes, numbers and notes"))
        with_key(self.field, "search")
        self._key = with_key(KeyLabel(self.field), "search")
        self._key.setProperty("quiet", True)
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.help_button = IconButton(tr("Help with searching"), "circle-question-mark")
        self.kinds = KindRow(theme)
        self.trouble = label("", trouble=True)
        self.trouble.setWordWrap(True)
        self.trouble.setContentsMargins(INSET, 6, INSET, 8)
        top = QHBoxLayout()
        top.setContentsMargins(10, 7, 6, 7)
        top.setSpacing(4)
        top.addWidget(self.field)
        top.addWidget(self.help_button)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(top)
        body.addWidget(self.kinds)
        body.addWidget(self.trouble)
        self.kinds.hide()
        self.trouble.hide()
        self._key.told.connect(self._place_key)
        self.field.textChanged.connect(self._typed)
        self.field.left.connect(self.left)
        self.field.returnPressed.connect(searching.search)
        self.help_button.clicked.connect(self.help_wanted)
        self.kinds.chosen.connect(searching.choose)
        searching.began.connect(self.kinds.show)
        searching.ended.connect(self.kinds.hide)
        searching.ended.connect(self._forgive)
        searching.answered.connect(self._forgive)
        searching.failed.connect(self._blame)

    def set_theme(self, theme: Theme) -> None:
        for part in (self.field, self.kinds, self.help_button):
            part.set_theme(theme)

    def take(self, example: str) -> None:
        """Put an example behind what stands in the field, with the cursor after it."""
        before = self.field.text().rstrip()
        self.field.setText(f"{before} {example}" if before else example)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_key()

    def _place_key(self) -> None:
        """Show the key in the empty field, where it does not touch the words before it."""
        field, key = self.field, self._key
        key.adjustSize()
        words = field.fontMetrics().horizontalAdvance(field.placeholderText())
        width = self.width() - 16 - self.help_button.sizeHint().width() - 4
        key.move(width - key.width() - 10, (field.height() - key.height()) // 2)
        key.setVisible(not field.text() and width > words + key.width() + 60)

    def _typed(self, text: str) -> None:
        self._place_key()
        self._searching.type(text)

    def _forgive(self) -> None:
        self.trouble.hide()
        self.field.blame(None)

    def _blame(self, failure: Failure) -> None:
        self.trouble.setText(str(failure))
        self.trouble.show()
        self.field.blame(failure if isinstance(failure, QueryFailure) else None)
