"""Stretches of text are cut by line, and know where they truly begin and end."""

from __future__ import annotations

import pytest

from app.reading.document import Block, BlockKind, Document
from app.reading.spans import Span
from app.rendering.layout import Style, Typeset
from app.rendering.lines import Lines
from app.rendering.palette import theme_named

WIDTH = 260
FIRST = "The mayor opened the bridge on Monday and promised that many more would soon follow it."
SECOND = "Nobody cheered."


@pytest.fixture
def typeset(qapp):
    text = f"{FIRST}\n{SECOND}"
    blocks = (
        Block(BlockKind.PARAGRAPH, 0, len(FIRST)),
        Block(BlockKind.PARAGRAPH, len(FIRST) + 1, len(text)),
    )
    made = Typeset(Document("a.txt", text, blocks, title="Bridge"), Style(theme_named("light")))
    made.qt.setTextWidth(WIDTH)
    return made


@pytest.fixture
def lines(typeset):
    return Lines(typeset)


def all_of(typeset, lines):
    return list(lines.covering(Span(0, len(typeset.document.text))))


def test_lines_cover_the_article_without_the_blanks_at_their_ends(typeset, lines):
    text = typeset.document.text
    found = all_of(typeset, lines)
    assert len(found) > 4
    assert " ".join(text[line.start : line.end] for line in found) == f"{FIRST} {SECOND}"


def test_a_stretch_over_three_lines_opens_on_the_first_and_closes_on_the_last(typeset, lines):
    found = all_of(typeset, lines)
    span = Span(found[0].start + 4, found[2].end - 2)
    pieces = list(lines.pieces(span, found))
    assert [(piece.opens, piece.closes) for piece in pieces] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def test_a_stretch_that_ends_in_the_blank_of_a_line_break_closes_on_that_line(typeset, lines):
    found = all_of(typeset, lines)
    pieces = list(lines.pieces(Span(found[0].start, found[1].start), found))
    assert [(piece.end, piece.closes) for piece in pieces] == [(found[0].end, True)]


def test_no_piece_reaches_over_the_blank_at_the_end_of_its_line(typeset, lines):
    found = all_of(typeset, lines)
    for piece in lines.pieces(Span(0, len(FIRST)), found):
        width = typeset.qt.findBlockByNumber(piece.line.block).layout()
        natural = width.lineAt(piece.line.number).naturalTextWidth()
        assert piece.right == pytest.approx(piece.line.left + natural, abs=0.5)


def test_pieces_of_neighbouring_stretches_meet(typeset, lines):
    found = all_of(typeset, lines)[:1]
    (one,) = lines.pieces(Span(0, 9), found)
    (other,) = lines.pieces(Span(9, 16), found)
    assert one.right == other.left > one.left


def test_only_the_lines_in_a_band_of_the_page_are_found(typeset, lines):
    found = all_of(typeset, lines)
    band = lines.between(found[1].top + 1, found[2].bottom - 1)
    assert band == found[1:3]


def test_the_line_of_a_place_is_found_also_between_words_and_paragraphs(typeset, lines):
    found = all_of(typeset, lines)
    assert lines.holding(found[1].start) == found[1]
    assert lines.holding(found[1].end) == found[1]
    assert lines.holding(len(typeset.document.text) + 5) == found[-1]


def test_a_narrower_column_is_measured_anew(typeset, lines):
    before = all_of(typeset, lines)
    typeset.qt.setTextWidth(160)
    lines.forget()
    assert len(all_of(typeset, lines)) > len(before)


def test_a_stretch_of_the_page_takes_in_the_title(typeset, lines):
    boxes = lines.stretch(0, len("Bridge"), 0, 1000)
    assert len(boxes) == 1
    assert boxes[0].width() > 50
