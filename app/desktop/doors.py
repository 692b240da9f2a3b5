"""How articles come in: files, addresses, clipboard and drops."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk
from app.desktop.incoming import incoming, is_address
from app.desktop.notice import Notice
from app.desktop.system_colours import theme_of
from app.language import later, tr
from app.reading.failures import Failure
from app.reading.reports import Taken
from app.settings import Settings

EXPORTS = "csv html htm zip json bib ris sqlite"
"""How other tools' exports end; which tool one is of, its content tells."""

_FORMS = (
    (later("Web pages"), "html htm xhtml mht mhtml webarchive"),
    (later("PDF"), "pdf"),
    (later("Books"), "epub"),
    (later("Documents"), "docx odt rtf md markdown txt"),
    (later("E-mails"), "eml"),
)


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
            told = tr("Only web pages are opened from an article: {address}", address=address)
            self.toasted.emit(Notice(told))

    def open_file(self) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 (not needed to start)

        names, _ = QFileDialog.getOpenFileNames(
            self._window, tr("Open articles"), "", _offered_to_open()
        )
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
            self.toasted.emit(Notice(tr("There is no article on the clipboard.")))

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

        offered = _offered((tr("Exports of other tools"), EXPORTS))
        title = tr("Import an export")
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", offered)
        if name:
            self._desk.imports.bring_in(name)

    def import_folder(self) -> None:
        """Take in a folder: Zotero's data, or PDFs with highlights."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 (not needed to start)

        title = tr("Import Zotero's data folder, or a folder of PDFs")
        name = QFileDialog.getExistingDirectory(self._window, title)
        if name:
            self._desk.imports.bring_in(name)

    def _show_report(self, sentence: str, account: list[Taken]) -> None:
        from app.desktop.import_shown import ImportDialog  # noqa: PLC0415 (seldom needed)

        theme = theme_of(self._settings["theme"])
        dialog = ImportDialog(sentence, account, theme, self._window)
        dialog.bin_wanted.connect(self.bin_wanted)
        dialog.open()


def _offered_to_open() -> str:
    """Return what the dialog offers to open; what a file is, its content tells and not its name."""
    every = " ".join(endings for _, endings in _FORMS)
    forms = [(tr(name), endings) for name, endings in _FORMS]
    return _offered((tr("All that can be read"), every), *forms)


def _offered(*forms: tuple[str, str]) -> str:
    """Return what a dialog offers to choose from: forms by name and endings, and all files."""
    patterns = [
        (name, " ".join(f"*.{ending}" for ending in endings.split())) for name, endings in forms
    ]
    patterns.append((tr("All files"), "*"))
    return ";;".join(f"{name} ({pattern})" for name, pattern in patterns)
