"""Read an article anew from what was kept of its source, by today's ways of reading."""

from __future__ import annotations

import base64

from PySide6.QtCore import QObject, Signal

from app.desktop.changes import Changes
from app.desktop.desk import Desk
from app.desktop.notice import Notice, of_failure
from app.desktop.sheet import Sheet
from app.language import tr
from app.reading import wire
from app.reading.annotation import Opened
from app.reading.document import Original
from app.worker.protocol import Do

TOPIC = "reread"


class Rereading(QObject):
    """Replaces the open article's text by what its original gives today.

    What the reader did is put where its words stand then; all of it can be undone.
    """

    told = Signal(object)  # Notice
    toasted = Signal(object)  # Notice

    def __init__(self, desk: Desk, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._changes = desk, changes

    def read_anew(self) -> None:
        """Read the open article anew; fetch it where only its address is there."""
        sheet = self._desk.sheet
        if sheet is None or sheet.id is None:
            return
        if not sheet.document.text:
            self._desk.fetch()
            return
        reading = sheet.id
        self._desk.library.ask(
            lambda library: library.original(reading),
            lambda original: self._open(sheet, original),
            lambda failure: self.told.emit(of_failure(failure, topic=TOPIC)),
        )

    def _open(self, sheet: Sheet, original: Original | None) -> None:
        if original is None:
            self.toasted.emit(Notice(tr("There is no original of this article to read anew.")))
            return
        source, address = sheet.document.source, sheet.document.address
        job = self._desk.opener.ask(
            Do.OPEN,
            lambda: {
                "source": source,
                "address": address,
                "content": base64.b64encode(original.content).decode("ascii"),
                "password": "",
                "ocr": False,
            },
            lambda result: [wire.opened_from_json(value) for value in result["documents"]],
        )
        job.done.connect(lambda found: self._opened(sheet, found))
        job.failed.connect(lambda failure: self.told.emit(of_failure(failure, topic=TOPIC)))

    def _opened(self, sheet: Sheet, found: list[Opened]) -> None:
        part = sheet.document.part.number if sheet.document.part else None
        pieces = [
            opened
            for opened in found
            if (opened.document.part.number if opened.document.part else None) == part
        ]
        new = pieces[0] if pieces else found[0]
        reading = sheet.id
        same = (
            new.document.text == sheet.document.text
            and new.document.pictures == sheet.document.pictures
        )
        if reading is None or same:
            self.toasted.emit(Notice(tr("The text is as it was.")))
            return
        self._changes.change_library(
            lambda library: library.replace_text(reading, new), tr("The text was read anew.")
        )
