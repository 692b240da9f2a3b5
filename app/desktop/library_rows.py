"""What the library pane paints: readings with their badges, and what a search found."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFont

from app.desktop.library_hits import HitPainter, HitRow
from app.desktop.pens import INSET, Face, Pen
from app.desktop.row_view import RowDelegate
from app.desktop.rows import Row
from app.language import ntr, number, short_day, tr
from app.reading.listing import ReadingSummary
from app.rendering.fonts import pane_font
from app.rendering.icons import pixmap
from app.rendering.palette import Theme


@dataclass(frozen=True)
class ReadingRow(Row):
    """One reading of the list; one that `lacks_text` has nothing to count but the reader's own."""

    title: str = ""
    where: str = ""
    quotes: int = 0
    speakers: int = 0
    claims: int = 0
    own: int = 0
    lacks_text: bool = False
    source: str = ""

    @property
    def badges(self) -> tuple[tuple[str, int], ...]:
        """The icons and counts of the last line: of what there is."""
        counts = (
            ("quote", self.quotes),
            ("users", self.speakers),
            ("hash", self.claims),
            ("highlighter", self.own),
        )
        return tuple((picture, count) for picture, count in counts if count)


class LibraryDelegate(RowDelegate):
    """Paints readings with their badges, and hits with what was found in them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Face(pane_font(11.5, QFont.Weight.DemiBold)))
        self._title = Face(pane_font(13, QFont.Weight.Medium))
        self._title_selected = Face(pane_font(13, QFont.Weight.DemiBold))
        self._second = Face(pane_font(12))
        self._badge = Face(pane_font(11.5))
        self._hits = HitPainter()

    def height(self, row: Row, width: int) -> int:
        if isinstance(row, HitRow):
            return self._hits.height(row, width)
        assert isinstance(row, ReadingRow)
        # Measured in the wider face, so that selecting a row does not move the ones below.
        lines = len(self._title_selected.lines(row.title, width - 2 * INSET, 2))
        return 10 + 17 * lines + (18 if row.where else 2) + (22 if row.badges else 2) + 8

    def draw(self, pen: Pen, rect: QRect, row: Row, *, selected: bool) -> None:
        if isinstance(row, HitRow):
            self._hits.draw(pen, rect, row, selected=selected)
            return
        assert isinstance(row, ReadingRow)
        left, y = rect.left() + INSET, rect.top() + 10.0
        room = rect.width() - 2 * INSET
        title = self._title_selected if selected else self._title
        y = pen.write_lines(title, "ink", left, y, title.lines(row.title, room, 2), 17)
        if row.where:
            where = self._second.elided(row.where, room)
            pen.write(self._second, pen.quiet, left, y + 1, where, 17)
            y += 18
        else:
            y += 2
        self._draw_badges(pen, left, y + 3, row)

    def _draw_badges(self, pen: Pen, x: float, y: float, row: ReadingRow) -> None:
        ratio = pen.painter.device().devicePixelRatioF()
        for picture, count in row.badges:
            image = pixmap(picture, self.theme.color(pen.quiet), 12, ratio)
            pen.painter.drawPixmap(QRectF(x, y + 2, 12, 12).topLeft(), image)
            x += 16
            x += pen.write(self._badge, "ink2", x, y, number(count), 16) + 12


def key_of(reading: int) -> str:
    return f"reading:{reading}"


def reading_of(key: str) -> int | None:
    """Return the reading a row's key stands for, None for a row of something else."""
    return int(key.removeprefix("reading:")) if key.startswith("reading:") else None


def reading_row(summary: ReadingSummary, deleted: str = "") -> ReadingRow:
    """Return a reading's row; `deleted` is when it came into the bin."""
    older = tr("version of {day}", day=short_day(summary.added)) if summary.replaced else ""
    fetch = tr("to fetch") if summary.lacks_text else ""
    gone = tr("deleted {day}", day=short_day(deleted)) if deleted else ""
    outlet = summary.outlet
    if fetch and not outlet:
        outlet = urlsplit(summary.source).hostname or ""
    parts = (fetch, gone, outlet, short_day(summary.published), older)
    where = " · ".join(part for part in parts if part)
    title = summary.title or tr("Untitled")
    spoken = f"{title}. {where}"
    if not summary.lacks_text:
        counts = (
            ntr("{count} quote", "{count} quotes", summary.quotes),
            ntr("{count} speaker", "{count} speakers", summary.speakers),
            ntr("{count} claim", "{count} claims", summary.claims),
            tr("{count} of your own", count=summary.own),
        )
        spoken += f". {', '.join(counts)}"
    return ReadingRow(
        key_of(summary.id), spoken, title, where,
        summary.quotes, summary.speakers, summary.claims, summary.own, summary.lacks_text,
        summary.source,
    )  # fmt: skip
