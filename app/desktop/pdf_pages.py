"""Switches between an article's text and the pages of the PDF it came from."""

from __future__ import annotations

import base64
import zlib
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.desktop.desk import Desk
from app.desktop.notice import Notice, of_failure
from app.desktop.reading_area import ReadingArea
from app.desktop.sheet import Sheet
from app.desktop.tasks import Job
from app.language import tr
from app.reading.document import Original
from app.reading.failures import Failure, LibraryFailure, PasswordNeeded
from app.worker.protocol import Do, Message

if TYPE_CHECKING:
    import tempfile

    from app.desktop.page_view import PagePicture, PageView


class PdfPages(QObject):
    """Fetches a PDF's pages as they are wanted.

    The original is written to a private file while its pages are shown: the process that draws
    them reads it there.
    """

    toasted = Signal(object)  # Notice
    shown = Signal(bool)  # whether pages are shown, instead of the text
    password_wanted = Signal(str, object)

    def __init__(self, desk: Desk, area: ReadingArea) -> None:
        super().__init__(area)
        self._desk = desk
        self._area = area
        self._made: PageView | None = None
        self._sheet: Sheet | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._password = ""
        self._jobs: dict[int, Job] = {}
        area.reader.mark_focused.connect(self._follow)
        desk.shown.connect(self._another)
        desk.left.connect(self._leave)
        desk.marks_changed.connect(self._mark)

    @property
    def _view(self) -> PageView:
        """The view of the pages; made when first needed."""
        if self._made is None:
            self._made = self._area.pages()
            self._made.wanted.connect(self._draw)
            self._made.mark_chosen.connect(self._choose)
        return self._made

    def _mark(self, sheet: Sheet) -> None:
        if sheet is self._sheet:
            self._view.marks_changed(sheet.found)

    def toggle(self) -> None:
        """Show the pages instead of the text, or the text again, at the same place."""
        if self._area.is_paging():
            self._area.reader.go_to(self._view.offset())
            self._area.show_text(there=True)
            self._area.reader.setFocus()
            self.shown.emit(False)
            return
        sheet = self._desk.sheet
        if sheet is None:
            return
        if not sheet.has_pages:
            self.toasted.emit(Notice(tr("There are no pages to show for this article.")))
            self.shown.emit(False)
        elif sheet is self._sheet:
            self._turn_up()
        else:
            self._fetch(sheet)

    def close(self) -> None:
        """Forget the file."""
        self._leave()

    # The original

    def _fetch(self, sheet: Sheet) -> None:
        self._leave()
        if sheet.id is None:
            original = sheet.document.original
            self._have(sheet, original.content if original else None)
            return
        reading = sheet.id
        self._desk.library.ask(
            lambda library: _content(library.original(reading)),
            lambda content: self._have(sheet, content),
            self._not_had,
        )

    def _have(self, sheet: Sheet, content: bytes | None) -> None:
        if sheet is not self._desk.sheet:
            return
        if content is None:
            self._not_had(LibraryFailure(tr("The original of this article was not kept.")))
            return
        try:
            import tempfile  # noqa: PLC0415 (a window must not wait for it to start)

            self._folder = tempfile.TemporaryDirectory(prefix="sayso-")
            self._file.write_bytes(content)
        except OSError as error:
            self._not_had(
                LibraryFailure(
                    tr("The pages cannot be shown ({why}).", why=error.strerror),
                    tr("Make room on the disk."),
                )
            )
            return
        self._ask_sizes(sheet)

    def _ask_sizes(self, sheet: Sheet) -> None:
        arguments = {"path": str(self._file), "password": self._password}
        job = self._desk.drawer.ask(Do.PAGES, lambda: arguments, _sizes)
        job.done.connect(lambda sizes: self._show(sheet, sizes))
        job.failed.connect(lambda failure: self._refused(sheet, failure))

    def _refused(self, sheet: Sheet, failure: Failure) -> None:
        if not isinstance(failure, PasswordNeeded):
            self._not_had(failure)
            return

        def again(password: str) -> None:
            self._password = password
            self._ask_sizes(sheet)

        self.shown.emit(False)
        reason = tr("The PDF is locked: its pages need the password again.")
        self.password_wanted.emit(reason, again)

    def _not_had(self, failure: Failure) -> None:
        self.shown.emit(False)
        self.toasted.emit(of_failure(failure))

    @property
    def _file(self) -> Path:
        assert self._folder is not None
        return Path(self._folder.name) / "original.pdf"

    # The pages

    def _show(self, sheet: Sheet, sizes: list[tuple[float, float]]) -> None:
        if sheet is not self._desk.sheet or self._folder is None:
            return
        self._sheet = sheet
        self._view.show_pages(sizes, sheet.found)
        self._turn_up()

    def _turn_up(self) -> None:
        place = self._area.reader.place()
        self._area.show_pages()
        self._view.go_to(place)
        self._view.setFocus()
        self.shown.emit(True)

    def _draw(self, number: int, scale: float) -> None:
        if self._folder is None:
            return
        arguments = {
            "path": str(self._file),
            "password": self._password,
            "page": number,
            "scale": scale,
        }
        before = self._jobs.pop(number, None)
        if before is not None and not before.over:
            self._desk.drawer.forget(before)
        job = self._jobs[number] = self._desk.drawer.ask(
            Do.PICTURE, lambda: arguments, _picture, first=True
        )
        job.done.connect(self._drawn(number))
        job.failed.connect(lambda failure: self.toasted.emit(of_failure(failure)))

    def _drawn(self, number: int) -> Callable[[PagePicture], None]:
        sheet = self._sheet

        def done(picture: PagePicture) -> None:
            self._jobs.pop(number, None)
            if sheet is self._sheet:
                self._view.show_picture(number, picture)

        return done

    def _choose(self, target: str) -> None:
        self._area.reader.focus_mark(target, scroll=False)

    def _follow(self, target: str) -> None:
        if target and self._area.is_paging():
            self._view.reveal(self._area.reader.targets().spans(target))

    def _another(self, sheet: Sheet) -> None:
        if sheet is not self._sheet:
            self._leave()

    def _leave(self) -> None:
        self._sheet = None
        self._password = ""
        self._jobs.clear()
        if self._made is not None:
            self._made.clear()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
        self.shown.emit(False)


def _content(original: Original | None) -> bytes | None:
    return None if original is None else original.content


def _sizes(result: Message) -> list[tuple[float, float]]:
    return [(float(width), float(height)) for width, height in result["sizes"]]


def _picture(result: Message) -> PagePicture:
    """Unpack a picture; on the decoding thread, for it takes a moment."""
    from app.desktop.page_view import PagePicture  # noqa: PLC0415 (not needed to start)

    width, height = int(result["width"]), int(result["height"])
    pixels = zlib.decompress(base64.b64decode(result["pixels"]))
    if len(pixels) != 4 * width * height:
        raise ValueError("pixels")
    image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
    boxes = array("f")
    boxes.frombytes(zlib.decompress(base64.b64decode(result["boxes"])))
    return PagePicture(image, int(result["turned"]) % 4, boxes)
