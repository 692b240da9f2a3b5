"""Bars and names stand beside the lines of their contents."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from app.reading.analysis import Analysis
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Block, BlockKind, Document
from app.reading.spans import Span
from app.reading.speaker import Speaker
from app.rendering.gutter import Bar, Gutter
from app.rendering.layout import Style, Typeset
from app.rendering.lines import Lines
from app.rendering.names import Name
from app.rendering.palette import theme_named

COLUMN = 188
PARAGRAPHS = (
    "The auditor wrote that the pumps had failed twice and that the wardens say the gates leak.",
    "Nobody disagreed.",
    "“Then we pay,” the treasurer said, before the lights went out.",
)
TEXT = "\n".join(PARAGRAPHS)


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def said(name, words, speaker, **facts):
    return Attribution(
        name, AttributionKind.INDIRECT, Act.STATEMENT, (span(words),), speaker=speaker, **facts
    )


ANALYSIS = Analysis(
    attributions=(
        said("a1", PARAGRAPHS[0][23:-1], "auditor"),
        said("a2", "the gates leak", "wardens", anonymous=True, parent="a1"),
        said("a3", "“Then we pay,”", "Treasurer of the Lower Harbour and Dock Company"),
    ),
    speakers=(Speaker("Treasurer of the Lower Harbour and Dock Company", ("the treasurer",)),),
)


@pytest.fixture
def gutter(qapp):
    blocks, start = [], 0
    for words in PARAGRAPHS:
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(words)))
        start += len(words) + 1
    typeset = Typeset(Document("a.txt", TEXT, tuple(blocks)), Style(theme_named("light")))
    typeset.qt.setTextWidth(420)
    made = Gutter(typeset, Lines(typeset), ANALYSIS)
    made.lines = Lines(typeset)
    return made


def painted(gutter, column=COLUMN, strong=frozenset(), only=None):
    image = QImage(column, 400, QImage.Format.Format_ARGB32)
    image.fill(theme_named("light").color("paper"))
    painter = QPainter(image)
    gutter.paint(painter, QRectF(image.rect()), column, strong, only)
    painter.end()
    return image


def inked(image, left, right):
    """Return the rows with anything drawn between two distances from the column."""
    paper = theme_named("light").color("paper")
    xs = range(image.width() - left, image.width() - right)
    return [y for y in range(400) if any(image.pixelColor(x, y) != paper for x in xs)]


def test_the_outer_bar_runs_from_the_first_line_of_its_content_to_the_last(gutter):
    lines = list(gutter.lines.covering(ANALYSIS.attributions[0].content[0]))
    rows = [y for y in inked(painted(gutter), 18, 16) if y < lines[-1].bottom + 5]
    assert min(rows) == pytest.approx(lines[0].baseline - 0.92 * 19, abs=1)
    assert max(rows) == pytest.approx(lines[-1].baseline + 0.36 * 19, abs=1.5)
    assert len(rows) == max(rows) - min(rows) + 1


def test_the_bar_of_a_nested_unnamed_source_stands_further_right_and_is_broken(gutter):
    rows = inked(painted(gutter), 12, 10)
    assert rows
    assert len(rows) < max(rows) - min(rows)


def test_the_bar_in_focus_is_wider(gutter):
    assert inked(painted(gutter), 16, 15) == []
    assert inked(painted(gutter, strong=frozenset({"a1"})), 16, 15)


def test_no_names_are_written_without_room_for_them(gutter):
    assert inked(painted(gutter), 188, 26)
    narrow = painted(gutter, column=90)
    assert inked(narrow, 90, 26) == []
    assert inked(narrow, 18, 16)


def test_only_one_speakers_bars_and_names_are_drawn_when_isolated(gutter):
    image = painted(gutter, only=frozenset({"a3"}))
    line = gutter.lines.holding(span("“Then").start)
    assert inked(image, 188, 0)
    assert min(inked(image, 188, 0)) >= line.top - 2


def test_what_stands_in_the_margin_is_found_by_the_pointer(gutter):
    (first, *_) = gutter.lines.covering(span("the pumps"))
    name = gutter.at(QPointF(COLUMN - 50, first.baseline - 4), COLUMN, None)
    assert isinstance(name, Name)
    assert name.speaker == "auditor"
    bar = gutter.at(QPointF(COLUMN - 17, first.baseline), COLUMN, None)
    assert isinstance(bar, Bar)
    assert bar.target == "a1"
    assert gutter.at(QPointF(COLUMN - 50, 5000), COLUMN, None) is None


def test_names_stay_within_their_room(gutter):
    rows = inked(painted(gutter), 188, 26)
    assert rows
    assert inked(painted(gutter), 188, 170) == []
