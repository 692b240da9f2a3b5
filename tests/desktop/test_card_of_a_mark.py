"""The card tells who says it, what it means and how sure it is, and never covers the sentence."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from app.desktop.card_facts import facts_of, likelihood, steps
from app.desktop.pens import CARD_SHADOW
from app.desktop.reader import ReaderPane
from app.reading.analysis import Analysis
from app.rendering.composing import Composition
from app.rendering.palette import THEMES, theme_named
from app.rendering.targets import Targets

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


def facts(target, analysis=sample.ANALYSIS):
    return facts_of(target, Targets(analysis, (sample.highlight(),)), sample.TEXT)


def chain(target, analysis=sample.ANALYSIS):
    return [part.text for part in facts(target, analysis).chain]


def test_the_chain_runs_from_the_outermost_speaker_to_the_number():
    assert chain("n1") == ["Tom Okoro", "clerks at the port", "340"]


def test_a_number_nobody_claims_is_the_articles_own():
    alone = Analysis(quantities=(replace(sample.ANALYSIS.quantities[0], attribution=None),))
    assert chain("n1", alone) == ["The article itself", "340"]


def test_the_card_of_a_number_says_its_value_why_and_how_sure():
    card = facts("n1")
    assert dict(card.rows) == {
        "Value": "340 hulls, leaking at the port",
        "Why": "A number with a counted noun.",
    }
    assert card.sure == 0.93


def test_a_date_is_said_to_claim_nothing():
    assert "nothing to check" in dict(facts("n2").rows)["Kind"]


def test_the_card_of_a_statement_says_how_it_is_reported():
    assert dict(facts("a1").rows)["How"] == "“warned”, in the writer’s words"
    assert dict(facts("a3").rows)["How"] == "“said”, in their own words"


def test_unnamed_speakers_are_told_apart():
    assert [part.unnamed for part in facts("a2").chain] == [False, True]


def test_an_own_highlight_shows_its_note():
    assert dict(facts(OWN).rows)["Note"] == "Ask when."


def test_distancing_quotes_are_explained():
    assert "nobody is quoted" in dict(facts("q2").rows)["Why"]


def test_nothing_is_said_of_what_is_not_there():
    assert facts("a99") is None


@pytest.mark.parametrize(
    ("sure", "words", "filled"),
    [
        (0.97, "very likely, 0.97", 5),
        (0.8, "likely, 0.80", 4),
        (0.65, "rather likely, 0.65", 3),
        (0.4, "unsure, 0.40", 2),
        (0.1, "a guess, 0.10", 1),
        (0.0, "a guess, 0.00", 1),
    ],
)
def test_confidence_is_said_in_words_in_steps_and_as_a_number(sure, words, filled):
    assert likelihood(sure) == words
    assert steps(sure) == filled


def test_the_card_can_be_heard():
    assert facts("n1").spoken() == (
        "Tom Okoro › clerks at the port › 340. Value: 340 hulls, leaking at the port. "
        "Why: A number with a counted noun. Sure: very likely, 0.93"
    )


def test_enter_opens_the_card_of_the_mark_in_focus_and_escape_closes_it(pane, qtbot):
    qtbot.keyClick(pane, Qt.Key.Key_Return)
    assert not pane.card.isVisible()
    pane.focus_mark("n1")
    assert not pane.card.isVisible()
    qtbot.keyClick(pane, Qt.Key.Key_Return)
    assert pane.card.isVisible()
    assert pane.card.facts().chain[-1].text == "340"
    qtbot.keyClick(pane, Qt.Key.Key_Escape)
    assert not pane.card.isVisible()


def test_going_on_closes_the_card(pane):
    pane.focus_mark("n1")
    pane.show_card()
    pane.focus_next()
    assert not pane.card.isVisible()


def test_scrolling_closes_the_card(pane):
    pane.focus_mark("n1")
    pane.show_card()
    pane.verticalScrollBar().setValue(200)
    assert not pane.card.isVisible()


def test_pointing_at_a_mark_opens_its_card_and_leaving_closes_it(pane, qtbot):
    line = next(pane._lines.covering(sample.SAID.content[0]))
    there = QPoint(int(line.left) + 40, int(line.baseline) - 5)
    qtbot.mouseMove(pane.viewport(), there)
    qtbot.waitUntil(pane.card.isVisible, timeout=3000)
    assert pane.card.facts().chain[0].text == "Ines Brandt"
    qtbot.mouseMove(pane.viewport(), QPoint(there.x(), 590))
    qtbot.waitUntil(lambda: not pane.card.isVisible(), timeout=3000)


def body(pane):
    return pane.card.geometry().adjusted(CARD_SHADOW, CARD_SHADOW, -CARD_SHADOW, -CARD_SHADOW)


@pytest.mark.parametrize("target", ["a1", "a2", "a3", "n1", "n2", "q2", OWN])
@pytest.mark.parametrize("height", [320, 600])
@pytest.mark.parametrize("zoom", [100, 150])
def test_the_card_never_covers_the_sentence_it_explains(pane, target, height, zoom):
    pane.resize(860, height)
    pane.set_zoom(zoom)
    pane.focus_mark(target)
    pane.show_card()
    scrolled = pane.verticalScrollBar().value()
    for line in pane._lines.covering(pane.targets().sentence(target)):
        covered = body(pane).top() < line.bottom - scrolled and body(pane).bottom() > (
            line.top - scrolled
        )
        assert not covered
    assert body(pane).left() >= 0
    assert body(pane).right() <= pane.width()


def test_the_card_goes_above_a_sentence_at_the_bottom_of_the_view(pane):
    (filler,) = pane._lines.covering(sample.span("Filler paragraph 9"))
    bar = pane.verticalScrollBar()
    own = sample.highlight("Filler paragraph 9")
    pane.show_marks(sample.FOUND, (own,))
    bar.setValue(int(filler.bottom - pane.viewport().height() + 60))
    pane.focus_mark(own.id, scroll=False)
    pane.show_card()
    assert body(pane).bottom() <= filler.top - bar.value()


@pytest.mark.parametrize("theme", THEMES)
def test_the_card_is_drawn_in_the_colours_of_the_theme(pane, theme):
    pane.set_theme(theme_named(theme))
    pane.focus_mark("n1")
    pane.show_card()
    picture = pane.card.grab().toImage()
    ground = picture.pixelColor(CARD_SHADOW + 20, CARD_SHADOW + 6)
    assert ground == theme_named(theme).color("field")
