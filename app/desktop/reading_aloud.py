"""Reading an article aloud, paragraph by paragraph, through the desktop's own voice."""

from __future__ import annotations

import shutil

from PySide6.QtCore import QEvent, QObject, QProcess, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.desktop.controls import label
from app.desktop.desk import Desk
from app.desktop.notice import Notice, Tone
from app.desktop.page import SCROLL_BAR
from app.desktop.reading_area import ReadingArea
from app.desktop.sheet import Sheet, paragraph_at
from app.language import later, tr
from app.reading.spans import Span
from app.reading.spoken import paragraphs_from, spoken_paragraph
from app.rendering.palette import Theme

SPEAKER = "spd-say"

MISSING = later(
    "Reading aloud needs speech-dispatcher. Install it from your system’s software (the package is "
    "called speech-dispatcher) and try again."
)

DUMB = later("Reading aloud has stopped: speech-dispatcher does not answer.")


class ReadingAloud(QObject):
    """Has paragraphs spoken one after the other, from the selection or the place in view on."""

    toasted = Signal(object)  # Notice
    changed = Signal(bool)  # whether something is being read

    def __init__(self, desk: Desk, area: ReadingArea) -> None:
        super().__init__(area)
        self._desk, self._area = desk, area
        self._sheet: Sheet | None = None
        self._coming: list[Span] = []
        self._voice: QProcess | None = None
        self._bar: AloudBar | None = None
        self._mark: AloudMark | None = None
        desk.shown.connect(self._shown)
        desk.left.connect(self.stop)

    def is_on(self) -> bool:
        """Tell whether there is something to go on with, also while it rests."""
        return self._sheet is not None

    def toggle(self) -> None:
        """Begin to read aloud, or stop."""
        if not self.stop():
            self.start()

    def start(self) -> None:
        """Read the selected words, else everything from the first paragraph in view on."""
        sheet, reader = self._desk.sheet, self._area.reader
        if sheet is None:
            return
        if shutil.which(SPEAKER) is None:
            self._refuse(tr(MISSING))
            return
        selected = reader.selected_span()
        if selected is not None:
            self._coming = paragraphs_from(sheet.document, *selected)
        else:
            self._coming = paragraphs_from(sheet.document, reader.place())
        if not self._coming:
            self._refuse(tr("There is nothing to read from here on."))
            return
        self._sheet = sheet
        self._show_bar()
        self.changed.emit(True)
        self._speak()

    def _refuse(self, why: str) -> None:
        self.changed.emit(False)
        self.toasted.emit(Notice(why))

    def stop(self) -> bool:
        """Be silent at once, and forget where it was; False where nothing was read."""
        if self._sheet is None:
            return False
        self._hush()
        self._sheet, self._coming = None, []
        for part in (self._bar, self._mark):
            if part is not None:
                part.hide()
        self.changed.emit(False)
        return True

    def pause(self) -> None:
        """Be silent, or go on at the beginning of the paragraph."""
        if self._sheet is None or self._bar is None:
            return
        if self._voice is not None:
            self._hush()
            self._bar.tell_paused(paused=True)
        else:
            self._bar.tell_paused(paused=False)
            self._speak()

    def _speak(self) -> None:
        """Speak the next paragraph."""
        sheet = self._sheet
        if sheet is None:
            return
        if not self._coming:
            self.stop()
            return
        span = self._coming[0]
        self._point_at(sheet, span)
        words = spoken_paragraph(sheet.document, span, sheet.analysis.attributions)
        language = sheet.document.language
        spoken = ["--language", language] if language else []
        self._voice = voice = QProcess(self)
        voice.finished.connect(lambda code, _status: self._spoken(voice, code))
        voice.errorOccurred.connect(lambda _error: self._spoken(voice, 1))
        voice.start(SPEAKER, ["--wait", "--application-name", "sayso", *spoken, "--", words])

    def _spoken(self, voice: QProcess, code: int) -> None:
        if voice is not self._voice:
            return  # it was told to be silent
        self._voice = None
        voice.deleteLater()
        if code:
            self.stop()
            self.toasted.emit(Notice(tr(DUMB), Tone.FAIL))
            return
        self._coming.pop(0)
        self._speak()

    def _hush(self) -> None:
        voice, self._voice = self._voice, None
        if voice is None:
            return
        voice.kill()
        voice.waitForFinished(200)
        voice.deleteLater()
        # What was handed over already is spoken by another process.
        QProcess.startDetached(SPEAKER, ["--cancel"])

    def _shown(self, sheet: Sheet) -> None:
        if sheet is not self._sheet:
            self.stop()
        elif self._coming:
            self._point_at(sheet, self._coming[0])

    def _show_bar(self) -> None:
        if self._bar is None:
            self._bar = AloudBar(self._area.reader)
            self._bar.pause.clicked.connect(self.pause)
            self._bar.stop.clicked.connect(self.stop)
            self._mark = AloudMark(self._area)
        self._bar.tell_paused(paused=False)
        self._bar.show()
        self._bar.place()

    def _point_at(self, sheet: Sheet, span: Span) -> None:
        """Show which paragraph is read."""
        reader, document = self._area.reader, sheet.document
        reader.bring(span)
        if self._mark is not None:
            self._mark.show_at(span)
        if self._bar is not None:
            total = paragraph_at(document, len(document.text))
            here = paragraph_at(document, span.start)
            self._bar.told.setText(
                tr("Reading aloud, paragraph {here} of {total}", here=here, total=total)
            )


class AloudBar(QFrame):
    """What is read, with a way to rest and one to stop; over the bottom of the text."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("progressStrip")
        self.told = label("", second=True)
        self.pause = QPushButton(tr("Pause"))
        self.stop = QPushButton(tr("Stop"))
        self.stop.setToolTip(tr("Stop reading aloud (Esc)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        row.addWidget(self.pause)
        row.addWidget(self.stop)
        over.installEventFilter(self)

    def tell_paused(self, *, paused: bool) -> None:
        self.pause.setText(tr("Go on") if paused else tr("Pause"))
        tip = tr("Be silent for a while")
        if paused:
            tip = tr("Read this paragraph again and go on")
        self.pause.setToolTip(tip)

    def place(self) -> None:
        height = self.sizeHint().height()
        width = self._over.width() - SCROLL_BAR  # the minimap stays free
        self.setGeometry(0, self._over.height() - height, width, height)
        self.raise_()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return False


class AloudMark(QWidget):
    """A quiet line right of the paragraph that is read; it goes with the text."""

    WIDTH = 3

    def __init__(self, area: ReadingArea) -> None:
        super().__init__(area.reader)
        self._reader = area.reader
        self._span: Span | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("The paragraph that is read aloud"))
        self._reader.verticalScrollBar().valueChanged.connect(lambda _value: self._place())
        self._reader.redrawn.connect(self._place)

    def show_at(self, span: Span) -> None:
        self._span = span
        self.show()
        self._place()

    def span(self) -> Span | None:
        """Return the paragraph it stands beside, None while it does not show."""
        return None if self.isHidden() else self._span

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme: Theme = self._reader.style_of_text.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(self.rect(), 1.5, 1.5)
        painter.end()

    def _place(self) -> None:
        if self._span is None or self.isHidden():
            return
        box = self._reader.lines_box(self._span)
        view = self._reader.viewport().geometry()
        top = view.top() + round(box.top())
        self.setGeometry(view.right() + 4, top, self.WIDTH, round(box.height()))
        self.raise_()
