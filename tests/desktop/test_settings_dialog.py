"""The settings window: made from the table, searched in, and at once in effect."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from app.desktop.motion import EFFECTS
from app.desktop.settings_dialog import SettingsDialog
from app.reading.layers import Layer
from app.settings import MEMORIES, SETTINGS, Group, Settings
from tests.desktop.hands import press

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(qtbot, open_window, article):
    """The window with an article, and the settings opened over it by their key."""
    window = open_window(article)
    press(qtbot, window.reader, Qt.Key.Key_Comma, CONTROL)
    return window, window.findChild(SettingsDialog)


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def pick(qtbot, dialog, name, text):
    """Choose a value from the menu of a setting's button."""
    button = dialog.rows[name].control.button
    click(qtbot, button)
    (menu,) = [menu for menu in button.findChildren(QMenu) if menu.isVisible()]
    (entry,) = [entry for entry in menu.actions() if entry.text() == text]
    menu.setActiveAction(entry)
    qtbot.keyClick(menu, Qt.Key.Key_Return)


def shown(dialog):
    return [name for name, row in dialog.rows.items() if row.isVisibleTo(dialog)]


def test_every_setting_is_there_and_nothing_that_is_only_remembered(opened):
    _window, dialog = opened
    assert set(dialog.rows) == {setting.name for setting in SETTINGS}
    assert not set(dialog.rows) & {memory.name for memory in MEMORIES}
    heads = [dialog._heads[group] for group in Group]
    assert all(head.isVisibleTo(dialog) for head in heads)


def test_the_search_narrows_by_what_settings_are_called_and_by_what_they_mean(qtbot, opened):
    _window, dialog = opened
    assert dialog.search.hasFocus()
    qtbot.keyClicks(dialog.search, "typeface")
    assert shown(dialog) == ["typeface"]
    dialog.search.clear()
    qtbot.keyClicks(dialog.search, "author of notes")
    assert shown(dialog) == ["reader"]
    assert not dialog._heads[Group.WINDOW].isVisibleTo(dialog)
    qtbot.keyClicks(dialog.search, " mauve")
    assert shown(dialog) == []
    assert dialog.nothing.isVisibleTo(dialog)


def test_the_keyboard_leads_from_the_search_to_what_it_found(qtbot, opened):
    window, dialog = opened
    qtbot.keyClicks(dialog.search, "attitudes")
    press(qtbot, dialog.search, Qt.Key.Key_Down)
    box = dialog.rows["attitudes"].control.box
    assert box.hasFocus()
    press(qtbot, box, Qt.Key.Key_Space)
    assert window.settings["attitudes"] is True


def test_a_choice_counts_at_once_and_can_be_taken_back(qtbot, opened):
    window, dialog = opened
    row = dialog.rows["theme"]
    assert not row.reset.isVisible()
    pick(qtbot, dialog, "theme", "Dark")
    assert window.appearance.theme.name == "dark"
    assert window.actions_["theme_dark"].isChecked()
    assert row.reset.isVisible()
    click(qtbot, row.reset)
    assert window.settings["theme"] == "system"
    assert window.appearance.theme.name == "light"
    assert row.control.button.choice == "System"


def test_the_typeface_is_that_of_the_article_and_stays(qtbot, opened, tmp_path):
    window, dialog = opened
    offered = {entry.text() for entry in dialog.rows["typeface"].control.button._menu.actions()}
    assert {"Charis SIL", "Inter"} <= offered
    pick(qtbot, dialog, "typeface", "Inter")
    font = window.reader.document().lastBlock().charFormat().font()
    assert font.families()[0] == "Inter"
    qtbot.waitUntil(lambda: Settings(tmp_path / "settings.json")["typeface"] == "Inter")


def test_the_column_gets_as_wide_as_chosen(qtbot, opened):
    window, dialog = opened
    pick(qtbot, dialog, "column", "Narrow")
    assert window.reader.style_of_text.column == 520


def test_a_number_counts_when_it_has_come_to_rest(qtbot, opened):
    window, dialog = opened
    control = dialog.rows["zoom"].control
    click(qtbot, control.more)
    click(qtbot, control.more)
    qtbot.waitUntil(lambda: window.settings["zoom"] == 120)
    assert window.reader.style_of_text.zoom == 120
    click(qtbot, control.less)
    dialog.accept()
    assert window.settings["zoom"] == 110


def test_marks_are_switched_off_one_kind_at_a_time(qtbot, opened):
    window, dialog = opened
    box = dialog.rows["layers"].control.boxes["cues"]
    click(qtbot, box)
    assert window.settings["layers"] == ["quotes", "sources", "claims", "mine"]
    assert not window.area.legend.chips[Layer.CUES].isChecked()
    assert not window.actions_["layer_cues"].isChecked()


def test_what_is_changed_elsewhere_is_shown(opened):
    window, dialog = opened
    window.actions_["zoom_in"].trigger()
    window.actions_["layer_quotes"].trigger()
    assert dialog.rows["zoom"].control.field.value() == 110
    assert not dialog.rows["layers"].control.boxes["quotes"].isChecked()


def test_a_name_is_kept_when_the_window_closes(qtbot, opened):
    window, dialog = opened
    qtbot.keyClicks(dialog.rows["reader"].control.field, "Mira Holt ")
    dialog.accept()
    assert window.settings["reader"] == "Mira Holt"


def test_all_settings_go_back_to_what_they_were(qtbot, opened):
    window, dialog = opened
    assert not dialog.reset_all.isEnabled()
    window.settings["theme"] = "sepia"
    window.settings["least"] = 80
    window.settings["shelves"] = False
    click(qtbot, dialog.reset_all)
    assert not any(window.settings.is_changed(setting.name) for setting in SETTINGS)
    assert window.settings["shelves"] is False
    assert not dialog.reset_all.isEnabled()


def test_nothing_opens_at_the_start_where_the_reader_wants_none(
    qtbot, open_window, article, settings
):
    first = open_window(article)
    first.close()
    settings["reopen"] = False
    window = open_window(wait=False)
    qtbot.waitUntil(window.library_pane.any_readings, timeout=15_000)
    for _ in range(2):  # the library has answered what was asked at the start, and what came of it
        with qtbot.waitCallback(timeout=15_000) as answered:
            window.library.ask(lambda _library: True, answered)
    assert window.desk.sheet is None
    assert not window.desk.is_opening()
    assert window.area.empty.isVisible()
    assert window.area.empty.texts()[0] == "Nothing open"


def test_with_reduced_motion_nothing_moves_by_itself(open_window, article):
    window = open_window(article)
    strip = window.area.progress
    strip.tell("Reading the file", 0, 0)
    assert not strip.bar.isHidden()
    for effect in EFFECTS:
        QApplication.setEffectEnabled(effect, True)
    window.settings["motion"] = "on"
    assert strip.bar.isHidden()
    assert not any(QApplication.isEffectEnabled(effect) for effect in EFFECTS)
    strip.tell("Marking", 2, 5)
    assert not strip.bar.isHidden()
    window.settings["motion"] = "off"
    strip.tell("Reading the file", 0, 0)
    assert not strip.bar.isHidden()
    strip.tell("", 0, 0)


@pytest.mark.parametrize(("says", "still"), [("false", True), ("true", False)])
def test_the_desktop_is_asked_whether_to_move(
    qtbot, open_window, article, settings, tmp_path, monkeypatch, says, still
):
    program = tmp_path / "bin" / "gsettings"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho {says}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/bin:/usr/bin")
    settings["motion"] = "off"
    window = open_window(article)
    assert not window.motion.is_reduced()
    settings["motion"] = "system"
    qtbot.waitUntil(lambda: window.motion.is_reduced() is still)
