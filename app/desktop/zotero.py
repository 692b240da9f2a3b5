"""Readings on their way to Zotero, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.desktop.desk import Desk
from app.desktop.library_orders import ReadingOrders
from app.desktop.notice import Notice, Tone, of_failure
from app.desktop.tasks import Job
from app.language import ntr, tr
from app.reading import wire
from app.reading.annotation import Reading
from app.reading.exports import Choice, choice_to_json
from app.reading.failures import Failure
from app.settings import Settings
from app.worker.protocol import Do, Message

if TYPE_CHECKING:
    from app.library.library import Library

TOPIC = "zotero"


class SendingToZotero(QObject):
    """Hands readings to the Zotero that runs on this computer, and tells what came of it."""

    told = Signal(object)  # Notice
    toasted = Signal(object)  # Notice
    untold = Signal(str)
    progressed = Signal(str, int, int)

    def __init__(
        self, desk: Desk, orders: ReadingOrders, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._orders, self._settings = desk, orders, settings
        self._waiting: list[int] = []
        self._sent = self._pdfs = self._all = 0
        self._job: Job | None = None

    def send(self) -> None:
        """Send the selected readings, or the open one."""
        readings = self._orders.readings()
        if not readings:
            self.toasted.emit(Notice(tr("Select a reading first.")))
        elif not self._waiting and self._job is None:
            self._begin(readings)

    def stop(self) -> None:
        """Send no more; what Zotero has, it keeps."""
        self._waiting.clear()
        if self._job is not None:
            self._desk.opener.cancel(self._job)
            self._end()

    def is_running(self) -> bool:
        """Tell whether something is being sent."""
        return self._job is not None or bool(self._waiting)

    def _begin(self, readings: Sequence[int]) -> None:
        self._waiting = list(readings)
        self._all, self._sent, self._pdfs = len(readings), 0, 0
        self.untold.emit(TOPIC)
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._tell()
            self._end()
            return
        number = self._waiting[0]
        self.progressed.emit(tr("Sending to Zotero"), self._sent, self._all)

        def load(library: Library) -> Reading:
            found = library.load(number)
            return replace(found, analysis=self._settings.view().of(found.analysis))

        self._desk.library.ask(load, self._send, self._failed)

    def _send(self, reading: Reading) -> None:
        if not self._waiting:  # stopped meanwhile
            return
        choice = choice_to_json(
            Choice(reader=self._settings["reader"], style=self._settings["citation_style"])
        )
        pdf, port = bool(self._settings["zotero_pdf"]), int(self._settings["zotero_port"])
        job = self._job = self._desk.opener.ask(
            Do.SEND,
            lambda: {
                "readings": [wire.reading_to_json(reading)],
                "choice": choice,
                "pdf": pdf,
                "port": port,
            },
            lambda result: result,
        )
        job.done.connect(self._done)
        job.failed.connect(self._failed)

    def _done(self, sent: Message) -> None:
        self._job = None
        self._waiting.pop(0)
        self._sent += sent["readings"]
        self._pdfs += sent["pdfs"]
        self._next()

    def _failed(self, failure: Failure) -> None:
        left = list(self._waiting)
        self._waiting.clear()
        self._end()
        again = of_failure(failure, tr("Try again"), lambda: self._begin(left), topic=TOPIC)
        self.told.emit(again)

    def _end(self) -> None:
        self._job = None
        self.progressed.emit("", 0, 0)

    def _tell(self) -> None:
        if self._settings["zotero_pdf"] and self._pdfs < self._sent:
            said = tr(
                "Zotero has the readings, but took no PDFs. It takes them from version 7 on, where"
                " the library it saves to may hold files."
            )
            self.told.emit(Notice(said, Tone.WARN, topic=TOPIC))
            return
        said = ntr(
            "{count} reading sent to Zotero.", "{count} readings sent to Zotero.", self._sent
        )
        self.toasted.emit(Notice(said))
