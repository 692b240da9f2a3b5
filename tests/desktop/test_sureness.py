"""Seeing more marks, or only the surest: the slider, the article behind it, and what is kept."""

import pytest
from PySide6.QtCore import Qt

from app.desktop.sureness import SurenessDialog
from app.library.library import Library
from app.reading.sureness import BEST
from app.reading.views import View

TEXT = """Ferry to stop in May

“The hull is worn through,” said Mira Holt. The company owns 3 ferries.

“Nobody asked the islanders,” perhaps said Jon Ames.
"""


@pytest.fixture
def window(open_window, tmp_path):
    file = tmp_path / "unsure.txt"
    file.write_text(TEXT, encoding="utf-8")
    return open_window(file)


@pytest.fixture
def dialog(window):
    window.actions_["sureness"].trigger()
    return window.findChild(SurenessDialog)


def speakers(window):
    return [a.speaker for a in window.desk.sheet.analysis.attributions]


def test_by_default_only_what_is_likely_is_shown_and_all_is_kept(window, tmp_path):
    assert speakers(window) == ["Mira Holt"]
    library = Library.open(tmp_path / "library.sqlite")
    kept = library.load(window.desk.sheet.id).analysis
    library.close()
    assert [a.speaker for a in kept.attributions] == ["Mira Holt", "Jon Ames"]


def test_the_article_follows_the_slider(qtbot, window, dialog):
    assert dialog.view() == View()
    dialog.slider.setValue(2)
    qtbot.waitUntil(lambda: speakers(window) == ["Mira Holt", "Jon Ames"])
    assert "2 of 2" in dialog.count.text()
    assert window.settings["least"] == 10
    qtbot.mouseClick(dialog.best, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: speakers(window) == ["Mira Holt"])
    assert "1 of 2" in dialog.count.text()
    assert window.settings["least"] == round(100 * BEST)


def test_a_slider_moved_just_before_closing_counts(qtbot, window, dialog):
    dialog.slider.setValue(19)
    dialog.accept()
    qtbot.waitUntil(lambda: speakers(window) == [])


def test_a_window_opened_later_shows_what_was_chosen(qtbot, window, dialog, open_window, settings):
    dialog.slider.setValue(2)
    qtbot.waitUntil(lambda: len(speakers(window)) == 2)
    dialog.accept()
    reading = window.desk.sheet.id
    window.close()
    other = open_window()
    other.desk.reopen(reading)
    qtbot.waitUntil(lambda: other.desk.sheet is not None and other.desk.sheet.id == reading)
    assert len(speakers(other)) == 2


def test_an_article_left_meanwhile_follows_when_it_is_shown_again(qtbot, window, dialog, article):
    first = window.desk.sheet.id
    window.desk.open(str(article))
    qtbot.waitUntil(lambda: window.desk.sheet.id not in (None, first) and window.desk.sheet.marked)
    dialog.slider.setValue(2)
    qtbot.waitUntil(lambda: window.settings["least"] == 10)
    window.desk.reopen(first)
    qtbot.waitUntil(lambda: window.desk.sheet.id == first and len(speakers(window)) == 2)


def test_attitudes_are_asked_for_apart(window, dialog):
    dialog.attitudes.setChecked(True)
    assert window.settings["attitudes"] is True
    assert dialog.view() == View(BEST, attitudes=True)
