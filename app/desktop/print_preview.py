"""How the article looks on paper: its pages one below the other, and the way to the printer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.desktop.controls import ChoiceButton, PrimaryButton, label
from app.desktop.printing import PAPERS, paper_named, paper_of, printed, set_up, usual_paper
from app.desktop.turns import Turns
from app.language import ntr, tr
from app.rendering.fonts import dots_per_inch
from app.rendering.palette import Theme, theme_named
from app.rendering.paper import Paper, Printout

GAP = 20
"""Free pixels around each page."""

WIDEST = 1000
"""A page is never shown wider than this, in pixels."""


class PageStack(QAbstractScrollArea):
    """Pages as wide as there is room; only those in view are drawn."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._printout: Printout | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Pages"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def show_pages(self, printout: Printout) -> None:
        """Show an article that is laid out."""
        self._printout = printout
        self.setAccessibleDescription(_pages(printout.count))
        self.verticalScrollBar().setValue(0)
        self._fit()
        self.viewport().update()

    def page_boxes(self) -> list[QRectF]:
        """Return where each page stands, from the top of the first."""
        if self._printout is None:
            return []
        paper = self._printout.paper
        width = min(WIDEST, max(120, self.viewport().width() - 2 * GAP))
        height = width * paper.height / paper.width
        left = (self.viewport().width() - width) / 2
        return [
            QRectF(left, GAP + number * (height + GAP), width, height)
            for number in range(self._printout.count)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.color("chrome"))
        top = self.verticalScrollBar().value()
        painter.translate(0, -top)
        area = QRectF(event.rect().translated(0, top))
        for number, box in enumerate(self.page_boxes()):
            if box.intersects(area):
                self._paint_page(painter, number, box)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(760, 760)

    def _fit(self) -> None:
        boxes = self.page_boxes()
        bar, view = self.verticalScrollBar(), self.viewport().height()
        share = bar.value() / bar.maximum() if bar.maximum() else 0
        bar.setRange(0, max(0, round(boxes[-1].bottom() + GAP - view)) if boxes else 0)
        bar.setPageStep(view)
        bar.setSingleStep(40)
        bar.setValue(round(share * bar.maximum()))

    def _paint_page(self, painter: QPainter, number: int, box: QRectF) -> None:
        assert self._printout is not None
        # Paper is white under every theme.
        painter.fillRect(box, theme_named("light").color("field"))
        painter.save()
        painter.setClipRect(box)
        painter.translate(box.topLeft())
        share = box.width() / (self._printout.paper.width * dots_per_inch() / 25.4)
        painter.scale(share, share)
        self._printout.paint(painter, number)
        painter.restore()
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawRect(box)


class PrintPreview(QDialog):
    """Lays the article out, shows its pages and prints them; nothing of it stops the window."""

    done_ = Signal(str)  # what was done
    failed = Signal(str)  # what went wrong, and what to do

    def __init__(
        self,
        lay_out: Callable[[Paper], Printout],
        title: str,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Print"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lay_out_, self._title = lay_out, title
        self._printout: Printout | None = None
        self._turns = Turns(self)
        self.paper = ChoiceButton(tr("Paper"), tuple(PAPERS))
        self.paper.set_theme(theme)
        self.paper.pick(usual_paper())
        self.paper.picked.connect(lambda _name: self._relay())
        self.told = label("", second=True)
        self.pages = PageStack(theme)
        self.save = QPushButton(tr("Save as PDF…"))
        self.save.setToolTip(tr("Write these pages into a file"))
        self.save.clicked.connect(self._save)
        self.print_ = PrimaryButton(tr("Print…"))
        self.print_.setDefault(True)
        self.print_.setToolTip(tr("Choose a printer and print"))
        self.print_.clicked.connect(self._print)
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.reject)
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 14, 10)
        head.setSpacing(8)
        for part in (self.paper, self.told):
            head.addWidget(part)
        head.addStretch()
        for button in (close, self.save, self.print_):
            head.addWidget(button)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(head)
        body.addWidget(self.pages, 1)
        self.resize(self.sizeHint())
        self.finished.connect(lambda _result: self._turns.stop())
        self._relay()

    def page_count(self) -> int:
        """Return how many pages are shown; 0 while they are not laid out."""
        return self._printout.count if self._printout is not None else 0

    def print_to(self, printer: QPrinter, said: str) -> None:
        """Print the pages a few at a time, on the paper of the printer; `said` tells of it then."""
        paper = paper_of(printer)
        if self._printout is None or _differ(paper, self._printout.paper):
            self._relay(paper, then=lambda: self._go_on(printer, said))
        else:
            self._go_on(printer, said)

    def _relay(self, paper: Paper | None = None, then: Callable[[], None] | None = None) -> None:
        made = self._lay_out_(paper or paper_named(self.paper.choice))
        self._printout = None
        self._tell(tr("Laying out the pages…"), ready=False)

        def laid() -> None:
            self._printout = made
            self.pages.show_pages(made)
            self._tell(_pages(made.count), ready=True)
            self.print_.setFocus()
            if then is not None:
                then()

        self._turns.start(made.steps(), laid)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        set_up(printer, self.paper.choice, self._title)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, max(1, self.page_count()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_to(printer, tr("Sent to the printer.")))
        QDialog.open(dialog)

    def _save(self) -> None:
        name = "".join(c for c in self._title if c.isalnum() or c in " -_")[:80].strip()
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Save as PDF"), f"{name or 'article'}.pdf", "PDF (*.pdf)"
        )
        if path:
            printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(path if path.lower().endswith(".pdf") else f"{path}.pdf")
            set_up(printer, self.paper.choice, self._title)
            self.print_to(printer, tr("Saved as {file}.", file=printer.outputFileName()))

    def _go_on(self, printer: QPrinter, said: str) -> None:
        assert self._printout is not None
        self._tell(tr("Printing…"), ready=False)
        self._turns.start(self._steps(self._printout, printer), lambda: self._finish(said))

    def _steps(self, printout: Printout, printer: QPrinter) -> Iterator[None]:
        self._problem = False
        try:
            for done in printed(printout, printer):
                text = tr("Printing page {done} of {total}", done=done, total=printout.count)
                self._tell(text, ready=False)
                yield
        except OSError:
            self._problem = True

    def _finish(self, said: str) -> None:
        if self._problem:
            self._tell(_pages(self.page_count()), ready=True)
            self.failed.emit(tr("Nothing was printed: the printer or file cannot be written to."))
            return
        self.done_.emit(said)
        self.accept()

    def _tell(self, text: str, *, ready: bool) -> None:
        self.told.setText(text)
        for control in (self.paper, self.save, self.print_):
            control.setEnabled(ready)


def _pages(count: int) -> str:
    return ntr("{count} page", "{count} pages", count)


def _differ(one: Paper, other: Paper) -> bool:
    """Tell whether papers differ by more than a printer's rounding."""
    return abs(one.width - other.width) > 1 or abs(one.height - other.height) > 1
