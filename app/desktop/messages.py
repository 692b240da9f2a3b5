"""Where the window speaks: banner, toast, progress, and what stands there when nothing does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.desktop.announcing import announce
from app.desktop.controls import IconButton, LinkButton, PrimaryButton, icon, label
from app.desktop.cover import Cover
from app.desktop.notice import Notice
from app.language import later, tr
from app.rendering.palette import Theme

SHOW_PROGRESS_MS = 400
TOAST_MS = 8000
TEXT_WIDTH = 380
"""Pixels the words of an empty state take at most."""
OPENING = later("Drop an article here, paste an address, or open a file.")


class Banner(QFrame):
    """One line above the text, with at most one action; it stays until it is closed."""

    def __init__(self, notice: Notice, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.notice = notice
        self._picture = QLabel()
        self._text = QLabel(notice.text)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(notice.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        row.setSpacing(10)
        row.addWidget(self._picture)
        row.addWidget(self._text, 1)
        self.action: LinkButton | None = None
        if notice.action and notice.do is not None:
            self.action = LinkButton(notice.action)
            row.addWidget(self.action)
        self.close_button = IconButton(tr("Close this message"), "x")
        row.addWidget(self.close_button)
        self.setMinimumHeight(34)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        picture, ground, ink = self.notice.tone.value
        self._picture.setPixmap(icon(picture, theme.color(ink)).pixmap(QSize(16, 16)))
        self.close_button.set_theme(theme)
        self.setStyleSheet(
            f"#banner {{ background: {theme.hex(ground)};"
            f" border-bottom: 1px solid {theme.hex('line')}; }}"
        )


class Banners(QWidget):
    """The banners above the text, the newest last; one for each topic."""

    told = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: list[Banner] = []
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)

    def tell(self, notice: Notice) -> None:
        self.untell(notice.topic)
        banner = Banner(notice, self._theme)
        banner.close_button.clicked.connect(lambda: self._drop(banner))
        if banner.action is not None and notice.do is not None:
            do: Callable[[], None] = notice.do

            def act() -> None:
                self._drop(banner)
                do()

            banner.action.clicked.connect(act)
        self._shown.append(banner)
        self._body.addWidget(banner)
        self.told.emit()
        announce(self, notice.text)

    def untell(self, topic: str) -> None:
        """Take away the banner of a topic: what it said no longer holds."""
        for banner in [banner for banner in self._shown if banner.notice.topic == topic]:
            self._drop(banner)

    def texts(self) -> list[str]:
        """Return what is being said, for tests and assistive technology."""
        return [banner.notice.text for banner in self._shown]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for banner in self._shown:
            banner.set_theme(theme)

    def _drop(self, banner: Banner) -> None:
        if banner in self._shown:
            self._shown.remove(banner)
            self._body.removeWidget(banner)
            banner.hide()
            banner.deleteLater()


class Toast(QFrame):
    """A line at the bottom of its parent that goes by itself, not while the pointer is on it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._over = parent
        self._sides = (0, 0)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton()
        self._further = QPushButton()
        self._do: Callable[[], None] | None = None
        self._do_further: Callable[[], None] | None = None
        self.undo: Callable[[], None] | None = None
        self._button.clicked.connect(self._act)
        self._further.clicked.connect(self._act_further)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(16)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._further)
        self._timer = QTimer(self, singleShot=True, interval=TOAST_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def tell(self, notice: Notice) -> None:
        self._text.setText(notice.text)
        self._button.setText(notice.action)
        self._button.setVisible(bool(notice.action))
        self._do = notice.do
        text, self._do_further = notice.further or ("", None)
        self._further.setText(text)
        self._further.setVisible(bool(text))
        # A button has room of its own around its words.
        self._row.setContentsMargins(14, 6, 8 if notice.action or text else 14, 6)
        self.setAccessibleName(notice.text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, notice.text)

    def keep_between(self, left: int, right: int) -> None:
        """Stand clear of what covers so many pixels of the parent's sides."""
        self._sides = left, right
        self._place()

    def text(self) -> str:
        """Return what it says, "" while it does not show."""
        return self._text.text() if self.isVisible() else ""

    def withdraw(self, _index: int) -> None:
        """Go where `undo` is offered: the last change is no longer the one that is told of."""
        if self._do is not None and self._do == self.undo:
            self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    def eventFilter(self, _watched: object, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self._place()
        return False

    def _place(self) -> None:
        parent, (left, right) = self._over, self._sides
        for part in (self._text, self._button, self._further):
            part.ensurePolished()  # only then it knows its size
        free = parent.width() - left - right
        room = free - 24
        self._text.setWordWrap(False)
        self._row.invalidate()
        width, high = self.sizeHint().width(), self.sizeHint().height()
        if width > room:
            self._text.setWordWrap(True)
            self._row.invalidate()
            width, high = room, self._row.totalHeightForWidth(room)
        height = max(40, high)
        self.setGeometry(left + (free - width) // 2, parent.height() - height - 48, width, height)

    def _act(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()

    def _act_further(self) -> None:
        self.hide()
        if self._do_further is not None:
            self._do_further()


class ProgressStrip(Cover):
    """What goes on and how far it is, with a way to stop it; shown only for what takes a while.

    It lies over the bottom of its parent, so that the text does not move when it comes and goes.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        parent.installEventFilter(self)
        self.setObjectName("progressStrip")
        self._sides = (0, 0)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.what = label("", second=True)
        self._stop = QPushButton(tr("Cancel"))
        self._stop.setToolTip(tr("Stop this (Esc)"))
        self._stop.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        row.setSpacing(12)
        row.addWidget(self.bar)
        row.addWidget(self.what, 1)
        row.addWidget(self._stop)
        self._late = QTimer(self, singleShot=True, interval=SHOW_PROGRESS_MS)
        self._late.timeout.connect(self._appear)
        self._still = False
        self.hide()

    def keep_between(self, left: int, right: int) -> None:
        """Stand clear of what covers so many pixels of the parent's sides."""
        self._sides = left, right
        self._place()

    def set_still(self, still: bool) -> None:
        """Show no bar while nobody knows how long it takes: it would move by itself."""
        self._still = still
        self.bar.setVisible(not still or self.bar.maximum() > 0)

    def tell(self, what: str, done: int, total: int) -> None:
        """Show what goes on; nothing does when `what` is empty."""
        if not what:
            self._late.stop()
            self.hide()
            return
        far = tr("{what}, {done} of {total}", what=what, done=done, total=total)
        self.what.setText(far if total else what)
        self.bar.setAccessibleName(self.what.text())
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.set_still(self._still)
        if self.isHidden() and not self._late.isActive():
            self._late.start()

    def eventFilter(self, _watched: object, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self._place()
        return False

    def _appear(self) -> None:
        self._place()
        self.show()
        self.raise_()
        announce(self, tr("{what}. Esc stops it.", what=self.what.text()))

    def _place(self) -> None:
        (left, right), height = self._sides, self.sizeHint().height()
        width = self._over.width() - left - right
        self.setGeometry(left, self._over.height() - height, width, height)


class EmptyState(QWidget):
    """What stands where the article will be: what can be opened, at the very first start a tour."""

    open_wanted = Signal()
    address_wanted = Signal()
    import_wanted = Signal()
    tour_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel()
        self._title = label("", title=True)
        self._text = label("")
        quiet = label(tr("Everything stays on this computer."), quiet=True)
        for part in (self._picture, self._title, self._text, quiet):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setWordWrap(True)
        self._text.setFixedWidth(TEXT_WIDTH)
        self.open_button = PrimaryButton(tr("Open file…"))
        self.address_button = QPushButton(tr("Open address…"))
        self.tour_button = QPushButton(tr("Take the tour"))
        self.tour_button.setToolTip(
            tr("See on a sample article what the marks mean, in seven steps")
        )
        self.import_button = LinkButton(tr("Coming from another tool? Import its export…"))
        self.open_button.clicked.connect(self.open_wanted)
        self.address_button.clicked.connect(self.address_wanted)
        self.tour_button.clicked.connect(self.tour_wanted)
        self.import_button.clicked.connect(self.import_wanted)
        self.setFocusProxy(self.open_button)
        centred = QHBoxLayout()
        centred.addStretch()
        centred.addWidget(self._text)
        centred.addStretch()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        for button in (self.open_button, self.address_button, self.tour_button):
            buttons.addWidget(button)
        buttons.addStretch()
        body = QVBoxLayout(self)
        body.addStretch(2)
        for widget in (self._picture, self._title):
            body.addWidget(widget)
            body.addSpacing(6)
        body.addLayout(centred)
        body.addSpacing(12)
        body.addLayout(buttons)
        body.addSpacing(14)
        body.addWidget(self.import_button, 0, Qt.AlignmentFlag.AlignHCenter)
        body.addWidget(quiet)
        body.addStretch(3)
        self.tell(any_readings=False)
        self.set_theme(theme)

    def tell(self, *, any_readings: bool) -> None:
        """Say that nothing is open, or that there is nothing yet."""
        title = tr("Nothing open") if any_readings else tr("No readings yet")
        self._say(title, tr(OPENING))

    def tell_first(self) -> None:
        """Say what Sayso is for, and offer the tour: nothing was ever read here."""
        self._say(
            tr("Who says so?"),
            f"{tr('See in an article who says what, and what is counted.')}\n{tr(OPENING)}",
            tour=True,
        )

    def tell_closed(self) -> None:
        """Say that there is no library to keep anything in."""
        says = tr("You can read, but nothing is kept.")
        self._say(tr("The library is not open"), f"{says} {tr(OPENING)}")

    def texts(self) -> tuple[str, str]:
        """Return title and text, for tests and assistive technology."""
        return self._title.text(), self._text.text()

    def _say(self, title: str, text: str, *, tour: bool = False) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self.tour_button.setVisible(tour)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def set_theme(self, theme: Theme) -> None:
        self._picture.setPixmap(icon("book-open", theme.color("ink3"), 30).pixmap(QSize(30, 30)))
