"""Small controls several panes share."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from app.language import tr
from app.rendering.icons import pixmap
from app.rendering.palette import Theme

SIGN, SIGN_LEFT, SIGN_ROOM = 16, 8, 22
"""Size of a field's icon, how far from its edge it stands, and how far the text moves for it."""

TARGET = 24
"""Pixels of the least that is clicked."""


def enlarge_button(field: QLineEdit) -> None:
    """Make the button at the end of a field large enough to aim at."""
    side = min(TARGET, field.height())
    for button in field.findChildren(QToolButton):
        button.setGeometry(field.width() - side - 3, (field.height() - side) // 2, side, side)


def icon(name: str, color: QColor, size: int = 16) -> QIcon:
    """Return an icon as sharp as the sharpest screen, and no picture more: windows start sooner."""
    return QIcon(pixmap(name, color, size, QGuiApplication.primaryScreen().devicePixelRatio()))


class SearchField(QLineEdit):
    """A field with an icon before the text and a cross to clear it; Esc clears it too.

    `left` tells that the reader is done with it (Esc in the empty field, or Down).
    """

    left = Signal()

    def __init__(self, name: str, picture: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setFixedHeight(30)
        self._picture = picture
        self._sign = QPixmap()
        # Painted, not an action: that would be a button that does nothing.
        self.setTextMargins(SIGN_ROOM, 0, 0, 0)
        self._clear = QAction(tr("Clear"), self)
        self._clear.setToolTip(tr("Clear"))
        self._clear.triggered.connect(self.clear)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self.textChanged.connect(self._offer_clear)

    def set_theme(self, theme: Theme) -> None:
        self._sign = pixmap(self._picture, theme.color("ink3"), SIGN, self.devicePixelRatioF())
        self._clear.setIcon(icon("x", theme.color("ink3")))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(SIGN_LEFT, (self.height() - SIGN) // 2, self._sign)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        enlarge_button(self)

    def _offer_clear(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        enlarge_button(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            elif isinstance(self.window(), QDialog):
                event.ignore()  # it closes
            else:
                self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class IconButton(QToolButton):
    """A button that shows an icon and says its name."""

    def __init__(self, name: str, picture: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setIconSize(QSize(16, 16))
        self.setAutoRaise(True)

    def set_theme(self, theme: Theme) -> None:
        self.setIcon(icon(self._picture, theme.color("ink2")))


class LinkButton(QPushButton):
    """A button that looks like a link: the quiet choice."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("link", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class PrimaryButton(QPushButton):
    """The one button to press; at most one is in view."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("primary", True)


class ChoiceButton(QPushButton):
    """A button that shows what is chosen and opens a menu to choose again.

    The choices are told apart by their English, and said in the language spoken.
    """

    picked = Signal(str)

    def __init__(self, name: str, choices: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._arrow = QPixmap()
        self.choice = ""
        self.setProperty("choice", True)
        self.setToolTip(name)
        self._show(choices[0])
        menu = QMenu(self)
        for choice in choices:
            menu.addAction(tr(choice)).triggered.connect(
                lambda _=False, choice=choice: self.pick(choice)
            )
        self._menu = menu
        self.clicked.connect(self._open)

    def pick(self, choice: str) -> None:
        if choice != self.choice:
            self._show(choice)
            self.picked.emit(choice)

    def show_choice(self, choice: str) -> None:
        """Show what is chosen, be it offered or not, without saying so."""
        self._show(choice)

    def set_theme(self, theme: Theme) -> None:
        self._arrow = pixmap("chevron-down", theme.color("ink3"), 12, self.devicePixelRatioF())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(self.width() - 22, (self.height() - 12) // 2, self._arrow)
        painter.end()

    def _show(self, choice: str) -> None:
        self.choice = choice
        said = tr(choice)
        self.setText(said)
        self.setAccessibleName(f"{self._name}: {said}")

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


def label(text: str, **properties: bool) -> QLabel:
    """Return a label with the style sheet's properties set (quiet, second, head, title)."""
    made = QLabel(text)
    for name, value in properties.items():
        made.setProperty(name, value)
    return made


def give_focus_back(widget: QWidget | None) -> None:
    """Give the focus back to what had it before something else was opened, if it is still there."""
    if widget is not None and isValid(widget) and widget.isVisible():
        widget.setFocus(Qt.FocusReason.PopupFocusReason)
