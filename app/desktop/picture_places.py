"""The pictures in the text of a page: what is at a point, and asking for one, by keyboard too."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from app.desktop.page import Page
from app.language import tr
from app.reading.document import Picture
from app.reading.pictures import is_embedded
from app.rendering.illustrations import Illustrations

APART, RING, ROUND = 2, 2, 6
"""Pixels a ring stands outside what it is around, how thick it is, and how round."""

_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class PicturePlaces(QObject):
    """Tells of the pictures on a page, and leads the Tab key through those that can be asked for."""

    wanted = Signal()
    opened = Signal(str)  # the address of a picture the browser is to show

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._at = ""  # the address of the picture the Tab key came to

    @property
    def _drawn(self) -> Illustrations:
        return self._page.illustrations

    def at(self, point: QPointF) -> Picture | None:
        """Return the picture at a point of the viewport, or the one that is to be there."""
        page = self._page
        if page.is_setting():
            return None
        return self._drawn.at(page.typeset, page.column_width, page.on_page(point))

    def asks_at(self, point: QPointF) -> bool:
        """Tell whether the words at a point of the viewport ask for a picture."""
        on_page = self._page.on_page(point)
        return any(words.contains(on_page) for _, _, words in self._offers())

    def shape_at(self, point: QPointF) -> Qt.CursorShape:
        """Return the pointer's shape at a point of the viewport: text where there is no picture."""
        if self.at(point) is None:
            return Qt.CursorShape.IBeamCursor
        asks = self.asks_at(point)
        return Qt.CursorShape.PointingHandCursor if asks else Qt.CursorShape.ArrowCursor

    def menu_of(self, picture: Picture) -> QMenu:
        """Return what can be done with a picture, to be shown once."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu, picture)
        return menu

    def _fill(self, menu: QMenu, picture: Picture) -> None:
        address = picture.address
        image = self._drawn.image_of(address)
        if image is not None:
            shown = menu.addAction(tr("Copy the picture"))
            shown.triggered.connect(lambda: QGuiApplication.clipboard().setImage(image))
        if not is_embedded(address):
            copied = menu.addAction(tr("Copy the picture’s address"))
            copied.triggered.connect(lambda: QGuiApplication.clipboard().setText(address))
            opened = menu.addAction(tr("Open the picture in your browser"))
            opened.triggered.connect(lambda: self.opened.emit(address))
        if image is None:
            menu.addSeparator()
            menu.addAction(tr("Show pictures")).triggered.connect(self.wanted)

    # By keyboard

    def menu_of_those_in_view(self) -> QMenu | None:
        """Return the page's own menu with one more in it for each picture in view, to be shown once.

        None where no picture is in view.
        """
        page = self._page
        if page.is_setting():
            return None
        top, height = page.verticalScrollBar().value(), page.viewport().height()
        boxes = self._drawn.boxes(page.typeset, page.column_width)
        seen = [one for one, box in boxes if box.bottom() > top and box.top() < top + height]
        if not seen:
            return None
        menu = page.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSeparator()
        for picture in seen:
            self._fill(menu.addMenu(_called(picture).replace("&", "&&")), picture)
        return menu

    def step(self, *, forward: bool) -> bool:
        """Go to the next picture that can be asked for, or the one before; False at the end.

        From the text on that is the first one in view or below.
        """
        offers = self._offers()
        if self._at:
            places = [picture.address for picture, _, _ in offers]
            there = places.index(self._at) + (1 if forward else -1) if self._at in places else -1
        elif forward:
            top = self._page.verticalScrollBar().value()
            below = (n for n, (_, box, _) in enumerate(offers) if box.bottom() > top)
            there = next(below, len(offers))
        else:
            return False
        if 0 <= there < len(offers):
            picture, box, _ = offers[there]
            self._at = picture.address
            self._page.show_box(box)
            self.follow()
            self._button.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if self._at:
            self._page.setFocus(Qt.FocusReason.OtherFocusReason)
            return not forward
        return False

    def follow(self) -> None:
        """Keep what has the focus at its picture; it goes to the text where that is there now."""
        if not self._at:
            return
        for picture, _, words in self._offers():
            if picture.address == self._at:
                top = self._page.verticalScrollBar().value()
                self._button.tell(self._drawn.offer_of(picture), _called(picture))
                self._button.stand(words.translated(0, -top).toAlignedRect())
                return
        if self._button.hasFocus():
            self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    @cached_property
    def _button(self) -> _Words:
        button = _Words(self._page.viewport(), self._page)
        QWidget.setTabOrder(self._page, button)
        button.clicked.connect(self.wanted)
        button.left.connect(self._left)
        return button

    def _left(self) -> None:
        self._at = ""

    def _offers(self) -> list[tuple[Picture, QRectF, QRectF]]:
        """Return the pictures that can be asked for, with their boxes and those of the words."""
        page = self._page
        if page.is_setting():
            return []
        return list(self._drawn.offers(page.typeset, page.column_width))


def _called(picture: Picture) -> str:
    return tr("Picture: {alt}", alt=picture.alt) if picture.alt else tr("Picture")


class _Words(QAbstractButton):
    """The words that ask for a picture, while they have the focus: the page draws them."""

    left = Signal()

    def __init__(self, viewport: QWidget, page: Page) -> None:
        super().__init__(viewport)
        self._page = page
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def tell(self, does: str, about: str) -> None:
        """Take on what pressing does, and which picture it is about."""
        self.setText(does)
        self.setAccessibleName(f"{does}. {about}")

    def stand(self, words: QRect) -> None:
        """Stand around these words of the viewport."""
        around = APART + RING
        self.setGeometry(words.adjusted(-around, -around, around, around))
        self.show()
        self.raise_()

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and _is_meant(event):
            event.accept()  # here they mean the picture, not the mark in focus
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESSES:
            self.click()
        elif event.key() == Qt.Key.Key_Escape:
            self._page.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            event.ignore()  # the page scrolls

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.MenuBarFocusReason,
        ):
            self.left.emit()
            self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._page.style_of_text.theme.color("accent"), RING))
        half = RING / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, ROUND, ROUND)
        painter.end()


def _is_meant(event: QKeyEvent) -> bool:
    return event.key() in (*_PRESSES, Qt.Key.Key_Escape) and event.modifiers() in _PLAIN
