"""The card that explains one mark: who says it, what it means, why it was marked, how sure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.desktop.card_facts import (
    SURE,
    CardFacts,
    Part,
    likelihood,
    steps,
)
from app.desktop.key_tips import key_of
from app.desktop.pens import CARD_SHADOW, CARD_WIDTH
from app.language import tr
from app.rendering.fonts import pane_font
from app.rendering.icons import pixmap
from app.rendering.palette import Theme, theme_named

PAD = 16
LABELS = 78
"""How wide the labels are at least, with the gap behind them."""

CHAIN_LINE, ROW_LINE = 24, 19
OFFERS_HEIGHT, OFFERS_FREE = 24, 9
"""How high the row of what can be done is, and how much is free above and below it."""


class Card(QWidget):
    """Draws the facts of one mark; `entered` and `left` tell of the pointer.

    The wheel scrolls `page` under it.
    """

    entered = Signal()
    left = Signal()
    asked = Signal(str)  # the name of an action

    def __init__(self, parent: QWidget, page: QWidget) -> None:
        super().__init__(parent)
        self._offers = QWidget(self)
        self._row = QHBoxLayout(self._offers)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addStretch()
        self._page = page
        self._theme = theme_named("light")
        self._facts = CardFacts(())
        self._body = CARD_WIDTH
        self._labels = LABELS
        self.hide()

    def tell(self, facts: CardFacts, theme: Theme, room: int) -> None:
        """Take on what to say, and a size for it that is at most `room` pixels wide."""
        self._facts, self._theme = facts, theme
        self._body = min(CARD_WIDTH, max(200, room))
        self._labels = _width_of_labels(facts)
        if self._chain_lines() > 1:
            parts = tuple(replace(part, text=part.short or part.text) for part in facts.chain)
            self._facts = replace(facts, chain=parts)
        self._make_offers()
        self.resize(self._body + 2 * CARD_SHADOW, math.ceil(self._height()) + 2 * CARD_SHADOW)
        top = self.height() - CARD_SHADOW - OFFERS_HEIGHT - OFFERS_FREE
        self._offers.setGeometry(
            CARD_SHADOW + PAD - 4, top, self._body - 2 * PAD + 8, OFFERS_HEIGHT
        )
        self.setAccessibleName(tr("What this mark says"))
        self.setAccessibleDescription(facts.spoken())
        self.update()

    def _make_offers(self) -> None:
        """Put a button for everything that is offered into the row below."""
        for old in self._offers.findChildren(QPushButton):
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        for number, offer in enumerate(self._facts.offers):
            text = tr(offer.text)
            key = key_of(self, offer.action).toString(QKeySequence.SequenceFormat.NativeText)
            button = QPushButton(f"{text}   {key}".rstrip())
            button.setProperty("offer", True)
            button.setAccessibleName(text)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key does it from the text
            button.clicked.connect(lambda _=False, name=offer.action: self.asked.emit(name))
            self._row.insertWidget(number, button)
        self._offers.setVisible(bool(self._facts.offers))

    def facts(self) -> CardFacts:
        """Return what the card says now."""
        return self._facts

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(CARD_SHADOW, CARD_SHADOW, -CARD_SHADOW, -CARD_SHADOW)
        self._paint_ground(painter, body)
        y = body.top() + 11
        for part, x, line in self._placed_chain():
            self._paint_part(painter, part, QPointF(body.left() + PAD + x, y + line * CHAIN_LINE))
        y += self._chain_lines() * CHAIN_LINE + 10
        if self._facts.offers:
            foot = body.bottom() - OFFERS_HEIGHT - 2 * OFFERS_FREE
            self._paint_hairline(painter, body, foot)
        if not self._facts.rows and self._facts.sure is None:
            painter.end()
            return
        self._paint_hairline(painter, body, y)
        y += 11
        for label, text in self._facts.rows:
            height = self._row_height(text)
            self._paint_row(painter, label, text, QRectF(body.left() + PAD, y, self._room, height))
            y += height + 3
        if self._facts.sure is not None:
            self._paint_sure(painter, QRectF(body.left() + PAD, y, self._room, ROW_LINE))
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.entered.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        QCoreApplication.sendEvent(self._page, event)

    # Measures

    @property
    def _room(self) -> float:
        return self._body - 2 * PAD

    def _height(self) -> float:
        rows = sum(self._row_height(text) + 3 for _, text in self._facts.rows)
        sure = ROW_LINE + 3 if self._facts.sure is not None else 0
        under = rows + sure + 19 if rows + sure else 0
        offers = OFFERS_HEIGHT + 2 * OFFERS_FREE if self._facts.offers else 0
        return 11 + self._chain_lines() * CHAIN_LINE + 10 + under + offers

    def _row_height(self, text: str) -> float:
        metrics = QFontMetricsF(pane_font(13))
        box = QRectF(0, 0, self._room - self._labels, 10_000)
        return max(float(ROW_LINE), metrics.boundingRect(box, _WRAP, text).height())

    def _chain_lines(self) -> int:
        return 1 + max((line for _, _, line in self._placed_chain()), default=0)

    def _placed_chain(self) -> Iterator[tuple[Part, float, int]]:
        x, line = 0.0, 0
        for number, part in enumerate(self._facts.chain):
            width = self._part_width(part)
            if number:
                x += 18
            if x and x + width > self._room:
                x, line = 0.0, line + 1
            yield part, x, line
            x += width

    def _part_width(self, part: Part) -> float:
        width = QFontMetricsF(self._part_font(part)).horizontalAdvance(part.text)
        return min(self._room, width + (12 if part.boxed else 20 if part.unnamed else 0))

    def _part_font(self, part: Part) -> QFont:
        first = part is self._facts.chain[0] and not part.boxed
        weight = QFont.Weight.DemiBold if first else QFont.Weight.Normal
        return pane_font(13.5, weight, italic=part.unnamed)

    # Drawing

    def _paint_ground(self, painter: QPainter, body: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for step in range(CARD_SHADOW, 0, -2):
            # Many faint layers, denser towards the card, fall off like a soft shadow.
            painter.setBrush(_veil())
            grown = body.adjusted(-step * 0.7, -step * 0.5 + 4, step * 0.7, step * 0.7 + 4)
            painter.drawRoundedRect(grown, 10 + step * 0.6, 10 + step * 0.6)
        painter.setBrush(self._theme.color("field"))
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)

    def _paint_hairline(self, painter: QPainter, body: QRectF, y: float) -> None:
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(QPointF(body.left(), y + 0.5), QPointF(body.right(), y + 0.5))

    def _paint_part(self, painter: QPainter, part: Part, corner: QPointF) -> None:
        font = self._part_font(part)
        metrics = QFontMetricsF(font)
        width = self._part_width(part)
        box = QRectF(corner.x(), corner.y(), width, CHAIN_LINE)
        if part is not self._facts.chain[0] and corner.x() > CARD_SHADOW + PAD + 1:
            painter.setFont(pane_font(13.5))
            painter.setPen(self._theme.color("ink3"))
            painter.drawText(box.translated(-12, 0), _MIDDLE, "›")
        if part.boxed:
            edge = box.adjusted(0.5, 2.5, -0.5, -2.5)
            painter.setBrush(self._theme.color("claim"))
            painter.setPen(QPen(self._theme.color("claimLR"), 1))
            painter.drawRoundedRect(edge, 4, 4)
            box.adjust(6, 0, 0, 0)
        elif part.unnamed:
            ratio = painter.device().devicePixelRatioF()
            tint = self._theme.color("ink")
            painter.drawPixmap(
                QPointF(box.left(), box.top() + 4), pixmap("hat-glasses", tint, 15, ratio)
            )
            box.adjust(20, 0, 0, 0)
        painter.setFont(font)
        painter.setPen(self._theme.color("ink"))
        text = metrics.elidedText(part.text, Qt.TextElideMode.ElideRight, box.width() + 1)
        painter.drawText(box.adjusted(0, 0, 8, 0), _MIDDLE, text)

    def _paint_row(self, painter: QPainter, label: str, text: str, box: QRectF) -> None:
        painter.setFont(pane_font(13))
        painter.setPen(self._theme.color("ink3"))
        painter.drawText(box, _WRAP, label)
        painter.setPen(self._theme.color("ink"))
        painter.drawText(box.adjusted(self._labels, 0, 0, 0), _WRAP, text)

    def _paint_sure(self, painter: QPainter, box: QRectF) -> None:
        sure = self._facts.sure or 0.0
        painter.setFont(pane_font(13))
        painter.setPen(self._theme.color("ink3"))
        painter.drawText(box, _WRAP, tr("Sure"))
        full = steps(sure)
        for step in range(len(SURE)):
            block = QRectF(box.left() + self._labels + step * 13, box.top() + 6, 11, 6)
            if step < full:
                painter.fillRect(block, self._theme.color("ink2"))
            else:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._theme.color("line2"), 1))
                painter.drawRect(block.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(self._theme.color("ink"))
        painter.drawText(box.adjusted(self._labels + 74, 0, 0, 0), _WRAP, likelihood(sure))


_WRAP = int(Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter.value | Qt.AlignmentFlag.AlignLeft.value)


def _width_of_labels(facts: CardFacts) -> int:
    metrics = QFontMetricsF(pane_font(13))
    labels = (tr("Sure"), *(label for label, _ in facts.rows))
    return max(LABELS, math.ceil(max(map(metrics.horizontalAdvance, labels))) + 12)


def _veil() -> QColor:
    # A shadow is black on every theme's ground.
    color = QColor(Qt.GlobalColor.black)
    color.setAlphaF(0.016)
    return color
