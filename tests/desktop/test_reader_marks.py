"""The reading pane goes from mark to mark, by keyboard and by pointer."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from app.desktop.reader import ReaderPane
from app.reading.analysis import Analysis
from app.reading.layers import Layer
from app.rendering.composing import Composition
from app.rendering.findings import Findings

spec = importlib.util.spec_from_file_location(
    "reading_sample", Path(__file__).with_name("reading_sample.py")
)
sample = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sample)

OWN = "f" * 32


@pytest.fixture
def pane(qtbot):
    made = ReaderPane()
    qtbot.addWidget(made)
    made.resize(860, 600)
    made.show()
    made.show_reading(Composition(sample.document()))
    made.show_marks(sample.FOUND, (sample.highlight(),))
    return made


def middle_of(pane, words):
    lines = list(pane._lines.covering(sample.span(words)))
    (piece, *_) = pane._lines.pieces(sample.span(words), lines)
    y = piece.line.baseline - 5 - pane.verticalScrollBar().value()
    return QPoint(int((piece.left + piece.right) / 2), int(y))


def walk(pane, step):
    found = []
    while True:
        step()
        if found and pane.focused() == found[-1]:
            return found
        found.append(pane.focused())


def test_the_keyboard_goes_through_the_marks_in_text_order_and_back(pane):
    there = walk(pane, pane.focus_next)
    assert there == ["a1", "a2", "n1", "a3", OWN]
    assert walk(pane, pane.focus_previous) == there[-2::-1]


def is_accented(pane):
    """Tell whether anything in the text is drawn in the accent's colour, as rings and handles are."""
    picture = pane.viewport().grab().toImage()
    accent = pane.style_of_text.theme.color("accent").name()
    return any(
        picture.pixelColor(x, y).name() == accent
        for x in range(picture.width())
        for y in range(picture.height())
    )


def test_the_ends_of_a_mark_that_is_hidden_have_no_handles(pane):
    pane.focus_mark("a1")
    assert is_accented(pane)
    pane.isolate_speaker("Ines Brandt")
    assert not is_accented(pane)
    pane.isolate_speaker(None)
    assert is_accented(pane)
    pane.set_layer_visible(Layer.QUOTES, False)
    pane.set_layer_visible(Layer.SOURCES, False)
    pane.set_layer_visible(Layer.CUES, False)
    assert not is_accented(pane)


def test_hidden_kinds_are_passed_over(pane):
    pane.set_layer_visible(Layer.CLAIMS, False)
    pane.set_layer_visible(Layer.MINE, False)
    assert walk(pane, pane.focus_next) == ["a1", "a2", "a3"]
    for layer in (Layer.QUOTES, Layer.SOURCES, Layer.CUES):
        pane.set_layer_visible(layer, False)
    pane.set_layer_visible(Layer.CLAIMS, True)
    assert walk(pane, pane.focus_next) == ["n1"]


def test_only_one_speakers_marks_are_gone_through_when_isolated(pane):
    pane.isolate_speaker("Tom Okoro")
    assert walk(pane, pane.focus_next) == ["a1", "n1"]
    pane.isolate_speaker(None)
    assert "a3" in walk(pane, pane.focus_next)


def test_the_keyboard_starts_at_what_is_in_view(pane):
    pane.go_to(sample.span("“Nobody").start)
    pane.focus_next()
    assert pane.focused() == "a3"


def test_each_change_of_focus_is_told_once(pane):
    told = []
    pane.mark_focused.connect(told.append)
    pane.focus_mark("a3")
    pane.focus_mark("a3")
    pane.focus_mark("n1")
    assert told == ["a3", "n1"]


def test_the_id_of_a_quotation_stands_for_who_is_quoted(pane):
    pane.focus_mark("q1")
    assert pane.focused() == "a3"
    pane.focus_mark("q2")
    assert pane.focused() == "q2"


def test_an_id_that_is_not_there_takes_the_focus_away(pane):
    pane.focus_mark("a3")
    pane.focus_mark("a99")
    assert pane.focused() == ""


def test_a_focused_mark_is_brought_into_view(pane):
    pane.go_to(sample.span("Filler paragraph 12").start)
    pane.focus_mark("a3")
    line = next(pane._lines.covering(sample.SAID.content[0]))
    top = pane.verticalScrollBar().value()
    assert top < line.top < top + pane.viewport().height() - 31


def test_without_scrolling_the_view_stays(pane):
    pane.go_to(sample.span("Filler paragraph 12").start)
    before = pane.verticalScrollBar().value()
    pane.focus_mark("a3", scroll=False)
    assert pane.verticalScrollBar().value() == before


def test_a_number_in_focus_brings_out_everyone_who_claims_it(pane):
    pane.focus_mark("n1")
    assert pane.shown().strong == {"n1", "a2", "a1"}
    pane.focus_mark("a2")
    assert pane.shown().strong == {"a2"}


def test_the_focus_lasts_while_marks_keep_arriving(pane):
    pane.focus_mark("a3")
    pane.show_marks(sample.FOUND, ())
    assert pane.focused() == "a3"
    pane.show_marks(Findings(sample.FOUND.composition, Analysis()), ())
    assert pane.focused() == ""


def test_a_new_reading_starts_without_marks_focus_or_filter(pane):
    pane.focus_mark("a3")
    pane.isolate_speaker("Ines Brandt")
    pane.show_reading(Composition(sample.document()))
    assert pane.focused() == ""
    assert len(pane._marks.marks) == 0
    assert pane.shown().only is None


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("340", "n1"),
        ("clerks at", "a2"),
        ("leaking hulls", "a2"),
        ("Nobody", "a3"),
        ("Brandt", "a3"),
        ("progress", "q2"),
        ("2031", "n2"),
        ("slipway", OWN),
        ("oldest", ""),
    ],
)
def test_a_click_focuses_the_innermost_mark_under_it(pane, qtbot, words, target):
    qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(pane, words))
    assert pane.focused() == target
    assert pane.shown().ring == ""


def test_a_click_on_a_hidden_mark_focuses_nothing(pane, qtbot):
    pane.set_layer_visible(Layer.CLAIMS, False)
    qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(pane, "2031"))
    assert pane.focused() == ""


def test_pointing_at_a_mark_is_told_after_a_moment_and_leaving_it_too(pane, qtbot):
    with qtbot.waitSignal(pane.mark_hovered, timeout=2000) as told:
        qtbot.mouseMove(pane.viewport(), middle_of(pane, "Nobody"))
    assert told.args == ["a3"]
    assert "a3" in pane.shown().strong
    with qtbot.waitSignal(pane.mark_hovered, timeout=2000) as told:
        qtbot.mouseMove(pane.viewport(), middle_of(pane, "oldest"))
    assert told.args == [""]


def name_place(pane, speaker):
    """Return the middle of a name in the margin."""
    for placed in pane._names.gutter.between(0, 2000, None):
        for name in placed.names:
            if name.speaker == speaker:
                y = name.baseline - 4 - pane.verticalScrollBar().value()
                return QPoint(pane.room[0] - 60, int(y))
    raise AssertionError(speaker)


def test_a_click_on_a_name_in_the_margin_tells_whose_it_is(pane, qtbot):
    clicked = []
    pane.speaker_clicked.connect(clicked.append)
    qtbot.mouseClick(pane._names, Qt.MouseButton.LeftButton, pos=name_place(pane, "Ines Brandt"))
    assert clicked == ["Ines Brandt"]


def test_names_tell_themselves_in_full(pane):
    there = QPointF(name_place(pane, "clerks at the port"))
    assert pane._names.tip_at(there).splitlines()[0] == "clerks at the port"


def test_a_narrow_pane_has_bars_without_names(pane):
    pane.resize(480, 600)
    assert pane.room[0] < 96
    picture = pane._names.grab().toImage()
    paper = picture.pixelColor(0, 0)
    inked = [
        x
        for x in range(picture.width())
        if any(picture.pixelColor(x, y) != paper for y in range(picture.height()))
    ]
    assert inked
    assert min(inked) >= pane.room[0] - 20


def test_a_note_stands_beside_its_highlight_and_takes_a_click(pane, qtbot):
    (note,) = pane._note_strip.notes.place(pane.room[1])
    assert note.text == "Ask when."
    x = note.box.center().x() - pane._style.padding
    y = note.box.center().y() - pane.verticalScrollBar().value()
    assert pane._note_strip.tip_at(QPointF(x, y)) == "Ask when."
    qtbot.mouseClick(pane._note_strip, Qt.MouseButton.LeftButton, pos=QPoint(int(x), int(y)))
    assert pane.focused() == OWN


def test_a_wide_pane_shows_notes_in_full(pane):
    pane.resize(1200, 600)
    (note,) = pane._note_strip.notes.place(pane.room[1])
    assert note.box.width() == 216
