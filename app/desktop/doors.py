"""How articles come in and go out: files, addresses, clipboard, drops, and the PDF."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk
from app.desktop.incoming import incoming, is_address
from app.desktop.notice import Notice
from app.settings import Settings

READABLE = "Articles (*.txt *.html *.htm *.xhtml);;All files (*)"


class Doors(QObject):
    """Asks the reader where from and where to, and hands it to the desk."""

    toasted = Signal(object)  # Notice

    def __init__(self, desk: Desk, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._settings = settings
        self._window = window

    def open_file(self) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 (not needed to start)

        names, _ = QFileDialog.getOpenFileNames(self._window, "Open articles", "", READABLE)
        self.open(names)

    def open_address(self) -> None:
        from app.desktop.dialogs import AddressDialog  # noqa: PLC0415 (not needed to start)

        text = QGuiApplication.clipboard().text().strip()
        dialog = AddressDialog(text if is_address(text) else "", self._window)
        dialog.chosen.connect(self._desk.open)
        dialog.open()

    def open(self, sources: Sequence[str]) -> None:
        """Show the first, and keep the others in the library."""
        for number, source in enumerate(sources):
            self._desk.open(source, show=number == 0)

    def paste(self) -> None:
        data = QGuiApplication.clipboard().mimeData()
        if not self.take(data):
            self.toasted.emit(Notice("There is no article on the clipboard."))

    def take(self, data: QMimeData) -> bool:
        """Open what a clipboard or a drop holds; False when that is no article."""
        found = incoming(data)
        if found.sources:
            self.open(found.sources)
        elif found:
            self._desk.paste(found.text, found.html)
        return bool(found)

    def export_pdf(self) -> None:
        sheet = self._desk.sheet
        if sheet is None:
            return
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 (not needed to start)

        name = "".join(c for c in sheet.document.title if c.isalnum() or c in " -_")[:80].strip()
        path, _ = QFileDialog.getSaveFileName(
            self._window, "Export annotated PDF", f"{name or 'article'}.pdf", "PDF (*.pdf)"
        )
        if path:
            path = path if path.lower().endswith(".pdf") else f"{path}.pdf"
            self._desk.export_pdf(path, self._settings["reader"])
