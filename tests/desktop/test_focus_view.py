"""F11: the text alone, and everything as it was afterwards."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication

from app.reading.layers import Layer
from app.rendering.palette import contrast
from tests.desktop.hands import press


@pytest.fixture
def window(open_window, article):
    window = open_window(article)
    window.resize(1440, 900)
    return window


def around(window):
    return [
        window.library_pane,
        window.inspector,
        window.area.library_button,
        window.menuBar(),
        window.status,
    ]


def state(window):
    shown = [part.isVisible() for part in around(window)]
    look = (window.reader.style_of_text, window.reader.place(), window.size())
    return shown, look, window.panes.splitter.sizes(), window.windowState()


def entered(qtbot, window):
    press(qtbot, window.reader, Qt.Key.Key_F11)
    assert window.isFullScreen()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F11])
def test_everything_around_the_text_goes_and_comes_back(qtbot, window, key):
    press(qtbot, window, Qt.Key.Key_F9)  # the library is hidden before
    window.panes.splitter.setSizes([0, 900, 540])
    before = state(window)
    entered(qtbot, window)
    assert not any(part.isVisible() for part in around(window))
    assert window.reader.style_of_text.zoom == 105
    press(qtbot, window.reader, key)
    qtbot.waitUntil(lambda: state(window) == before, timeout=5_000)
    assert not window.actions_["focus_view"].isChecked()


def test_a_maximised_window_is_maximised_again(qtbot, window):
    window.showMaximized()
    entered(qtbot, window)
    press(qtbot, window.reader, Qt.Key.Key_Escape)
    assert window.isMaximized()
    assert not window.isFullScreen()


def test_the_signs_in_the_corners_take_on_other_colours(qtbot, window):
    entered(qtbot, window)
    progress = window.focus_view._signs.progress
    light = progress.grab().toImage()
    window.appearance.choose_theme("contrast")
    qtbot.waitUntil(lambda: progress.theme.name == "contrast")
    there = progress.grab().toImage()
    assert there != light
    y = 10
    assert contrast(there.pixelColor(2, y).name(), there.pixelColor(110, y).name()) >= 3


def test_the_settings_do_not_learn_of_the_larger_text(qtbot, window, settings):
    entered(qtbot, window)
    window.close()
    assert settings["zoom"] == 100
    sizes = window.panes.splitter.sizes()
    assert all(sizes)


def test_the_legend_can_be_reached_and_left(qtbot, window):
    entered(qtbot, window)
    signs = window.focus_view._signs
    qtbot.mouseClick(signs.legend, Qt.MouseButton.LeftButton)
    chip = window.area.legend.chips[Layer.CLAIMS]
    assert chip.isVisible()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert "claims" not in window.settings["layers"]
    qtbot.mouseClick(signs.legend, Qt.MouseButton.LeftButton)
    assert not chip.isVisible()


def test_the_place_is_told_in_paragraphs(qtbot, window):
    entered(qtbot, window)
    assert window.focus_view._signs.progress.text() == "paragraph 1 of 3"


def test_a_find_bar_is_closed_before_the_view(qtbot, window):
    entered(qtbot, window)
    press(qtbot, window.reader, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.finding.is_open()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not window.finding.is_open()
    assert window.isFullScreen()


def test_panes_that_get_room_on_a_large_screen_stay_away(qtbot, window):
    window.resize(1000, 700)
    assert window.panes.is_over(window.inspector)
    before = state(window)
    entered(qtbot, window)
    QApplication.sendEvent(window, QResizeEvent(QSize(1920, 1080), window.size()))
    assert not window.panes.is_over(window.inspector)
    QApplication.processEvents()
    assert not window.inspector.isVisible()
    QApplication.sendEvent(window, QResizeEvent(window.size(), QSize(1920, 1080)))
    press(qtbot, window.reader, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: state(window)[0] == before[0], timeout=5_000)
