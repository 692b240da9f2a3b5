"""Text fitted into painted rows, and lists that lay out their rows in batches."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from app.desktop.pens import Face
from app.desktop.row_view import BATCH, RowDelegate, RowView
from app.desktop.rows import Head, Row, RowModel, matching
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


def test_a_row_is_found_by_its_key(qapp):
    model = RowModel()
    model.show(rows(BATCH * 3))
    index = model.index_of(f"k{BATCH * 2 + 1}")
    assert model.row(index).key == f"k{BATCH * 2 + 1}"


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


def laid_out(view, key):
    return view.visualRect(view.rows().index_of(key)).isValid()


def in_view(view, key):
    rect = view.visualRect(view.rows().index_of(key))
    return rect.isValid() and view.viewport().rect().contains(rect)


def test_a_long_list_is_laid_out_a_batch_at_a_time(qtbot, listed):
    view, _ = listed
    view.show_rows(rows(BATCH * 4))
    last = f"k{BATCH * 4 - 1}"
    assert not laid_out(view, last)
    qtbot.waitUntil(lambda: laid_out(view, last))


def test_a_row_not_laid_out_yet_is_gone_to_when_it_is(qtbot, listed):
    view, _ = listed
    view.show_rows(rows(BATCH * 4))
    assert view.follow(f"k{BATCH * 3}")
    assert not laid_out(view, f"k{BATCH * 3}")
    qtbot.waitUntil(lambda: in_view(view, f"k{BATCH * 3}"))


@pytest.mark.parametrize("change", ["rows", "width"])
def test_the_view_comes_back_to_where_it_was_in_a_long_list(qtbot, listed, change):
    view, _ = listed
    view.show_rows(rows(BATCH * 4))
    qtbot.waitUntil(lambda: laid_out(view, f"k{BATCH * 4 - 1}"))
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() - 40)
    place = view.verticalScrollBar().value()
    if change == "rows":
        view.show_rows([*rows(BATCH * 4), Row("new", "one more")])
    else:
        view.resize(260, 300)
    qtbot.waitUntil(lambda: laid_out(view, f"k{BATCH * 4 - 1}"))
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() == place)


def test_the_reader_who_scrolls_meanwhile_is_not_thrown_back(qtbot, listed):
    view, _ = listed
    view.show_rows(rows(BATCH * 4))
    view.follow(f"k{BATCH * 3}")
    qtbot.waitUntil(lambda: in_view(view, f"k{BATCH * 3}"))
    view.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: laid_out(view, f"k{BATCH * 4 - 1}"))
    view.show_rows(rows(BATCH * 4))
    qtbot.waitUntil(lambda: laid_out(view, f"k{BATCH * 4 - 1}"))
    assert view.verticalScrollBar().value() == 0


def test_a_list_that_got_short_forgets_how_far_down_the_reader_was(qtbot, listed):
    view, _ = listed
    view.show_rows(rows(BATCH * 2))
    qtbot.waitUntil(lambda: laid_out(view, f"k{BATCH * 2 - 1}"))
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.show_rows(rows(20))
    qtbot.waitUntil(lambda: laid_out(view, "k19"))
    view.verticalScrollBar().setValue(0)
    view.show_rows(rows(BATCH * 2))
    qtbot.waitUntil(lambda: laid_out(view, f"k{BATCH * 2 - 1}"))
    assert view.verticalScrollBar().value() == 0


def test_a_list_taken_to_its_top_does_not_return_to_where_it_stood(qtbot, listed):
    view, _ = listed
    view.show_rows(rows(60))
    qtbot.waitUntil(lambda: laid_out(view, "k59"))
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.show_rows(rows(50))
    view.scrollToTop()
    qtbot.waitUntil(lambda: laid_out(view, "k49"))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 300)
    assert view.verticalScrollBar().value() == 0


@pytest.fixture
def several(qtbot):
    view = RowView("Rows", several=True)
    qtbot.addWidget(view)
    delegate = Lines(theme_named("light"))
    delegate.setParent(view)
    view.setItemDelegate(delegate)
    view.resize(200, 300)
    view.show()
    return view


def test_several_rows_stay_selected_where_they_are_listed_again(several):
    several.show_rows([Head("", "head", "Head"), *rows(6)])
    several.selectAll()
    assert [row.key for row in several.selected()] == [f"k{n}" for n in range(6)]
    several.show_rows(rows(6)[::-1][1:4] + rows(1))
    assert [row.key for row in several.selected()] == ["k4", "k3", "k2", "k0"]
