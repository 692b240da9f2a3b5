"""One sort of marks shown alone, in the text and in the lists."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from tests.desktop.hands import offered, press, rows


def menu_of(window):
    (menu,) = [one for one in window.area.legend.speaker.findChildren(QMenu) if one.isVisible()]
    return offered(menu)


def test_a_sort_is_chosen_above_the_text_and_everything_comes_back(qtbot, open_window, article):
    window = open_window(article)
    window.reader.setFocus()
    chip = window.area.legend.speaker
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    menu_of(window)["Only claims not checked yet"].trigger()
    qtbot.waitUntil(lambda: window.reader.shown().only is not None)
    assert window.reader.shown().only == {"n1", "n2"}
    assert "claims not checked yet" in chip.accessibleName()
    press(qtbot, window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(
        lambda: [r.key for r in rows(window.inspector.numbers) if r.key] == ["n1", "n2"]
    )
    press(qtbot, window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not [r for r in rows(window.inspector.quotes) if r.key])
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert window.reader.shown().only is None
    qtbot.waitUntil(lambda: len([r for r in rows(window.inspector.quotes) if r.key]) == 3)


def test_a_claim_that_is_checked_leaves_those_that_are_not(qtbot, open_window, article):
    window = open_window(article)
    window.reader.setFocus()
    window.actions_["only_unchecked"].trigger()
    assert window.reader.shown().only == {"n1", "n2"}
    press(qtbot, window.reader, Qt.Key.Key_J)
    assert window.reader.focused() == "n1"
    window.actions_["check_checked"].trigger()
    qtbot.waitUntil(lambda: window.reader.shown().only == {"n2"}, timeout=10_000)
    window.actions_["only_unchecked"].trigger()
    assert window.reader.shown().only is None
