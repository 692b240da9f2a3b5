"""The window for those who listen, who have the keyboard alone, or who cannot aim well."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from app.desktop.messages import ProgressStrip
from app.desktop.notice import Notice
from app.rendering.palette import theme_named
from tests.desktop.accessible_tree import complaints, complaints_of_tab
from tests.desktop.hands import click, press
from tests.desktop.window_states import CONTROL, LATEST, STATES, in_state, with_a_reading


@pytest.fixture
def window(qtbot, stocked):
    return with_a_reading(qtbot, *stocked)


@pytest.fixture
def heard(monkeypatch):
    """Return what is said to those who listen."""
    said = []
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", staticmethod(lambda event: said.append(event.message()))
    )
    return said


OWN_TAB = ("palette", "naming")
"""Where the Tab key leads through what is offered, or out of what then closes."""


@pytest.mark.parametrize("state", STATES)
def test_all_is_named_large_enough_and_reached_with_the_tab_key(qtbot, window, state):
    front = in_state(qtbot, window, state)
    found = complaints(front)
    if state not in OWN_TAB:
        found += complaints_of_tab(front)
    assert "\n".join(found) == ""


def test_the_next_mark_and_the_one_before_are_said_once_each(qtbot, window, heard):
    press(qtbot, window.reader, Qt.Key.Key_J)
    press(qtbot, window.reader, Qt.Key.Key_J)
    press(qtbot, window.reader, Qt.Key.Key_K)
    first, second, again = heard
    assert first == again != second
    assert window.inspector.quotes.view.current_key() in ("", window.reader.focused())


def test_a_row_of_the_inspector_is_not_said_a_second_time(qtbot, window, heard):
    view = window.inspector.quotes.view
    view.setFocus()
    click(qtbot, view, "a1")
    assert window.reader.focused() == "a1"
    assert heard == []


def test_a_card_that_is_opened_says_what_stands_on_it(qtbot, window, heard):
    window.reader.focus_mark("a1")
    heard.clear()
    press(qtbot, window.reader, Qt.Key.Key_Return)
    (said,) = heard
    assert said.startswith("Mira Holt")


def test_what_is_decided_and_taken_back_is_said_once_each(qtbot, window, heard):
    window.reader.focus_mark("a1")
    for key, modifier, words in (
        (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "The quote is accepted."),
        (Qt.Key.Key_Z, CONTROL, "Undone: accepting the quote."),
        (Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "The quote was rejected."),
    ):
        heard.clear()
        press(qtbot, window.reader, key, modifier)
        qtbot.waitUntil(lambda: window.desk.sheet.coming is None, timeout=LATEST)
        assert heard.count(words) == 1


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("S", ["Only Mira Holt"]),
        ("S0", ["Only Mira Holt", "Everyone"]),
        ("11", ["Quotes hidden", "Quotes shown"]),
        ("[", ["Ends with “winters on the”"]),
        ("}", ["Begins with “hull is worn”"]),
        ("H", ["Highlighted."]),
    ],
)
def test_what_a_key_of_the_text_changes_is_said(qtbot, window, heard, keys, said):
    window.reader.focus_mark("a1")
    heard.clear()
    qtbot.keyClicks(window.reader, keys)
    assert heard == said


def test_messages_are_said_once_each(qtbot, window, heard):
    # What the window itself is at would be told of too.
    qtbot.waitUntil(lambda: not window.desk.sheet.marking, timeout=LATEST)
    qtbot.waitUntil(window.area.progress.isHidden, timeout=LATEST)
    heard.clear()
    window.area.banners.tell(Notice("A sentence.", topic="one"))
    window.changes.toasted.emit(Notice("Done."))
    strip = ProgressStrip(window.area)
    strip.tell("Marking", 1, 3)
    qtbot.waitUntil(strip.isVisible, timeout=LATEST)
    strip.tell("Marking", 2, 3)
    assert heard == ["A sentence.", "Done.", "Marking, 1 of 3. Esc stops it."]


def test_a_ring_shows_the_row_that_keys_have_led_to(qtbot, window):
    view = window.inspector.quotes.view
    accent = theme_named("light").color("accent").rgb()

    def ring():
        picture = view.viewport().grab().toImage()
        place = view.visualRect(view.currentIndex())
        return picture.pixelColor(place.center().x(), place.top() + 2).rgb() == accent

    click(qtbot, view, "a1")
    assert not ring()
    press(qtbot, window, Qt.Key.Key_F6)
    press(qtbot, window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is view
    assert ring()
    click(qtbot, view, "a1")
    assert not ring()
