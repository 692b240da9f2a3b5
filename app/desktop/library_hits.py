"""What a search found, as rows: readings, quotes, numbers and notes, each kind under its head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont

from app.desktop.library_passages import Line, passage_lines, write_passage
from app.desktop.pens import INSET, Face, Pen
from app.desktop.rows import Head, Row
from app.language import later, number, short_day, tr
from app.reading.listing import Cursor, Hit, HitKind
from app.reading.spans import Span
from app.rendering.fonts import article_font, pane_font

GROUPS = {
    HitKind.READING: later("Readings"),
    HitKind.QUOTE: later("Quotes"),
    HitKind.NUMBER: later("Numbers"),
    HitKind.NOTE: later("Notes"),
}
FURTHER = {
    HitKind.READING: later("More readings"),
    HitKind.QUOTE: later("More quotes"),
    HitKind.NUMBER: later("More numbers"),
    HitKind.NOTE: later("More notes"),
}
"""What a group is called that goes on from one listed before."""

MOST_LINES = 3


@dataclass(frozen=True)
class HitRow(Row):
    """One passage a search found; `found` are the places in its text."""

    hit: Hit | None = None
    found: tuple[Span, ...] = ()
    who: str = ""
    where: str = ""
    note: str = ""


class HitPainter:
    """Measures and draws hits."""

    def __init__(self) -> None:
        self._title = Face(pane_font(13, QFont.Weight.Medium))
        self._title_selected = Face(pane_font(13, QFont.Weight.DemiBold))
        self._second = Face(pane_font(12))
        self._note = Face(pane_font(13))
        self._words = (Face(article_font(14.5)), Face(article_font(14.5, QFont.Weight.Bold)))

    def height(self, row: HitRow, width: int) -> int:
        assert row.hit is not None
        room = width - 2 * INSET
        lines = 20 * len(self._lines(row, room)) + 17 * bool(row.where)
        if row.note:
            lines += 18 * len(self._note.lines(row.note, room, MOST_LINES)) + 2
        if row.hit.kind is HitKind.READING:
            title = len(self._title_selected.lines(row.who, room, 2))
            return 9 + 17 * title + 3 + lines + 9
        return 9 + lines + 17 + 9

    def draw(self, pen: Pen, rect: QRect, row: HitRow, *, selected: bool) -> None:
        assert row.hit is not None
        left, y, room = rect.left() + INSET, rect.top() + 9.0, rect.width() - 2 * INSET
        if row.hit.kind is HitKind.READING:
            face = self._title_selected if selected else self._title
            y = pen.write_lines(face, "ink", left, y, face.lines(row.who, room, 2), 17)
            if row.where:
                y = self._second_line(pen, left, y, row.where, room)
            write_passage(pen, self._words, left, y + 3, self._lines(row, room), 20)
            return
        y = write_passage(pen, self._words, left, y, self._lines(row, room), 20) + 1
        if row.note:
            note = self._note.lines(row.note, room, MOST_LINES)
            y = pen.write_lines(self._note, "ink", left, y + 1, note, 18) + 1
        y = self._second_line(pen, left, y, row.who, room)
        if row.where:
            self._second_line(pen, left, y, row.where, room)

    def _second_line(self, pen: Pen, left: float, y: float, text: str, room: float) -> float:
        pen.write(self._second, pen.quiet, left, y, self._second.elided(text, room), 17)
        return y + 17

    def _lines(self, row: HitRow, room: int) -> list[Line]:
        assert row.hit is not None
        return passage_lines(self._words, row.hit.text, row.found, room, MOST_LINES)


def hit_rows(hits: Sequence[Hit], after: Cursor | None = None, first: int = 0) -> list[Row]:
    """Return rows for one page of hits, kind by kind; there is more of what `after` names.

    `first` tells how many hits were listed before.
    """
    more = {kind for kind, _ in after.places} if after is not None else set()
    rows: list[Row] = []
    for kind, name in GROUPS.items():
        of_kind = [hit for hit in hits if hit.kind is kind]
        if of_kind:
            group = tr(FURTHER[kind]) if first else tr(name)
            count = f"{number(len(of_kind))}{'+' * (kind in more)}"
            rows.append(Head("", f"{group}, {count}", group, count))
        rows += map(hit_row, of_kind)
    return rows


def hit_row(hit: Hit) -> HitRow:
    found = tuple(Span(span.start - hit.start, span.end - hit.start) for span in hit.found)
    title = hit.title or tr("Untitled")
    where = " · ".join(part for part in (hit.outlet, short_day(hit.published)) if part)
    who = title
    if hit.kind is not HitKind.READING and hit.speaker:
        who = f"{hit.speaker} · {title}"
    note = hit.note if hit.note != hit.text else ""
    says = f"{hit.speaker}: {hit.text}" if hit.speaker else hit.text
    noted = tr("Your note: {note}", note=note) if note else ""
    parts = (tr(GROUPS[hit.kind]), says, noted, title, where)
    spoken = ". ".join(part for part in parts if part)
    key = f"{hit.kind}:{hit.reading}:{hit.mark or hit.start}"
    return HitRow(f"hit:{key}", spoken, hit, found, who, where, note)
