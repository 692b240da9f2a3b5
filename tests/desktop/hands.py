"""What a person does with the window, and what is then listed."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu


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


def click(qtbot, view, key, modifier=Qt.KeyboardModifier.NoModifier):
    """Click on the row of this key."""
    place = view.visualRect(view.rows().index_of(key)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def menu_at(view, key):
    """Ask for the menu of a row; return what it offers by its text."""
    place = view.visualRect(view.rows().index_of(key)).center() if key else QPoint(20, 400)
    port = view.viewport()
    QTest.mousePress(port, Qt.MouseButton.RightButton, pos=place)
    QTest.mouseRelease(port, Qt.MouseButton.RightButton, pos=place)
    why = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(port, QContextMenuEvent(why, place, port.mapToGlobal(place)))
    (menu,) = [one for one in view.window().findChildren(QMenu) if one.isVisible()]
    return offered(menu)


def offered(menu):
    """Return the actions of a menu, and of those in it, by their text; the menu is closed."""
    found = {action.text(): action for action in menu.actions() if action.text()}
    for text, action in list(found.items()):
        if action.menu() is not None:
            found |= {f"{text} › {inner}": one for inner, one in offered(action.menu()).items()}
    menu.close()
    return found
