"""The panes make room, take the keyboard in turn, and look as was chosen."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt

from app.desktop.find_bar import FindBar
from app.desktop.notice import Notice
from app.settings import Settings
from tests.desktop.hands import press


def test_the_theme_changes_every_part_and_is_remembered(qtbot, open_window, article, tmp_path):
    window = open_window(article)
    window.appearance.choose_theme("dark")
    qtbot.waitUntil(lambda: Settings(tmp_path / "settings.json")["theme"] == "dark")
    picture = window.grab().toImage()
    dark = [picture.pixelColor(x, 450).lightness() for x in (20, picture.width() // 2, picture.width() - 30)]  # fmt: skip
    assert max(dark) < 120


def test_zoom_steps_and_is_remembered(qtbot, open_window, article, settings):
    window = open_window(article)
    press(qtbot, window.reader, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert settings["zoom"] == 110
    assert window.status.zoom.text() == "110 %"
    press(qtbot, window.reader, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert settings["zoom"] == 100


def test_a_narrow_window_gives_the_text_its_room(qtbot, open_window, article):
    window = open_window(article)
    window.resize(1000, 700)
    assert window.inspector.isHidden()
    assert not window.library_pane.isHidden()
    window.resize(1440, 900)
    assert not window.inspector.isHidden()


def test_in_a_narrow_window_the_inspector_lies_over_the_text_when_asked_for(
    qtbot, open_window, article
):
    window = open_window(article)
    before = window.inspector.width()
    window.resize(1000, 700)
    wide = window.area.width()
    press(qtbot, window.reader, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.inspector.isVisible()
    assert window.inspector.current() is window.inspector.numbers
    assert window.area.isAncestorOf(window.inspector)
    assert window.area.width() == wide
    assert window.inspector.width() == before
    assert window.inspector.geometry().right() == window.area.rect().right()
    assert window.area.inspector_button.mapTo(window.area, QPoint(0, 0)).y() < window.inspector.y()
    window.panes.next_pane()
    assert window.inspector.isAncestorOf(window.focusWidget())
    press(qtbot, window.focusWidget(), Qt.Key.Key_Escape)
    assert window.inspector.isHidden()
    assert window.focusWidget() is window.reader


def place_of(window, part):
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


@pytest.mark.parametrize("pane", ["inspector", "library_pane"])
def test_what_lies_over_the_text_hides_no_progress_no_message_and_no_find_bar(
    qtbot, open_window, article, pane
):
    window = open_window(article)
    window.resize(800, 700)
    over = getattr(window, pane)
    (window.panes.show_inspector if pane == "inspector" else window.panes.show_library)()
    window.desk.progressed.emit("Writing a.pdf", 0, 0)
    window.desk.toasted.emit(Notice("The quote was rejected.", action="Undo", do=lambda: None))
    window.desk.told.emit(Notice("Marking restarted."))
    press(qtbot, window.reader, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    area = window.area
    told = (area.progress, area.toast, area.banners, area.findChild(FindBar))
    qtbot.waitUntil(lambda: all(part.isVisible() for part in told))
    qtbot.waitUntil(
        lambda: not any(place_of(window, part).intersects(place_of(window, over)) for part in told)
    )
    assert over.isVisible()
    width = area.progress.width()
    window.panes.uncover()
    assert area.progress.width() == width + over.width()


def test_a_click_into_the_text_uncovers_it(qtbot, open_window, article):
    window = open_window(article)
    window.resize(1000, 700)
    window.panes.show_inspector()
    qtbot.mouseClick(window.reader.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    assert window.inspector.isHidden()
    assert not window.library_pane.isHidden()


def test_in_a_very_narrow_window_one_pane_at_a_time_lies_over_the_text(qtbot, open_window, article):
    window = open_window(article)
    window.resize(800, 700)
    assert window.library_pane.isHidden()
    press(qtbot, window.reader, Qt.Key.Key_F9)
    assert window.library_pane.isVisible()
    assert window.library_pane.geometry().left() == 0
    window.panes.show_inspector()
    assert window.library_pane.isHidden()
    window.resize(700, 600)
    assert window.inspector.geometry().right() == window.area.rect().right()
    window.resize(1440, 900)
    assert not window.library_pane.isHidden()
    assert window.panes.splitter.sizes()[0] == 272
    places = [window.panes.splitter.widget(place) for place in range(3)]
    assert places == [window.library_pane, window.area, window.inspector]
    assert not window.area.isAncestorOf(window.inspector)


def test_a_pane_that_was_put_away_stays_away_in_a_wide_window(qtbot, open_window, article):
    window = open_window(article)
    window.panes.show_inspector(False)
    window.resize(1000, 700)
    window.resize(1440, 900)
    assert window.inspector.isHidden()
    assert not window.actions_["pane_inspector"].isChecked()


def test_f9_shows_and_hides_the_library(qtbot, open_window, article):
    window = open_window(article)
    press(qtbot, window.reader, Qt.Key.Key_F9)
    assert window.library_pane.isHidden()
    press(qtbot, window.reader, Qt.Key.Key_F9)
    assert not window.library_pane.isHidden()


def test_f6_goes_from_pane_to_pane(qtbot, open_window, article):
    window = open_window(article)
    window.reader.setFocus()
    window.panes.next_pane()
    assert window.inspector.isAncestorOf(window.focusWidget())
    window.panes.next_pane()
    assert window.library_pane.isAncestorOf(window.focusWidget())
    window.panes.next_pane()
    assert window.focusWidget() is window.reader
