"""The margin left of the text: a bar beside every content, and the names of who said it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from app.reading.analysis import Analysis
from app.reading.attribution import Attribution, depths
from app.rendering.composing import Places
from app.rendering.fonts import pane_font
from app.rendering.icons import draw, pixmap
from app.rendering.layout import Typeset
from app.rendering.lines import Line, Lines
from app.rendering.measures import FILL
from app.rendering.names import CLEARANCE, Name, Said, arrange, shortened

OUTER, NESTED = 18, 12
"""How far left of the column the bars stand, in pixels."""

NAME_END = 26
"""How far left of the column names end."""

NAME_ROOM = 140
"""How wide a name may be, in pixels at 100 %."""

LEAST_ROOM = 96
"""With less than this left of the column no names are written."""

CANDIDATES = 8
"""Lines of a content a name may move down to."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar beside one content, from its first line to its last, in page pixels."""

    target: str
    speaker: str
    top: float
    bottom: float
    depth: int
    unnamed: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Attributions whose paragraphs hang together, so that their names are placed together."""

    first: int
    last: int
    members: tuple[tuple[Attribution, int], ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Bars and names of one group as they lie on the page."""

    bars: tuple[Bar, ...]
    names: tuple[Name, ...]


class Gutter:
    """Places and draws the bars and names of one typeset article."""

    def __init__(
        self,
        typeset: Typeset,
        lines: Lines,
        analysis: Analysis,
        groups: list[Group] | None = None,
    ) -> None:
        """Make the margin of an article; `groups` are those of the analysis, where known."""
        self._typeset = typeset
        self._lines = lines
        self._aliases = {speaker.name: speaker.aliases for speaker in analysis.speakers}
        self.scale = typeset.style.beside
        # Bars keep clear of the text at small sizes and of its rings at large ones.
        self._out = max(1.0, self.scale)
        self._groups = groups_of(typeset.places, analysis) if groups is None else groups
        self._firsts = [group.first for group in self._groups]
        self.on_paper = False
        """Whether icons are drawn as outlines, for a painter that is scaled."""
        self._placed: dict[tuple[int, frozenset[str] | None], tuple[float, Placed]] = {}

    def between(self, top: float, bottom: float, only: frozenset[str] | None) -> list[Placed]:
        """Return what lies beside a band of the page; `only` limits it to these attributions."""
        first = self._lines.block_at(top).blockNumber()
        last = self._lines.block_at(bottom).blockNumber()
        # A group may begin above the band and reach into it; groups do not overlap each other.
        number = max(0, bisect_left(self._firsts, first) - 1)
        found: list[Placed] = []
        while number < len(self._groups) and self._groups[number].first <= last:
            if self._groups[number].last >= first:
                found.append(self._place(number, only))
            number += 1
        return found

    def forget(self) -> None:
        """Place again: the article has been laid out anew."""
        self._placed.clear()

    def paint(
        self,
        painter: QPainter,
        area: QRectF,
        column: float,
        strong: frozenset[str],
        only: frozenset[str] | None,
    ) -> None:
        """Draw what lies in `area`; `column` is the left edge of the text on this painter."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for placed in self.between(area.top(), area.bottom(), only):
            for bar in placed.bars:
                self._paint_bar(painter, bar, column, strong=bar.target in strong)
            if column >= LEAST_ROOM:
                for name in placed.names:
                    marked = not strong.isdisjoint(name.targets)
                    self._paint_name(painter, name, column, strong=marked)

    def at(self, point: QPointF, column: float, only: frozenset[str] | None) -> Bar | Name | None:
        """Return the name or bar at a point of the margin, its height in page pixels."""
        reach = 10 * self.scale
        for placed in self.between(point.y() - reach, point.y() + reach, only):
            if point.x() < column - NAME_END * self._out + 4 and column >= LEAST_ROOM:
                for name in placed.names:
                    middle = name.baseline - 4 * self.scale
                    if abs(point.y() - middle) <= reach:
                        return name
            else:
                near = sorted(placed.bars, key=lambda bar: -bar.depth)
                for bar in near:
                    x = column - (NESTED if bar.depth else OUTER) * self._out
                    if bar.top <= point.y() <= bar.bottom and abs(point.x() - x - 1) <= 3:
                        return bar
        return None

    def _place(self, number: int, only: frozenset[str] | None) -> Placed:
        group = self._groups[number]
        block = self._typeset.qt.findBlockByNumber(group.first)
        y = self._typeset.qt.documentLayout().blockBoundingRect(block).top()
        kept = self._placed.get((number, only))
        if kept is None or kept[0] != y:
            kept = self._placed[number, only] = (y, self._measure(group, only))
        return kept[1]

    def _measure(self, group: Group, only: frozenset[str] | None) -> Placed:
        bars: list[Bar] = []
        contents: list[Said] = []
        for item, depth in group.members:
            if only is not None and item.id not in only:
                continue
            lines = [line for span in item.content for line in self._lines.covering(span)]
            if not lines:
                continue
            first, last = lines[0], lines[-1]
            bars.append(
                Bar(
                    item.id,
                    item.speaker or "",
                    first.baseline - FILL.over * first.em,
                    last.baseline + FILL.under * last.em,
                    depth,
                    item.anonymous,
                )
            )
            contents.append(
                Said(
                    item.id,
                    item.speaker or "",
                    first.block,
                    _baselines(lines),
                    depth,
                    item.anonymous,
                )
            )
        return Placed(tuple(bars), tuple(arrange(contents, CLEARANCE * self.scale)))

    def _paint_bar(self, painter: QPainter, bar: Bar, column: float, *, strong: bool) -> None:
        theme = self._typeset.style.theme
        width = 3.0 if strong else 2.0
        left = column - (NESTED if bar.depth else OUTER) * self._out
        plain = 1.0 if theme.is_contrast else 0.6
        pen = QPen(theme.color("src") if strong else theme.mixed("srcR", "paper", plain), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if bar.unnamed:
            pen.setDashPattern([5 / width, 4 / width])
        painter.setPen(pen)
        x = left + width / 2
        painter.drawLine(QLineF(x, round(bar.top), x, round(bar.bottom)))

    def _paint_name(self, painter: QPainter, name: Name, column: float, *, strong: bool) -> None:
        theme = self._typeset.style.theme
        font = self._font(strong=strong, italic=name.unnamed)
        metrics = QFontMetricsF(font)
        side = round(13 * self.scale) if name.unnamed else 0
        prefix = "› " if name.depth else ""
        more = f" +{len(name.behind)}" if name.behind else ""
        taken = metrics.horizontalAdvance(prefix + more) + (side + 3 if side else 0)
        room = min(NAME_ROOM * self.scale, column - NAME_END * self._out - 6) - taken
        text = self._text(name.speaker, room, metrics) + more
        painter.setFont(font)
        painter.setPen(theme.color("accent" if strong else "ink2"))
        x = column - NAME_END * self._out - metrics.horizontalAdvance(text)
        painter.drawText(QPointF(x, name.baseline), text)
        if side:
            x -= side + 3
            tint, top = painter.pen().color(), round(name.baseline - side * 0.82)
            if self.on_paper:
                draw(painter, "hat-glasses", tint, QRectF(x, top, side, side))
            else:
                ratio = painter.device().devicePixelRatioF()
                painter.drawPixmap(QPointF(x, top), pixmap("hat-glasses", tint, side, ratio))
        if prefix:
            x -= metrics.horizontalAdvance(prefix)
            painter.drawText(QPointF(x, name.baseline), prefix)

    def _text(self, speaker: str, room: float, metrics: QFontMetricsF) -> str:
        short = shortened(speaker, self._aliases.get(speaker, ()), room, metrics.horizontalAdvance)
        return short or metrics.elidedText(speaker, Qt.TextElideMode.ElideMiddle, room)

    def _font(self, *, strong: bool, italic: bool) -> QFont:
        weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
        return pane_font(12 * self.scale, weight, italic=italic)


def _baselines(lines: Sequence[Line]) -> tuple[float, ...]:
    return tuple(dict.fromkeys(line.baseline for line in lines[:CANDIDATES]))


def groups_of(places: Places, analysis: Analysis) -> list[Group]:
    """Take together the attributions whose blocks overlap, in text order."""
    depth_of = depths(analysis.attributions)
    members = [(item, depth_of[item.id]) for item in analysis.attributions if item.content]
    members.sort(key=lambda member: (member[0].content[0].start, member[1]))
    groups: list[list[tuple[Attribution, int]]] = []
    reach: list[tuple[int, int]] = []
    for item, depth in members:
        first = places.block_number(item.content[0].start)
        last = places.block_number(item.content[-1].end - 1)
        if reach and first <= reach[-1][1]:
            reach[-1] = (reach[-1][0], max(reach[-1][1], last))
            groups[-1].append((item, depth))
        else:
            reach.append((first, last))
            groups.append([(item, depth)])
    return [
        Group(first, last, tuple(group)) for (first, last), group in zip(reach, groups, strict=True)
    ]
