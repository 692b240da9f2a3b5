"""Keys: where they count, how they are changed, and that everything tells the right one."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit

from app.desktop.actions import ACTIONS
from app.desktop.key_kinds import counts_in_text, portable
from app.desktop.keys import STANDARD, default_keys
from app.desktop.keys_dialog import KeysDialog
from app.desktop.library_menus import readings_menu
from app.settings import Settings
from tests.desktop.hands import offered, press

CONTROL = Qt.KeyboardModifier.ControlModifier
SINGLE = ("next_mark", "highlight", "note", "only_speaker", "everyone", "pages")


@pytest.fixture
def opened(qtbot, open_window, article):
    """The window with an article, and the keys opened over it by F1."""
    window = open_window(article)
    press(qtbot, window.reader, Qt.Key.Key_F1)
    return window, window.findChild(KeysDialog)


def choose(qtbot, dialog, words):
    """Look for an action, go to it and to the field for its key, by keyboard alone."""
    dialog.search.clear()
    qtbot.keyClicks(dialog.search, words)
    press(qtbot, dialog.search, Qt.Key.Key_Down)
    press(qtbot, dialog.view, Qt.Key.Key_Return)
    assert dialog.field.hasFocus()


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def leave(qtbot, window, dialog):
    dialog.accept()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def keys_listed(dialog, name):
    return next(row.keys for row in dialog.view.rows().all() if row.key == name)


def test_at_first_no_key_does_two_things(qapp):
    times = Counter(key for keys in default_keys().values() for key in keys)
    assert [key for key, count in times.items() if count > 1] == []


def test_standard_keys_are_those_of_the_desktop(qapp):
    for name, standard in STANDARD.items():
        usual = [portable(key) for key in QKeySequence.keyBindings(standard)]
        # X11 has keys of old terminals among the usual ones.
        usual = [key for key in usual if key not in ("F14", "F16", "F18", "F20")]
        assert set(usual) <= set(default_keys()[name]), name
        assert default_keys()[name], name


def test_every_key_of_the_table_counts(qapp):
    for action in ACTIONS:
        if action.text:
            assert {portable(key) for key in action.keys} <= set(default_keys()[action.name])


@pytest.mark.parametrize(
    ("key", "alone"),
    [("J", True), ("5", True), ("Del", True), ("Shift+]", True), ("Ctrl+J", False), ("F6", False),
     ("Shift+F9", False), ("Alt+Left", False)],
)  # fmt: skip
def test_keys_that_are_pressed_alone_belong_to_the_text(qapp, key, alone):
    assert counts_in_text(key) is alone


def test_single_keys_do_nothing_while_a_list_has_the_focus(
    qtbot, open_window, article, monkeypatch
):
    window = open_window(article)
    done = []
    for name in SINGLE:
        window.actions_[name].triggered.connect(lambda _on=False, name=name: done.append(name))
    for view in (window.library_pane.view, window.inspector.quotes.view):
        view.setFocus()
        for key in "JHNS0P1":
            qtbot.keyClick(view, key)
    assert done == []
    assert "quotes" in window.settings["layers"]
    window.reader.setFocus()
    press(qtbot, window.reader, Qt.Key.Key_J)
    assert done == ["next_mark"]


def test_single_keys_count_on_the_pages_of_a_pdf_too(qtbot, open_window, article):
    window = open_window(article)
    window.area.show_pages()
    pages = window.area.pages()
    pages.setFocus()
    press(qtbot, pages, Qt.Key.Key_J)
    assert window.reader.focused()
    press(qtbot, pages, Qt.Key.Key_1)
    assert "quotes" not in window.settings["layers"]


def test_the_filter_opens_by_its_single_key_from_the_lists_as_well(qtbot, open_window, article):
    window = open_window(article)
    view = window.inspector.quotes.view
    view.setFocus()
    press(qtbot, view, Qt.Key.Key_Slash)
    assert window.inspector.quotes.filter.hasFocus()


def test_an_action_gets_another_key_and_everything_tells_it(qtbot, opened, tmp_path):
    window, dialog = opened
    choose(qtbot, dialog, "next mark")
    press(qtbot, dialog.field, Qt.Key.Key_D, CONTROL)
    assert window.keys.of("next_mark") == ("Ctrl+D",)
    assert window.actions_["next_mark"].shortcut().toString() == "Ctrl+D"
    assert window.actions_["next_mark"].toolTip().endswith("(Ctrl+D)")
    assert keys_listed(dialog, "next_mark") == ("Ctrl+D",)
    leave(qtbot, window, dialog)
    before = window.reader.focused()
    press(qtbot, window.reader, Qt.Key.Key_J)
    assert window.reader.focused() == before
    press(qtbot, window.library_pane.view, Qt.Key.Key_D, CONTROL)
    assert window.reader.focused() != before
    qtbot.waitUntil(
        lambda: Settings(tmp_path / "settings.json")["keys"] == {"next_mark": ["Ctrl+D"]}
    )


def test_a_single_letter_counts_only_in_the_text(qtbot, opened):
    window, dialog = opened
    choose(qtbot, dialog, "show bin")
    press(qtbot, dialog.field, Qt.Key.Key_B)
    assert "while the text has the focus" in dialog.said.text()
    leave(qtbot, window, dialog)
    done = []
    window.actions_["show_bin"].triggered.connect(lambda: done.append(1))
    field = window.library_pane.findChild(QLineEdit)
    field.setFocus()
    press(qtbot, field, Qt.Key.Key_B)
    assert field.text() == "b"
    assert done == []
    window.reader.setFocus()
    press(qtbot, window.reader, Qt.Key.Key_B)
    assert done == [1]


def test_a_key_another_action_has_is_told_and_can_be_taken(qtbot, opened):
    window, dialog = opened
    choose(qtbot, dialog, "note marks")
    assert not dialog.take.isVisible()
    press(qtbot, dialog.field, Qt.Key.Key_E, CONTROL)
    assert dialog.said.text() == "Ctrl+E is Export article."
    assert window.keys.of("note") == ("N",)
    press(qtbot, dialog.take, Qt.Key.Key_Space)
    assert window.keys.of("note") == ("Ctrl+E",)
    assert window.keys.of("export") == ()
    assert window.actions_["export"].shortcuts() == []
    assert not dialog.take.isVisible()


def test_keys_that_lead_through_the_window_cannot_be_had(qtbot, opened):
    window, dialog = opened
    choose(qtbot, dialog, "next mark")
    press(qtbot, dialog.field, Qt.Key.Key_Down)
    assert "Press another key" in dialog.said.text()
    assert window.keys.of("next_mark") == ("J",)
    press(qtbot, dialog.field, Qt.Key.Key_Escape)
    assert dialog.view.hasFocus()
    assert dialog.field.keySequence().toString() == "J"


def test_one_action_or_all_get_their_keys_back(qtbot, opened):
    window, dialog = opened
    assert not dialog.reset_all.isEnabled()
    window.keys.give("note", "Ctrl+E")
    window.keys.give("bin", "Ctrl+B")
    choose(qtbot, dialog, "export article")
    click(qtbot, dialog.reset)
    assert window.keys.of("export") == ("Ctrl+E",)
    assert window.keys.of("note") == ()
    click(qtbot, dialog.reset_all)
    assert window.keys.of("note") == ("N",)
    assert window.keys.of("bin") == ()
    assert window.settings["keys"] == {}


def test_an_action_can_be_left_without_a_key(qtbot, opened):
    window, dialog = opened
    choose(qtbot, dialog, "export article")
    click(qtbot, dialog.clear)
    assert window.keys.of("export") == ()
    assert (
        window.actions_["export"].toolTip()
        == "Give the article back as a PDF with its marks, or as another file"
    )


def test_the_list_is_searched_by_action_and_by_key(qtbot, opened):
    _window, dialog = opened
    everything = {row.key for row in dialog.view.rows().all() if row.key}
    assert everything == {action.name for action in ACTIONS if action.text}
    qtbot.keyClicks(dialog.search, "ctrl+shift+f")
    assert [row.key for row in dialog.view.rows().all() if row.key] == ["search"]
    qtbot.keyClicks(dialog.search, " mauve")
    assert dialog.nothing.isVisible()


def test_tooltips_follow_when_keys_change(qtbot, open_window, article):
    window = open_window(article)
    button, chip = window.area.library_button, next(iter(window.area.legend.chips.values()))
    assert button.toolTip() == "Show or hide the library (F9)"
    assert chip.toolTip() == "Show or hide quotes (1)"
    window.keys.give("pane_library", "Ctrl+L")
    assert button.toolTip() == "Show or hide the library (Ctrl+L)"
    window.keys.clear("layer_quotes")
    assert chip.toolTip() == "Show or hide quotes"
    press(qtbot, window, Qt.Key.Key_F, CONTROL)
    window.keys.give("find_next", "F4")
    assert window.finding._bar.next_button.toolTip() == "Next place (F4)"


def test_keys_in_a_broken_file_do_no_harm(open_window, settings):
    settings["keys"] = {"gone": ["Ctrl+Y"], "note": ["M"]}
    window = open_window(wait=False)
    assert window.keys.of("note") == ("M",)
    assert window.keys.holder("Ctrl+Y") == "redo"


def test_the_menu_of_a_reading_tells_the_key_of_its_tags(open_window, article):
    window = open_window(article)
    window.keys.give("tags", "Ctrl+M")
    menu = readings_menu(window.orders, window.library_pane)
    assert offered(menu)["Tags…"].shortcut().toString() == "Ctrl+M"


def test_keys_that_no_keyboard_has_any_more_are_not_listed(monkeypatch):
    usual = [QKeySequence("Ctrl+Z"), QKeySequence("F14"), QKeySequence("Shift+F20")]
    monkeypatch.setattr(QKeySequence, "keyBindings", lambda _key: usual)
    keys = default_keys.__wrapped__()["undo"]
    assert "Ctrl+Z" in keys
    assert not {"F14", "Shift+F20"} & set(keys)
