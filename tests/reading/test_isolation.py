"""Marks of one sort alone."""

from app.reading.analysis import Analysis
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.corrections import decided
from app.reading.decisions import Status, Verdict
from app.reading.isolation import Sort, of_sort
from app.reading.quantity import Quantity, QuantityKind
from app.reading.quotation import Quotation
from app.reading.spans import Span


def said(name, kind, **more):
    return Attribution(name, kind, Act.STATEMENT, (Span(0, 3),), **more)


ANALYSIS = Analysis(
    (
        said("a1", AttributionKind.DIRECT, speaker="Ada"),
        said("a2", AttributionKind.MIXED, speaker="an aide", anonymous=True),
        said("a3", AttributionKind.INDIRECT, confidence=0.5),
    ),
    (Quotation("q1", 0, 3), Quotation("q2", 5, 9, scare=True), Quotation("q3", 0, 3, "a1")),
    (
        Quantity("n1", 0, 3, "300", QuantityKind.COUNT),
        Quantity("n2", 4, 6, "40", QuantityKind.COUNT, confidence=0.4),
        Quantity("n3", 7, 9, "45", QuantityKind.AGE, claim=False, confidence=0.2),
    ),
)


def test_each_sort_has_its_marks():
    assert of_sort(ANALYSIS, (), Sort.UNNAMED) == {"a2"}
    assert of_sort(ANALYSIS, (), Sort.QUOTED) == {"a1", "a2", "q1"}
    assert of_sort(ANALYSIS, (), Sort.REPORTED) == {"a3"}
    assert of_sort(ANALYSIS, (), Sort.UNSURE) == {"a3", "n2"}
    assert of_sort(ANALYSIS, (), Sort.UNCHECKED) == {"n1", "n2"}


def test_a_claim_whose_check_came_out_is_no_longer_unchecked():
    from dataclasses import replace

    decision = decided("300 40 45", ANALYSIS.quantities[0], Verdict.OPEN, (), "d", "")
    assert of_sort(ANALYSIS, [decision], Sort.UNCHECKED) == {"n1", "n2"}
    checked = replace(decision, status=Status.WRONG)
    assert of_sort(ANALYSIS, [checked], Sort.UNCHECKED) == {"n2"}
