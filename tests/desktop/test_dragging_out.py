"""Readings, quotes and words go out of the window by dragging; articles come in anywhere."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desktop.dragging import readings_in
from app.desktop.dropping import DropSign
from app.desktop.page import Page
from app.desktop.reader import ReaderPane
from tests.desktop.hands import select

ACTIONS = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


@pytest.fixture
def drags(monkeypatch):
    """What is dragged, as other programs would see it; nothing waits for a drop."""
    seen = []

    def exec_(drag, *_actions):
        data = drag.mimeData()
        seen.append((data.text(), [url.toString() for url in data.urls()], readings_in(data)))
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", exec_)
    return seen


def drag(view, start, by):
    """Press at a place and move away with the button down."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view, left, none, start)
    for step in (2, 1):
        place = QPointF(start + by / step)
        move = QMouseEvent(QEvent.Type.MouseMove, place, view.mapToGlobal(place), left, left, none)
        QApplication.sendEvent(view, move)
    QTest.mouseRelease(view, left, none, start + by)


def drop(widget, data):
    """Drag something from elsewhere over a widget and drop it; return the two events."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = QPoint(20, 20)
    enter = QDragEnterEvent(place, ACTIONS, data, left, none)
    QApplication.sendEvent(widget, enter)
    dropped = QDropEvent(QPointF(place), ACTIONS, data, left, none)
    QApplication.sendEvent(widget.window(), dropped)
    return enter, dropped


def files(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_a_reading_is_dragged_as_title_and_file(qtbot, open_window, article, drags):
    window = open_window(article)
    view = window.library_pane.view
    qtbot.waitUntil(lambda: view.visualRect(view.rows().index(0)).isValid(), timeout=5_000)
    drag(view.viewport(), view.visualRect(view.rows().index(0)).center(), QPoint(40, 60))
    (text, urls, readings), *_ = drags
    assert text == f"Ferry to stop in May\n{article}"
    assert urls == [QUrl.fromLocalFile(str(article)).toString()]
    assert readings == [window.desk.sheet.id]


def test_a_quote_is_dragged_with_who_says_it_and_where(qtbot, open_window, article, drags):
    window = open_window(article)
    view = window.inspector.quotes.view
    qtbot.waitUntil(lambda: view.rows().rowCount() > 1, timeout=5_000)
    index = next(
        view.rows().index(n)
        for n in range(view.rows().rowCount())
        if "hull" in view.rows().row(view.rows().index(n)).spoken
    )
    drag(view.viewport(), view.visualRect(index).center(), QPoint(30, 40))
    assert drags[0][0] == ("“The hull is worn through,” – Mira Holt, Ferry to stop in May")


def test_selected_words_are_dragged_with_where_they_were_read(open_window, article, monkeypatch):
    window = open_window(article)
    made = []

    def make(reader):
        made.append(ReaderPane.made(reader).text())
        return QMimeData()  # nothing to drag, so that nothing waits for a drop

    monkeypatch.setattr(ReaderPane, "made", Page.createMimeDataFromSelection, raising=False)
    monkeypatch.setattr(ReaderPane, "createMimeDataFromSelection", make, raising=False)
    select(window, "900 people")
    reader = window.reader
    box = reader.cursorRect(reader.textCursor())
    start = QPoint(box.left() - 20, box.center().y())
    drag(reader.viewport(), start, QPoint(60, 40))
    assert made[0] == "900 people\nFerry to stop in May"


def test_copied_words_stand_alone(open_window, article, clipboard):
    window = open_window(article)
    select(window, "900 people")
    window.reader.copy()
    assert clipboard.text() == "900 people"


@pytest.mark.parametrize("part", ["text", "empty", "library", "shelves", "inspector", "head"])
def test_a_file_can_be_dropped_anywhere(qtbot, open_window, article, tmp_path, part):
    other = tmp_path / "other.txt"
    other.write_text("Another one\n\n“Later,” said Ann.", encoding="utf-8")
    window = open_window(article)
    if part == "empty":
        window.desk.leave()
    widget = {
        "text": window.reader.viewport(),
        "empty": window.area.empty,
        "library": window.library_pane.view.viewport(),
        "shelves": window.library_pane.shelves.viewport(),
        "inspector": window.inspector.quotes.view.viewport(),
        "head": window.area.legend,
    }[part]
    enter, dropped = drop(widget, files(other))
    assert enter.isAccepted()
    assert dropped.isAccepted()
    assert dropped.dropAction() == Qt.DropAction.CopyAction  # the file stays where it is
    qtbot.waitUntil(lambda: window.desk.sheet is not None and window.desk.sheet.document.title == "Another one", timeout=15_000)  # fmt: skip


def test_it_is_shown_that_and_what_can_be_dropped(qtbot, open_window, article, tmp_path):
    window = open_window(article)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data = files(article, tmp_path / "b.txt")
    QApplication.sendEvent(
        window.reader.viewport(), QDragEnterEvent(QPoint(9, 9), ACTIONS, data, left, none)
    )
    sign = window.findChild(DropSign)
    assert sign.text() == "Drop to open 2 articles"
    assert sign.geometry().contains(QRect(window.area.mapTo(window, QPoint(9, 9)), window.area.size() / 2))  # fmt: skip
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert sign.text() == ""


def test_what_is_no_article_cannot_be_dropped(open_window, article):
    window = open_window(article)
    data = QMimeData()
    data.setText("a word")
    enter, _ = drop(window.reader.viewport(), data)
    assert not enter.isAccepted()
    assert window.findChild(DropSign) is None


def test_dropped_text_becomes_an_article(qtbot, open_window):
    window = open_window(wait=False)
    data = QMimeData()
    data.setText("A dropped one\n\n“It is long enough to be an article, surely,” said Ann. And more comes here.")  # fmt: skip
    drop(window.area.empty, data)
    qtbot.waitUntil(lambda: window.desk.sheet is not None and window.desk.sheet.document.title == "A dropped one", timeout=15_000)  # fmt: skip
