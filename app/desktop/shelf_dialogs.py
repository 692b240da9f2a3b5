"""The small windows that ask for a name or a search, and whether to delete for good."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.desktop.controls import PrimaryButton, label
from app.desktop.dialog_foot import cancel_button, foot
from app.language import tr

Objection = Callable[[str], str]
"""Says what is wrong with a name, "" where nothing is."""

LONGEST = 200


class NameDialog(QDialog):
    """Asks for a name, and with `query` for a search too."""

    chosen = Signal(str, str)  # name, search
    checked = Signal(str)  # a search that is to be looked at before it is taken

    def __init__(
        self,
        title: str,
        does: str,
        objection: Objection = lambda _name: "",
        *,
        name: str | None = "",
        query: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make it with the fields that are not None; `does` is what its button says."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._objection = objection
        self._first = name or ""
        self.name, self.query = QLineEdit(name or ""), QLineEdit(query or "")
        self.says = label("", trouble=True)
        self.says.setWordWrap(True)
        self._do = PrimaryButton(does)
        self._do.setDefault(True)
        self._do.clicked.connect(self._choose)
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 16, 16, 16)
        body.setSpacing(6)
        self._fields: list[QLineEdit] = []
        for field, text, wanted in (
            (self.name, tr("Name"), name is not None),
            (self.query, tr("Holds what this search finds"), query is not None),
        ):
            field.setAccessibleName(text)
            field.setMinimumSize(360, 30)
            field.setMaxLength(LONGEST if field is self.name else 2000)
            field.textChanged.connect(lambda _text: self._judge())
            if wanted:
                self._fields.append(field)
                body.addWidget(label(text, strong=True))
                body.addWidget(field)
                body.addSpacing(6)
            else:
                field.setParent(self)
                field.hide()
        body.addWidget(self.says)
        body.addLayout(foot(cancel_button(self), self._do))
        self._fields[0].selectAll()
        self._judge()

    def refuse(self, why: str) -> None:
        """Say why the search cannot be taken."""
        self.says.setText(why)
        self.query.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> None:
        """Take what was typed: nothing is wrong with it."""
        self.accept()
        self.chosen.emit(" ".join(self.name.text().split()), self.query.text().strip())

    def _judge(self) -> None:
        name = " ".join(self.name.text().split())
        asked = self.name in self._fields
        why = self._objection(name) if asked and name != self._first else ""
        self.says.setText(why)
        empty = any(not field.text().strip() for field in self._fields)
        self._do.setEnabled(not why and not empty)

    def _choose(self) -> None:
        if self.query in self._fields:
            self.checked.emit(self.query.text().strip())
        else:
            self.take()


class PurgeDialog(QDialog):
    """Asks before readings are deleted for good: the one thing that cannot be undone."""

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Delete for good"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asks = label(question, strong=True)
        why = label(
            tr("Their text, marks and notes are deleted. This cannot be undone."), second=True
        )
        for one in (asks, why):
            one.setWordWrap(True)
            one.setMinimumWidth(380)
        self.delete = QPushButton(tr("Delete for good"))
        self.delete.clicked.connect(self.accept)
        keep = PrimaryButton(tr("Keep"))
        keep.setDefault(True)
        keep.clicked.connect(self.reject)
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 16, 16, 16)
        body.setSpacing(8)
        body.addWidget(asks)
        body.addWidget(why)
        body.addSpacing(6)
        body.addLayout(foot(self.delete, keep))
        keep.setFocus(Qt.FocusReason.OtherFocusReason)
