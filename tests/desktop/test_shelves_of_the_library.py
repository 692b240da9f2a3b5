"""The shelves above the list of readings: chosen, folded, made, renamed, deleted."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from app.desktop.dragging import dragged
from app.desktop.library_rows import reading_row
from app.desktop.shelf_dialogs import NameDialog
from app.library.library import Library
from app.reading.listing import ReadingSummary
from app.settings import Settings
from tests.desktop.hands import click, menu_at, press

LATEST = 10_000


def titles(pane):
    return [row.title for row in pane.view.rows().all()]


def names(pane):
    return [row.shelf.name if row.key else row.text for row in pane.shelves.rows().all()]


def count_of(pane, key):
    return pane.shelves.rows().row(pane.shelves.rows().index_of(key)).count


def settled(qtbot, window):
    """Wait until everything asked of the library so far is answered."""
    for _ in range(2):
        done = []
        window.library.ask(lambda _library: 1, done.append)
        qtbot.waitUntil(lambda done=done: bool(done), timeout=LATEST)


def name_dialog(qtbot, window):
    (dialog,) = (one for one in window.findChildren(NameDialog) if one.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow, timeout=LATEST)  # else keys mean what they mean below it
    return dialog


def key_named(pane, name):
    return next(key for key, shelf in pane.stock.shelves().items() if shelf.name == name)


def test_only_what_a_reading_has_is_counted_in_its_row():
    facts = {"id": 1, "title": "A", "source": "a", "outlet": "", "published": "", "added": "2024", "opened": "2024", "words": 9}  # fmt: skip
    bare = ReadingSummary(**facts, quotes=0, speakers=0, claims=0, own=0)
    some = ReadingSummary(**facts, quotes=2, speakers=1, claims=0, own=3)
    assert reading_row(bare).badges == ()
    assert reading_row(some).badges == (("quote", 2), ("users", 1), ("highlighter", 3))


def test_every_shelf_is_listed_with_its_count(stocked):
    pane = stocked[0].library_pane
    assert names(pane) == [
        *("All readings", "To fetch", "Bin"),
        *("Collections", "Numbers over ten", "Press", "Harbour", "Schools"),
        *("Tags", "transport", "water"),
    ]
    rows = pane.shelves.rows().all()
    assert [row.count for row in rows if row.key] == [8, 2, 1, None, 3, 2, 0, 2, 3]
    assert rows[5].spoken == "Press, collection, 3 readings, unfolded"
    assert rows[6].spoken == "Harbour, collection, 2 readings, level 2"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Press", ["Ferry to stop in May", "Council approves", "Shopkeepers count"]),
        ("water", ["Council approves", "Shopkeepers count", "Water company"]),
        ("To fetch", ["Saved for later 1", "Saved for later 0"]),
        ("Numbers over ten", ["Council approves", "Shopkeepers", "Water company", "Depot"]),
        ("Bin", ["Thrown away"]),
        ("Schools", []),
    ],
)
def test_a_shelf_is_listed_when_it_is_clicked(qtbot, stocked, name, expected):
    window, _ = stocked
    pane = window.library_pane
    click(qtbot, pane.shelves, key_named(pane, name))
    qtbot.waitUntil(lambda: len(pane.listed()) == len(expected), timeout=LATEST)
    assert pane.head.text() == name
    shown = titles(pane)
    assert len(shown) == len(expected)
    assert all(title.startswith(start) for title, start in zip(shown, expected, strict=True))
    assert pane.nothing.isVisible() == (not expected)


def test_the_arrow_keys_go_from_shelf_to_shelf_and_enter_into_the_readings(qtbot, stocked):
    pane = stocked[0].library_pane
    pane.head.setFocus()
    press(qtbot, pane.head, Qt.Key.Key_Down)
    assert pane.shelves.hasFocus()
    press(qtbot, pane.shelves, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: pane.head.text() == "To fetch", timeout=LATEST)
    press(qtbot, pane.shelves, Qt.Key.Key_Return)
    assert pane.view.hasFocus()
    pane.shelves.setFocus()
    press(qtbot, pane.shelves, Qt.Key.Key_Escape)
    assert pane.view.hasFocus()


def test_left_and_right_fold_a_collection_and_a_click_on_the_arrow_does(qtbot, stocked):
    pane = stocked[0].library_pane
    press_key, harbour = key_named(pane, "Press"), key_named(pane, "Harbour")
    click(qtbot, pane.shelves, harbour)
    press(qtbot, pane.shelves, Qt.Key.Key_Left)
    assert pane.shelves.current_key() == press_key
    press(qtbot, pane.shelves, Qt.Key.Key_Left)
    assert "Harbour" not in names(pane)
    press(qtbot, pane.shelves, Qt.Key.Key_Right)
    assert "Harbour" in names(pane)
    rect = pane.shelves.visualRect(pane.shelves.rows().index_of(press_key))
    qtbot.mouseClick(
        pane.shelves.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(rect.left() + 8, rect.center().y()),
    )
    assert "Harbour" not in names(pane)


def test_the_shelves_fold_away_and_stay_so(qtbot, stocked, tmp_path):
    pane = stocked[0].library_pane
    assert pane.shelves.isVisible()
    qtbot.mouseClick(pane.head, Qt.MouseButton.LeftButton)
    assert not pane.shelves.isVisible()
    qtbot.waitUntil(lambda: not Settings(tmp_path / "settings.json")["shelves"])
    pane.head.setFocus()
    press(qtbot, pane.head, Qt.Key.Key_Return)
    assert pane.shelves.isVisible()
    assert pane.shelves.hasFocus()


def test_a_collection_is_made_and_that_is_undone(qtbot, stocked):
    window, _ = stocked
    pane = window.library_pane
    window.actions_["new_collection"].trigger()
    dialog = name_dialog(qtbot, window)
    qtbot.keyClicks(dialog.name, "press")
    assert dialog.says.text() == "There is a collection “press” already."
    assert not dialog._do.isEnabled()
    qtbot.keyClicks(dialog.name, " cuttings")
    press(qtbot, dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "press cuttings" in names(pane), timeout=LATEST)
    assert window.area.toast.text() == "Collection “press cuttings” made."
    window.changes.undo()
    qtbot.waitUntil(lambda: "press cuttings" not in names(pane), timeout=LATEST)


def test_a_smart_collection_is_made_of_the_search_in_the_field(qtbot, stocked):
    window, _ = stocked
    pane = window.library_pane
    qtbot.keyClicks(pane.search, "harbour")
    pane.bar.smart.trigger()
    dialog = name_dialog(qtbot, window)
    assert (dialog.name.text(), dialog.query.text()) == ("harbour", "harbour")
    dialog.query.setText("number:many")
    press(qtbot, dialog.query, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "needs a number" in dialog.says.text(), timeout=LATEST)
    dialog.query.setText("mill")
    dialog.name.setText("Mills")
    press(qtbot, dialog.query, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Mills" in names(pane), timeout=LATEST)
    click(qtbot, pane.shelves, key_named(pane, "Mills"))
    qtbot.waitUntil(lambda: titles(pane) == ["A mill is rebuilt before winter"], timeout=LATEST)
    assert pane.search.text() == ""
    assert pane.count.text() == "1"


def test_the_search_of_a_smart_collection_is_changed(qtbot, stocked):
    window, _ = stocked
    pane = window.library_pane
    key = key_named(pane, "Numbers over ten")
    click(qtbot, pane.shelves, key)
    menu_at(pane.shelves, key)["Change search…"].trigger()
    dialog = name_dialog(qtbot, window)
    assert dialog.query.text() == "number:>10"
    assert not dialog.name.isVisible()
    dialog.query.setText("number:<5")
    press(qtbot, dialog.query, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(pane) == ["Ferry to stop in May"], timeout=LATEST)


@pytest.mark.parametrize("name", ["Press", "water"])
def test_a_shelf_is_renamed_and_stays_listed(qtbot, stocked, name):
    window, _ = stocked
    pane = window.library_pane
    click(qtbot, pane.shelves, key_named(pane, name))
    qtbot.waitUntil(lambda: len(titles(pane)) == 3, timeout=LATEST)
    shown = titles(pane)
    press(qtbot, pane.shelves, Qt.Key.Key_F2)
    dialog = name_dialog(qtbot, window)
    dialog.name.setText("Other name")
    press(qtbot, dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Other name" in names(pane), timeout=LATEST)
    settled(qtbot, window)
    assert name not in names(pane)
    assert pane.head.text() == "Other name"
    assert titles(pane) == shown
    window.changes.undo()
    qtbot.waitUntil(lambda: pane.head.text() == name, timeout=LATEST)
    qtbot.waitUntil(lambda: titles(pane) == shown, timeout=LATEST)


def test_a_deleted_collection_leaves_its_readings_and_comes_back(qtbot, stocked):
    window, _ = stocked
    pane = window.library_pane
    click(qtbot, pane.shelves, key_named(pane, "Press"))
    qtbot.waitUntil(lambda: len(titles(pane)) == 3, timeout=LATEST)
    press(qtbot, pane.shelves, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Press" not in names(pane), timeout=LATEST)
    assert "Harbour" not in names(pane)
    qtbot.waitUntil(lambda: len(titles(pane)) == 8, timeout=LATEST)
    assert pane.head.text() == "All readings"
    window.changes.undo()
    qtbot.waitUntil(lambda: "Harbour" in names(pane), timeout=LATEST)
    assert count_of(pane, key_named(pane, "Press")) == 3


def test_deleting_what_is_no_collection_does_nothing(qtbot, stocked):
    window, _ = stocked
    pane = window.library_pane
    click(qtbot, pane.shelves, "bin:Bin")
    press(qtbot, pane.shelves, Qt.Key.Key_Delete)
    settled(qtbot, window)
    assert not window.changes.stack.canUndo()
    assert "Rename…" not in menu_at(pane.shelves, "bin:Bin")


def test_a_menu_is_asked_for_without_going_to_the_shelf(stocked):
    pane = stocked[0].library_pane
    offers = menu_at(pane.shelves, key_named(pane, "Schools"))
    assert list(offers) == [
        *("Rename…", "Delete", "Export…", "New collection in “Schools”…", "New smart collection…"),
    ]
    assert pane.head.text() == "All readings"


@pytest.mark.parametrize(("name", "count"), [("Schools", 2), ("water", 4)])
def test_readings_dragged_onto_a_shelf_are_put_there(qtbot, stocked, name, count):
    window, readings = stocked
    pane = window.library_pane
    key = key_named(pane, name)
    place = pane.shelves.visualRect(pane.shelves.rows().index_of(key)).center()
    data = dragged(readings[:2])  # the event does not keep it
    event = QDropEvent(
        QPointF(place), Qt.DropAction.LinkAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    pane.shelves.dropEvent(event)
    assert event.isAccepted()
    qtbot.waitUntil(lambda: count_of(pane, key) == count, timeout=LATEST)
    window.changes.undo()
    qtbot.waitUntil(lambda: count_of(pane, key) == count - (2 if count == 2 else 1), timeout=LATEST)


def test_what_is_no_reading_cannot_be_dropped_on_a_shelf(stocked):
    pane = stocked[0].library_pane
    data = QMimeData()
    data.setText("12")
    place = pane.shelves.visualRect(pane.shelves.rows().index_of("bin:Bin")).center()
    event = QDropEvent(
        QPointF(place), Qt.DropAction.LinkAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    event.ignore()
    QApplication.sendEvent(pane.shelves.viewport(), event)
    assert not event.isAccepted()


def test_what_another_process_makes_appears_among_the_shelves(qtbot, stocked, library_file):
    window, readings = stocked
    with Library.open(library_file) as other:
        other.shelves.tag(readings[:1], add=["elsewhere"])
    window.library.look()
    qtbot.waitUntil(lambda: "elsewhere" in names(window.library_pane), timeout=LATEST)


def test_the_bin_is_shown_by_its_action_even_where_the_pane_is_hidden(qtbot, stocked):
    window, _ = stocked
    window.panes.show_library(False)
    window.actions_["show_bin"].trigger()
    pane = window.library_pane
    qtbot.waitUntil(lambda: titles(pane) == ["Thrown away"], timeout=LATEST)
    assert pane.isVisible()


def test_every_control_of_the_pane_has_a_name(stocked):
    pane = stocked[0].library_pane
    for part in (pane.search, pane.search_bar.help_button, pane.head, pane.bar.add, pane.bar.order):
        assert part.accessibleName()
    for part in (pane.shelves, pane.view):
        assert part.accessibleName()
    for button in pane.search_bar.kinds.buttons.values():
        assert button.accessibleName()
