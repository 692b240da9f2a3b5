"""Icons: Lucide outlines, drawn in a colour of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app import paths

STROKE = 1.75
"""Line width on the 24-unit grid the icons are drawn on."""

RATIOS = (1.0, 1.5, 2.0, 3.0)
"""Device pixel ratios an icon holds a sharp picture for."""


def icon(name: str, color: QColor, size: int = 16) -> QIcon:
    """Return an icon by its Lucide name; raise ValueError when it is not shipped."""
    return _icon(name, color.name(QColor.NameFormat.HexArgb), size)


def pixmap(name: str, color: QColor, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a picture of `size` logical pixels at a device pixel ratio."""
    return _pixmap(name, color.name(QColor.NameFormat.HexArgb), size, ratio)


def draw(painter: QPainter, name: str, color: QColor, box: QRectF) -> None:
    """Draw an icon's outline itself: slower than its picture, and sharp at any size and scale."""
    painter.save()
    painter.setOpacity(color.alphaF())
    _renderer(name, color.name()).render(painter, box)
    painter.restore()


@lru_cache(maxsize=256)
def _icon(name: str, color: str, size: int) -> QIcon:
    built = QIcon()
    for ratio in RATIOS:
        built.addPixmap(_pixmap(name, color, size, ratio))
    return built


@lru_cache(maxsize=1024)
def _pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    tint = QColor(color)
    outline = _renderer(name, tint.name())
    side = round(size * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setOpacity(tint.alphaF())
    outline.render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=256)
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(
        QByteArray(
            _outline(name)
            .replace("currentColor", color)
            .replace('stroke-width="2"', f'stroke-width="{STROKE}"')
            .encode()
        )
    )


@lru_cache(maxsize=256)
def _outline(name: str) -> str:
    file = paths.resource("icons", f"{name}.svg")
    if not file.is_file():
        raise ValueError(f"no icon is called {name!r}")
    return file.read_text(encoding="utf-8")
