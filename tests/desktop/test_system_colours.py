"""The window follows the colours of the desktop until the reader chooses others."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette

from app.desktop import system_colours
from app.rendering.palette import theme_named

NO_PREFERENCE = Qt.ContrastPreference.NoPreference


@pytest.fixture
def desktop(monkeypatch):
    """A desktop whose colours can be changed; the off-screen one has none."""

    def turn(dark=False, contrast=False):
        monkeypatch.setattr(system_colours, "is_dark", lambda: dark)
        monkeypatch.setattr(system_colours, "wants_contrast", lambda: contrast)
        style, accessibility = system_colours.hints()
        style.colorSchemeChanged.emit(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        asked = Qt.ContrastPreference.HighContrast if contrast else NO_PREFERENCE
        accessibility.contrastPreferenceChanged.emit(asked)

    return turn


def ground(window):
    return window.palette().color(QPalette.ColorRole.Window)


def test_the_window_changes_with_the_desktop(open_window, article, desktop):
    window = open_window(article)
    assert window.actions_["theme_system"].isChecked()
    assert window.appearance.theme.name == "light"
    desktop(dark=True)
    assert window.appearance.theme.name == "dark"
    assert ground(window) == theme_named("dark").color("panel")
    assert window.reader.style_of_text.theme.name == "dark"
    desktop(dark=False)
    assert window.appearance.theme.name == "light"
    assert ground(window) == theme_named("light").color("panel")


def test_the_window_follows_a_desktop_that_asks_for_contrast(open_window, article, desktop):
    window = open_window(article)
    desktop(contrast=True)
    assert window.appearance.theme.name == "contrast"
    assert window.reader.style_of_text.theme.name == "contrast"
    desktop(dark=True, contrast=True)
    assert window.appearance.theme.name == "dark"
    desktop()
    assert window.appearance.theme.name == "light"


def test_what_the_desktop_asks_for_can_be_read_again_and_again(qapp):
    for _ in range(3):
        QGuiApplication.styleHints()
        gc.collect()
        assert not system_colours.wants_contrast()


def test_a_window_on_a_dark_desktop_starts_dark(open_window, desktop):
    desktop(dark=True)
    assert open_window(wait=False).appearance.theme.name == "dark"


def test_colours_the_reader_chose_stay(open_window, article, desktop):
    window = open_window(article)
    window.actions_["theme_sepia"].trigger()
    desktop(dark=True)
    assert window.appearance.theme.name == "sepia"
    window.actions_["theme_system"].trigger()
    assert window.settings["theme"] == "system"
    assert window.appearance.theme.name == "dark"
