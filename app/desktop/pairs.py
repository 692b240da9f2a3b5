"""Rows of two halves side by side: what one says beside what another says of the same."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from app.desktop.announcing import announce
from app.desktop.pens import INSET, Face, Pen
from app.desktop.quotes_tab import draw_edge
from app.desktop.row_view import RowDelegate, RowView
from app.desktop.rows import Row
from app.reading.attribution import AttributionKind
from app.rendering.fonts import article_font, pane_font
from app.rendering.palette import Theme

MOST_LINES = 6
LEADING = 20
LABEL = 56
"""Room for what a line is called ("Said by"), in pixels."""

FOOT = 26


@dataclass(frozen=True)
class Half:
    """One side of a pair: a quote or a number with where it stands.

    `big` is a number's value, `beside` what stands right of it. `lines` are given each with what
    it is called, "" for nothing; `apart` are the places of those that are not the same in the
    other half.
    """

    reading: int
    place: int
    mark: str
    spoken: str
    words: str = ""
    manner: AttributionKind | None = None
    big: str = ""
    beside: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    apart: tuple[int, ...] = ()


@dataclass(frozen=True)
class PairRow(Row):
    """Two halves, of which one may be missing, and what is said of both."""

    halves: tuple[Half | None, Half | None] = (None, None)
    foot: str = ""

    @property
    def target(self) -> str:
        return ""


class PairDelegate(RowDelegate):
    """Paints both halves; the one the reader is at has the edge of what is selected."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, Face(pane_font(11.5, QFont.Weight.DemiBold)), parent)
        self._words = Face(article_font(14.5))
        self._big = Face(pane_font(20, QFont.Weight.DemiBold, tabular=True))
        self._second = Face(pane_font(13))
        self._line = Face(pane_font(12))
        self._strong = Face(pane_font(12, QFont.Weight.DemiBold))

    def height(self, row: Row, width: int) -> int:
        assert isinstance(row, PairRow)
        room = width // 2 - 2 * INSET
        tallest = max((self._height(half, room) for half in row.halves if half), default=0)
        return 10 + tallest + 10 + (FOOT if row.foot else 0)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        view = self.parent()
        assert isinstance(view, PairView)
        row = view.rows().row(index)
        if not isinstance(row, PairRow):
            super().paint(painter, option, index)
            return
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        foot = FOOT if row.foot else 0
        for side, half in enumerate(row.halves):
            room = half_of(rect, side).adjusted(0, 0, 0, -foot)
            here = selected and side == view.side and half is not None
            if here:
                painter.fillRect(room, self.theme.color("sel"))
                edge = QRect(room.left(), room.top(), 3, room.height())
                painter.fillRect(edge, self.theme.color("accent"))
            if half is not None:
                self._draw_half(Pen(painter, self.theme, on_selected=here), room, half)
            if here and option.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(self.theme.color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(room).adjusted(2, 2, -2, -3), 5, 5)
        line = self.theme.color("line")
        middle = half_of(rect, 1).left()
        painter.fillRect(QRect(middle, rect.top(), 1, rect.height() - foot), line)
        if foot:
            self._draw_foot(Pen(painter, self.theme), rect, row.foot)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line)
        painter.restore()

    def _draw_foot(self, pen: Pen, rect: QRect, text: str) -> None:
        room = QRect(rect.left(), rect.bottom() - FOOT, rect.width(), FOOT)
        pen.painter.fillRect(room, self.theme.color("hover"))
        text = self._line.elided(text, room.width() - 2 * INSET)
        pen.write(self._line, "ink2", room.left() + INSET, room.top(), text, FOOT)

    def _draw_half(self, pen: Pen, rect: QRect, half: Half) -> None:
        left, y = rect.left() + INSET, rect.top() + 10.0
        room = rect.width() - 2 * INSET
        if half.words:
            lines = self._words.lines(half.words, room - 14, MOST_LINES)
            if half.manner is not None:
                edge = QRectF(left, y + 1, 4, LEADING * len(lines) - 2)
                draw_edge(pen, edge, half.manner)
            y = pen.write_lines(self._words, "ink", left + 14, y, lines, LEADING)
        if half.big:
            used = pen.write(self._big, "ink", left, y, self._big.elided(half.big, room), 28)
            beside = self._second.elided(half.beside, room - used - 8)
            pen.write(self._second, "ink2", left + used + 8, y + 2, beside, 28)
            y += 30
        indent = 14 if half.words else 0
        for place, (name, text) in enumerate(half.lines):
            x = float(left + indent)
            if name:
                pen.write(self._line, pen.quiet, x, y, name, 17)
                x += LABEL
            apart = place in half.apart
            face = self._strong if apart else self._line
            for line in face.lines(text, left + room - x, 2):
                if apart:
                    wide = face.metrics.horizontalAdvance(line) + 8
                    pen.solid(QRectF(x - 4, y, wide, 17), "warnbg", 2)
                pen.write(face, "ink" if apart else "ink2", x, y, line, 17)
                y += 17
            y += 1

    def _height(self, half: Half, room: int) -> int:
        high = (
            LEADING * len(self._words.lines(half.words, room - 14, MOST_LINES)) if half.words else 0
        )
        high += 30 if half.big else 0
        indent = 14 if half.words else 0
        for place, (name, text) in enumerate(half.lines):
            face = self._strong if place in half.apart else self._line
            width = room - indent - (LABEL if name else 0)
            high += 17 * len(face.lines(text, width, 2)) + 1
        return high


class PairView(RowView):
    """A list of pairs; Left and Right go from half to half.

    `went` tells a half that was clicked or gone to, `entered` one the reader pressed Enter on.
    """

    went = Signal(object)
    entered = Signal(object)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        self.side = 0
        self._beside = False  # the last click was on a half that is not there
        super().__init__(name, parent)
        self._delegate = PairDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(lambda _index: self._reach())
        self.activated.connect(lambda _index: self._enter())
        self.selectionModel().currentChanged.connect(lambda *_: self._settle())

    def half(self) -> Half | None:
        """Return the half the reader is at."""
        row = self.current_row()
        return row.halves[self.side] if isinstance(row, PairRow) else None

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.draw_anew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: 0, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        row = self.current_row()
        if step is not None and isinstance(row, PairRow):
            if row.halves[step] is not None and step != self.side:
                self.side = step
                self._told()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._take_side(event.position())
        super().mousePressEvent(event)
        self._take_side(event.position())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            here = self.indexAt(event.position().toPoint())
            row = self.rows().row(here) if here.isValid() else None
            over = isinstance(row, PairRow) and row.halves[self._side_at(event.position())]
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
        return super().viewportEvent(event)

    def _side_at(self, point: QPointF) -> int:
        return int(point.x() >= self.viewport().width() // 2)

    def _take_side(self, point: QPointF) -> None:
        here = self.indexAt(point.toPoint())
        row = self.rows().row(here) if here.isValid() else None
        side = self._side_at(point)
        self._beside = isinstance(row, PairRow) and row.halves[side] is None
        if isinstance(row, PairRow) and not self._beside and side != self.side:
            self.side = side
            self.viewport().update()

    def _settle(self) -> None:
        """Be at a half that is there."""
        row = self.current_row()
        if isinstance(row, PairRow) and row.halves[self.side] is None:
            self.side = 1 - self.side
        self.viewport().update()

    def _told(self) -> None:
        self.viewport().update()
        half = self.half()
        if half is not None:
            announce(self, half.spoken)
            self.went.emit(half)

    def _reach(self) -> None:
        half = self.half()
        if half is not None and not self._beside:
            self.went.emit(half)

    def _enter(self) -> None:
        half = self.half()
        if half is not None and not self._beside:
            self.entered.emit(half)


def half_of(rect: QRect, side: int) -> QRect:
    """Return the half of a row on one side, 0 the left one."""
    middle = rect.left() + rect.width() // 2
    if side:
        return QRect(middle, rect.top(), rect.right() + 1 - middle, rect.height())
    return QRect(rect.left(), rect.top(), middle - rect.left(), rect.height())


def paired(one: Half, other: Half, told: Collection[str]) -> tuple[Half, Half]:
    """Return two halves with those of the lines `told` marked that are not the same in both."""
    apart = tuple(
        place
        for place, (line, beside) in enumerate(zip(one.lines, other.lines, strict=False))
        if line != beside and line[0] == beside[0] and line[0] in told
    )
    return replace(one, apart=apart), replace(other, apart=apart)
