"""Printing: the article as the reader sees it, with its marks, through a preview of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QMarginsF, QObject, QSizeF, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from app.desktop.desk import Desk
from app.desktop.legend import only_in_words
from app.desktop.notice import Notice, Tone
from app.desktop.reader import ReaderPane
from app.desktop.showing import Showing
from app.language import later, tr
from app.rendering.fonts import dots_per_inch
from app.rendering.paper import Paper, Printout

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PAPERS = {"A4": QPageSize.PageSizeId.A4, later("Letter"): QPageSize.PageSizeId.Letter}


class Printing(QObject):
    """Shows how the open article looks on paper, and prints it."""

    toasted = Signal(object)  # Notice

    def __init__(self, desk: Desk, reader: ReaderPane, showing: Showing, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._reader, self._showing, self._window = desk, reader, showing, window

    def start(self) -> None:
        """Open the preview of the open article."""
        from app.desktop.print_preview import PrintPreview  # noqa: PLC0415 (not needed to start)

        sheet = self._desk.sheet
        if sheet is None:
            return
        theme = self._reader.style_of_text.theme
        found, own, shown = sheet.found, sheet.own_marks(), self._reader.shown()
        remark = self._remark()

        def lay_out(paper: Paper) -> Printout:
            contrast = theme.is_contrast
            return Printout(found, own, shown, paper, contrast=contrast, remark=remark)

        preview = PrintPreview(lay_out, sheet.document.title, theme, self._window)
        preview.done_.connect(lambda said: self.toasted.emit(Notice(said)))
        preview.failed.connect(lambda said: self.toasted.emit(Notice(said, Tone.FAIL)))
        preview.open()

    def _remark(self) -> str:
        """Say on paper what of the marks is shown alone."""
        return only_in_words(self._showing.only, self._showing.sort)


def usual_paper() -> str:
    """Return the name of the paper that is usual where the reader lives."""
    metric = QLocale.system().measurementSystem() is QLocale.MeasurementSystem.MetricSystem
    return "A4" if metric else "Letter"


def paper_named(name: str) -> Paper:
    """Return one of the papers offered."""
    return _paper(QPageSize.size(PAPERS[name], QPageSize.Unit.Millimeter))


def paper_of(printer: QPrinter) -> Paper:
    """Return the paper a printer is set to, turned as it is to be printed."""
    return _paper(printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter).size())


def set_up(printer: QPrinter, name: str, title: str) -> None:
    """Give a printer the paper, and to the printed its name."""
    printer.setPageLayout(
        QPageLayout(QPageSize(PAPERS[name]), QPageLayout.Orientation.Portrait, QMarginsF())
    )
    printer.setFullPage(True)
    printer.setDocName(title or tr("Article"))
    printer.setCreator("Sayso")


def printed(printout: Printout, printer: QPrinter) -> Iterator[int]:
    """Print the wanted pages, one with each step; yield how many are done. Raises OSError.

    A print that is given up halfway is taken back from the printer.
    """
    # Faces are sized by their device, so the device is given the window's pixels.
    printer.setResolution(round(dots_per_inch()))
    painter = QPainter()
    if not painter.begin(printer):
        raise OSError
    done = 0
    try:
        share = printer.logicalDpiX() / dots_per_inch()
        for number in wanted_pages(printout, printer):
            if done and not printer.newPage():
                raise OSError
            painter.save()
            painter.scale(share, share)
            printout.paint(painter, number)
            painter.restore()
            done += 1
            yield done
    except GeneratorExit:
        printer.abort()
        raise
    finally:
        painter.end()


def wanted_pages(printout: Printout, printer: QPrinter) -> list[int]:
    """Return the pages to print, from 0, in the order and as often as is asked for."""
    first, last = printer.fromPage() or 1, printer.toPage() or printout.count
    pages = list(range(first - 1, min(last, printout.count)))
    if printer.pageOrder() is printer.PageOrder.LastPageFirst:
        pages.reverse()
    if printer.supportsMultipleCopies():
        return pages
    return pages * printer.copyCount()


def _paper(size: QSizeF) -> Paper:
    return Paper(size.width(), size.height())
