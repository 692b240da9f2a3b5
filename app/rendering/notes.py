"""The margin right of the text: the reader's notes, in full where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from app.language import short_day, tr
from app.reading.annotation import OwnAnnotation
from app.rendering.fonts import pane_font
from app.rendering.icons import pixmap
from app.rendering.layout import Typeset
from app.rendering.lines import Lines

FULL = 216
"""How wide a note is, in pixels."""

NOTE_START, ICON_START = 44, 8
"""How far right of the column notes and their icons begin, in pixels."""

GAP = 12
"""Free pixels between one note and the next."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note beside its highlight; `box` is in page pixels from the column's right edge.

    `line` is the top of the line its highlight begins on; notes above may have moved the box on.
    """

    target: str
    text: str
    when: str
    box: QRectF
    line: float


class Notes:
    """Places and draws the notes of one typeset article."""

    def __init__(self, typeset: Typeset, lines: Lines, own: Sequence[OwnAnnotation]) -> None:
        self._typeset = typeset
        self._lines = lines
        self._scale = typeset.style.beside
        self._own = sorted((item for item in own if item.note.strip()), key=lambda o: o.start)

    def place(self, room: float) -> list[Note]:
        """Return every note where it stands: in full, or as an icon where `room` is short."""
        full = room >= NOTE_START + FULL + 8
        placed: list[Note] = []
        free = 0.0
        for item in self._own:
            line = next(self._lines.covering(item.span), None)
            if line is None:
                continue
            text, when = item.note.strip(), moment(item.created)
            if full:
                height = self._height(text) + (17 * self._scale if when else 0)
                top = max(free, line.top + 4)
                box = QRectF(NOTE_START, top, FULL, height)
            else:
                top = max(free, line.baseline - 0.34 * line.em - 8)
                box = QRectF(ICON_START, top, 16, 16)
            free = box.bottom() + (GAP if full else 2)
            placed.append(Note(item.id, text, when, box, line.top))
        return placed

    def text_of(self, target: str) -> str:
        """Return the note of a highlight, "" where it has none."""
        return next((item.note.strip() for item in self._own if item.id == target), "")

    def paint(
        self,
        painter: QPainter,
        area: QRectF,
        column_end: float,
        room: float,
        strong: frozenset[str],
    ) -> None:
        """Draw what lies in `area`; `column_end` is the text's right edge on this painter."""
        theme = self._typeset.style.theme
        for note in self.place(room):
            box = note.box.translated(column_end, 0)
            if not box.intersects(area):
                continue
            marked = note.target in strong
            if box.width() < FULL:
                ratio = painter.device().devicePixelRatioF()
                tint = theme.color("markE" if marked else "ink3")
                painter.drawPixmap(
                    QPointF(round(box.left()), round(box.top())),
                    pixmap("sticky-note", tint, 16, ratio),
                )
                continue
            self.write(painter, note, box, marked=marked)

    def write(self, painter: QPainter, note: Note, box: QRectF, *, marked: bool = False) -> None:
        """Write a note in full into a box of its size."""
        theme = self._typeset.style.theme
        width = 3 if marked else 2
        painter.fillRect(QRectF(box.left(), box.top(), width, box.height()), theme.color("markE"))
        words = box.adjusted(12, 0, 0, 0)
        painter.setFont(pane_font(12 * self._scale))
        painter.setPen(theme.color("ink2"))
        painter.drawText(words, _WRAP, note.text)
        if note.when:
            painter.setFont(pane_font(11.5 * self._scale))
            painter.setPen(theme.color("ink3"))
            painter.drawText(
                words, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, note.when
            )

    def at(self, point: QPointF, room: float) -> Note | None:
        """Return the note at a point right of the column, its height in page pixels."""
        return next(
            (note for note in self.place(room) if note.box.adjusted(-4, -4, 4, 4).contains(point)),
            None,
        )

    def _height(self, text: str) -> float:
        metrics = QFontMetricsF(pane_font(12 * self._scale))
        return metrics.boundingRect(QRectF(0, 0, FULL - 12, 10_000), _WRAP, text).height()


_WRAP = int(Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value)


def moment(created: str) -> str:
    """Return an ISO time in UTC as a reader says it: "today 14:02", "22 Nov 2026"; "" for none."""
    try:
        when = datetime.fromisoformat(created).astimezone()
    except ValueError:
        return ""
    if when.date() == date.today():  # noqa: DTZ011 - the reader's own day is meant
        return tr("today {time}", time=f"{when:%H:%M}")
    return short_day(f"{when:%Y-%m-%d}")
