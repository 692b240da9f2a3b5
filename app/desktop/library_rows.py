"""What the library pane paints: readings with their badges, and what a search found."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFont

from app.desktop.pens import INSET, Face, Pen
from app.desktop.rows import Row, RowDelegate
from app.reading.listing import Hit, HitKind, ReadingSummary
from app.rendering.fonts import article_font, pane_font
from app.rendering.icons import pixmap
from app.rendering.palette import Theme

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
GROUPS = {HitKind.READING: "Readings", HitKind.QUOTE: "Quotes", HitKind.NUMBER: "Numbers"}


@dataclass(frozen=True)
class ReadingRow(Row):
    """One reading of the list."""

    title: str = ""
    where: str = ""
    quotes: int = 0
    speakers: int = 0
    claims: int = 0
    own: int = 0


@dataclass(frozen=True)
class HitRow(Row):
    """One passage a search found; `words` are what was searched for."""

    hit: Hit | None = None
    words: tuple[str, ...] = ()


class LibraryDelegate(RowDelegate):
    """Paints readings with their badges, and hits with the words that were searched for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Face(pane_font(11.5, QFont.Weight.DemiBold)))
        self._title = Face(pane_font(13, QFont.Weight.Medium))
        self._title_selected = Face(pane_font(13, QFont.Weight.DemiBold))
        self._second = Face(pane_font(12))
        self._badge = Face(pane_font(11.5))
        self._words = Face(article_font(14.5))
        self._match = Face(article_font(14.5, QFont.Weight.Bold))

    def height(self, row: Row, width: int) -> int:
        room = width - 2 * INSET
        if isinstance(row, ReadingRow):
            # Measured in the wider face, so that selecting a row does not move the ones below.
            lines = len(self._title_selected.lines(row.title, room, 2))
            return 10 + 17 * lines + (18 if row.where else 2) + 22 + 8
        assert isinstance(row, HitRow)
        assert row.hit is not None
        if row.hit.kind is HitKind.READING:
            title = len(self._title_selected.lines(row.hit.title, room, 2))
            return 9 + 17 * title + 2 + 20 * self._passage_lines(row, room) + 9
        return 9 + 20 * self._passage_lines(row, room) + 17 + 8

    def draw(self, pen: Pen, rect: QRect, row: Row, *, selected: bool) -> None:
        left, y = rect.left() + INSET, rect.top() + 10.0
        room = rect.width() - 2 * INSET
        title = self._title_selected if selected else self._title
        if isinstance(row, ReadingRow):
            y = pen.write_lines(title, "ink", left, y, title.lines(row.title, room, 2), 17)
            if row.where:
                pen.write(
                    self._second, pen.quiet, left, y + 1, self._second.elided(row.where, room), 17
                )
                y += 18
            else:
                y += 2
            self._draw_badges(pen, left, y + 3, row)
            return
        assert isinstance(row, HitRow)
        assert row.hit is not None
        y -= 1
        if row.hit.kind is HitKind.READING:
            y = pen.write_lines(title, "ink", left, y, title.lines(row.hit.title, room, 2), 17) + 2
            self._draw_passage(pen, left, y, row, room)
            return
        y = self._draw_passage(pen, left, y, row, room)
        who = f"{row.hit.speaker} · {row.hit.title}" if row.hit.speaker else row.hit.title
        pen.write(self._second, pen.quiet, left, y, self._second.elided(who, room), 17)

    def _draw_badges(self, pen: Pen, x: float, y: float, row: ReadingRow) -> None:
        badges = (
            ("quote", row.quotes),
            ("users", row.speakers),
            ("hash", row.claims),
            ("highlighter", row.own),
        )
        ratio = pen.painter.device().devicePixelRatioF()
        for picture, count in badges:
            if picture == "highlighter" and not count:
                continue
            image = pixmap(picture, self.theme.color(pen.quiet), 12, ratio)
            pen.painter.drawPixmap(QRectF(x, y + 2, 12, 12).topLeft(), image)
            x += 16
            x += pen.write(self._badge, "ink2", x, y, f"{count:,}", 16) + 12

    def _passage_lines(self, row: HitRow, room: int) -> int:
        assert row.hit is not None
        return len(self._words.lines(row.hit.text, room, 3))

    def _draw_passage(self, pen: Pen, x: float, y: float, row: HitRow, room: int) -> float:
        assert row.hit is not None
        lines = self._words.lines(row.hit.text, room, 3)
        return pen.write_found((self._words, self._match), x, y, lines, 20, row.words)


def key_of(reading: int) -> str:
    return f"reading:{reading}"


def reading_row(summary: ReadingSummary) -> ReadingRow:
    older = f"version of {shown_date(summary.added)}" if summary.replaced else ""
    parts = (summary.outlet, shown_date(summary.published), older)
    where = " · ".join(part for part in parts if part)
    title = summary.title or "Untitled"
    spoken = (
        f"{title}. {where}. {summary.quotes} quotes, {summary.speakers} speakers, "
        f"{summary.claims} claims, {summary.own} of your own"
    )
    return ReadingRow(
        key_of(summary.id), spoken, title, where,
        summary.quotes, summary.speakers, summary.claims, summary.own,
    )  # fmt: skip


def hit_row(key: str, hit: Hit, words: tuple[str, ...]) -> HitRow:
    who = f"{hit.speaker}: " if hit.speaker else ""
    return HitRow(key, f"{GROUPS[hit.kind]}. {who}{hit.text}. {hit.title}", hit, words)


def shown_date(published: str) -> str:
    """Return an ISO date as lists show it: "23 Mar 2022", "Mar 2022" or "2022"."""
    parts = published[:10].split("-")
    if (
        not all(part.isdigit() for part in parts)
        or not 1 <= int(parts[1] if parts[1:] else 1) <= 12
    ):
        return published
    if len(parts) == 1:
        return parts[0]
    month = MONTHS[int(parts[1]) - 1]
    return f"{int(parts[2])} {month} {parts[0]}" if len(parts) > 2 else f"{month} {parts[0]}"
