"""The reading pane shows an article's text, keeps its place and lets nothing in."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QTextCursor, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.desktop.page import beside
from app.desktop.reader import ReaderPane
from app.reading.analysis import Analysis
from app.reading.document import Block, BlockKind, Document
from app.reading.layers import Layer
from app.reading.quantity import Quantity, QuantityKind
from app.reading.spans import Span
from app.rendering.composing import Composition
from app.rendering.findings import Findings
from app.rendering.palette import THEMES, theme_named

spec = importlib.util.spec_from_file_location(
    "reading_sample", Path(__file__).with_name("reading_sample.py")
)
sample = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sample)


@pytest.fixture
def pane(qtbot):
    made = ReaderPane()
    qtbot.addWidget(made)
    made.resize(860, 600)
    made.show()
    made.show_reading(Composition(sample.document()))
    return made


def select(pane, start, end):
    cursor = pane.textCursor()
    cursor.setPosition(pane._typeset.places.position(start))
    cursor.setPosition(pane._typeset.places.position(end), QTextCursor.MoveMode.KeepAnchor)
    pane.setTextCursor(cursor)


def middle_of(pane, words):
    """Return the middle of some words in the viewport."""
    lines = list(pane._lines.covering(sample.span(words)))
    (piece, *_) = pane._lines.pieces(sample.span(words), lines)
    y = piece.line.baseline - 5 - pane.verticalScrollBar().value()
    return QPoint(int((piece.left + piece.right) / 2), int(y))


def glyphs(pane):
    """Return where every character of the article stands."""
    found = []
    for block in sample.document().blocks:
        for line in pane._lines.covering(block.span):
            places = range(line.start, line.end)
            found += [(pane._lines.x(line, place), line.baseline) for place in places]
    return found


def test_the_text_is_there_for_readers_and_screen_readers(pane):
    assert "“Nobody listened,” said Ines Brandt" in pane.toPlainText()
    assert "The leaking fleet" in pane.toPlainText()
    assert pane.isReadOnly()


def test_nothing_is_ever_loaded_for_an_article(pane, tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"x")
    kind = QTextDocument.ResourceType.ImageResource.value
    for address in (secret.as_uri(), "https://example.org/pixel.png", "secret.png"):
        assert pane.loadResource(kind, QUrl(address)) is None
    assert pane.document().resource(kind, QUrl(secret.as_uri())) is None


def test_markup_in_an_article_is_shown_as_the_text_it_is(qtbot):
    pane = ReaderPane()
    qtbot.addWidget(pane)
    text = '<img src="file:///etc/passwd"> <b>bold</b>'
    pane.show_reading(Composition(Document("a", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))))
    assert text in pane.toPlainText()


def test_a_place_is_returned_to(pane):
    there = sample.span("Filler paragraph 9").start
    pane.go_to(there)
    assert pane.place() == there


def test_a_reading_opens_at_its_place(pane, qtbot):
    there = sample.span("Filler paragraph 7").start
    pane.show_reading(Composition(sample.document()), there)
    qtbot.waitUntil(lambda: pane.place() == there)


def test_the_top_of_an_article_is_place_zero(pane):
    pane.go_to(sample.span("Filler paragraph 9").start)
    pane.go_to(0)
    assert pane.place() == 0
    assert pane.verticalScrollBar().value() == 0


@pytest.mark.parametrize("zoom", [50, 90, 150, 300])
def test_the_place_stays_when_the_text_grows_or_shrinks(pane, zoom):
    there = sample.span("Filler paragraph 6").start
    pane.go_to(there)
    pane.set_zoom(zoom)
    assert pane.place() == there


@pytest.mark.parametrize("name", THEMES)
def test_the_place_and_the_marks_stay_when_the_colours_change(pane, name):
    pane.show_marks(sample.FOUND, ())
    there = sample.span("Filler paragraph 6").start
    pane.go_to(there)
    pane.set_theme(theme_named(name))
    assert pane.place() == there
    assert len(pane._marks.marks) > 5


def test_what_is_selected_stays_when_colours_and_size_change(pane):
    there = sample.span("Filler paragraph 6").start
    pane.go_to(there)
    selected = Span(there + 3, there + 9)
    pane.select(selected)
    pane.set_theme(theme_named("dark"))
    assert pane.selected_span() == selected
    pane.set_zoom(150)
    assert pane.selected_span() == selected
    assert pane.place() == there


def test_the_place_stays_when_the_pane_gets_narrow(pane):
    there = sample.span("Filler paragraph 6").start
    pane.go_to(there)
    pane.resize(420, 600)
    assert pane.place() == there


def test_scrolling_tells_the_place_once_it_settles(pane, qtbot):
    there = sample.span("Filler paragraph 5").start
    with qtbot.waitSignal(pane.place_changed, timeout=2000) as told:
        pane.go_to(there)
    assert told.args == [there]


def test_a_selection_is_trimmed_to_its_words(pane):
    words = sample.span("said Ines Brandt")
    select(pane, words.start - 1, words.end + 1)
    start, end = pane.selected_span()
    assert sample.TEXT[start:end] == "said Ines Brandt,"
    pane.clear_selection()
    assert pane.selected_span() is None


def test_a_selection_of_blanks_or_of_the_title_alone_is_none(pane):
    blank = sample.TEXT.index(" master")
    select(pane, blank, blank + 1)
    assert pane.selected_span() is None
    cursor = pane.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(5, QTextCursor.MoveMode.KeepAnchor)
    pane.setTextCursor(cursor)
    assert pane.selected_span() is None


def test_a_selection_with_characters_outside_the_basic_plane_counts_code_points(qtbot):
    pane = ReaderPane()
    qtbot.addWidget(pane)
    text = "Waves \U0001f30a\U0001f30a rose \U0001f30a high."
    pane.show_reading(Composition(Document("a", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))))
    words = Span(text.index("rose"), text.index("high") + 4)
    select(pane, *words)
    assert pane.selected_span() == words


def test_showing_and_hiding_marks_never_moves_a_letter(pane):
    before = glyphs(pane)
    pane.show_marks(sample.FOUND, (sample.highlight(),))
    for layer in Layer:
        pane.set_layer_visible(layer, False)
        assert glyphs(pane) == before
    for layer in Layer:
        pane.set_layer_visible(layer, True)
    pane.focus_mark("n1", scroll=False)
    pane.isolate_speaker("Ines Brandt")
    assert glyphs(pane) == before


def test_a_link_opens_only_when_ctrl_is_held(pane, qtbot):
    opened = []
    pane.link_activated.connect(opened.append)
    there = middle_of(pane, "oldest yard")
    qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=there)
    assert opened == []
    qtbot.mouseClick(
        pane.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, there
    )
    assert opened == ["https://yard.example/"]


def test_the_wheel_with_ctrl_asks_for_another_size_of_text(pane):
    asked = []
    pane.zoom_asked.connect(asked.append)
    for turn in (120, -120):
        event = QWheelEvent(
            QPointF(100, 100),
            pane.viewport().mapToGlobal(QPointF(100, 100)),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(pane.viewport(), event)
    assert asked == [1, -1]


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End])
def test_keys_scroll_from_where_the_view_is(pane, qtbot, key):
    bar = pane.verticalScrollBar()
    bar.setValue(300)
    qtbot.keyClick(pane, key)
    assert bar.value() > 300
    assert pane.selected_span() is None


def test_shift_and_arrows_select_from_what_is_in_view(pane, qtbot):
    there = sample.span("Filler paragraph 9").start
    pane.go_to(there)
    shift = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(pane, Qt.Key.Key_Right, shift)
    qtbot.keyClick(pane, Qt.Key.Key_Right, shift)
    assert pane.selected_span() == sample.span("Filler paragraph")._replace(
        start=there, end=there + len("Filler paragraph")
    )


def test_shift_and_arrows_select_from_the_mark_in_focus(pane, qtbot):
    pane.show_marks(sample.FOUND, ())
    pane.focus_mark("n1")
    qtbot.keyClick(pane, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert pane.selected_span() == (sample.span("340").start, sample.span("340").start + 1)


def test_only_words_are_copied(pane):
    words = sample.span("Ines Brandt")
    select(pane, *words)
    copied = pane.createMimeDataFromSelection()
    assert copied.text() == "Ines Brandt"
    assert not copied.hasHtml()


@pytest.mark.parametrize(
    ("free", "left", "right"),
    [
        (40, 28, 12),
        (120, 96, 24),
        (230, 188, 42),
        (400, 200, 200),
        (470, 202, 268),
        (800, 400, 400),
    ],
)
def test_room_beside_the_column_goes_to_names_then_notes_then_balance(free, left, right):
    assert beside(free) == (left, right)


def test_no_caret_stands_in_a_text_that_cannot_be_written_in(pane, qtbot):
    pane.activateWindow()
    pane.setFocus()
    qtbot.waitUntil(pane.hasFocus)
    with_focus = pane.viewport().grab().toImage()
    pane.clearFocus()
    assert pane.viewport().grab().toImage() == with_focus


def test_selected_text_shows_on_the_selections_ground_in_full_ink(pane):
    words = sample.span("MORE FROM")
    select(pane, *words)
    line = pane._lines.holding(words.start)
    picture = pane.viewport().grab().toImage()
    theme = theme_named("light")
    box = [
        picture.pixelColor(x, y)
        for x in range(int(line.left) + 1, int(line.left) + 70)
        for y in range(int(line.top) + 1, int(line.bottom) - 1)
    ]
    assert theme.color("select") in box
    assert theme.color("paper") not in box
    assert min(color.lightness() for color in box) <= theme.color("ink").lightness() + 12


def long_article(qtbot):
    """Show an article of which only a little is set and laid out at once."""
    paragraph = "Waves came in over the wall and went out again before anyone had seen them. " * 6
    paragraphs = [f"{number}. {paragraph}" for number in range(900)]
    blocks, start = [], 0
    for words in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(words)))
        start += len(words) + 1
    pane = ReaderPane()
    qtbot.addWidget(pane)
    pane.resize(860, 600)
    pane.show()
    return pane, Composition(Document("long.txt", "\n".join(paragraphs), tuple(blocks)))


def arrived(pane):
    return not pane.is_setting() and pane._wanted is None and pane.updatesEnabled()


def test_a_long_reading_opens_far_down_where_it_was_left(qtbot):
    pane, article = long_article(qtbot)
    there = article.document.text.index("800. ")
    pane.show_reading(article, there)
    assert pane.place() == there  # also while it is on its way
    assert not arrived(pane)
    qtbot.waitUntil(lambda: arrived(pane))
    assert pane.verticalScrollBar().value() > 0
    assert pane.place() == there
    pane.set_zoom(150)
    qtbot.waitUntil(lambda: arrived(pane))
    assert pane.place() == there


def test_a_long_text_keeps_its_place_when_its_column_gets_narrow(qtbot):
    pane, article = long_article(qtbot)
    there = article.document.text.index("500. ")
    pane.show_reading(article, there)
    qtbot.waitUntil(lambda: arrived(pane))
    set_so_far = pane.typeset
    pane.resize(420, 600)
    qtbot.waitUntil(lambda: arrived(pane))
    assert pane.document().pageSize().width() < 420
    assert pane.place() == there
    assert pane.typeset is set_so_far  # laid out again, not set again


def test_a_long_text_is_opened_at_its_place_though_its_width_has_changed_since(qtbot):
    pane, article = long_article(qtbot)
    there = article.document.text.index("500. ")
    pane.show_reading(article, there)
    pane.resize(420, 600)  # while it is being set
    qtbot.waitUntil(lambda: arrived(pane))
    assert pane.document().pageSize().width() < 420
    assert pane.place() == there
    pane.resize(600, 600)
    qtbot.waitUntil(lambda: arrived(pane))
    width = pane.document().pageSize().width()
    assert 420 < width < 600
    pane.show_reading(article, there)
    qtbot.waitUntil(lambda: arrived(pane))
    assert (pane.document().pageSize().width(), pane.place()) == (width, there)


def test_marks_that_come_before_a_long_text_is_set_are_drawn_on_it(qtbot):
    pane, article = long_article(qtbot)
    found = Analysis(quantities=(Quantity("n1", 0, 3, "900", QuantityKind.COUNT),))
    pane.show_reading(article)
    pane.show_marks(Findings(article, found), ())
    qtbot.waitUntil(lambda: arrived(pane))
    assert [mark.target for mark in pane._marks.marks] == ["n1"]
    pane.focus_next()
    assert pane.focused() == "n1"


def test_the_newest_of_two_long_articles_is_shown(qtbot):
    pane, article = long_article(qtbot)
    pane.show_reading(article)
    pane.show_reading(Composition(sample.document()))
    assert arrived(pane)
    assert "“Nobody listened,”" in pane.toPlainText()
    pane.show_reading(article)
    pane.show_reading(article, article.document.text.index("700. "))
    qtbot.waitUntil(lambda: arrived(pane))
    assert pane.place() == article.document.text.index("700. ")
