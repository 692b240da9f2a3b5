"""The few windows that open over the main one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app import __version__
from app.desktop.controls import PrimaryButton, label
from app.desktop.dialog_foot import cancel_button, foot
from app.language import later, tr

THANKS = (
    ("Charis SIL", "SIL International", "SIL Open Font License 1.1"),
    ("Inter", "The Inter Project Authors", "SIL Open Font License 1.1"),
    (later("Lucide icons"), "Lucide Contributors; some by Cole Bemis (Feather)", "ISC, MIT"),
    ("Qt for Python", "The Qt Company", "LGPL 3"),
    (later("spaCy and its English model"), "Explosion", "MIT"),
    ("trafilatura", "Adrien Barbaresi", "Apache 2.0"),
    ("readability-lxml", "Yuri Baburov and contributors", "Apache 2.0"),
    ("PDFium", "The PDFium Authors", "BSD 3-clause, Apache 2.0"),
    ("mammoth", "Michael Williamson", "BSD 2-clause"),
    ("markdown-it-py", "Executable Books", "MIT"),
    ("striprtf", "Joshy Cyriac and contributors", "BSD 3-clause"),
    ("bibtexparser", "Michael Weiss and contributors", "MIT"),
    ("pylatexenc", "Philippe Faist", "MIT"),
    ("Typst", "The Typst Project Developers", "Apache 2.0"),
    ("pikepdf", "James R. Barlow", "MPL 2.0"),
    ("Jinja", "Pallets", "BSD 3-clause"),
    ("python-docx", "Steve Canny", "MIT"),
    ("SQLAlchemy", "Michael Bayer and contributors", "MIT"),
)


class AddressDialog(QDialog):
    """Asks for the address of an article."""

    chosen = Signal(str)

    def __init__(self, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Open address"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit(address)
        self.field.setAccessibleName(tr("Address of the article"))
        self.field.setPlaceholderText("https://…")
        self.field.setMinimumSize(460, 30)
        self.field.selectAll()
        self._open = PrimaryButton(tr("Open"))
        self._open.setDefault(True)
        self._open.clicked.connect(self._choose)
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 16, 16, 16)
        body.setSpacing(12)
        body.addWidget(label(tr("Address of the article"), strong=True))
        body.addWidget(self.field)
        body.addLayout(foot(cancel_button(self), self._open))
        self.field.textChanged.connect(lambda _text: self._judge())
        self._judge()

    def _judge(self) -> None:
        self._open.setEnabled(bool(self.field.text().strip()))

    def _choose(self) -> None:
        address = self.field.text().strip()
        self.accept()
        self.chosen.emit(address if "://" in address else f"https://{address}")


class AboutDialog(QDialog):
    """Version, and whose work Sayso is built on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Sayso"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        body = QVBoxLayout(self)
        body.setContentsMargins(24, 20, 24, 20)
        body.setSpacing(8)
        body.addWidget(label("Sayso", title=True))
        body.addWidget(label(tr("Version {version}", version=__version__), quiet=True))
        says = label(
            tr(
                "Shows who says what in an article, and which numbers are claimed. Everything stays "
                "on this computer. Sayso is free software under the Apache License 2.0."
            )
        )
        says.setWordWrap(True)
        body.addWidget(says)
        body.addSpacing(8)
        body.addWidget(label(tr("With thanks to"), head=True))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for row, (what, who, licence) in enumerate(THANKS):
            grid.addWidget(label(tr(what), strong=True), row, 0)
            grid.addWidget(_second(who), row, 1)
            grid.addWidget(_second(licence), row, 2)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setAccessibleName(tr("With thanks to"))
        area.setWidget(inner)
        body.addWidget(area, 1)
        close = PrimaryButton(tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        body.addLayout(foot(close))
        self.resize(620, 420)


def _second(text: str) -> QLabel:
    made = label(text, second=True)
    made.setWordWrap(True)
    return made
