"""The card of a number: what it says in plain words, what it is held against, what is asked."""

from __future__ import annotations

import gettext
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from app import language, paths
from app.desktop.card import Card
from app.desktop.card_facts import facts_of
from app.reading.analysis import Analysis
from app.reading.quantity import Bound, Criterion, Quantity, QuantityKind
from app.reading.questions import Doubt, Question
from app.rendering.fonts import pane_font
from app.rendering.palette import theme_named
from app.rendering.targets import Targets

TEXT = "From nearly 40 to 50 percent of the voters, in 2031."
ROSE = Quantity(
    "n1", 5, 14, "nearly 40", QuantityKind.PERCENT, Decimal(40), None, Decimal(40),
    unit="percent", modifier="nearly", bound=Bound.NEARLY, subject="of the voters",
    hedge="estimated", against="n2", worth=(Criterion.COMPARISON, Criterion.MONEY),
    why="A share of something.",
)  # fmt: skip
TO = Quantity(
    "n2", 18, 28, "50 percent", QuantityKind.PERCENT, Decimal(50), Decimal(50), Decimal(50),
    unit="percent", subject="of the voters", claimed_by=("pollsters", "Ines Brandt"),
)  # fmt: skip
YEAR = Quantity("n3", 47, 51, "2031", QuantityKind.DATE, Decimal(2031), claim=False)
ASKED = Question(
    Doubt.POINTS,
    "From 40 to 50 percent is 10 percentage points, or 25 percent: which is meant?",
    ("n1", "n2"),
)


def rows(target, *quantities, questions=(ASKED,)):
    analysis = Analysis(quantities=quantities or (ROSE, TO, YEAR), questions=questions)
    return dict(facts_of(target, Targets(analysis), TEXT).rows)


def test_everything_known_of_a_number_is_told_in_plain_words():
    assert rows("n1") == {
        "Value": "nearly 40 % of the voters",
        "Given as": "“estimated”",
        "Compared": "with 50 % of the voters, pollsters",
        "Check": "Worth checking because: a comparison, money",
        "Question": "From 40 to 50 percent is 10 percentage points, or 25 percent: which is meant?",
        "Why": "A share of something.",
    }


def test_only_what_is_known_is_told():
    assert rows("n2", questions=()) == {"Value": "50 % of the voters"}


def test_what_it_is_compared_with_is_told_only_while_it_is_shown():
    assert "Compared" not in rows("n1", ROSE)


def test_a_number_that_claims_nothing_is_not_to_be_checked():
    told = rows("n3")
    assert "Check" not in told
    assert "nothing to check" in told["Kind"]


@pytest.mark.parametrize(
    ("low", "high", "bound", "said"),
    [
        (3, 5, None, "3 to 5 % of the voters"),
        (3, None, Bound.MORE_THAN, "3 % or more of the voters"),
        (None, 5, None, "up to 5 % of the voters"),
    ],
)
def test_bounds_are_told_in_words(low, high, bound, said):
    ends = (None if end is None else Decimal(end) for end in (low, high))
    made = replace(ROSE, value=None, bound=bound, **dict(zip(("low", "high"), ends, strict=True)))
    assert rows("n1", made)["Value"] == said


def test_the_card_can_be_heard_with_its_question():
    analysis = Analysis(quantities=(ROSE, TO), questions=(ASKED,))
    heard = facts_of("n1", Targets(analysis), TEXT).spoken()
    assert "Check: Worth checking because: a comparison, money" in heard
    assert "which is meant?" in heard


class Wordy(gettext.NullTranslations):
    """A language that needs more words for the labels, and puts the figures' comma elsewhere."""

    def gettext(self, message):
        return {
            "Given as": "Given by somebody as",
            "{word}, {whole}.{hundredths}": "{whole},{hundredths}, {word}",
        }.get(message, message)


@pytest.fixture
def wordy():
    language.speak("de", Wordy())
    yield
    language.use("en", paths.resource("languages"))


def test_long_labels_of_another_language_have_room(qtbot, wordy):
    facts = facts_of("n1", Targets(Analysis(quantities=(replace(ROSE, confidence=0.93),))), TEXT)
    page = QWidget()
    qtbot.addWidget(page)
    card = Card(page, page)
    card.tell(facts, theme_named("light"), 424)
    label = QFontMetricsF(pane_font(13)).horizontalAdvance("Given by somebody as")
    assert "Given by somebody as" in dict(facts.rows)
    assert card._labels > label
    assert "Sure: 0,93, very likely" in facts.spoken()
