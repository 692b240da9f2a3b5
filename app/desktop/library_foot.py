"""The foot of the library pane: what can be opened or emptied, and how much is selected."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.desktop.controls import LinkButton, icon, label
from app.desktop.pens import INSET
from app.language import tr
from app.rendering.palette import Theme


class Foot(QFrame):
    """Offers to open an article, or to empty the bin where that is listed."""

    open_wanted = Signal()
    empty_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paneFoot")
        self.setFixedHeight(40)
        self.open_button = LinkButton(tr("Open…"))
        self.open_button.clicked.connect(self.open_wanted)
        self.empty_button = LinkButton(tr("Empty the bin…"))
        self.empty_button.clicked.connect(self.empty_wanted)
        self.empty_button.hide()
        self.selected = label("", quiet=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, INSET, 0)
        row.addWidget(self.open_button)
        row.addWidget(self.empty_button)
        row.addStretch()
        row.addWidget(self.selected)

    def set_theme(self, theme: Theme) -> None:
        self.open_button.setIcon(icon("plus", theme.color("accent")))
        self.empty_button.setIcon(icon("trash-2", theme.color("accent")))

    def tell_shelf(self, *, in_bin: bool, empty: bool) -> None:
        """Offer what makes sense for what is listed."""
        self.open_button.setVisible(not in_bin)
        self.empty_button.setVisible(in_bin and not empty)

    def tell_selected(self, many: int) -> None:
        """Say how many readings are selected, where that are several."""
        self.selected.setText(tr("{count} selected", count=many) if many > 1 else "")
