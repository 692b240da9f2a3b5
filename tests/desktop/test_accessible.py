"""The window for those who listen, who have the keyboard alone, or who cannot aim well."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog

from app.desktop.changes_shown import ChangesDialog
from app.desktop.failures_shown import FailuresDialog
from app.desktop.import_shown import ImportDialog
from app.desktop.left_out import LeftOutDialog
from app.desktop.messages import ProgressStrip
from app.desktop.notice import Notice
from app.desktop.password import PasswordDialog
from app.desktop.shelf_dialogs import NameDialog, PurgeDialog
from app.desktop.shelf_tags import TagsDialog
from app.desktop.tour import Tour
from app.reading.failures import OpenFailure
from app.reading.reports import Fate, Taken
from app.reading.spans import Span
from app.reading.versions import Change, Matter, Said
from app.rendering.palette import theme_named
from tests.desktop.accessible_tree import complaints, complaints_of_tab
from tests.desktop.hands import click, menu_at, press

LATEST = 15_000
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, stocked):
    """Return the window with all panes, a reading open and listed."""
    window, readings = stocked
    click(qtbot, window.library_pane.view, f"reading:{readings[0]}")
    qtbot.waitUntil(lambda: window.desk.sheet.id == readings[0], timeout=LATEST)
    qtbot.waitUntil(lambda: bool(window.inspector.quotes.view.rows().all()), timeout=LATEST)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=LATEST)
    window.reader.setFocus()
    return window


@pytest.fixture
def heard(monkeypatch):
    """Return what is said to those who listen."""
    said = []
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", staticmethod(lambda event: said.append(event.message()))
    )
    return said


def act(name):
    return lambda _qtbot, window: window.actions_[name].trigger()


def tab(place):
    def show(qtbot, window):
        window.panes.show_tab(place)
        if place == 4:
            qtbot.waitUntil(window.inspector.details.start, timeout=LATEST)

    return show


def show(make):
    return lambda _qtbot, window: make(window).open()


def searching(qtbot, window):
    press(qtbot, window, Qt.Key.Key_F, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(window.library_pane.search, "harbour")
    qtbot.waitUntil(lambda: window.library_pane.searching.active, timeout=LATEST)


def search_help(qtbot, window):
    window.actions_["search_help"].trigger()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=LATEST)


def several(qtbot, window):
    view = window.library_pane.view
    keys = [row.key for row in view.rows().all() if row.key][:2]
    click(qtbot, view, keys[0])
    click(qtbot, view, keys[1], CONTROL)


def tags(qtbot, window):
    view = window.library_pane.view
    menu_at(view, view.current_key())["Tags…"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(TagsDialog)), timeout=LATEST)


def speaker(qtbot, window):
    window.speaker_pages.open("Mira Holt")
    qtbot.waitUntil(window.speaker_pages.is_open, timeout=LATEST)
    qtbot.waitUntil(lambda: bool(window.speaker_pages.page.quotes.rows().all()), timeout=LATEST)


def naming(qtbot, window):
    speaker(qtbot, window)
    qtbot.mouseClick(window.speaker_pages.page.unite, Qt.MouseButton.LeftButton)


def compared(qtbot, window):
    several(qtbot, window)
    view = window.library_pane.view
    menu_at(view, view.current_key())["Compare the two"].trigger()
    qtbot.waitUntil(window.two_readings.is_open, timeout=LATEST)


def card(_qtbot, window):
    window.reader.focus_mark("n1")
    window.reader.show_card()


def editor(_qtbot, window):
    window.reader.focus_mark("a1")
    window.actions_["edit"].trigger()


def number_editor(_qtbot, window):
    window.reader.focus_mark("n1")
    window.actions_["edit"].trigger()


def preview(qtbot, window):
    from app.desktop.print_preview import PrintPreview

    window.actions_["print"].trigger()
    (found,) = window.findChildren(PrintPreview)
    qtbot.waitUntil(lambda: found.page_count() > 0, timeout=LATEST)


def note(_qtbot, window):
    own = next(iter(window.desk.sheet.own))
    window.inspector.edit_note(own)


def tour(qtbot, window):
    window.actions_["tour"].trigger()
    qtbot.waitUntil(lambda: window.findChild(Tour) is not None and window.findChild(Tour).bubble.has_tip(), timeout=LATEST)  # fmt: skip


def spoken_to(_qtbot, window):
    window.area.banners.tell(Notice("A sentence.", action="Do it", do=int, topic="one"))
    window.area.banners.tell(Notice("Another sentence.", topic="two"))
    window.area.toast.tell(Notice("Done.", action="Undo", do=int))
    window.area.progress.tell("Marking", 1, 3)
    window.area.progress._appear()


def empty(_qtbot, window):
    window.desk.leave()


FAILED = [("far.pdf", OpenFailure("It cannot be read."))]
TAKEN = [Taken("One", Fate.TAKEN, 1), Taken("Two", Fate.SKIPPED, why="No address.")]
CHANGED = [Change(Matter.QUOTE, None, Said("So it is.", Span(0, 3), "Al Ray"))]

STATES = {
    "quotes": tab(0),
    "numbers": tab(1),
    "sources": tab(2),
    "notes": tab(3),
    "details": tab(4),
    "searching": searching,
    "search help": search_help,
    "several selected": several,
    "bin": lambda _qtbot, window: window.panes.show_bin(),
    "nothing open": empty,
    "messages": spoken_to,
    "find bar": act("find"),
    "palette": act("palette"),
    "focus view": act("focus_view"),
    "speaker": speaker,
    "naming": naming,
    "compared": compared,
    "card": card,
    "editor": editor,
    "number editor": number_editor,
    "note": note,
    "tour": tour,
    "settings": act("settings"),
    "keys": act("keys"),
    "sureness": act("sureness"),
    "about": act("about"),
    "address": act("open_address"),
    "tags": tags,
    "print": preview,
    "password": show(lambda window: PasswordDialog("It is locked.", window)),
    "left out": show(lambda window: LeftOutDialog(["Read more", "Share this"], window)),
    "failures": show(lambda window: FailuresDialog(FAILED, window)),
    "import": show(lambda window: ImportDialog("2 were read.", TAKEN, window)),
    "changes": show(lambda window: ChangesDialog(CHANGED, "1 May", theme_named("light"), window)),
    "name": show(lambda window: NameDialog("New", "Make", query="harbour", parent=window)),
    "purge": show(lambda window: PurgeDialog("Delete 2 readings?", window)),
}


OWN_TAB = ("palette", "naming")
"""Where the Tab key leads through what is offered, or out of what then closes."""


def in_state(qtbot, window, state):
    """Bring the window into a state; return what is in front."""
    STATES[state](qtbot, window)
    QApplication.processEvents()
    if (popup := QApplication.activePopupWidget()) is not None:
        return popup
    dialogs = [one for one in window.findChildren(QDialog) if one.isVisible()]
    front = dialogs[-1] if dialogs else window
    front.activateWindow()
    qtbot.waitUntil(front.isActiveWindow, timeout=LATEST)
    return front


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
