"""Numbers of two claimants for the same thing: what is said of them, and in every form."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal
from functools import partial

import docx
import lxml.html
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from app.exporting.formats import FORMATS
from app.exporting.inventory import take
from app.exporting.lists import lists_of
from app.exporting.side_by_side import side_by_side
from app.reading.analysis import Analysis
from app.reading.annotation import Reading
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.comparison import Comparison
from app.reading.document import BlockKind
from app.reading.exports import Choice, Kind, Section
from app.reading.quantity import Quantity, QuantityKind
from app.reading.spans import Span
from app.reading.speaker import Speaker
from tests.exporting.pandoc import converted, needs_pandoc

BLOCKS = [
    (
        BlockKind.PARAGRAPH,
        "The harbour office said that 41 boats sank in the storm, Mayor Ida Voss told the paper.",
        None,
    ),
    (
        BlockKind.PARAGRAPH,
        (
            "The fishers’ union counted at least 118 boats lost. It called its own list “far from "
            "complete”. The insurers paid for ninety boats."
        ),
        None,
    ),
]
REMARK = (
    "The larger is about 2.9 times the smaller. Fishers’ union says next: its own list “far from "
    "complete” (Q4). See whether both count the same, and check the date and the method of both."
)


def number(draft, id_: str, words: str, value: int, *by: str, subject="") -> Quantity:
    kind, exact = QuantityKind.COUNT, Decimal(value)
    high = None if words.startswith("at least") else exact
    return Quantity(
        id_,
        *draft.span(words),
        words,
        kind,
        exact,
        exact,
        high,
        unit="boats",
        subject=subject,
        claimed_by=by,
    )


def said(id_: str, content: Span, source: Span, speaker: str, **more) -> Attribution:
    kind = more.pop("kind", AttributionKind.INDIRECT)
    return Attribution(id_, kind, Act.STATEMENT, (content,), (), (source,), speaker, **more)


def written(write_article, *comparisons: Comparison) -> Reading:
    draft = write_article(
        BLOCKS, title="After the storm", outlet="Fjord Courier", published="2026-02-02"
    )
    span, union = draft.span, "fishers’ union"
    whole = span("The harbour office said that 41 boats sank in the storm")
    analysis = Analysis(
        attributions=(
            said("a1", whole, span("Mayor Ida Voss"), "Ida Voss"),
            said(
                "a2",
                span("41 boats sank in the storm"),
                span("The harbour office"),
                "harbour office",
                parent="a1",
            ),
            said("a3", span("at least 118 boats lost"), span("The fishers’ union"), union),
            said(
                "a4",
                span("its own list “far from complete”"),
                span("It"),
                union,
                kind=AttributionKind.MIXED,
            ),
        ),
        quantities=(
            number(
                draft, "n1", "41", 41, "harbour office", "Ida Voss", subject="sank in the storm"
            ),
            number(draft, "n2", "at least 118", 118, union, subject="lost"),
            number(draft, "n3", "ninety", 90, subject="paid for"),
        ),
        speakers=tuple(map(Speaker, ("Ida Voss", "harbour office", union))),
    )
    return Reading(3, draft.document, analysis, comparisons=comparisons)


@pytest.fixture(scope="module")
def storm(write_article):
    """Give the function that writes the reading with what is to be compared in it."""
    return partial(written, write_article)


@pytest.fixture(scope="module")
def reading(storm) -> Reading:
    return storm(Comparison("n1", "n2"))


def made(format_: str, reading: Reading, choice: Choice = Choice()) -> bytes:  # noqa: B008
    return FORMATS[format_].make(reading, choice)


def remarks(reading: Reading, inventory=None) -> list[str]:
    return [pair.remark for pair in side_by_side(reading, inventory or take(reading))]


def test_what_is_said_states_what_the_text_states(reading):
    assert remarks(reading) == [REMARK]


def test_numbers_said_in_the_same_words_need_no_look_at_what_they_count(storm):
    (remark,) = remarks(storm(Comparison("n1", "n3", alike=True)))
    assert (
        remark
        == "The larger is about 2.2 times the smaller. Check the date and the method of both."
    )


def test_close_numbers_are_told_apart_in_percent(storm):
    (remark,) = remarks(storm(Comparison("n2", "n3", alike=True)))
    assert remark.startswith("The larger is about 31 percent more than the smaller. ")


def test_a_large_ratio_has_no_decimals(reading):
    first, *rest = reading.analysis.quantities
    tiny = replace(first, value=Decimal(7), low=Decimal(7), high=Decimal(7))
    analysis = replace(reading.analysis, quantities=(tiny, *rest))
    assert remarks(replace(reading, analysis=analysis))[0].startswith(
        "The larger is about 16 times"
    )


def test_a_ratio_to_nothing_is_not_told(reading):
    first, *rest = reading.analysis.quantities
    none = replace(first, value=Decimal(0), low=Decimal(0), high=Decimal(0))
    analysis = replace(reading.analysis, quantities=(none, *rest))
    assert remarks(replace(reading, analysis=analysis))[0].startswith("Fishers’ union says next")


def test_what_somebody_says_in_another_paragraph_or_before_is_not_passed_on(reading):
    found = reading.analysis
    start = reading.document.text.index("The harbour office said")
    moved = replace(found.attributions[3], content=(Span(start, start + 23),))
    others = replace(found, attributions=(*found.attributions[:3], moved))
    assert "says next" not in remarks(replace(reading, analysis=others))[0]


def test_words_that_are_too_long_are_pointed_to(reading, monkeypatch):
    monkeypatch.setattr("app.exporting.side_by_side.LONGEST", 20)
    assert "See what Fishers’ union says next (Q4). " in remarks(reading)[0]


@pytest.mark.parametrize(
    "comparison", [Comparison("n1", "n99"), Comparison("n98", "n2"), Comparison("n1", "n4")]
)
def test_what_is_no_longer_marked_is_not_compared(storm, comparison):
    assert remarks(storm(comparison)) == []


def test_without_numbers_or_the_section_nothing_is_compared(reading):
    for choice in (
        Choice(marks=frozenset(Kind) - {Kind.NUMBERS}),
        Choice(sections=frozenset(Section) - {Section.QUESTIONS}),
    ):
        assert lists_of(reading, take(reading).only(choice.marks), choice).compared == []
        assert "To compare" not in text_of(made("pdf", reading, choice))


def text_of(pdf: bytes) -> str:
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return " ".join(" ".join(pages).split())


def test_the_pdf_sets_them_large_on_one_line_with_who_says_each(reading):
    pdf = made("pdf", reading)
    after = text_of(pdf).partition("To compare")[2]
    assert "Harbour office, through Ida Voss · p. 1, ¶ 1" in after
    assert "Fishers’ union · p. 1, ¶ 2" in after
    assert REMARK in after
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    large: dict[int, str] = {}
    for index in range(page.count_chars()):
        size = pdfium.FPDFText_GetFontSize(page, index)
        _, bottom, _, _ = page.get_charbox(index, loose=True)
        if abs(size - 19) < 0.1:
            large[round(bottom)] = large.get(round(bottom), "") + page.get_text_range(index, 1)
    assert [re.sub(r"\s", "", line) for line in large.values()] == ["41atleast118"]


def test_the_pdf_leads_back_to_both_numbers(reading):
    without = links_of(made("pdf", replace(reading, comparisons=())))
    assert links_of(made("pdf", reading)) == without + 2


def links_of(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return sum(
            str(entry.Subtype) == "/Link" for page in document.pages for entry in page.Annots
        )


def test_the_page_for_the_web_shows_them_with_links_back(reading):
    tree = lxml.html.document_fromstring(made("html", reading).decode())
    (section,) = tree.xpath("//section[@id='compare']")
    assert section.xpath(".//strong/text()") == ["41", "at least 118"]
    assert section.xpath(".//a/@href") == ["#N1", "#N2"]
    assert section.xpath(".//p")[0].text_content() == REMARK


@needs_pandoc
def test_the_page_of_notes_lists_them(reading):
    plain = converted(made("markdown", reading), "gfm")
    after = " ".join(plain.partition("To compare")[2].split())
    assert "41 sank in the storm · Harbour office, through Ida Voss · ¶ 1" in after
    assert "at least 118 lost · Fishers’ union · ¶ 2" in after
    assert REMARK in after


def test_the_word_document_sets_them_side_by_side(reading):
    document = docx.Document(io.BytesIO(made("docx", reading)))
    (row,) = document.tables[-1].rows
    assert [cell.text for cell in row.cells] == [
        "41\nsank in the storm\nN1 · Harbour office, through Ida Voss · ¶ 1",
        "at least 118\nlost\nN2 · Fishers’ union · ¶ 2",
    ]
    assert REMARK in [paragraph.text for paragraph in document.paragraphs]


def test_the_plain_text_tells_them_apart(reading):
    after = made("txt", reading).decode().partition("To compare\n")[2]
    assert "N1   41: sank in the storm\n     Harbour office, through Ida Voss, ¶ 1\n" in after
    assert " ".join(after.split()).count(REMARK) == 1


def test_the_table_names_the_other_number(reading):
    rows = list(csv.DictReader(io.StringIO(made("csv", reading).decode("utf-8-sig"))))
    assert {row["id"]: row["compare_with"] for row in rows if row["kind"] == "number"} == {
        "N1": "N2",
        "N2": "N1",
        "N3": "",
    }
