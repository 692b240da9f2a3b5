"""How an export will look: its pages, or how its text begins, made anew as the choice changes."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desktop.announcing import announce
from app.desktop.controls import IconButton, label
from app.desktop.tasks import Child, Job
from app.language import tr
from app.reading.annotation import Reading
from app.reading.exports import Choice
from app.reading.failures import Failure
from app.rendering.fonts import pane_font
from app.rendering.palette import Theme, theme_named
from app.worker.protocol import Do

SETTLE_MS = 250
"""How long a choice rests before the preview is made anew."""

PATIENCE_MS = 1500
"""How long one that is no longer wanted may go on before its process is ended."""

PAGE_WIDTH = 595
"""Points most pages are wide: by it a page's picture is made as sharp as it is shown."""

Load = Callable[[str, Choice, Callable[[Reading], None], Callable[[Failure], None]], None]
"""Has the reading told that is shown: for a format and a choice, or why it cannot be."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of `pages`, `page` counted from 0, or how the text of a file begins."""

    image: QImage | None = None
    page: int = 0
    pages: int = 0
    text: str = ""


class Previewing(QObject):
    """Has previews made in a child, one at a time; only the newest wish counts."""

    made = Signal(object)  # Shown
    failed = Signal(object)  # Failure
    begun = Signal()

    def __init__(self, drawer: Child, load: Load, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawer, self._load = drawer, load
        self._wish: tuple[str, Choice, int, float] | None = None
        self._job: Job | None = None
        self._loading = False
        self._over = False
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._start)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)

    def ask(
        self, format_: str, choice: Choice, page: int, scale: float, *, at_once: bool = False
    ) -> None:
        """Have a page made, once the reader has come to what is meant."""
        self._wish = format_, choice, page, scale
        self._settle.start(0 if at_once else SETTLE_MS)
        if self._job is not None and not self._patience.isActive():
            self._patience.start()

    def stop(self) -> None:
        """Make no more."""
        self._over = True
        self._settle.stop()
        self._patience.stop()
        if self._job is not None:
            self._drawer.cancel(self._job)
            self._job = None

    def _start(self) -> None:
        if self._over or self._wish is None or self._job is not None or self._loading:
            return
        format_, choice, page, scale = self._wish
        self._wish = None
        self._loading = True
        self.begun.emit()

        def have(reading: Reading) -> None:
            self._loading = False
            if not self._over:
                self._draw(reading, format_, choice, page, scale)

        def have_not(failure: Failure) -> None:
            self._loading = False
            self._failed(failure)

        self._load(format_, choice, have, have_not)

    def _draw(
        self, reading: Reading, format_: str, choice: Choice, page: int, scale: float
    ) -> None:
        from app.exports import export_values  # noqa: PLC0415 (not needed to start)

        job = self._job = self._drawer.ask(
            Do.PREVIEW,
            lambda: {**export_values(reading, format_, choice), "page": page, "scale": scale},
            _shown,
        )
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        if self._wish is not None:
            self._patience.start()

    def _done(self, shown: Shown) -> None:
        self._ended()
        if not self._over:
            self.made.emit(shown)

    def _failed(self, failure: Failure) -> None:
        self._ended()
        # What is wished for by now may well be made.
        if not self._over and self._wish is None:
            self.failed.emit(failure)

    def _ended(self) -> None:
        self._job = None
        self._patience.stop()
        if self._wish is not None and not self._settle.isActive():
            self._settle.start(0)

    def _give_up(self) -> None:
        if self._job is not None and self._wish is not None:
            self._drawer.cancel(self._job)
            self._job = None
            self._start()


class PageShown(QLabel):
    """One page, as large as there is room."""

    turned = Signal(int)  # by how many pages
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Preview"))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    @property
    def image(self) -> QImage | None:
        return self._image

    def sizeHint(self) -> QSize:
        return QSize(430, 600)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_PageDown | Qt.Key.Key_Down | Qt.Key.Key_Right | Qt.Key.Key_Space:
                self.turned.emit(1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_Up | Qt.Key.Key_Left | Qt.Key.Key_Backspace:
                self.turned.emit(-1)
            case Qt.Key.Key_Home:
                self.turned.emit(-(10**6))
            case Qt.Key.Key_End:
                self.turned.emit(10**6)
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def page_box(self) -> QRectF:
        """Return where the page stands."""
        ratio = 2**0.5
        if self._image is not None and self._image.width():
            ratio = self._image.height() / self._image.width()
        room = QRectF(self.rect()).adjusted(16, 16, -16, -12)
        width = min(room.width(), room.height() / ratio)
        return QRectF(room.center().x() - width / 2, room.top(), width, width * ratio)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = self.page_box()
        # Paper is white under every theme.
        painter.fillRect(box, theme_named("light").color("field"))
        if self._image is not None:
            painter.drawImage(box, self._image)
        else:
            painter.setPen(theme_named("light").color("ink3"))
            painter.setFont(pane_font(13))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr("Making the preview…"))
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawRect(box)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.drawRect(box.adjusted(-3, -3, 3, 3))
        painter.end()


class ExportPreview(QWidget):
    """The page or the text, and what turns the pages."""

    page_wanted = Signal(int)
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exportPreview")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._page = self._pages = 0
        self.page = PageShown(theme)
        self.page.turned.connect(self.turn)
        self.page.resized.connect(self.resized)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.text.setAccessibleName(tr("Preview"))
        font = QFont("monospace")
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPixelSize(12)
        self.text.setFont(font)
        self.says = label("", quiet=True)
        self.says.setWordWrap(True)
        self.says.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.says.setContentsMargins(32, 0, 32, 0)
        self.stack = QStackedWidget()
        for part in (self.page, self.text, self.says):
            self.stack.addWidget(part)
        self.back = IconButton(tr("Previous page"), "chevron-left")
        self.on = IconButton(tr("Next page"), "chevron-right")
        for button in (self.back, self.on):
            button.set_theme(theme)
        self.back.clicked.connect(lambda: self.turn(-1))
        self.on.clicked.connect(lambda: self.turn(1))
        self.count = label("", second=True)
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        turner = QHBoxLayout()
        turner.setContentsMargins(12, 0, 12, 8)
        turner.addStretch()
        turner.addWidget(self.back)
        turner.addWidget(self.count)
        turner.addWidget(self.on)
        turner.addStretch()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.stack, 1)
        body.addLayout(turner)
        self._tell_turns()

    def scale(self) -> float:
        """Return how many pixels of the screen a point is shown by."""
        return max(0.2, self.page.page_box().width() * self.devicePixelRatioF() / PAGE_WIDTH)

    def show_made(self, shown: Shown) -> None:
        """Show what was made."""
        self._page, self._pages = shown.page, shown.pages
        if shown.image is not None:
            self.page.show_image(shown.image)
            self.page.setAccessibleDescription(self._where())
            self.stack.setCurrentWidget(self.page)
        elif shown.text:
            self.text.setPlainText(shown.text)
            self.stack.setCurrentWidget(self.text)
        else:
            self._say(tr("This form is not shown here. Open the file to see it."))
        self._tell_turns()

    def say(self, words: str) -> None:
        """Say why there is nothing to be seen."""
        self._page = self._pages = 0
        self._say(words)
        self._tell_turns()

    def turn(self, by: int) -> None:
        """Go so many pages on."""
        page = max(0, min(self._page + by, self._pages - 1))
        if page != self._page:
            self._page = page
            self._tell_turns()
            announce(self, self._where())
            self.page_wanted.emit(page)

    @property
    def at(self) -> int:
        """The page that is shown, from 0."""
        return self._page

    def _say(self, words: str) -> None:
        self.says.setText(words)
        self.stack.setCurrentWidget(self.says)

    def _where(self) -> str:
        return tr("Page {page} of {pages}", page=self._page + 1, pages=self._pages)

    def _tell_turns(self) -> None:
        several = self._pages > 0
        for part in (self.back, self.on, self.count):
            part.setVisible(several)
        self.back.setEnabled(self._page > 0)
        self.on.setEnabled(self._page < self._pages - 1)
        self.count.setText(self._where() if several else "")


def _shown(result: dict[str, Any]) -> Shown:
    """Unpack a preview; on the decoding thread, for it takes a moment."""
    if "text" in result:
        return Shown(text=str(result["text"]))
    width, height = int(result["width"]), int(result["height"])
    pixels = zlib.decompress(base64.b64decode(result["pixels"]))
    if len(pixels) != 4 * width * height:
        raise ValueError("pixels")
    image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
    return Shown(image, int(result["page"]), int(result["pages"]))
