"""The lines of a printed page, from the boxes of its characters."""

from array import array

import pytest
from PySide6.QtCore import QPointF

from app.reading.document import Printed
from app.reading.spans import Span
from app.rendering.printed import PrintedPage

TEXT = "The office is open.\nNo."


def boxes(*rows):
    """Return boxes of characters a hundredth wide; `rows` are (top, left, how many)."""
    made = array("f")
    for top, left, many in rows:
        for place in range(many):
            x = left + place / 100
            made.extend((x, top, x + 0.01, top + 0.02))
    return made


@pytest.fixture
def page():
    # "The o" | "ffi" as one ligature | "ce is" in the first line, " open." in the second, "No."
    runs = [
        Printed(0, 5, 1, 0, 5),
        Printed(5, 8, 1, 5, 1),
        Printed(8, 13, 1, 6, 5),
        Printed(14, 19, 1, 11, 5),
        Printed(20, 23, 1, 16, 3),
    ]
    return PrintedPage(TEXT, runs, boxes((0.1, 0.1, 11), (0.2, 0.1, 5), (0.2, 0.3, 3)), 1000, 1000)


def test_lines_are_told_apart_by_height_and_by_paragraphs(page):
    words = [TEXT[line.start : line.end] for line in page.lines]
    assert words == ["The office is", "open.", "No."]
    assert page.lines[0].top == pytest.approx(100)
    assert page.lines[0].bottom == pytest.approx(120)
    assert 100 < page.lines[0].baseline < 120


def test_a_stretch_over_two_lines_has_a_piece_on_each(page):
    pieces = list(page.pieces(Span(11, 19), page.lines))
    assert [TEXT[piece.start : piece.end] for piece in pieces] == ["is", "open."]
    assert [(piece.opens, piece.closes) for piece in pieces] == [(True, False), (False, True)]
    assert pieces[0].left == pytest.approx(190)
    assert pieces[0].right == pytest.approx(210)
    assert pieces[1].left == pytest.approx(100)
    assert pieces[1].right == pytest.approx(150)


def test_part_of_a_ligature_covers_all_of_it(page):
    (piece,) = page.pieces(Span(6, 7), page.lines)
    assert (piece.left, piece.right) == (pytest.approx(150), pytest.approx(160))
    assert page.box(Span(0, 3)).right() == pytest.approx(130)
    assert page.box(Span(13, 14)) is None


def test_a_place_leads_to_its_character(page):
    assert page.at(QPointF(105, 110)) == 0
    assert page.at(QPointF(155, 110)) == 5
    assert page.at(QPointF(305, 210)) == 20
    assert page.at(QPointF(600, 110)) is None


def test_what_shows_nothing_and_what_is_not_there_is_passed_by():
    runs = [Printed(0, 3, 1, 0, 3), Printed(3, 6, 1, 90, 3)]
    empty = array("f", [0.0] * 12)
    assert PrintedPage("abcdef", runs, empty, 100, 100).lines == []
