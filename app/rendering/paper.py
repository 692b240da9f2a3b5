"""An article on paper: its lines broken into pages, and each page drawn with marks and margins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextCursor

from app.language import tr
from app.reading.analysis import Analysis
from app.reading.annotation import OwnAnnotation
from app.reading.document import BlockKind
from app.reading.layers import Layer
from app.reading.marks import marks_of
from app.rendering.composing import BYLINE
from app.rendering.findings import Findings
from app.rendering.fonts import dots_per_inch, pane_font
from app.rendering.gutter import NAME_END, NAME_ROOM, Gutter
from app.rendering.layout import COLUMN, Style, Typeset
from app.rendering.lines import Lines
from app.rendering.notes import FULL, GAP, NOTE_START, Note, Notes
from app.rendering.paint import MarkPainter, Shown
from app.rendering.palette import theme_named

LARGEST, SMALLEST = 0.78, 0.62
"""How large the text is, of its size in the window: 11 points, where paper is narrow 9."""

EDGE = 12.0
"""Free millimetres left and right of all that is printed."""

ABOVE, BELOW = 20.0, 18.0
"""Free millimetres above and below the text, where the running lines stand."""

RUNNING = 11.0
"""How far from the paper's edges the running lines stand, in millimetres."""

NAMES = NAME_END + NAME_ROOM + 6
NOTES = NOTE_START + FULL + 8
NARROWEST = 300
"""The text column is never narrower than this, in pixels of the window."""

ROWS = 150
"""Rows of a text that are set in one step."""

BLOCKS = 40
"""Blocks whose lines are gone through in one step."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper in millimetres."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Set:
    """One line of the text as it is set, in pixels of the text.

    `first` and `last` tell whether it begins and ends its block; one that `keeps` stays on the
    page of what follows.
    """

    block: int
    number: int
    top: float
    bottom: float
    first: bool
    last: bool
    keeps: bool


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands on one page: lines, and notes with their boxes from the top of the text on."""

    lines: tuple[Set, ...]
    notes: tuple[tuple[Note, QRectF], ...] = ()

    @property
    def top(self) -> float:
        return self.lines[0].top

    @property
    def height(self) -> float:
        return self.lines[-1].bottom - self.lines[0].top


class Printout:
    """Lays an article out for paper, step by step, and then draws any of its pages.

    Shows what `shown` does of the marks, at rest, in the colours of ink on white.
    """

    def __init__(
        self,
        found: Findings,
        own: Sequence[OwnAnnotation],
        shown: Shown,
        paper: Paper,
        *,
        contrast: bool = False,
        remark: str = "",
    ) -> None:
        """Prepare the pages; `remark` is said at the head of each, "" for nothing."""
        self.paper = paper
        self._found, self._own, self._remark = found, tuple(own), remark
        self._shown = Shown(layers=shown.layers, only=shown.only)
        self._leaves: list[Leaf] = []
        self._has_names = bool(shown.layers & {Layer.QUOTES, Layer.SOURCES})
        mine = Layer.MINE in shown.layers and shown.only is None
        self._has_notes = mine and any(item.note.strip() for item in own)
        beside = NAMES + (NOTES if self._has_notes else 0)
        room = _pixels(paper.width - 2 * EDGE)
        self._scale = max(SMALLEST, min(LARGEST, room / (beside + COLUMN)))
        self._column = round(max(NARROWEST, min(COLUMN, room / self._scale - beside)))
        # What is left over goes to both sides.
        over = max(0.0, room / self._scale - beside - self._column)
        self._left = _pixels(EDGE) / self._scale + over / 2 + NAMES
        theme = theme_named("contrast" if contrast else "light")
        self._style = Style(theme, 100, self._column)

    @property
    def count(self) -> int:
        """How many pages there are, as soon as all steps are taken."""
        return len(self._leaves)

    def steps(self) -> Iterator[None]:
        """Lay the article out, a little with each step."""
        found = self._found
        self._typeset = Typeset(found.document, self._style, found.composition, whole=False)
        apart = QTextCharFormat()
        apart.setFontFeatures({QFont.Tag("liga"): 0})
        more = True
        while more:
            cursor = QTextCursor(self._typeset.qt)
            cursor.movePosition(QTextCursor.MoveOperation.End)
            start = cursor.position()
            more = self._typeset.set_more(ROWS)
            # Joined letters would be missing from the words that can be found in a PDF.
            cursor.setPosition(start)
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(apart)
            yield
        self._typeset.qt.setTextWidth(self._column + 2 * self._style.padding)
        while not self._typeset.laying.is_whole():
            self._typeset.laying.step()
            yield
        self._lines = Lines(self._typeset)
        own = marks_of(Analysis(), self._own)
        self._marks = MarkPainter(self._typeset, self._lines, found.marks, own)
        self._gutter = Gutter(self._typeset, self._lines, found.analysis, found.groups)
        self._gutter.on_paper = True
        self._notes = Notes(self._typeset, self._lines, self._own if self._has_notes else ())
        lines: list[Set] = []
        for number in range(self._typeset.qt.blockCount()):
            lines += self._lines_of(number)
            if number % BLOCKS == 0:
                yield
        height = _pixels(self.paper.height - ABOVE - BELOW) / self._scale
        self._leaves = leaves(lines, self._notes.place(NOTES), height)

    def paint(self, painter: QPainter, number: int) -> None:
        """Draw a page, from 0, on a painter whose origin is the corner of the paper.

        Its pixels are those of the window; the painter of another device has to be scaled.
        """
        leaf = self._leaves[number]
        painter.save()
        painter.scale(self._scale, self._scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_running(painter, number)
        painter.translate(self._left, _pixels(ABOVE) / self._scale)
        if leaf.lines:
            self._paint_text(painter, leaf)
            if self._has_names:
                self._paint_names(painter, leaf)
        for note, box in leaf.notes:
            self._notes.write(painter, note, box.translated(self._column, 0))
        painter.restore()

    def _paint_text(self, painter: QPainter, leaf: Leaf) -> None:
        painter.save()
        padding = self._style.padding
        painter.translate(-padding, -leaf.top)
        # Just inside, so that the lines next to the page's are not touched.
        area = QRectF(0, leaf.top + 1, self._column + 2 * padding, leaf.height - 2)
        self._marks.paint(painter, area, self._shown)
        layout = self._typeset.qt.documentLayout()
        for line in leaf.lines:
            block = self._typeset.qt.findBlockByNumber(line.block)
            corner = layout.blockBoundingRect(block).topLeft()
            block.layout().lineAt(line.number).draw(painter, corner)
        painter.restore()

    def _paint_names(self, painter: QPainter, leaf: Leaf) -> None:
        painter.save()
        painter.translate(-NAMES, -leaf.top)
        painter.setClipRect(QRectF(0, leaf.top, NAMES, leaf.height))
        area = QRectF(0, leaf.top + 1, NAMES, leaf.height - 2)
        self._gutter.paint(painter, area, NAMES, frozenset(), self._shown.only)
        painter.restore()

    def _paint_running(self, painter: QPainter, number: int) -> None:
        """Write title and remark above the text, address and page number below it."""
        document = self._found.document
        address = document.address or document.source
        painter.setFont(pane_font(13))
        painter.setPen(self._style.theme.color("ink3"))
        high = _pixels(RUNNING) / self._scale
        low = _pixels(self.paper.height - RUNNING) / self._scale
        self._paint_line(painter, high, document.title if number else "", self._remark)
        # A file's path is the reader's own business.
        where = address if "://" in address else ""
        said = tr("Page {number} of {count}", number=str(number + 1), count=str(self.count))
        self._paint_line(painter, low, where, said)

    def _paint_line(self, painter: QPainter, y: float, left: str, right: str) -> None:
        metrics = QFontMetricsF(painter.font())
        taken = metrics.horizontalAdvance(right)
        room = self._column - taken - (24 if right else 0)
        words = metrics.elidedText(left, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QPointF(self._left, y), words)
        painter.drawText(QPointF(self._left + self._column - taken, y), right)

    def _lines_of(self, number: int) -> Iterator[Set]:
        block = self._typeset.qt.findBlockByNumber(number)
        corner = self._typeset.qt.documentLayout().blockBoundingRect(block).topLeft()
        layout, leading = block.layout(), self._typeset.leading(block)
        row = self._typeset.composition.rows[number]
        above = row.block is None and row.setting is not BYLINE
        heading = row.block is not None and row.block.kind is BlockKind.HEADING
        for place in range(layout.lineCount()):
            line = layout.lineAt(place)
            baseline = corner.y() + line.y() + line.ascent()
            yield Set(
                number,
                place,
                baseline - 0.8 * leading,
                baseline + 0.2 * leading,
                first=place == 0,
                last=place == layout.lineCount() - 1,
                keeps=heading or above,
            )


def leaves(lines: Sequence[Set], notes: Sequence[Note], height: float) -> list[Leaf]:
    """Return the pages: whole lines, and each note beside its words or where there is room next.

    A heading stays with what follows, and no line of a paragraph is left alone on a page.
    """
    made: list[Leaf] = []
    waiting = list(notes)
    start = 0
    while start < len(lines):
        end = _end(lines, start, height)
        page = tuple(lines[start:end])
        made.append(Leaf(page, tuple(_beside(page, waiting, height))))
        start = end
    while waiting:
        made.append(Leaf((), tuple(_beside((), waiting, height))))
    return made


def _end(lines: Sequence[Set], start: int, height: float) -> int:
    """Return where the page that begins with the line `start` ends; it is never empty."""
    end = start + 1
    while end < len(lines) and lines[end].bottom - lines[start].top <= height:
        end += 1
    if end == len(lines):
        return end
    best = end
    if lines[best].last and not lines[best].first:
        best -= 1  # a paragraph's last line takes the one before along
    if best > start and not lines[best].first and lines[best - 1].first:
        best -= 1  # its first line goes where the others are
    while best > start and lines[best - 1].keeps:
        best -= 1
    return best if best > start else end


def _beside(
    page: Sequence[Set], waiting: list[Note], height: float
) -> Iterator[tuple[Note, QRectF]]:
    """Take from `waiting` the notes that find room on a page, and yield where each stands."""
    free = 0.0
    while waiting and (not page or waiting[0].line < page[-1].bottom):
        wanted = waiting[0].line - page[0].top if page else 0.0
        box = QRectF(waiting[0].box)
        # Near the foot of the page a note moves up, as far as those above it leave room.
        box.moveTop(max(free, min(wanted, height - box.height())))
        if box.bottom() > height and free:
            return
        yield waiting.pop(0), box
        free = box.bottom() + GAP


def _pixels(millimetres: float) -> float:
    """Return a length in pixels of the window."""
    return millimetres * dots_per_inch() / 25.4
