"""Brings home what another program did to an exported PDF, once the reader has seen it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.changes import Changes
from app.desktop.desk import Desk
from app.desktop.notice import Notice, Tone, of_failure
from app.desktop.sheet import Sheet
from app.language import ntr, tr
from app.reading import wire
from app.reading.annotation import Reading
from app.reading.brought_back import Difference, brought_from_json, differences
from app.reading.exported import Exported, unpacked
from app.reading.failures import Failure, ImportFailure, PasswordNeeded
from app.settings import Settings
from app.worker.protocol import Do

if TYPE_CHECKING:
    from app.library.library import Library

TOPIC = "read back"


@dataclass(frozen=True, slots=True)
class _File:
    """A PDF the reader pointed at; one that was only opened is read `quietly`."""

    path: str
    password: str = ""
    quietly: bool = False


class ReadingBack(QObject):
    """Reads exported PDFs back: asks which reading one is of, compares, shows, takes over."""

    told = Signal(object)  # Notice
    toasted = Signal(object)  # Notice
    password_wanted = Signal(str, object)  # what to say, and what to call with the password

    def __init__(self, desk: Desk, changes: Changes, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._changes = changes
        self._settings = settings
        self._window = window
        desk.shown.connect(self._look_at)

    def choose(self) -> None:
        """Ask for the PDF, and read it back."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 (not needed to start)

        name, _ = QFileDialog.getOpenFileName(
            self._window, tr("Read back notes from an exported PDF"), "", "PDF (*.pdf)"
        )
        if name:
            self.read(name)

    def read(self, path: str) -> None:
        """Read a PDF back, and show what was done to it."""
        self._ask(_File(path))

    def _look_at(self, sheet: Sheet) -> None:
        """Offer to read back a PDF that was opened as if it were an article."""
        source = sheet.document.source
        original = sheet.document.original
        is_pdf = original is not None and original.content.startswith(b"%PDF-")
        if sheet.has_pages and is_pdf and Path(source).is_file():
            self._ask(_File(source, quietly=True))

    # Which reading it is of

    def _ask(self, file: _File) -> None:
        arguments = {"path": file.path, "password": file.password, "document": None}
        job = self._desk.behind.ask(
            Do.READ_BACK, lambda: arguments, lambda result: unpacked(result["exported"])
        )
        job.done.connect(lambda exported: self._known(file, exported))
        job.failed.connect(lambda failure: self._refused(file, failure))

    def _refused(self, file: _File, failure: Failure) -> None:
        if file.quietly:
            return

        def again(password: str) -> None:
            self._ask(replace(file, password=password))

        if isinstance(failure, PasswordNeeded):
            self.password_wanted.emit(str(failure), again)
        else:
            self.told.emit(of_failure(failure, topic=TOPIC))

    def _known(self, file: _File, exported: Exported | None) -> None:
        if exported is None:
            self._refused(file, _unknown(file))
            return

        def find(library: Library) -> Reading | None:
            number = library.brought_back.reading_of(exported)
            return None if number is None else library.load(number)

        def found(reading: Reading | None) -> None:
            if reading is None:
                self._refused(file, _not_here(file))
            elif file.quietly:
                self._offer(file, reading)
            else:
                self._compare(file, reading, exported)

        self._desk.library.ask(find, found, lambda failure: self._refused(file, failure))

    def _offer(self, file: _File, reading: Reading) -> None:
        sheet = self._desk.sheet
        if sheet is None or sheet.id == reading.id or sheet.document.source != file.path:
            return
        said = tr("This PDF was exported from “{title}” in your library.", title=_title(reading))
        loud = replace(file, quietly=False)
        self.told.emit(
            Notice(said, Tone.TELL, tr("Read back notes"), lambda: self._ask(loud), TOPIC)
        )

    # What was done to it

    def _compare(self, file: _File, reading: Reading, exported: Exported) -> None:
        view = self._settings.view()

        def arguments() -> dict[str, Any]:
            document = wire.document_to_json(reading.document)
            return {"path": file.path, "password": file.password, "document": document}

        def compared(result: dict[str, Any]) -> tuple[Difference, ...]:
            brought = map(brought_from_json, result["marks"])
            return differences(reading.shown(view), exported, brought)

        job = self._desk.behind.ask(Do.READ_BACK, arguments, compared)
        job.done.connect(lambda found: self._show(reading, found))
        job.failed.connect(lambda failure: self._refused(file, failure))

    def _show(self, reading: Reading, found: tuple[Difference, ...]) -> None:
        if not found:
            said = tr("Nothing was changed in the PDF of “{title}”.", title=_title(reading))
            self.toasted.emit(Notice(said))
            return
        from app.desktop.read_back_shown import ReadBackDialog  # noqa: PLC0415 (seldom needed)

        dialog = ReadBackDialog(_title(reading), reading.document.text, found, self._window)
        dialog.chosen.connect(lambda chosen: self._take_over(reading, chosen))
        dialog.open()

    def _take_over(self, reading: Reading, chosen: list[Difference]) -> None:
        told = ntr("{count} change taken over.", "{count} changes taken over.", len(chosen))
        self._changes.change_library(
            lambda library: library.brought_back.take_over(reading, chosen), told
        )


def _title(reading: Reading) -> str:
    return reading.document.title or tr("Untitled")


def _unknown(file: _File) -> ImportFailure:
    return ImportFailure(
        tr("{name} does not say which reading it is of.", name=Path(file.path).name),
        tr("Choose a PDF that was exported from Sayso."),
    )


def _not_here(file: _File) -> ImportFailure:
    return ImportFailure(
        tr("The reading {name} was exported of is not in this library.", name=Path(file.path).name),
        tr("Open the PDF to add it, with all its notes."),
    )
