"""Reading aloud goes paragraph by paragraph, and stops at once."""

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.desktop.hands import press, select

VOICE = """#!/bin/sh
# Says what it is told into a file; speaks on as long as it is held.
printf '%s\\n' "$*" >> "{folder}/said"
test "$1" = --cancel && exit 0
while [ -e "{folder}/hold" ]; do sleep 0.02; done
exit $(cat "{folder}/status" 2>/dev/null || echo 0)
"""


class Voice:
    """A voice that speaks into a file, and the hand that holds it."""

    def __init__(self, folder):
        self.folder = folder

    def hold(self):
        (self.folder / "hold").touch()

    def let_go(self):
        (self.folder / "hold").unlink()

    def fail(self):
        (self.folder / "status").write_text("1")

    def lines(self):
        file = self.folder / "said"
        return file.read_text().splitlines() if file.exists() else []

    def said(self):
        return [line.split(" -- ", 1)[1] for line in self.lines() if " -- " in line]


@pytest.fixture
def voice(tmp_path, monkeypatch):
    folder = tmp_path / "voice"
    folder.mkdir()
    program = folder / "spd-say"
    program.write_text(VOICE.format(folder=folder))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return Voice(folder)


@pytest.fixture
def window(open_window, article):
    return open_window(article)


def begin(qtbot, window):
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(qtbot, window.reader, Qt.Key.Key_L, both)


def button(window, text):
    (found,) = [
        one for one in window.area.reader.findChildren(QPushButton) if one.text() == text and one.isVisible()
    ]  # fmt: skip
    return found


def until_said(qtbot, voice, words):
    qtbot.waitUntil(lambda: any(words in line for line in voice.said()), timeout=10_000)


def test_the_article_is_read_to_its_end(qtbot, window, voice):
    begin(qtbot, window)
    qtbot.waitUntil(lambda: len(voice.said()) == 4, timeout=10_000)
    qtbot.waitUntil(lambda: not window.aloud.is_on(), timeout=10_000)
    assert voice.said()[0] == "Ferry to stop in May"
    assert voice.said()[2] == "“We carry 900 people a day,” said Jon Ames."
    assert "--language en" in voice.lines()[0]
    assert not window.actions_["read_aloud"].isChecked()


def test_the_paragraph_that_is_read_is_marked(qtbot, window, voice):
    voice.hold()
    begin(qtbot, window)
    until_said(qtbot, voice, "Ferry to stop")
    mark = window.aloud._mark
    text = window.desk.sheet.document.text
    assert text[slice(*mark.span())] == "Ferry to stop in May"
    before = mark.geometry()
    voice.let_go()
    qtbot.waitUntil(lambda: not window.aloud.is_on(), timeout=10_000)
    assert mark.span() is None
    assert before.height() > 20


def test_only_what_is_selected_is_read(qtbot, window, voice):
    select(window, "900 people")
    begin(qtbot, window)
    qtbot.waitUntil(lambda: not window.aloud.is_on() and voice.said() != [], timeout=10_000)
    assert voice.said() == ["900 people"]


@pytest.mark.parametrize("way", ["button", "Esc", "action"])
def test_it_stops_at_once(qtbot, window, voice, way):
    voice.hold()
    begin(qtbot, window)
    until_said(qtbot, voice, "Ferry to stop")
    if way == "button":
        qtbot.mouseClick(button(window, "Stop"), Qt.MouseButton.LeftButton)
    elif way == "Esc":
        press(qtbot, window, Qt.Key.Key_Escape)
    else:
        begin(qtbot, window)
    assert not window.aloud.is_on()
    qtbot.waitUntil(lambda: "--cancel" in voice.lines(), timeout=10_000)
    assert len(voice.said()) == 1


def test_after_a_pause_the_paragraph_is_read_again(qtbot, window, voice):
    voice.hold()
    begin(qtbot, window)
    until_said(qtbot, voice, "Ferry to stop")
    qtbot.mouseClick(button(window, "Pause"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "--cancel" in voice.lines(), timeout=10_000)
    assert window.aloud.is_on()
    voice.let_go()
    qtbot.mouseClick(button(window, "Go on"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.aloud.is_on(), timeout=10_000)
    assert voice.said()[:2] == ["Ferry to stop in May"] * 2
    assert len(voice.said()) == 5


def test_another_article_is_not_read_on(qtbot, window, voice, tmp_path):
    voice.hold()
    begin(qtbot, window)
    until_said(qtbot, voice, "Ferry to stop")
    other = tmp_path / "other.txt"
    other.write_text("Another one\n\n“Later,” said Ann.", encoding="utf-8")
    window.doors.open([str(other)])
    qtbot.waitUntil(lambda: not window.aloud.is_on(), timeout=10_000)


def test_a_voice_that_fails_is_told(qtbot, window, voice):
    voice.fail()
    begin(qtbot, window)
    qtbot.waitUntil(lambda: "does not answer" in window.area.toast.text(), timeout=10_000)
    assert not window.aloud.is_on()


def test_without_a_voice_it_is_said_how_to_get_one(qtbot, window, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    begin(qtbot, window)
    assert window.area.toast.text().startswith("Reading aloud needs speech-dispatcher.")
    assert not window.actions_["read_aloud"].isChecked()
