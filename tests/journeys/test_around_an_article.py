"""A reader finds words and places, reads without anything around, and sets the window up."""

import pytest
from PySide6.QtWidgets import QApplication

from app.desktop.export_dialog import ExportDialog
from tests.journeys.steps import (
    ARTICLE,
    CONTROL,
    KEY,
    LATEST,
    LEFT,
    SHIFT,
    choose,
    place_of,
    press,
    to_front,
    type_here,
    wait_settled,
)


@pytest.fixture
def window(qtbot, start, tmp_path):
    file = tmp_path / "tram.txt"
    days = "\n\n".join(f"On day {n} the works went on at the harbour." for n in range(1, 30))
    file.write_text(f"{ARTICLE}\n{days}\n", encoding="utf-8")
    made = start(file)
    made.resize(1440, 900)
    wait_settled(qtbot, made)
    to_front(qtbot, made)
    made.reader.setFocus()
    return made


def test_words_places_and_people_are_gone_to(qtbot, window, look):
    words_are_found(qtbot, window, look)
    the_palette_leads_to_a_paragraph_and_a_speaker(qtbot, window, look)
    the_text_stands_alone(qtbot, window, look)


def words_are_found(qtbot, window, look):
    press(qtbot, window, KEY.Key_F, held=CONTROL)
    bar = window.finding._bar
    type_here(qtbot, "harbour")
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 31")
    press(qtbot, bar.field, KEY.Key_Return)
    qtbot.mouseClick(bar.next_button, LEFT)
    qtbot.waitUntil(lambda: bar.count.text() == "3 of 31")
    press(qtbot, bar.field, KEY.Key_Return, held=SHIFT)
    qtbot.waitUntil(lambda: bar.count.text() == "2 of 31")
    look(window, "21-found")
    press(qtbot, bar.field, KEY.Key_Escape)
    assert window.reader.textCursor().selectedText() == "harbour"


def offered(qtbot, window, words, first):
    """Open the palette, type, and wait for what then stands first."""
    press(qtbot, QApplication.focusWidget(), KEY.Key_K, held=CONTROL)
    view = window.command_palette.view
    type_here(qtbot, words)
    qtbot.waitUntil(
        lambda: view.current() is not None and view.current().text == first, timeout=LATEST
    )
    return view


def the_palette_leads_to_a_paragraph_and_a_speaker(qtbot, window, look):
    view = offered(qtbot, window, "go to", "Go to")
    look(window, "21-palette")
    press(qtbot, view.field, KEY.Key_Return)
    type_here(qtbot, "30")
    qtbot.waitUntil(lambda: view.current() is not None and view.current().text == "Paragraph 30")
    look(window, "21-go-to")
    press(qtbot, view.field, KEY.Key_Return)
    port = window.reader.viewport()
    qtbot.waitUntil(lambda: port.rect().contains(place_of(window, "On day 23 ")), timeout=LATEST)
    view = offered(qtbot, window, "@reyes", "Omar Reyes")
    look(window, "21-palette-people")
    press(qtbot, view.field, KEY.Key_Return)
    assert window.showing.only == "Omar Reyes"
    press(qtbot, window.reader, KEY.Key_0)


def the_text_stands_alone(qtbot, window, look):
    press(qtbot, window.reader, KEY.Key_Home, held=CONTROL)
    press(qtbot, window.reader, KEY.Key_F11)
    qtbot.waitUntil(lambda: not window.inspector.isVisible(), timeout=LATEST)
    press(qtbot, window.reader, KEY.Key_J)
    look(window, "21-focus-view")
    press(qtbot, window.reader, KEY.Key_Escape)
    qtbot.waitUntil(window.inspector.isVisible, timeout=LATEST)


def test_the_window_is_set_up(qtbot, window, look):
    settings_count_at_once(qtbot, window, look)
    a_key_is_changed(qtbot, window, look)


def pick(qtbot, dialog, name, text):
    qtbot.mouseClick(dialog.rows[name].control.button, LEFT)
    choose(qtbot, dialog.rows[name].control.button, text)


def settings_count_at_once(qtbot, window, look):
    from app.desktop.settings_dialog import SettingsDialog

    press(qtbot, window.reader, KEY.Key_Comma, held=CONTROL)
    (dialog,) = window.findChildren(SettingsDialog)
    qtbot.waitUntil(dialog.isActiveWindow, timeout=LATEST)
    look(dialog, "22-settings")
    pick(qtbot, dialog, "theme", "Dark")
    pick(qtbot, dialog, "column", "Narrow")
    pick(qtbot, dialog, "typeface", "Inter")
    qtbot.mouseClick(dialog.rows["zoom"].control.more, LEFT)
    qtbot.waitUntil(lambda: window.settings["zoom"] == 110, timeout=LATEST)
    look(dialog, "22-settings-dark")
    press(qtbot, dialog.search, KEY.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=LATEST)
    to_front(qtbot, window)
    look(window, "22-set-up")
    style = window.reader.style_of_text
    assert (style.zoom, style.column, style.theme.name) == (110, 520, "dark")


def a_key_is_changed(qtbot, window, look):
    from app.desktop.keys_dialog import KeysDialog

    press(qtbot, window.reader, KEY.Key_F1)
    (dialog,) = window.findChildren(KeysDialog)
    qtbot.waitUntil(dialog.isActiveWindow, timeout=LATEST)
    qtbot.keyClicks(dialog.search, "next mark")
    press(qtbot, dialog.search, KEY.Key_Down)
    press(qtbot, dialog.view, KEY.Key_Return)
    press(qtbot, dialog.field, KEY.Key_A)
    look(dialog, "22-key-taken")
    press(qtbot, dialog.field, KEY.Key_D, held=CONTROL)
    look(dialog, "22-keys")
    dialog.reject()
    to_front(qtbot, window)
    press(qtbot, window.reader, KEY.Key_D, held=CONTROL)
    assert window.reader.focused()


def test_the_tour_is_taken(qtbot, start, look, monkeypatch, tmp_path):
    from PySide6.QtWidgets import QFileDialog

    from app.desktop.tour import Tour

    window = start()
    window.resize(1440, 900)
    qtbot.waitUntil(window.area.empty.tour_button.isVisible, timeout=LATEST)
    look(window, "23-first-start")
    qtbot.mouseClick(window.area.empty.tour_button, LEFT)
    wait_settled(qtbot, window)
    to_front(qtbot, window)
    (tour,) = window.findChildren(Tour)

    def at(place):
        qtbot.waitUntil(lambda: tour.place == place, timeout=LATEST)
        if place is not None:
            qtbot.waitUntil(tour.bubble.isVisible, timeout=LATEST)
            look(window, f"23-tour-{place + 1}")

    target = tmp_path / "bridge.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    at(0)
    for place, (key, held) in enumerate(
        (
            (KEY.Key_J, None),
            (KEY.Key_Return, None),
            (KEY.Key_A, None),
            (KEY.Key_H, None),
            (KEY.Key_2, CONTROL),
        ),
        1,
    ):
        press(qtbot, window.reader, key, **({"held": held} if held else {}))
        at(place)
    press(qtbot, window.reader, KEY.Key_F, held=CONTROL | SHIFT)
    type_here(qtbot, "cables")
    at(6)
    press(qtbot, window.reader, KEY.Key_E, held=CONTROL)
    (dialog,) = window.findChildren(ExportDialog)
    press(qtbot, dialog.formats, KEY.Key_Return)
    at(None)
    assert target.exists()
    look(window, "23-tour-taken")
