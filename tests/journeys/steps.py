"""What a person does in the window during a journey, and what the journey waits for."""

import textwrap

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu

LATEST = 60_000
KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier

ARTICLE = textwrap.dedent(
    """\
    Tram line to the harbour opens at last

    The first trams will run to the harbour on Friday, Transport Secretary Lena Brandt announced on Monday.

    “We promised this line to the people of the east side, and now they have it,” Brandt said. “The wait was too long.”

    The line cost more than $340 million, according to the city’s audit office. Brandt said that officials at the depot had counted 52 cracked rails before the work began.

    “Nobody asked the shopkeepers,” said Omar Reyes, who runs a bakery at the terminus. He said he lost 30 percent of his customers during the works.

    A senior engineer, who asked not to be named, said the signals were “not ready for winter.”

    The secretary denied that there is any danger. About 12,000 passengers a day are expected.
    """
)


def settled(window):
    """Tell whether the article is there, marked, and kept as it is shown."""
    sheet = window.desk.sheet
    return (
        sheet is not None
        and sheet.marked
        and sheet.id is not None
        and sheet.coming is None
        and window.library.writing == 0
    )


def wait_settled(qtbot, window):
    qtbot.waitUntil(lambda: settled(window), timeout=LATEST)


def press(qtbot, widget, *keys, held=NONE):
    for key in keys:
        qtbot.keyClick(widget, key, held)


def type_here(qtbot, words):
    """Type into whatever has the focus, over what is selected in it."""
    for letter in words:
        qtbot.keyClicks(QApplication.focusWidget(), letter)


def to_front(qtbot, window):
    """Come back to the window from a menu or another window."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=LATEST)


def write_over(qtbot, field, words):
    qtbot.mouseClick(field, LEFT)
    qtbot.keyClick(field, KEY.Key_A, CONTROL)
    qtbot.keyClicks(field, words)


def choose(qtbot, window, text):
    """Click an entry of the menu that is open, and on the way the menus it lies in."""
    *ways, last = text.split(" › ")
    menu = _open_menu(qtbot, window)
    for way in ways:
        entry = next(one for one in menu.actions() if one.text() == way)
        qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry).center())
        inner = entry.menu()
        qtbot.waitUntil(inner.isVisible)
        menu = inner
    entry = next(one for one in menu.actions() if one.text() == last)
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry).center())


def choose_in_menu_bar(qtbot, window, menu, text):
    bar = window.menuBar()
    entry = next(one for one in bar.actions() if one.text().replace("&", "") == menu)
    qtbot.mouseClick(bar, LEFT, pos=bar.actionGeometry(entry).center())
    choose(qtbot, window, text)


def _open_menu(qtbot, window):
    def shown():
        return [one for one in window.findChildren(QMenu) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()), timeout=LATEST)
    return shown()[-1]


def mark_at(window, words):
    """Return the mark that begins with these words of the article."""
    start = window.desk.sheet.document.text.index(words)
    targets = window.reader.targets()
    analysis = window.desk.sheet.analysis
    for item in (*analysis.attributions, *analysis.quantities):
        if any(span.start == start for span in targets.spans(item.id)):
            return item
    raise AssertionError(words)


def click_mark(qtbot, window, words):
    """Click on the first letters of words in the text; they are in a mark."""
    to_front(qtbot, window)
    qtbot.mouseClick(window.reader.viewport(), LEFT, pos=place_of(window, words) + QPoint(6, 0))


def place_of(window, words, *, after=False):
    """Return where in the view words of the article begin, or end."""
    text = window.reader.document()
    cursor = text.find(words)
    assert not cursor.isNull()
    cursor.setPosition(cursor.selectionEnd() if after else cursor.selectionStart())
    return window.reader.cursorRect(cursor).center()


def select(qtbot, window, words):
    """Draw the mouse over words of the text."""
    to_front(qtbot, window)
    port = window.reader.viewport()
    begin, end = place_of(window, words), place_of(window, words, after=True)
    drag(qtbot, port, begin, end)
    assert window.reader.textCursor().selectedText() == words


def drag(qtbot, widget, begin, end):
    qtbot.mousePress(widget, LEFT, pos=begin)
    qtbot.mouseMove(widget, begin + QPoint(4, 2))
    qtbot.mouseMove(widget, end)
    qtbot.mouseRelease(widget, LEFT, pos=end)


def drop(widget, data):
    """Drop something from elsewhere, with the mouse over the middle of a widget."""
    window = widget.window()
    place = widget.mapTo(window, widget.rect().center())
    actions = Qt.DropAction.CopyAction | Qt.DropAction.LinkAction
    enter = QDragEnterEvent(place, actions, data, LEFT, NONE)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    yield
    QApplication.sendEvent(window, QDropEvent(QPointF(place), actions, data, LEFT, NONE))


def listed(view):
    return [row.key for row in view.rows().all() if row.key]
