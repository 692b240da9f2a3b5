"""A student with several readings searches them, puts them in order and compares them."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from app.desktop.dragging import dragged
from app.desktop.shelf_dialogs import NameDialog
from app.desktop.shelf_tags import TagsDialog
from tests.desktop.hands import click, menu_at
from tests.journeys.steps import (
    ARTICLE,
    CONTROL,
    KEY,
    LATEST,
    LEFT,
    NONE,
    SHIFT,
    choose_in_menu_bar,
    listed,
    press,
    to_front,
    type_here,
    wait_settled,
    write_over,
)

AUDIT = """\
Harbour tram costs questioned

“We promised this line to the people of the east side,” Lena Brandt said. The line cost more than $360 million, according to the audit office.

“Nobody asked the shopkeepers,” said Omar Reyes.
"""
WORKS = """\
Works at the terminus end

“The works are over,” Secretary L. Brandt said. She said 14 shops had closed.
"""


@pytest.fixture
def window(qtbot, start, tmp_path):
    files = []
    for name, text in (("tram", ARTICLE), ("audit", AUDIT), ("works", WORKS)):
        files.append(tmp_path / f"{name}.txt")
        files[-1].write_text(text, encoding="utf-8")
    made = start(*files)
    made.resize(1440, 900)
    pane = made.library_pane
    qtbot.waitUntil(lambda: len(pane.listed()) == 3, timeout=LATEST)
    qtbot.waitUntil(lambda: all(row.quotes for row in pane.listed()), timeout=LATEST)
    wait_settled(qtbot, made)
    to_front(qtbot, made)
    return made


def dialog_of(qtbot, window, kind):
    def shown():
        return [one for one in window.findChildren(kind) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()) and shown()[0].isActiveWindow(), timeout=LATEST)
    return shown()[0]


def shelf(pane, name):
    return next((key for key, one in pane.stock.shelves().items() if one.name == name), None)


def titled(pane, start):
    return next(row for row in pane.listed() if row.title.startswith(start))


def key(reading):
    return f"reading:{reading.id}"


def test_readings_are_put_in_order(qtbot, window, look):
    pane = window.library_pane
    what_was_said_is_found(qtbot, window, pane, look)
    several_get_a_tag(qtbot, window, pane, look)
    one_is_dragged_into_a_collection(qtbot, window, pane, look)
    one_goes_into_the_bin_and_comes_back(qtbot, window, pane, look)
    its_details_are_put_right(qtbot, window, pane, look)


def what_was_said_is_found(qtbot, window, pane, look):
    press(qtbot, window.reader, KEY.Key_F, held=CONTROL | SHIFT)
    look(window, "24-search-help")
    qtbot.keyClicks(pane.search, "shopkeepers")
    qtbot.waitUntil(lambda: len(pane.searching.hits) >= 2, timeout=LATEST)
    look(window, "24-searched")
    press(qtbot, pane.search, KEY.Key_Escape)
    qtbot.waitUntil(lambda: len(pane.listed()) == 3 and pane.view.isVisible(), timeout=LATEST)


def several_get_a_tag(qtbot, window, pane, look):
    first, second = pane.listed()[:2]
    click(qtbot, pane.view, key(first))
    click(qtbot, pane.view, key(second), CONTROL)
    assert pane.foot.selected.text() == "2 selected"
    look(window, "24-selected")
    press(qtbot, pane.view, KEY.Key_T, held=CONTROL)
    dialog = dialog_of(qtbot, window, TagsDialog)
    type_here(qtbot, "tram")
    press(qtbot, dialog.line, KEY.Key_Return)
    look(dialog, "24-tags")
    press(qtbot, dialog.line, KEY.Key_Return)
    qtbot.waitUntil(lambda: shelf(pane, "tram") is not None, timeout=LATEST)
    assert pane.stock.count(pane.stock.shelves()[shelf(pane, "tram")]) == 2


def one_is_dragged_into_a_collection(qtbot, window, pane, look):
    choose_in_menu_bar(qtbot, window, "Library", "New collection…")
    dialog = dialog_of(qtbot, window, NameDialog)
    qtbot.keyClicks(dialog.name, "Harbour")
    look(dialog, "24-new-collection")
    press(qtbot, dialog.name, KEY.Key_Return)
    qtbot.waitUntil(lambda: shelf(pane, "Harbour") is not None, timeout=LATEST)
    place = pane.shelves.visualRect(pane.shelves.rows().index_of(shelf(pane, "Harbour"))).center()
    data = dragged([titled(pane, "Tram").id])
    pane.shelves.dropEvent(QDropEvent(QPointF(place), pane_actions(), data, LEFT, NONE))
    qtbot.waitUntil(
        lambda: pane.stock.count(pane.stock.shelves()[shelf(pane, "Harbour")]) == 1, timeout=LATEST
    )
    look(window, "24-collected")


def pane_actions():
    from PySide6.QtCore import Qt

    return Qt.DropAction.LinkAction


def one_goes_into_the_bin_and_comes_back(qtbot, window, pane, look):
    works = titled(pane, "Works")
    click(qtbot, pane.view, key(works))
    press(qtbot, pane.view, KEY.Key_Delete)
    qtbot.waitUntil(lambda: len(pane.listed()) == 2, timeout=LATEST)
    choose_in_menu_bar(qtbot, window, "Library", "Show bin")
    qtbot.waitUntil(
        lambda: [row.id for row in pane.listed()] == [works.id] and bool(listed(pane.view)),
        timeout=LATEST,
    )
    click(qtbot, pane.view, key(works))
    look(window, "24-bin")
    menu_at(pane.view, key(works))["Restore"].trigger()
    qtbot.waitUntil(pane.nothing.isVisible, timeout=LATEST)
    look(window, "24-empty-bin")
    click(qtbot, pane.shelves, next(iter(listed(pane.shelves))))
    qtbot.waitUntil(lambda: len(pane.listed()) == 3, timeout=LATEST)


def its_details_are_put_right(qtbot, window, pane, look):
    to_front(qtbot, window)
    click(qtbot, pane.view, key(titled(pane, "Harbour tram")))
    qtbot.waitUntil(
        lambda: (
            window.desk.sheet is not None
            and window.desk.sheet.document.title.startswith("Harbour tram")
        ),
        timeout=LATEST,
    )
    press(qtbot, window, KEY.Key_5, held=CONTROL)
    details = window.inspector.details
    qtbot.waitUntil(
        lambda: details.form is not None and details.form.details is not None, timeout=LATEST
    )
    form = details.form
    write_over(qtbot, form.fields["container-title"].editor, "City Examiner")
    press(qtbot, form.fields["container-title"].editor, KEY.Key_Return)
    write_over(qtbot, form.fields["issued"].editor, "soon")
    press(qtbot, form.fields["issued"].editor, KEY.Key_Return)
    look(window, "24-details-wrong")
    write_over(qtbot, form.fields["issued"].editor, "2024-02-11")
    press(qtbot, form.fields["issued"].editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: titled(pane, "Harbour tram").published == "2024-02-11", timeout=LATEST)
    look(window, "24-details")


def test_speakers_are_united_and_readings_compared(qtbot, window, look):
    the_page_of_a_speaker_unites_names(qtbot, window, look)
    two_readings_stand_side_by_side(qtbot, window, look)
    rows_are_filtered_selected_and_copied(qtbot, window, look)


def the_page_of_a_speaker_unites_names(qtbot, window, look):
    pages = window.speaker_pages
    press(qtbot, window.reader, KEY.Key_J)
    press(qtbot, window.reader, KEY.Key_S, held=SHIFT)
    qtbot.waitUntil(lambda: pages.is_open() and bool(listed(pages.page.quotes)), timeout=LATEST)
    page, before = pages.page, pages.page.counts.text()
    look(window, "25-speaker")
    qtbot.mouseClick(page.unite, LEFT)
    picker = window.area.picker
    qtbot.waitUntil(lambda: bool(picker.view.rows().all()), timeout=LATEST)
    qtbot.keyClicks(picker.field, "omar")
    qtbot.waitUntil(
        lambda: [row.name for row in picker.view.rows().all()] == ["Omar Reyes"], timeout=LATEST
    )
    look(window, "25-uniting")
    press(qtbot, picker.field, KEY.Key_Return)
    qtbot.waitUntil(lambda: page.profile.others == ("Omar Reyes",), timeout=LATEST)
    look(window, "25-united")
    press(qtbot, page.quotes, KEY.Key_Z, held=CONTROL)
    qtbot.waitUntil(lambda: page.profile.others == (), timeout=LATEST)
    assert page.counts.text() == before
    press(qtbot, page.quotes, KEY.Key_Escape)
    qtbot.waitUntil(lambda: not pages.is_open(), timeout=LATEST)


def two_readings_stand_side_by_side(qtbot, window, look):
    pane, two = window.library_pane, window.two_readings
    click(qtbot, pane.view, key(titled(pane, "Tram")))
    click(qtbot, pane.view, key(titled(pane, "Harbour tram")), CONTROL)
    choose_in_menu_bar(qtbot, window, "Library", "Compare two readings…")
    qtbot.waitUntil(lambda: two.is_open() and bool(two.page.pairs.rows().all()), timeout=LATEST)
    press(qtbot, two.page.pairs, KEY.Key_Down)
    look(window, "25-compared")
    press(qtbot, two.page.pairs, KEY.Key_Escape)
    qtbot.waitUntil(lambda: not two.is_open(), timeout=LATEST)


def rows_are_filtered_selected_and_copied(qtbot, window, look):
    pane, quotes = window.library_pane, window.inspector.quotes
    click(qtbot, pane.view, key(titled(pane, "Tram")))
    wait_settled(qtbot, window)
    press(qtbot, window, KEY.Key_1, held=CONTROL)
    press(qtbot, window.reader, KEY.Key_Slash)
    qtbot.keyClicks(quotes.filter, "brandt")
    qtbot.waitUntil(quotes._matches.isVisible, timeout=LATEST)
    first, second = listed(quotes.view)[:2]
    click(qtbot, quotes.view, first)
    click(qtbot, quotes.view, second, CONTROL)
    look(window, "25-filtered")
    to_front(qtbot, window)
    press(qtbot, quotes.view, KEY.Key_C, held=CONTROL)
    copied = QApplication.clipboard().text()
    assert "Lena Brandt" in copied
    assert len([line for line in copied.splitlines() if line.strip()]) >= 2
