"""How articles come in and go out: files, addresses, clipboard, drops, and the PDF."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk
from app.desktop.incoming import incoming, is_address
from app.desktop.notice import Notice
from app.reading.failures import Failure
from app.reading.reports import Taken
from app.settings import Settings

_FORMS = (
    ("Web pages", "html htm xhtml mht mhtml webarchive"),
    ("PDF", "pdf"),
    ("Books", "epub"),
    ("Documents", "docx odt rtf md markdown txt"),
    ("E-mails", "eml"),
)


def _pattern(endings: str) -> str:
    return " ".join(f"*.{ending}" for ending in endings.split())


READABLE = ";;".join(
    [
        f"All that can be read ({_pattern(' '.join(endings for _, endings in _FORMS))})",
        *(f"{name} ({_pattern(endings)})" for name, endings in _FORMS),
        "All files (*)",
    ]
)
"""What the dialog offers to choose from; what a file is, its content tells and not its name."""


EXPORTS = ";;".join(
    [
        f"Exports of other tools ({_pattern('csv html htm zip json bib ris sqlite')})",
        "All files (*)",
    ]
)
"""What the dialog offers to import; which tool an export is of, its content tells."""


class Doors(QObject):
    """Asks the reader where from and where to, and hands it to the desk."""

    toasted = Signal(object)  # Notice
    bin_wanted = Signal(list)  # readings

    def __init__(self, desk: Desk, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._settings = settings
        self._window = window
        desk.arrivals.password_wanted.connect(self.ask_password)
        desk.arrivals.failures_wanted.connect(self._show_failures)
        desk.imports.report_wanted.connect(self._show_report)

    def follow(self, address: str) -> None:
        """Open a link of an article in the reader's browser; nothing but web pages."""
        if is_address(address):
            QDesktopServices.openUrl(QUrl(address))
        else:
            self.toasted.emit(Notice(f"Only web pages are opened from an article: {address}"))

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

    def ask_password(self, why: str, again: Callable[[str], None]) -> None:
        """Ask for a password, and call `again` with it; not where the reader gives none."""
        from app.desktop.password import PasswordDialog  # noqa: PLC0415 (not needed to start)

        dialog = PasswordDialog(why, self._window)
        dialog.given.connect(again)
        dialog.open()

    def _show_failures(
        self, failures: list[tuple[str, Failure]], again: Callable[[], None]
    ) -> None:
        from app.desktop.failures_shown import FailuresDialog  # noqa: PLC0415 (seldom needed)

        dialog = FailuresDialog(failures, self._window)
        dialog.again_wanted.connect(again)
        dialog.open()

    def open(self, sources: Sequence[str]) -> None:
        """Show the first, and keep the others in the library; of a folder, what is in it."""
        if any(map(os.path.isdir, sources)):
            from app.sources import expanded  # noqa: PLC0415 (seldom needed)

            self._desk.opener.decode(lambda: list(expanded(list(sources))), self._open_each)
        else:
            self._open_each(sources)

    def _open_each(self, sources: Sequence[str]) -> None:
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

    def import_file(self) -> None:
        """Take in another tool's export."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 (not needed to start)

        name, _ = QFileDialog.getOpenFileName(self._window, "Import an export", "", EXPORTS)
        if name:
            self._desk.imports.bring_in(name)

    def import_folder(self) -> None:
        """Take in a folder: Zotero's data, or PDFs with highlights."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 (not needed to start)

        title = "Import Zotero's data folder, or a folder of PDFs"
        name = QFileDialog.getExistingDirectory(self._window, title)
        if name:
            self._desk.imports.bring_in(name)

    def _show_report(self, sentence: str, account: list[Taken]) -> None:
        from app.desktop.import_shown import ImportDialog  # noqa: PLC0415 (seldom needed)

        dialog = ImportDialog(sentence, account, self._window)
        dialog.bin_wanted.connect(self.bin_wanted)
        dialog.open()

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
            self._desk.exporting.export_pdf(sheet, path, self._settings["reader"])
