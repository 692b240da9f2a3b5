"""What a reader leaves out is nowhere in the PDF, and all else stays as it was."""

from __future__ import annotations

import pypdfium2
import pytest

from app.exporting.inventory import take
from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.reading.exports import Choice, Kind, Paper, Section

READER = "Ines Okafor"
LETTERS = {Kind.SOURCES: "S", Kind.NUMBERS: "N", Kind.OWN: "H"}
LEGEND = {
    Kind.QUOTED: "“quoted words”",
    Kind.REPORTED: "in other words",
    Kind.SOURCES: "who says it",
    Kind.NUMBERS: "a number claimed",
    Kind.OWN: "own highlight",
}
HEADS = {
    Section.QUOTES: "Who says what",
    Section.NUMBERS: "What it counts",
    Section.NOTES: "Highlights and notes",
    Section.CITATION: "To cite this article",
}


def without(*kinds: Kind) -> Choice:
    return Choice(READER, marks=frozenset(Kind) - set(kinds))


@pytest.mark.parametrize("kind", LETTERS)
def test_a_kind_left_out_has_no_marks_and_the_others_keep_their_names(rich, read_back, kind):
    every = set(read_back(annotated_pdf(rich, Choice(READER))))
    left = set(read_back(annotated_pdf(rich, without(kind))))
    gone = {f"sayso-{item.id}" for item in take(rich) if item.id[0] == LETTERS[kind]}
    assert gone
    assert left == every - gone


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_left_out_is_not_in_the_legend_either(rich, page_words, kind):
    first = page_words(annotated_pdf(rich, without(kind)))[0]
    head = first[: first.index("The harbour bridge")]
    assert [other for other, said in LEGEND.items() if said in head] == [
        other for other in LEGEND if other is not kind
    ]


def test_of_a_quote_in_part_only_the_wanted_words_are_marked(reading, read_back, squeeze):
    words = {
        kinds: squeeze(read_back(annotated_pdf(reading, without(*kinds)))["sayso-Q5"].words)
        for kinds in ((Kind.REPORTED,), (Kind.QUOTED,))
    }
    assert words[Kind.REPORTED,] == "“halfaplan”"
    assert words[Kind.QUOTED,] == "theplanthatignorescommuters"


def test_without_reported_words_their_speakers_are_not_in_the_margin(rich, page_words):
    pdf = annotated_pdf(rich, without(Kind.REPORTED))
    assert "The office" not in " ".join(page_words(pdf))
    assert "Marta Lindqvist" in " ".join(page_words(pdf))


def test_own_alone_leaves_notes_and_the_citation(rich, page_words, read_back):
    pdf = annotated_pdf(rich, Choice(READER, marks=frozenset({Kind.OWN})))
    words = " ".join(page_words(pdf))
    assert set(read_back(pdf)) == {"sayso-H1", "sayso-H2", "sayso-H3"}
    assert "Highlights and notes" in words
    assert "Who says what" not in words
    assert "What it counts" not in words


def test_with_nothing_marked_the_article_is_still_whole(rich, page_words, read_back):
    pdf = annotated_pdf(rich, Choice(marks=frozenset(), sections=frozenset()))
    words = " ".join(page_words(pdf))
    assert read_back(pdf) == {}
    assert "may open sooner." in words
    assert not [head for head in HEADS.values() if head in words]


@pytest.mark.parametrize("section", HEADS)
def test_a_section_left_out_is_not_there_and_its_marks_are(rich, page_words, read_back, section):
    pdf = annotated_pdf(rich, Choice(READER, sections=frozenset(Section) - {section}))
    words = " ".join(page_words(pdf))
    assert [part for part, head in HEADS.items() if head in words] == [
        part for part in HEADS if part is not section
    ]
    assert set(read_back(pdf)) == {f"sayso-{item.id}" for item in take(rich)}


@pytest.mark.parametrize("paper", Paper)
def test_without_a_margin_the_text_stands_in_the_middle_and_is_marked_as_well(
    rich, read_back, squeeze, paper
):
    pdf = annotated_pdf(rich, Choice(READER, margin=False, paper=paper))
    text = rich.document.text
    read = read_back(pdf)
    for item in take(rich):
        words = squeeze("".join(text[span.start : span.end] for span in item.spans))
        assert squeeze(read[f"sayso-{item.id}"].words) == words
    page = pypdfium2.PdfDocument(pdf)[0]
    left, right = _edges_of(page, "Ferry operator", "of the traffic.")
    assert left == pytest.approx(page.get_width() - right, abs=40)
    assert right - left > 340  # a little wider than beside a margin


def _edges_of(page, first: str, last: str) -> tuple[float, float]:
    text = page.get_textpage()
    whole = text.get_text_range()
    boxes = [
        text.get_charbox(index)
        for index in range(whole.index(first), whole.index(last))
        if not whole[index].isspace()
    ]
    # Numbers of paragraphs and of marks stand beside the text.
    inside = [box for box in boxes if box[3] - box[1] > 3 and 100 < box[0] < page.get_width() - 60]
    return min(box[0] for box in inside), max(box[2] for box in inside)
