"""What of an analysis is shown, and that it stays whole in itself."""

from decimal import Decimal

import pytest

from app.reading.analysis import Analysis
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.quantity import Quantity, QuantityKind
from app.reading.quotation import Quotation
from app.reading.spans import Span
from app.reading.speaker import Speaker
from app.reading.sureness import BEST
from app.reading.views import View

SURE, UNSURE = 0.9, BEST - 0.01


def said(name, start, end, *, act=Act.STATEMENT, **facts):
    facts.setdefault("confidence", SURE)
    return Attribution(name, AttributionKind.MIXED, act, (Span(start, end),), **facts)


def number(name, at, owner, claimed_by, confidence=SURE):
    return Quantity(
        name,
        at,
        at + 2,
        "40",
        QuantityKind.COUNT,
        Decimal(40),
        attribution=owner,
        claimed_by=claimed_by,
        confidence=confidence,
    )


NESTED = Analysis(
    attributions=(
        said("a1", 0, 90, speaker="Ann Lee"),
        said("a2", 10, 80, speaker="a guard", parent="a1", confidence=UNSURE),
        said("a3", 20, 70, speaker="Bo Falk", parent="a2"),
    ),
    quantities=(
        number("n1", 12, "a2", ("a guard", "Ann Lee")),
        number("n2", 30, "a3", ("Bo Falk", "a guard", "Ann Lee")),
        number("n3", 40, "a3", ("Bo Falk", "a guard", "Ann Lee"), UNSURE),
    ),
    speakers=(Speaker("Ann Lee"), Speaker("a guard", anonymous=True), Speaker("Bo Falk")),
    pipeline="test",
)


def test_what_is_too_unsure_is_left_out_and_what_it_held_lies_in_the_next_one_around():
    shown = View().of(NESTED)
    assert [(a.id, a.parent) for a in shown.attributions] == [("a1", None), ("a3", "a1")]
    assert [(q.id, q.attribution) for q in shown.quantities] == [("n1", "a1"), ("n2", "a3")]
    assert [q.claimed_by for q in shown.quantities] == [("Ann Lee",), ("Bo Falk", "Ann Lee")]
    assert [speaker.name for speaker in shown.speakers] == ["Ann Lee", "Bo Falk"]
    assert shown.pipeline == "test"


def test_who_wants_to_see_everything_does():
    assert View(least=0).of(NESTED) == NESTED


@pytest.mark.parametrize(("least", "ids"), [(SURE, ["a1", "a3"]), (SURE + 0.01, [])])
def test_a_mark_exactly_as_sure_as_wanted_is_shown(least, ids):
    assert [a.id for a in View(least).of(NESTED).attributions] == ids


def test_attitudes_are_shown_on_request_and_claim_no_number():
    analysis = Analysis(
        attributions=(
            said("a1", 0, 90, speaker="Ann Lee"),
            said("a2", 10, 80, act=Act.ATTITUDE, speaker="Bo Falk", parent="a1"),
        ),
        quantities=(number("n1", 30, "a1", ("Ann Lee",)),),
        speakers=(Speaker("Ann Lee"), Speaker("Bo Falk")),
    )
    plain, every = View().of(analysis), View(attitudes=True).of(analysis)
    assert [a.id for a in plain.attributions] == ["a1"]
    assert [s.name for s in plain.speakers] == ["Ann Lee"]
    assert every == analysis


def test_an_attitude_between_two_reports_breaks_no_chain():
    analysis = Analysis(
        attributions=(
            said("a1", 0, 90, speaker="Ann Lee"),
            said("a2", 10, 80, act=Act.ATTITUDE, speaker="Bo Falk", parent="a1"),
            said("a3", 20, 70, speaker="Cy Moor", parent="a2"),
        ),
        quantities=(number("n1", 30, "a3", ("Cy Moor",)),),
    )
    assert View().of(analysis).quantities[0].claimed_by == ("Cy Moor", "Ann Lee")
    assert View(attitudes=True).of(analysis).quantities[0].claimed_by == ("Cy Moor", "Ann Lee")


def test_an_attitude_in_quoted_words_is_always_shown():
    wish = said("a1", 0, 90, act=Act.ATTITUDE, speaker="Ann Lee")
    quoted = Analysis((wish,), (Quotation("q1", 10, 20, attribution="a1"),))
    titled = Analysis((wish,), (Quotation("q1", 10, 20, scare=True, attribution="a1"),))
    assert View().of(quoted).attributions == (wish,)
    assert View().of(titled).attributions == ()


def test_an_attitude_that_gives_a_figure_is_shown_and_claims_it():
    figure = said("a1", 0, 90, act=Act.ATTITUDE, speaker="Ann Lee")
    analysis = Analysis((figure,), quantities=(number("n1", 30, "a1", ("Ann Lee",)),))
    assert View().of(analysis) == analysis


def test_a_quotation_whose_attribution_is_too_unsure_stays_as_nobodys():
    unsure = said("a1", 0, 90, confidence=UNSURE)
    analysis = Analysis((unsure,), (Quotation("q1", 10, 20, attribution="a1"),))
    (quotation,) = View().of(analysis).quotations
    assert (quotation.attribution, quotation.scare) == (None, False)


def test_a_circle_of_parents_ends():
    circle = Analysis((said("a1", 0, 9, parent="a2"), said("a2", 0, 9, parent="a1")))
    assert len(View().of(circle).attributions) == 2
