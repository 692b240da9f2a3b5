"""Several readings of the list selected together, and what is done with them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.desktop.library_listing import PAGE
from app.desktop.row_view import BATCH
from app.desktop.shelf_dialogs import NameDialog, PurgeDialog
from app.desktop.shelf_tags import TagsDialog
from app.library.library import Library
from app.reading.failures import Failure
from tests.desktop import library_stock
from tests.desktop.hands import click, menu_at, press

LATEST = 10_000
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def key(reading):
    return f"reading:{reading}"


def ids(pane):
    return [row.id for row in pane.listed()]


def shelf_named(pane, name):
    return next(shelf for shelf in pane.stock.shelves().values() if shelf.name == name)


def go_to(qtbot, pane, name, count):
    click(qtbot, pane.shelves, shelf_named(pane, name).key)
    qtbot.waitUntil(lambda: len(pane.listed()) == count, timeout=LATEST)


def dialog_of(qtbot, window, kind):
    qtbot.waitUntil(
        lambda: any(one.isActiveWindow() for one in window.findChildren(kind)), timeout=LATEST
    )
    return next(one for one in window.findChildren(kind) if one.isVisible())


def tags_of(qtbot, window, reading):
    found = []
    window.library.ask(lambda library: library.load(reading).tags, found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=LATEST)
    return found[0]


def test_going_to_one_reading_opens_it_and_gathering_several_does_not(qtbot, stocked):
    window, readings = stocked
    pane = window.library_pane
    opened = []
    pane.reading_chosen.connect(opened.append)
    click(qtbot, pane.view, key(readings[0]))
    assert set(opened) == {readings[0]}
    qtbot.waitUntil(lambda: window.desk.sheet.id == readings[0], timeout=LATEST)
    opened.clear()
    click(qtbot, pane.view, key(readings[2]), CONTROL)
    assert pane.view.selected_readings() == [readings[0], readings[2]]
    click(qtbot, pane.view, key(readings[1]), SHIFT)
    press(qtbot, pane.view, Qt.Key.Key_Up, SHIFT)
    assert pane.view.selected_readings() == readings[:3]
    assert pane.foot.selected.text() == "3 selected"
    menu_at(pane.view, key(readings[1]))
    assert pane.view.selected_readings() == readings[:3]
    assert opened == []
    press(qtbot, pane.view, Qt.Key.Key_Down)
    assert len(opened) == 1
    assert pane.foot.selected.text() == ""


def test_del_moves_what_is_selected_to_the_bin_and_the_keys_go_on_from_there(qtbot, stocked):
    window, readings = stocked
    pane = window.library_pane
    click(qtbot, pane.view, key(readings[1]))
    press(qtbot, pane.view, Qt.Key.Key_Down, SHIFT)
    press(qtbot, pane.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(ids(pane)) == 6, timeout=LATEST)
    assert window.area.toast.text() == "2 readings moved to the bin."
    assert pane.view.current_key() == key(readings[3])
    qtbot.waitUntil(lambda: pane.count.text() == "6", timeout=LATEST)  # counted a moment later
    window.changes.undo()
    qtbot.waitUntil(lambda: len(ids(pane)) == 8, timeout=LATEST)


def test_del_in_the_list_does_not_take_a_highlight_away(qtbot, stocked):
    window, readings = stocked
    click(qtbot, window.library_pane.view, key(readings[0]))
    qtbot.waitUntil(lambda: window.desk.sheet.id == readings[0], timeout=LATEST)
    (own,) = window.desk.sheet.own
    window.reader.focus_mark(own)
    press(qtbot, window.library_pane.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(ids(window.library_pane)) == 7, timeout=LATEST)
    window.changes.undo()
    qtbot.waitUntil(lambda: window.desk.sheet is not None, timeout=LATEST)
    assert list(window.desk.sheet.own) == [own]


def test_a_refresh_keeps_selection_and_place(qtbot, stocked):
    window, readings = stocked
    pane = window.library_pane
    window.resize(1400, 420)
    click(qtbot, pane.view, key(readings[0]))
    press(qtbot, pane.view, Qt.Key.Key_Down, SHIFT)
    bar = pane.view.verticalScrollBar()
    QApplication.processEvents()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 0
    selected = pane.view.selected_readings()
    listed = []
    pane.listing.listed.connect(listed.append)
    window.changes.change_library(lambda library: library.bin.restore([7 + 2]))
    qtbot.waitUntil(lambda: bool(listed), timeout=LATEST)
    assert listed == [False]
    assert pane.view.selected_readings() == selected
    qtbot.waitUntil(lambda: bar.value() == place, timeout=LATEST)


def test_readings_are_restored_from_the_bin(qtbot, stocked):
    window, _ = stocked
    pane = window.library_pane
    go_to(qtbot, pane, "Bin", 1)
    (gone,) = ids(pane)
    opened = []
    pane.reading_chosen.connect(opened.append)
    click(qtbot, pane.view, key(gone))
    press(qtbot, pane.view, Qt.Key.Key_Return)
    assert opened == []
    assert pane.view.rows().row(pane.view.rows().index(0)).where.startswith("deleted ")
    menu_at(pane.view, key(gone))["Restore"].trigger()
    qtbot.waitUntil(lambda: not ids(pane), timeout=LATEST)
    assert pane.nothing.text() == "The bin is empty."
    assert not pane.foot.empty_button.isVisible()
    go_to(qtbot, pane, "All readings", 9)
    assert gone in ids(pane)
    window.changes.undo()
    qtbot.waitUntil(lambda: gone not in ids(pane), timeout=LATEST)


@pytest.mark.parametrize("way", ["key", "menu", "foot"])
def test_nothing_is_deleted_for_good_unless_the_reader_says_so(qtbot, stocked, way):
    window, _ = stocked
    pane = window.library_pane
    go_to(qtbot, pane, "Bin", 1)
    gone = key(ids(pane)[0])
    click(qtbot, pane.view, gone)

    def ask():
        if way == "key":
            press(qtbot, pane.view, Qt.Key.Key_Delete)
        elif way == "menu":
            menu_at(pane.view, gone)["Delete for good…"].trigger()
        else:
            qtbot.mouseClick(pane.foot.empty_button, Qt.MouseButton.LeftButton)
        return dialog_of(qtbot, window, PurgeDialog)

    dialog = ask()
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    done = []
    window.library.ask(lambda library: library.bin.count(), done.append)
    qtbot.waitUntil(lambda: done == [1], timeout=LATEST)
    qtbot.mouseClick(ask().delete, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not ids(pane), timeout=LATEST)
    assert window.area.toast.text() == "1 reading deleted for good."


def test_readings_are_put_into_a_collection_and_taken_out(qtbot, stocked):
    window, readings = stocked
    pane = window.library_pane
    click(qtbot, pane.view, key(readings[3]))
    press(qtbot, pane.view, Qt.Key.Key_Down, SHIFT)
    offers = menu_at(pane.view, key(readings[3]))
    assert "Put into collection › Numbers over ten" not in offers
    offers["Put into collection › Schools"].trigger()
    qtbot.waitUntil(lambda: pane.stock.count(shelf_named(pane, "Schools")) == 2, timeout=LATEST)
    assert window.area.toast.text() == "2 readings put into “Schools”."
    go_to(qtbot, pane, "Schools", 2)
    press(qtbot, pane.view, Qt.Key.Key_A, CONTROL)
    menu_at(pane.view, key(readings[3]))["Take out of “Schools”"].trigger()
    qtbot.waitUntil(lambda: not ids(pane), timeout=LATEST)
    window.changes.undo()
    qtbot.waitUntil(lambda: len(ids(pane)) == 2, timeout=LATEST)


def test_readings_are_put_into_a_new_collection_in_one_step(qtbot, stocked):
    window, readings = stocked
    pane = window.library_pane
    click(qtbot, pane.view, key(readings[0]))
    menu_at(pane.view, key(readings[0]))["Put into collection › New collection…"].trigger()
    dialog = dialog_of(qtbot, window, NameDialog)
    qtbot.keyClicks(dialog.name, "Ferries")
    press(qtbot, dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: any(shelf.name == "Ferries" for shelf in pane.stock.shelves().values()),
        timeout=LATEST,
    )
    assert pane.stock.count(shelf_named(pane, "Ferries")) == 1
    window.changes.undo()
    qtbot.waitUntil(
        lambda: all(shelf.name != "Ferries" for shelf in pane.stock.shelves().values()),
        timeout=LATEST,
    )


def test_a_tag_is_taken_off_the_readings_of_its_shelf(qtbot, stocked):
    window, readings = stocked
    pane = window.library_pane
    go_to(qtbot, pane, "water", 3)
    click(qtbot, pane.view, key(readings[1]))
    menu_at(pane.view, key(readings[1]))["Take the tag “water” off"].trigger()
    qtbot.waitUntil(lambda: ids(pane) == readings[2:4], timeout=LATEST)


def test_tags_of_several_readings_are_changed_at_once(qtbot, stocked):
    window, readings = stocked
    pane = window.library_pane
    # transport: 0 and 1; water: 1, 2 and 3
    click(qtbot, pane.view, key(readings[0]))
    press(qtbot, pane.view, Qt.Key.Key_Down, SHIFT)
    press(qtbot, pane.view, Qt.Key.Key_T, CONTROL)
    dialog = dialog_of(qtbot, window, TagsDialog)
    states = {
        dialog.list.item(n).text(): dialog.list.item(n).checkState()
        for n in range(dialog.list.count())
    }
    assert states == {
        "transport": Qt.CheckState.Checked,
        "water": Qt.CheckState.PartiallyChecked,
    }
    qtbot.keyClicks(dialog.line, "To quote, isles")
    press(qtbot, dialog.line, Qt.Key.Key_Return)
    assert dialog.line.text() == ""
    qtbot.keyClicks(dialog.line, "transp")
    shown = [n for n in range(dialog.list.count()) if not dialog.list.item(n).isHidden()]
    assert [dialog.list.item(n).text() for n in shown] == ["transport"]
    press(qtbot, dialog.line, Qt.Key.Key_Down)
    press(qtbot, dialog.list, Qt.Key.Key_Space)
    dialog.line.clear()
    dialog._choose()
    qtbot.waitUntil(lambda: any(tag.name == "isles" for tag in pane.stock.tags), timeout=LATEST)
    assert tags_of(qtbot, window, readings[0]) == ("isles", "To quote")
    assert tags_of(qtbot, window, readings[1]) == ("isles", "To quote", "water")
    window.changes.undo()
    qtbot.waitUntil(lambda: all(tag.name != "isles" for tag in pane.stock.tags), timeout=LATEST)
    assert tags_of(qtbot, window, readings[1]) == ("transport", "water")


def test_what_only_some_have_can_be_put_back_to_that(qtbot, stocked):
    window, _ = stocked
    dialog = TagsDialog("", ["water"], {"water": 1}, 2, window.library_pane.theme, window)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=LATEST)
    item = dialog.list.item(0)
    place = dialog.list.visualItemRect(item).center()
    states = []
    for _ in range(3):
        qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        states.append(item.checkState())
    assert states == [
        Qt.CheckState.Checked,
        Qt.CheckState.Unchecked,
        Qt.CheckState.PartiallyChecked,
    ]
    told = []
    dialog.chosen.connect(lambda add, remove: told.append((add, remove)))
    dialog._choose()
    assert told == [([], [])]


def test_the_tags_of_the_open_reading_are_shown_where_the_list_is_not_used(qtbot, stocked):
    window, readings = stocked
    window.desk.reopen(readings[0])
    qtbot.waitUntil(lambda: window.desk.sheet.id == readings[0], timeout=LATEST)
    window.reader.setFocus()
    window.actions_["tags"].trigger()
    dialog = dialog_of(qtbot, window, TagsDialog)
    assert dialog.list.item(0).checkState() is Qt.CheckState.Checked


@pytest.fixture
def long_list(qtbot, open_window, library_file):
    library_stock.many(library_file, 10_000)
    window = open_window(wait=False)
    window.resize(1400, 900)
    qtbot.waitUntil(lambda: window.library_pane.count.text() == "10,000", timeout=20_000)
    return window.library_pane


def test_a_list_of_ten_thousand_is_read_as_far_as_the_reader_scrolls(qtbot, long_list):
    pane = long_list
    assert len(pane.listed()) == PAGE
    bar = pane.view.verticalScrollBar()
    for pages in (2, 3):
        bar.setValue(bar.maximum())
        qtbot.waitUntil(lambda pages=pages: len(pane.listed()) == pages * PAGE, timeout=LATEST)
    assert [row.title for row in pane.listed()] == [f"Reading {9999 - n:05}" for n in range(300)]
    assert len(pane.view.rows().all()) == 300


def test_all_of_ten_thousand_can_be_selected(qtbot, long_list):
    pane = long_list
    pane.view.setFocus()
    press(qtbot, pane.view, Qt.Key.Key_A, CONTROL)
    qtbot.waitUntil(lambda: pane.foot.selected.text() == "10,000 selected", timeout=20_000)
    assert len(pane.view.selected_readings()) == 10_000
    assert len(pane.view.rows().all()) > BATCH


def test_a_page_that_could_not_be_read_is_read_on_the_next_try(qtbot, long_list, monkeypatch):
    pane = long_list
    assert len(pane.listed()) == PAGE
    read, tries = Library.readings, []

    def fails_once(library, limit, before=None, shelf=None):
        if before is not None:
            tries.append(before)
            if len(tries) == 1:
                raise Failure("The library is busy.", "Try again.")
        return read(library, limit, before, shelf)

    monkeypatch.setattr(Library, "readings", fails_once)
    bar = pane.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: pane.window().area.banners.texts() != [], timeout=LATEST)
    assert len(tries) == 1
    bar.setValue(0)
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: len(pane.listed()) == 2 * PAGE, timeout=LATEST)
