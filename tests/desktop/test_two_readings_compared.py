"""Two readings side by side: from the list, from the menu, by keyboard and by mouse."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt

from app.library.library import Library
from tests.desktop import library_stock
from tests.desktop.hands import click, menu_at, press

LATEST = 15_000
CONTROL = Qt.KeyboardModifier.ControlModifier

ARTICLES = (
    ("Ferry to stop", "Island Courier", "2024-03-01", "Mira Holt", "the hull is worn through and through", "3", "ferries"),
    ("Ferry goes on", "City Examiner", "2024-03-04", "Mira Holt", "the hull is worn through", "5", "ferries"),
    ("Shops count losses", "The Ledger", "2022-11-02", "Omar Reyes", "nobody asked us", "30", "shops"),
)  # fmt: skip


@pytest.fixture
def readings(library_file):
    made = []
    with Library.open(library_file) as library:
        for facts in ARTICLES[::-1]:
            document, analysis = library_stock.marked(*facts)
            (number,) = analysis.quantities
            number = replace(number, claimed_by=(facts[3],), subject="docked in the harbour")
            made.append(library.add(document, replace(analysis, quantities=(number,))))
    return made[::-1]


@pytest.fixture
def window(qtbot, open_window, readings):
    window = open_window(wait=False)
    window.resize(1400, 900)
    qtbot.waitUntil(lambda: len(window.library_pane.listed()) == 3, timeout=LATEST)
    qtbot.waitUntil(lambda: window.desk.sheet is not None, timeout=LATEST)
    return window


def compared(qtbot, window, *readings):
    """Select readings in the list, and ask for them side by side with the menu of the list."""
    view = window.library_pane.view
    for reading in readings:
        click(qtbot, view, f"reading:{reading}", CONTROL if reading != readings[0] else Qt.KeyboardModifier.NoModifier)  # fmt: skip
    menu_at(view, f"reading:{readings[1]}")["Compare the two"].trigger()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=LATEST)
    return shown(qtbot, window)


def shown(qtbot, window):
    two = window.two_readings
    qtbot.waitUntil(lambda: two.is_open() and bool(two.page.pairs.rows().all()), timeout=LATEST)
    return two.page


def pairs(page):
    return [row for row in page.pairs.rows().all() if not row.is_head]


def test_two_selected_readings_are_shown_side_by_side(qtbot, window, readings):
    page = compared(qtbot, window, readings[0], readings[1])
    assert [column.title.text() for column in page.columns] == ["Ferry to stop", "Ferry goes on"]
    assert page.columns[0].where.text() == "Island Courier · 1 Mar 2024"
    heads = [row.spoken for row in page.pairs.rows().all() if row.is_head]
    assert heads == ["Mira Holt, 1 quote", "Numbers for the same thing, 1 pair"]
    quote, number = pairs(page)
    assert [half.words for half in quote.halves] == [
        "the hull is worn through and through",
        "the hull is worn through",
    ]
    assert quote.foot == "Nearly the same words."
    assert [half.big for half in number.halves] == ["3", "5"]
    assert number.foot == "These differ in when they were published."
    assert page.pairs.hasFocus()


def test_going_through_the_pairs_shows_both_places_and_enter_goes_into_the_text(
    qtbot, window, readings
):
    page = compared(qtbot, window, readings[0], readings[1])
    assert [column.reader.focused() for column in page.columns] == ["a1", "a1"]
    press(qtbot, page.pairs, Qt.Key.Key_End)
    assert [column.reader.focused() for column in page.columns] == ["n1", "n1"]
    press(qtbot, page.pairs, Qt.Key.Key_Right)
    press(qtbot, page.pairs, Qt.Key.Key_Return)
    assert page.columns[1].reader.hasFocus()
    press(qtbot, page.columns[1].reader, Qt.Key.Key_Escape)
    assert not window.two_readings.is_open()
    assert window.reader.hasFocus()


def test_a_click_on_a_half_goes_to_it(qtbot, window, readings):
    page = compared(qtbot, window, readings[0], readings[1])
    row = page.pairs.rows().places_of([pairs(page)[0].key])[0]
    rect = page.pairs.visualRect(page.pairs.rows().index(row))
    right = QPoint(rect.left() + rect.width() * 3 // 4, rect.center().y())
    qtbot.mouseClick(page.pairs.viewport(), Qt.MouseButton.LeftButton, pos=right)
    assert page.pairs.side == 1
    assert page.columns[1].reader.focused() == "a1"


def test_what_only_one_has_stands_apart_and_a_missing_half_is_not_gone_to(qtbot, window, readings):
    with_two = compared(qtbot, window, readings[0], readings[2])
    heads = [row.spoken for row in with_two.pairs.rows().all() if row.is_head]
    assert heads == [
        "Quoted in one of them only, 2 quotes",
        "Numbers in one of them only, 2 numbers",
    ]
    quote = pairs(with_two)[0]
    assert quote.foot == ""
    assert [half.lines[0][1] for half in quote.halves] == [
        "Mira Holt, reported",
        "Omar Reyes, reported",
    ]


def test_the_open_reading_is_compared_with_one_that_is_chosen(qtbot, window, readings):
    window.desk.reopen(readings[0])
    qtbot.waitUntil(lambda: window.desk.sheet.id == readings[0], timeout=LATEST)
    window.actions_["two_readings"].trigger()
    picker = window.area.picker
    qtbot.waitUntil(lambda: len(picker.view.rows().all()) == 2, timeout=LATEST)
    qtbot.keyClicks(picker.field, "shops")
    qtbot.waitUntil(
        lambda: [row.name for row in picker.view.rows().all()] == ["Shops count losses"],
        timeout=LATEST,
    )
    press(qtbot, picker.field, Qt.Key.Key_Return)
    page = shown(qtbot, window)
    assert [column.reading for column in page.columns] == [readings[0], readings[2]]


def test_either_is_opened_from_its_head(qtbot, window, readings):
    page = compared(qtbot, window, readings[0], readings[1])
    qtbot.mouseClick(page.columns[1].open, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.desk.sheet.id == readings[1], timeout=LATEST)
    assert not window.two_readings.is_open()


def test_names_that_were_united_meet(qtbot, window, readings):
    done = []
    window.library.keep(
        lambda library: library.people.unite("Omar Reyes", "Mira Holt"), done.append
    )
    qtbot.waitUntil(lambda: bool(done), timeout=LATEST)
    page = compared(qtbot, window, readings[0], readings[2])
    heads = [row.spoken for row in page.pairs.rows().all() if row.is_head]
    assert heads[0] == "Mira Holt, beside it Omar Reyes, 1 quote"


def test_nothing_is_done_to_marks_there(qtbot, window, readings):
    page = compared(qtbot, window, readings[0], readings[1])
    reader = page.columns[0].reader
    reader.focus_mark("a1")
    reader.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_H, Qt.Key.Key_R, Qt.Key.Key_Delete):
        press(qtbot, reader, key)
    assert not reader.card.isVisible()
    assert not window.changes.stack.canUndo()
    assert window.desk.sheet.own == {}
