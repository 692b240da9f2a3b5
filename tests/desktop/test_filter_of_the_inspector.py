"""The filter boxes above the inspector's lists, and the heads of its tabs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.desktop.tab_heads import TabButton
from app.rendering.palette import theme_named
from tests.desktop.hands import press, rows, select

THEME = theme_named("light")


@pytest.fixture
def window(qtbot, open_window, article):
    made = open_window(article)
    made.resize(1400, 900)
    return made


def keys(tab):
    return [row.key for row in rows(tab) if row.key]


def type_into(qtbot, tab, text):
    tab.filter.clear()
    qtbot.keyClicks(tab.filter, text)


def heads(window):
    return window.inspector.findChildren(TabButton)


@pytest.mark.parametrize(
    ("place", "text", "left"),
    [
        (0, "islanders", ["a3"]),
        (0, "jon ames", ["a2"]),
        (1, "900", ["n2"]),
        (2, "mira", ["source:Mira Holt"]),
    ],
)
def test_rows_are_narrowed_to_what_has_the_words(qtbot, window, place, text, left):
    window.panes.show_tab(place)
    tab = window.inspector.current()
    before = [button.shown_count() for button in heads(window)]
    type_into(qtbot, tab, text)
    assert keys(tab) == left
    assert [button.shown_count() for button in heads(window)] == before


def test_notes_are_found_by_what_was_noted(qtbot, window):
    select(window, "the islanders")
    press(qtbot, window.reader, Qt.Key.Key_N)
    qtbot.keyClicks(window.inspector.notes.editor.box, "Ask the mayor")
    qtbot.keyClick(
        window.inspector.notes.editor.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    notes = window.inspector.notes
    type_into(qtbot, notes, "mayor")
    assert len(keys(notes)) == 1
    type_into(qtbot, notes, "zeppelin")
    assert not keys(notes)
    assert notes._no_match.text.text() == "No notes match."


def test_how_many_match_is_said_and_all_can_be_shown_again(qtbot, window):
    quotes = window.inspector.quotes
    assert not quotes._matches.isVisible()
    type_into(qtbot, quotes, "said hull")
    type_into(qtbot, quotes, "hull")
    assert quotes._matches.isVisible()
    assert quotes._matches.text.text() == "1 of 3 match"
    qtbot.mouseClick(quotes._matches.link, Qt.MouseButton.LeftButton)
    assert keys(quotes) == ["a1", "a3", "a2"]
    assert not quotes._matches.isVisible()


def test_where_nothing_matches_all_are_offered(qtbot, window):
    quotes = window.inspector.quotes
    type_into(qtbot, quotes, "zeppelin")
    assert quotes._no_match.isVisible()
    assert quotes._no_match.text.text() == "No quotes match."
    assert quotes._no_match.link.text() == "Show all 3"
    qtbot.mouseClick(quotes._no_match.link, Qt.MouseButton.LeftButton)
    assert len(keys(quotes)) == 3
    assert quotes.filter.text() == ""
    assert quotes.view.hasFocus()


@pytest.mark.parametrize(
    ("key", "held"),
    [(Qt.Key.Key_Slash, Qt.KeyboardModifier.NoModifier),
     (Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)],
)  # fmt: skip
def test_a_key_goes_to_the_filter_box_from_the_text(qtbot, window, key, held):
    window.panes.show_inspector(False)
    press(qtbot, window.reader, key, held)
    assert window.inspector.isVisible()
    assert QApplication.focusWidget() is window.inspector.quotes.filter


def test_a_stroke_is_written_where_something_is_being_written(qtbot, window):
    quotes = window.inspector.quotes
    press(qtbot, window.reader, Qt.Key.Key_Slash)
    qtbot.keyClicks(quotes.filter, "3/4")
    assert quotes.filter.text() == "3/4"


def test_escape_clears_the_box_and_then_goes_back_to_the_list(qtbot, window):
    quotes = window.inspector.quotes
    press(qtbot, window.reader, Qt.Key.Key_Slash)
    qtbot.keyClicks(quotes.filter, "hull")
    press(qtbot, quotes.filter, Qt.Key.Key_Escape)
    assert (quotes.filter.text(), quotes.filter.hasFocus()) == ("", True)
    press(qtbot, quotes.filter, Qt.Key.Key_Escape)
    assert quotes.view.hasFocus()


def test_enter_in_the_list_goes_on_in_the_text_at_the_row(qtbot, window):
    quotes = window.inspector.quotes
    quotes.view.setFocus()
    press(qtbot, quotes.view, Qt.Key.Key_Down)
    press(qtbot, quotes.view, Qt.Key.Key_End)
    assert window.reader.focused() == "a2"
    press(qtbot, quotes.view, Qt.Key.Key_Return)
    assert window.reader.hasFocus()
    assert window.reader.focused() == "a2"


# The heads


@pytest.mark.parametrize("width", [300, 348])
@pytest.mark.parametrize("count", [4, 88, 1248])
def test_no_head_is_cut_whatever_the_counts(qtbot, window, width, count):
    inspector = window.inspector
    window.panes.splitter.setSizes([272, 1400 - 274 - width, width])
    for button in heads(window):
        button.set_count(count)
    qtbot.waitUntil(lambda: inspector.width() == width)
    QApplication.processEvents()
    buttons = heads(window)
    for button in buttons:
        assert button.width() >= button.sizeHint().width()
    edges = [button.geometry() for button in buttons]
    assert edges[-1].right() < width
    assert all(one.right() < other.left() for one, other in pairwise(edges))


def test_counts_go_below_the_names_only_where_there_is_no_room_beside_them(qtbot, window):
    window.panes.splitter.setSizes([272, 666, 460])
    qtbot.waitUntil(lambda: window.inspector.width() > 440)
    QApplication.processEvents()
    assert not any(button.stacked for button in heads(window))
    window.panes.splitter.setSizes([272, 826, 300])
    qtbot.waitUntil(lambda: all(button.stacked for button in heads(window)))
