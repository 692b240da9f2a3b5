"""How the palette looks: a field and a list over the window, which is dimmed meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.desktop.announcing import announce
from app.desktop.controls import label
from app.desktop.offer_rows import HEAD, HEIGHT, LEFT, OfferDelegate, OfferRow
from app.desktop.offers import Offer
from app.desktop.row_view import RowView
from app.desktop.rows import Row
from app.language import later, tr
from app.rendering.icons import pixmap
from app.rendering.palette import Theme

WIDTH, TOP = 640, 84
FIELD, FOOT = 52, 34
BELOW = 40
"""Pixels of the window that stay free below the palette at least."""

SHADOW = 34
DIM, DIM_DARK = 0.16, 0.5
"""How much of what dims it lies over a light window, and over a dark one."""

NAME = later("Find a command, a person, a passage or a reading")
PREFIXES = (
    (">", later("commands")),
    ("@", later("people")),
    ("#", later("in this reading")),
    (":", later("go to")),
)
KEYS = (
    (("↑", "↓"), later("move")),
    (("Enter",), later("choose")),
    (("Esc",), later("close")),
)


class PaletteField(QLineEdit):
    """The field; the keys that move through the list are the list's."""

    moved = Signal(int)  # by so many rows
    chosen = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(NAME))
        self.setPlaceholderText(tr("Type what you look for"))
        self.setFrame(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = 8
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_Tab: 1,
            Qt.Key.Key_Backtab: -1,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.moved.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Tab would leave the field before it is seen as a key.
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in tabs:
            self.keyPressEvent(event)
            return True
        return super().event(event)


class PaletteView(QWidget):
    """Covers its window; what is typed and chosen is told, what is offered is shown."""

    typed = Signal(str)
    chosen = Signal(object)  # Offer
    left = Signal()

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self._behind: QPixmap | None = None
        self.setObjectName("commandPalette")
        self.setAccessibleName(tr("Palette"))
        self._panel = QFrame(self)
        self._panel.setObjectName("palettePanel")
        self.field = PaletteField()
        self._picture = QLabel()
        self._hints = QWidget()
        self._delegate = OfferDelegate(theme)
        self.view = RowView(tr("What can be chosen"))
        self._delegate.setParent(self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = label(tr("Nothing matches."), quiet=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count = label("", quiet=True)
        self._lay_out()
        self.field.textChanged.connect(self._typed)
        self.field.moved.connect(self._move)
        self.field.chosen.connect(self._choose)
        self.field.left.connect(self.left)
        self.view.clicked.connect(self._clicked)
        self.view.selectionModel().currentChanged.connect(self._tell_current)
        self._away = QTimer(self, singleShot=True, interval=0)
        self._away.timeout.connect(self._leave_if_away)
        window.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr] # there is one
        self.hide()

    def open(self, text: str, theme: Theme) -> None:
        """Show the palette with `text` in its field."""
        self.set_theme(theme)
        self.view.show_rows([])
        self.field.setText(text)
        self._behind_it(self.window().grab())
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.setCursorPosition(len(text))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.set_theme(theme)
        self._dress()
        self._behind_it(None)

    def show_offers(self, rows: Sequence[Row], told: str) -> None:
        """List what is offered; the row the reader is at stays the current one where it can.

        `told` says how many there are.
        """
        at, index = self.view.current_key(), self.view.currentIndex().row()
        self.view.show_rows(rows)
        places = {row.key: place for place, row in enumerate(rows) if not row.is_head}
        # The first row is current until the reader has gone to another one.
        if not self._gone or at not in places:
            at = next(iter(places), "")
        if at:
            self.view.follow(at)
            if index < 0:
                self.view.scrollToTop()
        self._nothing.setVisible(not rows)
        self.view.setVisible(bool(rows))
        self.count.setText(told)
        self.field.setAccessibleDescription(told)
        self._place()

    def offers(self) -> list[Offer]:
        """Return what is listed."""
        rows = self.view.rows().all()
        return [row.offer for row in rows if isinstance(row, OfferRow) and row.offer is not None]

    def current(self) -> Offer | None:
        """Return the offer that Enter chooses."""
        row = self.view.current_row()
        return row.offer if isinstance(row, OfferRow) else None

    # Qt

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._behind is not None:
            painter.drawPixmap(0, 0, self._behind)
        painter.fillRect(self.rect(), self._scrim())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        panel = QRectF(self._panel.geometry())
        painter.setPen(Qt.PenStyle.NoPen)
        for step in range(SHADOW, 0, -2):
            # Many faint layers, denser towards the panel, fall off like a soft shadow.
            painter.setBrush(QColor(0, 0, 0, 2))
            grown = panel.adjusted(-step * 0.7, -step * 0.5 + 8, step * 0.7, step * 0.7 + 8)
            painter.drawRoundedRect(grown, 10 + step * 0.6, 10 + step * 0.6)
        painter.setBrush(self._theme.color("field"))
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawRoundedRect(panel.adjusted(-0.5, -0.5, 0.5, 0.5), 10, 10)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.left.emit()

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Keep the focus in the field."""
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent() and self.isVisible():
            self._behind_it(None)
            self._place()
        return super().eventFilter(watched, event)

    # Inside

    def _scrim(self) -> QColor:
        """Return what dims the window: ink, and where ink is light, the darkest ground."""
        theme = self._theme
        if theme.color("ink").lightness() > theme.color("paper").lightness():
            return theme.color("chrome", DIM_DARK)
        return theme.color("ink", DIM)

    def _behind_it(self, picture: QPixmap | None) -> None:
        """Show a picture of the window behind the palette, or the window itself.

        With a picture the window need not be painted again whenever a letter is typed.
        """
        self._behind = picture
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, picture is not None)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(LEFT, 0, LEFT, 0)
        head.setSpacing(10)
        head.addWidget(self._picture)
        head.addWidget(self.field, 1)
        head.addWidget(self._hints)
        self.field.setFixedHeight(FIELD)
        hints = QHBoxLayout(self._hints)
        hints.setContentsMargins(0, 0, 0, 0)
        hints.setSpacing(5)
        for sign, meaning in PREFIXES:
            hints.addWidget(_key(sign))
            hints.addWidget(label(tr(meaning), quiet=True))
            hints.addSpacing(4)
        foot = QHBoxLayout()
        foot.setContentsMargins(LEFT, 0, LEFT, 0)
        foot.setSpacing(5)
        for keys, meaning in KEYS:
            for key in keys:
                foot.addWidget(_key(key))
            foot.addWidget(label(tr(meaning), quiet=True))
            foot.addSpacing(12)
        foot.addStretch()
        foot.addWidget(self.count)
        self._foot = QFrame()
        self._foot.setObjectName("paletteFoot")
        self._foot.setFixedHeight(FOOT)
        self._foot.setLayout(foot)
        top = QFrame()
        top.setObjectName("paletteHead")
        top.setFixedHeight(FIELD + 1)
        top.setLayout(head)
        body = QVBoxLayout(self._panel)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(top)
        body.addWidget(self._nothing, 1)
        body.addWidget(self.view, 1)
        body.addWidget(self._foot)
        self._nothing.hide()
        self._gone = False

    def _place(self) -> None:
        """Cover the window, with the panel as high as what it lists."""
        window = self.parentWidget()
        assert window is not None
        self.setGeometry(window.rect())
        width = min(WIDTH, self.width() - 32)
        rows = self.view.rows().all()
        # What would need a scroll bar in a window of the usual size is not counted.
        high = sum(HEAD if row.is_head else HEIGHT for row in islice(rows, 40))
        free = self.height() - TOP - BELOW - FIELD - FOOT - 1
        list_high = min(high + 10, max(3 * HEIGHT, free)) if rows else 2 * HEIGHT
        left = (self.width() - width) // 2
        panel = QRect(left, TOP, width, FIELD + 1 + list_high + FOOT)
        before = self._panel.geometry()
        if panel != before:
            self._panel.setGeometry(panel)
            self.update(before.united(panel).adjusted(-SHADOW, -SHADOW, SHADOW, SHADOW))
        self._fit_hints()

    def _fit_hints(self) -> None:
        """Show what the prefixes mean as long as the words leave room for it."""
        words = self.field.fontMetrics().horizontalAdvance(self.field.text())
        room = self._panel.width() - self._hints.sizeHint().width() - 3 * LEFT - 40
        self._hints.setVisible(words < room and room > 120)

    def _typed(self, text: str) -> None:
        self._gone = False
        self._fit_hints()
        self.typed.emit(text)

    def _move(self, by: int) -> None:
        """Go on by so many rows; a single step goes round at the ends."""
        places = [place for place, row in enumerate(self.view.rows().all()) if not row.is_head]
        if not places:
            return
        self._gone = True
        here = self.view.currentIndex().row()
        at = places.index(here) if here in places else -1
        to = at + by
        to = to % len(places) if abs(by) == 1 else min(max(to, 0), len(places) - 1)
        self.view.follow(self.view.rows().all()[places[to]].key)
        if to == 0:
            self.view.scrollToTop()

    def _choose(self) -> None:
        offer = self.current()
        if offer is not None:
            self.chosen.emit(offer)

    def _clicked(self, index: QModelIndex) -> None:
        row = self.view.rows().row(index)
        if isinstance(row, OfferRow) and row.offer is not None:
            self.chosen.emit(row.offer)

    def _tell_current(self, index: QModelIndex) -> None:
        if index.isValid() and self.isVisible():
            announce(self.view, self.view.rows().row(index).spoken)

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self.isVisible() and now is not None and not self.isAncestorOf(now):
            # An article that has just arrived takes the focus; the palette may take it back.
            self._away.start()

    def _leave_if_away(self) -> None:
        focus = QApplication.focusWidget()
        if self.isVisible() and focus is not None and not self.isAncestorOf(focus):
            self.left.emit()

    def _dress(self) -> None:
        theme = self._theme
        ratio = self.devicePixelRatioF()
        picture: QPixmap = pixmap("search", theme.color("ink2"), 18, ratio)
        self._picture.setPixmap(picture)
        self._panel.setStyleSheet(
            f"#palettePanel {{ background: transparent; border: none; }}"
            f"#paletteHead {{ background: transparent; border: none;"
            f" border-bottom: 1px solid {theme.hex('line')}; }}"
            f"#paletteFoot {{ background: transparent; border: none;"
            f" border-top: 1px solid {theme.hex('line')}; }}"
            f"QLineEdit, QLineEdit:focus {{ background: transparent; border: none; padding: 0;"
            f" font-size: 16px; }}"
            f"QListView {{ background: {theme.hex('field')}; border: none; padding: 4px 0; }}"
            f"QLabel[keycap='true'] {{ border: 1px solid {theme.hex('line')}; border-radius: 4px;"
            f" color: {theme.hex('ink2')}; font-size: 11.5px; padding: 0 5px; }}"
        )


def _key(sign: str) -> QLabel:
    made = label(sign, keycap=True)
    made.setFixedHeight(18)
    return made
