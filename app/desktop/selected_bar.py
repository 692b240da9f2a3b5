"""The bar below a list while several of its rows are selected: how many, and what to do with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.desktop.controls import label
from app.desktop.keyed import with_key
from app.language import tr


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done with the selected rows; `action` does it too, "" for none."""

    text: str
    tip: str
    do: Callable[[], None]
    action: str = ""


class SelectedBar(QFrame):
    """Hidden until several rows are selected."""

    def __init__(self, acts: Sequence[Act], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paneFoot")
        self.count = label("", strong=True)
        head = QHBoxLayout()
        head.addWidget(self.count, 1)
        head.addWidget(label(tr("Esc clears"), quiet=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.buttons: dict[str, QPushButton] = {}
        for act in acts:
            button = QPushButton(act.text)
            button.setToolTip(act.tip)
            with_key(button, act.action)
            button.clicked.connect(lambda _=False, act=act: act.do())
            row.addWidget(button)
            self.buttons[act.text] = button
        row.addStretch()
        body = QVBoxLayout(self)
        body.setContentsMargins(12, 10, 12, 12)
        body.setSpacing(8)
        body.addLayout(head)
        body.addLayout(row)
        self.hide()

    def tell(self, count: int) -> None:
        """Say how many rows are selected."""
        self.count.setText(tr("{count} selected", count=count))
        self.setVisible(count > 1)
