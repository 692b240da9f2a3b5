"""What a reading's PDF marks, and what it is numbered and called."""

from __future__ import annotations

from app.exporting.inventory import take
from app.exporting.pdf.appendix import legend
from app.reading.analysis import Analysis
from app.reading.annotation import Reading
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import BlockKind
from app.reading.quotation import Quotation
from app.reading.views import View


def test_quotes_numbers_and_own_marks_are_numbered_in_text_order(reading):
    inventory = take(reading)
    assert [q.id for q in inventory.quotes] == ["headline-Q1", *(f"Q{n}" for n in range(1, 8))]
    assert [n.id for n in inventory.numbers] == ["N1", "N2", "N3", "N4"]
    starts = [item.spans[0].start for item in inventory.own]
    assert starts == sorted(starts)


def test_a_source_of_several_quotes_is_marked_once(reading):
    spans = [source.spans for source in take(reading).sources]
    assert len(spans) == len(set(spans)) == 7


def test_a_nested_quote_tells_its_chain_and_stands_after_its_parent(reading):
    quotes = take(reading).quotes
    inner = next(q for q in quotes if q.nested)
    outer = quotes[quotes.index(inner) - 1]
    assert inner.chain == ("Halvard Boström", "inspectors")
    assert outer.spans[0].covers(inner.spans[0])
    assert inner.reported == inner.spans


def test_the_legend_shows_the_kinds_there_are(reading):
    assert legend(take(reading)) == ["quoted", "reported", "nested", "source", "number", "own"]
    assert legend(take(Reading(1, reading.document))) == []


def test_quoted_words_in_an_attitude_are_marked_and_say_whose_they_are(write_article):
    draft = write_article([(BlockKind.PARAGRAPH, "The mayor wants “a calm harbour” again.", None)])
    span = draft.span("“a calm harbour”")
    attitude = Attribution(
        "a1",
        AttributionKind.MIXED,
        Act.ATTITUDE,
        (span,),
        (draft.span("wants"),),
        (draft.span("The mayor"),),
        "the mayor",
    )
    quotation = Quotation("q1", *span, attribution="a1")
    analysis = View().of(Analysis((attitude,), (quotation,)))
    (quote,) = take(Reading(1, draft.document, analysis)).quotes
    assert (quote.spans, quote.chain, quote.cue) == ((span,), ("the mayor",), "wants")


def test_a_quotation_nobody_is_named_for_is_marked_too(write_article):
    draft = write_article([(BlockKind.PARAGRAPH, "“Full speed,” it said on the wall.", None)])
    quotation = Quotation("q1", *draft.span("“Full speed,”"))
    (quote,) = take(Reading(1, draft.document, Analysis((), (quotation,)))).quotes
    assert quote.chain == ()
    assert quote.quoted == (quotation.span,)


def test_marks_outside_the_text_are_cut_off(write_article):
    draft = write_article([(BlockKind.PARAGRAPH, "Short.", None)])
    beyond = Quotation("q1", 2, 400)
    gone = Quotation("q2", 50, 60)
    (quote,) = take(Reading(1, draft.document, Analysis((), (beyond, gone)))).quotes
    assert quote.spans == ((2, 6),)
