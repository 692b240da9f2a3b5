"""What a person does with the window, and what is then listed."""

from PySide6.QtCore import Qt


def press(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, modifier)


def select(window, words):
    """Select words of the article as a person would, from the first to the last letter."""
    cursor = window.reader.document().find(words)
    assert not cursor.isNull()
    window.reader.setTextCursor(cursor)


def rows(tab):
    model = tab.view.model()
    return [model.row(model.index(n)) for n in range(model.rowCount())]
