"""What the window shows of a text that was scrolled is what it would draw of it anew."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

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
    made = ReaderPane()
    qtbot.addWidget(made)
    made.resize(1240, 600)
    made.show()
    made.show_reading(composition)
    words = document.blocks[::3]
    own = [
        new_own(document, Span(block.start + 4, block.end - 3), "Ask where this was heard. " * 5)
        for block in words
    ]
    made.show_marks(Findings(composition, analysis), own)
    qtbot.waitUntil(lambda: not made.is_setting())
    return made


def on_screen(pane):
    """Return what the screen shows of the pane, without anything being drawn for it.

    The map is left out: it follows the text a while later.
    """
    QApplication.processEvents()
    picture = pane.screen().grabWindow(pane.winId()).toImage()
    bits = np.frombuffer(picture.constBits(), np.uint8)
    pixels = bits.reshape(picture.height(), picture.bytesPerLine() // 4, 4)
    return pixels[:, : pane.width() - SCROLL_BAR].astype(int)


def are_alike(one, other):
    """Tell whether no pixel differs by more than curves that are cut off elsewhere may."""
    return abs(one - other).max() <= 2


def drawn_anew(pane):
    for widget in (pane.viewport(), *pane._margins):
        widget.update()
    return on_screen(pane)


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
    drawn = []

    class Watcher(QObject):
        def eventFilter(self, _watched, event):
            if event.type() == QEvent.Type.Paint:
                drawn.append(event.region().boundingRect().height())
            return False

    watcher = Watcher(pane)
    on_screen(pane)
    pane.viewport().installEventFilter(watcher)
    for margin in pane._margins:
        margin.installEventFilter(watcher)
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
