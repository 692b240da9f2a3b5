"""Sentences, buttons and tooltips tell the keys the reader chose."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.desktop.hands import press


def test_whatever_names_a_key_tells_the_one_the_reader_chose(qtbot, open_window, article):
    window = open_window(article)
    window.reader.setFocus()
    press(qtbot, window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    notes = window.inspector.notes
    qtbot.waitUntil(notes._nothing.isVisible)
    assert "press H to" in notes._nothing.text()
    window.keys.give("highlight", "Ctrl+M")
    window.keys.clear("note")
    assert "press Ctrl+M to" in notes._nothing.text()
    assert "“Note”" in notes._nothing.text()
    window.actions_["highlight"].trigger()
    assert window.area.toast._text.text() == "Select words first, then press Ctrl+M."
    window.keys.give("copy", "Ctrl+J")
    copy = notes.selected.buttons["Copy"]
    assert copy.toolTip() == "Copy the selected notes (Ctrl+J)"


def test_the_card_tells_the_keys_the_reader_chose(qtbot, open_window, article):
    window = open_window(article)
    window.keys.give("accept", "Y")
    window.keys.clear("reject")
    window.reader.setFocus()
    press(qtbot, window.reader, Qt.Key.Key_J)
    press(qtbot, window.reader, Qt.Key.Key_Return)
    buttons = window.reader.card.findChildren(QPushButton)
    offered = [button.text() for button in buttons if button.isVisible()]
    assert offered == ["Accept   Y", "Reject", "Edit   E"]
