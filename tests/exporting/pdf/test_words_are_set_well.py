"""How words are set: emphasis, links, lists, hyphens, and letters that are drawn as one."""

from __future__ import annotations

import ctypes
import io

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.exporting.pdf.flow import NARROW, WIDE, breakable
from app.reading.annotation import Reading
from app.reading.document import BlockKind

GERMAN = (
    "Die Verkehrsinfrastrukturfinanzierungsgesellschaft rechnet mit Geschwindigkeitsbegrenzungen "
    "auf Umgehungsstraßen und bittet Berufspendlerinnen um Rücksichtnahme. "
) * 4


def reading_of(write_article, *blocks, language="en", marks=()):
    draft = write_article(list(blocks), title="Set well", language=language)
    own = tuple(draft.own(number, words) for number, words in enumerate(marks, 1))
    return Reading(1, draft.document, own=own)


def font_of(pdf: bytes, words: str) -> str:
    """Return the name of the font the words are drawn in where they are drawn first."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    index = text.get_text_range().index(words)
    name = ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetFontInfo(text, index + 1, name, 200, None)
    return name.value.decode()


def drawn(pdf: bytes) -> str:
    return "".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(pdf))


def test_what_its_author_set_apart_is_set_apart(rich, reading):
    plain, styled = annotated_pdf(reading), annotated_pdf(rich)
    assert "Semibold" in font_of(styled, "harbour bridge will")
    assert "Regular" in font_of(plain, "harbour bridge will")
    assert "Italic" in font_of(styled, "Ferry operator")
    assert "Regular" in font_of(styled, "told reporters")


def test_links_of_the_article_lead_on(rich):
    with pikepdf.open(io.BytesIO(annotated_pdf(rich))) as document:
        found = {
            str(entry.A.URI)
            for page in document.pages
            for entry in page.obj.Annots
            if entry.Subtype == "/Link" and "/A" in entry and "/URI" in entry.A
        }
    assert "https://ferry.example/fares?a=1&b=2" in found


@pytest.mark.parametrize(("language", "hyphens"), [("de", True), ("xx", False)])
def test_words_are_divided_as_their_language_does(write_article, language, hyphens):
    paragraph = (BlockKind.PARAGRAPH, GERMAN.strip(), None)
    pdf = annotated_pdf(reading_of(write_article, paragraph, language=language))
    assert ("\ufffe" in drawn(pdf) or "-\r\n" in drawn(pdf)) is hyphens


@pytest.mark.parametrize("words", ["ef", "first eff", "fort", "flo", "ffi"])
def test_a_mark_that_begins_or_ends_inside_joined_letters_covers_its_own(
    write_article, read_back, words
):
    paragraph = (BlockKind.PARAGRAPH, "The first effort was a flower in the office.", None)
    reading = reading_of(write_article, paragraph, marks=[words])
    assert read_back(annotated_pdf(reading))["sayso-H1"].words == words.replace(" ", "")


def test_a_list_keeps_its_own_numbers_and_a_table_its_head(write_article, read_back):
    reading = reading_of(
        write_article,
        (BlockKind.LIST_ITEM, "7. Seventh thing", 1),
        (BlockKind.LIST_ITEM, "8. Eighth thing", 1),
        (BlockKind.LIST_ITEM, "Plain thing", 2),
        (BlockKind.TABLE, "Route\tMinutes", None),
        (BlockKind.TABLE, "Ring road\t35", None),
        marks=["7. Seventh", "Plain thing", "Minutes"],
    )
    pdf = annotated_pdf(reading)
    read = read_back(pdf)
    assert [read[f"sayso-H{n}"].words for n in (1, 2, 3)] == ["7.Seventh", "Plainthing", "Minutes"]
    assert drawn(pdf).count("•") == 1
    with pikepdf.open(io.BytesIO(pdf)) as document:
        kinds = [
            str(item.S)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
        ]
    assert kinds.count("/LI") == 3
    assert "/TH" in kinds


def test_the_words_of_a_narrow_column_do_not_run_into_the_next(write_article):
    rows = (
        "Town and its districts\tVisitors (thousands)\tShips\tHarbours\tWhat is spoken on board",
        "Upper Westmere\t5.8\t42,951\tMaasvliegen\tDanish, Frisian",
        "Marsh\t11.5\t338,424\tHolt\tNobody has asked anyone so far",
    )
    table = [(BlockKind.TABLE, row, None) for row in rows]
    page = pypdfium2.PdfDocument(annotated_pdf(reading_of(write_article, *table)))[0]
    text = page.get_textpage()
    words = text.get_text_range()

    def box(part: str) -> tuple[float, float]:
        at = words.index(part)
        boxes = [text.get_charbox(at + n) for n in range(len(part))]
        assert len({round(bottom) for _, bottom, _, _ in boxes}) <= 3  # all in one line
        return min(left for left, *_ in boxes), max(right for _, _, right, _ in boxes)

    for before, after in [("Maasvliegen", "Danish"), ("Harbours", "What is"), ("Holt", "Nobody")]:
        assert box(before)[1] + 3 < box(after)[0]


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("https://courier.example/bridge-closed/2026", ["https://", "courier.", "example/"]),
        ("x" * 40, ["x"]),
        ("magical-parliamentary-nobility-romance-spy-adventure", ["magical-", "parliamentary-"]),
        ("short words of a line that goes on for long", ["short words of a line that goes on"]),
        ("漢" * 60, ["漢" * 60]),
    ],
)
def test_a_word_too_long_for_a_line_breaks_where_it_hurts_least(words, pieces):
    broken = breakable(words, WIDE)
    assert broken.replace("\u200b", "") == words
    assert broken.startswith("\u200b".join(pieces))
    assert len(breakable(words, NARROW).split("\u200b")) >= len(broken.split("\u200b"))


def test_what_is_copied_from_a_page_holds_no_sign_of_the_typesetters(write_article):
    address = "https://courier.example/the-bridge-that-was-closed-for-fourteen-weeks/2026/03/index"
    words = f"The first efficient office, at {address} for all."
    pdf = annotated_pdf(
        reading_of(write_article, (BlockKind.PARAGRAPH, words, None), marks=[address])
    )
    text = drawn(pdf)
    assert not set(text) & set("\u200b\u00ad\u2060\ufb00\ufb01\ufb02\ufb03\ufb04")
    assert address in "".join(text.split()).replace("\ufffe", "-")
