"""The minimap shows where marks lie, follows filters, and scrolls."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from app.desktop import minimap
from app.desktop.reader import ReaderPane
from app.reading.layers import Layer
from app.reading.marks import MarkKind
from app.rendering.composing import Composition
from app.rendering.palette import theme_named

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
    made.show_marks(sample.FOUND, (sample.highlight(),))
    qtbot.waitUntil(lambda: bool(made._minimap.ticks()))
    return made


def kinds(pane):
    return {tick.kind for tick in pane._minimap.ticks()}


def test_quotations_claims_and_own_highlights_are_on_the_map(pane):
    assert kinds(pane) == {
        MarkKind.QUOTED,
        MarkKind.REPORTED,
        MarkKind.CLAIM,
        MarkKind.OWN,
    }


def test_a_tick_stands_where_its_mark_stands_on_the_page(pane):
    (tick,) = (tick for tick in pane._minimap.ticks() if tick.kind is MarkKind.QUOTED)
    line = next(pane._lines.covering(sample.SAID.content[0]))
    height = pane._typeset.qt.size().height()
    assert tick.top * height == pytest.approx(line.top)
    assert tick.bottom * height == pytest.approx(line.bottom)


def test_with_very_many_marks_ticks_stand_nearly_where_their_marks_do(pane, monkeypatch):
    exact = pane._minimap.ticks()
    monkeypatch.setattr(minimap, "EXACT", 0)
    near = list(minimap.ticks(pane._marks.marks, pane._typeset, pane._lines))
    for kind in kinds(pane):
        first = next(tick.top for tick in exact if tick.kind is kind)
        other = next(tick.top for _, tick in near if tick.kind is kind)
        assert other == pytest.approx(first, abs=0.03)


def strokes_painted(pane):
    """Return the colours of what the map shows beside its ground, as it is painted now."""
    bar = pane.verticalScrollBar()
    bar.setValue(bar.maximum())  # so that what is in view shades no stroke
    theme, picture = theme_named("light"), pane._minimap.grab().toImage()
    painted = {
        picture.pixelColor(x, y).name()
        for x in range(1, picture.width())
        for y in range(picture.height())
    }
    strokes = {kind: theme.color(kind).name() for kind in ("srcR", "claimLR", "mark")}
    return {kind for kind, color in strokes.items() if color in painted}


def test_a_hidden_kind_leaves_the_map_at_once(pane):
    assert strokes_painted(pane) == {"srcR", "claimLR", "mark"}
    pane.set_layer_visible(Layer.CLAIMS, False)
    assert MarkKind.CLAIM not in kinds(pane)
    assert strokes_painted(pane) == {"srcR", "mark"}
    pane.set_layer_visible(Layer.CLAIMS, True)
    assert strokes_painted(pane) == {"srcR", "claimLR", "mark"}


def test_isolating_a_speaker_leaves_only_theirs_at_once(pane):
    pane.isolate_speaker("Ines Brandt")
    assert kinds(pane) == {MarkKind.QUOTED}
    assert strokes_painted(pane) == {"srcR"}
    pane.isolate_speaker(None)
    assert strokes_painted(pane) == {"srcR", "claimLR", "mark"}


def test_isolating_a_sort_of_many_marks_leaves_only_those_at_once(pane, qtbot, monkeypatch):
    monkeypatch.setattr(minimap, "EXACT", 0)
    before = pane._minimap.ticks()
    pane._map_drawing.draw()
    qtbot.waitUntil(lambda: pane._minimap.ticks() != before)
    pane.isolate(frozenset({"n1"}))
    assert strokes_painted(pane) == {"claimLR"}


def test_a_new_reading_clears_the_map(pane, qtbot):
    pane.show_reading(Composition(sample.document()))
    qtbot.waitUntil(lambda: not pane._minimap.ticks())


def test_nothing_of_the_text_before_stays_on_the_map(pane):
    other = replace(sample.document(), text="A short one.", blocks=())
    pane.show_reading(Composition(other))
    assert not pane._minimap.ticks()


def test_a_click_on_the_map_goes_there(pane, qtbot):
    bar = pane.verticalScrollBar()
    qtbot.mouseClick(pane._minimap, Qt.MouseButton.LeftButton, pos=QPoint(8, 598))
    assert bar.value() == bar.maximum() > 0
    qtbot.mouseClick(pane._minimap, Qt.MouseButton.LeftButton, pos=QPoint(8, 2))
    assert bar.value() == 0


def test_the_map_covers_the_scroll_bar_which_stays_for_assistive_technology(pane):
    bar = pane.verticalScrollBar()
    assert bar.isVisible()
    assert pane._minimap.width() == bar.width() == 20


def test_the_map_is_drawn_in_the_colours_of_the_theme(pane, qtbot):
    pane.set_theme(theme_named("sepia"))
    qtbot.waitUntil(lambda: pane._minimap._theme.name == "sepia")
    picture = pane._minimap.grab().toImage()
    assert picture.pixelColor(19, picture.height() - 3) == theme_named("sepia").color("paper")


def test_the_map_of_an_article_shorter_than_the_pane_ends_with_it(pane, qtbot):
    pane.resize(860, 5000)
    before = pane._minimap.ticks()
    pane._map_drawing.draw()
    qtbot.waitUntil(lambda: pane._minimap.ticks() != before)
    (tick,) = (tick for tick in pane._minimap.ticks() if tick.kind is MarkKind.QUOTED)
    line = next(pane._lines.covering(sample.SAID.content[0]))
    assert tick.top * 5000 == pytest.approx(line.top)


def test_the_map_of_a_text_that_is_all_in_view_leads_nowhere(pane, qtbot):
    pane.resize(860, 5000)
    qtbot.waitUntil(lambda: pane.verticalScrollBar().maximum() == 0)
    qtbot.mouseClick(pane._minimap, Qt.MouseButton.LeftButton, pos=QPoint(10, 2000))
    assert pane.verticalScrollBar().value() == 0
