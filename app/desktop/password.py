"""Asks for the password of a locked document."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from app.desktop.controls import PrimaryButton, label
from app.desktop.dialog_foot import cancel_button, foot
from app.language import tr


class PasswordDialog(QDialog):
    """Says why a password is needed, and takes it. Sayso never keeps one."""

    given = Signal(str)

    def __init__(self, why: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Password"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.why = label(why)
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setWordWrap(True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(tr("Password of the document"))
        self.field.setMinimumSize(340, 32)
        self.open_button = PrimaryButton(tr("Open"))
        self.open_button.setDefault(True)
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(self._give)
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 16, 16, 16)
        body.setSpacing(12)
        body.addWidget(self.why)
        body.addWidget(self.field)
        body.addWidget(label(tr("The password is used once and not kept."), quiet=True))
        body.addLayout(foot(cancel_button(self), self.open_button))
        self.field.textChanged.connect(lambda text: self.open_button.setEnabled(bool(text)))

    def _give(self) -> None:
        password = self.field.text()
        self.accept()
        self.given.emit(password)
