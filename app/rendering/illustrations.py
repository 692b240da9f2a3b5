"""The pictures of an article in its column, and what stands in their place until they are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen

from app.language import tr
from app.reading.document import Picture
from app.rendering.fonts import pane_font
from app.rendering.layout import PLACEHOLDER, Style, Typeset
from app.rendering.palette import theme_named

TALLEST = 900
"""Pixels a picture is high at 100 % at most."""

_SIZE = 13
_EDGE = 14
_ROUND = 6
_TARGET = 24
_JOINT = "  ·  "


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture as it is drawn, and the size in pixels it came in."""

    image: QImage
    size: QSize


@dataclass(slots=True)
class Illustrations:
    """What is known of an article's pictures, by their addresses."""

    _there: dict[str, Decoded] = field(default_factory=dict)
    _coming: set[str] = field(default_factory=set)
    _missing: set[str] = field(default_factory=set)

    def clear(self) -> None:
        """Forget all: another article is shown."""
        self._there.clear()
        self._coming.clear()
        self._missing.clear()

    def show(self, address: str, decoded: Decoded) -> None:
        """Draw a picture from now on."""
        self._there[address] = decoded
        self._coming.discard(address)
        self._missing.discard(address)

    def expect(self, addresses: Iterable[str]) -> None:
        """Say of pictures that they are on their way."""
        self._coming.update(addresses)
        self._missing.difference_update(self._coming)

    def miss(self, addresses: Iterable[str]) -> None:
        """Say of pictures that they did not come."""
        lost = set(addresses)
        self._missing |= lost
        self._coming -= lost

    def image_of(self, address: str) -> QImage | None:
        """Return a picture as large as it is drawn; None for one that is not there."""
        decoded = self._there.get(address)
        return None if decoded is None else decoded.image

    def heights(self, typeset: Typeset, column: float) -> dict[int, float]:
        """Return how much room each picture takes, by its row."""
        return {
            number: self._size(picture, typeset.style, column)[1]
            for number, picture in typeset.composition.pictures.items()
        }

    def boxes(self, typeset: Typeset, column: float) -> Iterator[tuple[Picture, QRectF]]:
        """Yield each picture with its box on the page, as far as the text is laid out."""
        layout = typeset.qt.documentLayout()
        for number, picture in typeset.composition.pictures.items():
            block = typeset.qt.findBlockByNumber(number)
            if not block.isValid() or block.layout().lineCount() == 0:
                return
            corner = layout.blockBoundingRect(block).topLeft()
            yield picture, QRectF(corner, QSizeF(*self._size(picture, typeset.style, column)))

    def at(self, typeset: Typeset, column: float, point: QPointF) -> Picture | None:
        """Return the picture at a point of the page, None for none."""
        found = self.boxes(typeset, column)
        return next((picture for picture, box in found if box.contains(point)), None)

    def offers(self, typeset: Typeset, column: float) -> Iterator[tuple[Picture, QRectF, QRectF]]:
        """Yield the pictures that can be asked for: each with its box, and that of the words."""
        for picture, box in self.boxes(typeset, column):
            if picture.address not in self._there and picture.address not in self._coming:
                yield picture, box, self._button(picture, box, typeset.style)

    def offer_of(self, picture: Picture) -> str:
        """Return the words that ask for a picture, "" where there is nothing to ask for."""
        return self._said(picture)[1]

    def paint(self, painter: QPainter, typeset: Typeset, column: float, area: QRectF) -> None:
        """Draw what lies in an area of the page."""
        for picture, box in self.boxes(typeset, column):
            if not box.intersects(area):
                continue
            decoded = self._there.get(picture.address)
            if decoded is None:
                self._paint_place(painter, picture, box, typeset.style)
                continue
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if decoded.image.hasAlphaChannel():
                # What is drawn on nothing was drawn for a light page.
                painter.fillRect(box, theme_named("light").color("paper"))
            painter.drawImage(box, decoded.image)

    def _size(self, picture: Picture, style: Style, column: float) -> tuple[float, float]:
        decoded = self._there.get(picture.address)
        if decoded is None:
            return column, PLACEHOLDER * style.scale
        wide, high = max(1, decoded.size.width()), max(1, decoded.size.height())
        width = min(column, wide * style.scale, TALLEST * style.scale * wide / high)
        return round(width), max(1, round(width * high / wide))

    def _said(self, picture: Picture) -> tuple[str, str]:
        """Return what is said in a picture's place, and the words that do something about it."""
        if picture.address in self._coming:
            return tr("Picture") + _JOINT + tr("on its way"), ""
        if picture.address in self._missing:
            return tr("This picture could not be fetched"), tr("Try again")
        return tr("Picture"), tr("Show pictures")

    def _button(self, picture: Picture, box: QRectF, style: Style) -> QRectF:
        words, does = self._said(picture)
        metrics = QFontMetricsF(pane_font(_SIZE * style.scale))
        left = box.left() + _EDGE * style.scale + metrics.horizontalAdvance(words + _JOINT)
        line = self._lines(picture, box)[1]
        height = max(_TARGET, line.height())
        middle = line.center().y() - height / 2
        return QRectF(left, middle, metrics.horizontalAdvance(does), height)

    def _lines(self, picture: Picture, box: QRectF) -> tuple[QRectF, QRectF]:
        """Return the boxes of the line that says what is shown, and of the one under it."""
        if not picture.alt:
            return QRectF(), box
        half = box.height() * 0.36
        middle = box.center().y()
        upper = QRectF(box.left(), middle - half, box.width(), half)
        return upper, QRectF(box.left(), middle, box.width(), half)

    def _paint_place(self, painter: QPainter, picture: Picture, box: QRectF, style: Style) -> None:
        theme = style.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("paper"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
        font = pane_font(_SIZE * style.scale)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        edge = _EDGE * style.scale
        upper, lower = self._lines(picture, box)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if picture.alt:
            room = upper.adjusted(edge, 0, -edge, 0)
            alt = metrics.elidedText(picture.alt, Qt.TextElideMode.ElideRight, room.width())
            painter.setPen(theme.color("ink2"))
            painter.drawText(room, flags, alt)
        words, does = self._said(picture)
        painter.setPen(theme.color("ink3"))
        told = words + _JOINT if does else words
        painter.drawText(lower.adjusted(edge, 0, 0, 0), flags, told)
        if does:
            painter.setPen(theme.color("accent"))
            left = edge + metrics.horizontalAdvance(told)
            painter.drawText(lower.adjusted(left, 0, 0, 0), flags, does)
        painter.restore()
