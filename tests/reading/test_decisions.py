"""What the reader decided holds against whatever the next analysis finds."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.decisions import Decision, Verdict, settled, stretch
from app.reading.quantity import Quantity, QuantityKind
from app.reading.questions import Doubt, Question
from app.reading.quotation import Quotation
from app.reading.spans import Span
from app.reading.speaker import Speaker

TEXT = "Ada said that Bo believes 40 people left and “never came back”. It was in May."


def span(words):
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def said(name, words, speaker, parent=None):
    return Attribution(
        name, AttributionKind.INDIRECT, Act.STATEMENT, (span(words),), speaker=speaker,
        parent=parent, confidence=0.7,
    )  # fmt: skip


OUTER = said("a1", "Bo believes 40 people left and “never came back”", "Ada")
INNER = said("a2", "40 people left and “never came back”", "Bo", "a1")
QUOTED = Quotation("q1", *span("“never came back”"), attribution="a2")
FORTY = Quantity(
    "n1", *span("40"), "40", QuantityKind.COUNT, Decimal(40), attribution="a2",
    claimed_by=("Bo", "Ada"),
)  # fmt: skip
FOUND = Analysis(
    (OUTER, INNER),
    (QUOTED,),
    (FORTY,),
    (Speaker("Ada"), Speaker("Bo")),
    "1",
    (Question(Doubt.TOTAL, "Odd.", ("n1",)),),
)


def decided(verdict, mark):
    return Decision("d", verdict, mark, anchor(TEXT, stretch(mark)))


def test_a_rejected_attribution_leaves_what_lay_in_it_to_the_one_around():
    left = settled(FOUND, [decided(Verdict.REJECTED, INNER)])
    assert left.attributions == (OUTER,)
    assert left.quotations[0].attribution == "a1"
    assert (left.quantities[0].attribution, left.quantities[0].claimed_by) == ("a1", ("Ada",))


def test_a_rejected_number_takes_its_questions_along():
    left = settled(FOUND, [decided(Verdict.REJECTED, FORTY)])
    assert (left.quantities, left.questions) == ((), ())
    assert left.attributions == FOUND.attributions


def test_a_rejected_quotation_leaves_the_attribution():
    left = settled(FOUND, [decided(Verdict.REJECTED, QUOTED)])
    assert left == replace(FOUND, quotations=())


def test_another_speaker_is_known_and_claims_the_numbers():
    edited = replace(INNER, speaker="Carla")
    left = settled(FOUND, [decided(Verdict.EDITED, edited)])
    assert left.attributions[1] == replace(edited, confidence=1.0)
    assert left.quantities[0].claimed_by == ("Carla", "Ada")
    assert Speaker("Carla") in left.speakers


def test_an_accepted_mark_that_is_not_found_again_stays():
    left = settled(Analysis(pipeline="2"), [decided(Verdict.ACCEPTED, INNER)])
    (mark,) = left.attributions
    assert (mark.id, mark.parent, mark.speaker) == ("own-d", None, "Bo")


def test_a_mark_found_elsewhere_is_not_taken_for_the_one_decided_about():
    elsewhere = said("a2", "It was in May", "Bo")
    left = settled(Analysis((elsewhere,)), [decided(Verdict.REJECTED, INNER)])
    assert left.attributions == (elsewhere,)


def test_a_mark_whose_ends_were_found_a_little_otherwise_is_the_same():
    shorter = said("a9", "40 people left and “never came", "Bo")
    left = settled(Analysis((shorter,)), [decided(Verdict.ACCEPTED, INNER)])
    assert [(mark.id, mark.content) for mark in left.attributions] == [("a9", INNER.content)]


@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.EDITED])
def test_an_edited_number_stands_with_its_value(verdict):
    edited = replace(FORTY, value=Decimal(14), unit="people")
    (number,) = settled(FOUND, [decided(verdict, edited)]).quantities
    assert (number.value, number.unit, number.attribution) == (14, "people", "a2")


def test_settling_twice_changes_nothing_more():
    decisions = [
        decided(Verdict.REJECTED, OUTER),
        decided(Verdict.EDITED, replace(INNER, speaker="C")),
        decided(Verdict.ACCEPTED, FORTY),
    ]
    once = settled(FOUND, decisions)
    assert settled(once, decisions) == once


def test_a_decision_that_has_no_place_or_is_only_a_check_changes_nothing():
    lost = replace(decided(Verdict.REJECTED, INNER), placed=False)
    assert settled(FOUND, [lost, decided(Verdict.OPEN, INNER)]) == FOUND
