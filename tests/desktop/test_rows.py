"""Text fitted into painted rows, and lists that hand their rows over in batches."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.desktop.pens import Face
from app.desktop.rows import BATCH, Row, RowModel, matching
from app.rendering.fonts import pane_font


@pytest.fixture(scope="module")
def face(qapp):
    return Face(pane_font(13))


def test_short_text_stands_on_one_line(face):
    assert face.lines("a few words", 400, 3) == ["a few words"]


def test_long_text_is_cut_and_says_so(face):
    lines = face.lines("many words that go on " * 40, 200, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")


def test_a_word_wider_than_the_row_is_cut(face):
    (line,) = face.lines("incomprehensibilities" * 5, 100, 3)
    assert line.endswith("…")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet="abc def“”é漢 ", max_size=300), st.integers(40, 500), st.integers(1, 4))
def test_no_line_is_wider_than_the_row_and_no_word_is_lost_before_the_cut(face, text, width, most):
    lines = face.lines(text, width, most)
    assert len(lines) <= most
    for line in lines:
        assert face.metrics.horizontalAdvance(line) <= width + 1
    if not any("…" in line for line in lines):
        assert " ".join(lines).split() == text.split()


def rows(count):
    return [Row(f"k{n}", f"row {n}") for n in range(count)]


def test_rows_are_handed_over_in_batches_and_found_beyond_them(qapp):
    model = RowModel()
    model.show(rows(BATCH * 3))
    assert model.rowCount() == BATCH
    index = model.index_of(f"k{BATCH * 2 + 1}")
    assert model.row(index).key == f"k{BATCH * 2 + 1}"
    assert model.rowCount() == BATCH * 3


def test_a_row_that_is_not_there_has_no_index(qapp):
    model = RowModel()
    model.show(rows(3))
    assert not model.index_of("nobody").isValid()


def test_rows_say_themselves(qapp):
    from PySide6.QtCore import Qt

    model = RowModel()
    model.show(rows(1))
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == "row 0"


def test_a_filter_wants_every_word_in_any_order():
    test = matching("two ONE")
    assert test(Row("", "One and two"))
    assert not test(Row("", "One alone"))
