"""Several rows of the inspector's lists at once: selected, copied, highlighted, removed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from app.library.library import Library
from tests.desktop.hands import click, menu_at, press, rows, select

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot, open_window, article):
    made = open_window(article)
    made.resize(1400, 900)
    return made


@pytest.fixture
def quotes(window):
    return window.inspector.quotes


def chosen(tab):
    return [row.key for row in tab.view.selected()]


def pick(qtbot, tab, first, *others):
    tab.view.setFocus()
    click(qtbot, tab.view, first)
    for key in others:
        click(qtbot, tab.view, key, CONTROL)


def own_words(window):
    text = window.desk.sheet.document.text
    return [text[own.start : own.end] for own in window.desk.sheet.own_marks()]


def button(tab, name):
    return tab.selected.buttons[name]


# Selecting


def test_control_and_click_selects_several_and_the_bar_says_how_many(qtbot, quotes):
    pick(qtbot, quotes, "a1")
    assert not quotes.selected.isVisible()
    assert not quotes.view.shows_boxes()
    pick(qtbot, quotes, "a1", "a2")
    assert quotes.selected.isVisible()
    assert quotes.view.shows_boxes()
    assert quotes.selected.count.text() == "2 selected"


def test_shift_selects_what_lies_between_and_no_head(qtbot, quotes):
    pick(qtbot, quotes, "a1")
    click(qtbot, quotes.view, "a2", SHIFT)
    assert chosen(quotes) == ["a1", "a3", "a2"]
    assert quotes.selected.count.text() == "3 selected"


def test_keys_select_several(qtbot, quotes):
    pick(qtbot, quotes, "a1")
    press(qtbot, quotes.view, Qt.Key.Key_Down, SHIFT)
    assert chosen(quotes) == ["a1", "a3"]
    press(qtbot, quotes.view, Qt.Key.Key_A, CONTROL)
    assert chosen(quotes) == ["a1", "a3", "a2"]
    press(qtbot, quotes.view, Qt.Key.Key_Space)
    assert chosen(quotes) == ["a1", "a2"]
    press(qtbot, quotes.view, Qt.Key.Key_Space)
    assert len(chosen(quotes)) == 3


def test_the_row_the_reader_is_at_stays_selected(qtbot, quotes):
    pick(qtbot, quotes, "a1")
    press(qtbot, quotes.view, Qt.Key.Key_Space)
    assert chosen(quotes) == ["a1"]


def test_a_click_on_a_box_needs_no_key(qtbot, quotes):
    pick(qtbot, quotes, "a1", "a2")
    view = quotes.view
    place = view.visualRect(view.rows().index_of("a3"))
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(12, 19)
    )
    assert chosen(quotes) == ["a1", "a3", "a2"]
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(12, 19)
    )
    assert chosen(quotes) == ["a1", "a2"]
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(80, 19)
    )
    assert chosen(quotes) == ["a3"]


def test_rows_have_boxes_only_while_several_are_selected(qtbot, quotes):
    def seen():
        return view.viewport().grab(view.visualRect(view.rows().index_of("a3"))).toImage()

    view = quotes.view
    pick(qtbot, quotes, "a1")
    plain = seen()
    pick(qtbot, quotes, "a1", "a2")
    assert seen() != plain
    press(qtbot, view, Qt.Key.Key_Escape)
    assert seen() == plain


def test_boxes_move_no_line(qtbot, quotes):
    pick(qtbot, quotes, "a1")
    view = quotes.view
    before = [view.visualRect(view.rows().index(n)).height() for n in range(len(rows(quotes)))]
    pick(qtbot, quotes, "a1", "a2")
    after = [view.visualRect(view.rows().index(n)).height() for n in range(len(rows(quotes)))]
    assert after == before


@pytest.mark.parametrize("way", ["key", "button"])
def test_they_are_let_go_of_again(qtbot, window, quotes, way):
    pick(qtbot, quotes, "a1", "a2")
    if way == "key":
        press(qtbot, quotes.view, Qt.Key.Key_Escape)
    else:
        qtbot.mouseClick(button(quotes, "Clear"), Qt.MouseButton.LeftButton)
    assert chosen(quotes) == ["a2"]
    assert not quotes.selected.isVisible()
    assert quotes.view.hasFocus()
    assert window.inspector.isVisible()


def test_what_the_filter_hides_is_selected_no_more(qtbot, quotes):
    pick(qtbot, quotes, "a1", "a2")
    qtbot.keyClicks(quotes.filter, "zeppelin")
    assert not quotes.selected.isVisible()


# Copying


def test_a_quote_is_copied_with_who_says_so_and_where(qtbot, quotes, clipboard):
    pick(qtbot, quotes, "a1")
    press(qtbot, quotes.view, Qt.Key.Key_C, CONTROL)
    assert clipboard.text() == "“The hull is worn through,” – Mira Holt, Ferry to stop in May"


def test_several_quotes_are_copied_with_the_article_once(qtbot, quotes, clipboard):
    pick(qtbot, quotes, "a1", "a2")
    qtbot.mouseClick(button(quotes, "Copy"), Qt.MouseButton.LeftButton)
    assert clipboard.text().split("\n\n") == [
        "“The hull is worn through,” – Mira Holt",
        "“We carry 900 people a day,” – Jon Ames",
        "Ferry to stop in May",
    ]


def test_the_words_alone_are_copied_from_the_menu(qtbot, quotes, clipboard):
    pick(qtbot, quotes, "a1")
    menu_at(quotes.view, "a1")["Copy the words alone"].trigger()
    assert clipboard.text() == "“The hull is worn through,”"


def test_what_is_reported_is_never_copied_as_quoted():
    from app.desktop.copies import quote_line, quotes_with_source
    from tests.desktop.reading_sample import COUNTED, SAID, WARNED, document

    known = {mark.id: mark for mark in (WARNED, COUNTED, SAID)}
    made = document(outlet="The Quay", published="2022-03-23", address="https://quay.example/1")
    line = quote_line(COUNTED, known, made)
    assert line == "340 leaking hulls – clerks at the port, told by Tom Okoro (reported)"
    assert quotes_with_source([quote_line(SAID, known, made)], made) == (
        "“Nobody listened,” – Ines Brandt, The leaking fleet, The Quay, 23 March 2022, "
        "https://quay.example/1"
    )


def test_sources_are_copied_with_all_they_say(qtbot, window, clipboard):
    window.panes.show_tab(2)
    sources = window.inspector.sources
    pick(qtbot, sources, "source:Mira Holt")
    press(qtbot, sources.view, Qt.Key.Key_C, CONTROL)
    parts = clipboard.text().split("\n\n")
    assert parts[0].startswith("Mira Holt, ")
    assert parts[1:3] == [
        "“The hull is worn through,” – Mira Holt",
        "“Nobody asked the islanders,” – Mira Holt",
    ]


def test_numbers_are_copied_as_lines_and_as_a_table_from_the_bar(qtbot, window, clipboard):
    window.panes.show_tab(1)
    numbers = window.inspector.numbers
    keys = [row.key for row in rows(numbers) if row.key]
    pick(qtbot, numbers, *keys[:2])
    qtbot.mouseClick(button(numbers, "Copy"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(clipboard.text().splitlines()) == 2)
    qtbot.mouseClick(button(numbers, "Copy as a table"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: clipboard.text().startswith("Number\t"))


def test_with_the_text_in_focus_the_text_is_copied(qtbot, window, quotes, clipboard):
    pick(qtbot, quotes, "a1")
    window.reader.setFocus()
    select(window, "ferries")
    press(qtbot, window.reader, Qt.Key.Key_C, CONTROL)
    assert clipboard.text() == "ferries"


# Highlighting and removing


def test_several_are_highlighted_in_one_step(qtbot, window, quotes, wait_saved):
    pick(qtbot, quotes, "a1", "a2")
    qtbot.mouseClick(button(quotes, "Highlight"), Qt.MouseButton.LeftButton)
    assert own_words(window) == ["“The hull is worn through,”", "“We carry 900 people a day,”"]
    assert window.area.toast.isVisible()
    wait_saved(window)
    window.changes.undo()
    assert own_words(window) == []
    window.changes.redo()
    assert len(own_words(window)) == 2
    wait_saved(window)
    with Library.open(window.library._file) as library:
        assert len(library.own(window.desk.sheet.id)) == 2


def test_what_is_highlighted_already_stays_as_it_is(qtbot, window, quotes):
    pick(qtbot, quotes, "a1", "a2")
    quotes.highlight()
    first = dict(window.desk.sheet.own)
    pick(qtbot, quotes, "a1", "a2", "a3")
    quotes.highlight()
    assert len(window.desk.sheet.own) == 3
    assert first.items() <= window.desk.sheet.own.items()
    quotes.highlight()
    assert len(window.desk.sheet.own) == 3


def test_notes_are_removed_together_and_come_back_together(qtbot, window, quotes, clipboard):
    pick(qtbot, quotes, "a1", "a2")
    quotes.highlight()
    window.panes.show_tab(3)
    notes = window.inspector.notes
    keys = [row.key for row in rows(notes)]
    pick(qtbot, notes, *keys)
    qtbot.mouseClick(button(notes, "Copy"), Qt.MouseButton.LeftButton)
    assert "“We carry 900 people a day,”" in clipboard.text()
    qtbot.mouseClick(button(notes, "Remove"), Qt.MouseButton.LeftButton)
    assert own_words(window) == []
    assert not notes.selected.isVisible()
    window.changes.undo()
    assert len(own_words(window)) == 2
    assert QApplication.focusWidget() is not None
