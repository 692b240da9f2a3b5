"""What can be searched for besides words: a list to look at and to take examples from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.desktop.controls import label
from app.desktop.library_search_bar import SearchBar
from app.desktop.library_thread import LibraryThread
from app.desktop.pens import Face, Pen
from app.desktop.row_view import RowDelegate, RowView
from app.desktop.rows import Row
from app.language import later, tr
from app.rendering.fonts import pane_font
from app.rendering.palette import Theme

if TYPE_CHECKING:
    from app.library.library import Library

WIDTH = 400
ROW = 26
EXAMPLE = 150
WAYS = (
    ("tram harbour", later("both words")),
    ('"opens at last"', later("these words side by side")),
    ("tram OR bus", later("one of them")),
    ("tram -harbour", later("the first without the second")),
    ("harb*", later("words that begin so")),
)
"""What is no field: words and how they are joined."""

Tip = tuple[str, str]


@dataclass(frozen=True)
class TipRow(Row):
    """An example and what it finds."""

    example: str = ""
    finds: str = ""


def read_tips(_library: Library) -> list[Tip]:
    """Return an example of every field and what it finds; for the library's thread."""
    from app.library.query.fields import FIELDS  # noqa: PLC0415 (loads what the window starts without)

    return [(field.example, field.finds) for field in FIELDS]


class TipDelegate(RowDelegate):
    """Paints an example beside what it finds."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Face(pane_font(11.5, QFont.Weight.DemiBold)))
        self._example = Face(pane_font(13, QFont.Weight.Medium))
        self._finds = Face(pane_font(12))

    def height(self, row: Row, width: int) -> int:  # noqa: ARG002 (all are as high)
        return ROW

    def draw(self, pen: Pen, rect: QRect, row: Row, *, selected: bool) -> None:  # noqa: ARG002
        assert isinstance(row, TipRow)
        left, y = rect.left() + 12, rect.top()
        example = self._example.elided(row.example, EXAMPLE - 8)
        pen.write(self._example, "ink", left, y, example, ROW)
        room = rect.right() - left - EXAMPLE - 8
        finds = self._finds.elided(row.finds, room)
        pen.write(self._finds, pen.quiet, left + EXAMPLE, y, finds, ROW)


class QueryHelp(QFrame):
    """The list, over the window until an example is taken or something else is clicked."""

    taken = Signal(str)

    def __init__(self, tips: Sequence[Tip], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("queryHelp")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("Help with searching"))
        delegate = TipDelegate(theme)
        self.view = RowView(tr("What can be searched for"))
        delegate.setParent(self.view)
        self.view.setItemDelegate(delegate)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = [
            TipRow(f"tip:{place}", f"{example}, {tr(finds)}", example, tr(finds))
            for place, (example, finds) in enumerate((*WAYS, *tips))
        ]
        self.view.show_rows(rows)
        self.view.clicked.connect(lambda index: self._take(rows[index.row()]))
        self.view.opened.connect(lambda _key: self._take(self.view.current_row()))
        title = label(tr("Search for words, or for"), strong=True)
        title.setContentsMargins(12, 8, 12, 6)
        body = QVBoxLayout(self)
        body.setContentsMargins(1, 1, 1, 1)
        body.setSpacing(0)
        body.addWidget(title)
        body.addWidget(self.view, 1)
        self._wanted = ROW * len(rows) + title.sizeHint().height() + 4

    def open_at(self, place: QPoint) -> None:
        """Show the list below a place on the screen, as much of it as there is room for."""
        screen = self.screen().availableGeometry()
        height = min(self._wanted, screen.bottom() - place.y() - 8)
        left = min(place.x(), screen.right() - WIDTH)
        self.setGeometry(left, place.y(), WIDTH, max(200, height))
        self.show()
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)
        self.view.follow("tip:0")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _take(self, row: Row | None) -> None:
        if isinstance(row, TipRow):
            self.taken.emit(row.example)
            self.close()


def show_help(library: LibraryThread, bar: SearchBar, theme: Theme) -> None:
    """Show the list below a search field, and put what is taken from it there."""

    def show(tips: Sequence[Tip]) -> None:
        shown = QueryHelp(tips, theme, bar.window())
        shown.taken.connect(bar.take)
        shown.open_at(bar.field.mapToGlobal(QPoint(0, bar.field.height() + 4)))

    library.ask(read_tips, show)
