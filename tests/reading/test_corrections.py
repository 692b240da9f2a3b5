"""Marks put right by the reader, as values."""

import pytest

from app.reading.analysis import Analysis
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.corrections import attribution_of, claim_of, decided, with_ends
from app.reading.decisions import Decision, Status, Verdict, about, settled
from app.reading.quantity import Quantity, QuantityKind
from app.reading.quotation import Quotation
from app.reading.spans import Span
from app.reading.speaker import Speaker

TEXT = "Mira Holt said “the hull is worn” and that 3 ferries must stop, costing $4 million."
QUOTED = Span(TEXT.index("“"), TEXT.index("”") + 1)


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def attribution(**more):
    values = {
        "content": (span("“the hull is worn”"), span("that 3 ferries must stop")),
        "cue": (span("said"),),
        "source": (span("Mira Holt"),),
        "speaker": "Mira Holt",
        **more,
    }
    return Attribution("a1", AttributionKind.MIXED, Act.STATEMENT, **values)


def test_new_ends_reach_over_cue_and_source_which_give_way():
    moved = with_ends(attribution(), Span(span("Holt said").start, span("must").end), TEXT)
    assert moved.content == (
        Span(span("Holt said").start, QUOTED.end),
        Span(span("that 3").start, span("must").end),
    )
    assert moved.cue == ()
    assert moved.source == (Span(0, span("Holt").start),)


def test_parts_outside_the_new_ends_go():
    moved = with_ends(attribution(), span("“the hull is"), TEXT)
    assert moved.content == (span("“the hull is"),)


def test_ends_between_the_parts_leave_one_part():
    moved = with_ends(attribution(content=(span("the hull"),)), span("costing"), TEXT)
    assert moved.content == (span("costing"),)


def test_a_number_has_the_words_between_its_ends():
    number = Quantity("n1", *span("3"), "3", QuantityKind.COUNT)
    assert with_ends(number, span("3 ferries"), TEXT).text == "3 ferries"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("“the hull is worn”", AttributionKind.DIRECT),
        ("the hull is worn", AttributionKind.DIRECT),
        ("“the hull is worn” and that 3 ferries", AttributionKind.MIXED),
        ("3 ferries must stop", AttributionKind.INDIRECT),
    ],
)
def test_quotation_marks_make_the_kind(words, kind):
    found = Analysis(quotations=(Quotation("q1", *QUOTED),))
    assert attribution_of(found, span(words), TEXT, None, "x").kind is kind


def test_what_is_marked_inside_somebodys_words_lies_in_them():
    found = Analysis((attribution(),), speakers=(Speaker("Mira Holt"),))
    assert attribution_of(found, span("hull"), TEXT, Speaker("he"), "x").parent == "a1"
    assert claim_of(found, span("3 ferries"), TEXT, "x").claimed_by == ("Mira Holt",)
    assert claim_of(found, span("$4 million"), TEXT, "x").claimed_by == ()


def test_a_claim_takes_its_figure_and_unit_from_its_words():
    claim = claim_of(Analysis(), span("$4 million"), TEXT, "x")
    assert (claim.value, claim.unit, claim.kind) == (4_000_000, "USD", QuantityKind.MONEY)
    assert claim_of(Analysis(), span("hull"), TEXT, "x").value is None


def test_a_decision_is_about_the_mark_as_it_stands_now():
    mark = attribution()
    first = decided(TEXT, mark, Verdict.ACCEPTED, (), "d1", "2026-01-01")
    assert about([first], mark) == first
    assert about([first], with_ends(mark, span("“the hull is"), TEXT)) is None
    # The same stretch of another kind is another mark.
    number = Quantity("n1", *span("3"), "3", QuantityKind.COUNT)
    assert about([decided(TEXT, number, Verdict.ACCEPTED, (), "d2", "")], mark) is None


def test_a_second_decision_takes_the_place_of_the_first_and_keeps_its_check():
    mark = Quantity("n1", *span("3"), "3", QuantityKind.COUNT)
    first = decided(TEXT, mark, Verdict.OPEN, (), "d1", "2026-01-01")
    checked = Decision(
        first.id, first.verdict, mark, first.anchor, Status.WRONG, "seen", created="2026-01-01"
    )
    second = decided(TEXT, mark, Verdict.ACCEPTED, [checked], "d2", "2026-02-02")
    assert (second.id, second.created, second.modified) == ("d1", "2026-01-01", "2026-02-02")
    assert (second.status, second.evidence) == (Status.WRONG, "seen")


def test_loose_quotation_marks_inside_somebodys_words_become_theirs():
    found = Analysis(quotations=(Quotation("q1", *QUOTED),))
    mark = attribution_of(found, span("“the hull is worn” and that 3"), TEXT, None, "x")
    made = settled(found, [decided(TEXT, mark, Verdict.EDITED, (), "d1", "")])
    (attribution_made,) = made.attributions
    assert made.quotations[0].attribution == attribution_made.id
