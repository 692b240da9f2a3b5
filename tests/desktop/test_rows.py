"""Text fitted into painted rows, and lists that hand their rows over in batches."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from app.desktop.pens import Face
from app.desktop.rows import BATCH, Row, RowDelegate, RowModel, RowView, matching
from app.rendering.fonts import pane_font
from app.rendering.palette import theme_named


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
    model = RowModel()
    model.show(rows(1))
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == "row 0"


def test_a_filter_wants_every_word_in_any_order():
    test = matching("two ONE")
    assert test(Row("", "One and two"))
    assert not test(Row("", "One alone"))


class Lines(RowDelegate):
    """Rows one pixel higher for each word."""

    def __init__(self, theme):
        super().__init__(theme, Face(pane_font(11)))
        self.measured = 0

    def height(self, row, width):
        self.measured += 1
        return 20 + len(row.spoken.split())

    def draw(self, pen, rect, row, *, selected):
        pass


@pytest.fixture
def listed(qtbot):
    view = RowView("Rows")
    qtbot.addWidget(view)
    delegate = Lines(theme_named("light"))
    delegate.setParent(view)
    view.setItemDelegate(delegate)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    view.resize(200, 300)
    view.show()
    return view, delegate


def test_rows_are_measured_before_the_reader_gets_to_them_and_only_once(qtbot, listed):
    view, delegate = listed
    view.show_rows(rows(BATCH * 4))
    qtbot.waitUntil(lambda: delegate.measured == BATCH * 4)
    assert view.follow(f"k{BATCH * 4 - 1}")
    view.show_rows([*rows(BATCH * 4), Row("new", "one more")])
    qtbot.waitUntil(lambda: delegate.measured == BATCH * 4 + 1)
    assert view.follow("new")
    assert delegate.measured == BATCH * 4 + 1


def test_rows_have_the_heights_of_what_is_listed_now(qtbot, listed):
    view, _ = listed
    view.show_rows([Row("a", "one two three four")])
    assert view.visualRect(view.rows().index_of("a")).height() == 24
    view.show_rows([Row("a", "one")])
    assert view.visualRect(view.rows().index_of("a")).height() == 21
