"""The rows of the palette: an icon, the words with what was met in bold, and the key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.desktop.offers import Group, Offer
from app.desktop.pens import Face, Pen
from app.desktop.row_view import RowDelegate
from app.desktop.rows import Head, Index, Row, RowModel
from app.language import number, tr
from app.reading.spans import Span
from app.rendering.fonts import pane_font
from app.rendering.icons import pixmap
from app.rendering.palette import Theme

HEIGHT, HEAD = 38, 30
LEFT = 18
"""Pixels from the palette's border to its icons."""

TEXT = LEFT + 27
KEY_HEIGHT = 18


@dataclass(frozen=True)
class OfferRow(Row):
    """One offer in the list."""

    offer: Offer | None = None


def offer_rows(offers: Sequence[Offer]) -> list[Row]:
    """Return the rows of offers, each group under its head."""
    rows: list[Row] = []
    for group in Group:
        own = [offer for offer in offers if offer.group is group]
        if own:
            name = tr(group.value)
            rows.append(Head("", f"{name}, {number(len(own))}", name))
        rows += [OfferRow(offer.key, _spoken(offer), offer) for offer in own]
    return rows


def _spoken(offer: Offer) -> str:
    key = tr("key {key}", key=offer.keys) if offer.keys else ""
    why_not = tr("not now: {why}", why=offer.why_not) if offer.why_not else ""
    parts = (offer.text, why_not, offer.more, key, tr(offer.group.value))
    return ". ".join(part for part in parts if part)


class OfferDelegate(RowDelegate):
    """Paints offers; what can not be chosen now is quiet and says why."""

    head_height = HEAD

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Face(pane_font(11.5, QFont.Weight.DemiBold)))
        self._text = Face(pane_font(13.5))
        self._met = Face(pane_font(13.5, QFont.Weight.DemiBold))
        self._more = Face(pane_font(12))
        self._more_met = Face(pane_font(12, QFont.Weight.DemiBold))
        self._key = Face(pane_font(11.5))

    def height(self, row: Row, width: int) -> int:  # noqa: ARG002 (one line each)
        return HEIGHT

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, RowModel)
        row, rect = model.row(index), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected) and not row.is_head
        pen = Pen(painter, self.theme, on_selected=selected)
        if isinstance(row, Head):
            pen.write(self._head, "ink3", LEFT, rect.top() + 4, row.text, HEAD - 4)
        else:
            ground = QRectF(rect).adjusted(6, 1, -6, -1)
            if selected:
                pen.solid(ground, "sel", 6)
                if self.theme.is_contrast:
                    painter.setPen(QPen(self.theme.color("ink"), 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 5, 5)
            elif option.state & QStyle.StateFlag.State_MouseOver:
                pen.solid(ground, "hover", 6)
            self.draw(pen, rect, row, selected=selected)
        painter.restore()

    def draw(self, pen: Pen, rect: QRect, row: Row, *, selected: bool) -> None:  # noqa: ARG002
        assert isinstance(row, OfferRow)
        assert row.offer is not None
        offer = row.offer
        right = self._draw_key(pen, rect, offer.keys) if offer.keys else rect.right() - LEFT
        tint = self.theme.color(pen.quiet if offer.why_not else "ink2")
        ratio = pen.painter.device().devicePixelRatioF()
        image = pixmap(offer.picture, tint, 16, ratio)
        pen.painter.drawPixmap(QPointF(LEFT, rect.top() + (HEIGHT - 16) / 2), image)
        room, x = right - TEXT - 10, float(TEXT)
        more = tr("not now: {why}", why=offer.why_not) if offer.why_not else offer.more
        met = offer.met
        # What stands beside gets so much of the room where there is not enough for both.
        wanted = self._more.width(more) + _wider(met.further) + 13 if more else 0
        least = min(wanted, room * 0.45)
        ink = pen.quiet if offer.why_not else "ink"
        faces = (self._text, self._met)
        x += self._write(pen, faces, ink, x, rect, offer.text, met.found, room - least)
        if more:
            left = right - 10 - x - 12
            further = () if offer.why_not else met.further
            faces = (self._more, self._more_met)
            self._write(pen, faces, pen.quiet, x + 12, rect, more, further, left)

    def _draw_key(self, pen: Pen, rect: QRect, key: str) -> float:
        """Draw a key at the right border; return where it begins."""
        wide = max(22.0, self._key.width(key) + 12)
        box = QRectF(
            rect.right() - LEFT - wide, rect.top() + (HEIGHT - KEY_HEIGHT) / 2, wide, KEY_HEIGHT
        )
        pen.painter.setPen(QPen(self.theme.color("line"), 1))
        pen.painter.setBrush(self.theme.color("field"))
        pen.painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        x = box.left() + (wide - self._key.width(key)) / 2
        pen.write(self._key, "ink2", x, box.top(), key, KEY_HEIGHT)
        return box.left()

    def _write(
        self,
        pen: Pen,
        faces: tuple[Face, Face],
        ink: str,
        x: float,
        rect: QRect,
        text: str,
        met: Sequence[Span],
        room: float,
    ) -> float:
        """Write one line with what was met in bold and accent; return its width."""
        plain, bold = faces
        shown = plain.elided(text, room - _wider(met))
        whole = len(shown) if shown == text else len(shown) - 1
        place, at = 0, x
        for start, end in met:
            if start >= whole:
                break
            at += pen.write(plain, ink, at, rect.top(), shown[place:start], HEIGHT)
            place = min(end, whole)
            at += pen.write(bold, "accent", at, rect.top(), shown[start:place], HEIGHT)
        at += pen.write(plain, ink, at, rect.top(), shown[place:], HEIGHT)
        return at - x


def _wider(met: Sequence[Span]) -> float:
    """Return how much wider a line gets by what is bold in it, in pixels, rather too much."""
    return sum(end - start for start, end in met) * 0.6
