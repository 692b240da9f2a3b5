"""Lines and notes find their pages."""

from PySide6.QtCore import QRectF

from app.rendering.notes import Note
from app.rendering.paper import Set, leaves


def paragraph(block, lines, top, *, keeps=False):
    return [
        Set(block, n, top + 10 * n, top + 10 * n + 10, n == 0, n == lines - 1, keeps)
        for n in range(lines)
    ]


def text(*paragraphs):
    """Lines of paragraphs one below the other; a negative length is a heading's."""
    lines, top = [], 0
    for block, length in enumerate(paragraphs):
        lines += paragraph(block, abs(length), top, keeps=length < 0)
        top += 10 * abs(length)
    return lines


def pages(lines, height, notes=()):
    return [[line.block for line in leaf.lines] for leaf in leaves(lines, notes, height)]


def note(line, height, target="n"):
    return Note(target, "words", "", QRectF(44, line + 4, 216, height), line)


def test_pages_are_filled_with_whole_lines():
    assert pages(text(10), 45) == [[0] * 4, [0] * 4, [0] * 2]


def test_a_heading_stays_with_what_follows():
    assert pages(text(3, -1, 4), 45) == [[0] * 3, [1, 2, 2], [2, 2]]


def test_no_line_of_a_paragraph_is_left_alone():
    assert pages(text(3, 4), 45) == [[0] * 3, [1] * 4]
    assert pages(text(2, 5), 65) == [[0, 0, 1, 1, 1], [1, 1]]


def test_a_heading_longer_than_a_page_still_ends():
    assert pages(text(-9), 45) == [[0] * 4, [0] * 4, [0]]


def test_an_empty_article_has_no_pages():
    assert pages([], 45) == []


def test_a_note_stands_beside_its_words_on_their_page():
    first, second = leaves(text(8), [note(50, 10)], 45)
    assert not first.notes
    ((_, box),) = second.notes
    assert box.top() == 10


def test_a_note_near_the_foot_moves_up_into_the_page():
    (only,) = leaves(text(4), [note(30, 25)], 45)
    ((_, box),) = only.notes
    assert box.bottom() == 45


def test_notes_without_room_go_on_where_there_is_some():
    found = leaves(text(4), [note(0, 30, "a"), note(0, 30, "b"), note(0, 90, "c")], 45)
    assert [[one.target for one, _ in leaf.notes] for leaf in found] == [["a"], ["b"], ["c"]]
    assert not found[1].lines
