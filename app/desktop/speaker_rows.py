"""What a speaker says across readings, as rows: quotes, numbers, and figures that differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFont

from app.desktop.figures import unit_beside
from app.desktop.number_rows import ARTICLE
from app.desktop.pairs import Half, PairRow, paired
from app.desktop.pens import INSET, Face, Pen
from app.desktop.quotes_tab import WORDS, draw_edge
from app.desktop.row_view import RowDelegate
from app.desktop.rows import Head, Row
from app.insight.figures_compared import Pair, Verdict
from app.language import later, listed, number, ptr, short_day, tr
from app.reading.attribution import AttributionKind
from app.reading.listing import Hit
from app.reading.profile import Figure
from app.rendering.fonts import article_font, pane_font
from app.rendering.palette import Theme

MOST_LINES = 4
LEADING = 20
DAY = 92
"""Room for the day at the left of a row, where days are told at all."""

WIDEST = 660
"""Pixels a quote is set wide at most: longer lines are hard to read."""

UNDATED = later("No date")


@dataclass(frozen=True)
class SaidRow(Row):
    """One quote, or one number, with the day and the reading it stands in."""

    reading: int = 0
    place: int = 0
    mark: str = ""
    day: str = ""
    where: str = ""
    words: str = ""
    manner: AttributionKind | None = None
    value: str = ""
    beside: str = ""
    indent: int = DAY

    @property
    def target(self) -> str:
        return ""


class SaidDelegate(RowDelegate):
    """Paints the day, then the words or the number, then where it was read."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Face(pane_font(11.5, QFont.Weight.DemiBold)))
        self._words = Face(article_font(14.5))
        self._day = Face(pane_font(12, tabular=True))
        self._where = Face(pane_font(12))
        self._value = Face(pane_font(15, QFont.Weight.DemiBold, tabular=True))
        self._beside = Face(pane_font(13))

    def height(self, row: Row, width: int) -> int:
        assert isinstance(row, SaidRow)
        inside = 22 if row.value else LEADING * len(self._lines(row, width))
        return 10 + inside + 2 + 17 + 10

    def draw(self, pen: Pen, rect: QRect, row: Row, *, selected: bool) -> None:  # noqa: ARG002
        assert isinstance(row, SaidRow)
        left, y = rect.left() + INSET, rect.top() + 10.0
        pen.write(self._day, pen.quiet, left, y, row.day, LEADING)
        x = float(left + row.indent)
        room = _room(row, rect.width())
        if row.value:
            used = pen.write(self._value, "ink", x, y, self._value.elided(row.value, room), 20)
            beside = self._beside.elided(row.beside, room - used - 8)
            pen.write(self._beside, "ink2", x + used + 8, y, beside, 21)
            y += 22
        else:
            lines = self._lines(row, rect.width())
            if row.manner is not None:
                edge = QRectF(x, y + 1, 4, LEADING * len(lines) - 2)
                draw_edge(pen, edge, row.manner)
            x += 14
            y = pen.write_lines(self._words, "ink", x, y, lines, LEADING)
        where = self._where.elided(row.where, room - 14)
        pen.write(self._where, pen.quiet, x, y + 2, where, 17)

    def _lines(self, row: SaidRow, width: int) -> list[str]:
        return self._words.lines(row.words, _room(row, width) - 14, MOST_LINES)


def quote_rows(hits: Iterable[Hit], before: str = "") -> list[Row]:
    """Return quotes under the years they were published in; `before` is the year listed last."""
    rows: list[Row] = []
    for hit in hits:
        year = hit.published[:4] or tr(UNDATED)
        if year != before:
            rows.append(Head("", year, year))
            before = year
        rows.append(_quote_row(hit))
    return rows


def year_of(rows: Sequence[Row]) -> str:
    """Return the year that stands above the last of some rows."""
    return next((row.text for row in reversed(rows) if isinstance(row, Head)), "")


def number_rows(figures: Iterable[Figure]) -> list[Row]:
    """Return numbers, each with what it counts and who else is between it and the reader."""
    found = list(figures)
    indent = DAY if any(figure.published for figure in found) else 0
    return [_number_row(figure, indent) for figure in found]


def differing_rows(pairs: Iterable[Pair]) -> list[Row]:
    """Return figures that differ side by side, with what else about them does."""
    return [pair_row(pair) for pair in pairs]


def pair_row(pair: Pair, *, readings: bool = True) -> PairRow:
    """Return two numbers side by side; without `readings` not where each stands."""
    halves = paired(
        figure_half(pair.one, readings=readings),
        figure_half(pair.other, readings=readings),
        (_said_by(), _counts()),
    )
    foot = told(pair)
    one, other = halves
    beside = tr("Beside it: {number}", number=other.spoken)
    key = f"pair:{one.reading}:{one.mark}:{other.reading}:{other.mark}"
    return PairRow(key, f"{one.spoken}. {beside}. {foot}", halves, foot)


def told(pair: Pair) -> str:
    """Say how two numbers stand to each other: never which of them is right."""
    if pair.verdict is Verdict.SAME:
        return tr("The same number.")
    if pair.verdict is Verdict.ROUNDED:
        return tr("One is the other, rounded.")
    if pair.verdict is Verdict.BOTH:
        return tr("Both can be right: they leave room for each other.")
    if not pair.matters:
        return tr("These differ.")
    matters = listed([tr(matter.value) for matter in pair.matters])
    return tr("These differ in {matters}.", matters=matters)


def figure_half(figure: Figure, *, readings: bool = True) -> Half:
    """Return a number as one half of a pair."""
    quantity = figure.quantity
    said_by = " › ".join(reversed(quantity.claimed_by)) or tr(ARTICLE)
    lines = [(_said_by(), said_by), (_counts(), quantity.subject or tr("not said"))]
    if readings:
        where = _reading(figure.title, figure.outlet, figure.published)
        lines.append((ptr("where a number stands", "In"), where))
    unit = unit_beside(quantity)
    spoken = ", ".join(
        part for part in (f"{quantity.text} {unit}".strip(), *(text for _, text in lines)) if part
    )
    return Half(
        figure.reading,
        quantity.start,
        quantity.id,
        spoken,
        big=quantity.text,
        beside=unit,
        lines=tuple(lines),
    )


def _quote_row(hit: Hit) -> SaidRow:
    words, day = " ".join(hit.text.split()), short_day(hit.published)
    where = " · ".join(part for part in (hit.title or tr("Untitled"), hit.outlet) if part)
    manner = tr(WORDS[hit.manner]) if hit.manner else ""
    spoken = ". ".join(part for part in (words, manner, day or tr(UNDATED), where) if part)
    return SaidRow(
        *(f"{hit.reading}:{hit.mark}", spoken, hit.reading, hit.start, hit.mark),
        *(day, where, words, hit.manner),
        indent=DAY if day else 0,
    )


def _number_row(figure: Figure, indent: int) -> SaidRow:
    quantity = figure.quantity
    unit, day = unit_beside(quantity), short_day(figure.published)
    beside = ", ".join(part for part in (unit, quantity.subject or "") if part)
    where = " · ".join(part for part in (figure.title or tr("Untitled"), figure.outlet) if part)
    if len(quantity.claimed_by) > 1:
        where = f"{' › '.join(reversed(quantity.claimed_by))} · {where}"
    spoken = ". ".join(part for part in (quantity.text, beside, day or tr(UNDATED), where) if part)
    return SaidRow(
        *(f"{figure.reading}:{quantity.id}", spoken, figure.reading, quantity.start, quantity.id),
        *(day, where),
        value=quantity.text,
        beside=beside,
        indent=indent,
    )


def _said_by() -> str:
    return tr("Said by")


def _counts() -> str:
    return ptr("what a number counts", "Counts")


def _reading(title: str, outlet: str, published: str) -> str:
    parts = (title or tr("Untitled"), outlet, short_day(published))
    return " · ".join(part for part in parts if part)


def _room(row: SaidRow, width: int) -> int:
    return min(width - 2 * INSET - row.indent, WIDEST)


def roles_told(roles: Sequence[tuple[str, int]]) -> str:
    """Say what articles call a speaker, each once however it is written."""
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for role, many in roles:
        folded = role.casefold()
        counts[folded] += many
        first.setdefault(folded, role)
    several = len(counts) > 1
    parts = [
        f"{first[role]} ({number(many)})" if several else first[role]
        for role, many in counts.most_common()
    ]
    return " · ".join(parts)
