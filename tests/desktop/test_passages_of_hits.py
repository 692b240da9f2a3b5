"""Passages fitted into few lines, with what was found in sight and bold."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont

from app.desktop.library_passages import passage_lines
from app.desktop.pens import Face
from app.reading.spans import Span
from app.rendering.fonts import article_font


@pytest.fixture(scope="module")
def faces(qapp):
    return Face(article_font(14.5)), Face(article_font(14.5, QFont.Weight.Bold))


def written(line):
    return "".join(f" {piece.text}" if piece.first else piece.text for piece in line).strip()


def bold(lines):
    return [piece.text for line in lines for piece in line if piece.found]


def width(faces, line):
    blank = faces[0].width(" ")
    gaps = sum(piece.first for piece in line[1:])
    return sum(faces[piece.found].width(piece.text) for piece in line) + gaps * blank


def test_a_short_passage_stands_on_one_line(faces):
    (line,) = passage_lines(faces, "the mill  will\ngrind again", [Span(4, 8)], 400, 3)
    assert written(line) == "the mill will grind again"
    assert bold([line]) == ["mill"]


def test_a_part_of_a_word_is_bold_alone(faces):
    (line,) = passage_lines(faces, "watermills, again", [Span(5, 9)], 400, 3)
    assert [piece.text for piece in line] == ["water", "mill", "s,", "again"]
    assert bold([line]) == ["mill"]
    assert written(line) == "watermills, again"


def test_what_was_found_over_a_blank_is_bold_on_both_sides(faces):
    (line,) = passage_lines(faces, "the old mill stands", [Span(4, 12)], 400, 3)
    assert bold([line]) == ["old", "mill"]


def test_a_long_passage_is_cut_around_what_was_found(faces):
    text = "one two three " * 60 + "needle " + "four five " * 60
    place = text.index("needle")
    lines = passage_lines(faces, text, [Span(place, place + 6)], 240, 3)
    assert len(lines) == 3
    assert bold(lines) == ["needle"]
    assert written(lines[0]).startswith("…")
    assert written(lines[-1]).endswith("…")


def test_what_stands_at_the_beginning_is_not_cut_off(faces):
    text = "needle " + "four five " * 60
    lines = passage_lines(faces, text, [Span(0, 6)], 240, 3)
    assert written(lines[0]).startswith("needle")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(alphabet="abc de\nf“é漢", max_size=400),
    st.integers(60, 400),
    st.integers(1, 3),
    st.data(),
)
def test_no_line_is_too_wide_and_no_word_is_lost_before_the_cut(faces, text, room, most, data):
    start = data.draw(st.integers(0, len(text)))
    found = [Span(start, data.draw(st.integers(start, len(text))))]
    lines = passage_lines(faces, text, found, room, most)
    assert len(lines) <= most
    for line in lines:
        # A single word that is too long ends in "…", which the bold face draws wider.
        assert width(faces, line) <= room + 8 or len(line) == 1
    words = " ".join(map(written, lines))
    if "…" not in words:
        assert words.split() == text.split()
