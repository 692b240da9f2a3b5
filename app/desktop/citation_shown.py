"""The open reading as it is cited in the reader's style, among its details."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.desktop.controls import IconButton
from app.language import tr
from app.rendering.palette import Theme


class CitationShown(QWidget):
    """The entry of a bibliography, to be read, selected and copied; out of sight without one."""

    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = QLabel()
        self.entry.setWordWrap(True)
        self.entry.setTextFormat(Qt.TextFormat.RichText)
        self.entry.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy = IconButton(tr("Copy the citation"), "copy")
        self.copy.clicked.connect(self.copy_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(4)
        row.addWidget(self.entry, 1)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(self, entry: str, style: str) -> None:
        """Show an entry, HTML, in a style of this name; "" shows nothing."""
        self.entry.setText(entry)
        self.entry.setAccessibleName(tr("Cited in {style}", style=style))
        self.entry.setToolTip(tr("Cited in {style}", style=style))
        self.setVisible(bool(entry))

    def set_theme(self, theme: Theme) -> None:
        self.copy.set_theme(theme)
