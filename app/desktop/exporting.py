"""Readings on their way out into files, while the window goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from app.desktop.library_thread import LibraryThread
from app.desktop.notice import Notice, Tone, of_failure
from app.desktop.sheet import Sheet
from app.desktop.tasks import Child, Job
from app.language import ntr, tr
from app.reading.annotation import Reading
from app.reading.exports import Choice, Gathered, Offered, offered_from_json
from app.reading.failures import Failure, PlaceFailure, WorkerFailure
from app.reading.views import View
from app.worker.protocol import Do

if TYPE_CHECKING:
    from app.exports import Order, Taking
    from app.library.library import Library

TOPIC = "export"


class Exporting(QObject):
    """Has readings written to files, and tells what came of it. One export at a time.

    Whatever ends one, the target is whole or as it was, and nothing lies beside it.
    """

    told = Signal(object)  # Notice
    toasted = Signal(object)  # Notice
    untold = Signal(str)
    changed = Signal()

    def __init__(
        self, writer: Child, library: LibraryThread, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._writer, self._library = writer, library
        self._formats: tuple[Offered, ...] = ()
        self.template = ""  # Sayso's own of a page of notes, once it is known
        self._running: _Export | None = None

    # What can be exported

    def formats(self, heard: Callable[[tuple[Offered, ...]], None]) -> None:
        """Have `heard` told which formats there are."""
        if self._formats:
            heard(self._formats)
            return
        job = self._writer.ask(Do.FORMATS, dict, _formats, first=True)

        def learned(found: tuple[tuple[Offered, ...], str]) -> None:
            self._formats, self.template = found
            heard(self._formats)

        job.done.connect(learned)
        job.failed.connect(lambda failure: self.told.emit(of_failure(failure, topic=TOPIC)))

    def read(
        self,
        sheet: Sheet,
        format_: str,
        choice: Choice,
        have: Callable[[Reading], None],
        failed: Callable[[Failure], None],
    ) -> None:
        """Have the open article told to `have`, as it is shown, with all a format needs of it."""
        shown = sheet.reading()
        if sheet.id is None or self._library.usable is False:
            have(shown)
            return
        number = sheet.id

        def work(library: Library) -> Reading:
            from app.exports import completed  # noqa: PLC0415 (not needed to start)

            kept = library.load(number, marks=False)
            reading = replace(
                kept,
                analysis=shown.analysis,
                own=shown.own,
                aside=shown.aside,
                decisions=shown.decisions,
            )
            return completed(library, reading, format_, choice)

        self._library.ask(work, have, failed)

    # Exporting

    def export(self, sheet: Sheet, path: str, format_: str, choice: Choice) -> None:
        """Write the open article to a file."""
        if self._is_free():
            self._begin(_One(self, sheet, Path(path), format_, choice))

    def export_all(self, readings: Sequence[int], order: Order, view: View) -> None:
        """Make one thing of several readings."""
        if self._is_free():
            self._begin(_Several(self, readings, order, view))

    def is_running(self) -> bool:
        """Tell whether something is being written."""
        return self._running is not None

    def progress(self) -> tuple[str, int, int]:
        """Return what is being written, and how much of it is done."""
        return self._running.progress() if self._running is not None else ("", 0, 0)

    def stop(self) -> None:
        """Write no further; nothing half-written is left."""
        if self._running is not None:
            self._running.stop()
            self._running.clear_away()
            self._end()

    def finish(self) -> None:
        """Stop for good: the window closes."""
        if self._running is not None:
            self._running.stop()
            self._running.remove_aside()
            self._running = None

    def _is_free(self) -> bool:
        if self._running is not None:
            self.told.emit(
                Notice(
                    tr("Something is still being exported. Wait for it, or stop it."), topic=TOPIC
                )
            )
        return self._running is None

    def _begin(self, export: _Export) -> None:
        self._running = export
        self.untold.emit(TOPIC)
        export.begin()
        self.changed.emit()

    def _end(self) -> None:
        self._running = None
        self.changed.emit()


class _Export(QObject):
    """One export; `aside` is where it works until all is there."""

    def __init__(self, owner: Exporting, target: Path) -> None:
        super().__init__(owner)
        self.owner, self.target = owner, target
        self.aside: Path | None = None
        self.job: Job | None = None
        self.over = False

    def begin(self) -> None:
        raise NotImplementedError

    def progress(self) -> tuple[str, int, int]:
        return tr("Writing {name}", name=self.target.name), 0, 0

    def again(self) -> None:
        """Do the same once more."""
        raise NotImplementedError

    def stop(self) -> None:
        self.over = True
        if self.job is not None:
            self.owner._writer.cancel(self.job)  # noqa: SLF001 -- its other half
            self.job = None

    def clear_away(self) -> None:
        """Remove what was not finished, where the window need not wait for the disk."""
        self.owner._writer.decode(self.remove_aside, lambda _nothing: None)  # noqa: SLF001

    def remove_aside(self) -> None:
        from app.exports import remove  # noqa: PLC0415 (not needed to start)

        if self.aside is not None:
            remove(self.aside)

    def ask(self, do: Do, values: Callable[[], dict[str, Any]]) -> Job:
        self.job = self.owner._writer.ask(do, values, lambda result: result)  # noqa: SLF001
        return self.job

    def failed(self, failure: Failure) -> None:
        if self.over:
            return
        self.over = True
        self.clear_away()
        self.owner._end()  # noqa: SLF001
        self.owner.told.emit(of_failure(failure, tr("Try again"), self.again, topic=TOPIC))

    def done(self, text: str) -> None:
        self.over = True
        self.owner._end()  # noqa: SLF001
        folder = self.target if self.target.is_dir() else self.target.parent
        self.owner.toasted.emit(
            Notice(
                text,
                action=tr("Open"),
                do=lambda: _show(self.target),
                topic=str(self.target),
                further=(tr("Show in folder"), lambda: _show(folder)),
            )
        )


class _One(_Export):
    def __init__(
        self, owner: Exporting, sheet: Sheet, target: Path, format_: str, choice: Choice
    ) -> None:
        super().__init__(owner, target)
        self._sheet, self._format, self._choice = sheet, format_, choice

    def begin(self) -> None:
        self.owner.read(self._sheet, self._format, self._choice, self._write, self.failed)

    def again(self) -> None:
        self.owner.export(self._sheet, str(self.target), self._format, self._choice)

    def _write(self, reading: Reading) -> None:
        if self.over:
            return
        from app.exports import aside_of, export_values  # noqa: PLC0415 (not needed to start)

        aside = self.aside = aside_of(self.target)
        job = self.ask(
            Do.EXPORT,
            lambda: {
                "path": str(self.target),
                "aside": str(aside),
                **export_values(reading, self._format, self._choice),
            },
        )
        job.done.connect(lambda _done: self.done(tr("Saved as {name}.", name=self.target.name)))
        job.failed.connect(self.failed)


class _Several(_Export):
    def __init__(self, owner: Exporting, readings: Sequence[int], order: Order, view: View) -> None:
        super().__init__(owner, order.target)
        # In a zip a version before stands before the one after.
        self._all = sorted(readings) if order.gathered is Gathered.ZIP else list(readings)
        self._order, self._view = order, view
        self._waiting = list(self._all)
        self._left_out: list[tuple[int, Failure]] = []
        self._taking: Taking | None = None
        self._packed = 0

    def begin(self) -> None:
        order, view = self._order, self._view

        def work(library: Library) -> tuple[Path, Taking]:
            from app.exports import Taking, aside_for  # noqa: PLC0415 (not needed to start)

            return aside_for(order), Taking(library, order, view)

        def have(found: tuple[Path, Taking]) -> None:
            if not self.over:
                self.aside, self._taking = found
                self._next()

        self.owner._library.ask(work, have, self.failed)  # noqa: SLF001

    def again(self) -> None:
        self.owner.export_all(self._all, self._order, self._view)

    def progress(self) -> tuple[str, int, int]:
        done = len(self._all) - len(self._waiting)
        total = len(self._all)
        if not self._waiting and self._packed:
            return tr("Putting {name} together", name=self.target.name), self._packed, total
        return tr("Exporting to {name}", name=self.target.name), done, total

    def _next(self) -> None:
        self.owner.changed.emit()
        taking = self._taking
        if taking is None or self.over:
            return
        if not self._waiting:
            self._finish()
            return
        number = self._waiting[0]
        self.owner._library.ask(  # noqa: SLF001
            lambda _library: taking.take(number), self._stage, self._skip
        )

    def _stage(self, wanted: Callable[[], dict[str, Any]]) -> None:
        if self.over:
            return
        values = self._order.values(self.aside or self.target)
        job = self.ask(Do.STAGE, lambda: {**values, **wanted()})
        job.done.connect(lambda _done: self._go_on())
        job.failed.connect(self._skip)

    def _go_on(self) -> None:
        self.job = None
        self._waiting.pop(0)
        self._next()

    def _skip(self, failure: Failure) -> None:
        """Leave a reading out that cannot be exported; a place that takes nothing ends it all."""
        if self.over:
            return
        last = len(self._left_out) == len(self._all) - 1
        if isinstance(failure, PlaceFailure | WorkerFailure) or last:
            self.failed(failure)
            return
        self._left_out.append((self._waiting[0], failure))
        self._go_on()

    def _finish(self) -> None:
        values = self._order.values(self.aside or self.target)
        job = self.ask(Do.FINISH, lambda: values)
        job.progressed.connect(self._tell_packed)
        job.done.connect(lambda _done: self._finished())
        job.failed.connect(self.failed)

    def _tell_packed(self, _what: str, done: int, _total: int) -> None:
        self._packed = done
        self.owner.changed.emit()

    def _finished(self) -> None:
        many = len(self._all) - len(self._left_out)
        text = ntr(
            "{count} reading saved as {name}.",
            "{count} readings saved as {name}.",
            many,
            name=self.target.name,
        )
        self.done(text)
        if self._left_out:
            number, failure = self._left_out[0]
            missing = ntr(
                "{count} reading was left out: {why}",
                "{count} readings were left out. The first, {number}: {why}",
                len(self._left_out),
                number=str(number),
                why=str(failure),
            )
            self.owner.told.emit(Notice(missing, Tone.WARN, topic=TOPIC))


def _formats(result: dict[str, Any]) -> tuple[tuple[Offered, ...], str]:
    return tuple(map(offered_from_json, result["formats"])), str(result.get("template", ""))


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def short_name(name: str) -> str:
    """Return the last part of a path, or an address without its scheme."""
    if "://" in name:
        rest = name.split("://", 1)[1]
        return rest if len(rest) <= 60 else rest[:57] + "…"
    return name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
