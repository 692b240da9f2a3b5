"""What the window shows of a text that was scrolled is what it would draw of it anew."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.desktop.cover import Cover
from app.desktop.page import SCROLL_BAR
from app.desktop.reader import ReaderPane
from app.desktop.sheet import new_own
from app.reading.document import Block, BlockKind, Document
from app.reading.spans import Span
from app.rendering.composing import Composition
from app.rendering.findings import Findings
from app.rendering.palette import theme_named
from tests.benchmarks.articles import marked


@pytest.fixture
def pane(qtbot):
    document, analysis = marked(1500)
    composition = Composition(document)
    window = QWidget()
    qtbot.addWidget(window)
    made = ReaderPane(window)
    made.resize(1240, 600)
    window.resize(1240, 600)
    window.show()
    made.show_reading(composition)
    words = document.blocks[::3]
    own = [
        new_own(document, Span(block.start + 4, block.end - 3), "Ask where this was heard. " * 5)
        for block in words
    ]
    made.show_marks(Findings(composition, analysis), own)
    qtbot.waitUntil(lambda: not made.is_setting())
    made.around = window  # which is gone as soon as nobody knows it
    return made


def on_screen(pane):
    """Return what the screen shows of the pane, without anything being drawn for it.

    The map is left out: it follows the text a while later.
    """
    QApplication.processEvents()
    picture = pane.screen().grabWindow(pane.window().winId()).toImage()
    bits = np.frombuffer(picture.constBits(), np.uint8)
    pixels = bits.reshape(picture.height(), picture.bytesPerLine() // 4, 4)
    return pixels[:, : pane.width() - SCROLL_BAR].astype(int)


def are_alike(one, other):
    """Tell whether no pixel differs by more than curves that are cut off elsewhere may."""
    return abs(one - other).max() <= 2


def drawn_anew(pane):
    for widget in (pane.viewport(), *pane._margins, *pane.parentWidget().findChildren(QPushButton)):
        widget.update()
    return on_screen(pane)


def watched(*painted):
    """Return a list that takes up how many rows each of these draws from now on."""
    rows = []

    class Watcher(QObject):
        def eventFilter(self, _watched, event):
            if event.type() == QEvent.Type.Paint:
                rows.append(event.region().boundingRect().height())
            return False

    on_screen(painted[0])
    for widget in painted:
        parts = (
            (widget.viewport(), *widget._margins) if isinstance(widget, ReaderPane) else (widget,)
        )
        for part in parts:
            part.installEventFilter(Watcher(widget))
    return rows


def scroll(pane, by):
    pane.verticalScrollBar().setValue(pane.verticalScrollBar().value() + by)
    return on_screen(pane)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("zoom", [100, 170])
def test_scrolling_leaves_nothing_undone(pane, theme, zoom):
    pane.set_theme(theme_named(theme))
    pane.set_zoom(zoom)
    before = on_screen(pane)
    for by in (3, 17, 40, 41, 120, 333, -1, -9, -64, 2000, -700):
        after = scroll(pane, by)
        assert not are_alike(after, before)
        before = drawn_anew(pane)
        assert are_alike(after, before)


def test_rings_and_selected_words_are_scrolled_whole(pane):
    pane.verticalScrollBar().setValue(900)
    pane.focus_next()
    pane.focus_next()
    for _ in range(40):
        after = scroll(pane, 7)
        assert are_alike(after, drawn_anew(pane))
    pane.select(Span(pane.place() + 30, pane.place() + 900))
    for _ in range(60):
        after = scroll(pane, -11)
        assert are_alike(after, drawn_anew(pane))


def test_a_step_of_the_wheel_draws_only_what_comes_into_view(pane):
    drawn = watched(pane)
    where = QPointF(pane.viewport().rect().center())
    wheel = QWheelEvent(
        where,
        pane.viewport().mapToGlobal(where),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane.viewport(), wheel)
    on_screen(pane)
    scrolled = pane.verticalScrollBar().value()
    assert scrolled > 0
    assert drawn == [scrolled, scrolled, scrolled]


def test_what_lies_over_the_text_is_drawn_once_and_the_text_below_it_not_at_all(pane):
    drawer, strip = Cover(pane.parentWidget()), Cover(pane.parentWidget())
    drawer.setGeometry(900, 0, 340, 600)
    strip.setGeometry(0, 560, 1240, 40)
    for cover in (drawer, strip):
        cover.setStyleSheet("QFrame { background: #abcdef; border: 3px solid #123456; }")
        cover.show()
    on_screen(pane)
    covers = watched(drawer, strip)
    drawn = watched(pane)
    for by in (5, 30, -12):
        after = scroll(pane, by)
        assert not covers
        assert max(drawn) <= 30  # no more than what comes into view
        assert are_alike(after, drawn_anew(pane))
        drawn.clear()
        covers.clear()


@pytest.mark.parametrize("inside", [True, False])
def test_a_button_over_the_text_leaves_no_trace(pane, inside):
    button = QPushButton("Show the picture", pane.viewport() if inside else pane.parentWidget())
    button.setGeometry(260, 200, 160, 30)
    button.show()
    on_screen(pane)
    for by in (5, 30, -12, 300):
        if inside:
            button.move(button.x(), button.y() + 3)
        assert are_alike(scroll(pane, by), drawn_anew(pane))


def test_letters_taller_than_their_line_are_scrolled_whole(pane):
    tall = "Vie\u0302\u0301\u0301\u0301\u0301\u0301t wa\u0323\u0323\u0323\u0323\u0323\u0323s here. "
    text = "\n".join(tall * 30 for _ in range(12))
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, start, start + 30 * len(tall))
        for start in range(0, len(text), 30 * len(tall) + 1)
    )
    pane.show_reading(Composition(Document("tall.txt", text, blocks)))
    for _ in range(60):
        after = scroll(pane, 11)
        assert are_alike(after, drawn_anew(pane))
