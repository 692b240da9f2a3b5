"""What is drawn, and who says that who said."""

from __future__ import annotations

from decimal import Decimal

from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation
from app.reading.attribution import Act, Attribution, AttributionKind, claimants
from app.reading.layers import Layer
from app.reading.marks import MarkKind, marks_of
from app.reading.quantity import Quantity, QuantityKind
from app.reading.quotation import Quotation
from app.reading.spans import Span

TEXT = (
    "Lee noted that “guards said 40 men fled,” and called it “a mess” in a “statement”. It rains."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


OUTER = Attribution(
    "a1", AttributionKind.DIRECT, Act.STATEMENT, (span("“guards said 40 men fled,”"),),
    (span("noted"),), (span("Lee"),), "Ann Lee",
)  # fmt: skip
INNER = Attribution(
    "a2", AttributionKind.INDIRECT, Act.STATEMENT, (span("40 men fled"),),
    (span("said"),), (span("guards"),), "guards", anonymous=True, parent="a1",
)  # fmt: skip
MIXED = Attribution(
    "a3", AttributionKind.MIXED, Act.STATEMENT, (span("it “a mess” in"),), speaker="Ann Lee"
)
ANALYSIS = Analysis(
    attributions=(OUTER, INNER, MIXED),
    quotations=(
        Quotation("q1", *span("“guards said 40 men fled,”"), attribution="a1"),
        Quotation("q2", *span("“a mess”"), attribution="a3"),
        Quotation("q3", *span("“statement”"), scare=True),
    ),
    quantities=(
        Quantity("n1", *span("40"), "40", QuantityKind.COUNT, Decimal(40), attribution="a2"),
        Quantity("n2", 0, 3, "Lee", QuantityKind.DATE, claim=False),
    ),
)


def drawn(kind: MarkKind) -> list[str]:
    return [TEXT[m.start : m.end] for m in marks_of(ANALYSIS) if m.kind is kind]


def test_quoted_words_and_reported_words_are_told_apart():
    assert drawn(MarkKind.QUOTED) == ["“guards said 40 men fled,”", "“a mess”"]
    assert drawn(MarkKind.REPORTED) == ["40 men fled", "it ", " in"]
    assert drawn(MarkKind.SCARE) == ["“statement”"]


def test_depth_and_anonymity_are_told():
    inner = [mark for mark in marks_of(ANALYSIS) if mark.target == "a2"]
    assert {mark.depth for mark in inner} == {1}
    assert all(mark.unnamed for mark in inner)


def test_numbers_without_a_claim_are_another_kind():
    assert drawn(MarkKind.CLAIM) == ["40"]
    assert drawn(MarkKind.NUMBER) == ["Lee"]


def test_own_marks_join_in_text_order():
    own = OwnAnnotation("x", *span("It rains"), anchor(TEXT, span("It rains")))
    marks = marks_of(ANALYSIS, [own])
    assert marks[-1].kind is MarkKind.OWN
    assert marks[-1].layer is Layer.MINE
    assert [mark.start for mark in marks] == sorted(mark.start for mark in marks)


def test_a_quotation_nobody_claims_is_still_drawn():
    lone = Analysis(quotations=(Quotation("q1", 0, 3),))
    assert [(m.kind, m.target) for m in marks_of(lone)] == [(MarkKind.QUOTED, "q1")]


def test_the_chain_runs_from_the_innermost_outward():
    assert claimants(ANALYSIS.attributions, "a2") == ("guards", "Ann Lee")
    assert claimants(ANALYSIS.attributions, None) == ()


def test_a_circle_of_parents_ends():
    one = Attribution("a1", AttributionKind.DIRECT, Act.STATEMENT, (), speaker="A", parent="a2")
    two = Attribution("a2", AttributionKind.DIRECT, Act.STATEMENT, (), speaker="B", parent="a1")
    assert claimants([one, two], "a1") == ("A", "B")
